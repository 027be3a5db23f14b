// A block's expressions in, values to try out. Never here: what comes of a value.
#include "runtime/needed/candidates.hpp"

#include <algorithm>
#include <bit>

#include "runtime/needed/blocks.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::needing {
namespace {

constexpr std::size_t kAllPointsMax = 1'024;  // of several facts: so many are gone through one by one
constexpr std::size_t kOfEachMax = 64;        // values of each fact of several

void add_once(std::vector<std::int64_t>& values, std::int64_t value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

// How often the facts stand in an expression, each path to them counted.
void count_facts(const Program& program, NodeId id, std::vector<int>& counts, int& left) {
  if (--left < 0) return;
  const Node& node = program.node(id);
  if (node.op == Op::fact) ++counts[node.fact.index];
  for (const NodeId operand : node.operands) count_facts(program, operand, counts, left);
}

}  // namespace

Candidates::Candidates(const Slice& slice, const std::vector<std::size_t>& open, const std::vector<OpenSet>& depends,
                       const std::vector<NodeId>& tests, const std::vector<NodeId>& amounts, Cone& cone)
    : slice_(slice), open_(open), depends_(depends), tests_(tests), amounts_(amounts), cone_(cone) {}

std::optional<std::vector<std::vector<std::int64_t>>> Candidates::find(std::size_t evaluations_max) {
  evaluations_max_ = evaluations_max;
  std::vector<Values> values;
  std::size_t product = 1;
  const std::size_t most = open_.size() == 1 ? std::size_t{8} : kAllPointsMax;
  for (std::size_t place = 0; place < open_.size(); ++place) {
    const auto all = all_values(place, most / product);
    if (!all) break;
    product *= all->size();
    values.push_back(*all);
  }
  if (values.size() == open_.size()) return values;
  values.assign(open_.size(), {});
  for (std::size_t place = 0; place < open_.size(); ++place)
    if (at(place).fact.part != Builtin::none && !part_values(place, values[place])) return std::nullopt;
  if (open_.size() == 1) {
    if (at(0).fact.fact && !split(cone_, 0, at(0).range, values[0])) return std::nullopt;
    if (values[0].size() > 2 * kValuesMax) return std::nullopt;
  } else if (!is_regular() || !close(values)) {
    return std::nullopt;
  }
  product = 1;
  for (std::size_t place = 0; place < open_.size(); ++place) {
    in_order(place, values[place]);
    product *= values[place].size();
    if (product > kPointsMax) return std::nullopt;
  }
  return values;
}

// Every value of the range; nothing where there are more than `most`.
std::optional<Candidates::Values> Candidates::all_values(std::size_t place, std::size_t most) const {
  const Open& open = at(place);
  const Value range = open.range;
  Values values;
  if (!is_ordered(open.type.kind)) {
    for (auto bits = static_cast<std::uint64_t>(range.lo); bits != 0; bits &= bits - 1)
      values.push_back(static_cast<std::int64_t>(bits & (~bits + 1)));
    if (values.size() > most) return std::nullopt;
    return values;
  }
  const std::int64_t step = step_of(open.type.kind);
  const auto more = static_cast<std::uint64_t>(range.hi - range.lo) / static_cast<std::uint64_t>(step);
  if (more >= most) return std::nullopt;
  for (std::uint64_t i = 0; i <= more; ++i) values.push_back(range.lo + static_cast<std::int64_t>(i) * step);
  return values;
}

// Of a part of the request that an amount depends on: every value, as far as the amounts reach.
bool Candidates::part_values(std::size_t place, Values& values) const {
  Value range = at(place).range;
  const Builtin part = at(place).fact.part;
  if (part == Builtin::requested_rate) return true;
  bool counts = false;
  std::int64_t reach = range.lo;
  for (const Rule& rule : slice_.program.rules) {
    for (const auto* lines : {&rule.allows, &rule.never_more}) {
      for (const GrantLine& line : *lines) {
        if (part == Builtin::requested_over && line.within) counts = true;
        if (part == Builtin::requested_over || !line.quantity || (part == Builtin::used && !line.less_used)) continue;
        counts = true;
        const Node& quantity = slice_.program.node(*line.quantity);
        if (part != Builtin::used) continue;
        if (quantity.op != Op::constant || quantity.constant.hi == kNoHigh) return false;
        reach = std::max(reach, quantity.constant.hi / kOne * kOne + kOne);
      }
    }
  }
  if (!counts) return true;
  if (part == Builtin::used) range.hi = std::min(range.hi, reach);
  const std::int64_t step = step_of(at(place).type.kind);
  if (range.lo % step != 0 || static_cast<std::size_t>((range.hi - range.lo) / step) >= kValuesMax) return false;
  for (std::int64_t value = range.lo; value <= range.hi; value += step) add_once(values, value);
  return true;
}

// Cuts the range of one fact into the longest stretches over which everything comes out the same, and adds both ends of each.
bool Candidates::split(Cone& cone, std::size_t place, Value range, Values& ends) {
  const TypeKind kind = at(place).type.kind;
  if (!is_ordered(kind)) {
    const std::optional<Values> members = all_values(place, 64);
    if (!members) return false;
    for (const std::int64_t member : *members) add_once(ends, member);
    return true;
  }
  const std::int64_t step = step_of(kind);
  std::vector<Value> left{range}, stretches;
  Cone::Told last;
  while (!left.empty()) {
    const Value now = left.back();
    left.pop_back();
    cone.set(open_[place], now);
    auto told = cone.uniform();
    if (!told && now.lo < now.hi) {
      if (cone.evaluations() > evaluations_max_) return false;
      const std::int64_t middle = now.lo + (now.hi - now.lo) / step / 2 * step;
      left.push_back({middle + step, now.hi});
      left.push_back({now.lo, middle});
      continue;
    }
    if (!stretches.empty() && told && *told == last)
      stretches.back().hi = now.hi;
    else
      stretches.push_back(now);
    if (stretches.size() > kValuesMax) return false;
    last = told ? *told : Cone::Told{-1};
  }
  cone.set(open_[place], at(place).range);
  for (const Value stretch : stretches) {
    add_once(ends, stretch.lo);
    add_once(ends, stretch.hi);
  }
  return true;
}

std::vector<std::size_t> Candidates::places_of(const OpenSet& set) const {
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < open_.size(); ++place)
    if (set[open_[place]]) places.push_back(place);
  return places;
}

