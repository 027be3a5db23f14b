// Lists are varied record by record; lists inside records stay as they are.
#include <algorithm>

#include "compiler/analyze/candidates.hpp"
#include "compiler/analyze/worth_trying.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::analyze {

namespace {

constexpr std::size_t kListsMax = 160;       // of one fact
constexpr std::size_t kFieldsTogether = 4;   // of a record that is added
constexpr std::size_t kValuesTogether = 4;   // of each of them
constexpr std::int64_t kCopiesMax = 24;      // of a record, for a condition that counts

struct Given {
  std::uint32_t field = 0;
  Worth worth;
};

class Lists {
 public:
  Lists(const Program& program, FactId list, const std::vector<NodeId>& operations, const CaseFacts& facts, const Trace& trace)
      : program_(program), list_(list), type_(program.fact(list).type.record), operations_(operations), facts_(facts), trace_(trace),
        base_(facts.lists[program.fact(list).list]) {}

  std::vector<Records> run() {
    Records none;
    none.documented = none.complete = true;
    add(none);
    toggled();
    for (std::uint32_t record = 0; record < base_.count; ++record) otherwise(record);
    for (std::uint32_t record = 0; record < base_.count; ++record) add(without(record));
    one_more();
    copies();
    return std::move(out_);
  }

 private:
  void add(Records records) {
    if (out_.size() < kListsMax) out_.push_back(std::move(records));
  }

  void toggled() {
    if (!base_.documented) return;
    Records records = base_;
    records.complete = !records.complete;
    add(std::move(records));
  }

  // The fields that conditions read, in the record's order.
  std::vector<std::uint32_t> fields() const {
    std::vector<std::uint32_t> out;
    const auto& all = program_.record(type_).fields;
    for (std::uint32_t i = 0; i < all.size(); ++i)
      for (const NodeId id : operations_)
        if (all[i].type.kind != TypeKind::list && all[i].type.kind != TypeKind::text && subject(i).is_read_by(program_, program_.node(id))) {
          out.push_back(i);
          break;
        }
    return out;
  }

  Subject subject(std::uint32_t field) const {
    const Field& of = program_.record(type_).fields[field];
    return {list_, field, of.type, of.whole};
  }

  static void give(Records& records, const Program& program, RecordId type, std::uint32_t record, const Given& given) {
    document_field(records, program, type, record, given.field, given.worth.value);
    Evidence& evidence = records.field_evidence[std::size_t{record} * program.record(type).fields.size() + given.field];
    evidence = {};
    evidence.text = evidence.written = given.worth.code;
  }

  // What everything comes to beside one record of the list.
  std::vector<Value> values_beside(std::uint32_t record) const {
    std::vector<Value> values = trace_.values;
    for (const NodeId id : operations_) {
      const Node& node = program_.node(id);
      if (!is_list_operation(node.op) || node.scope.index != 0 || program_.scope(node.list).fact != list_) continue;
      visit_records(program_, facts_, id, {}, [&](std::uint32_t visited, const Value* seen) {
        if (visited != record) return;
        for (const NodeId own : node.body) values[own.index] = seen[own.index];
      });
    }
    return values;
  }

  void otherwise(std::uint32_t record) {
    const std::vector<Value> values = values_beside(record);
    for (const std::uint32_t field : fields()) {
      for (Worth& worth : worth_trying(program_, subject(field), operations_, values)) {
        Records records = base_;
        give(records, program_, type_, record, {field, std::move(worth)});
        add(std::move(records));
      }
      Records records = base_;
      const Field& of = program_.record(type_).fields[field];
      document_field(records, program_, type_, record, field, of.whole);
      const std::size_t at = std::size_t{record} * program_.record(type_).fields.size() + field;
      if (of.assumed) records.values[at] = *of.assumed;
      records.field_evidence[at] = {};
      add(std::move(records));
    }
  }

