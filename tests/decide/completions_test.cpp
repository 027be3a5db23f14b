// Possible outcomes against all completions: small random libraries, each undocumented fact put to each of its values,
// decided exactly. What may come out must be among `possible`; where every fact is named once, there is nothing else in it.
#include <random>
#include <set>

#include "tests/decide/exact_decision.hpp"
#include "tests/decide/library.hpp"

namespace precept::testing {
namespace {

constexpr std::int64_t kCompletionsMax = 1500;
constexpr std::int64_t kUsedMax = 4;

class RandomLibrary : public Library {
 public:
  RandomLibrary(std::uint32_t seed, bool once) : engine_(seed), once_(once) { make(); }

  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(engine_() % static_cast<std::uint32_t>(n)); }
  bool one_in(std::int64_t n) { return below(n) == 0; }

  std::vector<FactId> used_facts;  // in order of making
  bool takes_used_off = false;
  FactId as_of_date{};
  bool dated = false;

 private:
  FactId remember(FactId id, std::vector<FactId>& pool) {
    pool.push_back(id);
    used_facts.push_back(id);
    return id;
  }
  // Another fact, or, where facts may be named again, sometimes one that is there.
  template <class Make>
  FactId any_of(std::vector<FactId>& pool, const Make& make) {
    const bool again = !once_ && !pool.empty() && (pool.size() >= 3 || !one_in(3));
    if (again) return pool[static_cast<std::size_t>(below(static_cast<std::int64_t>(pool.size())))];
    return remember(make(), pool);
  }
  FactId a_truth() {
    return any_of(truths_, [&] { return yes_no(numbered("truth", names_++)); });
  }
  FactId a_choice() {
    return any_of(choices_, [&] { return choice(numbered("choice", names_++), {"x", "y", "z"}); });
  }
  FactId a_count() {
    return any_of(counts_, [&] { return count(numbered("count", names_++), 0, 4); });
  }
  FactId a_date() {
    const std::int64_t first = day("2013-01-28");
    return any_of(dates_, [&] { return date(numbered("date", names_++), first, first + 5); });
  }

  NodeId leaf() {
    switch (below(once_ ? 5 : 7)) {
      case 0:
        return is(a_choice(), static_cast<int>(below(3)));
      case 1:
        return is_in(a_choice(), {static_cast<int>(below(3)), static_cast<int>(below(3))});
      case 2:
        return less(of(a_count()), number(below(5)));
      case 3:
        return between(of(a_count()), number(below(4)), number(below(5)));
      case 4:
        return of(a_truth());
      case 5: {
        const FactId from = a_date();
        const FactId to = a_date();
        return from == to ? of(a_truth()) : within_days(from, to, below(4));
      }
      default: {
        const FactId from = a_date();
        const FactId to = a_date();
        return from == to ? of(a_truth()) : less(months_after(from, below(2)), of(to));
      }
    }
  }
  NodeId condition(int depth) {
    if (depth == 0 || one_in(3)) return leaf();
    const NodeId a = condition(depth - 1);
    switch (below(4)) {
      case 0:
        return no(a);
      case 1:
        return all({a, condition(depth - 1)});
      case 2:
        return any({a, condition(depth - 1)});
      default:
        return at_least(1 + below(2), {a, condition(depth - 1), leaf()});
    }
  }

  GrantLine a_line() {
    GrantLine made = line(one_in(4) ? of(a_count()) : number(below(6)));
    if (one_in(3)) made.within = days(20 + below(3) * 10);
    if (one_in(4) && !(once_ && takes_used_off)) {
      made.less_used = true;
      takes_used_off = true;
    }
    if (one_in(2)) made.when = condition(0);
    return made;
  }

  void fill(RuleId id) {
    Rule filled = at(id);
    const auto conditions = below(3);
    if (one_in(8)) at(id).not_recommended = true;
    for (std::int64_t i = 0; i < conditions; ++i) {
      const NodeId needed = condition(1);
      const CriterionId criterion = one_in(3) ? excluded(id, numbered("c", static_cast<int>(i)), needed)
                                              : requires_(id, numbered("c", static_cast<int>(i)), needed);
      if (one_in(4)) unless(criterion, leaf());
      if (one_in(4)) at(criterion).closing = static_cast<Closing>(below(3));
    }
    for (std::int64_t i = below(3); i > 0; --i) allows(id, a_line());
    if (one_in(3)) never_more(id, a_line());
    if (one_in(3)) at(id).evidence = 1 + below(2);
  }

