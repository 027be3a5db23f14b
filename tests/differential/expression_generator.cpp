// Every construct of the language that engines evaluate, each with a chance of its own.
#include "tests/differential/expression_generator.hpp"

namespace precept::differential {

namespace {

Tree made(Sort sort, std::vector<std::string> pieces, std::vector<Tree> parts) { return {sort, std::move(pieces), std::move(parts)}; }
Tree word(Sort sort, const std::string& text) { return {sort, {text}, {}}; }

std::string decimal(Random& random) {
  static const std::vector<std::string> tricky = {"0", "1", "2", "7", "0.5", "0.000001", "1.000001", "2.5", "999999999999.999999",
                                                  "999999999999", "1000000", "0.333333", "12.25", "3", "10", "100"};
  return random.chance(60) ? random.pick(tricky) : std::to_string(random.between(0, 40));
}

std::string date_literal(Random& random) {
  static const std::vector<std::string> tricky = {"2012-02-29", "2013-02-28", "2000-01-01", "2000-01-31", "1999-12-31", "2000-03-01",
                                                  "2001-01-31", "0001-01-01", "9999-12-31", "2004-08-31", "1900-02-28", "2014-02-28"};
  if (random.chance(55)) return random.pick(tricky);
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(random.between(1998, 2016)) + "-" + two(random.between(1, 12)) + "-" + two(random.between(1, 28));
}

}  // namespace

std::string ExpressionGenerator::member(Sort sort) {
  static const std::vector<std::string> colours{"red", "green", "blue", "amber"}, levels{"sedentary", "light", "medium", "heavy", "very_heavy"};
  return sort == Sort::choice ? random_.pick(colours) : random_.pick(levels);
}

Tree ExpressionGenerator::literal(Sort sort) {
  switch (sort) {
    case Sort::truth: return word(sort, random_.chance(50) ? "b1" : "b2");
    case Sort::choice: return word(sort, "c1");
    case Sort::scale: return word(sort, "s1");
    case Sort::count: return word(sort, std::to_string(random_.between(0, 12)));
    case Sort::sessions: return word(sort, std::to_string(random_.between(0, 14)) + " sessions");
    case Sort::number: return word(sort, decimal(random_));
    case Sort::dose: return word(sort, "(" + decimal(random_) + (random_.chance(70) ? " mg)" : " g)"));
    case Sort::date: return word(sort, date_literal(random_));
    case Sort::months: return word(sort, random_.chance(50) ? std::to_string(random_.between(0, 4)) + "y" : std::to_string(random_.between(0, 30)) + "mo");
    case Sort::days: return word(sort, random_.chance(50) ? std::to_string(random_.between(0, 110)) + "w" : std::to_string(random_.between(0, 800)) + "d");
    case Sort::code: return word(sort, "i1");
    case Sort::span: break;
  }
  return word(sort, "time from d1 to d2");
}

Tree ExpressionGenerator::leaf(Sort sort) {
  std::vector<std::string> defined;
  for (const auto& definition : definitions_)
    if (definition.value.sort == sort && !(definition.over_lists && !loops_.empty())) defined.push_back(definition.name);
  if (!defined.empty() && random_.chance(25)) {
    const std::string& name = random_.pick(defined);
    for (const auto& definition : definitions_) over_lists_ = over_lists_ || (definition.name == name && definition.over_lists);
    return word(sort, name);
  }
  if (!loops_.empty() && random_.chance(50))
    if (auto out = field(sort)) return *std::move(out);
  if (in_rule_ && random_.chance(6)) {
    if (sort == Sort::sessions) return word(sort, random_.chance(50) ? "requested" : "used");
    if (sort == Sort::days) return word(sort, "requested_over");
  }
  if (sort == Sort::span) return made(sort, {"(time from ", " to ", ")"}, {leaf(Sort::date), leaf(Sort::date)});
  if (random_.chance(35)) return literal(sort);
  return word(sort, (!loops_.empty() && random_.chance(10) ? "case." : "") + random_.pick(facts_of(sort)));
}

Tree ExpressionGenerator::arithmetic(Sort sort, int depth) {
  const int below = depth - 1;
  switch (sort) {
    case Sort::count:
      if (random_.chance(30)) {
        static const std::vector<std::string> whole{"(whole years of ", "(whole months of ", "(whole days of "};
        return made(sort, {random_.pick(whole), ")"}, {leaf(Sort::span)});
      }
      return made(sort, {"(", random_.chance(50) ? " + " : " * ", ")"}, {of(sort, below), of(sort, below)});
    case Sort::number: {
      static const std::vector<std::string> signs{" + ", " - ", " * ", " / "};
      if (random_.chance(12)) return made(sort, {"(- ", ")"}, {word(sort, random_.pick(facts_of(sort)))});
      const Sort left = random_.chance(30) ? Sort::count : Sort::number;
      return made(sort, {"(", random_.pick(signs), ")"}, {of(left, below), of(Sort::number, below)});
    }
    case Sort::sessions: return made(sort, {"(", random_.chance(60) ? " + " : " - ", ")"}, {of(sort, below), of(sort, below)});
    case Sort::dose:
      if (random_.chance(30)) return made(sort, {"(", random_.chance(50) ? " * " : " / ", ")"}, {of(sort, below), of(Sort::number, below)});
      return made(sort, {"(", random_.chance(60) ? " + " : " - ", ")"}, {of(sort, below), of(sort, below)});
    case Sort::date: return made(sort, {"(", random_.chance(50) ? " + " : " - ", ")"}, {of(sort, below), of(random_.chance(60) ? Sort::months : Sort::days, below)});
    case Sort::months:
    case Sort::days: return made(sort, {"(", random_.chance(60) ? " + " : " - ", ")"}, {of(sort, below), of(sort, below)});
    case Sort::truth:
    case Sort::choice:
    case Sort::scale:
    case Sort::code:
    case Sort::span: break;
  }
  return leaf(sort);
}

Tree ExpressionGenerator::enumeration_test(Sort sort) {
  const std::string& fact = random_.pick(facts_of(sort));
  if (random_.chance(30)) return word(Sort::truth, "(" + fact + " " + (random_.chance(50) ? "in" : "not in") + " {" + member(sort) + ", " + member(sort) + "})");
  if (random_.chance(15)) return word(Sort::truth, "(" + random_.pick(facts_of(sort)) + " is " + fact + ")");
  if (sort == Sort::scale && random_.chance(70)) {
    static const std::vector<std::string> relations{" < ", " <= ", " > ", " >= "};
    if (random_.chance(25)) return word(Sort::truth, "(" + fact + " between " + member(sort) + " and " + member(sort) + ")");
    return word(Sort::truth, "(" + fact + random_.pick(relations) + (random_.chance(20) ? random_.pick(facts_of(sort)) : member(sort)) + ")");
  }
  return word(Sort::truth, "(" + fact + (random_.chance(60) ? " is " : " is not ") + member(sort) + ")");
}

Tree ExpressionGenerator::set_test(int depth) {
  static const std::vector<Sort> sorts{Sort::count, Sort::sessions, Sort::number, Sort::dose, Sort::date, Sort::days};
  const Sort sort = random_.pick(sorts);
  std::vector<std::string> pieces{"(", random_.chance(70) ? " in {" : " not in {"};
  std::vector<Tree> parts{of(sort, depth - 1)};
  const auto elements = random_.between(1, 4);
  for (std::int64_t i = 0; i < elements; ++i) {
    parts.push_back(random_.chance(80) ? literal(sort) : leaf(sort));
    pieces.push_back(i + 1 < elements ? ", " : "})");
  }
  return made(Sort::truth, std::move(pieces), std::move(parts));
}

Tree ExpressionGenerator::span_test(int depth) {
  const Sort duration = random_.chance(60) ? Sort::months : Sort::days;
  static const std::vector<std::string> relations{" < ", " <= ", " > ", " >= ", " is ", " is not "};
  if (random_.chance(25))
    return made(Sort::truth, {"(", " within ", random_.chance(60) ? " after " : " before ", ")"},
                {of(Sort::date, depth - 1), literal(duration), of(Sort::date, depth - 1)});
  if (random_.chance(15)) return made(Sort::truth, {"(", " between ", " and ", ")"}, {leaf(Sort::span), literal(duration), literal(duration)});
  const Tree limit = random_.chance(75) ? literal(duration) : of(duration, depth - 1);
  if (random_.chance(15)) return made(Sort::truth, {"(", random_.pick(relations), ")"}, {limit, leaf(Sort::span)});
  return made(Sort::truth, {"(", random_.pick(relations), ")"}, {leaf(Sort::span), limit});
}

Tree ExpressionGenerator::comparison(int depth) {
  static const std::vector<Sort> sorts{Sort::count, Sort::sessions, Sort::number, Sort::dose, Sort::date, Sort::months, Sort::days};
  static const std::vector<std::string> relations{" < ", " <= ", " > ", " >= ", " is ", " is not "};
  const Sort sort = random_.pick(sorts);
  const Sort other = sort == Sort::months && random_.chance(20) ? Sort::days : sort == Sort::count && random_.chance(20) ? Sort::number : sort;
  if (random_.chance(15)) return made(Sort::truth, {"(", " between ", " and ", ")"}, {of(sort, depth - 1), leaf(sort), leaf(sort)});
  return made(Sort::truth, {"(", random_.pick(relations), ")"}, {of(sort, depth - 1), of(other, depth - 1)});
}

Tree ExpressionGenerator::group(int depth) {
  const auto branches = random_.between(2, 4);
  const bool counted = random_.chance(50);
  std::vector<std::string> pieces;
  std::string head = counted ? "(at least " + std::to_string(random_.between(1, branches)) + " of k1: " : random_.chance(50) ? "(all of k1: " : "(any of k1: ";
  std::vector<Tree> parts;
  pieces.push_back(std::move(head));
  for (std::int64_t i = 1; i <= branches; ++i) {
    parts.push_back(truth(depth - 1));
    pieces.push_back(i < branches ? " k" + std::to_string(i + 1) + ": " : " end)");
  }
  return made(Sort::truth, std::move(pieces), std::move(parts));
}

Tree ExpressionGenerator::truth(int depth) {
  if (depth <= 0) return random_.chance(60) ? leaf(Sort::truth) : enumeration_test(random_.chance(50) ? Sort::choice : Sort::scale);
  if (random_.chance(20))
    if (auto out = any_list_test(depth)) return *std::move(out);
  if (random_.chance(4)) return code_test(of(Sort::code, depth - 1));
  if (random_.chance(4)) return test_of(of(random_.chance(50) ? Sort::choice : Sort::scale, depth - 1), depth);
  if (random_.chance(2))
    if (auto out = table_value(Sort::truth, depth)) return *std::move(out);
  const auto dice = random_.between(1, 100);
  if (dice <= 10) return made(Sort::truth, {"(not ", ")"}, {truth(depth - 1)});
  if (dice <= 24) return made(Sort::truth, {"(", random_.chance(50) ? " and " : " or ", ")"}, {truth(depth - 1), truth(depth - 1)});
  if (dice <= 31) {
    const std::string join = random_.chance(50) ? " and " : " or ";
    return made(Sort::truth, {"(", join, join, ")"}, {truth(depth - 1), truth(depth - 1), truth(depth - 1)});
  }
  if (dice <= 38) return group(depth);
  if (dice <= 55) return comparison(depth);
  if (dice <= 70) return span_test(depth);
  if (dice <= 76) return set_test(depth);
  if (dice <= 86) return enumeration_test(random_.chance(50) ? Sort::choice : Sort::scale);
  if (dice <= 90) return made(Sort::truth, {"(", random_.chance(50) ? " is " : " is not ", ")"}, {truth(depth - 1), leaf(Sort::truth)});
  static const std::vector<Sort> sorts{Sort::truth, Sort::choice, Sort::scale, Sort::count, Sort::number, Sort::date, Sort::months, Sort::span};
  static const std::vector<std::string> tests{" is documented)", " is not documented)", " is exact)", " is not exact)"};
  const Sort sort = random_.pick(sorts);
  if (sort == Sort::choice || sort == Sort::scale) return word(Sort::truth, "(" + random_.pick(facts_of(sort)) + random_.pick(tests));
  return made(Sort::truth, {"(", random_.pick(tests)}, {of(sort, depth - 1)});
}

Tree ExpressionGenerator::of(Sort sort, int depth) {
  if (sort == Sort::truth) return truth(depth);
  if (depth <= 0 || random_.chance(45)) return leaf(sort);
  if (random_.chance(20))
    if (auto out = any_list_value(sort, depth)) return *std::move(out);
  if (random_.chance(12))
    if (auto out = table_value(sort, depth)) return *std::move(out);
  return arithmetic(sort, depth);
}

}  // namespace precept::differential
