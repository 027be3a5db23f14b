// Examples of a library, bound to its Program as the requests of cases are.
#include "compiler/lower/lower.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::lower {

namespace {

void bind(Request& request, const Program& program, const std::optional<FactId>& builtin, Value value) {
  if (builtin) document(request.facts, program, *builtin, value);
}

}  // namespace

std::vector<ExampleCase> examples_from_checked(const check::Library& library, const Program& program) {
  std::vector<ExampleCase> out;
  for (const check::Example& from : library.examples) {
    ExampleCase example{from.title, from.span, from.policy, {}, from.expects};
    Request& request = example.request;
    const Service& service = program.service(from.service);
    request.service = from.service;
    request.facts = undocumented_facts(program);
    for (const check::ExampleGiven& given : from.given)
      for (const FactId fact : given.facts) {
        if (given.documented) document(request.facts, program, fact, given.value);
        else if (given.missing == "conflicting") request.facts.values[fact.index] = program.fact(fact).whole;
        request.facts.evidence[fact.index].missing = given.missing;
        request.facts.evidence[fact.index].text = given.text;
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
