// What `decide` and `explain` print: determinations of a case and errors of its requests in, text, JSON, letters or a page
// on standard output. Never here: decisions, files.
#pragma once

#include <string>
#include <vector>

#include "runtime/decide/determination.hpp"
#include "runtime/report/html.hpp"

namespace precept::cli {

enum class PrintFormat : std::uint8_t { text, json, jsonl, letter, html };
PrintFormat print_format(const std::string& word);

class DeterminationPrinter {
 public:
  // `program` must outlive it.
  DeterminationPrinter(const Program& program, PrintFormat format) : program_(program), format_(format), page_(program) {}

  void one_case(const Case& one, const std::vector<Determination>& determinations, const std::vector<FactError>& errors);
  // A request that could not be read has its own object, so that none is lost from the answer.
  void request_errors(const std::string& id, const std::vector<FactError>& errors);
  // One determination is an object by itself; several are a list; a page holds all.
  void finish();

 private:
  void object(std::string text) { objects_.push_back(std::move(text)); }
  void separate(const char* line);

  const Program& program_;
  PrintFormat format_;
  bool printed_ = false;
  HtmlPage page_;
  std::vector<std::string> objects_;
};

// One line an error: where, in which case, what, and its code. No value of a case is shown but what the message needs.
std::string error_line(const FactError& error);

// The error of a request that was read but has no determination, as errors of its data are said.
FactError evaluation_error(const Program& program, const Case& one, const Request& request,
                           const Determination& determination, const std::string& file);

}  // namespace precept::cli
