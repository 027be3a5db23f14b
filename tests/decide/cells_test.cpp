// The cells of atoms, held against trying out every value of small ranges.
#include <algorithm>
#include <random>
#include <set>

#include "runtime/decide/conditions.hpp"
#include "tests/decide/library.hpp"

namespace precept::testing {
namespace {

using namespace deciding;

// The cells of the only group, its bits in the order of the atoms given (a group keeps its own).
std::set<Cell> cells(const Library& library, const std::vector<NodeId>& atoms, const CaseFacts& facts) {
  const std::vector<AtomGroup> groups = group_atoms(library.program, atoms);
  EXPECT_EQ(groups.size(), 1u);
  Trace trace;
  interpret_into(library.program, facts, trace);
  const std::vector<Cell> found = possible_cells(groups[0], Ranges(library.program, facts, trace));
  std::set<Cell> once;
  for (const Cell cell : found) {
    Cell in_order = 0;
    for (std::size_t i = 0; i < groups[0].atoms.size(); ++i) {
      const auto at = std::find(atoms.begin(), atoms.end(), groups[0].atoms[i].node) - atoms.begin();
      in_order |= ((cell >> i) & 1) << at;
    }
    once.insert(in_order);
  }
  EXPECT_EQ(once.size(), found.size());
  return once;
}

// The cells by evaluating the atoms at every exact pair of values.
std::set<Cell> tried(const Library& library, const std::vector<NodeId>& atoms, CaseFacts facts, FactId one, FactId other,
                     std::int64_t step) {
  std::set<Cell> found;
  const Value first = facts.values[one.index];
  const Value second = facts.values[other.index];
  Trace trace;
  for (std::int64_t a = first.lo; a <= first.hi; a += step) {
    for (std::int64_t b = second.lo; b <= second.hi; b += step) {
      facts.values[one.index] = {a, a};
      facts.values[other.index] = {b, b};
      interpret_into(library.program, facts, trace);
      Cell cell = 0;
      for (std::size_t i = 0; i < atoms.size(); ++i)
        if (trace.truth(atoms[i]) == Truth::yes) cell |= Cell{1} << i;
      found.insert(cell);
    }
  }
  return found;
}

struct Random {
  std::mt19937 engine;
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(engine() % static_cast<std::uint32_t>(n)); }
  std::int64_t between(std::int64_t lo, std::int64_t hi) { return lo + below(hi - lo + 1); }
};

NodeId random_limit(Library& library, Random& random, FactId base, bool with_months, bool with_days) {
  if (with_months && (!with_days || random.below(2) == 0)) return library.months_after(base, random.between(-3, 3));
  if (with_days) return library.days_after(base, random.between(-70, 70));
  return library.of(base);
}

NodeId random_span(Library& library, Random& random, FactId base, FactId subject, bool with_months, bool with_days) {
  const NodeId limit = random_limit(library, random, base, with_months, with_days);
  switch (random.below(5)) {
    case 0:
      return library.less(library.of(subject), limit);
    case 1:
      return library.less(limit, library.of(subject));
    case 2:
      return library.at_most(library.of(subject), limit);
    case 3:
      return library.node(Op::equal, {library.of(subject), limit});
    default:
      return library.between(library.of(subject), random_limit(library, random, base, with_months, with_days), limit);
  }
}

// A base named in the test is a fact, so all atoms over it make one group.
void hold_spans_against_trying(std::uint32_t seed, bool with_months, bool with_days) {
  Random random{std::mt19937(seed)};
  Library library;
  const FactId base = library.date("base");
  const FactId subject = library.date("subject");
  std::vector<NodeId> atoms{
      library.less(library.of(subject), with_months ? library.months_after(base, 1) : library.days_after(base, 9))};
  for (int i = 0; i < 3; ++i) atoms.push_back(random_span(library, random, base, subject, with_months, with_days));
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  Asked asked(library);
  const std::int64_t first = day("2012-01-15") + random.below(60);
  const std::int64_t second = first + random.between(-120, 120);
  asked.set(base, {first, first + random.below(random.below(2) == 0 ? 3 : 70)});
  asked.set(subject, {second, second + random.below(random.below(2) == 0 ? 3 : 70)});
  EXPECT_EQ(cells(library, atoms, asked.request.facts), tried(library, atoms, asked.request.facts, base, subject, 1))
      << "seed " << seed;
}

TEST(Cells, SpansInDays) {
  for (std::uint32_t seed = 0; seed < 60; ++seed) hold_spans_against_trying(seed, false, true);
}
TEST(Cells, SpansInMonths) {
  for (std::uint32_t seed = 0; seed < 60; ++seed) hold_spans_against_trying(seed, true, false);
}
TEST(Cells, SpansInMonthsAndDays) {
  for (std::uint32_t seed = 0; seed < 60; ++seed) hold_spans_against_trying(seed, true, true);
}

// Two months are 59 to 62 days: so wide ranges have every order of 58 to 63 days and two months, and no other.
TEST(Cells, TwoMonthsAmongDaysOverAllDates) {
  for (const auto& [days, orders] :
       std::vector<std::pair<std::int64_t, std::size_t>>{{58, 3}, {59, 3}, {60, 4}, {61, 4}, {62, 3}, {63, 3}}) {
    Library library;
    const FactId base = library.date("base");
    const FactId subject = library.date("subject");
    const std::vector<NodeId> atoms{library.within_months(base, subject, 2), library.within_days(base, subject, days)};
    EXPECT_EQ(cells(library, atoms, undocumented_facts(library.program)).size(), orders) << days;
  }
}

// As many marks as a group takes, up to 100 years from their base, over ranges of up to all dates: each point tried lies
// in a cell that was found.
TEST(Cells, ManySpansOverManyDates) {
  for (std::uint32_t seed = 0; seed < 8; ++seed) {
    Random random{std::mt19937(seed)};
    Library library;
    const FactId base = library.date("base");
    const FactId subject = library.date("subject");
    std::vector<NodeId> atoms;
    for (int i = 0; i < 60; ++i)
      atoms.push_back(i % 2 == 0 ? library.less(library.of(subject), library.months_after(base, random.between(-1200, 1200)))
                                 : library.at_most(library.of(subject), library.days_after(base, random.between(-36525, 36525))));
    std::sort(atoms.begin(), atoms.end());
    atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
    Asked asked(library);
    const std::int64_t first = random.between(kFirstDay, kLastDay - 300000);
    const Value bases = seed == 0 ? Value{kFirstDay, kLastDay} : Value{first, first + random.between(1, 300000)};
    const Value subjects = seed < 2 ? Value{kFirstDay, kLastDay} : Value{first + 100, first + 100 + random.between(1, 200000)};
    if (seed > 0) asked.set(base, bases);  // the first are not documented: ranges without ends
    if (seed > 1) asked.set(subject, subjects);
    const std::set<Cell> found = cells(library, atoms, asked.request.facts);
    Trace trace;
    for (int i = 0; i < 3000; ++i) {
      const std::int64_t at = random.between(bases.lo, bases.hi);
      const std::int64_t near = std::clamp(at + random.between(-40000, 40000), subjects.lo, subjects.hi);
      CaseFacts facts = asked.request.facts;
      facts.values[base.index] = {at, at};
      facts.values[subject.index] = {near, near};
      interpret_into(library.program, facts, trace);
      Cell cell = 0;
      for (std::size_t a = 0; a < atoms.size(); ++a)
        if (trace.truth(atoms[a]) == Truth::yes) cell |= Cell{1} << a;
      ASSERT_TRUE(found.count(cell)) << "seed " << seed << ", " << format_date(at) << " and " << format_date(near);
    }
  }
}

TEST(Cells, YearsKeepTheirOrderOverAllDates) {
  Library library;
  const FactId base = library.date("base");
  const FactId subject = library.date("subject");
  const std::vector<NodeId> atoms{library.within_months(base, subject, 12), library.within_months(base, subject, 24),
                                  library.at_most(library.of(base), library.of(subject))};
  const CaseFacts facts = undocumented_facts(library.program);
  EXPECT_EQ(cells(library, atoms, facts), (std::set<Cell>{0b011, 0b111, 0b110, 0b100}));
}

TEST(Cells, OneSubjectAgainstNumbers) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    Random random{std::mt19937(seed)};
    Library library;
    const FactId n = library.count("n", 0, 20);
    const FactId unused = library.count("unused", 0, 0);
    const auto some = [&] { return library.number(random.below(21)); };
    std::vector<NodeId> atoms{library.less(library.of(n), some()), library.at_most(some(), library.of(n)),
                              library.between(library.of(n), some(), some()),
                              library.node(Op::in_set, {library.of(n), some(), some(), some()}),
                              library.node(Op::equal, {some(), library.of(n)})};
    std::sort(atoms.begin(), atoms.end());
    Asked asked(library);
    const std::int64_t lo = random.below(21);
    asked.number(n, lo, random.between(lo, 20));
    EXPECT_EQ(cells(library, atoms, asked.request.facts), tried(library, atoms, asked.request.facts, n, unused, kOne));
  }
}

