// What the command line of `precept run` asks for, read and held to what it can be. Never here: libraries, tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/arguments.hpp"
#include "runtime/batch/batch_run.hpp"
#include "runtime/batch/chosen_tables.hpp"
#include "runtime/batch/mapping.hpp"

namespace precept::cli {

struct RunWanted {
  batch::TableSource source;
  batch::Mapping mapping;
  std::string map_hash;  // empty without a map
  batch::RunOptions run;
  batch::Sample sample;
  std::optional<std::int64_t> as_of;  // a day
  batch::InputRules rules;
};

// Nothing and a message where the command line cannot be meant.
std::optional<RunWanted> read_run_wanted(const Arguments& arguments);

// What must be the same for a run to go on: Manifest::terms.
std::vector<std::pair<std::string, std::string>> terms_of(const Arguments& arguments, const RunWanted& wanted,
                                                          const std::string& library, const std::string& policy,
                                                          const std::string& input);

// "1,234,567"
std::string grouped(std::int64_t number);

}  // namespace precept::cli
