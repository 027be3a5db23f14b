// What rows are told, each different answer once: a batch has millions of rows and few answers.
// In: a Determination. Out: Answer, the texts and statuses of a row but for its key. Never here: rows, files.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/batch/open_request.hpp"
#include "runtime/batch/tables.hpp"
#include "runtime/decide/determination.hpp"

namespace precept::batch {

// A criterion that a policy can come to, and the column that it has.
struct CriterionColumn {
  CriterionId criterion{};
  std::string name;  // "GUIDELINE.EDITION.SERVICE[.LABEL][.GROUP].CRITERION"
};

// Of the editions that the policy may consult: by guideline in the policy's order, edition, rule; each name once.
std::vector<CriterionColumn> criterion_columns(const Program& program, PolicyId policy);

// Null: undocumented, or not consulted.
enum class Mark : std::uint8_t { null = 0, yes = 1, no = 2 };

struct Answer {
  std::uint32_t number = 0;      // in its store, from 0
  bool for_any_request = false;  // Determination::for_any_request
  bool is_wanting = false;       // `wanted` is not empty
  Outcome outcome = Outcome::pend;
  std::string service, says, guideline, edition, rule, granted_within;
  std::optional<std::int64_t> granted;  // millionths
  std::vector<std::string> possible, consulted, because;
  std::vector<Mark> marks;              // parallel to the columns of criteria
  std::vector<std::string> decided_by;  // `because` with the rule that it belongs to, for counting
  std::vector<FactId> wanted;           // facts that undocumented criteria mention, ascending
  // Of a pend: a request that has it, and what that hangs on. Open requests that hang on unlike things are unlike answers,
  // so that what would settle one is what would settle every row of the answer.
  std::shared_ptr<const OpenRequest> open;
  std::string open_key;
};

// Answers of one stretch of rows, kept once each; addresses stay. Belongs to one thread while it is filled.
class AnswerStore {
 public:
  AnswerStore(const Program& program, PolicyId policy, const std::vector<CriterionColumn>& columns);
  // The determination of `request`, without an error. `key`: what AnswerKeys::make says of it, by whichever way it is
  // decided, so that equal requests are counted as equal whatever the threads and engines; empty where there is none.
  const Answer* keep(const Determination& determination, const Request& request, const std::string& key);
  // The answer that was remembered under a key of answer_key.hpp, or null.
  const Answer* find(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }
  void remember(const std::string& key, const Answer* answer) { by_key_.emplace(key, answer); }
  std::size_t count() const { return answers_.size(); }  // of different answers
  // What it holds, counted in answers; an open request takes as much room as several.
  std::size_t size() const { return std::max(answers_.size() + kOpenSize * open_, by_key_.size()); }

 private:
  static constexpr std::size_t kOpenSize = 4;

  const Program& program_;
  const PolicyId policy_;
  const CaseFacts blank_;
  std::vector<std::uint32_t> column_of_;  // by criterion; none: ~0
  std::size_t columns_;
  std::deque<Answer> answers_;
  std::size_t open_ = 0;  // of them
  std::unordered_map<std::string, const Answer*> by_content_, by_key_;
};

std::string rule_name(const Program& program, RuleId rule);  // "GUIDELINE.EDITION.RULE"

}  // namespace precept::batch
