// Diagram in, facts out. Never here: how the diagram came about.
#include "runtime/needed/readings.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace precept::needing {
namespace {

// The point without one of its facts, or with some alone: points that agree in it go together.
Point without(const Point& point, std::size_t place) {
  Point rest = point;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(place));
  return rest;
}

Point only(const Point& point, std::uint64_t places) {
  Point part;
  for (std::size_t place = 0; place < point.size(); ++place)
    if ((places >> place) & 1) part.push_back(point[place]);
  return part;
}

// The classes among points that differ in one fact alone, each group once.
std::set<std::vector<std::size_t>> neighbours(const Block& block, std::size_t place) {
  std::map<Point, std::vector<std::size_t>> together;
  for (std::size_t i = 0; i < block.points.size(); ++i) {
    std::vector<std::size_t>& classes = together[without(block.points[i], place)];
    if (std::find(classes.begin(), classes.end(), block.class_of[i]) == classes.end()) classes.push_back(block.class_of[i]);
  }
  std::set<std::vector<std::size_t>> all;
  for (auto& [rest, classes] : together) {
    std::sort(classes.begin(), classes.end());
    if (classes.size() > 1) all.insert(classes);
  }
  return all;
}

using Places = std::vector<Place>;  // ascending, each once

void add(Places& places, Place place) {
  const auto at = std::lower_bound(places.begin(), places.end(), place);
  if (at == places.end() || *at != place) places.insert(at, place);
}

bool is_within(const OpenSet& one, const OpenSet& other) { return (one & ~other).none(); }

bool is_before(const OpenSet& one, const OpenSet& other) {
  if (one.count() != other.count()) return one.count() < other.count();
  for (std::size_t i = 0; i < kOpenMax; ++i)
    if (one[i] != other[i]) return one[i];
  return false;
}

// Keeps the sets that hold no other; smallest first.
void keep_least(std::vector<OpenSet>& sets) {
  std::sort(sets.begin(), sets.end(), is_before);
  std::vector<OpenSet> least;
  for (const OpenSet& set : sets)
    if (std::none_of(least.begin(), least.end(), [&](const OpenSet& other) { return is_within(other, set); }))
      least.push_back(set);
  sets = std::move(least);
}

// A choice within one block: these of its facts get a value, and then it lies in one of these classes.
struct Step {
  OpenSet facts;
  std::vector<std::size_t> classes;
};

std::vector<Step> steps_of(const Block& block) {
  std::vector<Step> steps;
  const std::size_t facts = block.open.size();
  const std::uint64_t every = (std::uint64_t{1} << facts) - 1;
  for (std::uint64_t chosen = 0; chosen <= every; ++chosen) {
    std::map<Point, std::set<std::size_t>> together;
    for (std::size_t i = 0; i < block.points.size(); ++i)
      together[only(block.points[i], chosen)].insert(block.class_of[i]);
    std::set<std::set<std::size_t>> distinct;
    for (const auto& [part, classes] : together) distinct.insert(classes);
    for (const auto& classes : distinct) {
      Step step{{}, {classes.begin(), classes.end()}};
      for (std::size_t place = 0; place < facts; ++place)
        if ((chosen >> place) & 1) step.facts.set(block.open[place]);
      steps.push_back(std::move(step));
    }
  }
  return steps;
}

class Settling {
 public:
  Settling(const Blocks& blocks, const Diagram& diagram) : diagram_(diagram) {
    steps_.resize(blocks.all.size());
    for (const Diagram::Test& test : diagram.tests) {
      const Block& block = blocks.all[test.block];
      if (block.open.size() > kFactsInBlockMax) possible_ = false;
      else if (steps_[test.block].empty()) steps_[test.block] = steps_of(block);
    }
  }

  bool complete() const { return possible_ && asked_ <= kStepsMax; }

  std::vector<OpenSet> towards(Place end) {
    end_ = end;
    answers_.clear();
    return possible_ ? sets({diagram_.root}) : std::vector<OpenSet>{};
  }

