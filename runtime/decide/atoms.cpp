// Truth nodes in, groups of atoms and their possible cells out. Never here: logic above the atoms.
#include "runtime/decide/atoms.hpp"

#include <algorithm>

#include "runtime/values/calendar.hpp"

namespace precept::deciding {
namespace {

bool is_ordered_comparison(Op op) {
  return op == Op::less || op == Op::less_equal || op == Op::equal || op == Op::between || op == Op::in_set;
}

// Limits of a mixed group beyond 100 years stay out of it: its cells are found by looking at each date of a window.
constexpr std::int64_t kMixedMonthsMax = 1200;
constexpr std::int64_t kMixedDaysMax = 36525;

std::int64_t plus_days(std::int64_t date, std::int64_t days) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(date, days, &sum)) return days > 0 ? kNoHigh : kNoLow;
  return sum;
}

Term term_of(const Program& program, NodeId id) {
  const Node& node = program.node(id);
  if (node.op == Op::constant) return {true, id, Offset::none, node.constant.lo};
  if (node.op != Op::limit_months && node.op != Op::limit_days) return {false, id, Offset::none, 0};
  const Node& date = program.node(node.operands[0]);
  const Node& length = program.node(node.operands[1]);
  // A base that is worked out is below what every engine leaves in its trace: such a limit stands for itself.
  const bool readable = date.op == Op::fact || date.op == Op::recorded || date.op == Op::constant;
  if (length.op != Op::constant || !readable) return {false, id, Offset::none, 0};
  const Term on{false, node.operands[0], node.op == Op::limit_months ? Offset::months : Offset::days, length.constant.lo};
  if (date.op == Op::constant) return {true, id, Offset::none, term_at(on, date.constant.lo)};
  if (on.amount == 0) return {false, node.operands[0], Offset::none, 0};
  return on;
}

// What an ordered comparison is about: its distinct bases, and which of them months or days are added to.
struct Subjects {
  std::vector<NodeId> bases;   // of terms that are no constants, each once
  std::vector<NodeId> offset;  // those with months or days on
  std::vector<NodeId> constant;
};

Subjects subjects_of(const Atom& atom) {
  Subjects found;
  const auto once = [](std::vector<NodeId>& list, NodeId id) {
    if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
  };
  for (const Term& term : atom.terms) {
    once(term.constant ? found.constant : found.bases, term.base);
    if (term.offset != Offset::none) once(found.offset, term.base);
  }
  return found;
}

bool fits_pair(const AtomGroup& group, NodeId subject, NodeId base) {
  return group.kind == Kind::pair && group.subject == subject && group.base == base && group.atoms.size() < kAtomsInGroupMax;
}

bool far(const Atom& atom) {
  return std::any_of(atom.terms.begin(), atom.terms.end(), [](const Term& term) {
    const std::int64_t most = term.offset == Offset::months ? kMixedMonthsMax : kMixedDaysMax;
    return term.offset != Offset::none && (term.amount > most || term.amount < -most);
  });
}

class Grouping {
 public:
  explicit Grouping(const Program& program) : program_(program) {}

  std::vector<AtomGroup> of(const std::vector<NodeId>& nodes) {
    std::vector<Atom> either_way;  // of two bases, neither with an offset: they join whichever pair there is
    for (const NodeId id : nodes) {
      const Node& node = program_.node(id);
      Atom atom{id, node.op, {}, 0, nullptr};
      if (node.op == Op::choice_in) {
        atom.members = node.members;
        add_choice(std::move(atom), node.operands[0]);
      } else if (node.op == Op::code_in) {
        atom.codes = &program_.code_list(node.codes);
        add_to(Kind::code, node.operands[0], std::move(atom));
      } else if (node.op == Op::choice_equal) {
        add_choice_equal(std::move(atom), node);
      } else if (is_ordered_comparison(node.op)) {
        for (const NodeId operand : node.operands) atom.terms.push_back(term_of(program_, operand));
        add_ordered(std::move(atom), either_way);
      } else {
        add_alone(std::move(atom));
      }
    }
    for (Atom& atom : either_way) add_either_way(std::move(atom));
    for (AtomGroup& group : groups_) finish(group);
    return std::move(groups_);
  }

 private:
  void add_alone(Atom atom) {
    AtomGroup group;
    group.subject = atom.node;
    group.atoms.push_back(std::move(atom));
    groups_.push_back(std::move(group));
  }

  void add_choice_equal(Atom atom, const Node& node) {
    const Node& first = program_.node(node.operands[0]);
    const Node& second = program_.node(node.operands[1]);
    if (second.op == Op::constant) {
      atom.members = static_cast<std::uint64_t>(second.constant.lo);
      add_choice(std::move(atom), node.operands[0]);
    } else if (first.op == Op::constant) {
      atom.members = static_cast<std::uint64_t>(first.constant.lo);
      add_choice(std::move(atom), node.operands[1]);
    } else {
      add_alone(std::move(atom));
    }
  }

