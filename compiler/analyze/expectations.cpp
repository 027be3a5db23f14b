// Each expectation is compared with the determination by itself, so that a failure names all that differ.
#include "compiler/analyze/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/values/decimal.hpp"

namespace precept::analyze {

std::string outcome_word(Outcome outcome) {
  switch (outcome) {
    case Outcome::approve: return "approve";
    case Outcome::modify: return "modify";
    case Outcome::deny: return "deny";
    case Outcome::pend: return "pend";
  }
  return {};
}

std::string status_word(Status status) {
  switch (status) {
    case Status::met: return "met";
    case Status::unmet: return "unmet";
    case Status::present: return "present";
    case Status::absent: return "absent";
    case Status::undocumented: return "undocumented";
    case Status::exempt: return "exempt";
  }
  return {};
}

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out.empty() ? "nothing" : out;
}

// One criterion that a path may mean, and the names that may stand before its own: its rule's, and the groups' around it.
struct Named {
  CriterionId criterion{};
  Status status = Status::undocumented;
  std::vector<std::string> before;  // from the innermost group outwards, the rule last
};

void collect(const Program& program, const std::vector<CriterionResult>& results, const std::vector<std::string>& before,
             const std::string& path, std::vector<Named>& found) {
  for (const CriterionResult& result : results) {
    const std::string& label = program.criterion(result.criterion).label;
    const auto qualified = [&](const std::string& name) { return path == name + "." + label; };
    if (path == label || std::any_of(before.begin(), before.end(), qualified)) found.push_back({result.criterion, result.status, before});
    std::vector<std::string> below{label};
    below.insert(below.end(), before.begin(), before.end());
    collect(program, result.branches, below, path, found);
  }
}

// Every criterion of consulted rules that a path means: `goal`, `RULE.goal`, or `GROUP.goal` for a branch.
std::vector<Named> named(const Program& program, const Determination& determination, const std::string& path) {
  std::vector<Named> found;
  for (const RuleResult& rule : determination.rules) {
    if (!rule.consulted) continue;
    const Rule& of = program.rule(rule.rule);
    const std::vector<std::string> before{of.label.empty() ? of.name : of.label};
    for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers}) collect(program, *section, before, path, found);
  }
  return found;
}

// Several criteria of one label, of unlike status, that a longer path would tell apart: nothing is compared.
bool is_ambiguous(const std::vector<Named>& found) {
  return std::any_of(found.begin(), found.end(), [&](const Named& one) {
    return one.status != found.front().status && one.before != found.front().before;
  });
}

std::string told_apart(const Program& program, const std::vector<Named>& found) {
  std::string out;
  for (const Named& one : found)
    out += (out.empty() ? "" : ", ") + fmt::format("`{}.{}` is {}", one.before.front(), program.criterion(one.criterion).label, status_word(one.status));
  return out;
}

std::string grant_words(const std::optional<Granted>& granted) {
  if (!granted) return "nothing";
  return granted->quantity ? format_decimal(*granted->quantity) : "as requested";
}

}  // namespace

std::vector<std::string> mismatches(const Program& program, const lower::ExampleCase& example, const Determination& determination) {
  std::vector<std::string> out;
  if (determination.error) {
    out.push_back("the request has no determination: an expression failed");
    return out;
  }
  for (const check::ExampleExpect& expected : example.expects) {
    if (expected.outcome && static_cast<Outcome>(*expected.outcome) != determination.outcome)
      out.push_back(fmt::format("expected the outcome {}, and it is {}", outcome_word(static_cast<Outcome>(*expected.outcome)),
                                outcome_word(determination.outcome)));
    if (expected.granted && !(determination.granted && determination.granted->quantity == expected.granted))
      out.push_back(fmt::format("expected {} granted, and it is {}", format_decimal(*expected.granted), grant_words(determination.granted)));
    if (expected.has_because) {
      auto wanted = expected.because, found = determination.because;
      // `continuation.goal` names the criterion that is shown as `work_conditioning.continuation.goal`
      for (std::string& one : wanted)
        for (const std::string& shown : found)
          if (one.find('.') != std::string::npos && shown.ends_with("." + one)) one = shown;
      std::sort(wanted.begin(), wanted.end());
      std::sort(found.begin(), found.end());
      if (wanted != found)
        out.push_back(fmt::format("expected because {}, and it is because {}", joined(expected.because), joined(determination.because)));
    }
    if (expected.has_possible) {
      std::vector<std::string> wanted, found;
      for (const auto one : expected.possible) wanted.push_back(outcome_word(static_cast<Outcome>(one)));
      for (const auto one : determination.possible) found.push_back(outcome_word(one));
      if (wanted != found) out.push_back(fmt::format("expected {} to be possible, and possible is {}", joined(wanted), joined(found)));
    }
    if (!expected.criterion.empty()) {
      const auto found = named(program, determination, expected.criterion);
      if (found.empty()) out.push_back(fmt::format("expected criterion {} {}, and it was not consulted", expected.criterion, expected.status));
      else if (is_ambiguous(found))
        out.push_back(fmt::format("expected criterion {} {}, and several are called so: {}", expected.criterion, expected.status,
                                  told_apart(program, found)));
      else if (std::none_of(found.begin(), found.end(), [&](const Named& one) { return status_word(one.status) == expected.status; }))
        out.push_back(fmt::format("expected criterion {} {}, and it is {}", expected.criterion, expected.status, status_word(found.front().status)));
    }
  }
  return out;
}

std::string expected_path(const Program& program, const Determination& determination, CriterionId criterion) {
  const std::string& label = program.criterion(criterion).label;
  std::vector<std::string> paths{label};
  for (const Named& one : named(program, determination, label))
    if (one.criterion == criterion)
      for (const std::string& before : one.before) paths.push_back(before + "." + label);
  for (const std::string& path : paths) {
    const auto found = named(program, determination, path);
    if (found.size() == 1) return path;
  }
  return label;
}

}  // namespace precept::analyze
