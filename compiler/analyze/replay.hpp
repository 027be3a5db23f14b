// Deciding an example again, on the library or on a changed one.
// In: a Program, an example. Out: its Determination on the reference interpreter, and whether two give the same answer.
// Never here: what is expected (expectations.hpp).
#pragma once

#include <string>
#include <vector>

#include "compiler/lower/lower.hpp"
#include "runtime/decide/decide.hpp"

namespace precept::analyze {

// The policy that an example names, or the only one.
PolicyId policy_of(const Program& program, const std::string& name);

Evaluate interpreter(const Program& program);  // borrows the Program

Determination replay(const Program& program, const Decider& decider, const lower::ExampleCase& example);

// The same outcome, and the same granted.
bool same_answer(const Determination& one, const Determination& other);

// What is seen of one criterion in a determination: its status as in evidence, if its rule was consulted.
std::optional<Status> status_in(const Program& program, const Determination& determination, CriterionId criterion);
bool is_consulted(const Determination& determination, RuleId rule);

}  // namespace precept::analyze
