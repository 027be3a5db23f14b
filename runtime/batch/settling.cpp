// Open rows by what their request hangs on, the most frequent looked at: see the header.
#include "runtime/batch/settling.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "runtime/needed/needed.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kKeptMax = 20'000;  // so that memory stays bounded; what goes beyond is worked out again

using Open = ShardAnswers::Used;

// In the order of their first rows. Stores of different threads hold the same answers, told apart by what they hang on.
std::vector<Open> open_of(const ShardAnswers& answers) {
  std::vector<Open> found;
  std::unordered_map<std::string_view, std::size_t> by_key;
  for (const Open& one : answers.used) {
    if (one.answer->open == nullptr) continue;
    const auto [place, is_new] = by_key.emplace(one.answer->open_key, found.size());
    if (is_new)
      found.push_back(one);
    else
      found[place->second].rows += one.rows;
  }
  return found;
}

}  // namespace

Settling::Settling(const Program& program, PolicyId policy)
    : program_(program), policy_(policy), blank_(undocumented_facts(program)) {}

void Settling::count(const ShardAnswers& answers, Tally& tally) {
  std::vector<Open> open = open_of(answers);
  std::stable_sort(open.begin(), open.end(), [](const Open& a, const Open& b) { return a.rows > b.rows; });
  if (open.size() > kSettlingMax) open.resize(kSettlingMax);
  for (const Open& one : open) {
    tally.settled_looked_at += one.rows;
    for (const std::string& fact : facts_of(*one.answer)) tally.settled_by[fact] += one.rows;
  }
}

Settling::Facts Settling::facts_of(const Answer& answer) {
  {
    const std::lock_guard lock(keeping_);
    if (const auto found = kept_.find(answer.open_key); found != kept_.end()) return found->second;
  }
  const StillNeeded needed = still_needed(program_, policy_, answer.open->request(blank_), answer.outcome);
  Facts facts;
  for (const std::vector<NeededFact>& set : needed.sets)
    if (set.size() == 1) facts.push_back(name_of(program_, set.front()));
  const std::lock_guard lock(keeping_);
  if (kept_.size() < kKeptMax) kept_.emplace(answer.open_key, facts);
  return facts;
}

}  // namespace precept::batch
