// Definitions are looked at in the order of dependency, so that what one mentions is known already.
#include "compiler/check/branches.hpp"

#include <algorithm>
#include <unordered_set>

namespace precept::check {

Branches::Branches(const Library& library) : library_(library), of_definition_(library.definitions.size()) {
  for (const std::uint32_t index : library.definition_order) {
    const Expr& value = library.definitions[index].value;
    of_definition_[index] = of(value);
    size_of(value);
  }
}

void Branches::collect(const Expr& expr, std::vector<const Criterion*>& out) const {
  if (out.size() > kBranchesMax) return;
  if (expr.form == Expr::Form::definition) {
    out.insert(out.end(), of_definition_[expr.definition].begin(), of_definition_[expr.definition].end());
    return;
  }
  if (expr.form == Expr::Form::list) return;  // what is said of each record is no part of the trace
  for (const Criterion& branch : expr.branches) out.push_back(&branch);
  for (const Expr& operand : expr.operands) collect(operand, out);
}

std::vector<const Criterion*> Branches::of(const Expr& condition) const {
  std::vector<const Criterion*> all, once;
  collect(condition, all);
  std::unordered_set<const Criterion*> seen;
  for (const Criterion* branch : all)
    if (seen.insert(branch).second) once.push_back(branch);
  if (once.size() > kBranchesMax + 1) once.resize(kBranchesMax + 1);
  return once;
}

Branches::Size Branches::size_of(const Expr& condition) {
  Size size;
  for (const Criterion* branch : of(condition)) {
    const Size below = size_of(*branch);
    size.deep = std::max(size.deep, below.deep + 1);
    size.count = std::min(size.count + below.count + 1, kBranchesMax + 1);
  }
  return size;
}

Branches::Size Branches::size_of(const Criterion& branch) {
  if (const auto known = sizes_.find(&branch); known != sizes_.end()) return known->second;
  const Size size = size_of(branch.condition);
  sizes_.emplace(&branch, size);
  return size;
}

}  // namespace precept::check
