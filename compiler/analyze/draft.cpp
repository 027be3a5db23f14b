// The text is put together clause by clause, then read and printed by the language's own printer.
#include "compiler/analyze/draft.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/analyze/expectations.hpp"
#include "compiler/analyze/replay.hpp"
#include "compiler/analyze/written.hpp"
#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::analyze {

namespace {

void make_undocumented(CaseFacts& facts, const Program& program, FactId id, bool conflicting) {
  const Fact& fact = program.fact(id);
  facts.values[id.index] = fact.assumed && !conflicting ? *fact.assumed : fact.whole;
  facts.recorded[id.index] = fact.whole;
  facts.states[id.index] = fact.assumed && !conflicting ? FactState::assumed : FactState::undocumented;
  facts.evidence[id.index] = {};
  if (conflicting) facts.evidence[id.index].missing = "conflicting";
  if (fact.type.kind == TypeKind::list) facts.lists[fact.list] = {};
}

void give(CaseFacts& facts, const Program& program, FactId id, const Change& change) {
  facts.evidence[id.index] = {};
  if (program.fact(id).type.kind == TypeKind::list) {
    facts.lists[program.fact(id).list] = change.records;
    facts.states[id.index] = FactState::documented;
    return;
  }
  document(facts, program, id, change.value);
  facts.evidence[id.index].text = facts.evidence[id.index].written = change.code;
}

void bind(Request& request, const Program& program, const std::optional<FactId>& builtin, const Change& change, Value value) {
  if (!builtin) return;
  if (change.to == Change::To::value) document(request.facts, program, *builtin, value);
  else make_undocumented(request.facts, program, *builtin, false);
}

void make(Request& request, const Program& program, const Change& change) {
  const Service& service = program.service(request.service);
  const bool given = change.to == Change::To::value;
  switch (change.of) {
    case Change::Of::fact: {
      const Fact& named = program.fact(change.fact);
      for (std::uint32_t i = 0; i < program.facts.size(); ++i) {  // an example gives every fact of a name
        if (program.facts[i].name != named.name || program.facts[i].builtin != Builtin::none) continue;
        if (given) give(request.facts, program, FactId{i}, change);
        else make_undocumented(request.facts, program, FactId{i}, change.to == Change::To::conflicting);
      }
      return;
    }
    case Change::Of::requested:
      request.quantity = given ? std::optional(change.value) : std::nullopt;
      return bind(request, program, service.requested, change, change.value);
    case Change::Of::used:
      request.used = given ? std::optional(change.value) : std::nullopt;
      return bind(request, program, service.used, change, change.value);
    case Change::Of::over: {
      request.over = given ? std::optional(RequestDuration{change.kind, change.value}) : std::nullopt;
      const bool months = change.kind == DurationKind::months;
      const Value days{months ? fewest_days_in_months(change.value.lo) : change.value.lo, months ? most_days_in_months(change.value.lo) : change.value.lo};
      return bind(request, program, service.requested_over, change, days);
    }
  }
}

std::string quantity_words(const Program& program, ServiceId service, Value value) {
  Type type;
  type.kind = TypeKind::number;
  type.unit = program.service(service).unit;
  return written(program, type, value.lo);
}

std::string duration_words(DurationKind kind, Value value) {
  Type type;
  type.kind = kind == DurationKind::months ? TypeKind::months : TypeKind::days;
  return written(Program{}, type, value.lo);
}

std::string given_words(const Program& program, const Change& change) {
  const Fact& fact = program.fact(change.fact);
  if (change.to == Change::To::missing) return fact.name + " missing";
  if (change.to == Change::To::conflicting) return fact.name + " missing conflicting";
  if (fact.type.kind == TypeKind::list) return fact.name + " = " + written_records(program, fact.type.record, change.records, fact.incomplete_unless_stated);
  return fact.name + " = " + written_given(program, fact.type, change.value, change.code);
}

struct Clauses {
  std::string requested, over, used;
  std::vector<std::pair<std::string, std::string>> given;  // name; as written
};

Clauses clauses_of(const Base& base) {
  Clauses out;
  if (base.written == nullptr) return out;
  const ast::Example& from = *base.written;
  if (from.requests != nullptr) out.requested = ast::print_expression(*from.requests);
  if (from.over != nullptr) out.over = ast::print_expression(*from.over);
  if (from.used != nullptr) out.used = ast::print_expression(*from.used);
  for (const ast::Given& given : from.given) {
    const std::string& text = base.sources->files[given.name.span.file].text();
    out.given.emplace_back(given.name.text, text.substr(given.name.span.begin, given.value.span.end - given.name.span.begin));
  }
  return out;
}

void change_clauses(const Program& program, ServiceId service, const Change& change, Clauses& out) {
  const bool given = change.to == Change::To::value;
  if (change.of == Change::Of::requested) out.requested = given ? quantity_words(program, service, change.value) : "";
  if (change.of == Change::Of::used) out.used = given ? quantity_words(program, service, change.value) : "";
  if (change.of == Change::Of::over) out.over = given ? duration_words(change.kind, change.value) : "";
  if (change.of != Change::Of::fact) return;
  const std::string& name = program.fact(change.fact).name;
  for (auto& [known, words] : out.given)
    if (known == name) {
      words = given_words(program, change);
      return;
    }
  out.given.emplace_back(name, given_words(program, change));
}

std::string expectation(const Program& program, ServiceId service, const check::ExampleExpect& expected) {
  if (!expected.criterion.empty()) return "  expect criterion " + expected.criterion + " " + expected.status + "\n";
  std::string out = "  expect " + outcome_word(static_cast<Outcome>(*expected.outcome));
  if (expected.granted) out += " " + quantity_words(program, service, {*expected.granted, *expected.granted});
  for (std::size_t i = 0; i < expected.because.size(); ++i) out += (i == 0 ? " because " : ", ") + expected.because[i];
  return out + "\n";
}

// "continuation.goal" of "work_conditioning.continuation.goal": a path is of two names at most.
std::string short_path(const std::string& label) {
  const auto last = label.rfind('.');
  const auto before = last == std::string::npos || last == 0 ? std::string::npos : label.rfind('.', last - 1);
  return before == std::string::npos ? label : label.substr(before + 1);
}

std::string escaped(const std::string& title) {
  std::string out;
  for (const char letter : title) out += (letter == '"' || letter == '\\' ? "\\" : "") + std::string(1, letter);
  return out;
}

}  // namespace