  void add_choice(Atom atom, NodeId subject) { add_to(Kind::choice, subject, std::move(atom)); }

  void add_to(Kind kind, NodeId subject, Atom atom) {
    for (AtomGroup& group : groups_) {
      if (group.kind == kind && group.subject == subject && group.atoms.size() < kAtomsInGroupMax) {
        group.atoms.push_back(std::move(atom));
        return;
      }
    }
    AtomGroup group;
    group.kind = kind;
    group.subject = subject;
    group.step = step_of(program_.node(subject).type.kind);
    if (kind == Kind::code) group.items = program_.system(program_.node(subject).type.system).items.size() + 1;
    group.atoms.push_back(std::move(atom));
    groups_.push_back(std::move(group));
  }

  void add_ordered(Atom atom, std::vector<Atom>& either_way) {
    const Subjects about = subjects_of(atom);
    if (about.bases.size() == 1 && about.offset.empty()) {
      add_to(Kind::ordered, about.bases[0], std::move(atom));
    } else if (about.bases.size() == 1 && about.offset.size() == 1 && about.constant.size() == 1) {
      add_pair(std::move(atom), about.constant[0], about.bases[0]);  // 2013-01-01 <= A + 2y
    } else if (about.bases.size() == 2 && about.offset.size() == 1 && about.constant.empty()) {
      const NodeId base = about.offset[0];
      add_pair(std::move(atom), about.bases[0] == base ? about.bases[1] : about.bases[0], base);
    } else if (about.bases.size() == 2 && about.offset.empty() && about.constant.empty()) {
      either_way.push_back(std::move(atom));
    } else {
      add_alone(std::move(atom));
    }
  }

  void add_either_way(Atom atom) {
    const Subjects about = subjects_of(atom);
    const NodeId one = std::min(about.bases[0], about.bases[1]);
    const NodeId other = std::max(about.bases[0], about.bases[1]);
    for (const AtomGroup& group : groups_) {
      if (fits_pair(group, one, other)) return add_pair(std::move(atom), one, other);
    }
    add_pair(std::move(atom), other, one);
  }

  void add_pair(Atom atom, NodeId subject, NodeId base) {
    for (AtomGroup& group : groups_) {
      if (fits_pair(group, subject, base)) {
        group.atoms.push_back(std::move(atom));
        return;
      }
    }
    AtomGroup group;
    group.kind = Kind::pair;
    group.subject = subject;
    group.base = base;
    group.step = step_of(program_.node(base).type.kind);
    for (const Term& term : atom.terms)
      if (term.constant) group.fixed = term.amount;
    group.atoms.push_back(std::move(atom));
    groups_.push_back(std::move(group));
  }

  static void finish(AtomGroup& group) {
    if (group.kind == Kind::ordered) {
      for (const Atom& atom : group.atoms)
        for (const Term& term : atom.terms)
          if (term.constant) group.limits.push_back(term.amount);
      std::sort(group.limits.begin(), group.limits.end());
      group.limits.erase(std::unique(group.limits.begin(), group.limits.end()), group.limits.end());
    }
    if (group.kind == Kind::pair) finish_pair(group);
  }

  // A group of months and days keeps to limits that a window of dates can be searched for.
  static void finish_pair(AtomGroup& group) {
    bool months = false;
    bool days = false;
    for (const Atom& atom : group.atoms) {
      for (const Term& term : atom.terms) {
        months = months || term.offset == Offset::months;
        days = days || term.offset == Offset::days;
        if (term.constant || term.base != group.base) continue;
        const auto same = [&](const Term& mark) { return mark.offset == term.offset && mark.amount == term.amount; };
        if (std::none_of(group.marks.begin(), group.marks.end(), same)) group.marks.push_back(term);
      }
    }
    group.mixed = months && days;
    std::sort(group.marks.begin(), group.marks.end(), [](const Term& one, const Term& other) {
      return one.amount != other.amount ? one.amount < other.amount : one.offset < other.offset;
    });
  }

  const Program& program_;
  std::vector<AtomGroup> groups_;
};

// Months and days of more than 100 years in one group are taken atom by atom: each of them yes or no by its own trace.
void split_far(std::vector<AtomGroup>& groups) {
  std::vector<AtomGroup> split;
  for (AtomGroup& group : groups) {
    if (!group.mixed || std::none_of(group.atoms.begin(), group.atoms.end(), far)) continue;
    for (std::size_t i = 1; i < group.atoms.size(); ++i) {
      AtomGroup alone;
      alone.subject = group.atoms[i].node;
      alone.atoms.push_back(std::move(group.atoms[i]));
      split.push_back(std::move(alone));
    }
    group.atoms.resize(1);
    group.kind = Kind::alone;
    group.subject = group.atoms[0].node;
    group.marks.clear();
    group.mixed = false;
  }
  for (AtomGroup& group : split) groups.push_back(std::move(group));
}