TEST(Cells, TwoCountsAgainstEachOther) {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    Random random{std::mt19937(seed)};
    Library library;
    const FactId a = library.count("a", 0, 9);
    const FactId b = library.count("b", 0, 9);
    const std::vector<NodeId> atoms{library.less(library.of(a), library.of(b)),
                                    library.at_most(library.of(a), library.of(b)),
                                    library.node(Op::equal, {library.of(b), library.of(a)})};
    Asked asked(library);
    const std::int64_t lo = random.below(9);
    const std::int64_t other = random.below(9);
    asked.number(a, lo, random.between(lo, 9)).number(b, other, random.between(other, 9));
    EXPECT_EQ(cells(library, atoms, asked.request.facts), tried(library, atoms, asked.request.facts, a, b, kOne));
  }
}

TEST(Cells, OfAChoice) {
  Library library;
  const FactId kind = library.choice("kind", {"a", "b", "c", "d"});
  const std::vector<NodeId> atoms{library.is(kind, 0), library.is_in(kind, {0, 1})};
  EXPECT_EQ(cells(library, atoms, undocumented_facts(library.program)), (std::set<Cell>{0b11, 0b10, 0b00}));
  Asked asked(library);
  asked.set(kind, {0b1100, 0});
  EXPECT_EQ(cells(library, atoms, asked.request.facts), (std::set<Cell>{0b00}));
}

