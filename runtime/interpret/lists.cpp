// Adding up records, operation by operation. Never here: how a record's own operands are worked out.
#include "runtime/interpret/lists.hpp"

#include <bit>

#include "runtime/interpret/distinct.hpp"
#include "runtime/values/truth.hpp"

namespace precept::interpreting {
namespace {

bool keeps_candidates(Op op) {
  return op == Op::list_distinct || op == Op::list_least || op == Op::list_greatest || op == Op::list_latest ||
         op == Op::list_latest_has;
}

Value members_as_bits(const Value& scale) {
  const auto up_to = [](std::int64_t member) { return member >= 63 ? ~std::uint64_t{0} : (std::uint64_t{2} << member) - 1; };
  const std::uint64_t below = scale.lo == 0 ? 0 : up_to(scale.lo - 1);
  return {static_cast<std::int64_t>(up_to(scale.hi) & ~below), 0};
}

}  // namespace

Value whole_of(const Program& program, const Node& node) {
  if (node.op == Op::field || node.op == Op::field_recorded)
    return program.record(program.scope(node.scope).record).fields[node.field].whole;
  if (node.op == Op::fact || node.op == Op::recorded) return program.fact(node.fact).whole;
  return whole_of(program, node.type);
}

Value whole_of(const Program& program, const Type& type) {
  const auto members = [&] { return program.enumeration(type.enumeration).members.size(); };
  switch (type.kind) {
    case TypeKind::truth:
      return truth_value(Truth::undocumented);
    case TypeKind::choice:
      return {static_cast<std::int64_t>(members() >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << members()) - 1), 0};
    case TypeKind::scale:
      return {0, static_cast<std::int64_t>(members()) - 1};
    case TypeKind::code:
      return kUnknownCode;
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::date:
    case TypeKind::months:
    case TypeKind::days:
      return unbounded(type);
    case TypeKind::text:
    case TypeKind::list:
      break;
  }
  return {};
}

ListTotal::ListTotal(const Program& program, const Node& node) : node_(node) {
  const Node& last = program.node(node.operands.back());
  value_kind_ = last.type.kind;
  whole_ = whole_of(program, last);
}

void ListTotal::add(const Value* operands) {
  Truth matches = truth_of(operands[0]);
  if (node_.op == Op::list_every) matches = kleene_and(matches, kleene_not(truth_of(operands[1])));
  if (matches == Truth::no) return;
  const bool certain = matches == Truth::yes;
  ++possible_;
  if (certain) ++certain_;
  if (node_.op == Op::list_sum) {
    const Value& value = operands[1];
    no_low_ = no_low_ || value.lo == kNoLow;
    no_high_ = no_high_ || value.hi == kNoHigh;
    if (value.lo != kNoLow) low_ += certain ? value.lo : std::min<std::int64_t>(value.lo, 0);
    if (value.hi != kNoHigh) high_ += certain ? value.hi : std::max<std::int64_t>(value.hi, 0);
  } else if (keeps_candidates(node_.op)) {
    const bool by_date = node_.op == Op::list_latest || node_.op == Op::list_latest_has;
    candidates_.push_back({certain, by_date ? operands[1] : Value{}, operands[by_date ? 2 : 1]});
  }
}

Result ListTotal::finish(bool complete) const {
  if (node_.op == Op::list_some) return some(complete);
  if (node_.op == Op::list_every) return every(complete);
  if (node_.op == Op::list_count) return count(complete);
  if (node_.op == Op::list_distinct) return distinct(complete);
  if (node_.op == Op::list_sum) return sum(complete);
  if (node_.op == Op::list_least) return least(complete);
  if (node_.op == Op::list_greatest) return greatest(complete);
  if (node_.op == Op::list_latest) return latest(complete);
  if (node_.op == Op::list_latest_has) return latest_has(complete);
  return std::nullopt;
}

Value ListTotal::some(bool complete) const { return truth_value(truth_from(possible_ > 0 || !complete, certain_ == 0)); }

Value ListTotal::every(bool complete) const { return truth_value(truth_from(certain_ == 0, possible_ > 0 || !complete)); }

Value ListTotal::count(bool complete) const { return {certain_ * kOne, complete ? possible_ * kOne : kNoHigh}; }

Result ListTotal::sum(bool complete) const {
  const std::int64_t limit = limit_of(node_.type.kind);
  const bool no_low = no_low_ || (!complete && node_.type.is_signed);
  const bool no_high = no_high_ || !complete;
  if ((!no_low && low_ > limit) || (!no_high && high_ < -limit)) return std::nullopt;
  return Value{no_low || low_ < -limit ? kNoLow : static_cast<std::int64_t>(low_),
               no_high || high_ > limit ? kNoHigh : static_cast<std::int64_t>(high_)};
}

