// Pattern-matching of a Program's comparisons: subject, limit, distance.
#include "runtime/report/comparisons.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/value_json.hpp"
#include "runtime/report/words.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept {
namespace {

// One side of what is allowed: the limit's node, and whether the limit itself is allowed.
struct Side {
  NodeId node;
  bool included;
};

// A comparison after negations: what the subject must be.
struct Allowed {
  NodeId subject;
  std::optional<Side> least, most;
  std::vector<NodeId> equal;  // one of these
  bool outside = false;       // `not between`, `is not`, `not in`
};

class ComparisonReader {
 public:
  ComparisonReader(const Program& program, const Trace& trace, DateStyle style, std::string_view written)
      : program_(program), trace_(trace), style_(style), written_(written) {}

  void read(NodeId id, bool negated) {
    if (found_.size() == kComparisonsMax) return;
    const Node& node = program_.node(id);
    switch (node.op) {
      case Op::negation:
        return read(node.operands[0], !negated);
      case Op::conjunction:
      case Op::disjunction:
      case Op::at_least:
        for (const NodeId operand : node.operands) read(operand, negated);
        return;
      case Op::less:
      case Op::less_equal:
        return order(id, node, negated);
      case Op::equal:
      case Op::in_set:
        return add(id, {node.operands[0], {}, {}, {node.operands.begin() + 1, node.operands.end()}, negated}, negated);
      case Op::between:
        return add(id, {node.operands[0], Side{node.operands[1], true}, Side{node.operands[2], true}, {}, negated}, negated);
      case Op::fact:
      case Op::recorded:
      case Op::constant:
      case Op::truth_equal:
      case Op::choice_equal:
      case Op::choice_in:
      case Op::documented:
      case Op::exact:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::negate:
      case Op::rescale:
      case Op::add_months:
      case Op::add_days:
      case Op::limit_months:
      case Op::limit_days:
      case Op::months_as_days:
      case Op::whole_years:
      case Op::whole_months:
      case Op::whole_days:
      case Op::code_in:
      case Op::code_equal:
      case Op::pick:
      case Op::field:
      case Op::field_recorded:
      case Op::list_some:
      case Op::list_every:
      case Op::list_count:
      case Op::list_distinct:
      case Op::list_sum:
      case Op::list_least:
      case Op::list_greatest:
      case Op::list_latest:
      case Op::list_latest_has:
      case Op::list_documented:
      case Op::list_exact:
        return;
    }
  }

  std::vector<Comparison> take() { return std::move(found_); }

 private:
  Value value(NodeId node) const { return trace_.values[node.index]; }

  bool is_limit(NodeId id) const {
    const Node& node = program_.node(id);
    if (node.op == Op::limit_months || node.op == Op::limit_days || node.op == Op::add_months || node.op == Op::add_days)
      return true;
    return is_constant(id);
  }
  bool is_constant(NodeId id) const {
    const Node& node = program_.node(id);
    if (node.op == Op::fact || node.op == Op::recorded || needs_records(node.op)) return false;
    return std::all_of(node.operands.begin(), node.operands.end(), [&](NodeId operand) { return is_constant(operand); });
  }

  bool stands_first(NodeId one, NodeId other) const { return place_of(one) < place_of(other); }
  // Where the author wrote it: its own name, or the first that it is worked out from. Behind everything where that is not seen.
  std::size_t place_of(NodeId id) const {
    const Node& node = program_.node(id);
    std::size_t first = std::string_view::npos;
    for (const Definition& definition : program_.definitions)
      if (definition.place.kind == Place::Kind::value && definition.place.node == id) first = std::min(first, word_place(definition.name));
    if (first != std::string_view::npos) return first;
    if (node.op == Op::fact || node.op == Op::recorded) return word_place(program_.fact(node.fact).name);
    if (is_list_operation(node.op) && program_.scope(node.list).fact) first = word_place(program_.fact(*program_.scope(node.list).fact).name);
    for (const NodeId operand : node.operands) first = std::min(first, place_of(operand));
    return first;
  }
  std::size_t word_place(std::string_view word) const {
    const auto in_word = [&](std::size_t at) {
      return at < written_.size() && (written_[at] == '_' || (written_[at] >= 'a' && written_[at] <= 'z') || (written_[at] >= '0' && written_[at] <= '9'));
    };
    for (auto at = written_.find(word); at != std::string_view::npos; at = written_.find(word, at + 1))
      if (!in_word(at + word.size()) && (at == 0 || !in_word(at - 1))) return at;
    return std::string_view::npos;
  }

