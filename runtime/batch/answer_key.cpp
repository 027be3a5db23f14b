// Which truths, values and days an answer hangs on: see the header. Where every subject of a condition is exact, its cell
// follows from the truths of the comparisons; where one is not, the values of all facts that it is compared with are in the
// key.
#include "runtime/batch/answer_key.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "runtime/facts/value_json.hpp"

namespace precept::batch {
namespace {

void add(std::string& key, std::int64_t number) { key.append(reinterpret_cast<const char*>(&number), sizeof number); }
void add(std::string& key, Value value) {
  add(key, value.lo);
  add(key, value.hi);
}
void add(std::string& key, const std::optional<Value>& value) {
  key += value ? '\1' : '\0';
  if (value) add(key, *value);
}

// What a node is made of.
struct Under {
  std::set<FactId> facts;
  bool lists = false;
};
Under under(const Program& program, NodeId root) {
  std::vector<bool> reached(root.index + 1);
  reached[root.index] = true;
  Under found;
  for (std::size_t i = root.index + 1; i-- > 0;) {
    if (!reached[i]) continue;
    const Node& node = program.nodes[i];
    for (const NodeId operand : node.operands) reached[operand.index] = true;
    if (node.op == Op::fact || node.op == Op::recorded) found.facts.insert(node.fact);
    found.lists = found.lists || needs_records(node.op);
  }
  return found;
}

}  // namespace

AnswerKeys::AnswerKeys(const Program& program, PolicyId policy)
    : program_(program), policy_(program.policies[policy.index]) {
  std::set<std::int64_t> days;
  for (const Edition& edition : program.editions)
    for (const auto& day : {edition.from, edition.until})
      if (day) days.insert(*day);
  first_days_.assign(days.begin(), days.end());
  for (std::uint32_t i = 0; i < program.services.size(); ++i) parts_.push_back(parts_of({i}));
}

AnswerKeys::Parts AnswerKeys::parts_of(ServiceId service) const {
  std::set<NodeId> truths, conditions, amounts;
  const auto add_to = [](std::set<NodeId>& nodes, const std::optional<NodeId>& node) {
    if (node) nodes.insert(*node);
  };
  for (const ConsultStep& step : policy_.steps)
    for (const Consulted& consulted : step.alternatives) {
      add_to(conditions, consulted.unless);
      for (const EditionId edition : consulted.editions)
        for (const RuleId id : program_.edition(edition).rules) {
          const Rule& rule = program_.rule(id);
          if (rule.service != service) continue;
          add_to(conditions, rule.applies);
          for (const auto* lines : {&rule.allows, &rule.never_more})
            for (const GrantLine& line : *lines) {
              add_to(truths, line.when);
              add_to(amounts, line.quantity);
              add_to(amounts, line.within);
            }
          for (const Criterion& criterion : program_.criteria)
            if (criterion.rule == id) {
              add_to(truths, criterion.effective);
              add_to(truths, criterion.condition);
              add_to(truths, criterion.unless);
            }
        }
    }
  Parts parts;
  for (const NodeId node : amounts)
    if (program_.node(node).op != Op::constant) {
      const Under made_of = under(program_, node);
      parts.amounts.push_back(node);
      parts.amount_facts.emplace_back(made_of.facts.begin(), made_of.facts.end());
    }
  parts.subjects = subjects_of(program_, conditions, truths);
  parts.truths.assign(truths.begin(), truths.end());
  std::vector<bool> reached(program_.nodes.size());
  for (const auto* nodes : {&parts.truths, &parts.amounts})
    for (const NodeId node : *nodes) reached[node.index] = true;
  for (std::size_t i = reached.size(); i-- > 0;) {
    if (!reached[i]) continue;
    for (const NodeId operand : program_.nodes[i].operands) reached[operand.index] = true;
    parts.lists = parts.lists || needs_records(program_.nodes[i].op);
  }
  return parts;
}

// Below conditions every truth counts, and is added to `truths`; what is not one is a subject. Facts that are compared with
// each other, or with the same one, belong together.
std::vector<AnswerKeys::Subjects> AnswerKeys::subjects_of(const Program& program, const std::set<NodeId>& conditions,
                                                          std::set<NodeId>& truths) {
  std::vector<bool> reached(program.nodes.size());
  for (const NodeId node : conditions) reached[node.index] = true;
  std::vector<std::uint32_t> with(program.facts.size() + 1);  // the last: of comparisons without a fact
  std::iota(with.begin(), with.end(), 0U);
  const auto root = [&](std::uint32_t fact) {
    while (with[fact] != fact) fact = with[fact];
    return fact;
  };
  std::vector<std::pair<std::uint32_t, Subjects>> found;
  for (std::size_t i = reached.size(); i-- > 0;) {
    const Node& node = program.nodes[i];
    if (!reached[i] || node.type.kind != TypeKind::truth) continue;
    const NodeId id{static_cast<std::uint32_t>(i)};
    truths.insert(id);
    Subjects subjects;
    for (const NodeId operand : node.operands) {
      reached[operand.index] = true;
      if (program.node(operand).type.kind != TypeKind::truth) subjects.compared.push_back(operand);
    }
    if (subjects.compared.empty()) continue;
    const Under made_of = under(program, id);
    subjects.facts.assign(made_of.facts.begin(), made_of.facts.end());
    subjects.lists = made_of.lists;
    const std::uint32_t first =
        subjects.facts.empty() ? static_cast<std::uint32_t>(program.facts.size()) : subjects.facts.front().index;
    for (const FactId fact : subjects.facts) with[root(fact.index)] = root(first);
    found.emplace_back(first, std::move(subjects));
  }
  std::map<std::uint32_t, Subjects> together;
  for (auto& [first, one] : found) {
    Subjects& all = together[root(first)];
    all.facts.insert(all.facts.end(), one.facts.begin(), one.facts.end());
    all.compared.insert(all.compared.end(), one.compared.begin(), one.compared.end());
    all.lists = all.lists || one.lists;
  }
  std::vector<Subjects> groups;
  for (auto& [first, all] : together) {
    std::sort(all.facts.begin(), all.facts.end());
    all.facts.erase(std::unique(all.facts.begin(), all.facts.end()), all.facts.end());
    groups.push_back(std::move(all));
  }
  return groups;
}

bool AnswerKeys::is_exact(const Subjects& subjects, const Request& request, const deciding::Ranges& ranges) const {
  return std::all_of(subjects.facts.begin(), subjects.facts.end(),
                     [&](FactId fact) {
                       const Type& type = program_.fact(fact).type;
                       return precept::is_exact(type, request.facts.values[fact.index]) &&
                              precept::is_exact(type, request.facts.recorded[fact.index]);
                     }) &&
         std::all_of(subjects.compared.begin(), subjects.compared.end(),
                     [&](NodeId node) { return precept::is_exact(program_.node(node).type, ranges.of(node)); });
}

std::optional<std::size_t> AnswerKeys::stretch_of(Value day) const {
  const auto stretch = [&](std::int64_t at) {
    return static_cast<std::size_t>(std::upper_bound(first_days_.begin(), first_days_.end(), at) - first_days_.begin());
  };
  const std::size_t first = stretch(day.lo);
  if (first != stretch(day.hi)) return std::nullopt;
  return first;
}

bool AnswerKeys::make(const Request& request, const Trace& trace, std::string& key) const {
  key.clear();
  if (!trace.failed.empty()) return false;
  const Parts& parts = parts_[request.service.index];
  const deciding::Ranges ranges(program_, request.facts, trace);
  add(key, request.service.index);
  if (policy_.as_of) {
    const auto stretch = stretch_of(ranges.of(*policy_.as_of));
    if (!stretch) return false;  // each edition that it may fall in is tried with the facts cut to it
    add(key, static_cast<std::int64_t>(*stretch));
  }
  std::uint64_t word = 0;
  int bits = 0;
  for (const NodeId node : parts.truths) {
    word |= static_cast<std::uint64_t>(ranges.truth(node)) << bits;
    if ((bits += 2) < 64) continue;
    add(key, static_cast<std::int64_t>(word));
    word = 0;
    bits = 0;
  }
  add(key, static_cast<std::int64_t>(word));
  for (std::size_t i = 0; i < parts.amounts.size(); ++i) {
    const Value amount = ranges.of(parts.amounts[i]);
    add(key, amount);
    if (precept::is_exact(program_.node(parts.amounts[i]).type, amount)) continue;
    for (const FactId fact : parts.amount_facts[i]) {
      const Value value = request.facts.values[fact.index];
      add(key, precept::is_exact(program_.fact(fact).type, value) ? std::optional<Value>() : value);
    }
  }
  for (std::size_t i = 0; i < parts.subjects.size(); ++i) {
    const Subjects& subjects = parts.subjects[i];
    if (is_exact(subjects, request, ranges)) continue;
    if (subjects.lists) return false;
    add(key, static_cast<std::int64_t>(i));
    for (const FactId fact : subjects.facts) {
      add(key, request.facts.values[fact.index]);
      add(key, request.facts.recorded[fact.index]);
    }
  }
  add(key, request.quantity);
  add(key, request.used);
  key += request.over ? static_cast<char>(request.over->kind) : '\7';
  if (request.over) add(key, request.over->value);
  return true;
}

}  // namespace precept::batch
