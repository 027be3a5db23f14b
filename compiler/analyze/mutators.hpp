// The small changes that one operation of a Program can undergo: a threshold one step up or down, `<=` to `<`, `and` to `or`, ...
// In: a Program, an operation. Out: for each change, the operations to put in its place. Operations of records are changed alike.
// Never here: where the operation stands (sites.hpp), running examples.
#pragma once

#include <string>
#include <vector>

#include "compiler/analyze/workbench.hpp"

namespace precept::analyze {

enum class ChangeKind : std::uint8_t {
  threshold, comparison, junction, negation, arithmetic, dropped, quantity, within, closing
};
std::string change_word(ChangeKind kind);  // "threshold"

// Operations to add in order; the last takes the changed one's place. An operand `kMade + i` is the i-th of them.
struct Replacement {
  ChangeKind kind = ChangeKind::threshold;
  std::vector<Node> nodes;
  NodeId existing{};  // where no operation is made: this one takes its place
};
inline constexpr std::uint32_t kMade = 0x80000000;

NodeId build(Workbench& bench, const Replacement& replacement);

// `only_under_negation`: whoever reads the operation negates it, so that negating it is dropping that `not`.
std::vector<Replacement> replacements(const Program& program, NodeId node, bool only_under_negation);

// A text that is equal for operations that mean the same: `n < 4` and `n <= 3` of a count, limits beyond a fact's range.
std::string meaning_key(const Program& program, const Replacement& replacement);
std::string meaning_key(const Program& program, NodeId node);

// One step of an ordered value: a day, a month, a member, one of a count, the last decimal place that is written.
std::int64_t threshold_step(TypeKind kind, std::int64_t value);

// The statuses that a condition may come to: a condition that only asks what is documented is never undocumented.
struct Reachable {
  bool yes = false, no = false, undocumented = false;
};
std::vector<Reachable> reachable_truths(const Program& program);  // by node; of what is no truth: all

}  // namespace precept::analyze
