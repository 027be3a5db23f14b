// Values given to an example that says nothing else, which is then decided on the reference interpreter.
#include "compiler/analyze/witness.hpp"

#include <fmt/format.h>

#include "compiler/analyze/replay.hpp"

namespace precept::analyze {

namespace {

lower::ExampleCase example_with(const Program& program, PolicyId policy, ServiceId service, const std::vector<Change>& changes, const std::string& title) {
  lower::ExampleCase nothing;
  nothing.request.service = service;
  nothing.request.facts = undocumented_facts(program);
  lower::ExampleCase out = changed(program, nothing, changes);
  out.title = title;
  if (program.policies.size() > 1) out.policy = program.policies[policy.index].name;
  return out;
}

Determination determined(const Program& program, PolicyId policy, const lower::ExampleCase& example) {
  return decide(program, policy, example.title, example.request, interpreter(program));
}

std::string written_out(const Program& program, lower::ExampleCase& example, const Determination& determination, const std::vector<Change>& changes) {
  example.expects = expectations_of(program, determination, std::nullopt);
  return text_of(program, Base{}, example, changes);
}

}  // namespace

std::string WitnessMaker::text(RuleId rule, const std::vector<NeededValue>& values, const std::string& title) const {
  const std::vector<Change> plain = changes_of(values);
  for (std::uint32_t policy = 0; policy < program_.policies.size(); ++policy) {
    std::vector<std::string> because;
    std::string out;
    for (const auto& changes : {plain, of_our_time(program_, plain)}) {
      lower::ExampleCase example = example_with(program_, PolicyId{policy}, program_.rule(rule).service, changes, title);
      const Determination determination = determined(program_, PolicyId{policy}, example);
      if (determination.outcome == Outcome::approve || !is_consulted(determination, rule)) continue;
      if (!out.empty() && determination.because != because) continue;
      because = determination.because;
      out = written_out(program_, example, determination, changes);
    }
    if (!out.empty()) return out;
  }
  return {};
}

std::optional<std::string> WitnessMaker::conflict(PolicyId policy, const Conflict& between, const std::vector<NeededValue>& values) const {
  const std::vector<Change> plain = changes_of(values);
  const std::string title = fmt::format("{} and {} come out differently", program_.rule(between.one).name, program_.rule(between.other).name);
  std::optional<std::string> out;
  for (const auto& changes : {plain, of_our_time(program_, plain)}) {
    lower::ExampleCase example = example_with(program_, policy, program_.rule(between.one).service, changes, title);
    const Determination determination = determined(program_, policy, example);
    if (determination.conflict) out = written_out(program_, example, determination, changes);
  }
  return out;
}

}  // namespace precept::analyze
