// Small random libraries over facts that may be named again, and what of them is documented at random; for tests that go
// through every completion. With `arithmetic`, expressions too that only the interpreter knows.
#pragma once

#include <random>
#include <vector>

#include "tests/decide/library.hpp"

namespace precept::testing {

struct RandomShape {
  std::int64_t completions_max = 600;
  std::int64_t days = 6;      // of a date
  bool arithmetic = false;    // sums, spans in whole numbers, what is documented
  bool only_pairs = false;    // leaves are comparisons of dates alone
};

class RandomLibrary : public Library {
 public:
  RandomLibrary(std::uint32_t seed, const RandomShape& shape) : engine_(seed), shape_(shape) { make(); }

  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(engine_() % static_cast<std::uint32_t>(n)); }
  bool one_in(std::int64_t n) { return below(n) == 0; }

  std::vector<FactId> used_facts;
  bool takes_used_off = false;

 private:
  FactId remember(FactId id, std::vector<FactId>& pool) {
    pool.push_back(id);
    used_facts.push_back(id);
    return id;
  }
  template <class Make>
  FactId any_of(std::vector<FactId>& pool, std::size_t most, const Make& make) {
    const bool again = !pool.empty() && (pool.size() >= most || !one_in(3));
    if (again) return pool[static_cast<std::size_t>(below(static_cast<std::int64_t>(pool.size())))];
    return remember(make(), pool);
  }
  FactId a_truth() {
    return any_of(truths_, 4, [&] { return yes_no(numbered("truth", names_++)); });
  }
  FactId a_choice() {
    return any_of(choices_, 2, [&] { return choice(numbered("choice", names_++), {"x", "y", "z"}); });
  }
  FactId a_count() {
    return any_of(counts_, 2, [&] { return count(numbered("count", names_++), 0, 4); });
  }
  FactId a_date() {
    const std::int64_t first = day("2013-01-28");
    return any_of(dates_, 2, [&] { return date(numbered("date", names_++), first, first + shape_.days - 1); });
  }

  NodeId of_dates() {
    const FactId from = a_date(), to = a_date();
    if (from == to) return less(of(from), constant(date_type(), exactly(day("2013-01-28") + below(shape_.days))));
    switch (below(3)) {
      case 0:
        return within_days(from, to, below(shape_.days));
      case 1:
        return less(of(from), of(to));
      default:
        return shape_.only_pairs ? within_days(to, from, below(4)) : less(months_after(from, below(2)), of(to));
    }
  }
  static Value exactly(std::int64_t value) { return {value, value}; }

  NodeId of_arithmetic() {
    switch (below(4)) {
      case 0:
        return at_most(node(Op::add, {of(a_count()), of(a_count())}, count_type()), number(below(7)));
      case 1: {
        Node documented;
        documented.op = one_in(2) ? Op::documented : Op::exact;
        const FactId fact = a_count();
        documented.operands = {recorded(fact)};
        documented.constant = program.fact(fact).whole;
        if (documented.op == Op::exact) documented.constant = {};
        return node(std::move(documented));
      }
      case 2: {
        const FactId from = a_date(), to = a_date();
        Type whole = count_type();
        whole.unit.reset();
        const NodeId days = node(Op::whole_days, {of(from), of(to)}, whole);
        return less(days, constant(whole, exactly(sessions(below(shape_.days)))));
      }
      default:
        return less(node(Op::multiply, {of(a_count()), number(below(3))}, count_type()), number(below(6)));
    }
  }

  NodeId leaf() {
    if (shape_.only_pairs) return of_dates();
    if (shape_.arithmetic && one_in(3)) return of_arithmetic();
    switch (below(7)) {
      case 0:
        return is(a_choice(), static_cast<int>(below(3)));
      case 1:
        return is_in(a_choice(), {static_cast<int>(below(3)), static_cast<int>(below(3))});
      case 2:
        return less(of(a_count()), number(below(5)));
      case 3:
        return between(of(a_count()), number(below(4)), number(below(5)));
      case 4:
      case 5:
        return of(a_truth());
      default:
        return of_dates();
    }
  }
  NodeId condition(int depth) {
    if (depth == 0 || one_in(3)) return leaf();
    const NodeId a = condition(depth - 1);
    switch (below(5)) {
      case 0:
        return no(a);
      case 1:
        return all({a, condition(depth - 1)});
      case 2:
        return any({a, condition(depth - 1)});
      case 3: {
        const NodeId b = condition(depth - 1);
        return node(Op::truth_equal, {a, b});
      }
      default:
        return at_least(1 + below(2), {a, condition(depth - 1), leaf()});
    }
  }

  GrantLine a_line() {
    GrantLine made = line(one_in(4) ? of(a_count()) : number(below(6)));
    if (!shape_.arithmetic && one_in(3)) made.within = days(20 + below(3) * 10);
    if (one_in(4)) {
      made.less_used = true;
      takes_used_off = true;
    }
    if (one_in(2)) made.when = condition(0);
    return made;
  }

  void fill(RuleId id) {
    const auto conditions = 1 + below(3);
    if (one_in(10)) at(id).not_recommended = true;
    for (std::int64_t i = 0; i < conditions; ++i) {
      const NodeId needed = condition(2);
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
    for (std::int64_t i = 1 + below(2); i > 0; --i) {
      const RuleId id = rule(edition, numbered("rule", static_cast<int>(rules.size())));
      rules.push_back(id);
      if (one_in(4)) {
        at(id).applies_otherwise = true;
      } else if (one_in(2)) {
        const NodeId applies = condition(1);
        at(id).applies = applies;
      }
      if (rules.size() > 1 && one_in(3)) at(id).overrides.push_back(rules[rules.size() - 2]);
      fill(id);
    }
  }

  void make() {
    const bool dated = one_in(4);
    for (const char* name : {"acoem", "mtus"}) {
      if (dated && one_in(2)) {
        fill_edition(edition(name, nullptr, "2013-01-30"));
        fill_edition(edition(name, one_in(2) ? "2013-01-30" : "2013-02-01"));
      } else {
        fill_edition(edition(name));
      }
    }
    if (one_in(2)) consults({"mtus"});
    if (policy().steps.empty() || one_in(2)) consults({"acoem", "mtus"});
    if (one_in(3)) {
      const NodeId unless = leaf();
      policy().steps[0].alternatives[0].unless = unless;
    }
    if (dated) as_of(a_date());
    policy().when_silent = static_cast<Outcome>(below(4));
    policy().when_conflict = static_cast<Outcome>(below(4));
    policy().requirement = static_cast<Closing>(below(3));
    policy().exclusion = static_cast<Closing>(below(3));
    policy().allowance_least = one_in(2);
  }

  std::mt19937 engine_;
  const RandomShape shape_;
  int names_ = 0;
  std::vector<FactId> truths_, choices_, counts_, dates_;
};

}  // namespace precept::testing
