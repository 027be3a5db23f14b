// How the code of one case is laid out, before any is emitted: which operations are needed, which are constants, how they
// are split into functions and modules, and what goes from one function to another through the case's frame. In: Program.
// Out: CaseLayout, the same for the same Program whoever asks. Never here: LLVM.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/native/bounds.hpp"

namespace precept::native {

// Operations from `begin` to `end`, by their ids, are one function: code generation costs most in large ones, linking in
// many.
struct CasePart {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
inline constexpr std::size_t kPartOperations = 256;
inline constexpr std::size_t kPartsOfModule = 4;

// The frame is on the stack: a case whose functions hand each other more than this is the interpreter's.
inline constexpr std::int64_t kFrameNumbersMax = 65'536;

struct CaseLayout {
  const Program* program = nullptr;
  std::optional<Op> planted;
  std::vector<NodeId> outputs, fallible;  // ascending
  std::vector<NodeId> lists;              // the operations over lists that are needed, ascending: step n is lists[n]

  // Parallel to nodes.
  std::vector<std::uint8_t> needed, is_output;
  std::vector<std::optional<Bounded>> constants;  // worked out here, once
  std::vector<std::int64_t> places;               // in the frame, in numbers, or kNoPlace

  std::vector<CasePart> parts;  // never empty; one: the case's function itself
  bool has_frame = false;       // lists, or several parts
  std::int64_t frame_numbers = 0;

  static constexpr std::int64_t kNoPlace = -1;
  std::size_t modules() const { return (parts.size() + kPartsOfModule - 1) / kPartsOfModule; }
  const Node& node(NodeId id) const { return program->node(id); }
};

CaseLayout lay_out_case(const Program& program, std::optional<Op> planted);

}  // namespace precept::native
