// The atoms of conditions, grouped by what they speak of, and the cells that each group is cut into (language
// reference, section 6: "comparisons of one expression are split into its cells").
// In: truth nodes of a Program. Out: for each group, the truths that its atoms may take together.
// Never here: the logic above the atoms (conditions.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/decide/ranges.hpp"

namespace precept::deciding {

enum class Offset : std::uint8_t { none, months, days };

// An operand of a comparison: a constant, or a node, or a node some months or days on.
struct Term {
  bool constant = false;
  NodeId base{};
  Offset offset = Offset::none;
  std::int64_t amount = 0;  // the constant's value; or how many months or days on
};

// One atom, able to say whether it holds at a point.
struct Atom {
  NodeId node{};
  Op op = Op::constant;
  std::vector<Term> terms;    // of an ordered comparison, its operands
  std::uint64_t members = 0;  // of a comparison of choices: those for which it holds
  const CodeList* codes = nullptr;  // of code_in; the Program's own
};

// What a group's atoms speak of.
//   alone    one atom that shares its subject with none: it is yes or no
//   choice   one choice against members
//   code     one code against code lists
//   ordered  one ordered subject against constants
//   pair     `subject` against `base`, and against `base` some months or days on: spans
enum class Kind : std::uint8_t { alone, choice, code, ordered, pair };

// A cell is a bit for each atom: whether it holds. At most 64 atoms; what is over starts another group.
using Cell = std::uint64_t;
inline constexpr std::size_t kAtomsInGroupMax = 64;

struct AtomGroup {
  Kind kind = Kind::alone;
  NodeId subject{};
  NodeId base{};                      // of a pair
  std::optional<std::int64_t> fixed;  // of a pair whose subject is a constant: its value
  std::int64_t step = 1;              // between neighbouring values of the subject
  std::uint64_t items = 0;                // code: how many items of its system a code may fall under, none of them counted too
  std::vector<Atom> atoms;
  std::vector<std::int64_t> limits;  // ordered: the constants, ascending, each once
  std::vector<Term> marks;           // pair: the limits on the base's side, each once; of one offset kind: ascending
  bool mixed = false;                // pair: months and days both, so the order of the marks depends on the date
};

// Whether an operation stands above atoms rather than being one.
bool is_junction(Op op);

// Groups the atoms; the order of groups and atoms is that of the nodes given (ascending ids: the same in every run).
std::vector<AtomGroup> group_atoms(const Program& program, const std::vector<NodeId>& atoms);

// The cells that the group's subject may lie in, each once. Never empty.
std::vector<Cell> possible_cells(const AtomGroup& group, const Ranges& ranges);

// The same for a pair (pair_cells.cpp).
std::vector<Cell> possible_pair_cells(const AtomGroup& group, Value subject, Value base);

// The cell of one point: `base` counts for pairs only.
Cell cell_at(const AtomGroup& group, std::int64_t subject, std::int64_t base);

// A term's value where its base has this one. Months and days on never overflow: they saturate.
std::int64_t term_at(const Term& term, std::int64_t base);

void add_once(std::vector<Cell>& cells, Cell cell);

}  // namespace precept::deciding
