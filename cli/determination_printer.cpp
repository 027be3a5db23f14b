// Each format's way with several cases: see the header.
#include "cli/determination_printer.hpp"

#include <fmt/format.h>

#include "cli/console.hpp"
#include "runtime/facts/fact_errors.hpp"
#include "runtime/report/json.hpp"
#include "runtime/report/letter.hpp"
#include "runtime/report/text.hpp"
#include "runtime/report/view.hpp"
#include "runtime/report/words.hpp"

namespace precept::cli {

PrintFormat print_format(const std::string& word) {
  if (word == "json") return PrintFormat::json;
  if (word == "jsonl") return PrintFormat::jsonl;
  if (word == "html") return PrintFormat::html;
  return word == "letter" ? PrintFormat::letter : PrintFormat::text;
}

void DeterminationPrinter::one_case(const Case& one, const std::vector<Determination>& determinations,
                                    const std::vector<FactError>& errors) {
  if (format_ == PrintFormat::letter) {
    separate("\n\n");
    print(letter(program_, one, determinations, errors));
    return;
  }
  if (format_ == PrintFormat::html) return page_.add(one, determinations, errors);
  std::size_t refused = 0;  // the errors are in the order of the requests too
  for (std::size_t i = 0; i < determinations.size(); ++i) {
    const Request& request = one.requests[i];
    const std::size_t first = refused;
    while (refused < errors.size() && errors[refused].request < request.number) ++refused;
    request_errors(one.id, {errors.begin() + static_cast<std::ptrdiff_t>(first),
                            errors.begin() + static_cast<std::ptrdiff_t>(refused)});
    switch (format_) {
      case PrintFormat::text:
        separate("\n");
        print(determination_text(program_, one, request, determinations[i], colour_on(false)));
        break;
      case PrintFormat::json:
        object(determination_json(program_, one, request, determinations[i], JsonLayout::indented));
        break;
      case PrintFormat::jsonl:
        print(determination_json(program_, one, request, determinations[i]) + "\n");
        break;
      case PrintFormat::letter:
      case PrintFormat::html:
        break;
    }
  }
  request_errors(one.id, {errors.begin() + static_cast<std::ptrdiff_t>(refused), errors.end()});
}

void DeterminationPrinter::request_errors(const std::string& id, const std::vector<FactError>& errors) {
  if (format_ == PrintFormat::html) return page_.add_refused(id, errors);
  for (std::size_t at = 0; at < errors.size();) {
    std::size_t next = at;
    std::vector<FactError> same;
    while (next < errors.size() && errors[next].request == errors[at].request) same.push_back(errors[next++]);
    if (format_ == PrintFormat::json) object(request_error_json(id, errors[at].request, same, JsonLayout::indented));
    if (format_ == PrintFormat::jsonl) print(request_error_json(id, errors[at].request, same) + "\n");
    at = next;
  }
}

void DeterminationPrinter::finish() {
  if (format_ == PrintFormat::html) return print(page_.write());
  if (format_ != PrintFormat::json) return;
  if (objects_.size() == 1) {
    print(objects_.front() + "\n");
    return;
  }
  std::string out = "[";
  for (std::size_t i = 0; i < objects_.size(); ++i) out += (i == 0 ? "\n" : ",\n") + objects_[i];
  print(out + (objects_.empty() ? "]\n" : "\n]\n"));
}

void DeterminationPrinter::separate(const char* line) {
  if (printed_) print(line);
  printed_ = true;
}

// One line an error: where, in which case, what, and its code. Names that come from the text are free of control
// characters.
std::string error_line(const FactError& error) {
  std::string at = error.file;
  if (error.line > 0) at += fmt::format("{}{}", at.empty() ? "line " : ":", error.line);
  if (!error.case_id.empty()) at += fmt::format("{}case {}", at.empty() ? "" : ": ", clean(error.case_id));
  if (!error.path.empty()) at += fmt::format("{}{}", at.empty() ? "" : ": ", clean(error.path));
  return fmt::format("{}: {} [{}]\n", at, clean(error.message), error.code);
}

// The error of a request that was read but has no determination, as errors of its data are said.
FactError evaluation_error(const Program& program, const Case& one, const Request& request,
                           const Determination& determination, const std::string& file) {
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

}  // namespace precept::cli
