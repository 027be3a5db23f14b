// The branches that a condition shows in a trace: those of its groups, found through definitions too, each of them once.
// In: a checked library, which it refers to and must not outlive. Never here: a walk that grows with the length of a chain of
// definitions, or with the number of ways through it.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "compiler/check/checked.hpp"

namespace precept::check {

inline constexpr std::size_t kBranchesDeepMax = 128;  // branches of branches
inline constexpr std::size_t kBranchesMax = 4096;     // of one criterion in all

class Branches {
 public:
  struct Size {
    std::size_t deep = 0;
    std::size_t count = 0;  // kBranchesMax + 1 stands for all above
  };

  explicit Branches(const Library& library);
  // In the order in which they are written; at most kBranchesMax + 1.
  std::vector<const Criterion*> of(const Expr& condition) const;
  Size size_of(const Expr& condition);

 private:
  void collect(const Expr& expr, std::vector<const Criterion*>& out) const;
  Size size_of(const Criterion& branch);

  const Library& library_;
  std::vector<std::vector<const Criterion*>> of_definition_;
  std::unordered_map<const Criterion*, Size> sizes_;  // looked up only, never walked
};

}  // namespace precept::check