 private:
  // The sets that settle all of these at once.
  std::vector<OpenSet> sets(const Places& places) {
    if (std::any_of(places.begin(), places.end(), [&](Place place) { return is_end(place) && place != end_; })) return {};
    if (places.size() == 1 && places.front() == end_) return {OpenSet{}};
    if (const auto known = answers_.find(places); known != answers_.end()) return known->second;
    if (++asked_ > kStepsMax) return {};
    std::size_t first = steps_.size();
    for (const Place place : places)
      if (!is_end(place)) first = std::min(first, diagram_.test(place).block);
    std::vector<OpenSet> found;
    for (const Step& step : steps_[first]) {
      const bool more_than_needed =
          std::any_of(found.begin(), found.end(), [&](const OpenSet& set) { return is_within(set, step.facts); });
      if (more_than_needed) continue;
      for (const OpenSet& rest : sets(after(places, first, step.classes))) found.push_back(rest | step.facts);
    }
    keep_least(found);
    if (found.size() > kSetsOnTheWayMax) found.resize(kSetsOnTheWayMax);
    answers_.emplace(places, found);
    return found;
  }

  Places after(const Places& places, std::size_t block, const std::vector<std::size_t>& classes) const {
    Places next;
    for (const Place place : places) {
      if (is_end(place) || diagram_.test(place).block != block) {
        add(next, place);
        continue;
      }
      for (const std::size_t each : classes) add(next, diagram_.test(place).next[each]);
    }
    return next;
  }

  const Diagram& diagram_;
  std::vector<std::vector<Step>> steps_;
  std::map<Places, std::vector<OpenSet>> answers_;
  Place end_ = 0;
  bool possible_ = true;
  std::size_t asked_ = 0;
};

}  // namespace

OpenSet can_change(const Blocks& blocks, const Diagram& diagram) {
  OpenSet all;
  std::vector<std::vector<const Diagram::Test*>> tests(blocks.all.size());
  for (const Diagram::Test& test : diagram.tests) tests[test.block].push_back(&test);
  for (std::size_t b = 0; b < tests.size(); ++b) {
    const Block& block = blocks.all[b];
    if (tests[b].empty()) continue;
    if (block.open.size() == 1) {
      all.set(block.open[0]);  // no test is without a difference
      continue;
    }
    for (std::size_t place = 0; place < block.open.size(); ++place) {
      for (const std::vector<std::size_t>& classes : neighbours(block, place)) {
        for (const Diagram::Test* test : tests[b])
          for (const std::size_t each : classes)
            if (test->next[each] != test->next[classes.front()]) all.set(block.open[place]);
      }
    }
  }
  return all;
}

SettlingSets settling_sets(const Blocks& blocks, const Diagram& diagram, const std::vector<bool>& wanted) {
  SettlingSets result;
  Settling settling(blocks, diagram);
  for (std::size_t end = 0; end < diagram.ends.size(); ++end) {
    if (!wanted[end]) continue;
    const std::vector<OpenSet> found = settling.towards(-1 - static_cast<Place>(end));
    result.sets.insert(result.sets.end(), found.begin(), found.end());
  }
  keep_least(result.sets);
  result.complete = settling.complete();
  return result;
}

std::vector<const Point*> example_of(const Blocks& blocks, const Diagram& diagram, std::size_t end) {
  const Place wanted = -1 - static_cast<Place>(end);
  std::vector<std::size_t> classes(blocks.all.size(), 0);
  std::set<Place> in_vain;
  std::vector<std::pair<Place, std::size_t>> path;  // a test, and which of its ways was taken
  Place now = diagram.root;
  while (now != wanted) {
    const bool goes_on = !is_end(now) && in_vain.count(now) == 0;
    if (goes_on) path.push_back({now, 0});
    while (!goes_on && !path.empty() && ++path.back().second == diagram.test(path.back().first).next.size()) {
      in_vain.insert(path.back().first);
      path.pop_back();
    }
    if (path.empty()) return {};
    now = diagram.test(path.back().first).next[path.back().second];
  }
  for (const auto& [place, way] : path) classes[diagram.test(place).block] = way;
  std::vector<const Point*> points;
  for (std::size_t b = 0; b < classes.size(); ++b) {
    const Block& block = blocks.all[b];
    points.push_back(block.points.empty() ? nullptr : &block.points[block.example_of[classes[b]]]);
  }
  return points;
}

}  // namespace precept::needing
