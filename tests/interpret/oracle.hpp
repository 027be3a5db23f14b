// What an operation means on single values, from the language reference, and from that what it means on sets of them:
// every combination of the operands' values is tried. Shares no code with the interpreter.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "runtime/program/program.hpp"
#include "tests/interpret/scalar_calendar.hpp"

namespace precept::oracle {

// The outcome of an operation on single values. Truths are 1 (yes) and 0 (no); a choice is the index of its member.
struct Single {
  enum class Kind { value, too_low, too_high, by_zero, reversed } kind = Kind::value;
  Wide lo = 0;  // lo..hi: months_as_days has several results for one value; all others have lo == hi
  Wide hi = 0;
};

// One operation with its operands' types: what the random tests run.
struct Shape {
  Op op;
  std::vector<Type> operands;
  Node node;  // the operation's own node, without operands: its type and whatever else it holds
  // On single values. May be empty where the operation looks at whole sets (documented, exact, the leaves).
  std::function<Single(const std::vector<Wide>&)> single;
};

// Shapes of every operation; every operation has at least one.
std::vector<Shape> all_shapes();

struct Expected {
  bool failed = false;
  Value value;
};

// The values that the operation may have over every combination of its operands' values.
Expected expected(const Shape& shape, const std::vector<Value>& operands);

// Possible values of a type, of few values each, around what is interesting for it; sometimes without bounds.
Value random_value(const Type& type, std::mt19937_64& random);

}  // namespace precept::oracle
