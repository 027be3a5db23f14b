// Random well-typed libraries, as trees that can be shrunk and written as guideline text.
// In: a seed and a size. Out: GeneratedLibrary; its `text()` is one .precept file set. Same seed, same text, everywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace precept::differential {

// A small generator of its own, so that a seed means the same on every standard library.
class Random {
 public:
  // Stirred once, or neighbouring seeds would be places in one sequence.
  explicit Random(std::uint64_t seed) : state_(seed + 0x1234567) { state_ = next(); }
  std::uint64_t next();
  std::int64_t between(std::int64_t low, std::int64_t high);  // both ends in
  bool chance(int percent) { return between(1, 100) <= percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(from.size()) - 1))];
  }

 private:
  std::uint64_t state_;
};

enum class Sort : std::uint8_t { truth, choice, scale, count, sessions, number, dose, date, months, days, span, code };

// An expression as text pieces with sub-expressions between them (pieces.size() == parts.size() + 1).
struct Tree {
  Sort sort = Sort::truth;
  std::vector<std::string> pieces;
  std::vector<Tree> parts;
  std::string text() const;
  std::size_t size() const;
};

struct GeneratedCriterion {
  std::string section;   // "requires", "excluded when", "considers"
  std::string label;
  Tree condition;
  std::vector<Tree> unless;  // none or one
  std::string closing;   // "", "unmet", ...
};
struct GeneratedGrant {
  std::string head;      // "allows", "never more than"
  std::vector<Tree> quantity, within, when;  // none or one each
  bool less_used = false;
};
struct GeneratedRule {
  std::string label;
  std::string evidence;
  std::vector<Tree> applies;
  bool otherwise = false;
  bool not_recommended = false;
  std::vector<std::string> overrides;
  std::vector<GeneratedCriterion> criteria;
  std::vector<GeneratedGrant> grants;
};
struct GeneratedEdition {
  std::string guideline;
  std::string from, until;  // empty: without dates
  std::vector<GeneratedRule> rules;
};
struct GeneratedDefinition {
  std::string name;
  Tree value;
  bool over_lists = false;
};

struct GeneratedLibrary {
  std::string tables;
  std::vector<GeneratedDefinition> definitions;
  std::vector<GeneratedEdition> editions;
  std::string policy;        // its clauses
  // One file of each header: vocabulary, guidelines, policy. Names end in .precept.
  std::vector<std::pair<std::string, std::string>> files() const;
  std::size_t size() const;
};

GeneratedLibrary generate(std::uint64_t seed);

// Every library that is one step smaller: a rule, a criterion, a grant, a definition less, or an expression replaced by a part
// of itself of the same sort. In a fixed order, larger steps first.
std::vector<GeneratedLibrary> smaller(const GeneratedLibrary& library);

}  // namespace precept::differential
