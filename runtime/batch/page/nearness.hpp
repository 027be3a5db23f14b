// How near the limits of a guideline cases lie: for each comparison with a constant limit that criteria make, how many cases
// lie how far before or past it. In: decided requests, one by one. Out: counts by distance, in bars of one width. Exact
// values alone have a distance. Never here: tables, pages.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/batch/answers.hpp"
#include "runtime/interpret/trace.hpp"
#include "runtime/program/program.hpp"

namespace precept::batch {

// The rows that were looked at: every `step`th, from the first.
struct SampleSize {
  std::int64_t rows = 0, step = 1;
};

struct Nearness {
  struct Bar {
    std::int64_t from = 0, to = 0;  // both ends in; in the values of the subject's type
    std::int64_t rows = 0;
  };
  std::string criterion;                       // the name of its column
  std::string subject;                         // "time since the injury"
  std::string bound;                           // "at most 2 years"
  Type type;                                   // of the subject; distances of dates are in days
  bool holds_over = false;                     // the comparison holds above the limit; else below it
  bool holds_at = false;                       // and on the limit itself
  std::int64_t width = 1;                      // of a bar
  std::vector<Bar> bars;                       // ascending, without gaps; below 0: under the limit. On no bar are there both
  std::int64_t below = 0, above = 0;           // rows beyond the first and the last bar
  std::int64_t under = 0, at = 0, over = 0;    // rows with an exact distance
  std::int64_t near_under = 0, near_over = 0;  // of them within one bar of the limit, `at` not counted
  std::int64_t unknown = 0;                    // rows of rules that were consulted without one
  std::int64_t known() const { return under + at + over; }
  // Rows on the side of the limit that has fewer.
  std::int64_t less_often() const {
    const std::int64_t fails = (holds_over ? under : over) + (holds_at ? 0 : at);
    return std::min(fails, known() - fails);
  }
};

inline constexpr std::size_t kBarsMax = 24;

// Belongs to one thread. `program` must outlive it.
class NearnessCollector {
 public:
  NearnessCollector(const Program& program, const std::vector<CriterionColumn>& criteria);

  // `trace`: the interpreter's, of a request that has this answer; the answer must outlive the collector.
  void add(const Answer& answer, const Trace& trace);
  // Those with a distance, in the order of the columns.
  std::vector<Nearness> take() const;

 private:
  struct Limit {
    std::string rule;  // "GUIDELINE.EDITION.RULE"
    NodeId subject{}, limit{};
    Nearness made;  // all but what is counted
    std::vector<std::int64_t> distances;
    std::int64_t unknown = 0;
  };
  void find(const Program& program, const CriterionColumn& column, const Trace& blank);
  std::vector<Limit> limits_;
  std::unordered_map<const Answer*, std::vector<std::size_t>>
      limits_of_;  // whose rules were consulted; answers stay where they are
};

}  // namespace precept::batch
