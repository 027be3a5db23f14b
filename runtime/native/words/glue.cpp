// Interpreted glue: see the header. A truth is held as (value, validity); certainly yes is `value`, certainly no is
// `value ^ validity`, so that a negation is an exchange and no step needs the words inverted.
#include "runtime/native/words/glue.hpp"

#include <algorithm>
#include <cassert>

#include "runtime/native/words/lanes.hpp"

namespace precept::native {
namespace {

struct Plane {
  std::uint64_t* value;
  std::uint64_t* validity;
};

Plane plane_at(std::uint64_t* const* planes, std::uint32_t pair) { return {planes[2 * pair], planes[2 * pair + 1]}; }

void set_constant(Truth truth, std::int64_t words, Plane out) {
  std::fill_n(out.value, words, truth == Truth::yes ? ~std::uint64_t{0} : 0);
  std::fill_n(out.validity, words, truth == Truth::undocumented ? 0 : ~std::uint64_t{0});
}

void negate(Plane a, std::int64_t words, Plane out) {
  for (std::int64_t word = 0; word < words; ++word) {
    out.value[word] = a.value[word] ^ a.validity[word];
    out.validity[word] = a.validity[word];
  }
}

void truth_equal(Plane a, Plane b, std::int64_t words, Plane out) {
  for (std::int64_t word = 0; word < words; ++word) {
    const std::uint64_t known = a.validity[word] & b.validity[word];
    out.value[word] = known & ~(a.value[word] ^ b.value[word]);
    out.validity[word] = known;
  }
}

// Yes where the operand's truth is any other than `truth`; this is always known.
void differs(Plane a, Truth truth, std::int64_t words, Plane out) {
  for (std::int64_t word = 0; word < words; ++word) {
    const std::uint64_t value = a.value[word];
    const std::uint64_t validity = a.validity[word];
    switch (truth) {
      case Truth::yes:
        out.value[word] = ~value;
        break;
      case Truth::no:
        out.value[word] = value | ~validity;
        break;
      case Truth::undocumented:
        out.value[word] = validity;
        break;
    }
    out.validity[word] = ~std::uint64_t{0};
  }
}

void fold(const GlueStep& step, LeafKernels::Fold fold_one, std::uint64_t surely, std::uint64_t* const* planes,
          std::int64_t words, Plane out) {
  // The result's own planes hold what is certain so far: yes in `value`, no in `validity`.
  std::fill_n(out.value, words, surely);
  std::fill_n(out.validity, words, ~surely);
  for (const std::uint32_t operand : step.operands) {
    const Plane a = plane_at(planes, operand);
    fold_one(a.value, a.validity, out.value, out.validity, words);
  }
  for (std::int64_t word = 0; word < words; ++word) out.validity[word] |= out.value[word];
}

// reached[k]: at least k + 1 of the operands so far are set. `words` words for each of `quantity` counters.
void count_up(const std::uint64_t* set, std::int64_t quantity, std::int64_t words, std::uint64_t* reached) {
  for (std::int64_t k = quantity - 1; k > 0; --k)
    for (std::int64_t word = 0; word < words; ++word)
      reached[k * words + word] |= reached[(k - 1) * words + word] & set[word];
  for (std::int64_t word = 0; word < words; ++word) reached[word] |= set[word];
}

// Certainly yes: at least `quantity` are. Certainly no: at least operands - quantity + 1 certainly are not.
void at_least(const GlueStep& step, std::uint64_t* const* planes, std::int64_t words, Plane out, std::uint64_t* counting) {
  const auto operands = static_cast<std::int64_t>(step.operands.size());
  if (step.quantity <= 0) return set_constant(Truth::yes, words, out);
  if (step.quantity > operands) return set_constant(Truth::no, words, out);
  const std::int64_t needed_no = operands - step.quantity + 1;
  std::uint64_t* yes = counting;
  std::uint64_t* no = yes + step.quantity * words;
  std::uint64_t* surely_not = no + needed_no * words;
  std::fill_n(counting, (step.quantity + needed_no) * words, 0);
  for (const std::uint32_t operand : step.operands) {
    const Plane a = plane_at(planes, operand);
    for (std::int64_t word = 0; word < words; ++word) surely_not[word] = a.value[word] ^ a.validity[word];
    count_up(a.value, step.quantity, words, yes);
    count_up(surely_not, needed_no, words, no);
  }
  for (std::int64_t word = 0; word < words; ++word) {
    out.value[word] = yes[(step.quantity - 1) * words + word];
    out.validity[word] = out.value[word] | no[(needed_no - 1) * words + word];
  }
}

}  // namespace

std::size_t counting_room(const WordPlan& plan) {
  std::size_t operands = 0;
  for (const GlueStep& step : plan.glue)
    if (step.kind == GlueStep::Kind::at_least) operands = std::max(operands, step.operands.size());
  return operands + 2;
}

void interpret_glue(const WordPlan& plan, const LeafKernels& kernels, std::uint64_t* const* planes, std::int64_t words,
                    std::uint64_t* counting) {
  for (const GlueStep& step : plan.glue) {
    const Plane out = plane_at(planes, step.result);
    switch (step.kind) {
      case GlueStep::Kind::constant:
        set_constant(step.truth, words, out);
        break;
      case GlueStep::Kind::negation:
        negate(plane_at(planes, step.operands[0]), words, out);
        break;
      case GlueStep::Kind::conjunction:
        fold(step, kernels.fold_and, ~std::uint64_t{0}, planes, words, out);
        break;
      case GlueStep::Kind::disjunction:
        fold(step, kernels.fold_or, 0, planes, words, out);
        break;
      case GlueStep::Kind::at_least:
        at_least(step, planes, words, out, counting);
        break;
      case GlueStep::Kind::truth_equal:
        truth_equal(plane_at(planes, step.operands[0]), plane_at(planes, step.operands[1]), words, out);
        break;
      case GlueStep::Kind::differs:
        differs(plane_at(planes, step.operands[0]), step.truth, words, out);
        break;
    }
    if (step.corrupt) corrupt_planes(words, out.value, out.validity);
  }
}

}  // namespace precept::native
