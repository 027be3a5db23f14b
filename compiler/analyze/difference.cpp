// Declarations compared part by part.
#include "compiler/analyze/difference.hpp"

#include "compiler/analyze/difference_witness.hpp"
#include "compiler/analyze/meaning.hpp"

namespace precept::analyze {

namespace {

void compare(Difference& out, const Declared& before, const Declared& after, bool& worded) {
  const Part none;
  const auto part_of = [&none](const Declared& one, const std::string& name) -> const Part& {
    const auto found = one.parts.find(name);
    return found == one.parts.end() ? none : found->second;
  };
  std::map<std::string, bool> names;
  for (const auto* one : {&before, &after})
    for (const auto& [name, part] : one->parts) names[name] = true;
  for (const auto& [name, unused] : names) {
    const Part &old_part = part_of(before, name), &new_part = part_of(after, name);
    if (old_part.meaning != new_part.meaning) out.parts.push_back({name, old_part.shown, new_part.shown});
    worded = worded || old_part.wording != new_part.wording;
  }
}

}  // namespace

std::vector<Difference> differences(const Side& before, const Side& after) {
  const auto old_ones = Meaning(before.program).declarations(), new_ones = Meaning(after.program).declarations();
  auto keys = old_ones;
  keys.insert(new_ones.begin(), new_ones.end());
  DifferenceWitnesses witnesses(before, after);
  std::vector<Difference> out;
  for (const auto& [key, unused] : keys) {
    const auto old_one = old_ones.find(key), new_one = new_ones.find(key);
    Difference one;
    one.what = key.first;
    one.name = key.second;
    one.pages = new_one != new_ones.end() ? new_one->second.pages : old_one->second.pages;
    bool worded = false;
    if (old_one == old_ones.end()) {
      one.kind = Difference::Kind::added;
    } else if (new_one == new_ones.end()) {
      one.kind = Difference::Kind::removed;
    } else {
      compare(one, old_one->second, new_one->second, worded);
      if (one.parts.empty() && !worded) continue;
      one.kind = one.parts.empty() ? Difference::Kind::wording : Difference::Kind::changed;
    }
    if (one.kind != Difference::Kind::wording) one.witness = witnesses.of(one);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace precept::analyze