// Where no record certainly matches, each that may could be the only one.
Value ListTotal::least(bool complete) const {
  if (candidates_.empty() || (!complete && certain_ == 0)) return whole_;
  Value least{kNoHigh, kNoHigh};
  std::int64_t highest = kNoLow;
  for (const Candidate& one : candidates_) {
    least.lo = std::min(least.lo, one.value.lo);
    if (one.certain) least.hi = std::min(least.hi, one.value.hi);
    highest = std::max(highest, one.value.hi);
  }
  return {complete ? least.lo : std::min(whole_.lo, least.lo), certain_ > 0 ? least.hi : highest};
}

Value ListTotal::greatest(bool complete) const {
  if (candidates_.empty() || (!complete && certain_ == 0)) return whole_;
  Value greatest{kNoLow, kNoLow};
  std::int64_t lowest = kNoHigh;
  for (const Candidate& one : candidates_) {
    greatest.hi = std::max(greatest.hi, one.value.hi);
    if (one.certain) greatest.lo = std::max(greatest.lo, one.value.lo);
    lowest = std::min(lowest, one.value.lo);
  }
  return {certain_ > 0 ? greatest.lo : lowest, complete ? greatest.hi : std::max(whole_.hi, greatest.hi)};
}

// A record may be the latest unless one that certainly matches certainly lies after it. Records of one day are all the latest.
std::vector<const ListTotal::Candidate*> ListTotal::latest_candidates() const {
  std::int64_t not_before = kNoLow;
  for (const Candidate& one : candidates_)
    if (one.certain) not_before = std::max(not_before, one.by.lo);
  std::vector<const Candidate*> latest;
  for (const Candidate& one : candidates_)
    if (one.by.hi >= not_before) latest.push_back(&one);
  return latest;
}

Value ListTotal::latest(bool complete) const {
  const auto candidates = latest_candidates();
  if (candidates.empty() || !complete) return whole_;
  Value value = candidates.front()->value;
  for (const Candidate* one : candidates) value = hull(value, one->value, value_kind_);
  return value;
}

Value ListTotal::latest_has(bool complete) const {
  bool may_hold = !complete;
  bool may_fail = !complete || certain_ == 0;
  for (const Candidate* one : latest_candidates()) {
    may_hold = may_hold || may_be_yes(truth_of(one->value));
    may_fail = may_fail || truth_of(one->value) != Truth::yes;
  }
  return truth_value(truth_from(may_hold, may_fail));
}

Value ListTotal::distinct(bool complete) const {
  const bool by_members = value_kind_ == TypeKind::choice || value_kind_ == TypeKind::scale || value_kind_ == TypeKind::truth;
  std::vector<Counted> counted;
  for (const Candidate& one : candidates_) {
    Counted value{one.certain, value_kind_ == TypeKind::scale ? members_as_bits(one.value) : one.value};
    if (by_members && node_.members != 0) {  // only some members count
      const auto members = static_cast<std::uint64_t>(value.value.lo);
      value.certain = value.certain && (members & ~node_.members) == 0;
      value.value.lo = static_cast<std::int64_t>(members & node_.members);
      if (value.value.lo == 0) continue;
    }
    counted.push_back(value);
  }
  std::int64_t fewest = 0;
  std::int64_t most = 0;
  if (by_members) {
    fewest = fewest_members(counted);
    most = most_members(counted);
  } else if (value_kind_ == TypeKind::code) {
    fewest = fewest_codes(counted);
    most = most_codes(counted);
  } else {
    fewest = fewest_values(counted);
    most = most_values(counted, step_of(value_kind_));
  }
  if (complete) return {fewest * kOne, most * kOne};
  if (!by_members) return {fewest * kOne, kNoHigh};
  std::uint64_t all = static_cast<std::uint64_t>(value_kind_ == TypeKind::scale ? members_as_bits(whole_).lo : whole_.lo);
  if (node_.members != 0) all &= node_.members;
  return {fewest * kOne, std::popcount(all) * kOne};  // unseen records have the other members
}

bool list_is_exact(const Program& program, RecordId type, const Records& records) {
  if (!records.complete) return false;
  const RecordType& record = program.record(type);
  for (std::size_t place = 0; place < records.recorded.size(); ++place) {
    const Field& field = record.fields[place % record.fields.size()];
    if (field.type.kind == TypeKind::text) continue;
    if (field.type.kind != TypeKind::list) {
      if (exact(records.recorded[place], field.type.kind) != Truth::yes) return false;
    } else if (!list_is_exact(program, field.type.record, records.nested[place / record.fields.size() * record.lists + field.list])) {
      return false;
    }
  }
  return true;
}

}  // namespace precept::interpreting
