// A run for programs: JSON on standard output, JUnit's XML for CI.
#include <fmt/format.h>

#include "cli/json.hpp"
#include "cli/test_run.hpp"

namespace precept::cli {

namespace {

using analyze::Seen;

std::string escaped_xml(const std::string& text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(letter) >= 0x20 || letter == '\n' || letter == '\t') out += letter;
    }
  }
  return out;
}

void write_seen(JsonWriter& json, const Seen& seen, bool exclusion, bool counted) {
  const char* names[] = {exclusion ? "present" : "met", exclusion ? "absent" : "unmet", "undocumented"};
  json.key("seen").begin_object();
  for (std::size_t i = 0; i < 3 && counted; ++i)
    if (seen.reachable[i]) json.key(names[i]).integer(static_cast<std::int64_t>(seen.examples[i]));
  json.end_object();
  if (seen.can_matter) json.key("matters").boolean(seen.matters);
  else json.key("matters").null();
}

void write_suggestion(JsonWriter& json, const analyze::Suggestion& one) {
  if (one.text.empty()) json.key("example").null();
  else json.member("example", one.text);
}

class CoverageJson {
 public:
  CoverageJson(const TestRun& run) : run_(run), program_(run.compiled.program()), coverage_(run.coverage->coverage) {}

  std::string text() {
    json_.begin_object();
    json_.key("percent").integer(static_cast<std::int64_t>(coverage_.percent()));
    json_.key("shown").integer(static_cast<std::int64_t>(coverage_.shown));
    json_.key("of").integer(static_cast<std::int64_t>(coverage_.wanted));
    json_.key("rules").begin_array();
    for (std::uint32_t i = 0; i < program_.rules.size(); ++i) rule(RuleId{i});
    json_.end_array().key("missing").begin_array();
    for (const analyze::Suggestion& one : run_.coverage->missing) {
      json_.begin_object().member("rule", one.owner).member("where", one.where).member("goal", one.goal);
      write_suggestion(json_, one);
      json_.end_object();
    }
    json_.end_array().end_object();
    return json_.text();
  }

 private:
  void rule(RuleId id) {
    const Rule& rule = program_.rule(id);
    const Edition& edition = program_.edition(rule.edition);
    const analyze::RuleSeen& seen = coverage_.rules[id.index];
    json_.begin_object().member("guideline", edition.guideline).member("edition", edition.name).member("rule", rule.name);
    json_.key("reached").integer(static_cast<std::int64_t>(seen.reached));
    json_.key("criteria").begin_array();
    for (const auto* section : {&rule.requirements, &rule.exclusions, &rule.considers})
      for (const CriterionId one : *section) criterion(one, section == &rule.requirements ? "requires" : section == &rule.exclusions ? "excluded" : "considers");
    json_.end_array().key("grants").begin_array();
    for (const bool never_more : {false, true}) {
      const auto& lines = never_more ? rule.never_more : rule.allows;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        const analyze::LineSeen& line = never_more ? seen.never_more[i] : seen.allows[i];
        json_.begin_object().member("line", analyze::words_of(lines[i], never_more));
        write_seen(json_, line.seen, false, line.conditional);
        json_.end_object();
      }
    }
    json_.end_array().end_object();
  }

  void criterion(CriterionId id, std::string_view kind) {
    json_.begin_object().member("criterion", analyze::path_of(program_, *run_.places, id)).member("kind", kind);
    write_seen(json_, coverage_.criteria[id.index], program_.criterion(id).section == Section::excluded, true);
    json_.end_object();
    for (const CriterionId branch : program_.criterion(id).branches) criterion(branch, kind);
  }

  const TestRun& run_;
  const Program& program_;
  const analyze::Coverage& coverage_;
  JsonWriter json_{false};
};

void write_mutant(JsonWriter& json, const MutantRun& one) {
  json.member("place", one.place).member("rule", one.mutant.owner).member("where", one.mutant.where);
  json.member("change", change_word(one.mutant.kind)).member("before", one.mutant.before);
  if (one.mutant.after.empty()) json.key("after").null();
  else json.member("after", one.mutant.after);
}

std::string mutation_json(const MutationRun& mutation) {
  JsonWriter json(false);
  json.begin_object();
  json.key("percent").integer(static_cast<std::int64_t>(mutation.percent()));
  json.key("noticed").integer(static_cast<std::int64_t>(mutation.noticed));
  json.key("of").integer(static_cast<std::int64_t>(mutation.all()));
  json.key("unnoticed").begin_array();
  for (const MutantRun& one : mutation.unnoticed) {
    json.begin_object();
    write_mutant(json, one);
    write_suggestion(json, one.suggestion);
    json.end_object();
  }
  json.end_array().key("equivalent").begin_array();
  for (const MutantRun& one : mutation.equivalent) {
    json.begin_object();
    write_mutant(json, one);
    json.end_object();
  }
  json.end_array().end_object();
  return json.text();
}

}  // namespace

std::string as_json(const TestRun& run, const TestOptions& options) {
  std::string out = "{\"examples\": [";
  for (std::size_t i = 0; i < run.examples.size(); ++i) {
    const ExampleRun& one = run.examples[i];
    out += fmt::format("{}{{\"example\": {}, \"place\": {}, \"passed\": {}, \"failures\": [", i == 0 ? "\n  " : ",\n  ",
                       json_string(one.example->title), json_string(one.place), one.failures.empty());
    for (std::size_t j = 0; j < one.failures.size(); ++j) out += (j == 0 ? "" : ", ") + json_string(one.failures[j]);
    out += "]}";
  }
  out += fmt::format("{}], \"passed\": {}, \"failed\": {}", run.examples.empty() ? "" : "\n", run.examples.size() - run.failed, run.failed);
  if (run.coverage) out += ",\n\"coverage\": " + CoverageJson(run).text();
  if (run.mutation) out += ",\n\"mutation\": " + mutation_json(*run.mutation);
  if (options.percent_required)
    out += fmt::format(",\n\"required\": {}, \"reached\": {}", *options.percent_required, short_of(run, options).empty());
  return out + "}\n";
}

std::string as_junit(const TestRun& run, const TestOptions& options) {
  const auto missed = short_of(run, options);
  const std::size_t asked = options.percent_required ? (run.coverage ? 1u : 0u) + (run.mutation ? 1u : 0u) : 0u;
  std::string out = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"precept\" tests=\"{}\" failures=\"{}\">\n",
                                run.examples.size() + asked, run.failed + missed.size());
  for (const ExampleRun& one : run.examples) {
    out += fmt::format("  <testcase classname=\"{}\" name=\"{}\"", escaped_xml(one.place), escaped_xml(one.example->title));
    if (one.failures.empty()) {
      out += "/>\n";
      continue;
    }
    out += fmt::format(">\n    <failure message=\"{}\">{}</failure>\n  </testcase>\n", escaped_xml(fmt::format("{}", fmt::join(one.failures, "; "))),
                       escaped_xml(one.shown));
  }
  const auto required = [&](const char* what, std::size_t percent) {
    out += fmt::format("  <testcase classname=\"precept\" name=\"{} of at least {}%\"", what, *options.percent_required);
    if (percent >= *options.percent_required) out += "/>\n";
    else out += fmt::format(">\n    <failure message=\"{} is {}%\"/>\n  </testcase>\n", what, percent);
  };
  if (options.percent_required && run.coverage) required("coverage", run.coverage->coverage.percent());
  if (options.percent_required && run.mutation) required("mutation", run.mutation->percent());
  return out + "</testsuite>\n";
}

}  // namespace precept::cli
