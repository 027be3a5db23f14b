// A result in, lines and an exit code out: see the header.
#include "cli/run_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/console.hpp"
#include "cli/run_wanted.hpp"
#include "runtime/facts/fact_errors.hpp"
#include "runtime/report/view.hpp"

namespace precept::cli {

namespace {

struct Hint {
  std::string_view code, meaning, mend;
};

// What tables have that cases of JSON have not, and the ways out that only a table has.
constexpr Hint kHints[] = {
    {"F0113", "", "a map says what other codes mean: `values`"},
    {"F0114", "", "a map says how dates are written: `dates`"},
    {"F0201", "a case and request that an earlier row has", "a column `request` numbers the requests of a case"},
    {"F0202", "a line has more or fewer cells than the first one", "cells with the delimiter in them must stand in quotes"},
    {"F0203", "a quote is not closed, or is closed within a cell", "a quote within a cell is written twice"},
    {"F0204", "a line is not UTF-8", "`--encoding windows-1252` where the table comes from Windows"},
    {"F0205", "a line has a byte of zero", "the file is damaged there"},
    {"F0206", "a line is not one JSON object", ""},
};

void complain_of_rows(const batch::Tally& tally) {
  for (const auto& [code, count] : tally.errors) {
    std::string_view meaning, mend;
    for (const FactErrorRow& row : kFactErrors)
      if (row.code == code) meaning = row.meaning;
    for (const Hint& hint : kHints)
      if (hint.code == code) meaning = meaning.empty() ? hint.meaning : meaning, mend = hint.mend;
    note(fmt::format("{:>12}  {} {}{}{}\n", grouped(count), code, meaning, mend.empty() ? "" : "; ", mend));
  }
}

}  // namespace

std::string_view word_of_end(batch::RunEnd end) {
  switch (end) {
    case batch::RunEnd::finished:
      return "finished";
    case batch::RunEnd::stopped:
      return "stopped";
    case batch::RunEnd::too_many_errors:
      return "too many errors";
    case batch::RunEnd::failed:
      return "failed";
    case batch::RunEnd::refused:
      return "refused";
  }
  return "failed";
}

int report_run(const batch::RunResult& result, const std::string& folder, bool by_signal) {
  const batch::Tally& tally = result.tally;
  switch (result.end) {
    case batch::RunEnd::finished:
      break;
    case batch::RunEnd::refused:
      complain(result.message);
      return kNotDone;
    case batch::RunEnd::failed:
      complain(fmt::format("the run is not finished: {}", result.message));
      return kNotDone;
    case batch::RunEnd::stopped:
      complain(
          fmt::format("stopped{}; the run is not finished: `--resume` goes on with it", by_signal ? " by a signal" : ""));
      return kNotDone;
    case batch::RunEnd::too_many_errors:
      complain("more rows than `--max-errors` cannot be decided; the run is not finished");
      complain_of_rows(tally);
      return kNotDone;
  }
  std::string outcomes;
  for (std::size_t i = 0; i < tally.outcomes.size(); ++i)
    outcomes += fmt::format("{}{} {}", i == 0 ? "" : ", ", grouped(tally.outcomes[i]), word_of(static_cast<Outcome>(i)));
  print(fmt::format("{} rows: {}; {} with errors\n", grouped(tally.rows), outcomes, grouped(tally.error_rows)));
  if (tally.error_rows == 0) return kDone;
  complain(fmt::format("{} rows could not be decided; {}/errors says why", grouped(tally.error_rows), folder));
  complain_of_rows(tally);
  return kNotDone;
}

}  // namespace precept::cli
