// Which comparisons have a constant limit, and bars of a width that people count in: see the header.
#include "runtime/batch/page/nearness.hpp"

#include <algorithm>

#include "runtime/interpret/interpret.hpp"
#include "runtime/report/comparisons.hpp"
#include "runtime/report/words.hpp"

namespace precept::batch {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

// A comparison in the order in which comparisons_of() tells them; without a limit where it has none that is constant.
struct Found {
  NodeId subject{};
  std::optional<NodeId> least, most;
  bool least_included = true, most_included = true;
};

bool is_constant(const Program& program, NodeId id) {
  const Node& node = program.node(id);
  if (node.op == Op::fact || node.op == Op::recorded || needs_records(node.op)) return false;
  return std::all_of(node.operands.begin(), node.operands.end(),
                     [&](NodeId operand) { return is_constant(program, operand); });
}

// A constant; or a date a constant time after another one.
bool is_limit(const Program& program, NodeId id) {
  const Node& node = program.node(id);
  if (node.op == Op::limit_months || node.op == Op::limit_days || node.op == Op::add_months || node.op == Op::add_days)
    return is_constant(program, node.operands[1]);
  return is_constant(program, id);
}

bool has_distance(const Type& type) {
  return type.kind == TypeKind::date || type.kind == TypeKind::count || type.kind == TypeKind::number ||
         type.kind == TypeKind::months || type.kind == TypeKind::days || type.kind == TypeKind::scale;
}

void read(const Program& program, NodeId id, bool negated, std::vector<Found>& found) {
  if (found.size() == kComparisonsMax) return;
  const Node& node = program.node(id);
  if (node.op == Op::negation) return read(program, node.operands[0], !negated, found);
  if (node.op == Op::conjunction || node.op == Op::disjunction || node.op == Op::at_least) {
    for (const NodeId operand : node.operands) read(program, operand, negated, found);
    return;
  }
  if (node.op == Op::equal || node.op == Op::in_set) return found.push_back({});
  if (node.op == Op::between) {
    Found one;
    if (!negated && is_limit(program, node.operands[1]) && is_limit(program, node.operands[2]))
      one = {node.operands[0], node.operands[1], node.operands[2], true, true};
    return found.push_back(one);
  }
  if (node.op != Op::less && node.op != Op::less_equal) return;
  const NodeId a = node.operands[0], b = node.operands[1];
  const bool first = is_limit(program, a), second = is_limit(program, b);
  if (first == second) return found.push_back({});
  Found one;
  one.subject = first ? b : a;
  const bool included = (node.op == Op::less) == negated;
  if (first != negated)
    one.least = first ? a : b, one.least_included = included;
  else
    one.most = first ? a : b, one.most_included = included;
  found.push_back(one);
}

// "at most 24 months after the injury", where the words of a case's own comparison would name a day.
std::string span_bound(const Program& program, const Node& limit, bool least, bool included) {
  const Value length = program.node(limit.operands[1]).constant;
  const bool months = limit.op == Op::limit_months || limit.op == Op::add_months;
  const std::string from = subject_of_node(program, limit.operands[0]);
  const std::string_view how = least ? (included ? "at least" : "more than") : (included ? "at most" : "less than");
  return std::string(how) + " " + format_duration(months ? DurationKind::months : DurationKind::days, length.lo) +
         " after " + (from.empty() ? "another date" : from);
}

// Widths that people count in, ascending; of numbers in parts of a unit too.
std::vector<std::int64_t> widths_of(TypeKind kind) {
  if (kind == TypeKind::date || kind == TypeKind::days) return {1, 7, 14, 28, 91, 182, 365, 730, 1825, 3650};
  if (kind == TypeKind::months) return {1, 2, 3, 6, 12, 24, 60, 120};
  if (kind == TypeKind::scale) return {1};
  std::vector<std::int64_t> widths;
  for (std::int64_t unit = kind == TypeKind::count ? kMillion : kMillion / 10; unit <= kMillion * kMillion; unit *= 10)
    for (const std::int64_t times : {1, 2, 5}) widths.push_back(unit * times);
  return widths;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// The middle 98 of 100, the limit itself, and one bar on each side of it.
void make_bars(std::vector<std::int64_t> distances, Nearness& near) {
  std::sort(distances.begin(), distances.end());
  const std::size_t cut = distances.size() / 100;
  const std::int64_t low = std::min<std::int64_t>(distances[cut], 0);
  const std::int64_t high = std::max<std::int64_t>(distances[distances.size() - 1 - cut], 0);
  // A distance of 0 lies with those for which the comparison comes out alike.
  const std::int64_t shift = near.holds_at == near.holds_over ? 0 : 1;
  const auto bar_of = [&](std::int64_t distance) { return floor_divide(distance - shift, near.width); };
  for (const std::int64_t width : widths_of(near.type.kind)) {
    near.width = width;
    if (bar_of(high) - bar_of(low) < static_cast<std::int64_t>(kBarsMax) - 2) break;
  }
  const std::int64_t first = std::min<std::int64_t>(bar_of(low), -1);
  std::int64_t last = std::max<std::int64_t>(bar_of(high), 0);
  last = std::min(last, first + 2 * static_cast<std::int64_t>(kBarsMax));
  for (std::int64_t bar = first; bar <= last; ++bar)
    near.bars.push_back({bar * near.width + shift, (bar + 1) * near.width + shift - 1, 0});
  for (const std::int64_t distance : distances) {
    const std::int64_t bar = bar_of(distance);
    if (bar < first)
      ++near.below;
    else if (bar > last)
      ++near.above;
    else
      ++near.bars[static_cast<std::size_t>(bar - first)].rows;
    ++(distance < 0 ? near.under : distance == 0 ? near.at : near.over);
    if (distance < 0 && distance >= -near.width) ++near.near_under;
    if (distance > 0 && distance <= near.width) ++near.near_over;
  }
}

}  // namespace

NearnessCollector::NearnessCollector(const Program& program, const std::vector<CriterionColumn>& criteria) {
  const Trace blank = interpret(program, undocumented_facts(program));
  for (const CriterionColumn& column : criteria) find(program, column, blank);
}

void NearnessCollector::find(const Program& program, const CriterionColumn& column, const Trace& blank) {
  const Criterion& criterion = program.criterion(column.criterion);
  if (!criterion.branches.empty()) return;  // its branches have columns of their own
  std::vector<Found> found;
  read(program, criterion.condition, false, found);
  const auto words = comparisons_of(program, blank, criterion.condition, DateStyle::iso, false, criterion.expression);
  for (std::size_t i = 0; i < found.size() && i < words.size(); ++i) {
    if (!found[i].least && !found[i].most) continue;
    const Type& type = program.node(found[i].subject).type;
    if (!has_distance(type)) continue;
    for (const bool least : {true, false}) {
      const auto& limit = least ? found[i].least : found[i].most;
      if (!limit) continue;
      Limit one;
      one.rule = rule_name(program, criterion.rule);
      one.subject = found[i].subject;
      one.limit = *limit;
      one.made.criterion = column.name;
      one.made.subject = words[i].subject.empty() ? criterion.expression : words[i].subject;
      one.made.bound = words[i].bound;
      one.made.type = type;
      one.made.holds_over = least;
      one.made.holds_at = least ? found[i].least_included : found[i].most_included;
      const Node& node = program.node(*limit);
      const bool of_a_date =
          type.kind == TypeKind::date && node.operands.size() == 2 && !is_constant(program, node.operands[0]);
      if (of_a_date && words[i].subject == subject_of_node(program, found[i].subject))
        one.made.bound = span_bound(program, node, least, one.made.holds_at);
      else if (found[i].least && found[i].most)
        one.made.bound += least ? " (the lower limit)" : " (the upper limit)";
      limits_.push_back(std::move(one));
    }
  }
}

void NearnessCollector::add(const Answer& answer, const Trace& trace) {
  const auto [place, is_new] = limits_of_.try_emplace(&answer);
  if (is_new)
    for (std::size_t i = 0; i < limits_.size(); ++i)
      if (std::find(answer.consulted.begin(), answer.consulted.end(), limits_[i].rule) != answer.consulted.end())
        place->second.push_back(i);
  for (const std::size_t i : place->second) {
    Limit& one = limits_[i];
    const Value subject = trace.values[one.subject.index], limit = trace.values[one.limit.index];
    if (subject.lo != subject.hi || limit.lo != limit.hi)
      ++one.unknown;
    else
      one.distances.push_back(subject.lo - limit.lo);
  }
}

std::vector<Nearness> NearnessCollector::take() const {
  std::vector<Nearness> all;
  for (const Limit& one : limits_) {
    if (one.distances.empty()) continue;
    Nearness near = one.made;
    near.unknown = one.unknown;
    make_bars(one.distances, near);
    all.push_back(std::move(near));
  }
  return all;
}

}  // namespace precept::batch
