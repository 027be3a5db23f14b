// Determinations in, answers out: see the header.
#include "runtime/batch/answers.hpp"

#include <algorithm>
#include <set>

#include "runtime/facts/value_json.hpp"
#include "runtime/report/view.hpp"

namespace precept::batch {
namespace {

std::string edition_name(const Edition& edition) {
  return edition.name.empty() ? edition.guideline : edition.guideline + "." + edition.name;
}

class Columns {
 public:
  explicit Columns(const Program& program) : program_(program) {}

  void rule(const Rule& rule) {
    const std::string prefix = edition_name(program_.edition(rule.edition)) + "." + rule.name;
    for (const auto* criteria : {&rule.requirements, &rule.exclusions, &rule.considers})
      for (const CriterionId id : *criteria) criterion(id, prefix);
  }

  std::vector<CriterionColumn> take() { return std::move(columns_); }

 private:
  void criterion(CriterionId id, const std::string& prefix) {
    const Criterion& criterion = program_.criterion(id);
    std::string name = prefix + "." + criterion.label;
    for (int again = 2; !names_.insert(name).second; ++again)
      name = prefix + "." + criterion.label + "~" + std::to_string(again);
    columns_.push_back({id, name});
    for (const CriterionId branch : criterion.branches) this->criterion(branch, name);
  }

  const Program& program_;
  std::vector<CriterionColumn> columns_;
  std::set<std::string> names_;
};

Mark mark_of(Status status, bool exclusion) {
  switch (status) {
    case Status::met:
    case Status::present:
      return Mark::yes;
    case Status::unmet:
    case Status::absent:
      return Mark::no;
    case Status::exempt:
      return exclusion ? Mark::no : Mark::yes;
    case Status::undocumented:
      break;
  }
  return Mark::null;
}

void add(std::string& key, std::string_view text) {
  key += std::to_string(text.size());
  key += ':';
  key += text;
}

std::string content_of(const Answer& answer) {
  std::string key(1, static_cast<char>('0' + static_cast<int>(answer.outcome)));
  key += answer.for_any_request ? '*' : '.';
  for (const std::string* text : {&answer.service, &answer.guideline, &answer.edition, &answer.rule, &answer.granted_within})
    add(key, *text);
  add(key, answer.granted ? std::to_string(*answer.granted) : "");
  for (const auto* texts : {&answer.possible, &answer.consulted, &answer.because, &answer.decided_by}) {
    key += '|';
    for (const std::string& text : *texts) add(key, text);
  }
  key += '|';
  for (const Mark mark : answer.marks) key += static_cast<char>('0' + static_cast<int>(mark));
  for (const FactId fact : answer.wanted) add(key, std::to_string(fact.index));
  add(key, answer.open_key);
  return key;
}

}  // namespace

std::string rule_name(const Program& program, RuleId id) {
  const Rule& rule = program.rule(id);
  return edition_name(program.edition(rule.edition)) + "." + rule.name;
}

std::vector<CriterionColumn> criterion_columns(const Program& program, PolicyId policy) {
  Columns columns(program);
  std::vector<bool> done(program.editions.size());
  for (const ConsultStep& step : program.policies[policy.index].steps)
    for (const Consulted& consulted : step.alternatives)
      for (const EditionId edition : consulted.editions) {
        if (done[edition.index]) continue;
        done[edition.index] = true;
        for (const RuleId rule : program.edition(edition).rules) columns.rule(program.rule(rule));
      }
  return columns.take();
}

AnswerStore::AnswerStore(const Program& program, PolicyId policy, const std::vector<CriterionColumn>& columns)
    : program_(program),
      policy_(policy),
      blank_(undocumented_facts(program)),
      column_of_(program.criteria.size(), ~0U),
      columns_(columns.size()) {
  for (std::uint32_t i = 0; i < columns.size(); ++i) column_of_[columns[i].criterion.index] = i;
}

const Answer* AnswerStore::keep(const Determination& determination, const Request& request, const std::string& key) {
  Answer answer;
  answer.outcome = determination.outcome;
  answer.for_any_request = determination.for_any_request;
  answer.service = program_.service(determination.service).name;
  const std::string& says = program_.policies[policy_.index].says[static_cast<int>(determination.outcome)];
  answer.says = says.empty() ? std::string(word_of(determination.outcome)) : says;
  for (const Outcome outcome : determination.possible) answer.possible.emplace_back(word_of(outcome));
  answer.because = determination.because;
  std::string prefix = answer.service;
  if (determination.decided_by) {
    const Rule& rule = program_.rule(*determination.decided_by);
    const Edition& edition = program_.edition(rule.edition);
    answer.guideline = edition.guideline;
    answer.edition = edition.name;
    answer.rule = rule.name;
    prefix = rule_name(program_, *determination.decided_by);
  }
  for (const std::string& label : answer.because) answer.decided_by.push_back(prefix + "." + label);
  if (determination.granted) {
    answer.granted = determination.granted->quantity;
    if (const auto& within = determination.granted->within)
      answer.granted_within = duration_code(within->kind, within->value.lo);
  }
  answer.marks.assign(columns_, Mark::null);
  std::set<FactId> wanted;
  const auto mark = [&](const auto& self, const CriterionResult& result) -> void {
    const Criterion& criterion = program_.criterion(result.criterion);
    if (const std::uint32_t column = column_of_[result.criterion.index]; column != ~0U)
      answer.marks[column] = mark_of(result.status, criterion.section == Section::excluded);
    if (result.status == Status::undocumented)
      wanted.insert(criterion.mentions_facts.begin(), criterion.mentions_facts.end());
    for (const CriterionResult& branch : result.branches) self(self, branch);
  };
  for (const RuleResult& rule : determination.rules) {
    if (!rule.consulted) continue;
    answer.consulted.push_back(rule_name(program_, rule.rule));
    for (const auto* results : {&rule.requirements, &rule.exclusions, &rule.considers})
      for (const CriterionResult& result : *results) mark(mark, result);
  }
  answer.wanted.assign(wanted.begin(), wanted.end());
  answer.is_wanting = !answer.wanted.empty();
  if (answer.outcome == Outcome::pend) {
    answer.open = std::make_shared<const OpenRequest>(blank_, request);
    answer.open_key = key.empty() ? "request" + answer.open->bytes() : "key" + key;
  }
  std::string content = content_of(answer);
  if (const auto found = by_content_.find(content); found != by_content_.end()) return found->second;
  if (answer.open != nullptr) ++open_;
  answer.number = static_cast<std::uint32_t>(answers_.size());
  answers_.push_back(std::move(answer));
  return by_content_.emplace(std::move(content), &answers_.back()).first->second;
}

}  // namespace precept::batch
