// Rows of a table in, answers or errors out, row by row, each as `precept decide` would end it: bound cell by cell, or by
// way of the JSON of its case; evaluated by an engine; and its answer looked up by what it hangs on, or worked out by
// runtime/decide. Never here: files, order, threads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/batch/answer_key.hpp"
#include "runtime/batch/answers.hpp"
#include "runtime/batch/input_plan.hpp"
#include "runtime/batch/row_binder.hpp"
#include "runtime/batch/row_text.hpp"
#include "runtime/decide/decide.hpp"
#include "runtime/facts/read_cases.hpp"

namespace precept::batch {

class GeneratedLogic;

// One thing that is wrong with one row.
struct RowError {
  std::int64_t row = 0;  // from 1, of the whole input
  std::string case_id, path, code, message, raw;
};

// What decides a row, shared by all threads. Everything is borrowed.
struct Deciding {
  const Program& program;
  PolicyId policy;
  const InputPlan& input;
  const std::vector<CriterionColumn>& columns;
  const CaseReader& reader;
  const Decider& decider;
  const AnswerKeys& keys;
  const Evaluate& evaluate;
  bool one_by_one = false;          // no row by the word path
  GeneratedLogic* logic = nullptr;  // for the word path; may be none
};

class RowDecider {
 public:
  explicit RowDecider(const Deciding& with) : with_(with), binder_(with.program, with.input, with.reader) {}

  // The answer, kept in `answers`; or null and what is wrong, at least one error. `missing` gets the facts that the answer's
  // undocumented criteria look at and the row does not have.
  const Answer* decide(const TableChunk& chunk, std::size_t row, std::int64_t number, const RowKey& key,
                       AnswerStore& answers, std::vector<FactId>& missing, std::vector<RowError>& errors);

  RowBinder& binder() { return binder_; }

 private:
  const Answer* answer_of(const Request& request, const RowKey& key, AnswerStore& answers,
                          std::optional<std::string>& failed);

  const Deciding& with_;
  RowBinder binder_;
  std::string text_, key_;
  Trace trace_;
};

// The second row of a case and request that came before.
RowError repeated_key(const InputPlan& plan, const TableChunk& chunk, std::size_t row, std::int64_t number,
                      const RowKey& key);

}  // namespace precept::batch
