// Case JSON in (one object, a list of cases, or JSON lines), cases bound to a Program out, with every error that was found.
// Never guesses: a value of the wrong type is an error, an absent one undocumented. One bad case or request never hides
// the others. Never here: decisions, rationale, files.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/case_facts.hpp"

namespace precept {

inline constexpr std::size_t kErrorsPerCaseMax = 100;  // what goes beyond is counted in a last error

// `cases` holds the cases that have at least one request without error (or no request and no error), in the text's order,
// with those requests only; their numbers are as in the text. `errors` are in the text's order, case by case; an error of
// the case itself (FactError::request == 0) leaves none of its requests to decide.
struct CasesRead {
  std::vector<Case> cases;
  std::vector<FactError> errors;
};

// Reads cases for one Program. The look-up tables are made once; `read` is const and safe from any number of threads.
// Invariant: the Program outlives the reader (tests/facts/read_cases.cpp).
class CaseReader {
 public:
  explicit CaseReader(const Program& program);
  ~CaseReader();
  CaseReader(CaseReader&&) noexcept;
  CaseReader& operator=(CaseReader&&) noexcept;

  // `file` is what the errors call the text.
  CasesRead read(std::string_view text, const std::string& file = {}) const;

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace precept
