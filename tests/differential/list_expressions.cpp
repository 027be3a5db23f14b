// Operations over the records of lists: loops in loops, conditions that speak of their record, values of records.
#include "tests/differential/expression_generator.hpp"
#include "tests/differential/vocabulary.hpp"

namespace precept::differential {

namespace {

constexpr std::size_t kLoopsMax = 3;

Tree made(Sort sort, std::vector<std::string> pieces, std::vector<Tree> parts) { return {sort, std::move(pieces), std::move(parts)}; }
Tree word(Sort sort, const std::string& text) { return {sort, {text}, {}}; }

// Two loops over these have a field name in common.
bool share_names(const GeneratedRecord& a, const GeneratedRecord& b) { return a.fields.front().name == b.fields.front().name; }

bool is_added_up(Sort sort) {
  return sort == Sort::count || sort == Sort::sessions || sort == Sort::number || sort == Sort::dose || sort == Sort::months ||
         sort == Sort::days;
}
bool is_ordered(Sort sort) { return is_added_up(sort) || sort == Sort::date || sort == Sort::scale; }

}  // namespace

// ---- loops -----------------------------------------------------------------------------------------------------------
// The lists that a loop may go over from here: of the case, and of the records around.
std::vector<ExpressionGenerator::Source> ExpressionGenerator::sources() const {
  std::vector<Source> out;
  const auto add = [&](const std::string& text, const GeneratedRecord& record, bool of_record) {
    for (const Loop& loop : loops_)
      if (loop.alias.empty() && share_names(*loop.record, record)) return;
    out.push_back({text, &record, of_record});
  };
  for (const GeneratedList& list : case_lists()) add(list.name, *list.record, false);
  for (const Loop& loop : loops_)
    for (const GeneratedList& list : loop.record->lists)
      add(loop.alias.empty() ? list.name : loop.alias + "." + list.name, *list.record, true);
  return out;
}

// "l1 as r1", with the loop open until `close`.
std::string ExpressionGenerator::open(const Source& source) {
  over_lists_ = true;
  bool bare = random_.chance(40);
  for (const Loop& loop : loops_) bare = bare && !share_names(*loop.record, *source.record);
  const std::string alias = bare ? "" : "r" + std::to_string(loops_.size() + 1);
  loops_.push_back({alias, source.record});
  return source.text + (bare ? "" : " as " + alias);
}

std::string ExpressionGenerator::mention(const Loop& loop, const std::string& field) {
  bool alone = true;
  for (const Loop& other : loops_) alone = alone && (&other == &loop || !share_names(*other.record, *loop.record));
  return loop.alias.empty() || (alone && random_.chance(30)) ? field : loop.alias + "." + field;
}

// A field of this sort of a record around.
std::optional<Tree> ExpressionGenerator::field(Sort sort) {
  std::vector<std::string> found;
  for (const Loop& loop : loops_)
    for (const GeneratedField& one : loop.record->fields)
      if (one.sort == sort) found.push_back(mention(loop, one.name));
  if (found.empty()) return std::nullopt;
  return word(sort, random_.pick(found));
}

// ---- conditions that speak of the innermost record -------------------------------------------------------------------
Tree ExpressionGenerator::speaks(int depth) {
  if (depth > 0 && loops_.size() < kLoopsMax && random_.chance(25))
    if (auto nested = random_.chance(60) ? nested_list(depth) : joined_list(); nested) return *std::move(nested);
  const GeneratedField& chosen = random_.pick(loops_.back().record->fields);
  return test_of(word(chosen.sort, mention(loops_.back(), chosen.name)), depth);
}

// A test of a value, whatever its sort.
Tree ExpressionGenerator::test_of(Tree value, int depth) {
  static const std::vector<std::string> relations{" < ", " <= ", " > ", " >= ", " is ", " is not "},
      tests{" is documented)", " is not documented)", " is exact)", " is not exact)"};
  const Sort sort = value.sort;
  if (random_.chance(10)) return made(Sort::truth, {"(", random_.pick(tests)}, {std::move(value)});
  switch (sort) {
    case Sort::truth:
      if (random_.chance(40)) return value;
      if (random_.chance(50)) return made(sort, {"(not ", ")"}, {std::move(value)});
      return made(sort, {"(", random_.chance(50) ? " is " : " is not ", ")"}, {std::move(value), leaf(sort)});
    case Sort::code: return code_test(std::move(value));
    case Sort::choice:
    case Sort::scale:
      if (random_.chance(30))
        return made(Sort::truth, {"(", (random_.chance(50) ? " in {" : " not in {") + member(sort) + ", " + member(sort) + "})"},
                    {std::move(value)});
      if (random_.chance(20)) return made(Sort::truth, {"(", " is ", ")"}, {std::move(value), leaf(sort)});
      return made(Sort::truth,
                  {"(", (sort == Sort::scale ? random_.pick(relations) : random_.chance(60) ? " is " : " is not ") + member(sort) + ")"},
                  {std::move(value)});
    case Sort::span:
      return made(Sort::truth, {"(", random_.pick(relations), ")"},
                  {std::move(value), literal(random_.chance(60) ? Sort::months : Sort::days)});
    case Sort::date:
      if (random_.chance(35))
        return made(Sort::truth, {"(", " within ", random_.chance(60) ? " after " : " before ", ")"},
                    {std::move(value), literal(random_.chance(60) ? Sort::months : Sort::days), leaf(Sort::date)});
      break;
    case Sort::count:
    case Sort::sessions:
    case Sort::number:
    case Sort::dose:
    case Sort::months:
    case Sort::days: break;
  }
  if (random_.chance(12)) return made(Sort::truth, {"(", " between ", " and ", ")"}, {std::move(value), leaf(sort), leaf(sort)});
  if (random_.chance(12)) return made(Sort::truth, {"(", " in {", ", ", "})"}, {std::move(value), literal(sort), leaf(sort)});
  return made(Sort::truth, {"(", random_.pick(relations), ")"}, {std::move(value), of(sort, depth - 1)});
}

// An operation over a list of the innermost record.
std::optional<Tree> ExpressionGenerator::nested_list(int depth) {
  std::vector<Source> own;
  for (Source& source : sources())
    for (const GeneratedList& list : loops_.back().record->lists)
      if (source.of_record && source.text == (loops_.back().alias.empty() ? list.name : loops_.back().alias + "." + list.name))
        own.push_back(source);
  if (own.empty()) return std::nullopt;
  return list_test(random_.pick(own), depth - 1);
}

// A loop over a list of the case whose records are compared with the innermost record around.
std::optional<Tree> ExpressionGenerator::joined_list() {
  static const std::vector<std::string> heads{"(some ", "(every ", "(count of "}, relations{" < ", " <= ", " is ", " > "};
  const Loop around = loops_.back();
  if (around.alias.empty()) return std::nullopt;
  for (const Source& source : sources()) {
    if (source.of_record || random_.chance(50)) continue;
    for (const GeneratedField& outer : around.record->fields)
      for (const GeneratedField& inner : source.record->fields) {
        if (inner.sort != outer.sort || inner.sort == Sort::span || random_.chance(60)) continue;
        const std::string& head = random_.pick(heads);
        std::string text = head + open(source) + (head == "(every " ? " has " : " where ");
        const bool ordered = is_ordered(inner.sort);
        text += mention(loops_.back(), inner.name) + (ordered ? random_.pick(relations) : " is ") + around.alias + "." + outer.name;
        loops_.pop_back();
        if (head == "(count of ") text = "(" + text + ") >= " + std::to_string(random_.between(1, 3));
        return word(Sort::truth, text + ")");
      }
  }
  return std::nullopt;
}

Tree ExpressionGenerator::condition(int depth) {
  const auto dice = random_.between(1, 100);
  if (dice <= 15) return made(Sort::truth, {"(", random_.chance(60) ? " and " : " or ", ")"}, {speaks(depth), speaks(depth)});
  if (dice <= 22) return made(Sort::truth, {"(not ", ")"}, {speaks(depth)});
  if (dice <= 28)
    return made(Sort::truth, {"(" + std::string(random_.chance(50) ? "at least 2" : random_.chance(50) ? "any" : "all") + " of k1: ", " k2: ", " end)"},
                {speaks(depth - 1), speaks(depth - 1)});
  return speaks(depth);
}

// ---- operations over lists -------------------------------------------------------------------------------------------
// Adds " where ..." perhaps, and closes the loop and the parenthesis.
Tree ExpressionGenerator::closed(Sort sort, const std::string& head, int depth) {
  Tree out = word(sort, "(" + head + ")");
  if (random_.chance(75)) out = made(sort, {"(" + head + " where ", ")"}, {condition(depth)});
  loops_.pop_back();
  return out;
}

// Without a `where`, `is` behind it would be asked of the elements.
Tree ExpressionGenerator::some(const Source& source, int depth) {
  if (random_.chance(20)) return word(Sort::truth, "(not (some " + source.text + "))");
  const std::string head = "(some " + open(source) + " where ";
  Tree out = made(Sort::truth, {head, ")"}, {condition(depth)});
  loops_.pop_back();
  return out;
}

// Whether something holds of a list.
Tree ExpressionGenerator::list_test(const Source& source, int depth) {
  static const std::vector<std::string> tests{" is documented)", " is not documented)", " is exact)", " is not exact)"};
  const auto dice = random_.between(1, 100);
  over_lists_ = true;
  if (dice <= 8) return word(Sort::truth, "(" + source.text + random_.pick(tests));
  if (dice <= 30) return some(source, depth);
  if (dice <= 48 || (dice <= 60 && source.record->of(Sort::date).empty())) {
    const std::string head = "(every " + open(source);
    Tree out = random_.chance(50) ? made(Sort::truth, {head + " where ", " has ", ")"}, {condition(depth), condition(depth)})
                                  : made(Sort::truth, {head + " has ", ")"}, {condition(depth)});
    loops_.pop_back();
    return out;
  }
  if (dice <= 60) {
    std::string head = "(latest " + open(source);
    head += " by " + random_.pick(source.record->of(Sort::date));
    Tree out = random_.chance(50) ? made(Sort::truth, {head + " where ", " has ", ")"}, {condition(depth), condition(depth)})
                                  : made(Sort::truth, {head + " has ", ")"}, {condition(depth)});
    loops_.pop_back();
    return out;
  }
  if (dice <= 70)
    for (const Sort sort : {Sort::choice, Sort::scale}) {
      const auto fields = source.record->of(sort);
      if (fields.empty() || random_.chance(30)) continue;
      const std::string members = sort == Sort::choice ? "{red, blue, amber}" : "{sedentary, medium, heavy}";
      const std::string head = "at least " + std::to_string(random_.between(1, 3)) + " of " + members + " in " + open(source);
      return closed(Sort::truth, head + " by " + random_.pick(fields), depth);
    }
  if (dice <= 80 && source.record->plain()) {  // what stands behind is asked of the element itself
    const Sort sort = source.record->fields.front().sort;
    const std::size_t loops = loops_.size();
    Tree out = test_of(word(sort, "some " + source.text), 0);
    loops_.resize(loops);
    const std::string text = out.text();
    if (!out.parts.empty() && text.find("documented") == std::string::npos && text.find("exact") == std::string::npos) return out;
  }
  std::vector<Sort> sorts{Sort::count, Sort::sessions};
  for (const GeneratedField& one : source.record->fields) sorts.push_back(one.sort);
  if (auto value = list_value(random_.pick(sorts), source, depth)) return test_of(*std::move(value), depth);
  return some(source, depth);
}

// A value of this sort out of the records, where the list has one.
std::optional<Tree> ExpressionGenerator::list_value(Sort sort, const Source& source, int depth) {
  over_lists_ = true;
  if (sort == Sort::count && random_.chance(60)) {
    std::vector<std::string> names;
    for (const GeneratedField& one : source.record->fields)
      if (one.sort != Sort::truth && one.sort != Sort::span) names.push_back(one.name);
    if (random_.chance(50) || names.empty()) return closed(sort, "count of " + open(source), depth);
    return closed(sort, "count of distinct " + random_.pick(names) + " in " + open(source), depth);
  }
  if (sort == Sort::sessions && random_.chance(50)) {
    if (random_.chance(50)) return closed(sort, "count of " + open(source) + " in sessions", depth);
    // Behind a `where` the unit stands after a comparison.
    std::string out = "(count of " + open(source) + " where ";
    const GeneratedField& one = source.record->fields.front();
    out += mention(loops_.back(), one.name) + (one.sort == Sort::code     ? " is M54.16"
                                               : one.sort == Sort::choice ? " is red"
                                               : one.sort == Sort::date   ? " >= 2005-01-01"
                                               : one.sort == Sort::truth  ? " is b1"
                                                                          : " > 2");
    loops_.pop_back();
    return word(sort, out + " in sessions)");
  }
  const auto fields = source.record->of(sort);
  const auto dates = source.record->of(Sort::date);
  if (fields.empty() || sort == Sort::span) return std::nullopt;
  const std::string& name = random_.pick(fields);
  const auto dice = random_.between(1, 100);
  if (dice <= 45 && is_added_up(sort)) return closed(sort, "sum of " + name + " in " + open(source), depth);
  if (dice <= 75 && is_ordered(sort)) {
    const std::string head = random_.chance(50) ? "least " : "greatest ";
    return closed(sort, head + name + " in " + open(source), depth);
  }
  if (dates.empty()) return std::nullopt;
  const std::string head = "latest " + name + " in " + open(source);
  return closed(sort, head + " by " + random_.pick(dates), depth);
}

std::optional<Tree> ExpressionGenerator::any_list_test(int depth) {
  if (!lists_ || loops_.size() >= kLoopsMax) return std::nullopt;
  return list_test(random_.pick(sources()), depth - 1);
}

std::optional<Tree> ExpressionGenerator::any_list_value(Sort sort, int depth) {
  if (!lists_ || loops_.size() >= kLoopsMax) return std::nullopt;
  return list_value(sort, random_.pick(sources()), depth - 1);
}

}  // namespace precept::differential
