// What two libraries say otherwise, by meaning: reformatting, comments and the order of declarations are no difference.
// In: two compiled libraries. Out: each declaration that was added, removed, changed or only worded otherwise, part by part,
// and for a changed rule, edition or policy a witness: a case that the two decide otherwise. Never here: printing (cli/diff.cpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/lower/lower.hpp"

namespace precept::analyze {

// A library as it is compared.
struct Side {
  const Program& program;
  const std::vector<lower::ExampleCase>& examples;
};

struct PartChange {
  std::string part;           // "criterion within_limit", "allows"
  std::string before, after;  // canonical; empty: not there
};

struct Witness {
  std::string example;        // its title
  bool of_before = false;     // an example of the library before, or after: there, or made up in its words
  std::string text;           // of one that was made up: canonical, expecting what that library says; empty: the library has it
  std::string before, after;  // the outcome and what is granted
};

struct Difference {
  enum class Kind : std::uint8_t { added, removed, changed, wording } kind = Kind::changed;
  std::string what;  // "rule", "definition", "policy", "edition"
  std::string name;
  std::string pages;
  std::vector<PartChange> parts;
  std::optional<Witness> witness;
};

std::vector<Difference> differences(const Side& before, const Side& after);  // by what, then name

}  // namespace precept::analyze
