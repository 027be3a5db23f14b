// The possible cells of a span: `subject` against `base` and against `base` some months or days on.
// In: a pair group and the two ranges, which are independent. Out: every cell that some two values in them lie in.
// Each mark (base + amount) grows with its base, so that witnesses can be found by halving. Never here: other groups.
#include <algorithm>
#include <set>
#include <utility>

#include "runtime/decide/atoms.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::deciding {
namespace {

constexpr std::int64_t kMonthsInCycle = 4800;  // the calendar repeats after 400 years

// The least base in the range for which `reaches` holds; nothing where it holds for none. `reaches` must be monotone.
template <class Reaches>
std::optional<std::int64_t> least_base(Value base, const Reaches& reaches) {
  if (!reaches(base.hi)) return std::nullopt;
  std::int64_t low = base.lo;
  std::int64_t high = base.hi;
  while (low < high) {
    const auto half = static_cast<std::int64_t>((static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low)) / 2);
    const std::int64_t middle = low + half;
    if (reaches(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

std::int64_t next(std::int64_t value, std::int64_t step) { return value > kNoHigh - step ? kNoHigh : value + step; }

// Without an offset the base's own grid counts (whole numbers): halving would leave it.
std::optional<std::int64_t> least_base_at(const Term& mark, Value base, std::int64_t wanted) {
  if (mark.offset != Offset::none)
    return least_base(base, [&](std::int64_t value) { return term_at(mark, value) >= wanted; });
  if (base.hi < wanted) return std::nullopt;
  return std::max(base.lo, wanted);
}

class Cells {
 public:
  Cells(const AtomGroup& group, Value subject, Value base) : group_(group), subject_(subject), base_(base) {}

  std::vector<Cell> all() {
    look_at(subject_.lo, base_.hi);
    look_at(subject_.hi, base_.lo);
    if (base_.lo == base_.hi) {
      exact_base();
    } else {
      for (std::size_t i = 0; i < group_.marks.size(); ++i) on_mark(group_.marks[i]);
      for (std::size_t i = 0; i + 1 < group_.marks.size(); ++i) between_marks(group_.marks[i], group_.marks[i + 1]);
      if (group_.mixed) window();
    }
    return std::move(cells_);
  }

 private:
  void look_at(std::int64_t subject, std::int64_t base) { add_once(cells_, cell_at(group_, subject, base)); }

  void on_mark(const Term& mark) {
    const auto base = least_base_at(mark, base_, subject_.lo);
    if (base && term_at(mark, *base) <= subject_.hi) look_at(term_at(mark, *base), *base);
  }

  // Of one offset kind neighbouring marks keep their order, and their distance suffices for one base if for any.
  void between_marks(const Term& lower, const Term& upper) {
    const auto base = least_base_at(upper, base_, next(subject_.lo, group_.step));
    if (!base) return;
    const std::int64_t subject = std::max(subject_.lo, next(term_at(lower, *base), group_.step));
    if (subject <= subject_.hi && subject < term_at(upper, *base)) look_at(subject, *base);
  }

  // Every cell of the bases from `first` to `last`, for all of which each mark is equally far from its base: only the
  // distance from base to subject counts then.
  void along(std::int64_t first, std::int64_t last) {
    const std::int64_t nearest = subject_.lo - last;
    const std::int64_t farthest = subject_.hi - first;
    const auto look_at_distance = [&](std::int64_t distance) {
      if (distance < nearest || farthest < distance) return;
      const std::int64_t base = std::max(first, subject_.lo - distance);
      look_at(base + distance, base);
    };
    look_at_distance(nearest);
    for (const std::int64_t distance : distances_) {
      look_at_distance(distance);
      look_at_distance(distance + 1);
    }
  }

  // The marks' distances from such bases; whether the subject may lie on both sides of all of them.
  bool measure(std::int64_t first, std::int64_t last) {
    distances_.clear();
    for (const Term& mark : group_.marks) distances_.push_back(term_at(mark, first) - first);
    const auto [least, most] = std::minmax_element(distances_.begin(), distances_.end());
    return subject_.lo - last < *least && *most < subject_.hi - first;
  }

  void exact_base() {
    look_at(subject_.lo, base_.lo);
    for (const Term& mark : group_.marks) {
      const std::int64_t value = term_at(mark, base_.lo);
      for (const std::int64_t at : {value, next(value, group_.step)})
        if (subject_.lo <= at && at <= subject_.hi) look_at(at, base_.lo);
    }
  }

  // Months and days together: the order of the marks depends on the date. Looked at are the bases from the first that
  // any mark of reaches the subject's range to the last.
  void window() {
    const auto any_at_least = [&](std::int64_t base, std::int64_t wanted) {
      return std::any_of(group_.marks.begin(), group_.marks.end(),
                         [&](const Term& mark) { return term_at(mark, base) >= wanted; });
    };
    const auto any_at_most = [&](std::int64_t base, std::int64_t wanted) {
      return std::any_of(group_.marks.begin(), group_.marks.end(),
                         [&](const Term& mark) { return term_at(mark, base) <= wanted; });
    };
    const auto first = least_base(base_, [&](std::int64_t base) { return any_at_least(base, subject_.lo); });
    if (!first || !any_at_most(*first, subject_.hi)) return;
    const auto after = least_base({*first, base_.hi}, [&](std::int64_t base) { return !any_at_most(base, subject_.hi); });
    scan(*first, after ? *after - 1 : base_.hi);
  }

  // Month by month: months added to its first 28 days take equally many days, each of its other days is a case of its
  // own. The calendar repeats after 400 years, so that of the months whose marks all lie within the subject's range one
  // cycle is enough; they lie together, since every mark grows with its base.
  void scan(std::int64_t first, std::int64_t last) {
    std::int64_t inside = 0;
    CivilDate month = civil_from_days(first);
    month.day = 1;
    std::int64_t start = days_from_civil(month);
    while (start <= last) {
      const int length = days_in_month(month.year, month.month);
      bool whole = start >= first;
      for (const auto& [from, to] : {std::pair<int, int>{0, 27}, {28, 28}, {29, 29}, {30, 30}}) {
        const std::int64_t low = std::max(first, start + from);
        const std::int64_t high = std::min(last, start + to);
        if (from >= length || low > high) continue;
        const bool between = measure(low, high);
        whole = whole && between;
        if (!between || add_pattern()) along(low, high);
      }
      inside = whole ? inside + 1 : inside;
      month = civil_from_days(start + length);
      start += length;
      if (whole && inside == kMonthsInCycle) {
        start = first_outside(start, last);
        month = civil_from_days(start);
      }
    }
  }

  // The first month from `start` in which, or in the two after which, a mark reaches the subject's last value; or a month
  // after `last`.
  std::int64_t first_outside(std::int64_t start, std::int64_t last) {
    const auto outside = least_base({start, std::max(start, last)}, [&](std::int64_t base) {
      return std::any_of(group_.marks.begin(), group_.marks.end(), [&](const Term& mark) {
        return plus_months(term_at(mark, base), 2) >= subject_.hi;
      });
    });
    CivilDate month = civil_from_days(outside ? *outside : last + 31);
    month.day = 1;
    return std::max(start, days_from_civil(month));
  }

  // Whether the marks stand to each other as they have not before: which of them first, on one day, or on neighbouring days.
  bool add_pattern() {
    std::vector<std::int64_t> pattern = distances_;
    std::sort(pattern.begin(), pattern.end());
    std::vector<std::int64_t> order;
    for (const std::int64_t distance : distances_) {
      std::int64_t place = 0;
      for (std::size_t i = 0; i < pattern.size() && pattern[i] < distance; ++i) {
        const std::int64_t gap = pattern[i + 1] - pattern[i];
        place += std::min<std::int64_t>(gap, 2);
      }
      order.push_back(place);
    }
    return patterns_.insert(std::move(order)).second;
  }

  const AtomGroup& group_;
  const Value subject_;
  const Value base_;
  std::vector<Cell> cells_;
  std::vector<std::int64_t> distances_;  // of the marks from the bases looked at
  std::set<std::vector<std::int64_t>> patterns_;
};

}  // namespace

std::vector<Cell> possible_pair_cells(const AtomGroup& group, Value subject, Value base) {
  if (subject.lo == subject.hi && base.lo == base.hi) return {cell_at(group, subject.lo, base.lo)};
  if (!group.mixed) return Cells(group, subject, base).all();
  // Undocumented dates have no ends: bases lie in the calendar, and beyond every mark a subject's date makes no difference.
  const auto within = [](Value range, std::int64_t more) {
    return Value{std::clamp(range.lo, kFirstDay - more, kLastDay + more), std::clamp(range.hi, kFirstDay - more, kLastDay + more)};
  };
  constexpr std::int64_t kPastEveryMark = 40000;  // days: marks lie up to 100 years from their base
  return Cells(group, within(subject, kPastEveryMark), within(base, 0)).all();
}

}  // namespace precept::deciding
