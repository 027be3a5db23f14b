// From JSON values to bound facts: names, places, defaults and order; the values themselves are fact_value.cpp's.
#include "runtime/facts/case_binder.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/fact_errors.hpp"
#include "runtime/facts/json_words.hpp"
#include "runtime/values/calendar.hpp"
#include "runtime/values/nearest.hpp"

namespace precept {
namespace {

class CaseBinder {
 public:
  CaseBinder(const CaseNames& names, const JsonDocument& document, std::uint32_t root)
      : names_(names),
        program_(names.program),
        document_(document),
        root_(root),
        values_(program_, document, failures_),
        lists_(program_, names.fields_not_before, document, values_, failures_) {}

  BoundCase bind() {
    if (at(root_).kind == JsonKind::object)
      members();
    else if (at(root_).kind != JsonKind::bad)
      fail(root_, fact_error::wrong_shape, "a case must be an object; " + values_.found(root_));
    return finish();
  }

 private:
  const JsonNode& at(std::uint32_t node) const { return document_.nodes[node]; }
  std::uint32_t first(std::uint32_t node) const { return node + 1; }
  void fail(std::uint32_t node, std::string_view code, std::string message) {
    failures_.push_back({node, code, std::move(message)});
  }

  bool expect(std::uint32_t node, JsonKind kind, std::string_view what) {
    if (at(node).kind == kind) return true;
    if (at(node).kind != JsonKind::bad)
      fail(node, fact_error::wrong_shape,
           fmt::format("`{}` must be {}; {}", what,
                       kind == JsonKind::array    ? "a list"
                       : kind == JsonKind::object ? "an object"
                                                  : "a string",
                       values_.found(node)));
    return false;
  }

  void unknown(std::uint32_t node, std::string_view code, std::string_view what,
               const std::vector<std::string_view>& known) {
    const auto near = nearest(at(node).key, known);
    fail(node, code, near ? fmt::format("{}; did you mean `{}`?", what, *near) : std::string(what));
  }

  void members() {
    std::optional<std::uint32_t> facts;
    for (std::uint32_t i = first(root_); i < at(root_).next; i = at(i).next) {
      const std::string_view key = at(i).key;
      if (key == "case") {
        if (expect(i, JsonKind::string, key)) case_.id = at(i).text;
      } else if (key == "about") {
        if (at(i).kind != JsonKind::null && expect(i, JsonKind::object, key)) about(i);
      } else if (key == "facts") {
        if (at(i).kind != JsonKind::null && expect(i, JsonKind::object, key)) facts = i;
      } else if (key == "requests") {
        if (expect(i, JsonKind::array, key)) requests_ = i;
        has_requests_ = true;
      } else {
        unknown(i, fact_error::unknown_member, "unknown member of a case; expected `case`, `about`, `facts` and `requests`",
                {"case", "about", "facts", "requests"});
      }
    }
    if (!has_requests_) fail(root_, fact_error::wrong_shape, "`requests` is missing: a case lists what is requested");
    start_blank();
    where_.assign(program_.facts.size(), 0);
    if (facts) case_facts(*facts);
    if (requests_) all_requests(*requests_);
  }

  // As names_.blank, whose evidence and lists are empty: made anew, which is cheaper than a copy.
  void start_blank() {
    base_.values = names_.blank.values;
    base_.recorded = names_.blank.recorded;
    base_.states = names_.blank.states;
    base_.evidence.resize(base_.values.size());
    base_.lists.resize(names_.blank.lists.size());
  }

  void about(std::uint32_t node) {
    for (std::uint32_t i = first(node); i < at(node).next; i = at(i).next) {
      std::string text;
      if (values_.read_plain(i, at(i).key, text) && at(i).kind != JsonKind::null)
        case_.about.fields.emplace_back(std::string(at(i).key), std::move(text));
    }
  }

