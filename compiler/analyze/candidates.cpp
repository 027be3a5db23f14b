// Values are worth_trying.hpp's; here they become changes of an example: given, missing, requested.
#include "compiler/analyze/candidates.hpp"

#include <algorithm>

#include "compiler/analyze/worth_trying.hpp"

namespace precept::analyze {

namespace {

bool is_exact(Value value) { return value.lo == value.hi; }

// What an example says of a builtin it says in `requests`.
std::vector<Change> of_request(const Fact& fact, std::vector<Change> changes) {
  if (fact.builtin == Builtin::requested_rate) return {};
  for (Change& change : changes) {
    change.of = fact.builtin == Builtin::requested ? Change::Of::requested
                : fact.builtin == Builtin::used    ? Change::Of::used
                                                   : Change::Of::over;
    change.fact = {};
  }
  std::erase_if(changes, [](const Change& change) {
    return change.to == Change::To::value ? change.of != Change::Of::used && change.value.lo <= 0 : change.of == Change::Of::requested;
  });
  return changes;
}

}  // namespace

std::vector<Change> candidates(const Program& program, FactId id, const std::vector<NodeId>& operations, const Request& request,
                               const Trace& trace) {
  const Fact& fact = program.fact(id);
  if (fact.type.kind == TypeKind::text) return {};
  std::vector<Change> out;
  Change change;
  change.fact = id;
  if (fact.type.kind == TypeKind::list) {
    for (Records& records : lists_worth_trying(program, id, operations, request.facts, trace)) {
      change.records = std::move(records);
      out.push_back(change);
    }
    change.records = {};
  } else {
    for (Worth& worth : worth_trying(program, {id, std::nullopt, fact.type, fact.whole}, operations, trace.values)) {
      change.value = worth.value;
      change.code = std::move(worth.code);
      out.push_back(change);
    }
  }
  change.to = Change::To::missing;
  change.code.clear();
  out.push_back(change);
  if (fact.assumed) {
    change.to = Change::To::conflicting;
    out.push_back(change);
  }
  return fact.builtin == Builtin::none ? out : of_request(fact, std::move(out));
}

std::vector<Change> request_candidates(const Program& program, const Request& request, const Rule& rule, const Trace& trace) {
  std::vector<Change> out;
  const auto add = [&](Change::Of of, std::int64_t value, DurationKind kind = DurationKind::days) {
    if (value <= 0 && of != Change::Of::used) return;
    if (value < 0) return;
    Change change;
    change.of = of;
    change.value = {value, value};
    change.kind = kind;
    out.push_back(change);
  };
  for (const auto* lines : {&rule.allows, &rule.never_more})
    for (const GrantLine& line : *lines) {
      if (line.quantity && is_exact(trace.values[line.quantity->index])) {
        const std::int64_t limit = trace.values[line.quantity->index].lo;
        for (const std::int64_t by : {kOne, std::int64_t{0}, -kOne}) add(Change::Of::requested, limit + by);
        for (const std::int64_t used : {kOne, limit, limit - kOne}) add(Change::Of::used, used);
      }
      if (line.within && is_exact(trace.values[line.within->index])) {
        const DurationKind kind = program.node(*line.within).type.kind == TypeKind::months ? DurationKind::months : DurationKind::days;
        for (const std::int64_t by : {std::int64_t{1}, std::int64_t{0}, std::int64_t{-1}})
          add(Change::Of::over, trace.values[line.within->index].lo + by, kind);
      }
    }
  Change missing;
  missing.to = Change::To::missing;
  for (const auto of : {Change::Of::used, Change::Of::over}) {
    missing.of = of;
    if (of == Change::Of::used ? request.used.has_value() : request.over.has_value()) out.push_back(missing);
  }
  return out;
}

}  // namespace precept::analyze