bool holds_at(const AtomGroup& group, const Atom& atom, std::int64_t subject, std::int64_t base) {
  const auto operand = [&](std::size_t i) {
    const Term& term = atom.terms[i];
    return term.constant ? term.amount : term_at(term, term.base == group.subject ? subject : base);
  };
  if (atom.op == Op::less) return operand(0) < operand(1);
  if (atom.op == Op::less_equal) return operand(0) <= operand(1);
  if (atom.op == Op::equal) return operand(0) == operand(1);
  if (atom.op == Op::between) return operand(1) <= operand(0) && operand(0) <= operand(2);
  for (std::size_t i = 1; i < atom.terms.size(); ++i)  // in_set
    if (operand(0) == operand(i)) return true;
  return false;
}

std::vector<Cell> alone_cells(const AtomGroup& group, const Ranges& ranges) {
  const Truth truth = ranges.truth(group.subject);
  if (truth == Truth::yes) return {1};
  if (truth == Truth::no) return {0};
  return {1, 0};
}

std::vector<Cell> choice_cells(const AtomGroup& group, Value range) {
  std::vector<Cell> cells;
  auto members = static_cast<std::uint64_t>(range.lo);
  for (; members != 0; members &= members - 1) {
    const std::uint64_t member = members & (~members + 1);
    Cell cell = 0;
    for (std::size_t i = 0; i < group.atoms.size(); ++i)
      if (group.atoms[i].members & member) cell |= Cell{1} << i;
    add_once(cells, cell);
  }
  if (cells.empty()) cells.push_back(0);
  return cells;
}

// Of a code that is not known: one of each item that the library's lists of its system name, or none of them.
std::vector<Cell> code_cells(const AtomGroup& group, Value range) {
  const auto at = [&](std::uint64_t place) {
    Cell cell = 0;
    for (std::size_t i = 0; i < group.atoms.size(); ++i)
      if (group.atoms[i].codes->holds(place)) cell |= Cell{1} << i;
    return cell;
  };
  if (range != kUnknownCode) return {at(static_cast<std::uint64_t>(range.lo))};
  std::vector<Cell> cells;
  for (std::uint64_t place = 0; place < group.items; ++place) add_once(cells, at(place));
  return cells;
}

// Every cell has, inside a range, its lowest value: the range's own, a limit, or the first value above a limit.
std::vector<Cell> ordered_cells(const AtomGroup& group, Value range) {
  std::vector<Cell> cells{cell_at(group, range.lo, 0)};
  const auto look_at = [&](std::int64_t value) {
    if (range.lo < value && value <= range.hi) add_once(cells, cell_at(group, value, 0));
  };
  for (const std::int64_t limit : group.limits) {
    std::int64_t below = limit / group.step;
    if (limit % group.step < 0) --below;
    look_at(below * group.step);
    look_at(plus_days(below * group.step, group.step));
  }
  return cells;
}

}  // namespace

bool is_junction(Op op) {
  return op == Op::negation || op == Op::conjunction || op == Op::disjunction || op == Op::at_least || op == Op::truth_equal;
}

std::vector<AtomGroup> group_atoms(const Program& program, const std::vector<NodeId>& atoms) {
  std::vector<AtomGroup> groups = Grouping(program).of(atoms);
  split_far(groups);
  return groups;
}

std::vector<Cell> possible_cells(const AtomGroup& group, const Ranges& ranges) {
  switch (group.kind) {
    case Kind::alone:
      return alone_cells(group, ranges);
    case Kind::choice:
      return choice_cells(group, ranges.of(group.subject));
    case Kind::code:
      return code_cells(group, ranges.of(group.subject));
    case Kind::ordered:
      return ordered_cells(group, ranges.of(group.subject));
    case Kind::pair:
      return possible_pair_cells(group, group.fixed ? Value{*group.fixed, *group.fixed} : ranges.of(group.subject),
                                 ranges.of(group.base));
  }
  return {0};
}

Cell cell_at(const AtomGroup& group, std::int64_t subject, std::int64_t base) {
  Cell cell = 0;
  for (std::size_t i = 0; i < group.atoms.size(); ++i)
    if (holds_at(group, group.atoms[i], subject, base)) cell |= Cell{1} << i;
  return cell;
}

std::int64_t term_at(const Term& term, std::int64_t base) {
  if (term.offset == Offset::months) return plus_months(base, term.amount);
  if (term.offset == Offset::days) return plus_days(base, term.amount);
  return base;
}

void add_once(std::vector<Cell>& cells, Cell cell) {
  if (std::find(cells.begin(), cells.end(), cell) == cells.end()) cells.push_back(cell);
}

}  // namespace precept::deciding