  void fill_edition(EditionId edition) {
    std::vector<RuleId> rules;
    for (std::int64_t i = below(4); i > 0; --i) {
      const RuleId id = rule(edition, numbered("rule", static_cast<int>(rules.size())));
      rules.push_back(id);
      if (one_in(4)) {
        at(id).applies_otherwise = true;
      } else if (!one_in(4)) {
        const NodeId applies = condition(1);
        at(id).applies = applies;
      }
      if (rules.size() > 1 && one_in(3)) at(id).overrides.push_back(rules[rules.size() - 2]);
      fill(id);
    }
  }

  void make() {
    dated = one_in(3);
    const char* const names[] = {"acoem", "mtus", "odg"};
    for (const char* name : names) {
      if (dated && one_in(2)) {
        fill_edition(edition(name, nullptr, "2013-03-03"));
        fill_edition(edition(name, one_in(2) ? "2013-03-03" : "2013-03-05"));
      } else {
        fill_edition(edition(name));
      }
    }
    switch (below(3)) {
      case 0:
        consults({"mtus"});
        break;
      case 1:
        consults({"mtus"});
        consults({"acoem", "odg"});
        break;
      default:
        consults({"acoem", "mtus", "odg"});
    }
    if (one_in(3)) {
      const NodeId unless = leaf();
      policy().steps[0].alternatives[0].unless = unless;
    }
    if (dated) {
      as_of_date = date("as_of", day("2013-03-01"), day("2013-03-06"));
      used_facts.push_back(as_of_date);
      as_of(as_of_date);
      if (!once_) dates_.push_back(as_of_date);
    }
    policy().when_silent = static_cast<Outcome>(below(4));
    policy().when_conflict = static_cast<Outcome>(below(4));
    policy().requirement = static_cast<Closing>(below(3));
    policy().exclusion = static_cast<Closing>(below(3));
    policy().allowance_least = one_in(2);
  }

