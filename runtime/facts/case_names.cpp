// A Program in, the names that its cases may use out: facts, request facts, services with their quantities.
// Never here: cases.
#include "runtime/facts/case_binder.hpp"

namespace precept {
namespace {

Fact part(std::string_view name, const Program& program, std::optional<FactId> builtin, Type otherwise) {
  Fact fact;
  if (builtin)
    fact = program.fact(*builtin);
  else {
    fact.type = otherwise;
    fact.whole = {0, kNoHigh};
  }
  fact.name = name;
  return fact;
}

std::vector<FactId> by_order(const Program& program) {
  std::vector<FactId> order;
  std::vector<bool> placed(program.facts.size());
  bool more = true;
  while (more) {
    more = false;
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
      const auto start = program.facts[i].not_before;
      if (placed[i] || !start || (program.fact(*start).not_before && !placed[start->index])) continue;
      placed[i] = more = true;
      order.push_back({i});
    }
  }
  return order;
}

}  // namespace

CaseNames::CaseNames(const Program& from)
    : program(from), blank(undocumented_facts(from)), not_before(by_order(from)), fields_not_before(fields_in_order(from)) {
  for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
    const Fact& fact = program.facts[i];
    if (fact.builtin != Builtin::none) continue;
    Named& named = facts[fact.name];
    named.facts.push_back({i});
    named.per_request = named.per_request || fact.per_request;
  }
  for (std::uint32_t i = 0; i < program.services.size(); ++i) {
    const Service& service = program.services[i];
    Type counted;
    counted.kind = TypeKind::number;
    counted.unit = service.unit;
    for (const auto& builtin : {service.requested, service.used})
      if (builtin) counted = program.fact(*builtin).type;
    ServiceParts parts{
        {i}, part("quantity", program, service.requested, counted), part("used", program, service.used, counted), {}};
    if (service.requested_rate) parts.rate = part("rate", program, service.requested_rate, counted);
    services.emplace(service.name, std::move(parts));
  }
}

}  // namespace precept
