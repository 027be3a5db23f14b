// Every completion of a request, one by one: the plain way to what is still needed. Slow, and sharing nothing with the room
// it is held against.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "runtime/facts/value_json.hpp"
#include "tests/needed/random_library.hpp"

namespace precept::testing {

constexpr std::int64_t kUsedMax = 6;

// All values within a range: of truths and choices their bits.
inline std::vector<std::int64_t> values_of(const Program& program, FactId id, Value range) {
  std::vector<std::int64_t> values;
  const TypeKind kind = program.fact(id).type.kind;
  if (kind == TypeKind::truth || kind == TypeKind::choice) {
    for (int bit = 0; bit < 3; ++bit)
      if ((range.lo >> bit) & 1) values.push_back(std::int64_t{1} << bit);
  } else {
    for (std::int64_t value = range.lo; value <= range.hi; value += step_of(kind)) values.push_back(value);
  }
  return values;
}

// What is told apart, as text: the outcome and, of a grant, how much of it and the course where that is limited.
inline std::string told(const Request& request, const Determination& d) {
  std::string text = word(d.outcome);
  if (d.outcome != Outcome::approve && d.outcome != Outcome::modify) return text;
  if (d.granted->quantity) text += " " + std::to_string(*d.granted->quantity);
  const auto& within = d.granted->within;
  if (within && (!request.over || request.over->value.lo > within->value.lo)) text += " in " + std::to_string(within->value.lo);
  return text;
}

inline int favour_of(const std::string& told) {
  static const std::vector<std::string> order = {"deny", "pend", "modify", "approve"};
  return static_cast<int>(std::find(order.begin(), order.end(), told.substr(0, told.find(' '))) - order.begin());
}

// The open facts of a request and what comes of each of their combinations. A part of the request (`used`) has no fact.
struct Completions {
  std::vector<std::optional<FactId>> open;
  std::map<std::vector<std::int64_t>, std::string> told;  // those that have an outcome
  bool failing_beside = false;  // in some an expression fails that makes no difference to that completion

  std::set<std::string> outcomes() const {
    std::set<std::string> all;
    for (const auto& [values, text] : told) all.insert(text.substr(0, text.find(' ')));
    return all;
  }

  // Whether two completions differ in this one alone and come out unlike.
  bool can_change(std::size_t place) const {
    std::map<std::vector<std::int64_t>, std::string> seen;
    for (const auto& [values, text] : told) {
      std::vector<std::int64_t> rest = values;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(place));
      if (seen.try_emplace(rest, text).first->second != text) return true;
    }
    return false;
  }

  // Whether some values of these settle it as something better than `now`.
  bool can_settle(std::uint64_t places, int now) const {
    std::map<std::vector<std::int64_t>, std::string> seen;
    for (const auto& [values, text] : told) {
      std::vector<std::int64_t> part;
      for (std::size_t i = 0; i < values.size(); ++i)
        if ((places >> i) & 1) part.push_back(values[i]);
      const auto [found, is_new] = seen.try_emplace(part, text);
      if (!is_new && found->second != text) found->second.clear();
    }
    return std::any_of(seen.begin(), seen.end(),
                       [&](const auto& each) { return !each.second.empty() && favour_of(each.second) > now; });
  }

  std::vector<std::uint64_t> settling_sets(int now) const {
    std::vector<std::uint64_t> all;
    for (std::uint64_t set = 0; set < (std::uint64_t{1} << open.size()); ++set) all.push_back(set);
    std::stable_sort(all.begin(), all.end(),
                     [](std::uint64_t a, std::uint64_t b) { return __builtin_popcountll(a) < __builtin_popcountll(b); });
    std::vector<std::uint64_t> least;
    for (const std::uint64_t set : all) {
      const bool more = std::any_of(least.begin(), least.end(), [&](std::uint64_t other) { return (other & ~set) == 0; });
      if (!more && can_settle(set, now)) least.push_back(set);
    }
    return least;
  }
};

// Documents facts at random, exactly or in part, until there are few enough completions.
inline void document_some(RandomLibrary& library, Asked& asked, std::int64_t completions_max) {
  std::int64_t completions = library.takes_used_off ? kUsedMax + 1 : 1;
  for (const FactId id : library.used_facts) {
    const std::vector<std::int64_t> values = values_of(library.program, id, library.program.fact(id).whole);
    const auto count = static_cast<std::int64_t>(values.size());
    const bool is_ordered_fact = is_ordered(library.program.fact(id).type.kind);
    if (is_ordered_fact && library.one_in(4) && completions * 3 <= completions_max) {
      const auto low = library.below(count), high = std::min(count - 1, low + 1 + library.below(2));
      asked.set(id, {values[static_cast<std::size_t>(low)], values[static_cast<std::size_t>(high)]});
      completions *= 3;
      continue;
    }
    if (completions * count <= completions_max && !library.one_in(5)) {
      completions *= count;
      continue;
    }
    const std::int64_t value = values[static_cast<std::size_t>(library.below(count))];
    asked.set(id, is_ordered_fact ? Value{value, value} : Value{value, 0});
  }
}

inline void put(Asked& asked, const Program& program, const std::optional<FactId>& fact, std::int64_t value) {
  if (!fact) asked.request.used = Value{value, value};
  else asked.set(*fact, is_ordered(program.fact(*fact).type.kind) ? Value{value, value} : Value{value, 0});
}

inline Completions complete(const RandomLibrary& library, const Asked& asked, const Decider& decider) {
  Completions all;
  std::vector<std::vector<std::int64_t>> values;
  for (const FactId id : library.used_facts) {
    const Value range = asked.request.facts.values[id.index];
    if (is_exact(library.program.fact(id).type, range)) continue;
    all.open.push_back(id);
    values.push_back(values_of(library.program, id, range));
  }
  if (library.takes_used_off && !asked.request.used) {
    all.open.push_back(std::nullopt);
    values.emplace_back();
    for (std::int64_t used = 0; used <= kUsedMax; ++used) values.back().push_back(sessions(used));
  }
  const Evaluate evaluate = [&](const CaseFacts& facts, Trace& trace) { interpret_into(library.program, facts, trace); };
  const std::vector<NodeId> before = interpret(library.program, asked.request.facts).failed;
  std::vector<std::size_t> at(values.size(), 0);
  Asked complete = asked;
  while (true) {
    std::vector<std::int64_t> now;
    for (std::size_t i = 0; i < at.size(); ++i) {
      now.push_back(values[i][at[i]]);
      put(complete, library.program, all.open[i], now.back());
    }
    const Determination d = decider.decide(PolicyId{0}, "case", complete.request, evaluate);
    if (!d.error) all.told.emplace(now, told(complete.request, d));
    all.failing_beside = all.failing_beside || (!d.error && d.trace.failed != before);
    std::size_t i = 0;
    while (i < at.size() && ++at[i] == values[i].size()) at[i++] = 0;
    if (i == at.size()) return all;
  }
}

}  // namespace precept::testing
