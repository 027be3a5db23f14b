// A made-up value of any type that a library's facts and fields have. In: the Program, Numbers. Out: whole numbers and text.
// Values lie about the thresholds that the rules compare with. Never here: rows, columns.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bench/cases/draws.hpp"
#include "runtime/program/program.hpp"

namespace precept::bench {

class ValueDraws {
 public:
  ValueDraws(const Program& program, Chances chances);

  // Millionths of a count or number, months or days of a duration, within `whole`.
  std::int64_t number(const Type& type, const Value& whole, Numbers& numbers) const;
  // A member of a choice or scale; some members are drawn far more often than others.
  const std::string& member(const Type& type, Numbers& numbers) const;
  std::string code(const Type& type, Numbers& numbers) const;
  // A list as JSON: records whose dates lie before `day`; at times it says whether it is complete.
  std::string list(const Type& type, std::int64_t day, const Gaps& gaps, Numbers& numbers) const;

 private:
  using Key = std::pair<TypeKind, std::int64_t>;  // and the unit's place, -1 without one
  static Key key_of(const Type& type);
  std::string record(const RecordType& record, std::int64_t day, const Gaps& gaps, Numbers& numbers) const;
  std::string value(const Type& type, const Value& whole, std::int64_t day, const Gaps& gaps, Numbers& numbers) const;

  const Program& program_;
  Chances chances_;
  std::map<Key, std::vector<std::int64_t>> thresholds_;  // constants of the rules
  std::vector<Weighted> members_;                        // of each enumeration
};

}  // namespace precept::bench
