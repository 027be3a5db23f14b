// Operations over records against trying out every completion: what each record may be, and for an incomplete list up to two
// records more. A result without an upper bound is tried with one record and with two: it must grow.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>

#include "runtime/interpret/interpret.hpp"
#include "runtime/program/verify.hpp"

namespace precept {
namespace {

// One record, exactly: whether it matches, its date, its value; of truths 1 and 0.
struct Exact {
  bool matches = false;
  std::int64_t by = 0;
  std::int64_t value = 0;
};
using Completion = std::vector<Exact>;

// What the operation is of one completion; nothing where no record matches and it speaks of one.
using Meaning = std::function<std::set<std::int64_t>(const Completion&)>;

std::vector<Exact> matching(const Completion& records) {
  std::vector<Exact> found;
  std::copy_if(records.begin(), records.end(), std::back_inserter(found), [](const Exact& one) { return one.matches; });
  return found;
}

std::vector<Exact> latest(const Completion& records) {
  std::vector<Exact> found = matching(records);
  std::int64_t last = 0;
  for (const Exact& one : found) last = std::max(last, one.by);
  std::erase_if(found, [&](const Exact& one) { return one.by != last; });
  return found;
}

std::set<std::int64_t> meaning(Op op, std::uint64_t members, const Completion& records) {
  const std::vector<Exact> found = matching(records);
  std::set<std::int64_t> values;
  for (const Exact& one : found) values.insert(one.value);
  if (op == Op::list_some) return {found.empty() ? 0 : 1};
  if (op == Op::list_every)
    return {std::all_of(found.begin(), found.end(), [](const Exact& one) { return one.value == 1; }) ? 1 : 0};
  if (op == Op::list_count) return {static_cast<std::int64_t>(found.size())};
  if (op == Op::list_distinct) {
    if (members != 0) std::erase_if(values, [&](std::int64_t member) { return ((members >> member) & 1) == 0; });
    return {static_cast<std::int64_t>(values.size())};
  }
  if (op == Op::list_sum) {
    std::int64_t sum = 0;
    for (const Exact& one : found) sum += one.value;
    return {sum};
  }
  if (op == Op::list_least) return found.empty() ? values : std::set<std::int64_t>{*values.begin()};
  if (op == Op::list_greatest) return found.empty() ? values : std::set<std::int64_t>{*values.rbegin()};
  std::set<std::int64_t> last;
  for (const Exact& one : latest(records)) last.insert(one.value);
  if (last.empty() && op == Op::list_latest_has) return {0};
  return last;
}

struct Kinds {
  Op op;
  TypeKind value;
  bool is_signed = false;
  std::uint64_t members = 0;
};

constexpr std::int64_t kMembers = 4;

// A library of one list with a record of three fields, and one operation over it.
struct OneList {
  Program program;
  NodeId result{};
  Kinds kinds;

  explicit OneList(const Kinds& of) : kinds(of) {
    Enumeration choice{"choice", false, {}};
    Enumeration scale{"scale", true, {}};
    for (int i = 0; i < kMembers; ++i) {
      choice.members.push_back({std::string(1, static_cast<char>('a' + i)), "words"});
      scale.members.push_back(choice.members.back());
    }
    program.enumerations = {choice, scale};
    Type value;
    value.kind = of.value;
    value.is_signed = of.is_signed;
    if (of.value == TypeKind::scale) value.enumeration = EnumId{1};
    Type date;
    date.kind = TypeKind::date;
    RecordType record;
    record.name = "visit";
    record.words = "visit";
    const auto field = [&](const char* name, Type type) {
      Field one;
      one.name = name;
      one.words = name;
      one.type = type;
      one.whole = whole(type);
      record.fields.push_back(one);
    };
    field("matches", Type{});
    field("day", date);
    field("value", value);
    program.records.push_back(record);
    Fact list;
    list.name = "visits";
    list.words = "visits";
    list.type.kind = TypeKind::list;
    program.facts.push_back(list);
    Scope scope;
    scope.fact = FactId{0};
    program.scopes.push_back(scope);
    const auto add = [&](Node node) {
      program.nodes.push_back(std::move(node));
      return NodeId{static_cast<std::uint32_t>(program.nodes.size() - 1)};
    };
    const auto read = [&](std::uint32_t place) {
      Node node;
      node.op = Op::field;
      node.type = program.records[0].fields[place].type;
      node.scope = ScopeId{1};
      node.field = place;
      return add(node);
    };
    Node node;
    node.op = of.op;
    const NodeId matches = read(0);
    node.operands = {matches};
    if (of.op == Op::list_latest || of.op == Op::list_latest_has) node.operands.push_back(read(1));
    if (row_of(of.op).arity > 1) node.operands.push_back(read(2));
    node.list = ScopeId{1};
    if (row_of(of.op).result == ResultClass::count) node.type.kind = TypeKind::count;
    if (row_of(of.op).result == ResultClass::value) node.type = value;
    node.members = of.members;
    node.body = record_body(program, node);
    result = add(node);
  }

