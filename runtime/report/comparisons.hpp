// The comparisons that make up a criterion's condition in; what each is about, its limit and how far from it out.
// A span (`injury_age <= 2y`) is lowered to a comparison of dates: its limit is shown as the date that it is.
// Never here: evaluation (the values are the trace's), layout.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/interpret/trace.hpp"
#include "runtime/report/values_text.hpp"

namespace precept {

struct Comparison {
  std::string subject;   // "time since the injury", "physical demand level of the job"; empty where it has no name
  std::string measured;  // what is set against the limit: of a span the date where it ends ("date of the decision")
  std::string bound;     // "at most 2 years", "medium or higher"
  std::string limit;     // of dates and spans the date: "on or before 2002-01-18"; else as `bound`
  std::string distance;  // "12 years and 1 month past the limit", "1 step below the limit"; empty where not certain
  Truth truth = Truth::undocumented;
};

// In order of the expression; at most kComparisonsMax.
inline constexpr std::size_t kComparisonsMax = 12;
// `negated`: of what holds where the condition does not. `written`: the condition as its author wrote it, so that of two
// expressions the one that stands first is set against the other.
std::vector<Comparison> comparisons_of(const Program& program, const Trace& trace, NodeId condition, DateStyle style,
                                       bool negated = false, std::string_view written = {});

// What a node is called: its fact's or definition's words; empty where neither.
std::string name_of_node(const Program& program, NodeId node);
// The same, or what it is worked out from: "daily dose minus dose at the last visit"; empty where a part has no name.
std::string subject_of_node(const Program& program, NodeId node);

}  // namespace precept