  void case_facts(std::uint32_t node) {
    for (std::uint32_t i = first(node); i < at(node).next; i = at(i).next) {
      if (const auto found = names_.facts.find(at(i).key); found != names_.facts.end()) {
        bind_fact(found->second, i, base_, false);
      } else if (const auto mend = request_part(at(i).key); !mend.empty()) {
        fail(i, fact_error::wrong_place, fmt::format("`{}` belongs to a request; write it there as `{}`", at(i).key, mend));
      } else {
        std::vector<std::string_view> known;
        for (const Fact& fact : program_.facts)
          if (fact.builtin == Builtin::none) known.push_back(fact.name);
        unknown(i, fact_error::unknown_fact, "no fact of this name is declared", known);
      }
    }
  }

  static std::string_view request_part(std::string_view key) {
    if (key == "quantity" || key == "requested") return "quantity";
    if (key == "over" || key == "requested_over") return "over";
    if (key == "rate" || key == "requested_rate") return "rate";
    if (key == "used" || key == "service") return key;
    return {};
  }

  void bind_fact(const CaseNames::Named& named, std::uint32_t node, CaseFacts& facts, bool in_request) {
    bool again = false;  // for another edition
    for (const FactId id : named.facts) {
      const Fact& fact = program_.fact(id);
      if (in_request && !fact.per_request) continue;
      if (fact.type.kind == TypeKind::list)
        bind_list(id, node, facts, again);
      else
        set(facts, id, values_.read(node, fact, cleared(facts, id)), node);
      again = true;
    }
  }

  void bind_list(FactId id, std::uint32_t node, CaseFacts& facts, bool again) {
    const Fact& fact = program_.fact(id);
    Records& records = facts.lists[fact.list] = Records{};
    lists_.read(node, fact, records, cleared(facts, id), again);
    if (records.documented) facts.states[id.index] = FactState::documented;
  }

  // The fact as if nothing had been said of it: a request's own null does not take the case's default.
  Evidence& cleared(CaseFacts& facts, FactId id) {
    facts.values[id.index] = names_.blank.values[id.index];
    facts.recorded[id.index] = names_.blank.recorded[id.index];
    facts.states[id.index] = names_.blank.states[id.index];
    return facts.evidence[id.index] = Evidence{};
  }

  void set(CaseFacts& facts, FactId id, const std::optional<FactReading>& reading, std::uint32_t node) {
    where_[id.index] = node;
    if (!reading) return;
    if (reading->value) {
      document(facts, program_, id, *reading->value);
    } else if (facts.evidence[id.index].missing == kConflicting) {  // no assumption where reports conflict
      facts.values[id.index] = program_.fact(id).whole;
      facts.states[id.index] = FactState::undocumented;
    }
  }

  // Each request holds the records of the case too.
  bool records_fit(std::uint32_t requests) {
    std::uint64_t count = 0;
    if (lists_.records_read() == 0) return true;
    for (std::uint32_t i = first(requests); i < at(requests).next; i = at(i).next) ++count;
    if (count * lists_.records_read() <= kRecordsOfRequestsMax) return true;
    fail(requests, fact_error::too_many_records,
         fmt::format("{} requests that hold the case's {} records each are more than {} records; split the requests over several cases",
                     count, lists_.records_read(), kRecordsOfRequestsMax));
    return false;
  }

  void all_requests(std::uint32_t node) {
    if (!records_fit(node)) return;
    int number = 0;
    const auto case_where = where_;
    for (std::uint32_t i = first(node); i < at(node).next; i = at(i).next) {
      Request request;
      request.number = ++number;
      request.facts = at(i).next < at(node).next ? base_ : std::move(base_);
      where_ = case_where;
      if (at(i).kind == JsonKind::object)
        bind_request(i, request);
      else if (at(i).kind != JsonKind::bad)
        fail(i, fact_error::wrong_shape, "a request must be an object; " + values_.found(i));
      case_.requests.push_back(std::move(request));
      request_nodes_.push_back(i);
    }
  }