  // a < b or a <= b, perhaps negated: which side is the subject, and where its limit lies.
  void order(NodeId id, const Node& node, bool negated) {
    const NodeId a = node.operands[0], b = node.operands[1];
    const bool strict = node.op == Op::less;
    const bool turned = is_limit(a) ? !is_limit(b) : !is_limit(b) && stands_first(b, a);
    Allowed allowed{turned ? b : a, {}, {}, {}, false};
    const Side side{turned ? a : b, strict == negated};
    // not (a <= b) is a > b: the limit changes sides.
    if (turned != negated)
      allowed.least = side;
    else
      allowed.most = side;
    add(id, allowed, negated);
  }

  void add(NodeId id, const Allowed& allowed, bool negated) {
    Comparison comparison;
    const Type& type = program_.node(allowed.subject).type;
    const Truth truth = trace_.truth(id);
    comparison.truth = !negated || truth == Truth::undocumented ? truth : truth == Truth::yes ? Truth::no : Truth::yes;
    comparison.subject = comparison.measured = subject_of_node(program_, allowed.subject);
    comparison.limit = limit_text(type, allowed);
    comparison.bound = comparison.limit;
    span_words(allowed, comparison);
    const auto unknown = [&](const std::optional<Side>& side) {
      return side && value(side->node).lo == kNoLow && value(side->node).hi == kNoHigh;
    };
    if (unknown(allowed.least) || unknown(allowed.most)) comparison.limit = comparison.bound;
    comparison.distance = distance_text(type, allowed, comparison.truth);
    found_.push_back(std::move(comparison));
  }

  // Where the limit is a date plus a duration and a definition stands for the span between: in that definition's words.
  void span_words(const Allowed& allowed, Comparison& comparison) const {
    const auto span = [&](const std::optional<Side>& side) -> std::optional<std::string> {
      if (!side) return std::nullopt;
      const Node& limit = program_.node(side->node);
      if (limit.op != Op::limit_months && limit.op != Op::limit_days) return std::nullopt;
      const Type& type = program_.node(limit.operands[1]).type;
      for (const Definition& definition : program_.definitions) {
        const Place& place = definition.place;
        if (place.kind != Place::Kind::span || place.node != limit.operands[0] || place.until != allowed.subject) continue;
        comparison.subject = clean(definition.words);
        return format_value(program_, type, value(limit.operands[1]), style_);
      }
      return std::nullopt;
    };
    const auto least = span(allowed.least), most = span(allowed.most);
    if (least && most)
      comparison.bound = fmt::format("{} {} and {}", allowed.outside ? "not between" : "between", *least, *most);
    else if (most)
      comparison.bound = (allowed.most->included ? "at most " : "less than ") + *most;
    else if (least)
      comparison.bound = (allowed.least->included ? "at least " : "more than ") + *least;
  }

  // Of a limit that is worked out, what it is worked out from too: "treatment days (164)".
  std::string limit_value(NodeId node) const {
    const Value limit = value(node);
    const std::string written = format_value(program_, program_.node(node).type, limit, style_);
    const std::string name = is_limit(node) ? std::string() : subject_of_node(program_, node);
    if (name.empty()) return written;
    return limit.lo == kNoLow || limit.hi == kNoHigh ? name : fmt::format("{} ({})", name, written);
  }

