// Lists in examples: `given therapy = [{kind = physical_therapy, start = 2013-03}] incomplete`; where neither that nor `complete`
// is said, a list is as its declaration says.
// In: ast::GivenValue and the list that it is given to. Out: check::GivenList, each value of the type of its field.
#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::check {

namespace {

// A field is given as a fact is.
Fact as_fact(const Field& field) {
  Fact fact;
  fact.name = field.name;
  fact.words = field.words;
  fact.type = field.type;
  fact.whole = field.whole;
  fact.incomplete_unless_stated = field.incomplete_unless_stated;
  fact.span = field.span;
  return fact;
}

}  // namespace

bool Checker::given_list(const ast::GivenValue& node, const Fact& list, ExampleGiven& out) {
  using G = ast::GivenValue::Kind;
  const RecordType& record = library_.records[list.type.record.index];
  if (node.kind != G::list) {
    diagnostics_.report(Code::E0368, node.span, "a list", "none")
        .hint("a list stands in brackets, as in `" + list.name + (record.name.empty() ? " = [...]`" : " = [{...}, {...}]`"));
    return false;
  }
  GivenList given;
  given.complete = node.complete || (!node.incomplete && !list.incomplete_unless_stated);
  bool wrong = false;
  for (const ast::GivenValue& element : node.elements) {
    GivenRecord one;
    const bool right = record.name.empty() ? given_plain(element, list, one) : given_record(element, list, one);
    wrong = wrong || !right;
    given.records.push_back(std::move(one));
  }
  out.list = std::move(given);
  return !wrong;
}

bool Checker::given_plain(const ast::GivenValue& node, const Fact& list, GivenRecord& out) {
  Fact it = as_fact(library_.records[list.type.record.index].fields.front());
  it.name = list.name;
  ExampleGiven one;
  one.span = node.span;
  if (!given_value(node, it, one)) return false;
  out.fields.push_back(0);
  out.values.push_back(std::move(one));
  return true;
}

bool Checker::given_record(const ast::GivenValue& node, const Fact& list, GivenRecord& out) {
  const RecordId id = list.type.record;
  const RecordType& record = library_.records[id.index];
  if (node.kind != ast::GivenValue::Kind::record) {
    auto& diagnostic = diagnostics_.report(Code::E0368, node.span, "a record", "none");
    if (!record.fields.empty()) diagnostic.hint("a record is written as `{" + record.fields.front().name + " = ...}`");
    return false;
  }
  bool wrong = false;
  for (const ast::Given& given : node.fields) {
    const auto place = record_names_[id.index].fields.find(given.name.text);
    if (place == record_names_[id.index].fields.end()) {
      no_such_field(id, given.name);
      wrong = true;
      continue;
    }
    for (std::size_t i = 0; i < out.fields.size(); ++i)
      if (out.fields[i] == place->second)
        diagnostics_.report(Code::E0202, given.name.span, given.name.text).mark(out.values[i].span, "given here first");
    ExampleGiven one;
    one.span = given.name.span;
    if (!given_value(given.value, as_fact(record.fields[place->second]), one)) {
      wrong = true;
      continue;
    }
    out.fields.push_back(place->second);
    out.values.push_back(std::move(one));
  }
  return !wrong && given_in_order(record, out);
}

// `finish : date from start`
bool Checker::given_in_order(const RecordType& record, const GivenRecord& given) {
  bool right = true;
  for (std::size_t late = 0; late < given.fields.size(); ++late) {
    const Field& field = record.fields[given.fields[late]];
    if (!field.not_before || !given.values[late].documented) continue;
    for (std::size_t early = 0; early < given.fields.size(); ++early) {
      if (given.fields[early] != *field.not_before || !given.values[early].documented) continue;
      if (given.values[late].value.hi >= given.values[early].value.lo) continue;
      diagnostics_.report(Code::E0325, given.values[late].span, field.name, "not before `" + record.fields[*field.not_before].name + "`");
      right = false;
    }
  }
  return right;
}

}  // namespace precept::check
