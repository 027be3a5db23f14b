// The possible cells of a span: `subject` against `base` and against `base` some months or days on.
// In: a pair group and the two ranges, which are independent. Out: every cell that some two values in them lie in.
// Each mark (base + amount) grows with its base, so that witnesses can be found by halving. Never here: other groups.
#include <algorithm>

#include "runtime/decide/atoms.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::deciding {
namespace {

constexpr std::int64_t kCalendarCycle = 146097;  // days in 400 years

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
      along(base_.lo);
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

  // Every cell that one base leaves to the subject: its lowest value, each mark, the first value after each mark.
  void along(std::int64_t base) {
    look_at(subject_.lo, base);
    for (const Term& mark : group_.marks) {
      const std::int64_t value = term_at(mark, base);
      if (subject_.lo <= value && value <= subject_.hi) look_at(value, base);
      const std::int64_t after = next(value, group_.step);
      if (subject_.lo <= after && after <= subject_.hi) look_at(after, base);
    }
  }

  // Months and days together: the order of the marks depends on the date. Between the first base that any mark of
  // reaches the subject's range and the last, all dates near both ends are looked at, and in between each month's first
  // and its last days (months added to its other days take as many days), over one cycle of the calendar, 400 years.
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
    const std::int64_t last = after ? *after - 1 : base_.hi;
    std::int64_t reach = 62;  // how far from its base a mark may lie, and two months
    for (const Term& mark : group_.marks) {
      const std::int64_t days = mark.offset == Offset::months ? mark.amount * 31 : mark.amount;
      reach = std::max(reach, 62 + (days < 0 ? -days : days));
    }
    scan(*first, last, reach);
  }

  void scan(std::int64_t first, std::int64_t last, std::int64_t reach) {
    for (std::int64_t date = first; date <= last; ++date) {
      const bool near_end = date - first <= reach || last - date <= reach;
      if (!near_end && date - first > reach + kCalendarCycle) {
        date = last - reach;
      } else if (!near_end) {
        const int day = civil_from_days(date).day;
        if (day > 1 && day < 28) date += 28 - day;
      }
      along(date);
    }
  }

  const AtomGroup& group_;
  const Value subject_;
  const Value base_;
  std::vector<Cell> cells_;
};

}  // namespace

std::vector<Cell> possible_pair_cells(const AtomGroup& group, Value subject, Value base) {
  if (subject.lo == subject.hi && base.lo == base.hi) return {cell_at(group, subject.lo, base.lo)};
  return Cells(group, subject, base).all();
}

}  // namespace precept::deciding
