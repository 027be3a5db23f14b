// Counting by searching for what meets every set, and by giving each set a member of its own. Never here: lists.
#include "runtime/interpret/distinct.hpp"

#include <algorithm>
#include <bit>
#include <set>

namespace precept::interpreting {
namespace {

constexpr int kTriesMax = 20'000;

std::uint64_t members_of(const Counted& one) { return static_cast<std::uint64_t>(one.value.lo); }

// The fewest members that meet every set, by trying the members of the smallest set left. Nothing below `best` is looked for
// once the tries are used up.
class FewestMembers {
 public:
  explicit FewestMembers(std::vector<std::uint64_t> sets) : sets_(std::move(sets)) {}

  std::int64_t find() {
    best_ = static_cast<std::int64_t>(sets_.size());
    const std::int64_t apart = disjoint(0);
    search(0, 0);
    return tries_ > kTriesMax ? apart : best_;
  }

 private:
  std::int64_t disjoint(std::uint64_t chosen) const {
    std::uint64_t seen = 0;
    std::int64_t apart = 0;
    for (const std::uint64_t set : sets_) {  // ascending by size
      if ((set & chosen) != 0 || (set & seen) != 0) continue;
      seen |= set;
      ++apart;
    }
    return apart;
  }

  void search(std::uint64_t chosen, std::int64_t used) {
    if (++tries_ > kTriesMax) return;
    if (used + disjoint(chosen) >= best_) return;
    const auto open = std::find_if(sets_.begin(), sets_.end(), [&](std::uint64_t set) { return (set & chosen) == 0; });
    if (open == sets_.end()) {
      best_ = used;
      return;
    }
    for (std::uint64_t left = *open; left != 0; left &= left - 1) search(chosen | (left & (~left + 1)), used + 1);
  }

  std::vector<std::uint64_t> sets_;
  std::int64_t best_ = 0;
  int tries_ = 0;
};

// Gives a set one of its members, moving others on where need be.
bool give(const std::vector<Counted>& sets, std::size_t set, std::uint64_t& tried, std::vector<std::int64_t>& holder) {
  for (std::uint64_t left = members_of(sets[set]); left != 0; left &= left - 1) {
    const std::uint64_t bit = left & (~left + 1);
    if ((tried & bit) != 0) continue;
    tried |= bit;
    auto& held = holder[static_cast<std::size_t>(std::countr_zero(bit))];
    if (held < 0 || give(sets, static_cast<std::size_t>(held), tried, holder)) {
      held = static_cast<std::int64_t>(set);
      return true;
    }
  }
  return false;
}

}  // namespace

std::int64_t fewest_members(const std::vector<Counted>& sets) {
  std::vector<std::uint64_t> certain;
  for (const Counted& one : sets)
    if (one.certain && one.value.lo != 0) certain.push_back(members_of(one));
  std::sort(certain.begin(), certain.end(), [](std::uint64_t a, std::uint64_t b) {
    const int sizes = std::popcount(a) - std::popcount(b);
    return sizes != 0 ? sizes < 0 : a < b;
  });
  certain.erase(std::unique(certain.begin(), certain.end()), certain.end());
  return FewestMembers(std::move(certain)).find();
}

std::int64_t most_members(const std::vector<Counted>& sets) {
  std::uint64_t all = 0;
  for (const Counted& one : sets) all |= members_of(one);
  std::vector<std::int64_t> holder(64, -1);
  std::int64_t given = 0;
  for (std::size_t set = 0; set < sets.size() && given < std::popcount(all); ++set) {
    std::uint64_t tried = 0;
    if (give(sets, set, tried, holder)) ++given;
  }
  return given;
}

// The fewest points that meet every certain range: the end of the first that no point meets, again and again.
std::int64_t fewest_values(std::vector<Counted> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const Counted& a, const Counted& b) { return a.value.hi < b.value.hi; });
  std::int64_t points = 0;
  std::int64_t last = 0;
  for (const Counted& one : ranges) {
    if (!one.certain || (points > 0 && one.value.lo <= last)) continue;
    last = one.value.hi;
    ++points;
  }
  return points;
}

// A range of at least as many values as there are ranges never lacks one. Of the others the first to end takes its first free.
std::int64_t most_values(std::vector<Counted> ranges, std::int64_t step) {
  const auto count = static_cast<std::int64_t>(ranges.size());
  const auto is_wide = [&](const Counted& one) {
    const Value& range = one.value;
    return range.lo == kNoLow || range.hi == kNoHigh || (range.hi - range.lo) / step + 1 >= count;
  };
  std::int64_t found = 0;
  std::set<std::int64_t> taken;
  std::sort(ranges.begin(), ranges.end(), [](const Counted& a, const Counted& b) { return a.value.hi < b.value.hi; });
  for (const Counted& one : ranges) {
    if (is_wide(one) && one.value.lo != one.value.hi) {
      ++found;
      continue;
    }
    std::int64_t value = one.value.lo;
    while (value <= one.value.hi && taken.count(value) != 0) value += step;
    if (value > one.value.hi) continue;
    taken.insert(value);
    ++found;
  }
  return found;
}

std::int64_t fewest_codes(const std::vector<Counted>& codes) {
  std::set<std::int64_t> known;
  bool any = false;
  for (const Counted& one : codes) {
    any = any || one.certain;
    if (one.certain && one.value.hi >= 0) known.insert(one.value.hi);
  }
  return std::max<std::int64_t>(any ? 1 : 0, static_cast<std::int64_t>(known.size()));
}

std::int64_t most_codes(const std::vector<Counted>& codes) {
  std::set<std::int64_t> known;
  std::int64_t unknown = 0;
  for (const Counted& one : codes) {
    if (one.value.hi >= 0) known.insert(one.value.hi);
    else ++unknown;
  }
  return static_cast<std::int64_t>(known.size()) + unknown;
}

}  // namespace precept::interpreting
