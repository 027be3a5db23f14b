// Random programs as text.
// In: a seed. Out: tokens joined by any white space and comments.
#include "tests/syntax/random_text.hpp"

namespace precept::ast {

void RandomText::name() {
  // Half of them are keywords elsewhere: clinical fields.
  static const Words plain = {"a", "b2", "injury_age", "demand_level", "x_1", "mri_shows_it", "region", "o"};
  static const Words soft = {"page",   "text", "source", "start",     "order", "count", "unit",  "date", "number",
                             "met",    "by",   "time",   "yes",       "no",    "sum",   "all",   "any",  "list",
                             "code",   "fact", "note",   "given",     "for",   "days",  "above", "used", "months",
                             "either", "less", "needs",  "criterion", "open",  "never", "uses"};
  add(chance(60) ? one_of(plain) : one_of(soft));
}

void RandomText::string() {
  static const Words parts = {"the",          "worker",      "must",           "be \\\"fit\\\"",  "{injury_date}",
                              "\\\\",         "caf\xC3\xA9", "2 years",        "# not a comment", "end",
                              "\xE2\x80\x94", "a  b",        "line\n   break", "rule: x",         "documentation"};
  std::string text = "\"";
  const auto count = chance(10) ? 40 : below(6);
  for (unsigned i = 0; i < count; ++i) text += (i > 0 ? " " : "") + one_of(parts);
  add(text + "\"");
}
void RandomText::maybe_string(unsigned percent) {
  if (chance(percent)) string();
}

std::string RandomText::digits() { return one_of({"0", "1", "2", "10", "2.5", "0.25", "120", "999999999999.999999"}); }

std::string RandomText::unit_text() {
  if (chance(60)) return one_of({"y", "mo", "w", "d", "%", " mg", " sessions", " mcg"});
  return one_of(
      {" mg/day", " mg / day", "%/day", " mg*kg", " (mg/day)/(mcg/hour)", " (mg)", " kg/(mg*day)", " mg/week*item"});
}
void RandomText::unit_names() { add(one_of({"mg", "sessions", "%", "text", "mg/day", "(mg/day)/(mcg/hour)", "mg*kg/day"})); }
void RandomText::quantity() { add(digits() + (chance(50) ? unit_text() : "")); }

void RandomText::literal() {
  switch (below(6)) {
    case 0:
      return date();
    case 1:
      return add("M54.16");
    case 2:
      return string();
    case 3:
      return name();
    case 4:
      add("-");
      [[fallthrough]];
    default:
      return quantity();
  }
}
void RandomText::bound() {
  if (chance(25)) return date();
  if (chance(20)) add("-");
  quantity();
}
void RandomText::path() {
  name();
  if (!chance(25)) return;
  add(".");
  name();
}

// ---- expressions ----
void RandomText::expr(int depth) {
  if (chance(12)) return open(depth);
  term(depth);
  if (depth <= 0 || !chance(40)) return;
  const std::string junction = chance(50) ? "and" : "or";
  for (auto count = below(3); count-- > 0;) {
    add(junction);
    term(depth - 1);
  }
  if (!chance(20)) return;
  add(junction);
  open(depth - 1);
}

void RandomText::term(int depth) {
  while (chance(10)) add("not");
  sum(depth - 1);
  if (chance(60)) test(depth - 1);
}

void RandomText::open(int depth) {
  while (chance(10)) add("not");
  if (depth <= 0) return list_head();
  switch (below(4)) {
    case 0:
      add("every");
      path();
      alias();
      if (chance(50)) {
        add("where");
        expr(depth - 1);
      }
      add("has");
      return expr(depth - 1);
    case 1:
      add("latest");
      path();
      alias();
      add("by");
      name();
      if (chance(60)) {
        add("where");
        expr(depth - 1);
      }
      add("has");
      return expr(depth - 1);
    case 2:
      add_all({"count", "of"});
      path();
      alias();
      add("where");
      if (chance(50)) return expr(depth - 1);
      atom(0);
      add("<=");
      atom(0);
      return add_all({"in", "sessions"});
    default:
      list_head();
      add("where");
      return expr(depth - 1);
  }
}

void RandomText::alias() {
  if (!chance(30)) return;
  add("as");
  name();
}

void RandomText::list_head() {
  switch (below(7)) {
    case 0:
      add("some");
      path();
      return alias();
    case 1:
      add_all({"count", "of"});
      path();
      alias();
      if (chance(40)) add_all({"in", "sessions"});
      return;
    case 2:
      add_all({"count", "of", "distinct"});
      name();
      break;
    case 3:
      add_all({"sum", "of"});
      name();
      break;
    case 4:
      add(chance(50) ? "least" : "greatest");
      name();
      break;
    case 5:
      add("latest");
      name();
      break;
    default:
      add_all({"at", "least", "3", "of", "{", "a", ",", "b", "}"});
      break;
  }
  const bool by = words_[words_.size() - 2] == "latest" || words_.back() == "}";
  add("in");
  path();
  alias();
  if (!by) return;
  add("by");
  name();
}

void RandomText::test(int depth) {
  switch (below(8)) {
    case 0:
      add("is");
      if (chance(40)) add("not");
      return add(chance(60) ? "documented" : "exact");
    case 1:
      add("between");
      sum(depth);
      add("and");
      return sum(depth);
    case 2:
      add("within");
      sum(depth);
      add(chance(50) ? "before" : "after");
      return sum(depth);
    case 3:
      if (chance(40)) add("not");
      add("in");
      return chance(60) ? set(depth) : path();
    case 4:
      add("is");
      if (chance(40)) add("not");
      return sum(depth);
    default:
      add(one_of({"<", "<=", ">", ">="}));
      return sum(depth);
  }
}

void RandomText::sum(int depth) {
  product(depth);
  while (depth > 0 && chance(15)) {
    add(chance(50) ? "+" : "-");
    product(depth - 1);
  }
}
void RandomText::product(int depth) {
  unary(depth);
  while (depth > 0 && chance(12)) {
    // Behind a number and its unit a name would go on with the unit.
    const auto& last = words_.back();
    const bool unit =
        last[0] >= '0' && last[0] <= '9' && last.find_first_of("abcdefghijklmnopqrstuvwxyz%") != std::string::npos;
    if (unit) return;
    add(chance(50) ? "*" : "/");
    unary(depth - 1);
  }
}
void RandomText::unary(int depth) {
  while (chance(6)) add("-");
  primary(depth);
}

void RandomText::primary(int depth) {
  if (depth <= 0 || chance(60)) return atom(depth);
  switch (below(5)) {
    case 0:
      return list_head();
    case 1:
      return set(depth - 1);
    case 2:
      return group(depth - 1);
    case 3:
      add_all({"time", "from"});
      atom(depth - 1);
      add("to");
      return atom(depth - 1);
    default:
      add_all({"whole", one_of({"years", "months", "days"}), "of"});
      return atom(depth - 1);
  }
}

void RandomText::atom(int depth) {
  switch (below(depth > 0 ? 8 : 5)) {
    case 0:
      return quantity();
    case 1:
      return date();
    case 2:
      return chance(50) ? add("Z79.891") : string();
    case 5:
      return table_use(depth - 1);
    case 6:
      add("(");
      expr(depth - 1);
      return add(")");
    default:
      return path();
  }
}

void RandomText::set(int depth) {
  add("{");
  sum(depth - 1);
  while (chance(40)) {
    add(",");
    sum(depth - 1);
  }
  add("}");
}

void RandomText::table_use(int depth) {
  name();
  add("(");
  expr(depth);
  while (chance(30)) {
    add(",");
    expr(depth);
  }
  add(")");
  if (!chance(30)) return;
  add(".");
  name();
}

void RandomText::group(int depth) {
  switch (below(3)) {
    case 0:
      add_all({"all", "of"});
      break;
    case 1:
      add_all({"any", "of"});
      break;
    default:
      add_all({"at", "least", "2", "of"});
      break;
  }
  for (auto count = 1 + below(3); count-- > 0;) criterion(depth);
  add("end");
}

// ---- criteria and rules ----
void RandomText::criterion(int depth) {
  name();
  add(":");
  expr(depth);
  clauses(depth);
}

void RandomText::clauses(int depth) {
  if (chance(15)) {
    add("unless");
    expr(depth - 1);
  }
  if (chance(15)) pages();
  while (chance(10)) {
    add("cites");
    string();
  }
  for (const std::string keyword : {"text", "met", "unmet"}) {
    if (!chance(15)) continue;
    add(keyword);
    string();
  }
  if (!chance(15)) return;
  add("undocumented");
  if (chance(60)) {
    add_all({"is", one_of({"met", "unmet", "open", "present", "absent"})});
    return maybe_string(50);
  }
  string();
}

void RandomText::pages() {
  add_all({chance(50) ? "page" : "pages", "125"});
  if (chance(40)) add_all({"-", "126"});
  if (chance(30)) add_all({",", "130"});
}

void RandomText::body(int depth) {
  if (chance(20)) {
    expr(depth);
    return clauses(depth);
  }
  for (auto count = 1 + below(3); count-- > 0;) {
    if (chance(15)) {
      add("criterion");
      name();
    } else {
      criterion(depth);
    }
  }
}

void RandomText::grant(int depth) {
  switch (below(4)) {
    case 0:
      break;
    case 1:
      table_use(depth);
      break;
    case 2:
      add("(");
      expr(depth);
      add(")");
      break;
    default:
      quantity();
      break;
  }
  const auto& last = words_.back();
  if (last == "allows" || last == "than" || chance(40)) {
    add("within");
    sum(depth - 1);
  }
  if (chance(30)) add_all({"less", "used"});
  if (chance(30)) {
    add("when");
    expr(depth);
  }
  while (chance(15)) {
    add("cites");
    string();
  }
}

void RandomText::section() {
  const auto cites = [&] {
    while (chance(15)) {
      add("cites");
      string();
    }
  };
  switch (below(8)) {
    case 0:
      add("requires");
      return body(3);
    case 1:
      add_all({"excluded", "when"});
      return body(3);
    case 2:
      add("considers");
      return body(2);
    case 3:
      add("allows");
      return grant(2);
    case 4:
      add_all({"never", "more", "than"});
      return grant(2);
    case 5:
      add("overrides");
      name();
      return cites();
    case 6:
      add_all({"not", "recommended"});
      return cites();
    default:
      add("requires");
      return body(3);
  }
}

void RandomText::rule() {
  add("rule");
  name();
  if (chance(30)) {
    add(",");
    name();
  }
  if (chance(40)) pages();
  if (chance(15)) {
    add("cites");
    string();
  }
  if (chance(20)) {
    add("applies");
    if (chance(30)) {
      add("otherwise");
    } else {
      add("when");
      expr(2);
    }
  }
  for (auto count = below(5); count-- > 0;) section();
  if (chance(20)) add_all({"evidence", "2"});
  if (chance(20)) {
    add("note");
    string();
  }
  add("end");
}

std::string RandomText::joined() {
  std::string text;
  for (const auto& word : words_) {
    text += word;
    if (chance(4)) {
      text += (chance(50) ? " # trailing " : "\n  # own line ") + std::to_string(below(1000)) + "\n";
      if (chance(20)) text += "\n";
    } else if (chance(12)) {
      text += chance(20) ? "\n\n  " : chance(10) ? "\r\n" : "\n";
    } else if (chance(5)) {
      text += "\t ";
    } else {
      text += " ";
    }
  }
  return text;
}

std::string RandomText::file() {
  words_.clear();
  if (chance(20)) add_all({"precept", "1"});
  if (chance(60)) header();
  for (auto count = below(6); count-- > 0;) declaration();
  return joined();
}

}  // namespace precept::ast
