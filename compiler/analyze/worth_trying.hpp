// Values worth giving a fact or a field so that a condition comes out otherwise: both sides of every threshold, each member.
// In: a Program, operations, what they come to in an example. Out: values, likely ones first.
// Never here: whole changes (candidates.hpp).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "runtime/program/program.hpp"

namespace precept::analyze {

inline constexpr std::size_t kValuesMax = 16;  // of one subject

// A fact, or a field of the records of a list.
struct Subject {
  FactId fact{};                // the fact; or the list
  std::optional<std::uint32_t> field;
  Type type;
  Value whole;

  bool is_read_by(const Program& program, const Node& node) const;
};

struct Worth {
  Value value;
  std::string code;  // of a code: as it is written
};

// `values` by node: what everything else comes to.
std::vector<Worth> worth_trying(const Program& program, const Subject& subject, const std::vector<NodeId>& operations,
                                const std::vector<Value>& values);

}  // namespace precept::analyze
