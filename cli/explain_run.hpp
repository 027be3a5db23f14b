// A finished run held against what is worked out now, row by row. In: the run's folder, determinations and errors. Out: an
// exit code, and a message of every difference with all that is needed to see it again; no fact of a case is in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/batch/case_rows.hpp"
#include "runtime/batch/input_plan.hpp"
#include "runtime/batch/manifest.hpp"
#include "runtime/decide/determination.hpp"

namespace precept::cli {

struct ExplainedRun {
  std::string folder;
  batch::Manifest manifest;
  batch::InputRules rules;  // those of the run
};

using Terms = std::vector<std::pair<std::string, std::string>>;  // Manifest::terms

// `now`: what a run with these options would be made of. Nothing and a message where the folder holds no finished run, or
// one of another library, policy, date or map, or one that read the table otherwise.
std::optional<ExplainedRun> open_run(const std::string& folder, const Terms& now);

struct RowErrors {
  const batch::CaseRow* row = nullptr;
  std::vector<FactError> errors;
};

struct NowDecided {
  const Program& program;      // as it is evaluated
  const std::string& library;  // the hash of what is written
  PolicyId policy;
  const Case& one;
  const std::vector<Determination>& determinations;  // parallel to the case's requests
  const std::vector<const batch::CaseRow*>& rows;    // as well
  const std::vector<RowErrors>& errors;
  const batch::TableSource& source;
};

int check_run(batch::TableEngine& tables, const ExplainedRun& run, const NowDecided& now);

}  // namespace precept::cli
