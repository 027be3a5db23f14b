// Records in words, and which of them a list operation counted. Never here: layout.
#include "runtime/report/records.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/interpret/interpret.hpp"
#include "runtime/interpret/lists.hpp"
#include "runtime/report/view.hpp"
#include "runtime/report/words.hpp"

namespace precept {
namespace {

std::vector<NodeId> list_operations(const Program& program, const std::vector<NodeId>& conditions) {
  std::vector<NodeId> found, seen, open = conditions;
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    const auto place = std::lower_bound(seen.begin(), seen.end(), id);
    if (place != seen.end() && *place == id) continue;
    seen.insert(place, id);
    const Node& node = program.node(id);
    const bool of_fact = is_list_operation(node.op) && program.scope(node.list).fact && !node.operands.empty();
    if (of_fact) found.push_back(id);
    else open.insert(open.end(), node.operands.begin(), node.operands.end());
  }
  std::sort(found.begin(), found.end());
  // Beside a value of a list stands whether there is a record for it: that says no more.
  const std::vector<NodeId> all = found;
  std::erase_if(found, [&](NodeId id) {
    const Node& node = program.node(id);
    return node.op == Op::list_some && std::any_of(all.begin(), all.end(), [&](NodeId other) {
             const Node& value = program.node(other);
             const bool of_one = value.op == Op::list_least || value.op == Op::list_greatest || value.op == Op::list_latest;
             return of_one && value.list == node.list && value.operands.front() == node.operands.front();
           });
  });
  return found;
}

struct Looked {
  std::uint32_t record = 0;
  Truth matches = Truth::undocumented;
  Value by;
  Value value;
};

// Of the records that match, those that are or may be the least, the greatest, the latest.
void keep_candidates(Op op, std::vector<Looked>& looked) {
  std::int64_t bound = op == Op::list_least ? kNoHigh : kNoLow;
  for (const Looked& one : looked) {
    if (one.matches != Truth::yes) continue;
    if (op == Op::list_least) bound = std::min(bound, one.value.hi);
    else if (op == Op::list_greatest) bound = std::max(bound, one.value.lo);
    else bound = std::max(bound, one.by.lo);
  }
  std::erase_if(looked, [&](const Looked& one) {
    if (op == Op::list_least) return one.value.lo > bound;
    return (op == Op::list_greatest ? one.value.hi : one.by.hi) < bound;
  });
  if (looked.size() > 1)
    for (Looked& one : looked) one.matches = Truth::undocumented;
}

bool is_of_some(Op op) {
  return op == Op::list_least || op == Op::list_greatest || op == Op::list_latest || op == Op::list_latest_has;
}

ListFinding finding(const Program& program, const CaseFacts& facts, NodeId id, DateStyle style) {
  const Node& node = program.node(id);
  const FactId list = *program.scope(node.list).fact;
  const Records& records = facts.lists[program.fact(list).list];
  ListFinding found{id, list, records.count, records.complete, {}};
  std::vector<Looked> looked;
  visit_records(program, facts, id, {}, [&](std::uint32_t record, const Value* values) {
    const auto operand = [&](std::size_t place) { return values[node.operands[place].index]; };
    Looked one{record, truth_of(operand(0)), {}, operand(node.operands.size() - 1)};
    if (node.op == Op::list_every) one.matches = kleene_and(one.matches, kleene_not(truth_of(one.value)));
    if (node.operands.size() == 3) one.by = operand(1);
    if (one.matches != Truth::no) looked.push_back(one);
  });
  if (is_of_some(node.op)) keep_candidates(node.op, looked);
  for (const Looked& one : looked)
    found.records.push_back(
        {one.record, one.matches, record_words(program, records, program.scope(node.list).record, one.record, style)});
  return found;
}

// "2013-03-02 to 2013-05-10" of a date and one that is never before it; "2013-03-02" of one.
std::string dates_words(const std::vector<std::string>& dates) {
  return dates.size() == 1 ? dates[0] : fmt::format("{} to {}", dates[0], dates[1]);
}

std::string truth_words(const Field& field, Value value) {
  return truth_of(value) == Truth::yes ? clean(field.words) : fmt::format("{}: no", clean(field.words));
}

}  // namespace

std::string record_words(const Program& program, const Records& records, RecordId type, std::uint32_t record, DateStyle style) {
  const RecordType& declared = program.record(type);
  std::vector<std::string> dates, parts;
  std::optional<std::uint32_t> first_date;
  for (std::size_t place = 0; place < declared.fields.size(); ++place) {
    const Field& field = declared.fields[place];
    const std::size_t at = std::size_t{record} * declared.fields.size() + place;
    if (field.type.kind == TypeKind::list) {
      const Records& nested = records.nested[std::size_t{record} * declared.lists + field.list];
      if (nested.documented) parts.push_back(fmt::format("{}: {}", clean(field.words), list_words(program, nested, field.type.record)));
      continue;
    }
    if (records.states[at] != FactState::documented) continue;
    const Evidence& evidence = records.field_evidence[at];
    if (field.type.kind == TypeKind::text || field.type.kind == TypeKind::code) {
      parts.push_back(clean(field.type.kind == TypeKind::text ? evidence.text : evidence.written));
    } else if (field.type.kind == TypeKind::date && (dates.empty() || (dates.size() == 1 && field.not_before == first_date))) {
      if (dates.empty()) first_date = static_cast<std::uint32_t>(place);
      dates.push_back(format_value(program, field.type, records.values[at], style));
    } else if (field.type.kind == TypeKind::truth) {
      parts.push_back(truth_words(field, records.values[at]));
    } else {
      const std::string value = format_value(program, field.type, records.values[at], style);
      const bool says_what = field.type.kind == TypeKind::choice || field.type.unit;
      parts.push_back(says_what ? value : fmt::format("{}: {}", clean(field.words), value));
    }
  }
  const std::string name = declared.name.empty() ? "entry" : clean(declared.words);
  std::string text = dates.empty() ? fmt::format("the {}", name) : fmt::format("the {} of {}", name, dates_words(dates));
  for (std::size_t i = 0; i < parts.size(); ++i) text.append(i == 0 && dates.empty() ? ": " : ", ").append(parts[i]);
  if (dates.empty() && parts.empty()) text = fmt::format("the {} without particulars", name);
  const Evidence& evidence = records.evidence[record];
  const std::string from = document_words(evidence.source, evidence.dated, evidence.page, style);
  return from.empty() ? text : fmt::format("{} ({})", text, from);
}

std::string list_words(const Program& program, const Records& records, RecordId type) {
  if (!records.documented) return std::string(kNotDocumented);
  const std::string name = program.record(type).name.empty() ? "entry" : "record";
  const std::string_view others = records.complete ? "" : records.count == 0 ? ", but there may be some" : ", and there may be others";
  if (records.count == 0) return fmt::format("none{}", others);
  const std::string several = name == "entry" ? "entries" : "records";
  return fmt::format("{} {}{}", records.count, records.count == 1 ? name : several, others);
}

std::vector<ListFinding> list_findings(const Program& program, const CaseFacts& facts, const std::vector<NodeId>& conditions,
                                       DateStyle style) {
  std::vector<ListFinding> found;
  for (const NodeId id : list_operations(program, conditions)) found.push_back(finding(program, facts, id, style));
  return found;
}

}  // namespace precept
