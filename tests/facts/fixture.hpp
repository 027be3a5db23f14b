// A small vocabulary as a Program without rules: one fact of every type and form. Made by hand: no compiler needed.
#pragma once

#include <string>
#include <string_view>

#include "runtime/facts/read_cases.hpp"
#include "runtime/program/program.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::test {

struct Vocabulary {
  Program program;
  EnumId demand{0}, region{1}, status{2};
  UnitId session{0}, mg{1}, percent{2};

  FactId add(std::string name, std::string words, Type type, Value whole) {
    Fact fact;
    fact.name = std::move(name);
    fact.words = std::move(words);
    fact.type = type;
    fact.whole = whole;
    fact.owner = "workers_comp";
    program.facts.push_back(std::move(fact));
    return {static_cast<std::uint32_t>(program.facts.size() - 1)};
  }
  Fact& fact(std::string_view name) {
    for (Fact& one : program.facts)
      if (one.name == name) return one;
    throw std::string(name);
  }
  FactId id(std::string_view name) const {
    for (std::uint32_t i = 0; i < program.facts.size(); ++i)
      if (program.facts[i].name == name) return {i};
    throw std::string(name);
  }
};

inline Type type_of(TypeKind kind, EnumId enumeration = {}, std::optional<UnitId> unit = {}) {
  Type type;
  type.kind = kind;
  type.enumeration = enumeration;
  type.unit = unit;
  return type;
}

inline Vocabulary vocabulary() {
  Vocabulary v;
  v.program.enumerations = {
      {"demand",
       true,
       {{"sedentary", "sedentary"},
        {"light", "light"},
        {"medium", "medium"},
        {"heavy", "heavy"},
        {"very_heavy", "very heavy"}}},
      {"body_region",
       false,
       {{"lumbar_spine", "lumbar spine"}, {"cervical_spine", "cervical spine"}, {"shoulder", "shoulder"}, {"knee", "knee"}}},
      {"work_status", false, {{"off_work", "off work"}, {"modified_duty", "modified duty"}, {"full_duty", "full duty"}}}};
  v.program.units = {{"session", "sessions"}, {"mg", "mg"}, {"%", "%"}};
  const Type truth = type_of(TypeKind::truth), date = type_of(TypeKind::date);
  const Value either = truth_value(Truth::undocumented), from_zero{0, kNoHigh};
  v.add("injury_date", "date of injury", date, kUnbounded);
  v.add("decision_date", "date of the decision", date, kUnbounded);
  v.add("demand_level", "physical demand level of the job", type_of(TypeKind::scale, v.demand), {0, 4});
  v.add("status", "work status", type_of(TypeKind::choice, v.status), {7, 0});
  v.add("surgery_warranted", "surgery would clearly be warranted to improve function", truth, either);
  v.add("surgery_avoidable", "the aim is to avoid optional surgery", truth, either);
  v.add("prior_program", "earlier completion of the same or a similar program", truth, either);
  v.add("return_goal", "return-to-work goal agreed by employer and employee", truth, either);
  v.add("fce_valid", "functional capacity evaluation, consistent and with maximal effort", truth, either);
  v.add("region", "body region to be treated", type_of(TypeKind::choice, v.region), {15, 0});
  v.add("therapy_trial", "an adequate trial of therapy with improvement, then plateau", truth, either);
  v.add("requested", "quantity requested", type_of(TypeKind::count, {}, v.session), from_zero);
  v.add("requested_over", "time that it is requested over", type_of(TypeKind::days), from_zero);
  v.add("used", "quantity used before", type_of(TypeKind::count, {}, v.session), from_zero);
  v.add("reason", "reason for the request", type_of(TypeKind::text), {});
  v.add("age", "age", type_of(TypeKind::count), {0, 130 * kOne});
  v.add("dose", "daily dose", type_of(TypeKind::number, {}, v.mg), from_zero);
  v.add("change", "change in the score", type_of(TypeKind::number), kUnbounded);
  v.fact("change").type.is_signed = true;
  v.add("rest", "rest before surgery", type_of(TypeKind::days), from_zero);
  v.add("healing", "expected healing time", type_of(TypeKind::months), from_zero);
  v.add("relief", "pain relief", type_of(TypeKind::number, {}, v.percent), {0, 100 * kOne});
  v.add("first_visit", "first visit", date, kUnbounded);
  v.add("last_visit", "last visit", date, kUnbounded);
  v.add("chronic", "chronic pain", truth, either);
  v.add("chronic", "chronic pain", truth, either);
  v.add("presumption_rebutted", "the presumption of correctness is rebutted", truth, either);
  v.fact("surgery_avoidable").assumed = truth_value(Truth::no);
  v.fact("presumption_rebutted").assumed = truth_value(Truth::no);
  v.fact("demand_level").documented_by = "an employer-verified physical demands analysis";
  v.fact("region").per_request = true;
  v.fact("last_visit").not_before = v.id("first_visit");
  v.program.facts[v.id("chronic").index].owner = "mtus_chronic_pain 2009-07-18";
  v.program.facts[v.id("chronic").index + 1].owner = "mtus_chronic_pain 2016-07-28";
  v.program.services = {{"work_conditioning", "work conditioning or work hardening", v.session, {}, {}, {}, {}},
                        {"lumbar_mri", "magnetic resonance imaging of the lumbar spine", {}, {}, {}, {}, {}},
                        {"gym_membership", "gym membership", {}, {}, {}, {}, {}},
                        {"injection", "epidural steroid injection", {}, {}, {}, {}, {}},
                        {"opioid", "opioid", v.mg, {}, {}, {}, {}}};
  Service& service = v.program.services[0];
  for (const auto& [name, builtin] :
       {std::pair{"requested", Builtin::requested}, {"requested_over", Builtin::requested_over}, {"used", Builtin::used}}) {
    Fact& fact = v.fact(name);
    fact.builtin = builtin;
    fact.per_request = true;
    fact.service = ServiceId{0};
  }
  service.requested = v.id("requested");
  service.requested_over = v.id("requested_over");
  service.used = v.id("used");
  v.program.hash = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  return v;
}

inline std::int64_t day(std::string_view text) { return parse_date(text).value(); }

inline constexpr std::string_view kSeedCase = R"({ "case": "CM13-0047924",
  "about": {"assigned": "2013-12-27", "received": "2013-11-04", "ur_denied": "2013-10-14", "priority": "Standard",
            "summary": "The patient is a 47 year old male with an injury from January 2000."},
  "facts": { "injury_date": "2000-01-18", "decision_date": "2014-02-28",
             "status": {"value": "modified_duty", "source": "progress report", "dated": "2013-09-25", "page": 2},
             "demand_level": {"missing": "not-asked"} },
  "requests": [ {"service": "work_conditioning", "quantity": 12, "over": "6w", "region": "lumbar_spine",
                 "source": "progress report", "dated": "2013-09-25",
                 "administrator_guideline": "MTUS Chronic Pain; ODG Physical Medicine, Work Conditioning"} ] })";

}  // namespace precept::test
