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

std::string last_part(const std::string& path) { return path.substr(path.rfind('.') == std::string::npos ? 0 : path.rfind('.') + 1); }

// The statuses of every criterion of that label in consulted rules; `path` may begin with the label of the rule or the group.
void collect(const Program& program, const std::vector<CriterionResult>& results, const std::string& before, const std::string& path,
             std::vector<Status>& found) {
  for (const CriterionResult& result : results) {
    const std::string& label = program.criterion(result.criterion).label;
    const bool whole = path == label;
    const bool below = path.find('.') != std::string::npos && last_part(path) == label && path == before + "." + label;
    if (whole || below) found.push_back(result.status);
    collect(program, result.branches, label, path, found);
  }
}

std::vector<Status> statuses(const Program& program, const Determination& determination, const std::string& path) {
  std::vector<Status> found;
  for (const RuleResult& rule : determination.rules) {
    if (!rule.consulted) continue;
    const Rule& named = program.rule(rule.rule);
    const std::string before = named.label.empty() ? named.name : named.label;
    for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers}) collect(program, *section, before, path, found);
  }
  return found;
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
      const auto found = statuses(program, determination, expected.criterion);
      if (found.empty()) out.push_back(fmt::format("expected criterion {} {}, and it was not consulted", expected.criterion, expected.status));
      else if (std::none_of(found.begin(), found.end(), [&](Status one) { return status_word(one) == expected.status; }))
        out.push_back(fmt::format("expected criterion {} {}, and it is {}", expected.criterion, expected.status, status_word(found.front())));
    }
  }
  return out;
}

}  // namespace precept::analyze
