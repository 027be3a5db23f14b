// A new example, made from one that there is by giving a few facts otherwise.
// In: an example as it is written and bound, and changes. Out: the request to decide, and the canonical text of the example.
// Never here: which changes are worth trying (candidates.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/lower/lower.hpp"
#include "compiler/syntax/ast.hpp"
#include "runtime/decide/determination.hpp"

namespace precept::analyze {

// One fact, or part of the request, given otherwise.
struct Change {
  enum class Of : std::uint8_t { fact, requested, over, used } of = Of::fact;
  FactId fact{};
  enum class To : std::uint8_t { value, missing, conflicting } to = To::value;
  Value value;
  std::string code;                        // of a code: as it is written
  Records records;                         // of a list
  DurationKind kind = DurationKind::days;  // of `over`
};

// An example that there is: as written, and bound. Without `written`: nothing is given.
struct Base {
  const ast::Example* written = nullptr;
  const source::Sources* sources = nullptr;
  const lower::ExampleCase* bound = nullptr;
};

// The bound example with the changes made. Its title says what was changed.
lower::ExampleCase changed(const Program& program, const lower::ExampleCase& base, const std::vector<Change>& changes);
std::string described(const Program& program, ServiceId service, const Change& change);  // "demand_level = heavy", "goal missing"

// What an engine says of an example, as what it expects: the outcome with the quantity granted and the reasons, and the status of
// one criterion.
std::vector<check::ExampleExpect> expectations_of(const Program& program, const Determination& determination,
                                                  std::optional<CriterionId> criterion);

// Canonical, with the example's `expects`; empty where it cannot be written so that it reads back.
std::string text_of(const Program& program, const Base& base, const lower::ExampleCase& example, const std::vector<Change>& changes);

}  // namespace precept::analyze
