// Tests of codes, and uses of the tables that every generated library has.
#include "tests/differential/expression_generator.hpp"

namespace precept::differential {

namespace {

Tree made(Sort sort, std::vector<std::string> pieces, std::vector<Tree> parts) { return {sort, std::move(pieces), std::move(parts)}; }

}  // namespace

Tree ExpressionGenerator::code_test(Tree value) {
  static const std::vector<std::string> sets{" in spine)",       " not in knee)",   " in knee)",
                                             " in {M54.16, M17*})", " is M54.16)",     " is not M54.17)",
                                             " is \"M51.14\")",     " in {spine})",    " not in {knee, M54.1*, \"Z99\"})"};
  if (random_.chance(70)) return made(Sort::truth, {"(", random_.pick(sets)}, {std::move(value)});
  return made(Sort::truth, {"(", random_.chance(60) ? " is " : " is not ", ")"}, {std::move(value), leaf(Sort::code)});
}

// A table that gives a value of this sort.
std::optional<Tree> ExpressionGenerator::table_value(Sort sort, int depth) {
  const int below = depth - 1;
  switch (sort) {
    case Sort::number:
      if (random_.chance(40)) return made(sort, {"t1(", ")"}, {of(Sort::choice, below)});
      return made(sort, {"t2(", ", ", ").worth"}, {of(Sort::choice, below), of(Sort::number, below)});
    case Sort::date: return made(sort, {"t2(", ", ", ").since"}, {of(Sort::choice, below), of(Sort::number, below)});
    case Sort::sessions:
      if (random_.chance(50)) return made(sort, {"t3(", ").visits"}, {of(Sort::code, below)});
      return made(sort, {"t4(", ")"}, {of(random_.chance(40) ? Sort::span : random_.chance(50) ? Sort::months : Sort::days, below)});
    case Sort::days: return made(sort, {"t3(", ").weeks"}, {of(Sort::code, below)});
    case Sort::truth: return made(sort, {"t5(", ", ", ").ok"}, {of(Sort::scale, below), truth(below)});
    case Sort::scale: return made(sort, {"t5(", ", ", ").grade"}, {of(Sort::scale, below), truth(below)});
    case Sort::months: return made(sort, {"t6(", ").wait"}, {of(Sort::date, below)});
    case Sort::choice: return made(sort, {"t6(", ").colour"}, {of(Sort::date, below)});
    case Sort::dose: return made(sort, {"t7(", ")"}, {of(Sort::dose, below)});
    case Sort::count:
    case Sort::code:
    case Sort::span: break;
  }
  return std::nullopt;
}

}  // namespace precept::differential
