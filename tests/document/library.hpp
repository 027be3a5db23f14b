// A library of one text, compiled and made into pages, for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/document/document.hpp"
#include "compiler/pipeline/compile.hpp"

namespace precept::site {

using Files = std::vector<std::pair<std::string, std::string>>;

inline Compilation compiled_from(const Files& files) {
  source::Sources sources;
  for (const auto& [stem, text] : files) sources.files.emplace_back(stem + ".precept", text);
  Compilation out = compile_sources(std::move(sources), Warnings::none);
  for (const auto& one : out.diagnostics.list())
    if (one.severity() == diagnostics::Severity::error) ADD_FAILURE() << one.message;
  return out;
}

inline std::vector<Page> pages_from(const Compilation& compiled) {
  return pages_of({compiled.sources, compiled.syntax, *compiled.checked, compiled.program(), compiled.examples});
}

inline std::vector<Page> pages_from(const Files& files) { return pages_from(compiled_from(files)); }

inline std::string page_named(const std::vector<Page>& pages, std::string_view name) {
  const auto found = std::find_if(pages.begin(), pages.end(), [&](const Page& page) { return page.name == name; });
  if (found == pages.end()) ADD_FAILURE() << "no page " << name;
  return found == pages.end() ? "" : found->text;
}

inline bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// A small library with one of each thing that a page may tell of.
inline Files small_library() {
  return {{"words", R"(vocabulary words "Words of the tests"

scale demand "demand level": light < medium < heavy
unit session, sessions
service conditioning "work conditioning" in sessions

fact injury_date: date "date of injury" documented by "the first report"
fact decision_date: date
fact demand_level: demand "demand of the job"
fact agreed: yes or no "a goal that was agreed to"
fact cleared: yes or no assumed yes
fact repeated: yes or no

define injury_age "time since the injury" = time from injury_date to decision_date

table schedule "schedule of visits" by demand_level gives visits in sessions
  source "the schedule"
  light:  2
  medium: 5
  heavy:  10
end
)"},
          {"rules", R"(guideline care "Care Guidelines"
  source "Book of Care"
  effective from 2001-02-03 until 2005-06-07
  uses words

rule conditioning, first pages 10-12
  applies when demand_level >= medium
  requires
    recent: injury_age <= 2y  page 12
      text "the worker must be no more than 2 years past date of injury"
      unmet "the injury is from {injury_date}"
      undocumented is unmet
    goal: all of
        agreed: agreed
        cleared: cleared
          text "the worker was cleared"
      end
  excluded when
    repeat: repeated
      text "the program was completed before"
  allows schedule(demand_level) within 8w less used
    cites "Table 3"
end

example "an old injury" for conditioning
  requests 4 sessions
  given injury_date = 1990-01-01, decision_date = 2002-01-01, demand_level = heavy, agreed = yes, repeated = no
  expect deny because recent

example "a wrong one" for conditioning
  requests 4 sessions
  given injury_date = 2001-01-01, decision_date = 2002-01-01, demand_level = heavy, agreed = no, repeated = no
  expect approve
)"},
          {"policy", R"(policy board "The Board"
  uses words
  consults care
  as of decision_date
  undocumented requirement is unmet
  says deny "Upheld"
)"}};
}

}  // namespace precept::site
