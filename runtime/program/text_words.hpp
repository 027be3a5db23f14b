// The words that a Program's text, and what speaks of a Program, has for what is one of a few.
#pragma once

#include <string_view>

#include "runtime/program/program.hpp"

namespace precept {

inline std::string_view closing_name(Closing closing) {
  switch (closing) {
    case Closing::holds:
      return "holds";
    case Closing::fails:
      return "fails";
    case Closing::open:
      return "open";
  }
  return {};
}

inline std::string_view section_name(Section section) {
  switch (section) {
    case Section::requires_:
      return "requires";
    case Section::excluded:
      return "excluded";
    case Section::considers:
      return "considers";
    case Section::branch:
      return "branch";
  }
  return {};
}

inline std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::approve:
      return "approve";
    case Outcome::modify:
      return "modify";
    case Outcome::deny:
      return "deny";
    case Outcome::pend:
      return "pend";
  }
  return {};
}

inline std::string_view builtin_name(Builtin builtin) {
  switch (builtin) {
    case Builtin::none:
      return "none";
    case Builtin::requested:
      return "requested";
    case Builtin::requested_over:
      return "requested_over";
    case Builtin::requested_rate:
      return "requested_rate";
    case Builtin::used:
      return "used";
  }
  return {};
}

inline std::string_view group_name(Criterion::Group group) {
  switch (group) {
    case Criterion::Group::none:
      return "none";
    case Criterion::Group::all_of:
      return "all_of";
    case Criterion::Group::any_of:
      return "any_of";
    case Criterion::Group::at_least:
      return "at_least";
  }
  return {};
}

}  // namespace precept
