// A case that two libraries decide otherwise, for one thing that they say otherwise. First the examples of both, then made-up ones: a
// record with which the rule approves, then with a fact or two otherwise, at the thresholds of either library.
// In: two libraries, a difference. Out: the witness, decided on both; nothing where none was found. Never here: what differs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/analyze/carried.hpp"
#include "compiler/analyze/difference.hpp"
#include "compiler/analyze/rule_space.hpp"
#include "compiler/analyze/search.hpp"
#include "runtime/decide/decide.hpp"

namespace precept::analyze {

class DifferenceWitnesses {
 public:
  DifferenceWitnesses(const Side& before, const Side& after);

  std::optional<Witness> of(const Difference& difference);

 private:
  struct Library {
    Library(const Side& library, const Side& other);
    const Side& side;
    Decider decider;
    RuleSpace space;
    Carrying carrying;
  };
  struct Start {
    lower::ExampleCase example;
    std::vector<Change> changes;  // that made it from nothing
  };

  // `rule`: its name as a difference has it; empty: any.
  std::optional<Witness> shown(bool of_before, const lower::ExampleCase& example, const std::string& rule) const;
  std::optional<Witness> among_examples(const std::string& rule) const;
  std::optional<Witness> made_up(bool of_before, RuleId id, const std::string& name, const std::string& policy);
  std::optional<Witness> at_dates(const std::string& edition_name);
  std::optional<Witness> of_any_rule(const std::string& policy);
  std::optional<Start> granting(bool of_before, RuleId rule, const Start& record, Wanted wanted) const;
  std::vector<Start> starts(bool of_before, RuleId rule, const std::string& policy);
  std::optional<Witness> written_out(bool of_before, const std::vector<Start>& from, const Found& found, const std::string& rule) const;

  Library before_, after_;
};

}  // namespace precept::analyze