  const CaseNames::ServiceParts* service_of(std::uint32_t node) {
    for (std::uint32_t i = first(node); i < at(node).next; i = at(i).next) {
      if (at(i).key != "service") continue;
      if (!expect(i, JsonKind::string, "service")) return nullptr;
      if (const auto found = names_.services.find(at(i).text); found != names_.services.end()) return &found->second;
      std::vector<std::string_view> known;
      for (const Service& service : program_.services) known.push_back(service.name);
      const auto near = nearest(at(i).text, known);
      fail(i, fact_error::unknown_service,
           near ? fmt::format("no service of this name is declared; did you mean `{}`?", *near)
                : "no service of this name is declared");
      return nullptr;
    }
    fail(node, fact_error::unknown_service, "`service` is missing: a request names what is requested");
    return nullptr;
  }

  void bind_request(std::uint32_t node, Request& request) {
    const CaseNames::ServiceParts* parts = service_of(node);
    if (parts) request.service = parts->id;
    for (std::uint32_t i = first(node); i < at(node).next; i = at(i).next) {
      const std::string_view key = at(i).key;
      if (key == "service") continue;
      if (key == "source")
        values_.read_plain(i, key, request.source);
      else if (key == "dated")
        values_.read_plain(i, key, request.dated);
      else if (key == "page")
        values_.read_plain(i, key, request.page);
      else if (key == "administrator_guideline")
        values_.read_plain(i, key, request.administrator_guideline);
      else if (!request_part(key).empty() && request_part(key) == key) {
        if (parts) quantity_part(i, *parts, request);
      } else if (const auto found = names_.facts.find(key); found == names_.facts.end()) {
        unknown(i, fact_error::unknown_member, "neither a part of a request nor a declared request fact", request_names());
      } else if (!found->second.per_request) {
        fail(i, fact_error::wrong_place, fmt::format("`{}` is a fact of the case; write it under `facts`", key));
      } else {
        bind_fact(found->second, i, request.facts, true);
      }
    }
    keep_order(request.facts);
  }

  std::vector<std::string_view> request_names() const {
    std::vector<std::string_view> known = {
        "service", "quantity", "over", "rate", "used", "source", "dated", "page", "administrator_guideline"};
    for (const Fact& fact : program_.facts)
      if (fact.per_request && fact.builtin == Builtin::none) known.push_back(fact.name);
    return known;
  }

  void quantity_part(std::uint32_t node, const CaseNames::ServiceParts& parts, Request& request) {
    const std::string_view key = at(node).key;
    const Service& service = program_.service(parts.id);
    Evidence evidence;
    if (key == "over") return over_part(node, service, request);
    if (key == "rate" && !parts.rate) {
      values_.read_plain(node, key, request.rate);
      return;
    }
    const Fact& fact = key == "quantity" ? parts.quantity : key == "used" ? parts.used : *parts.rate;
    const auto reading = values_.read(node, fact, evidence);
    constexpr std::string_view kAboveZero = "a requested quantity must be above zero";
    if (!reading) {
      if (key == "quantity" && !failures_.empty() && failures_.back().code == fact_error::outside_range)
        failures_.back() = {failures_.back().node, fact_error::not_positive, std::string(kAboveZero)};
      return;
    }
    if (key == "quantity" && reading->value && reading->value->lo <= 0)
      return fail(node, fact_error::not_positive, std::string(kAboveZero));
    if (key == "quantity")
      request.quantity = reading->value;
    else if (key == "used")
      request.used = reading->value;
    else
      request.rate = evidence.written;
    const auto builtin = key == "quantity" ? service.requested : key == "used" ? service.used : service.requested_rate;
    if (builtin) bind_builtin(*builtin, reading, std::move(evidence), node, request);
  }

  void bind_builtin(FactId id, const std::optional<FactReading>& reading, Evidence evidence, std::uint32_t node,
                    Request& request) {
    cleared(request.facts, id) = std::move(evidence);
    set(request.facts, id, reading, node);
  }

  void over_part(std::uint32_t node, const Service& service, Request& request) {
    Evidence evidence;
    const auto reading = values_.read_duration(node, "over", evidence);
    if (!reading) return;
    if (reading->value && reading->value->value.lo <= 0)
      return fail(node, fact_error::not_positive, "the time that a request is over must be above zero");
    request.over = reading->value;
    if (!service.requested_over) return;
    const Fact& fact = program_.fact(*service.requested_over);
    FactReading own;
    if (reading->value) own.value = in_kind(*reading->value, fact.type.kind);
    bind_builtin(*service.requested_over, own, std::move(evidence), node, request);
  }

