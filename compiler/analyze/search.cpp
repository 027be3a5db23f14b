// Breadth first: every single change of every example comes before any two. Never here: chance; the order is the examples'.
#include "compiler/analyze/search.hpp"

#include "runtime/interpret/interpret.hpp"

namespace precept::analyze {

namespace {

bool same_subject(const Change& one, const Change& other) { return one.of == other.of && one.fact == other.fact; }

}  // namespace

std::optional<Found> search(const Program& program, const std::vector<Base>& bases, const Wanted& wanted) {
  std::size_t tries = 0;
  std::optional<Found> found;
  const auto attempt = [&](const Base& base, std::vector<Change> changes) {
    if (tries >= wanted.tries_max) return false;
    ++tries;
    lower::ExampleCase example = changed(program, *base.bound, changes);
    if (!wanted.shows(example)) return false;
    found = Found{base, std::move(changes), std::move(example)};
    return true;
  };
  for (const Base& base : bases)
    if (wanted.unchanged && attempt(base, {})) return found;
  std::vector<std::vector<Change>> by_base;
  Trace trace;
  for (const Base& base : bases) {
    interpret_into(program, base.bound->request.facts, trace);
    auto& all = by_base.emplace_back();
    for (const FactId fact : wanted.facts)
      for (Change& change : candidates(program, fact, wanted.operations, base.bound->request, trace)) all.push_back(change);
    if (wanted.request_of != nullptr)
      for (Change& change : request_candidates(program, base.bound->request, *wanted.request_of, trace)) all.push_back(change);
    for (const Change& change : all)
      if (attempt(base, {change})) return found;
  }
  for (std::size_t at = 0; at < bases.size(); ++at)
    for (std::size_t i = 0; i < by_base[at].size(); ++i)
      for (std::size_t j = i + 1; j < by_base[at].size(); ++j) {
        if (tries >= wanted.tries_max) return std::nullopt;
        if (!same_subject(by_base[at][i], by_base[at][j]) && attempt(bases[at], {by_base[at][i], by_base[at][j]})) return found;
      }
  return std::nullopt;
}

}  // namespace precept::analyze