TEST(Cells, ALimitOnAConstant) {
  Library library;
  const FactId injury = library.date("injury");
  const NodeId today = library.constant(Library::date_type(), {day("2014-02-28"), day("2014-02-28")});
  const std::vector<NodeId> atoms{library.at_most(today, library.months_after(injury, 24)),
                                  library.at_most(today, library.months_after(injury, 12))};
  EXPECT_EQ(cells(library, atoms, undocumented_facts(library.program)), (std::set<Cell>{0b00, 0b01, 0b11}));
  Asked asked(library);
  asked.on(injury, "2012-02-28", "2012-02-29");
  EXPECT_EQ(cells(library, atoms, asked.request.facts), (std::set<Cell>{0b01}));
}

TEST(Cells, MoreThanSixtyFourAtomsOfOneSubject) {
  Library library;
  const FactId n = library.count("n", 0, 200);
  std::vector<NodeId> atoms;
  for (int i = 1; i <= 70; ++i) atoms.push_back(library.less(library.of(n), library.number(i)));
  const std::vector<AtomGroup> groups = group_atoms(library.program, atoms);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].atoms.size(), kAtomsInGroupMax);
  EXPECT_EQ(groups[1].atoms.size(), 6u);
  EXPECT_EQ(possible_cells(groups[0], Ranges(library.program)).size(), 65u);
}

TEST(Cells, FarMonthsAndDaysTogetherAreTakenByThemselves) {
  Library library;
  const FactId base = library.date("base");
  const FactId subject = library.date("subject");
  const std::vector<NodeId> atoms{library.within_months(base, subject, 1201), library.within_days(base, subject, 10)};
  EXPECT_EQ(group_atoms(library.program, atoms).size(), 2u);
}

TEST(Cells, AtTheCalendarsEnds) {
  Library library;
  const FactId base = library.date("base");
  const FactId subject = library.date("subject");
  const std::vector<NodeId> atoms{library.within_months(base, subject, 24),
                                  library.less(library.of(subject), library.of(base))};
  Asked asked(library);
  asked.set(base, {kLastDay, kLastDay}).set(subject, {kLastDay - 1, kLastDay});
  EXPECT_EQ(cells(library, atoms, asked.request.facts), (std::set<Cell>{0b01, 0b11}));
  asked.set(base, {kFirstDay, kFirstDay}).set(subject, {kFirstDay, kLastDay});
  EXPECT_EQ(cells(library, atoms, asked.request.facts), (std::set<Cell>{0b00, 0b01}));
}

}  // namespace
}  // namespace precept::testing
