// `precept decide`: cases in, a determination of each request out. What cannot be read is said, and the rest decided first.
#include <fmt/format.h>

#include <limits>
#include <optional>

#include "cli/console.hpp"
#include "cli/engine.hpp"
#include "cli/library.hpp"
#include "cli/read_file.hpp"
#include "cli/verbs.hpp"
#include "runtime/decide/decide.hpp"
#include "runtime/facts/fact_errors.hpp"
#include "runtime/facts/read_cases.hpp"
#include "runtime/report/html.hpp"
#include "runtime/report/json.hpp"
#include "runtime/report/letter.hpp"
#include "runtime/report/text.hpp"
#include "runtime/report/view.hpp"
#include "runtime/report/words.hpp"

namespace precept::cli {

namespace {

// One line an error: where, in which case, what, and its code. No value of a case is shown but what the message needs; names
// that come from the text are free of control characters.
std::string error_line(const FactError& error) {
  std::string at = error.file;
  if (error.line > 0) at += fmt::format("{}{}", at.empty() ? "line " : ":", error.line);
  if (!error.case_id.empty()) at += fmt::format("{}case {}", at.empty() ? "" : ": ", clean(error.case_id));
  if (!error.path.empty()) at += fmt::format("{}{}", at.empty() ? "" : ": ", clean(error.path));
  return fmt::format("{}: {} [{}]\n", at, clean(error.message), error.code);
}

enum class Format : std::uint8_t { text, json, jsonl, letter, html };

class Printer {
 public:
  Printer(const Program& program, Format format) : program_(program), format_(format), page_(program) {}

  void one_case(const Case& one, const std::vector<Determination>& determinations, const std::vector<FactError>& errors) {
    if (format_ == Format::letter) {
      separate("\n\n");
      print(letter(program_, one, determinations, errors));
      return;
    }
    if (format_ == Format::html) return page_.add(one, determinations, errors);
    std::size_t refused = 0;  // the errors are in the order of the requests too
    for (std::size_t i = 0; i < determinations.size(); ++i) {
      const Request& request = one.requests[i];
      const std::size_t first = refused;
      while (refused < errors.size() && errors[refused].request < request.number) ++refused;
      request_errors(one.id, {errors.begin() + static_cast<std::ptrdiff_t>(first), errors.begin() + static_cast<std::ptrdiff_t>(refused)});
      switch (format_) {
        case Format::text:
          separate("\n");
          print(determination_text(program_, one, request, determinations[i], colour_on(false)));
          break;
        case Format::json: object(determination_json(program_, one, request, determinations[i], JsonLayout::indented)); break;
        case Format::jsonl: print(determination_json(program_, one, request, determinations[i]) + "\n"); break;
        case Format::letter:
        case Format::html: break;
      }
    }
    request_errors(one.id, {errors.begin() + static_cast<std::ptrdiff_t>(refused), errors.end()});
  }

  // A request that could not be read has its own object, so that none is lost from the answer.
  void request_errors(const std::string& id, const std::vector<FactError>& errors) {
    if (format_ == Format::html) return page_.add_refused(id, errors);
    for (std::size_t at = 0; at < errors.size();) {
      std::size_t next = at;
      std::vector<FactError> same;
      while (next < errors.size() && errors[next].request == errors[at].request) same.push_back(errors[next++]);
      if (format_ == Format::json) object(request_error_json(id, errors[at].request, same, JsonLayout::indented));
      if (format_ == Format::jsonl) print(request_error_json(id, errors[at].request, same) + "\n");
      at = next;
    }
  }

  // One determination is an object by itself; several are a list; a page holds all.
  void finish() {
    if (format_ == Format::html) return print(page_.write());
    if (format_ != Format::json) return;
    if (objects_.size() == 1) {
      print(objects_.front() + "\n");
      return;
    }
    std::string out = "[";
    for (std::size_t i = 0; i < objects_.size(); ++i) out += (i == 0 ? "\n" : ",\n") + objects_[i];
    print(out + (objects_.empty() ? "]\n" : "\n]\n"));
  }

 private:
  void object(std::string text) { objects_.push_back(std::move(text)); }
  void separate(const char* line) {
    if (printed_) print(line);
    printed_ = true;
  }
  const Program& program_;
  Format format_;
  bool printed_ = false;
  HtmlPage page_;
  std::vector<std::string> objects_;
};

Format format_of(const std::string& word) {
  if (word == "json") return Format::json;
  if (word == "jsonl") return Format::jsonl;
  if (word == "html") return Format::html;
  return word == "letter" ? Format::letter : Format::text;
}

// The error of a request that was read but has no determination, as errors of its data are said.
FactError evaluation_error(const Program& program, const Case& one, const Request& request, const Determination& determination,
                           const std::string& file) {
  FactError error;
  error.file = file;
  error.case_id = one.id;
  error.path = fmt::format("requests[{}]", request.number - 1);
  error.code = fact_error::no_result;
  error.message = DeterminationView(program, request, determination, DateStyle::iso).error_words();
  error.request = request.number;
  error.case_number = one.number;
  return error;
}

// Decides all of one file, in the file's order. False where something in it could not be decided.
bool decide_file(const Program& program, PolicyId policy, const Decider& decider, const Evaluate& evaluate, const CasesRead& read,
                 const std::string& file, Printer& printer) {
  bool well = read.errors.empty();
  for (const FactError& error : read.errors) note(error_line(error));
  auto next = read.errors.begin();
  const auto errors_of = [&](int number) {  // those of one case, which stand together
    const auto first = next;
    while (next != read.errors.end() && next->case_number == number) ++next;
    return std::vector<FactError>(first, next);
  };
  const auto unread_before = [&](int number) {  // cases with nothing to decide
    while (next != read.errors.end() && next->case_number < number) {
      const std::string id = next->case_id;
      printer.request_errors(id, errors_of(next->case_number));
    }
  };
  for (const Case& one : read.cases) {
    unread_before(one.number);
    std::vector<Determination> determinations;
    for (const Request& request : one.requests) {
      determinations.push_back(decider.decide(policy, one.id, request, evaluate));
      if (!determinations.back().error) continue;
      well = false;
      note(error_line(evaluation_error(program, one, request, determinations.back(), file)));
    }
    printer.one_case(one, determinations, errors_of(one.number));
  }
  unread_before(std::numeric_limits<int>::max());
  return well;
}

}  // namespace

int run_decide(const Arguments& arguments) {
  if (!arguments.has("--guidelines")) {
    complain("`decide` wants a library of guidelines: `-g FOLDER`");
    return kNotDone;
  }
  if (arguments.paths.empty()) {
    complain("`decide` wants a case file, or `-` for standard input");
    return kNotDone;
  }
  int code = kDone;
  const auto compiled = load_library(arguments.all("--guidelines"), code, Examples::skip);
  if (!compiled) return code;
  const Program& program = compiled->program();
  const auto policy = choose_policy(program, arguments.get("--policy"));
  if (!policy) return kNotDone;
  const auto evaluate = choose_engine(program, arguments.get("--engine"));
  if (!evaluate) return kNotDone;
  const CaseReader reader(program);
  const Decider decider(program);
  Printer printer(program, format_of(arguments.get("--format", "text")));
  for (const std::string& path : arguments.paths) {
    std::string error;
    const auto text = read_file(path, error);
    if (!text) {
      complain(fmt::format("{}: {}", path, error));
      code = kNotDone;
      continue;
    }
    if (!decide_file(program, *policy, decider, *evaluate, reader.read(*text, path), path, printer)) code = kNotDone;
  }
  printer.finish();
  return code;
}

}  // namespace precept::cli