// The comparisons of several facts with each other.
std::vector<NodeId> Candidates::joint() const {
  std::vector<NodeId> all;
  for (const auto* nodes : {&tests_, &amounts_})
    for (const NodeId id : *nodes)
      if (depends_[id.index].count() > 1) all.push_back(id);
  return all;
}

// Whether it is a comparison of one fact with another some way on: no sums of two facts, no products.
bool Candidates::is_simple(NodeId test, bool& months, bool& days, bool& sums, std::size_t& several) const {
  std::vector<NodeId> left{test};
  while (!left.empty()) {
    const Node& node = slice_.program.node(left.back());
    left.pop_back();
    const bool span = node.op == Op::whole_years || node.op == Op::whole_months || node.op == Op::whole_days;
    if (span) ++several;  // it must not be reversed: one comparison more
    const auto opens = [&](std::size_t i) { return depends_[node.operands[i].index].any(); };
    if (node.op == Op::limit_months || node.op == Op::add_months || node.op == Op::whole_years || node.op == Op::whole_months)
      months = true;
    else if (node.op == Op::limit_days || node.op == Op::add_days || node.op == Op::whole_days)
      days = true;
    else if (node.op == Op::add || node.op == Op::subtract)
      sums = sums || (opens(0) && opens(1));
    else if (node.op != Op::fact && node.op != Op::constant && node.op != Op::less && node.op != Op::less_equal &&
             node.op != Op::equal && node.op != Op::between)
      return false;
    left.insert(left.end(), node.operands.begin(), node.operands.end());
  }
  return true;
}

