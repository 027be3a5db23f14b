// One row at a time, by way of its case: see the header.
#include "runtime/batch/row_decider.hpp"

#include <fmt/format.h>

#include "runtime/facts/fact_errors.hpp"
#include "runtime/report/view.hpp"

namespace precept::batch {
namespace {

// "facts.injury_date" and "requests[0].quantity" are columns here.
std::string column_path(std::string path) {
  for (const std::string_view prefix : {"facts.", "requests[0].", "requests[0]"})
    if (path.starts_with(prefix)) return path.substr(prefix.size());
  return path;
}

}  // namespace

const Answer* RowDecider::decide(const TableChunk& chunk, std::size_t row, std::int64_t number, const RowKey& key,
                                 AnswerStore& answers, std::vector<FactId>& missing, std::vector<RowError>& errors) {
  const auto fail = [&](std::string path, std::string_view code, std::string message) {
    errors.push_back(
        {number, key.case_id, std::move(path), std::string(code), std::move(message), raw_row(with_.input, chunk, row)});
    return nullptr;
  };
  if (const RowProblem* problem = chunk.problem_of(row)) {
    errors.push_back({number, "", problem->path, problem->code, problem->message, problem->raw});
    return nullptr;
  }
  if (key.case_id.empty()) return fail("case", fact_error::wrong_shape, "the row does not say which case it is of");
  if (key.request == 0)
    return fail("request", fact_error::not_whole, "`request` must be the number of the request: 1, 2, ...");
  const bool plain = binder_.bind(chunk, row);
  CasesRead read;
  if (!plain) {
    text_.clear();
    row_case(with_.input, chunk, row, text_);
    read = with_.reader.read(text_);
    for (const FactError& error : read.errors) fail(column_path(error.path), error.code, error.message);
    if (!read.errors.empty()) return nullptr;
    if (read.cases.size() != 1 || read.cases.front().requests.size() != 1)
      return fail("", fact_error::wrong_shape, "the row is not one request of one case");
  }
  Request& request = plain ? binder_.request() : read.cases.front().requests.front();
  request.number = static_cast<int>(key.request);
  std::optional<std::string> failed;
  const Answer* answer = answer_of(request, key, answers, failed);
  if (failed) return fail("", fact_error::no_result, *failed);
  missing.clear();
  for (const FactId fact : answer->wanted)
    if (request.facts.states[fact.index] != FactState::documented) missing.push_back(fact);
  return answer;
}

const Answer* RowDecider::answer_of(const Request& request, const RowKey& key, AnswerStore& answers,
                                    std::optional<std::string>& failed) {
  with_.evaluate(request.facts, trace_);
  const bool keyed = with_.keys.make(request, trace_, key_);
  if (keyed)
    if (const Answer* known = answers.find(key_)) return known;
  const Determination determination = with_.decider.decide(with_.policy, key.case_id, request, with_.evaluate);
  if (determination.error) {
    failed = DeterminationView(with_.program, request, determination, DateStyle::iso).error_words();
    return nullptr;
  }
  const Answer* answer = answers.keep(determination, request, keyed ? key_ : std::string());
  if (keyed) answers.remember(key_, answer);
  return answer;
}

RowError repeated_key(const InputPlan& plan, const TableChunk& chunk, std::size_t row, std::int64_t number,
                      const RowKey& key) {
  return {number,
          key.case_id,
          "case",
          "F0201",
          fmt::format("request {} of this case stands in an earlier row too", key.request),
          raw_row(plan, chunk, row)};
}

}  // namespace precept::batch
