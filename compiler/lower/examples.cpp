// Examples of a library, bound to its Program as the requests of cases are.
#include "compiler/lower/lower.hpp"
#include "runtime/facts/code_value.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::lower {

namespace {

void bind(Request& request, const Program& program, const std::optional<FactId>& builtin, Value value) {
  if (builtin) document(request.facts, program, *builtin, value);
}

class Binder {
 public:
  explicit Binder(const Program& program) : program_(program), codes_(program) {}

  Value value(const Type& type, const check::ExampleGiven& given) {
    return type.kind == TypeKind::code ? codes_.value(type.system, given.text) : given.value;
  }

  void list(Records& records, RecordId type, const check::GivenList& given) {
    records.documented = given.complete || !given.records.empty();
    records.complete = given.complete;
    const auto& fields = program_.record(type).fields;
    for (const check::GivenRecord& one : given.records) {
      const std::uint32_t record = add_record(records, program_, type);
      for (std::size_t i = 0; i < one.fields.size(); ++i) field(records, type, record, one.fields[i], fields[one.fields[i]], one.values[i]);
    }
  }

 private:
  void field(Records& records, RecordId type, std::uint32_t record, std::uint32_t place, const Field& field,
             const check::ExampleGiven& given) {
    const std::size_t at = std::size_t{record} * program_.record(type).fields.size() + place;
    Evidence& evidence = records.field_evidence[at];
    evidence.missing = given.missing;
    evidence.text = given.text;
    if (field.type.kind == TypeKind::code) evidence.written = given.text;
    if (field.type.kind == TypeKind::list) {
      Records& nested = records.nested[std::size_t{record} * program_.record(type).lists + field.list];
      if (given.list) list(nested, field.type.record, *given.list);
      else nested.missing = given.missing;
    } else if (given.documented && field.type.kind != TypeKind::text) {
      document_field(records, program_, type, record, place, value(field.type, given));
    } else if (given.missing == "conflicting") {
      records.values[at] = field.whole;
      records.states[at] = FactState::undocumented;
    } else if (given.documented) {
      records.states[at] = FactState::documented;
    }
  }

  const Program& program_;
  CodeNumbers codes_;
};

}  // namespace

std::vector<ExampleCase> examples_from_checked(const check::Library& library, const Program& program) {
  std::vector<ExampleCase> out;
  for (const check::Example& from : library.examples) {
    ExampleCase example{from.title, from.span, from.policy, {}, from.expects};
    Request& request = example.request;
    const Service& service = program.service(from.service);
    request.service = from.service;
    request.facts = undocumented_facts(program);
    Binder binder(program);
    for (const check::ExampleGiven& given : from.given)
      for (const FactId fact : given.facts) {
        const Fact& declared = program.fact(fact);
        if (declared.type.kind == TypeKind::list) {
          Records& records = request.facts.lists[declared.list];
          if (given.list) binder.list(records, declared.type.record, *given.list);
          else records.missing = given.missing;
          request.facts.states[fact.index] = records.documented ? FactState::documented : FactState::undocumented;
        } else if (given.documented) document(request.facts, program, fact, binder.value(declared.type, given));
        else if (given.missing == "conflicting") request.facts.values[fact.index] = program.fact(fact).whole;
        request.facts.evidence[fact.index].missing = given.missing;
        request.facts.evidence[fact.index].text = given.text;
        if (declared.type.kind == TypeKind::code) request.facts.evidence[fact.index].written = given.text;
      }
    if (from.requested) {
      request.quantity = Value{*from.requested, *from.requested};
      bind(request, program, service.requested, *request.quantity);
    }
    if (from.over) {
      const std::int64_t over = from.over->quantity;
      request.over = RequestDuration{from.over->months ? DurationKind::months : DurationKind::days, {over, over}};
      bind(request, program, service.requested_over,
           from.over->months ? Value{fewest_days_in_months(over), most_days_in_months(over)} : Value{over, over});
    }
    if (from.used) {
      request.used = Value{*from.used, *from.used};
      bind(request, program, service.used, *request.used);
    }
    out.push_back(std::move(example));
  }
  return out;
}

}  // namespace precept::lower
