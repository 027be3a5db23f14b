// Ids: a number that says of what. Plain data: copyable, comparable, printable.
#pragma once

#include <compare>
#include <cstdint>

namespace precept {

template <class Tag>
struct Id {
  std::uint32_t index = 0;
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using NodeId = Id<struct NodeTag>;
using FactId = Id<struct FactTag>;
using EnumId = Id<struct EnumTag>;            // a choice or a scale
using RecordId = Id<struct RecordTag>;        // a kind of record
using ScopeId = Id<struct ScopeTag>;          // where a node is evaluated: 0 the case, above it once for each record of a list
using SystemId = Id<struct SystemTag>;        // a system of codes
using CodeListId = Id<struct CodeListTag>;
using UnitId = Id<struct UnitTag>;
using ServiceId = Id<struct ServiceTag>;
using CriterionId = Id<struct CriterionTag>;
using RuleId = Id<struct RuleTag>;
using EditionId = Id<struct EditionTag>;
using PolicyId = Id<struct PolicyTag>;

}  // namespace precept
