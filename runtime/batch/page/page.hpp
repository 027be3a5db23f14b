// The page of a finished run, and that of a comparison of two libraries over the same cases: plain data in, one
// self-contained HTML page out, with its plots as pictures within it. No script, no request; light and dark, on a screen and
// on paper. Pure: the same data gives the same bytes. Never here: files, tables, evaluation, facts of a case (but the names
// of cases that are given as examples).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/batch/page/nearness.hpp"
#include "runtime/batch/tally.hpp"
#include "runtime/program/program.hpp"

namespace precept::batch {

// A line of a table that says where a page comes from: {"library before", "sha256:…"}.
using PageTerms = std::vector<std::pair<std::string, std::string>>;

// Something that was counted: a criterion by the name of its column, "GUIDELINE.EDITION.RULE.CRITERION".
struct PageCount {
  std::string name;
  std::string words;  // what the guideline says of it, or empty
  std::string pages;  // "MTUS Chronic Pain …, pages 125-126", or empty
  std::int64_t rows = 0;
};

// How each of two libraries decides the same rows.
struct FlipPage {
  struct Example {
    std::string case_id;
    std::int64_t request = 1;
    std::string before, after;                  // "deny", "approve 10 sessions"
    std::string because_before, because_after;  // labels, with commas; may be empty
    std::string responsible;                    // criteria, with commas; may be empty
  };
  std::string title;  // "Two libraries over the same cases"
  PageTerms terms;
  std::array<std::array<std::int64_t, kOutcomes>, kOutcomes> rows{};  // that both decide: [before][after]
  std::int64_t errors_before = 0, errors_after = 0, errors_both = 0;  // that only one of them cannot decide, or neither
  std::int64_t other_grant = 0;                                       // of one outcome twice, with unlike grants
  std::vector<PageCount> responsible;                                 // any order; shown by count, then name
  std::vector<Example> examples;                                      // shown in this order
};

std::string flip_page(const FlipPage& data);

// One whole run.
struct RunPage {
  const Program& program;
  PolicyId policy;
  const Tally& tally;
  PageTerms terms;                 // Manifest::terms
  std::vector<Nearness> nearness;  // as it is to be shown
  SampleSize sample;               // that `nearness` was worked out from
};

std::string run_page(const RunPage& data);

// The words and pages of a criterion that a column is called by; of a name that is none of the policy's nothing but the
// name.
PageCount page_count(const Program& program, PolicyId policy, const std::string& column, std::int64_t rows);

}  // namespace precept::batch