  Records without(std::uint32_t dropped) const {
    Records out;
    out.documented = base_.documented;
    out.complete = base_.complete;
    for (std::uint32_t record = 0; record < base_.count; ++record)
      if (record != dropped) copy(record, out);
    return out;
  }

  void copy(std::uint32_t record, Records& to) const { append(base_, record, to); }

  void append(const Records& from, std::uint32_t record, Records& to) const {
    const std::size_t fields = program_.record(type_).fields.size(), lists = program_.record(type_).lists;
    const std::uint32_t at = add_record(to, program_, type_);
    for (std::size_t i = 0; i < fields; ++i) {
      to.values[at * fields + i] = from.values[record * fields + i];
      to.recorded[at * fields + i] = from.recorded[record * fields + i];
      to.states[at * fields + i] = from.states[record * fields + i];
      to.field_evidence[at * fields + i] = from.field_evidence[record * fields + i];
    }
    for (std::size_t i = 0; i < lists; ++i) to.nested[at * lists + i] = from.nested[record * lists + i];
    to.evidence[at] = from.evidence[record];
  }

  // Each combination of a few values of the fields that conditions read.
  std::vector<std::vector<Given>> combinations() const {
    std::vector<std::vector<Given>> all{{}};
    std::size_t used = 0;
    for (const std::uint32_t field : fields()) {
      if (used++ == kFieldsTogether) break;
      auto worth = worth_trying(program_, subject(field), operations_, trace_.values);
      if (worth.size() > kValuesTogether) worth.resize(kValuesTogether);
      std::vector<std::vector<Given>> longer;
      for (const auto& before : all)
        for (const Worth& one : worth) {
          longer.push_back(before);
          longer.back().push_back({field, one});
        }
      if (longer.size() > kListsMax / 2) break;
      if (!longer.empty()) all = std::move(longer);
    }
    return all;
  }

  Records with(Records records, const std::vector<Given>& given) const {
    if (!base_.documented) records.complete = true;
    const std::uint32_t record = add_record(records, program_, type_);
    for (const Given& one : given) give(records, program_, type_, record, one);
    return records;
  }

  void one_more() {
    for (const auto& given : combinations()) add(with(base_, given));
  }

  // As many of a record as a condition that counts or sums compares with, and one more.
  void copies() {
    std::vector<std::int64_t> counts;
    for (const NodeId id : operations_) {
      const Node& node = program_.node(id);
      for (const NodeId operand : node.operands) {
        const Value& value = trace_.values[operand.index];
        const bool compares = node.type.kind == TypeKind::truth && program_.node(operand).op == Op::constant && is_ordered(program_.node(operand).type.kind);
        if (!compares || value.lo % kOne != 0) continue;
        for (const std::int64_t count : {value.lo / kOne, value.lo / kOne + 1})
          if (count > 1 && count <= kCopiesMax && std::find(counts.begin(), counts.end(), count) == counts.end()) counts.push_back(count);
      }
    }
    std::vector<Records> patterns;
    if (base_.count > 0) patterns.push_back(base_);
    else
      for (const auto& given : combinations()) patterns.push_back(with({}, given));
    for (const Records& pattern : patterns)
      for (const std::int64_t count : counts) {
        Records records;
        records.documented = records.complete = true;
        for (std::int64_t i = 0; i < count; ++i) append(pattern, 0, records);
        add(std::move(records));
      }
  }

  const Program& program_;
  const FactId list_;
  const RecordId type_;
  const std::vector<NodeId>& operations_;
  const CaseFacts& facts_;
  const Trace& trace_;
  const Records& base_;
  std::vector<Records> out_;
};

}  // namespace

std::vector<Records> lists_worth_trying(const Program& program, FactId list, const std::vector<NodeId>& operations, const CaseFacts& facts,
                                        const Trace& trace) {
  return Lists(program, list, operations, facts, trace).run();
}

}  // namespace precept::analyze
