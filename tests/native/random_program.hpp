// Random well-typed Programs and random facts for them: what the tests of the engines run on.
// In: a seed and a size. Out: a Program that keeps every invariant (runtime/program/verify.hpp), or the facts of one case.
// The same seed gives the same, everywhere. Never here: source text, evaluation.
#pragma once

#include <cstdint>

#include "runtime/facts/case_facts.hpp"
#include "runtime/program/program.hpp"

namespace precept::testing {

// A small generator of numbers of its own, so that a seed means the same with every standard library.
class Dice {
 public:
  // Stirred once, or neighbouring seeds would be places in one sequence.
  explicit Dice(std::uint64_t seed) : state_(seed + 0x2545F4914F6CDD1Du) { state_ = next(); }
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  std::int64_t between(std::int64_t low, std::int64_t high) {  // both ends in
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <class Things>
  auto& pick(Things& things) {
    return things[below(things.size())];
  }

 private:
  std::uint64_t state_;
};

// Whether a Program goes over the records of lists; its cases have some either way. alone: all else is done within records.
enum class Lists : std::uint8_t { no, yes, alone };

// A Program of about `size` operations over facts of every type. Every operation turns up often among a few dozen seeds;
// most nodes are outputs or lead to one. No two nodes are equal.
Program random_program(std::uint64_t seed, int size, Lists lists = Lists::no);

// Documented, partial, missing, conflicting and boundary values.
CaseFacts random_facts(const Program& program, std::uint64_t seed);

// The records of every list of a case, and of the lists in those.
void add_random_records(CaseFacts& facts, const Program& program, Dice& dice);

// Facts of every type, with their enumerations: a Program to begin with.
void add_random_facts(Program& program, Dice& dice);

// What a value of this type may be where nothing is known of it.
Value whole_of(const Program& program, const Type& type);
std::uint64_t all_members(const Program& program, EnumId id);

// A value of a fact's type within its whole; exact where `exact`.
Value random_value(const Program& program, const Fact& fact, Dice& dice, bool exact);

}  // namespace precept::testing
