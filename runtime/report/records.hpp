// The records that decided a condition: which of a list's records counted, each in words with its document.
// In: a Program, a request's facts, a condition of the case. Out: a finding for each list operation under it.
// Never here: layout, sentences around them.
#pragma once

#include <string>
#include <vector>

#include "runtime/report/values_text.hpp"

namespace precept {

// One record as a list operation looked at it.
struct RecordFound {
  std::uint32_t record = 0;  // its place in the list, from 0
  // Whether it counts: it matches `where`; of `every`: it matches and does not hold; of least, greatest and latest: it is, or may
  // be, the one.
  Truth counts = Truth::undocumented;
  std::string words;         // "the course of therapy of 2013-03-02 to 2013-05-10, physical therapy, 12 visits (report of 2013-05-12)"
};

struct ListFinding {
  NodeId operation{};
  FactId list{};
  std::uint32_t count = 0;   // records of the list
  bool complete = false;
  std::vector<RecordFound> records;  // those that count or may, in the list's order
};

// One for each list operation over a fact's list under the condition, each once, ascending. Loops within loops are part of the
// words of no record: the outer records are named.
std::vector<ListFinding> list_findings(const Program& program, const CaseFacts& facts, const std::vector<NodeId>& conditions,
                                       DateStyle style);

// A record in words, without its number.
std::string record_words(const Program& program, const Records& records, RecordId type, std::uint32_t record, DateStyle style);

// A whole list in words: "3 records, and there may be others", "none", "not documented".
std::string list_words(const Program& program, const Records& records, RecordId type);

}  // namespace precept