  std::string date_limit(NodeId node) const {
    const Value limit = value(node);
    if (limit.lo == limit.hi) return format_day(limit.lo, style_);
    if (limit.lo == kNoLow && limit.hi == kNoHigh) return "a day that is not documented";
    return (partial_date(limit.lo, limit.hi) ? "a day in " : "a day ") +
           format_value(program_, program_.node(node).type, limit, style_);
  }

  std::string limit_text(const Type& type, const Allowed& allowed) const {
    if (!allowed.equal.empty()) {
      std::vector<std::string> members;
      for (const NodeId node : allowed.equal) members.push_back(limit_value(node));
      return (allowed.outside ? "not " : "") + joined(members, allowed.outside ? "and not" : "or");
    }
    if (allowed.least && allowed.most) {
      const bool date = type.kind == TypeKind::date;
      const std::string from = date ? date_limit(allowed.least->node) : limit_value(allowed.least->node);
      const std::string to = date ? date_limit(allowed.most->node) : limit_value(allowed.most->node);
      return allowed.outside ? fmt::format("not from {} to {}", from, to) : fmt::format("from {} to {}", from, to);
    }
    const Side& side = allowed.least ? *allowed.least : *allowed.most;
    const bool least = allowed.least.has_value();
    if (type.kind == TypeKind::date) {
      const std::string_view words =
          least ? (side.included ? "on or after" : "after") : (side.included ? "on or before" : "before");
      return fmt::format("{} {}", words, date_limit(side.node));
    }
    const std::string limit = limit_value(side.node);
    if (type.kind == TypeKind::scale) {
      if (side.included) return fmt::format("{} or {}", limit, least ? "higher" : "lower");
      return fmt::format("{} {}", least ? "above" : "below", limit);
    }
    const std::string_view words =
        least ? (side.included ? "at least" : "more than") : (side.included ? "at most" : "less than");
    return fmt::format("{} {}", words, limit);
  }

  // Only where it is certain, and one limit decides.
  std::string distance_text(const Type& type, const Allowed& allowed, Truth truth) const {
    if (truth == Truth::undocumented || allowed.outside) return {};
    const bool holds = truth == Truth::yes;
    std::optional<Side> side = allowed.least ? allowed.least : allowed.most;
    bool least = allowed.least.has_value();
    const Value subject = value(allowed.subject);
    if (allowed.least && allowed.most) {
      if (holds) return {};
      if (subject.lo > value(allowed.most->node).hi) {
        side = allowed.most;
        least = false;
      }
    }
    if (!side) return {};
    const Value limit = value(side->node);
    // Where the subject lies as against its limit; a request may be far above what is at least asked for.
    const bool above = least == holds;
    const std::int64_t near = above ? subject.lo : subject.hi, nearest = above ? limit.hi : limit.lo;
    const bool exact = subject.lo == subject.hi && limit.lo == limit.hi;
    if (near == kNoLow || near == kNoHigh || nearest == kNoLow || nearest == kNoHigh) return {};
    if (type.kind == TypeKind::date) return date_distance(exact, near, nearest, above);
    if (near == nearest) return "at the limit";
    const std::int64_t apart = above ? near - nearest : nearest - near;
    std::string amount;
    if (type.kind == TypeKind::scale)
      amount = fmt::format("{} step{}", apart, apart == 1 ? "" : "s");
    else if (type.kind == TypeKind::count || type.kind == TypeKind::number)
      amount = format_quantity(program_, type.unit, apart);
    else
      amount = format_duration(type.kind == TypeKind::months ? DurationKind::months : DurationKind::days, apart);
    return fmt::format("{}{} {} the limit", exact ? "" : "at least ", amount, above ? "above" : "below");
  }

  std::string date_distance(bool exact, std::int64_t day, std::int64_t limit, bool after) const {
    const auto in_calendar = [](std::int64_t date) { return date >= kFirstDay && date <= kLastDay; };
    if (!in_calendar(day) || !in_calendar(limit)) return {};
    if (day == limit) return "on the limit itself";
    const std::string span = after ? format_span({limit, limit}, {day, day}) : format_span({day, day}, {limit, limit});
    return fmt::format("{}{} {} the limit", exact ? "" : "at least ", span, after ? "past" : "before");
  }

