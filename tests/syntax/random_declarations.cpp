// Random programs as text: headers, vocabularies and examples.
// In: a seed. Out: tokens in RandomText::words_.
#include "tests/syntax/random_text.hpp"

namespace precept::ast {

// ---- headers and vocabulary ----
void RandomText::header() {
  const auto kind = one_of({"vocabulary", "guideline", "policy"});
  add(kind);
  name();
  maybe_string();
  if (chance(50)) {
    add("source");
    string();
  }
  if (kind == "guideline" && chance(60)) {
    add_all({"effective", "from"});
    date();
    if (chance(50)) {
      add("until");
      date();
    }
  }
  if (chance(50)) {
    add_all({"uses", "a", ",", "b2"});
  }
  if (kind != "policy") return;
  add("consults");
  name();
  if (chance(50)) {
    add("unless");
    expr(2);
  }
  if (chance(50)) add_all({",", "then", "x_1", "or", "a", "unless", "(", "b", "or", "c", ")", "or", "o", "by", "evidence"});
  for (const auto& clause :
       {Words{"as", "of", "decision_date", "+", "2y"}, Words{"undocumented", "requirement", "is", "unmet"},
        Words{"undocumented", "exclusion", "is", "absent"}, Words{"undocumented", "allowance", "is", "the", "least"},
        Words{"when", "silent", "deny"}, Words{"when", "conflict", "pend"}, Words{"deny", "needs", "review"},
        Words{"says", "approve", "\"Overturned\"", ",", "deny", "\"Upheld\""}})
    if (chance(40)) add_all(clause);
}

void RandomText::enumeration() {
  const bool scale = chance(50);
  add(scale ? "scale" : "choice");
  name();
  maybe_string(20);
  add(":");
  for (auto count = 1 + below(9), i = 0u; i < count; ++i) {
    if (i > 0) add(scale ? "<" : ",");
    name();
    maybe_string(30);
  }
  if (!chance(30)) return;
  add("source");
  string();
}

void RandomText::type(int depth) {
  const auto range = [&] {
    switch (below(4)) {
      case 0:
        add("from");
        bound();
        add("to");
        return bound();
      case 1:
        add("from");
        return bound();
      case 2:
        add("to");
        return bound();
      default:
        return;
    }
  };
  switch (below(depth > 0 ? 10 : 9)) {
    case 0:
      return add_all({"yes", "or", "no"});
    case 1:
      return add(one_of({"demand", "page", "body_region"}));
    case 2:
      add("count");
      if (chance(50)) {
        add("in");
        unit_names();
      }
      return range();
    case 3:
      if (chance(30)) {
        add_all({"signed", "number"});
      } else {
        add("number");
      }
      if (chance(60)) {
        add("in");
        unit_names();
      }
      return range();
    case 4:
      add("date");
      if (chance(40)) {
        add("from");
        return name();
      }
      return range();
    case 5:
      add_all({"duration", "in", "months"});
      return range();
    case 6:
      add_all({"duration", "in", "days"});
      return range();
    case 7:
      return add_all({"code", "in", "icd10cm"});
    case 8:
      return add("text");
    default:
      add_all({"list", "of"});
      return type(depth - 1);
  }
}

void RandomText::field() {
  name();
  add(":");
  type(2);
  maybe_string();
  if (chance(20)) {
    add("assumed");
    literal();
  }
  if (chance(20)) add_all({"incomplete", "unless", "stated"});
  if (!chance(20)) return;
  add_all({"documented", "by"});
  string();
}

void RandomText::fact() {
  if (chance(20)) add("request");
  add("fact");
  field();
}

void RandomText::record() {
  add("record");
  name();
  maybe_string();
  for (auto count = 1 + below(4); count-- > 0;) field();
  while (chance(40)) {
    add("define");
    name();
    maybe_string(20);
    add("=");
    expr(2);
  }
  add("end");
}

void RandomText::codes() {
  add("codes");
  name();
  maybe_string(20);
  add_all({"in", "icd10cm"});
  if (chance(20)) {
    add("from");
    return string();
  }
  add(":");
  for (auto count = 1 + below(12), i = 0u; i < count; ++i) {
    if (i > 0) add(",");
    add(one_of({"M54.16", "M51.1*", "729.1", "0042T", "\"2160-0\"", "337.*", "0042", "S82.101A", "97*", "M1A.00*"}));
  }
}

void RandomText::table() {
  add("table");
  name();
  maybe_string(20);
  add("by");
  name();
  if (chance(50)) {
    add("and");
    name();
  }
  add("gives");
  name();
  if (chance(30)) {
    add("in");
    unit_names();
  }
  if (chance(30)) {
    add(",");
    name();
  }
  if (chance(30)) {
    add("source");
    string();
  }
  for (auto count = 1 + below(5); count-- > 0;) {
    switch (below(6)) {
      case 0:
        add("otherwise");
        break;
      case 1:
        add("above");
        bound();
        add("to");
        bound();
        break;
      case 2:
        add("from");
        bound();
        if (chance(50)) {
          add_all({"to", "below"});
          bound();
        }
        break;
      case 3:
        bound();
        add("to");
        bound();
        break;
      case 4:
        if (chance(50)) name();
        else add(one_of({"M54.16", "M51.1*", "C*", "\"008.45\""}));
        add(",");
        add("to");
        bound();
        break;
      default:
        name();
        break;
    }
    add(":");
    const auto value = [&] {
      if (chance(20)) add("-");
      if (chance(80) || words_.back() == "-") return add(digits());
      name();
    };
    value();
    if (chance(30)) {
      add(",");
      value();
    }
  }
  add("end");
}

// ---- examples ----
void RandomText::given_value(int depth) {
  switch (below(depth > 0 ? 6 : 4)) {
    case 0:
      add(one_of({"2013-03", "1999-12"}));
      if (chance(30)) add_all({"to", "2014-02"});
      return;
    case 1:
      literal();
      add("to");
      return literal();
    case 2:
      add_all({"either", "{"});
      literal();
      add(",");
      literal();
      return add("}");
    case 4:
      add("[");
      for (auto count = below(4), i = 0u; i < count; ++i) {
        if (i > 0) add(",");
        given_value(depth - 1);
      }
      add("]");
      if (chance(40)) add("incomplete");
      else if (chance(40)) add("complete");
      return;
    case 5:
      add("{");
      for (auto count = below(4), i = 0u; i < count; ++i) {
        if (i > 0) add(",");
        given(depth - 1);
      }
      return add("}");
    default:
      return literal();
  }
}

void RandomText::given(int depth) {
  name();
  if (chance(15)) {
    add("missing");
    if (chance(60)) add(one_of({"not-asked", "asked-declined", "as-text", "masked", "not-a-number"}));
    return;
  }
  add("=");
  given_value(depth);
}

void RandomText::example() {
  add("example");
  string();
  add("for");
  name();
  if (chance(50)) {
    add("under");
    name();
  }
  if (chance(50)) {
    add("requests");
    quantity();
    if (chance(50)) add_all({"over", "6w"});
    if (chance(30)) add_all({"used", "3"});
  }
  if (chance(80)) {
    add("given");
    given(3);
    for (auto count = below(8); count-- > 0;) {
      add(",");
      given(3);
    }
  }
  for (auto count = below(4); count-- > 0;) {
    add("expect");
    switch (below(3)) {
      case 0:
        add("possible");
        outcome();
        add(",");
        outcome();
        break;
      case 1:
        add("criterion");
        path();
        add(one_of({"met", "unmet", "undocumented", "exempt", "absent"}));
        break;
      default:
        outcome();
        if (chance(40)) quantity();
        if (!chance(60)) break;
        add_all({"because", one_of({"recent", "allows", "applies", "x.recent", "not_recommended"})});
        if (chance(40)) add_all({",", "silent"});
        break;
    }
  }
}

void RandomText::declaration() {
  switch (below(13)) {
    case 0:
      return enumeration();
    case 1:
      add_all({"unit", "session"});
      if (chance(50)) add_all({",", "sessions"});
      if (chance(50)) add_all({"=", digits() + unit_text()});
      return;
    case 2:
      add("service");
      name();
      maybe_string();
      if (!chance(50)) return;
      add("in");
      return unit_names();
    case 3:
    case 4:
      return fact();
    case 5:
      return record();
    case 6:
      return codes();
    case 7:
      return table();
    case 8:
      add("define");
      name();
      maybe_string();
      add("=");
      return expr(4);
    case 9:
      return rule();
    case 10:
      add("criterion");
      return criterion(3);
    case 11:
      add_all({one_of({"work_conditioning", "page", "unit", "count"}), "requires"});
      return expr(3);
    default:
      return example();
  }
}

}  // namespace precept::ast