std::string described(const Program& program, ServiceId service, const Change& change) {
  const bool given = change.to == Change::To::value;
  const auto in_title = [](std::string words) { return words.size() <= 60 ? words : words.substr(0, words.find(" = ")) + " otherwise"; };
  switch (change.of) {
    case Change::Of::fact: return in_title(given_words(program, change));
    case Change::Of::requested: return given ? "requests " + quantity_words(program, service, change.value) : "no quantity";
    case Change::Of::used: return given ? "used " + quantity_words(program, service, change.value) : "used missing";
    case Change::Of::over: return given ? "over " + duration_words(change.kind, change.value) : "over missing";
  }
  return {};
}

lower::ExampleCase changed(const Program& program, const lower::ExampleCase& base, const std::vector<Change>& changes) {
  lower::ExampleCase out = base;
  out.expects.clear();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    make(out.request, program, changes[i]);
    out.title += (i == 0 ? (base.title.empty() ? "" : ", but ") : " and ") + described(program, base.request.service, changes[i]);
  }
  return out;
}

std::vector<check::ExampleExpect> expectations_of(const Program& program, const Determination& determination,
                                                  std::optional<CriterionId> criterion) {
  check::ExampleExpect outcome;
  outcome.outcome = static_cast<std::uint8_t>(determination.outcome);
  const bool granting = determination.outcome == Outcome::approve || determination.outcome == Outcome::modify;
  if (granting && determination.granted) outcome.granted = determination.granted->quantity;
  outcome.has_because = !determination.because.empty();
  for (const std::string& label : determination.because) outcome.because.push_back(short_path(label));
  std::vector<check::ExampleExpect> out{std::move(outcome)};
  const auto status = criterion ? status_in(program, determination, *criterion) : std::nullopt;
  if (!status) return out;
  check::ExampleExpect of_criterion;
  of_criterion.criterion = expected_path(program, determination, *criterion);
  of_criterion.status = status_word(*status);
  out.push_back(std::move(of_criterion));
  return out;
}

std::string text_of(const Program& program, const Base& base, const lower::ExampleCase& example, const std::vector<Change>& changes) {
  Clauses clauses = clauses_of(base);
  for (const Change& change : changes) change_clauses(program, example.request.service, change, clauses);
  if (clauses.requested.empty() && !(clauses.over.empty() && clauses.used.empty())) return {};  // the grammar has no such request
  std::string text = "example \"" + escaped(example.title) + "\" for " + program.service(example.request.service).name;
  if (!example.policy.empty()) text += " under " + example.policy;
  text += "\n";
  if (!clauses.requested.empty())
    text += "  requests " + clauses.requested + (clauses.over.empty() ? "" : " over " + clauses.over) +
            (clauses.used.empty() ? "" : " used " + clauses.used) + "\n";
  for (std::size_t i = 0; i < clauses.given.size(); ++i) text += (i == 0 ? "  given " : ", ") + clauses.given[i].second;
  if (!clauses.given.empty()) text += "\n";
  for (const check::ExampleExpect& expected : example.expects) text += expectation(program, example.request.service, expected);
  source::Sources sources;
  sources.files.emplace_back("example.precept", text);
  diagnostics::Diagnostics diagnostics;
  const ast::File file = ast::file_from_source(sources, 0, diagnostics);
  return diagnostics.has_errors() ? std::string() : ast::print_file(file, sources.files[0]);
}

}  // namespace precept::analyze
