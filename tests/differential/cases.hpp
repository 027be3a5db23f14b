// Random requests for a Program: documented, partial, missing and boundary values, drawn near the Program's own constants.
#pragma once

#include "runtime/facts/case_facts.hpp"
#include "tests/differential/generator.hpp"

namespace precept::differential {

class CaseGenerator {
 public:
  explicit CaseGenerator(const Program& program);
  Request request(Random& random) const;

 private:
  Value exact(Random& random, const Fact& fact, const CaseFacts& so_far) const;
  Value code(Random& random, SystemId system) const;
  void fill(Random& random, Records& records, RecordId type, const CaseFacts& so_far) const;
  Value partial(Random& random, const Fact& fact, Value value) const;
  const Program& program_;
  std::vector<std::int64_t> numbers_, dates_, months_, days_;  // constants of the Program, by kind
};

}  // namespace precept::differential
