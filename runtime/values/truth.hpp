// Kleene's strong three-valued logic on Truth, and the tables it must read as (language reference, sections 1.3 and 5).
// In and out: Truth. Never here: evaluation of nodes, words for print.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "runtime/values/value.hpp"

namespace precept {

constexpr bool may_be_yes(Truth truth) { return (static_cast<int>(truth) & kMayBeYes) != 0; }
constexpr bool may_be_no(Truth truth) { return (static_cast<int>(truth) & kMayBeNo) != 0; }

constexpr Truth kleene_not(Truth a) { return truth_from(may_be_no(a), may_be_yes(a)); }

constexpr Truth kleene_and(Truth a, Truth b) {
  return truth_from(may_be_yes(a) && may_be_yes(b), may_be_no(a) || may_be_no(b));
}

constexpr Truth kleene_or(Truth a, Truth b) {
  return truth_from(may_be_yes(a) || may_be_yes(b), may_be_no(a) && may_be_no(b));
}

constexpr Truth kleene_is(Truth a, Truth b) {
  return truth_from((may_be_yes(a) && may_be_yes(b)) || (may_be_no(a) && may_be_no(b)),
                    (may_be_yes(a) && may_be_no(b)) || (may_be_no(a) && may_be_yes(b)));
}

// At least `quantity` of the operands: from how many of them are certainly yes, and how many may be.
constexpr Truth kleene_at_least(std::int64_t quantity, std::int64_t certainly_yes, std::int64_t maybe_yes) {
  return truth_from(maybe_yes >= quantity, certainly_yes < quantity);
}

constexpr Truth kleene_at_least(std::int64_t quantity, std::initializer_list<Truth> operands) {
  std::int64_t certainly_yes = 0;
  std::int64_t maybe_yes = 0;
  for (const Truth operand : operands) {
    certainly_yes += may_be_no(operand) ? 0 : 1;
    maybe_yes += may_be_yes(operand) ? 1 : 0;
  }
  return kleene_at_least(quantity, certainly_yes, maybe_yes);
}

// ---- the tables, as the reference prints them; `open` is undocumented ----------------------------------------------
namespace truth_tables {

inline constexpr Truth yes = Truth::yes, no = Truth::no, open = Truth::undocumented;

static_assert(kleene_not(yes) == no && kleene_not(no) == yes && kleene_not(open) == open);

static_assert(kleene_and(yes, yes) == yes && kleene_and(yes, open) == open && kleene_and(yes, no) == no);
static_assert(kleene_and(open, yes) == open && kleene_and(open, open) == open && kleene_and(open, no) == no);
static_assert(kleene_and(no, yes) == no && kleene_and(no, open) == no && kleene_and(no, no) == no);

static_assert(kleene_or(yes, yes) == yes && kleene_or(yes, open) == yes && kleene_or(yes, no) == yes);
static_assert(kleene_or(open, yes) == yes && kleene_or(open, open) == open && kleene_or(open, no) == open);
static_assert(kleene_or(no, yes) == yes && kleene_or(no, open) == open && kleene_or(no, no) == no);

static_assert(kleene_is(yes, yes) == yes && kleene_is(yes, open) == open && kleene_is(yes, no) == no);
static_assert(kleene_is(open, yes) == open && kleene_is(open, open) == open && kleene_is(open, no) == open);
static_assert(kleene_is(no, yes) == no && kleene_is(no, open) == open && kleene_is(no, no) == yes);

static_assert(kleene_at_least(2, {yes, yes, no}) == yes && kleene_at_least(2, {yes, open, no}) == open);
static_assert(kleene_at_least(2, {yes, no, no}) == no && kleene_at_least(2, {open, open, no}) == open);
static_assert(kleene_at_least(2, {open, no, no}) == no && kleene_at_least(2, {yes, yes, open}) == yes);
static_assert(kleene_at_least(0, {no, open}) == yes && kleene_at_least(3, {yes, yes}) == no);

}  // namespace truth_tables

}  // namespace precept
