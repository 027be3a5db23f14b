// What every generated library declares: the text, and the names in it by sort, for whoever writes expressions.
// Never here: expressions.
#pragma once

#include <string>
#include <vector>

#include "tests/differential/generator.hpp"

namespace precept::differential {

struct GeneratedRecord;
struct GeneratedList {
  std::string name;
  const GeneratedRecord* record;
};
struct GeneratedField {
  Sort sort;
  std::string name;
};
struct GeneratedRecord {
  std::vector<GeneratedField> fields;  // and definitions
  std::vector<GeneratedList> lists;
  std::vector<std::string> of(Sort sort) const;
  bool plain() const { return fields.front().name == "it"; }
};

// The declarations, without what is drawn for each library.
const std::string& vocabulary_text();
// Tables with rows of their own for each library; each has a row for every combination of keys.
std::string random_tables(Random& random);

const std::vector<std::string>& facts_of(Sort sort);
const std::vector<GeneratedList>& case_lists();

}  // namespace precept::differential
