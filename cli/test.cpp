// `precept test`: runs the examples of a library and shows, beside what was expected, the determination that came out.
#include <fmt/format.h>

#include <cstdio>

#include "cli/console.hpp"
#include "cli/engine.hpp"
#include "cli/json.hpp"
#include "cli/library.hpp"
#include "cli/verbs.hpp"
#include "compiler/analyze/expectations.hpp"
#include "runtime/report/text.hpp"

namespace precept::cli {

namespace {

struct Ran {
  const lower::ExampleCase* example = nullptr;
  std::string place;                 // path:line
  std::vector<std::string> failures;
  std::string shown;                 // the determination, of a failure
};

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

std::string junit(const std::vector<Ran>& ran, std::size_t failed) {
  std::string out = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"precept\" tests=\"{}\" failures=\"{}\">\n",
                                ran.size(), failed);
  for (const Ran& one : ran) {
    out += fmt::format("  <testcase classname=\"{}\" name=\"{}\"", escaped_xml(one.place), escaped_xml(one.example->title));
    if (one.failures.empty()) {
      out += "/>\n";
      continue;
    }
    out += fmt::format(">\n    <failure message=\"{}\">{}</failure>\n  </testcase>\n", escaped_xml(fmt::format("{}", fmt::join(one.failures, "; "))),
                       escaped_xml(one.shown));
  }
  return out + "</testsuite>\n";
}

std::string as_json(const std::vector<Ran>& ran, std::size_t failed) {
  std::string out = "{\"examples\": [";
  for (std::size_t i = 0; i < ran.size(); ++i) {
    out += fmt::format("{}{{\"example\": {}, \"place\": {}, \"passed\": {}, \"failures\": [", i == 0 ? "\n  " : ",\n  ",
                       json_string(ran[i].example->title), json_string(ran[i].place), ran[i].failures.empty());
    for (std::size_t j = 0; j < ran[i].failures.size(); ++j) out += (j == 0 ? "" : ", ") + json_string(ran[i].failures[j]);
    out += "]}";
  }
  return out + fmt::format("{}], \"passed\": {}, \"failed\": {}}}\n", ran.empty() ? "" : "\n", ran.size() - failed, failed);
}

bool write_file(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && written;
}

}  // namespace

int run_test(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    complain("`test` wants a file or folder of guidelines");
    return kNotDone;
  }
  int code = kDone;
  const auto compiled = load_library(arguments.paths, code);
  if (!compiled) return code;
  const Program& program = compiled->program();
  const auto evaluate = choose_engine(program, arguments.get("--engine"));
  if (!evaluate) return kNotDone;
  std::vector<Ran> ran;
  std::size_t failed = 0;
  for (const auto& example : compiled->examples) {
    PolicyId policy{0};
    for (std::uint32_t i = 0; i < program.policies.size(); ++i)
      if (program.policies[i].name == example.policy) policy = PolicyId{i};
    const Determination determination = decide(program, policy, example.title, example.request, *evaluate);
    const source::SourceFile& file = compiled->sources.files[example.span.file];
    Ran one{&example, fmt::format("{}:{}", file.path(), file.position(example.span.begin).line),
            analyze::mismatches(program, example, determination), ""};
    if (!one.failures.empty()) {
      ++failed;
      Case shown;
      shown.id = example.title;
      one.shown = determination_text(program, shown, example.request, determination, false);
    }
    ran.push_back(std::move(one));
  }
  if (arguments.has("--junit") && !write_file(arguments.get("--junit"), junit(ran, failed))) {
    complain(fmt::format("{}: could not be written", arguments.get("--junit")));
    return kNotDone;
  }
  if (arguments.get("--format", "text") == "json") {
    print(as_json(ran, failed));
  } else {
    for (const Ran& one : ran) {
      print(fmt::format("{} {} ({})\n", one.failures.empty() ? "pass" : "FAIL", one.example->title, one.place));
      for (const auto& failure : one.failures) print("     " + failure + "\n");
      if (!one.shown.empty()) print(one.shown + "\n");
    }
    print(fmt::format("{} passed, {} failed\n", ran.size() - failed, failed));
  }
  return failed > 0 ? kAnswerIsNo : kDone;
}

}  // namespace precept::cli