// Where the turning points found one fact after another are all that there are: one comparison of several facts by itself;
// comparisons of facts two by two that do not go round in a circle; days or numbers in a circle of three at most; months
// between one pair. Others (months and days in a circle, products) can turn at values that no such point leads to.
bool Candidates::is_regular() const {
  const std::vector<NodeId> comparisons = joint();
  std::size_t several = comparisons.size();
  bool months = false, days = false, sums = false, simple = true;
  for (const NodeId id : comparisons) {
    std::vector<int> counts(slice_.open.size(), 0);
    int left = 256;
    count_facts(slice_.program, id, counts, left);
    if (left < 0 || std::any_of(counts.begin(), counts.end(), [](int count) { return count > 1; })) return false;
    simple = is_simple(id, months, days, sums, several) && simple;
    simple = simple && depends_[id.index].count() == 2 && slice_.program.node(id).type.kind == TypeKind::truth;
  }
  for (const auto& [before, after] : slice_.not_before)
    if (std::find(open_.begin(), open_.end(), after) != open_.end()) ++several;
  if (several <= 1) return true;
  if (!simple) return false;
  if (several < open_.size()) return true;
  if (sums || (months && days)) return false;
  return open_.size() <= (months ? std::size_t{2} : std::size_t{3});
}

bool Candidates::close(std::vector<Values>& values) {
  for (std::size_t place = 0; place < open_.size(); ++place) {
    if (!is_ordered(at(place).type.kind)) {
      const std::optional<Values> members = all_values(place, 64);
      if (!members) return false;
      values[place] = *members;
      continue;
    }
    add_once(values[place], at(place).range.lo);
    add_once(values[place], at(place).range.hi);
  }
  for (std::size_t round = 0; round < open_.size(); ++round) {
    std::size_t before = 0, after = 0;
    for (const Values& each : values) before += each.size();
    std::vector<Values> found = values;
    for (const NodeId id : tests_) {
      if (!close_by(id, found)) return false;
    }
    values = std::move(found);
    for (const Values& each : values) after += each.size();
    if (after == before) break;
  }
  return true;
}

// Adds where one comparison turns, for each of its facts at the values so far of its others.
bool Candidates::close_by(NodeId test, std::vector<Values>& values) {
  const std::vector<std::size_t> places = places_of(depends_[test.index]);
  Cone cone(slice_, {test}, {});
  const std::vector<Values> known = values;
  for (const std::size_t turning : places) {
    std::vector<std::size_t> at_value(places.size(), 0);
    bool left = true;
    while (left) {
      for (std::size_t i = 0; i < places.size(); ++i)
        if (places[i] != turning)
          cone.set(open_[places[i]], exact_value(at(places[i]).type, known[places[i]][at_value[i]]));
      if (!split(cone, turning, at(turning).range, values[turning]) || values[turning].size() > kOfEachMax) return false;
      std::size_t i = 0;
      while (i < places.size() && (places[i] == turning || ++at_value[i] == known[places[i]].size())) at_value[i++] = 0;
      left = i < places.size();
    }
  }
  evaluations_ += cone.evaluations();
  return evaluations_ <= evaluations_max_;
}

void Candidates::in_order(std::size_t place, Values& values) const {
  if (!is_ordered(at(place).type.kind)) return;
  const auto is_end = [&](std::int64_t value) {
    return value == kFirstDay || value == kLastDay || value >= kDurationMax || value <= -kDurationMax;
  };
  std::sort(values.begin(), values.end(), [&](std::int64_t one, std::int64_t other) {
    return is_end(one) != is_end(other) ? is_end(other) : one < other;
  });
}

}  // namespace precept::needing