  static Value whole(const Type& type) {
    if (type.kind == TypeKind::truth) return {3, 0};
    if (type.kind == TypeKind::choice) return {(1 << kMembers) - 1, 0};
    if (type.kind == TypeKind::scale) return {0, kMembers - 1};
    return {type.is_signed ? -2 * scale(type.kind) : 0, 3 * scale(type.kind)};
  }
  static std::int64_t scale(TypeKind kind) { return kind == TypeKind::count ? kOne : 1; }
};

std::vector<std::int64_t> singles(const Type& type, Value value) {
  std::vector<std::int64_t> out;
  if (type.kind == TypeKind::truth) {
    if ((value.lo & kMayBeNo) != 0) out.push_back(0);
    if ((value.lo & kMayBeYes) != 0) out.push_back(1);
  } else if (type.kind == TypeKind::choice) {
    for (int member = 0; member < kMembers; ++member)
      if (((value.lo >> member) & 1) != 0) out.push_back(member);
  } else {
    for (std::int64_t at = value.lo; at <= value.hi; at += OneList::scale(type.kind)) out.push_back(at);
  }
  return out;
}

Value random_of(const Type& type, Value whole, std::mt19937& random) {
  const auto below = [&](std::int64_t limit) { return static_cast<std::int64_t>(random() % static_cast<std::uint32_t>(limit)); };
  if (type.kind == TypeKind::truth) return {1 + below(3), 0};
  if (type.kind == TypeKind::choice) return {below(2) == 0 ? std::int64_t{1} << below(kMembers) : 1 + below(15), 0};
  const std::int64_t step = OneList::scale(type.kind);
  const std::int64_t lo = whole.lo + below((whole.hi - whole.lo) / step + 1) * step;
  return {lo, lo + below(std::min<std::int64_t>(3, (whole.hi - lo) / step + 1)) * step};
}

// Every exact record of the fields' values.
std::vector<Exact> exact_records(const std::vector<Field>& fields, const Value* values) {
  std::vector<Exact> out;
  for (const std::int64_t matches : singles(fields[0].type, values[0]))
    for (const std::int64_t by : singles(fields[1].type, values[1]))
      for (const std::int64_t value : singles(fields[2].type, values[2])) out.push_back({matches == 1, by, value});
  return out;
}

void each_completion(const std::vector<std::vector<Exact>>& records, const std::function<void(const Completion&)>& use) {
  Completion at(records.size());
  const std::function<void(std::size_t)> fill = [&](std::size_t record) {
    if (record == records.size()) return use(at);
    for (const Exact& one : records[record]) {
      at[record] = one;
      fill(record + 1);
    }
  };
  fill(0);
}

std::set<std::int64_t> tried(const OneList& list, const Records& records, std::size_t unseen) {
  const auto& fields = list.program.records[0].fields;
  std::vector<std::vector<Exact>> all;
  for (std::uint32_t record = 0; record < records.count; ++record) all.push_back(exact_records(fields, &records.values[record * 3]));
  const Value wholes[] = {fields[0].whole, fields[1].whole, fields[2].whole};
  for (std::size_t i = 0; i < unseen; ++i) all.push_back(exact_records(fields, wholes));
  std::set<std::int64_t> found;
  each_completion(all, [&](const Completion& completion) {
    found.merge(meaning(list.kinds.op, list.kinds.members, completion));
  });
  return found;
}

// The value that stands for what was found.
Value gathered(const Type& type, const std::set<std::int64_t>& found) {
  if (type.kind == TypeKind::truth) return truth_value(truth_from(found.count(1) != 0, found.count(0) != 0));
  if (type.kind == TypeKind::choice) {
    std::int64_t members = 0;
    for (const std::int64_t member : found) members |= std::int64_t{1} << member;
    return {members, 0};
  }
  return {*found.begin(), *found.rbegin()};
}

std::vector<Kinds> all_kinds() {
  std::vector<Kinds> kinds{{Op::list_some, TypeKind::truth}, {Op::list_every, TypeKind::truth}, {Op::list_count, TypeKind::truth},
                           {Op::list_latest_has, TypeKind::truth}};
  for (const TypeKind kind : {TypeKind::truth, TypeKind::choice, TypeKind::scale, TypeKind::count, TypeKind::number})
    kinds.insert(kinds.end(), {{Op::list_distinct, kind}, {Op::list_latest, kind}});
  kinds.insert(kinds.end(), {{Op::list_distinct, TypeKind::choice, false, 0b0110}, {Op::list_distinct, TypeKind::scale, false, 0b1001}});
  for (const TypeKind kind : {TypeKind::count, TypeKind::number, TypeKind::days})
    for (const bool is_signed : {false, true})
      for (const Op op : {Op::list_sum, Op::list_least, Op::list_greatest}) kinds.push_back({op, kind, is_signed});
  return kinds;
}

Records random_records(const OneList& list, std::mt19937& random) {
  Records records;
  records.documented = true;
  records.complete = true;
  const auto& fields = list.program.records[0].fields;
  for (std::uint32_t count = random() % 4; count > 0; --count) {
    const std::uint32_t record = add_record(records, list.program, RecordId{0});
    for (std::uint32_t field = 0; field < fields.size(); ++field)
      document_field(records, list.program, RecordId{0}, record, field, random_of(fields[field].type, fields[field].whole, random));
  }
  return records;
}

CaseFacts facts_of(const OneList& list, Records records) {
  CaseFacts facts = undocumented_facts(list.program);
  facts.lists[0] = std::move(records);
  return facts;
}

bool of_count(Op op) { return row_of(op).result == ResultClass::count; }

// What the interpreter gives, with counts as plain numbers.
Value given(const OneList& list, const CaseFacts& facts) {
  const Trace trace = interpret(list.program, facts);
  EXPECT_TRUE(trace.failed.empty());
  Value value = trace.values[list.result.index];
  if (of_count(list.kinds.op)) {
    value.lo /= kOne;
    if (value.hi != kNoHigh) value.hi /= kOne;
  }
  return value;
}

TEST(Lists, EveryOperationIsTried) {
  std::set<Op> covered{Op::field, Op::field_recorded, Op::list_documented, Op::list_exact};  // below
  for (const Kinds& kinds : all_kinds()) covered.insert(kinds.op);
  for (const OperatorRow& row : kOperators) EXPECT_EQ(covered.count(row.op) != 0, needs_records(row.op)) << row.name;
}

TEST(Lists, ProgramsAreSound) {
  for (const Kinds& kinds : all_kinds()) {
    OneList list(kinds);
    for (const Outcome outcome : {Outcome::approve, Outcome::modify, Outcome::deny, Outcome::pend})
      list.program.policies.resize(1), list.program.policies[0].says[static_cast<int>(outcome)] = "said";
    EXPECT_EQ(verify(list.program), std::nullopt) << row_of(kinds.op).name;
  }
}

TEST(Lists, CompleteOnesAreTheirCompletions) {
  for (const Kinds& kinds : all_kinds()) {
    const OneList list(kinds);
    std::mt19937 random(static_cast<std::uint32_t>(kinds.op) * 100 + static_cast<std::uint32_t>(kinds.value));
    const Type type = of_count(kinds.op) ? Type{} : list.program.node(list.result).type;
    for (int round = 0; round < 150; ++round) {
      const Records records = random_records(list, random);
      const Value value = given(list, facts_of(list, records));
      const std::set<std::int64_t> found = tried(list, records, 0);
      if (found.empty()) continue;  // of no record: compared by `some` beside it
      const Value expected = of_count(kinds.op) ? Value{*found.begin(), *found.rbegin()} : gathered(type, found);
      ASSERT_EQ(value, expected) << row_of(kinds.op).name << " of kind " << static_cast<int>(kinds.value) << ", round " << round << ": "
                                 << value.lo << ".." << value.hi << " for " << expected.lo << ".." << expected.hi;
    }
  }
}

TEST(Lists, IncompleteOnesHoldTheirCompletions) {
  for (const Kinds& kinds : all_kinds()) {
    const OneList list(kinds);
    std::mt19937 random(static_cast<std::uint32_t>(kinds.op) * 100 + static_cast<std::uint32_t>(kinds.value));
    const Type type = of_count(kinds.op) ? Type{} : list.program.node(list.result).type;
    const bool grows = kinds.op == Op::list_count || kinds.op == Op::list_sum;
    const bool counts_numbers = kinds.op == Op::list_distinct && !(kinds.value == TypeKind::truth || kinds.value == TypeKind::choice ||
                                                                   kinds.value == TypeKind::scale);
    for (int round = 0; round < 12; ++round) {
      Records records = random_records(list, random);
      if (records.count > 1) continue;
      records.complete = false;
      const Value value = given(list, facts_of(list, records));
      std::set<std::int64_t> found = tried(list, records, 0);
      found.merge(tried(list, records, 1));
      found.merge(tried(list, records, 2));
      if (grows || counts_numbers) {  // no bound above, nor below where its values have signs
        EXPECT_EQ(value.hi, kNoHigh) << row_of(kinds.op).name;
        const bool both = kinds.op == Op::list_sum && kinds.is_signed;
        EXPECT_EQ(value.lo, both ? kNoLow : *found.begin()) << row_of(kinds.op).name;
        continue;
      }
      if (kinds.op == Op::list_some || kinds.op == Op::list_every || kinds.op == Op::list_latest_has) {
        // "some is never unmet, every never met", and an unseen record may always be the latest
        const bool certain = kinds.op != Op::list_latest_has && found.size() == 1;
        EXPECT_EQ(value, certain ? gathered(type, found) : truth_value(Truth::undocumented)) << row_of(kinds.op).name;
        continue;
      }
      if (kinds.op == Op::list_distinct) {
        std::set<std::int64_t> more = tried(list, records, 2);
        EXPECT_EQ(value.lo, *found.begin());
        EXPECT_GE(value.hi, *found.rbegin());
        continue;
      }
      const Value expected = gathered(type, found);
      ASSERT_EQ(value, expected) << row_of(kinds.op).name << " of kind " << static_cast<int>(kinds.value) << ", round " << round << ": "
                                 << value.lo << ".." << value.hi << " for " << expected.lo << ".." << expected.hi;
    }
  }
}

TEST(Lists, OfNothing) {
  for (const Kinds& kinds : all_kinds()) {
    const OneList list(kinds);
    Records records;
    records.documented = records.complete = true;
    const Value value = given(list, facts_of(list, records));
    const bool from_none = kinds.op == Op::list_count || kinds.op == Op::list_distinct || kinds.op == Op::list_sum;
    if (from_none) {
      EXPECT_EQ(value, (Value{0, 0})) << row_of(kinds.op).name;
    }
    if (kinds.op == Op::list_some || kinds.op == Op::list_latest_has) {
      EXPECT_EQ(value, truth_value(Truth::no));
    }
    if (kinds.op == Op::list_every) {
      EXPECT_EQ(value, truth_value(Truth::yes));
    }
  }
}

TEST(Lists, SumsOverflowOnlyWhereAllDo) {
  OneList list({Op::list_sum, TypeKind::number});
  list.program.records[0].fields[2].whole = {0, kNoHigh};
  Records records;
  records.documented = records.complete = true;
  for (int i = 0; i < 2; ++i) {
    const auto record = add_record(records, list.program, RecordId{0});
    document_field(records, list.program, RecordId{0}, record, 0, truth_value(Truth::yes));
    document_field(records, list.program, RecordId{0}, record, 2, {kNumberMax - 1, kNumberMax - 1});
  }
  EXPECT_EQ(interpret(list.program, facts_of(list, records)).failed, std::vector<NodeId>{list.result});
  records.values[3] = truth_value(Truth::undocumented);  // the second may not count
  const Trace trace = interpret(list.program, facts_of(list, records));
  EXPECT_TRUE(trace.failed.empty());
  EXPECT_EQ(trace.values[list.result.index], (Value{kNumberMax - 1, kNoHigh}));
}

TEST(Lists, FailuresWithinRecordsAreListedOnceInOrder) {
  OneList list({Op::list_some, TypeKind::number});
  Node quotient;
  quotient.op = Op::divide;
  quotient.type = list.program.records[0].fields[2].type;
  Node read;
  read.op = Op::field;
  read.type = quotient.type;
  read.scope = ScopeId{1};
  read.field = 2;
  list.program.nodes.pop_back();
  list.program.nodes.push_back(read);
  quotient.operands = {NodeId{1}, NodeId{1}};
  quotient.scope = ScopeId{1};
  list.program.nodes.push_back(quotient);
  Node compare;
  compare.op = Op::equal;
  compare.operands = {NodeId{2}, NodeId{1}};
  compare.scope = ScopeId{1};
  list.program.nodes.push_back(compare);
  Node some;
  some.op = Op::list_some;
  some.operands = {NodeId{3}};
  some.list = ScopeId{1};
  some.body = record_body(list.program, some);
  list.program.nodes.push_back(some);
  EXPECT_EQ(some.body, (std::vector<NodeId>{NodeId{1}, NodeId{2}, NodeId{3}}));
  Records records;
  records.documented = records.complete = true;
  for (int i = 0; i < 3; ++i) {
    const auto record = add_record(records, list.program, RecordId{0});
    document_field(records, list.program, RecordId{0}, record, 2, {0, 0});
  }
  EXPECT_EQ(interpret(list.program, facts_of(list, records)).failed, std::vector<NodeId>{NodeId{2}});
}

TEST(Lists, DocumentedAndExact) {
  for (const Op op : {Op::list_documented, Op::list_exact}) {
    OneList list({Op::list_some, TypeKind::choice});
    Node node;
    node.op = op;
    node.list = ScopeId{1};
    list.program.nodes.push_back(node);
    const auto answer = [&](const Records& records) { return interpret(list.program, facts_of(list, records)).values.back(); };
    Records records;
    EXPECT_EQ(answer(records), truth_value(Truth::no));
    const auto record = add_record(records, list.program, RecordId{0});
    EXPECT_EQ(answer(records), truth_value(op == Op::list_documented ? Truth::yes : Truth::no));
    document_field(records, list.program, RecordId{0}, record, 0, truth_value(Truth::yes));
    document_field(records, list.program, RecordId{0}, record, 1, {1, 1});
    document_field(records, list.program, RecordId{0}, record, 2, {2, 0});
    EXPECT_EQ(answer(records), truth_value(op == Op::list_documented ? Truth::yes : Truth::no));
    records.complete = true;
    EXPECT_EQ(answer(records), truth_value(Truth::yes));
  }
}

TEST(Lists, RecordsAreVisitedOneByOne) {
  const OneList list({Op::list_sum, TypeKind::count});
  Records records;
  records.documented = records.complete = true;
  for (int i = 0; i < 3; ++i) {
    const auto record = add_record(records, list.program, RecordId{0});
    document_field(records, list.program, RecordId{0}, record, 2, {i * kOne, i * kOne});
  }
  std::vector<std::int64_t> seen;
  visit_records(list.program, facts_of(list, records), list.result, {}, [&](std::uint32_t record, const Value* values) {
    EXPECT_EQ(record, seen.size());
    seen.push_back(values[list.program.node(list.result).operands[1].index].lo / kOne);
  });
  EXPECT_EQ(seen, (std::vector<std::int64_t>{0, 1, 2}));
}

}  // namespace
}  // namespace precept
