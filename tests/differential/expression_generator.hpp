// Random expressions of a wanted sort. In: a Random, what may be mentioned, a depth. Out: Tree.
#pragma once

#include "tests/differential/generator.hpp"

namespace precept::differential {

class ExpressionGenerator {
 public:
  ExpressionGenerator(Random& random, const std::vector<GeneratedDefinition>& definitions, bool in_rule)
      : random_(random), definitions_(definitions), in_rule_(in_rule) {}
  Tree of(Sort sort, int depth);

 private:
  Tree leaf(Sort sort);
  Tree truth(int depth);
  Tree comparison(int depth);
  Tree enumeration_test(Sort sort);
  Tree set_test(int depth);
  Tree span_test(int depth);
  Tree group(int depth);
  Tree arithmetic(Sort sort, int depth);
  Tree literal(Sort sort);
  std::string member(Sort sort);
  Random& random_;
  const std::vector<GeneratedDefinition>& definitions_;
  bool in_rule_;  // `requested` and its kin may stand
};

}  // namespace precept::differential
