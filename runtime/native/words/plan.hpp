// What the word path does for a Program, whatever the columns look like: which nodes are leaves, which are logic on words.
// In: Program, the outputs that are asked for. Out: WordPlan, plain data that the binding, the interpreted glue and the
// generated glue read. Never here: columns, evaluation, LLVM.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/program/program.hpp"

namespace precept::native {

// One operation on words of 64 truths. Planes are numbered: plane pair p is (value, validity) at table[2p] and
// table[2p + 1]. Operands come before results.
struct GlueStep {
  enum class Kind : std::uint8_t { constant, negation, conjunction, disjunction, at_least, truth_equal, differs };
  Kind kind = Kind::constant;
  std::uint32_t result = 0;
  std::vector<std::uint32_t> operands;
  std::int64_t quantity = 0;  // at_least: how many
  Truth truth = Truth::no;    // constant: it. differs: the result is yes where the operand is anything else than this
  bool corrupt = false;       // a planted fault: yes becomes no, all else yes
};

struct WordPlan {
  const Program* program = nullptr;     // must outlive the plan
  std::string refused;                  // not empty: why there is no plan, and nothing below holds
  std::vector<NodeId> truths;           // outputs that are truths, in the order asked for
  std::vector<NodeId> others;           // outputs that are not
  std::vector<NodeId> fallible;         // the nodes that may fail, ascending: see Failing
  std::vector<std::uint32_t> plane_of;  // parallel to nodes: the plane pair of a truth node that is needed, else kNone
  std::uint32_t planes = 0;             // how many plane pairs
  std::vector<NodeId> leaves;           // truth nodes that read facts, constants or bounds, in order
  std::vector<GlueStep> glue;           // all above them, in order
  std::vector<std::uint8_t> is_output;  // parallel to plane pairs: written to the caller's planes
  std::optional<Op> planted;

  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
};

// `outputs`: the nodes whose rows are wanted, each once; trace_outputs(program), or fewer. `planted` corrupts every result
// of one operation, for the test that a fault in any operation is found. Refused where an operation over the records of a
// list is needed: columns hold no lists. What may fail is every operation of the Program, or of the outputs alone.
enum class Failing : std::uint8_t { anywhere, in_outputs };
WordPlan plan_words(const Program& program, std::span<const NodeId> outputs, std::optional<Op> planted = std::nullopt,
                    Failing failing = Failing::anywhere);

// Generated code for all of the plan's GlueSteps over `words` words of each plane, rounded up to 4. Behind the planes, at
// planes[2 * WordPlan::planes], the table holds a pointer to four words of ones.
using GlueFunction = void (*)(std::uint64_t* const* planes, std::int64_t words);

}  // namespace precept::native
