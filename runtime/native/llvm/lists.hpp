// Operations over the records of a list, as generated code runs them: a body of straight code works out the operands for
// one record, this goes over the records and adds them up (runtime/interpret/lists.hpp). Loops within a body are run the
// same way.
// Never here: emitting code, what a record's operands mean.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/native/native.hpp"

namespace precept::native {

// What is kept of a list operation's Program.
struct ListStep {
  Node node;  // its operation, type and members
  TypeKind value_kind = TypeKind::truth;
  Value whole;  // what an unseen record's value may be
  RecordId record{};
  std::uint32_t fields = 0;  // of a record
  std::uint32_t at = 0;      // its scope's place in the frame
  bool of_case = true;       // else the list is of a record around it, which stands at `owner`
  std::uint32_t list = 0;    // among the lists of the case, or of that record
  std::uint32_t owner = 0;
  std::uint32_t owner_lists = 0;
};

// Lives with the code; the Program itself need not.
struct ListSteps {
  std::vector<ListStep> steps;
  Program records;  // nothing but what kinds of record there are
};

ListSteps list_steps(const Program& program, std::span<const NodeId> list_operations);

// Where the loops of a case stand, on the stack of the case's own function. Behind it lie the scopes' records (ListAt), then
// the values that bodies read from around them (Value).
struct ListFrame {
  const Value* values;
  const Value* recorded;
  std::uint64_t* failures;
  const CaseLists* lists;
};
struct ListAt {
  const Records* records;
  std::uint64_t record;
};
inline constexpr std::int64_t kFrameValues = 0, kFrameRecorded = 1, kFrameFailures = 2, kFrameLists = 3;  // in numbers
inline constexpr std::int64_t kFrameNumbers = 4;

// The operands of a list operation for one record: its fields in, as in Records.
using ListBody = void (*)(ListFrame* frame, const Value* values, const Value* recorded, Value* operands);

// `out` is two numbers. Gives 1 where the operation fails.
std::int64_t run_list(ListFrame* frame, std::int64_t step, ListBody body, std::int64_t* out) noexcept;

}  // namespace precept::native
