// A library around random expressions: one vocabulary, one or two guidelines, one of them perhaps in two editions, a policy.
#include "tests/differential/generator.hpp"

#include "tests/differential/expression_generator.hpp"
#include "tests/differential/vocabulary.hpp"

namespace precept::differential {

std::uint64_t Random::next() {  // splitmix64
  std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
}

std::string Tree::text() const {
  std::string out = pieces.front();
  for (std::size_t i = 0; i < parts.size(); ++i) out += parts[i].text() + pieces[i + 1];
  return out;
}

std::size_t Tree::size() const {
  std::size_t out = 1;
  for (const Tree& part : parts) out += part.size();
  return out;
}

namespace {

GeneratedCriterion criterion(Random& random, ExpressionGenerator& expressions, int number) {
  GeneratedCriterion out;
  const auto dice = random.between(1, 100);
  out.section = dice <= 60 ? "requires" : dice <= 88 ? "excluded when" : "considers";
  out.label = "r" + std::to_string(number);
  out.condition = expressions.of(Sort::truth, static_cast<int>(random.between(1, 4)));
  if (random.chance(20)) out.unless.push_back(expressions.of(Sort::truth, static_cast<int>(random.between(0, 2))));
  if (random.chance(20)) {
    static const std::vector<std::string> requirement{"unmet", "met", "open"}, exclusion{"absent", "present", "open"};
    out.closing = random.pick(out.section == "excluded when" ? exclusion : requirement);
  }
  if (out.section == "considers") out.closing.clear();
  return out;
}

GeneratedGrant grant(Random& random, ExpressionGenerator& expressions, bool limit) {
  GeneratedGrant out;
  out.head = limit ? "never more than" : "allows";
  if (limit || random.chance(90)) out.quantity.push_back(expressions.of(Sort::sessions, random.chance(70) ? 0 : 1));
  if (out.quantity.empty() || random.chance(40)) {
    const bool months = random.chance(40);
    out.within.push_back({months ? Sort::months : Sort::days, {std::to_string(random.between(1, 12)) + (months ? "mo" : "w")}, {}});
  }
  out.less_used = !out.quantity.empty() && random.chance(30);
  if (random.chance(30)) out.when.push_back(expressions.of(Sort::truth, 1));
  return out;
}

GeneratedRule rule(Random& random, ExpressionGenerator& expressions, const std::string& label) {
  GeneratedRule out;
  out.label = label;
  if (random.chance(30)) out.evidence = std::to_string(random.between(1, 3));
  if (random.chance(45)) out.applies.push_back(expressions.of(Sort::truth, static_cast<int>(random.between(0, 2))));
  out.not_recommended = random.chance(8);
  const auto criteria = random.between(1, 5);
  for (int i = 1; i <= criteria; ++i) out.criteria.push_back(criterion(random, expressions, i));
  for (auto lines = random.between(0, 2); lines > 0; --lines) out.grants.push_back(grant(random, expressions, false));
  if (random.chance(30)) out.grants.push_back(grant(random, expressions, true));
  return out;
}

GeneratedEdition edition(Random& random, ExpressionGenerator& expressions, const std::string& guideline) {
  GeneratedEdition out;
  out.guideline = guideline;
  const auto rules = random.between(1, 3);
  for (int i = 1; i <= rules; ++i) {
    out.rules.push_back(rule(random, expressions, "a" + std::to_string(i)));
    if (i > 1 && random.chance(40)) out.rules.back().overrides.push_back("a" + std::to_string(i - 1));
  }
  if (rules > 1 && random.chance(25)) {
    out.rules.front().applies.clear();
    out.rules.front().otherwise = true;
  }
  return out;
}

std::string grant_text(const GeneratedGrant& grant) {
  std::string out = "  " + grant.head;
  if (!grant.quantity.empty()) {
    const std::string quantity = grant.quantity.front().text();
    const bool literal = quantity.find_first_not_of("0123456789") == quantity.find(" sessions") && quantity[0] >= '0' && quantity[0] <= '9';
    out += literal ? " " + quantity : " (" + quantity + ")";
  }
  if (!grant.within.empty()) out += " within " + grant.within.front().text();
  if (grant.less_used) out += " less used";
  if (!grant.when.empty()) out += " when " + grant.when.front().text();
  return out + "\n";
}

std::string rule_text(const GeneratedRule& rule) {
  std::string out = "rule care, " + rule.label + " page 1\n";
  if (!rule.applies.empty()) out += "  applies when " + rule.applies.front().text() + "\n";
  if (rule.otherwise) out += "  applies otherwise\n";
  for (const auto& label : rule.overrides) out += "  overrides " + label + "\n";
  if (!rule.evidence.empty()) out += "  evidence " + rule.evidence + "\n";
  if (rule.not_recommended) out += "  not recommended\n";
  for (const auto& one : rule.criteria) {
    out += "  " + one.section + "\n    " + one.label + ": " + one.condition.text() + "\n";
    if (!one.unless.empty()) out += "      unless " + one.unless.front().text() + "\n";
    if (!one.closing.empty()) out += "      undocumented is " + one.closing + "\n";
  }
  for (const auto& one : rule.grants) out += grant_text(one);
  return out + "end\n";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> GeneratedLibrary::files() const {
  std::string vocabulary = vocabulary_text() + tables;
  for (const auto& definition : definitions) vocabulary += "define " + definition.name + " = " + definition.value.text() + "\n";
  std::vector<std::pair<std::string, std::string>> out{{"a_vocabulary.precept", vocabulary}};
  for (const auto& one : editions) {
    std::string text = "guideline " + one.guideline + "\n";
    if (!one.from.empty()) text += "  effective from " + one.from + (one.until.empty() ? "" : " until " + one.until) + "\n";
    text += "  uses generated\n";
    for (const auto& each : one.rules) text += rule_text(each);
    out.emplace_back("b_" + one.guideline + (one.from.empty() ? "" : "_" + one.from) + ".precept", text);
  }
  out.emplace_back("c_policy.precept", "policy generated_policy\n  uses generated\n" + policy);
  return out;
}

std::size_t GeneratedLibrary::size() const {
  std::size_t out = 0;
  for (const auto& [name, text] : files()) out += text.size();
  return out;
}

GeneratedLibrary generate(std::uint64_t seed) {
  Random random(seed);
  GeneratedLibrary out;
  out.tables = random_tables(random);
  const bool lists = random.chance(55);  // the word paths take only what goes over none
  ExpressionGenerator defining(random, out.definitions, false, lists);
  static const std::vector<Sort> sorts{Sort::truth, Sort::count, Sort::number, Sort::date, Sort::months, Sort::span, Sort::dose};
  for (auto count = random.between(0, 4); count > 0; --count) {
    Tree value = defining.of(random.pick(sorts), 2);
    out.definitions.push_back({"e" + std::to_string(out.definitions.size() + 1), std::move(value), defining.take_over_lists()});
  }
  ExpressionGenerator expressions(random, out.definitions, true, lists);
  out.editions.push_back(edition(random, expressions, "first"));
  const bool two_editions = random.chance(25), second = random.chance(35);
  if (two_editions) {
    out.editions.push_back(edition(random, expressions, "first"));
    out.editions[0].from = "2005-01-01";
    out.editions[0].until = random.chance(60) ? "2012-03-01" : "2011-01-01";
    out.editions[1].from = "2012-03-01";
  }
  if (second) out.editions.push_back(edition(random, expressions, "second"));
  const std::string unless = random.chance(30) ? " unless " + expressions.of(Sort::truth, 0).text() : "";
  out.policy = "  consults first" + unless;
  if (second) out.policy += random.chance(50) ? ", then second" : " or second by evidence";
  out.policy += "\n";
  if (two_editions || random.chance(20)) out.policy += std::string("  as of ") + (random.chance(70) ? "d1" : "d3") + "\n";
  static const std::vector<std::string> requirement{"", "unmet", "met", "open"}, exclusion{"", "absent", "present", "open"}, outcomes{"", "deny", "pend", "modify", "approve"};
  if (const auto& word = random.pick(requirement); !word.empty()) out.policy += "  undocumented requirement is " + word + "\n";
  if (const auto& word = random.pick(exclusion); !word.empty()) out.policy += "  undocumented exclusion is " + word + "\n";
  if (random.chance(30)) out.policy += "  undocumented allowance is the least\n";
  if (const auto& word = random.pick(outcomes); !word.empty()) out.policy += "  when silent " + word + "\n";
  if (const auto& word = random.pick(outcomes); !word.empty()) out.policy += "  when conflict " + word + "\n";
  return out;
}

namespace {

// Each way to put a part of the same sort in the place of the tree, or to shrink one of its parts.
void smaller_trees(const Tree& tree, std::vector<Tree>& out) {
  for (const Tree& part : tree.parts)
    if (part.sort == tree.sort) out.push_back(part);
  if (tree.sort == Sort::truth && !tree.parts.empty()) out.push_back({Sort::truth, {"b1"}, {}});
  for (std::size_t i = 0; i < tree.parts.size(); ++i) {
    std::vector<Tree> below;
    smaller_trees(tree.parts[i], below);
    for (Tree& one : below) {
      Tree copy = tree;
      copy.parts[i] = std::move(one);
      out.push_back(std::move(copy));
    }
  }
}

}  // namespace

std::vector<GeneratedLibrary> smaller(const GeneratedLibrary& library) {
  std::vector<GeneratedLibrary> out;
  const auto variant = [&](auto&& change) {
    GeneratedLibrary copy = library;
    change(copy);
    out.push_back(std::move(copy));
  };
  const auto trees = [&](std::size_t e, std::size_t r, auto&& at, const Tree& tree) {
    std::vector<Tree> below;
    smaller_trees(tree, below);
    for (Tree& one : below) variant([&](GeneratedLibrary& copy) { at(copy.editions[e].rules[r]) = one; });
  };
  for (std::size_t e = 0; e < library.editions.size(); ++e) {
    const auto& rules = library.editions[e].rules;
    for (std::size_t r = 0; r < rules.size(); ++r) {
      if (rules.size() > 1) variant([&](auto& copy) { copy.editions[e].rules.erase(copy.editions[e].rules.begin() + static_cast<std::ptrdiff_t>(r)); });
      const auto edit = [&](auto&& change) { variant([&](auto& copy) { change(copy.editions[e].rules[r]); }); };
      if (!rules[r].applies.empty()) edit([](auto& rule) { rule.applies.clear(); });
      if (!rules[r].overrides.empty()) edit([](auto& rule) { rule.overrides.clear(); });
      if (rules[r].not_recommended) edit([](auto& rule) { rule.not_recommended = false; });
      if (!rules[r].evidence.empty()) edit([](auto& rule) { rule.evidence.clear(); });
      for (std::size_t c = 0; c < rules[r].criteria.size(); ++c)
        if (rules[r].criteria.size() > 1) edit([c](auto& rule) { rule.criteria.erase(rule.criteria.begin() + static_cast<std::ptrdiff_t>(c)); });
      for (std::size_t g = 0; g < rules[r].grants.size(); ++g)
        edit([g](auto& rule) { rule.grants.erase(rule.grants.begin() + static_cast<std::ptrdiff_t>(g)); });
    }
  }
  for (std::size_t i = library.definitions.size(); i-- > 0;)
    variant([&](auto& copy) { copy.definitions.erase(copy.definitions.begin() + static_cast<std::ptrdiff_t>(i)); });
  for (std::size_t e = 0; e < library.editions.size(); ++e)
    for (std::size_t r = 0; r < library.editions[e].rules.size(); ++r) {
      const auto& rule = library.editions[e].rules[r];
      const auto edit = [&](auto&& change) { variant([&](auto& copy) { change(copy.editions[e].rules[r]); }); };
      if (!rule.applies.empty()) trees(e, r, [](auto& one) -> Tree& { return one.applies.front(); }, rule.applies.front());
      for (std::size_t c = 0; c < rule.criteria.size(); ++c) {
        if (!rule.criteria[c].unless.empty()) edit([c](auto& one) { one.criteria[c].unless.clear(); });
        if (!rule.criteria[c].closing.empty()) edit([c](auto& one) { one.criteria[c].closing.clear(); });
        trees(e, r, [c](auto& one) -> Tree& { return one.criteria[c].condition; }, rule.criteria[c].condition);
      }
      for (std::size_t g = 0; g < rule.grants.size(); ++g) {
        if (!rule.grants[g].when.empty()) edit([g](auto& one) { one.grants[g].when.clear(); });
        if (rule.grants[g].less_used) edit([g](auto& one) { one.grants[g].less_used = false; });
      }
    }
  return out;
}

}  // namespace precept::differential
