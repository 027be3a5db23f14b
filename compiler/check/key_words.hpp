// The values that a band of a table may be asked for, as steps on a line, and stretches of that line in words.
// In: a parameter's type and range. Out: steps, words: "20.5 mg (above 20 mg and below 21 mg)". Never here: rows.
#pragma once

#include <string>
#include <utility>

#include "compiler/check/tables.hpp"

namespace precept::check {

// A step is a whole of a count, a millionth of a number, a day or a month; of a time from date to date, which may lie
// between two months or days, half of one: what is odd stands for all that lies between.
class KeyWords {
 public:
  KeyWords(const Type& type, const KeyRange& range);
  std::int64_t first() const { return first_; }
  std::int64_t last() const { return last_; }
  std::pair<std::int64_t, std::int64_t> stretch(const TableKey& band) const;  // cut to the line; empty where low > high
  std::string words(std::int64_t low, std::int64_t high) const;               // every value of the stretch
  std::string one(std::int64_t low, std::int64_t high) const;                 // one of them, the plainest

 private:
  std::int64_t step(std::int64_t value, bool up) const;  // of a value in the parameter's unit; between two, up or down
  std::string value_words(std::int64_t step) const;
  std::string low_words(std::int64_t step) const;
  std::string high_words(std::int64_t step) const;

  const Type& type_;
  bool counts_ = false, halves_ = false, dense_ = false;
  std::int64_t first_ = 0, last_ = 0;
};

}  // namespace precept::check