  // Months as days and days as months by their bounds (language reference, section 4).
  static Value in_kind(const RequestDuration& over, TypeKind kind) {
    if (kind != TypeKind::days && over.kind == DurationKind::months) return over.value;
    if (kind == TypeKind::days) {
      if (over.kind == DurationKind::days) return over.value;
      return {fewest_days_in_months(over.value.lo), most_days_in_months(over.value.hi)};
    }
    std::int64_t low = over.value.lo / 31, high = (over.value.hi + 27) / 28;
    while (most_days_in_months(low + 1) <= over.value.lo) ++low;
    while (high > 0 && fewest_days_in_months(high - 1) >= over.value.hi) --high;
    return {low, high};
  }

  // `date from start`: what is documented before it is an error; a partial or unknown date is cut to it.
  void keep_order(CaseFacts& facts) {
    for (const FactId id : names_.not_before) {
      const Fact& fact = program_.fact(id);
      const FactId start = *fact.not_before;
      const Value earliest = facts.values[start.index];
      Value& value = facts.values[id.index];
      if (keep_after(earliest, value, facts.recorded[id.index], facts.states[id.index])) continue;
      fail(where_[id.index], fact_error::before_start,
           before_start_message(fact.name, value, program_.fact(start).name, earliest));
    }
  }

  // The request that a JSON value lies in, from 1; 0: none.
  int request_at(std::uint32_t node) const {
    const auto after = std::upper_bound(request_nodes_.begin(), request_nodes_.end(), node);
    if (after == request_nodes_.begin() || node >= at(*(after - 1)).next) return 0;
    return static_cast<int>(after - request_nodes_.begin());
  }

  BoundCase finish() {
    for (const JsonProblem& problem : document_.problems)
      if (problem.node >= root_ && problem.node < at(root_).next)
        fail(problem.node, problem_code(problem.kind), problem_message(document_, problem));
    std::stable_sort(failures_.begin(), failures_.end(), [](const auto& a, const auto& b) { return a.node < b.node; });
    BoundCase result;
    std::vector<bool> spoilt(case_.requests.size() + 1);
    for (FactFailure& failure : failures_) {
      if (!result.failures.empty()) {
        const FactFailure& last = result.failures.back().what;
        if (last.node == failure.node && last.code == failure.code && last.message == failure.message) continue;
      }
      const int request = request_at(failure.node);
      spoilt[static_cast<std::size_t>(request)] = true;
      result.failures.push_back({std::move(failure), request});
    }
    result.bound = std::move(case_);
    if (spoilt[0])
      result.bound.requests.clear();
    else if (!result.failures.empty())
      std::erase_if(result.bound.requests,
                    [&](const Request& request) { return spoilt[static_cast<std::size_t>(request.number)]; });
    return result;
  }

  const CaseNames& names_;
  const Program& program_;
  const JsonDocument& document_;
  std::uint32_t root_;
  std::vector<FactFailure> failures_;
  FactValueReader values_;
  ListReader lists_;
  Case case_;
  CaseFacts base_;
  std::vector<std::uint32_t> where_;  // where each fact is written; 0: nowhere
  std::vector<std::uint32_t> request_nodes_;
  std::optional<std::uint32_t> requests_;
  bool has_requests_ = false;
};

}  // namespace

BoundCase bind_case(const CaseNames& names, const JsonDocument& document, std::uint32_t node) {
  return CaseBinder(names, document, node).bind();
}

std::string_view case_id_of(const JsonDocument& document, std::uint32_t node) {
  const auto& nodes = document.nodes;
  if (nodes[node].kind != JsonKind::object) return {};
  for (std::uint32_t i = node + 1; i < nodes[node].next; i = nodes[i].next)
    if (nodes[i].key == "case") return nodes[i].kind == JsonKind::string ? nodes[i].text : std::string_view();
  return {};
}

}  // namespace precept