  std::mt19937 engine_;
  const bool once_;
  int names_ = 0;
  std::vector<FactId> truths_, choices_, counts_, dates_;
};

// All values within a range, as an exact case writes them.
std::vector<std::int64_t> values_of(const Program& program, FactId id, Value range) {
  std::vector<std::int64_t> values;
  const TypeKind kind = program.fact(id).type.kind;
  if (kind == TypeKind::truth) {
    if (range.lo & kMayBeNo) values.push_back(0);
    if (range.lo & kMayBeYes) values.push_back(1);
  } else if (kind == TypeKind::choice) {
    for (int bit = 0; bit < 3; ++bit)
      if ((range.lo >> bit) & 1) values.push_back(std::int64_t{1} << bit);
  } else {
    for (std::int64_t value = range.lo; value <= range.hi; value += step_of(kind)) values.push_back(value);
  }
  return values;
}

Value exact_value(const Program& program, FactId id, std::int64_t value) {
  const TypeKind kind = program.fact(id).type.kind;
  if (kind == TypeKind::truth) return truth_value(value ? Truth::yes : Truth::no);
  return kind == TypeKind::choice ? Value{value, 0} : Value{value, value};
}

// Documents facts, exactly or in part, until there are few enough completions.
void document_some(RandomLibrary& library, Asked& asked) {
  std::int64_t completions = library.takes_used_off ? kUsedMax + 1 : 1;
  for (const FactId id : library.used_facts) {
    std::vector<std::int64_t> values = values_of(library.program, id, library.program.fact(id).whole);
    const auto count = static_cast<std::int64_t>(values.size());
    if (completions * count <= kCompletionsMax && !library.one_in(4)) {
      completions *= count;
      continue;
    }
    const auto at = static_cast<std::size_t>(library.below(count));
    asked.set(id, exact_value(library.program, id, values[at]));
  }
}

// Goes through all completions; `visit` gets each exact case.
template <class Visit>
void complete(const RandomLibrary& library, const Asked& asked, const Visit& visit) {
  ExactCase exact;
  exact.service = library.service;
  exact.facts.resize(library.program.facts.size());
  if (asked.request.quantity) exact.requested = asked.request.quantity->lo;
  if (asked.request.over) exact.over_days = asked.request.over->value.lo;
  std::vector<std::vector<std::int64_t>> values;
  for (std::uint32_t i = 0; i < library.program.facts.size(); ++i)
    values.push_back(values_of(library.program, FactId{i}, asked.request.facts.values[i]));
  std::vector<std::int64_t> used{0};
  if (asked.request.used) {
    used = {asked.request.used->lo};
  } else if (library.takes_used_off) {
    for (std::int64_t n = 1; n <= kUsedMax + 2; ++n) used.push_back(sessions(n));
  }
  std::vector<std::size_t> at(values.size(), 0);
  while (true) {
    for (std::size_t i = 0; i < values.size(); ++i) exact.facts[i] = values[i][at[i]];
    for (const std::int64_t taken : used) {
      exact.used = taken;
      visit(exact);
    }
    std::size_t i = 0;
    while (i < at.size() && ++at[i] == values[i].size()) at[i++] = 0;
    if (i == at.size()) return;
  }
}

std::string words(const std::set<Outcome>& outcomes) {
  std::vector<std::string> all;
  for (const Outcome each : outcomes) all.push_back(word(each));
  return joined(all);
}

// The request with every fact documented must be decided as the exact decision says, grant and all.
void hold_exact(const RandomLibrary& library, const Asked& asked, const ExactCase& exact, const ExactOutcome& expected) {
  Asked documented = asked;
  for (std::uint32_t i = 0; i < exact.facts.size(); ++i)
    documented.set(FactId{i}, exact_value(library.program, FactId{i}, exact.facts[i]));
  documented.request.used = Value{exact.used, exact.used};
  const Determination d = documented.decided();
  ASSERT_EQ(word(d.outcome), word(expected.outcome));
  ASSERT_EQ(possible(d), word(expected.outcome));
  ASSERT_EQ(d.conflict, expected.conflict);
  ASSERT_EQ(d.silent, expected.silent);
  if (expected.conflict || expected.silent) return;
  ASSERT_TRUE(d.decided_by.has_value());
  const std::optional<std::int64_t> quantity = expected.quantity ? expected.quantity : exact.requested;
  ASSERT_EQ(d.granted->quantity, quantity);
  if (expected.course) {
    ASSERT_EQ(d.granted->within->value.lo, *expected.course);
  }
}

struct Tally {
  int several = 0;  // libraries with more than one possible outcome
  int wider = 0;    // where `possible` holds more than the completions
};

void hold(std::uint32_t seed, bool once, Tally& tally) {
  RandomLibrary library(seed, once);
  Asked asked(library);
  document_some(library, asked);
  if (library.one_in(3)) {
    asked.requests(1 + library.below(6));
  }
  if (library.one_in(3)) asked.over_days(15 + library.below(4) * 10);
  if (library.takes_used_off && library.one_in(3)) {
    const std::int64_t used = library.below(kUsedMax);
    asked.used(used, used);
  }
  const Determination d = asked.decided();
  ASSERT_EQ(d.error, std::nullopt);
  std::set<Outcome> outcomes;
  std::size_t completions = 0;
  complete(library, asked, [&](const ExactCase& exact) {
    const ExactOutcome expected = ExactDecision(library.program, exact).decide(library.policy());
    outcomes.insert(expected.outcome);
    if (completions++ % 97 == 0 && !::testing::Test::HasFatalFailure()) hold_exact(library, asked, exact, expected);
  });
  const std::set<Outcome> possible_ones(d.possible.begin(), d.possible.end());
  EXPECT_TRUE(std::includes(possible_ones.begin(), possible_ones.end(), outcomes.begin(), outcomes.end()))
      << "seed " << seed << ": " << words(outcomes) << " not within " << words(possible_ones);
  if (once) {
    EXPECT_EQ(words(outcomes), words(possible_ones)) << "seed " << seed;
  }
  EXPECT_TRUE(d.outcome == Outcome::pend || possible_ones.count(d.outcome) == 1) << "seed " << seed;
  if (outcomes.size() > 1) ++tally.several;
  if (outcomes != possible_ones) ++tally.wider;
}

TEST(Completions, AreAmongThePossibleOutcomes) {
  Tally tally;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    hold(seed, false, tally);
    if (::testing::Test::HasFailure()) break;
  }
  EXPECT_GT(tally.several, 1000);
  EXPECT_LT(tally.wider, 150);  // facts named twice may make it wider, but not by much
}

TEST(Completions, AreAllOfThemWhereEveryFactIsNamedOnce) {
  Tally tally;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    hold(seed, true, tally);
    if (::testing::Test::HasFailure()) break;
  }
  EXPECT_GT(tally.several, 700);
  EXPECT_EQ(tally.wider, 0);
}

}  // namespace
}  // namespace precept::testing
