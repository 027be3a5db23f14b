// The text of a Program: as it is written, and different for every field that is.
#include "runtime/program/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>
#include <vector>

#include "runtime/program/sha256.hpp"
#include "tests/program/sample_program.hpp"

namespace precept {
namespace {

using namespace sample;

// PRECEPT_UPDATE_GOLDENS=1 writes what is, instead of reading what should be; the diff is then to be read.
std::string golden(const std::string& name, const std::string& actual) {
  const std::string path = std::string(PRECEPT_SOURCE_DIR) + "/tests/program/" + name;
  if (std::getenv("PRECEPT_UPDATE_GOLDENS") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(ProgramText, TheSampleIsWrittenAsTheGoldenHasIt) {
  const std::string text = program_to_text(sample_program());
  EXPECT_EQ(text, golden("sample_program.txt", text));
}

TEST(ProgramText, TheHashIsOfTheTextWithoutItsHashLine) {
  Program program = sample_program();
  const std::string hash = program.hash;
  program.hash.clear();
  Sha256 sha256;
  sha256.add(program_to_text(program));
  EXPECT_EQ(hash, "sha256:" + sha256.hex());
  EXPECT_EQ(program_hash(program), hash);
  program.hash = "sha256:else";
  EXPECT_EQ(program_hash(program), hash);
}

TEST(ProgramText, TwoStringsNeverReadAsOther) {
  Program one, other;
  one.units = {{"a\" \"b", "c"}};
  other.units = {{"a", "b\" \"c"}};
  EXPECT_NE(program_to_text(one), program_to_text(other));
  one.units = {{"a\nunit u1 \"x\" \"y\"", "c"}};
  EXPECT_EQ(program_to_text(one), "precept program 1\nunit u0 \"a\\x0aunit u1 \\\"x\\\" \\\"y\\\"\" \"c\"\n");
}

// Every field of every struct of program.hpp, changed one at a time: the text must change each time, each time otherwise.
TEST(ProgramText, EveryFieldIsInIt) {
  using Change = std::function<void(Program&)>;
  const std::vector<Change> changes = {
      [](Program& p) { p.enumerations[0].name = "other"; },
      [](Program& p) { p.enumerations[0].ordered = false; },
      [](Program& p) { p.enumerations[1].members[1].name = "other"; },
      [](Program& p) { p.enumerations[1].members[1].words = "other"; },
      [](Program& p) { p.units[0].singular = "other"; },
      [](Program& p) { p.units[0].plural = "others"; },
      [](Program& p) { p.facts[0].name = "other"; },
      [](Program& p) { p.facts[0].words = "other"; },
      [](Program& p) { p.facts[3].type.kind = TypeKind::count; },
      [](Program& p) { p.facts[2].type.enumeration = EnumId{1}; },
      [](Program& p) { p.facts[8].type.unit = UnitId{0}; },
      [](Program& p) { p.facts[8].type.unit.reset(); },
      [](Program& p) { p.facts[8].type.is_signed = true; },
      [](Program& p) { p.facts[8].whole.lo = 1; },
      [](Program& p) { p.facts[8].whole.hi = kNoHigh; },
      [](Program& p) { p.facts[4].assumed = truth_value(Truth::yes); },
      [](Program& p) { p.facts[4].assumed.reset(); },
      [](Program& p) { p.facts[4].documented_by = "other"; },
      [](Program& p) { p.facts[4].per_request = true; },
      [](Program& p) { p.facts[6].builtin = Builtin::used; },
      [](Program& p) { p.facts[6].service.reset(); },
      [](Program& p) { p.facts[6].owner = "other"; },
      [](Program& p) { p.facts[1].not_before.reset(); },
      [](Program& p) { p.services[0].name = "other"; },
      [](Program& p) { p.services[0].words = "other"; },
      [](Program& p) { p.services[0].unit.reset(); },
      [](Program& p) { p.services[0].requested.reset(); },
      [](Program& p) { p.services[0].requested_over = FactId{1}; },
      [](Program& p) { p.services[0].requested_rate = FactId{1}; },
      [](Program& p) { p.services[0].used = FactId{1}; },
      [](Program& p) { p.nodes[4].op = Op::less; },
      [](Program& p) { p.nodes[4].type.kind = TypeKind::count; },
      [](Program& p) {
        p.nodes[4].operands = {NodeId{3}, NodeId{1}};
      },
      [](Program& p) { p.nodes[4].fact = FactId{1}; },
      [](Program& p) { p.nodes[0].fact = FactId{1}; },
      [](Program& p) { p.nodes[2].constant.hi = 25; },
      [](Program& p) { p.nodes[17].constant.hi = 25; },
      [](Program& p) { p.nodes[4].constant.hi = 25; },
      [](Program& p) { p.nodes[15].members = 2; },
      [](Program& p) { p.nodes[15].members = 6; },
      [](Program& p) { p.nodes[13].quantity = 1; },
      [](Program& p) { p.nodes[18].numerator = 3; },
      [](Program& p) { p.nodes[18].denominator = 3; },
      [](Program& p) { p.definitions[0].name = "other"; },
      [](Program& p) { p.definitions[0].words = "other"; },
      [](Program& p) { p.definitions[0].owner = "other"; },
      [](Program& p) { p.definitions[0].expression = "other"; },
      [](Program& p) { p.definitions[0].place.kind = Place::Kind::value; },
      [](Program& p) { p.definitions[0].place.node = NodeId{1}; },
      [](Program& p) { p.definitions[0].place.until = NodeId{0}; },
      [](Program& p) { p.definitions[0].place.name = "other"; },
      [](Program& p) { p.definitions[1].mentions_definitions.clear(); },
      [](Program& p) { p.definitions[0].mentions_facts.pop_back(); },
      [](Program& p) { p.criteria[0].label = "other"; },
      [](Program& p) { p.criteria[0].section = Section::considers; },
      [](Program& p) { p.criteria[0].condition = NodeId{8}; },
      [](Program& p) { p.criteria[4].unless = NodeId{9}; },
      [](Program& p) { p.criteria[4].effective = NodeId{9}; },
      [](Program& p) { p.criteria[0].closing = Closing::open; },
      [](Program& p) { p.criteria[0].closing.reset(); },
      [](Program& p) { p.criteria[0].text.pieces[0] = "other"; },
      [](Program& p) { p.criteria[0].met.pieces = {"other"}; },
      [](Program& p) { p.criteria[0].unmet.pieces[1] = "other"; },
      [](Program& p) { p.criteria[0].unmet.places[2].fact = FactId{6}; },
      [](Program& p) { p.criteria[0].undocumented.pieces = {"other"}; },
      [](Program& p) { p.criteria[0].pages = "127"; },
      [](Program& p) { p.criteria[0].cites = {"other"}; },
      [](Program& p) { p.criteria[0].expression = "other"; },
      [](Program& p) { p.criteria[4].unless_expression = "other"; },
      [](Program& p) { p.criteria[1].group = Criterion::Group::any_of; },
      [](Program& p) { p.criteria[1].group = Criterion::Group::all_of; },
      [](Program& p) { p.criteria[1].group_quantity = 1; },
      [](Program& p) { std::swap(p.criteria[1].branches[0], p.criteria[1].branches[1]); },
      [](Program& p) { p.criteria[0].mentions_facts.pop_back(); },
      [](Program& p) { p.criteria[0].mentions_definitions.pop_back(); },
      [](Program& p) { p.criteria[0].rule = RuleId{1}; },
      [](Program& p) { p.rules[0].name = "other"; },
      [](Program& p) { p.rules[0].label = "other"; },
      [](Program& p) { p.rules[0].service = ServiceId{1}; },
      [](Program& p) { p.rules[0].edition = EditionId{1}; },
      [](Program& p) { p.rules[0].pages = "other"; },
      [](Program& p) { p.rules[0].cites = {"other"}; },
      [](Program& p) { p.rules[0].note.pieces = {"other"}; },
      [](Program& p) { p.rules[0].evidence = 1; },
      [](Program& p) { p.rules[0].evidence.reset(); },
      [](Program& p) { p.rules[0].not_recommended = true; },
      [](Program& p) { p.rules[0].applies_otherwise = false; },
      [](Program& p) { p.rules[1].applies = NodeId{11}; },
      [](Program& p) { p.rules[1].applies_expression = "other"; },
      [](Program& p) { p.rules[1].overrides.clear(); },
      [](Program& p) { std::swap(p.rules[0].requirements[0], p.rules[0].requirements[1]); },
      [](Program& p) { p.rules[0].exclusions.clear(); },
      [](Program& p) { p.rules[0].considers.clear(); },
      [](Program& p) { p.rules[0].allows[0].quantity.reset(); },
      [](Program& p) { p.rules[0].allows[0].within.reset(); },
      [](Program& p) { p.rules[0].allows[0].less_used = false; },
      [](Program& p) { p.rules[0].allows[0].when.reset(); },
      [](Program& p) { p.rules[0].allows[0].cites = {"other"}; },
      [](Program& p) { p.rules[0].allows[0].expression = "other"; },
      [](Program& p) { p.rules[0].never_more[0].expression = "other"; },
      [](Program& p) { std::swap(p.rules[0].allows, p.rules[0].never_more); },
      [](Program& p) { p.editions[0].guideline = "other"; },
      [](Program& p) { p.editions[0].words = "other"; },
      [](Program& p) { p.editions[0].source = "other"; },
      [](Program& p) { *p.editions[0].from += 1; },
      [](Program& p) { p.editions[0].until.reset(); },
      [](Program& p) { p.editions[0].name = "other"; },
      [](Program& p) { p.editions[0].rules.pop_back(); },
      [](Program& p) { p.policies[0].name = "other"; },
      [](Program& p) { p.policies[0].words = "other"; },
      [](Program& p) { p.policies[0].steps[0].alternatives[0].guideline = "other"; },
      [](Program& p) { p.policies[0].steps[0].alternatives[0].unless.reset(); },
      [](Program& p) { p.policies[0].steps[0].alternatives[0].unless_expression = "other"; },
      [](Program& p) { p.policies[0].steps[0].alternatives[0].editions.pop_back(); },
      [](Program& p) { p.policies[0].steps.pop_back(); },
      [](Program& p) { p.policies[0].as_of.reset(); },
      [](Program& p) { p.policies[0].as_of_fact.reset(); },
      [](Program& p) { p.policies[0].requirement = Closing::holds; },
      [](Program& p) { p.policies[0].exclusion = Closing::holds; },
      [](Program& p) { p.policies[0].allowance_least = false; },
      [](Program& p) { p.policies[0].when_silent = Outcome::pend; },
      [](Program& p) { p.policies[0].when_conflict = Outcome::modify; },
      [](Program& p) { p.policies[0].needs_review[0] = true; },
      [](Program& p) { p.policies[0].needs_review[2] = false; },
      [](Program& p) { p.policies[0].says[3] = "other"; },
  };
  std::set<std::string> hashes = {program_hash(sample_program())};
  for (std::size_t index = 0; index < changes.size(); ++index) {
    Program program = sample_program();
    changes[index](program);
    EXPECT_TRUE(hashes.insert(program_hash(program)).second) << "change " << index << " is not in the text";
  }
}

}  // namespace
}  // namespace precept