  const Program& program_;
  const Trace& trace_;
  DateStyle style_;
  std::string_view written_;
  std::vector<Comparison> found_;
};

}  // namespace

std::string name_of_node(const Program& program, NodeId id) {
  const Node& node = program.node(id);
  if (node.op == Op::fact || node.op == Op::recorded) return clean(program.fact(node.fact).words);
  for (const Definition& definition : program.definitions)
    if (definition.place.kind == Place::Kind::value && definition.place.node == id) return clean(definition.words);
  return {};
}

// "number of blocks to date", "total visits of therapy to date": of a list of the case and a plain field. With a `where` no such words
// say what is counted, so it has none.
std::string subject_of_list(const Program& program, const Node& node) {
  if (!is_list_operation(node.op) || node.operands.empty() || !program.scope(node.list).fact) return {};
  const Node& where = program.node(node.operands.front());
  if (where.op != Op::constant || truth_of(where.constant) != Truth::yes) return {};
  const std::string list = clean(program.fact(*program.scope(node.list).fact).words);
  if (node.op == Op::list_count) return fmt::format("number of {}", list);
  const Node& value = program.node(node.operands.back());
  if (value.op != Op::field || value.scope != node.list) return {};
  const std::string field = clean(program.record(program.scope(node.list).record).fields[value.field].words);
  const std::string_view which = node.op == Op::list_sum        ? "total"
                                 : node.op == Op::list_least    ? "least"
                                 : node.op == Op::list_greatest ? "greatest"
                                 : node.op == Op::list_latest   ? "latest"
                                 : node.op == Op::list_distinct ? "number of different values of"
                                                                : "";
  return which.empty() ? std::string() : fmt::format("{} {} of {}", which, field, list);
}

std::string subject_of_node(const Program& program, NodeId id) {
  if (std::string name = name_of_node(program, id); !name.empty()) return name;
  const Node& node = program.node(id);
  const auto part = [&](std::size_t operand) {
    const NodeId at = node.operands[operand];
    const Node& inner = program.node(at);
    if (inner.op == Op::constant) return format_value(program, inner.type, inner.constant);
    std::string words = subject_of_node(program, at);
    const bool arithmetic =
        inner.op == Op::add || inner.op == Op::subtract || inner.op == Op::multiply || inner.op == Op::divide;
    return arithmetic && !words.empty() && name_of_node(program, at).empty() ? fmt::format("({})", words) : words;
  };
  const auto joined_by = [&](std::string_view word) {
    const std::string a = part(0), b = part(1);
    return a.empty() || b.empty() ? std::string() : fmt::format("{} {} {}", a, word, b);
  };
  const auto whole = [&](std::string_view unit) {
    const std::string from = part(0), until = part(1);
    return from.empty() || until.empty() ? std::string() : fmt::format("whole {} from {} to {}", unit, from, until);
  };
  if (node.op == Op::add) return joined_by("plus");
  if (node.op == Op::subtract) return joined_by("minus");
  if (node.op == Op::multiply) return joined_by("times");
  if (node.op == Op::divide) return joined_by("divided by");
  if (node.op == Op::rescale) return subject_of_node(program, node.operands[0]);
  if (node.op == Op::whole_years) return whole("years");
  if (node.op == Op::whole_months) return whole("months");
  if (node.op == Op::whole_days) return whole("days");
  return subject_of_list(program, node);
}

std::vector<Comparison> comparisons_of(const Program& program, const Trace& trace, NodeId condition, DateStyle style,
                                       bool negated, std::string_view written) {
  if (trace.values.size() != program.nodes.size()) return {};
  ComparisonReader reader(program, trace, style, written);
  reader.read(condition, negated);
  return reader.take();
}

}  // namespace precept
