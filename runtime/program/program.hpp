// Program: what a library of guidelines means, as self-contained plain data. A machine defines what it can run, so the
// runtime owns it and the compiler makes it. Ids, not pointers; operations in dependency order; texts and citations inside.
// Never here: source text, spans, names still to be resolved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/values/ids.hpp"
#include "runtime/values/operators.hpp"
#include "runtime/values/value.hpp"

namespace precept {

// ---- types ---------------------------------------------------------------------------------------------------------
struct Member {
  std::string name;   // "lumbar_spine"
  std::string words;  // "lumbar spine": what is printed; never empty (the name with blanks where none was given)
};

// A choice (members without order) or a scale (members from lowest to highest); at most 64 members.
struct Enumeration {
  std::string name;
  bool ordered = false;
  std::vector<Member> members;
};

// A unit by its name for print, in one and in several: "session", "sessions". Derived units are written out ("mg/day").
// Units of one dimension convert: a number in this unit times numerator / denominator is one in the dimension's own.
struct Unit {
  std::string singular;
  std::string plural;
  std::string dimension{};  // "mg", "mg hour^-1"; empty: only by its own names
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
};

struct Type {
  TypeKind kind = TypeKind::truth;
  EnumId enumeration{};         // of a choice or scale
  std::optional<UnitId> unit;   // of a count or number
  bool is_signed = false;       // of a number (and of results of `-`): may be below zero
  SystemId system{};            // of a code
  RecordId record{};            // of a list: what its elements are
  friend bool operator==(const Type&, const Type&) = default;
};

// ---- codes ---------------------------------------------------------------------------------------------------------
// A system of codes ("icd10cm") and everything that the library's code lists say of it: codes ("M54.16") and beginnings of
// codes ("M51.1*"), ascending, each once. What is known of a code of a case is which item says most of it: the code itself,
// or else the longest beginning; `items.size()` where none matches.
struct CodeSystem {
  std::string name;
  std::vector<std::string> items;
};

struct CodeList {
  std::string name;   // empty: written in an expression
  std::string words;
  SystemId system{};
  std::vector<std::string> items;     // as written, ascending
  std::vector<std::uint64_t> places;  // a bit for each item of the system, and one for none: whether such a code is in the list
  bool holds(std::uint64_t place) const { return place / 64 < places.size() && ((places[place / 64] >> (place % 64)) & 1) != 0; }
  friend bool operator==(const CodeList&, const CodeList&) = default;
};

// ---- records -------------------------------------------------------------------------------------------------------
// A field of a record; as Fact, for one record.
struct Field {
  std::string name;
  std::string words;
  Type type;
  Value whole;
  std::optional<Value> assumed;
  std::string documented_by;
  std::optional<std::uint32_t> not_before;  // place of the field that it never lies before
  bool incomplete_unless_stated = false;    // of a list
  std::uint32_t list = 0;                   // of a list: its place among the record's lists
};

// What the elements of a list are. A list of plain values has records without a name, of one field named `it`.
struct RecordType {
  std::string name;
  std::string words;
  std::vector<Field> fields;
  std::uint32_t lists = 0;  // how many fields are lists
};

// A loop over the records of a list: the list of a fact, or of a field of the enclosing scope's record.
struct Scope {
  ScopeId parent{};                     // the scope around it, below its own
  std::optional<FactId> fact;           // none: `field` of a record of `owner`
  ScopeId owner{};                      // whose record has the list: `parent` or a scope around that; the case where `fact` is set
  std::uint32_t field = 0;
  RecordId record{};
  friend bool operator==(const Scope&, const Scope&) = default;
};

// ---- what a case may hold ------------------------------------------------------------------------------------------
enum class Builtin : std::uint8_t { none, requested, requested_over, requested_rate, used };

struct Fact {
  std::string name;
  std::string words;                  // "date of injury"; the name with blanks where none was given
  Type type;
  Value whole;                        // every value that it may have when nothing is documented, a declared range counted in
  std::optional<Value> assumed;       // stands in where it is undocumented (never where reports conflict)
  std::string documented_by;          // what would document it; may be empty
  bool per_request = false;           // a `request fact` or a builtin: stands beside `service`
  Builtin builtin = Builtin::none;
  std::optional<ServiceId> service;   // of a builtin: each service has its own, in its own unit
  std::string owner;                  // the vocabulary or guideline edition ("mtus_chronic_pain 2009-07-18") that declares it
  std::optional<FactId> not_before;   // `date from start`: never before that date
  bool incomplete_unless_stated = false;  // of a list
  std::uint32_t list = 0;             // of a list: its place in CaseFacts::lists
};

struct Service {
  std::string name;
  std::string words;            // "work conditioning or work hardening"
  std::optional<UnitId> unit;   // none: it counts items
  std::optional<FactId> requested, requested_over, requested_rate, used;  // its builtins, where a rule mentions them
};

// ---- operations ----------------------------------------------------------------------------------------------------
// One operation. Invariant: operands have lower ids than the node itself; equal nodes are one node (the compiler shares
// them), so "the same atom" is "the same id". tests/program holds this with the verifier.
struct Node {
  Op op = Op::constant;
  Type type;                         // of the result
  std::vector<NodeId> operands;
  FactId fact{};                     // fact, recorded
  std::uint32_t field = 0;           // field, field_recorded: of the record of the node's own scope
  ScopeId scope{};                   // where the node is evaluated; operands are of that scope or of one around it
  ScopeId list{};                    // list operations: the scope of its records; operands are of that scope or of one around it
  CodeListId codes{};                // code_in
  std::vector<NodeId> body{};        // list operations: what is evaluated for each record, ascending (record_body)
  Value constant{};                  // constant: its value. documented: the whole of its operand's type
  std::uint64_t members = 0;         // choice_in; list_distinct: those that count
  std::int64_t quantity = 0;         // at_least: how many
  std::int64_t numerator = 1;        // rescale
  std::int64_t denominator = 1;      // rescale
  friend bool operator==(const Node&, const Node&) = default;
};

// ---- texts ---------------------------------------------------------------------------------------------------------
// What a `{name}` in a text, or a name mentioned in an expression, stands for.
struct Place {
  enum class Kind : std::uint8_t { value, span, text } kind = Kind::value;
  NodeId node{};    // value: its node. span: where it starts
  NodeId until{};   // span: where it ends
  FactId fact{};    // text: a fact of type text
  std::string name; // as written: "injury_age"
  friend bool operator==(const Place&, const Place&) = default;
};

// "the injury is from {injury_date}, ...": literal pieces with places between them (pieces.size() == places.size() + 1).
struct TextTemplate {
  std::vector<std::string> pieces;  // empty: no text
  std::vector<Place> places;
  bool empty() const { return pieces.empty(); }
  friend bool operator==(const TextTemplate&, const TextTemplate&) = default;
};

// A `define` of the library, for rationales: what it is called and what it stands for.
struct Definition {
  std::string name;
  std::string words;
  std::string owner;       // the vocabulary or guideline edition
  std::string expression;  // canonical text
  Place place;
  std::vector<std::uint32_t> mentions_definitions;  // indices into Program::definitions, in order of mention
  std::vector<FactId> mentions_facts;
};

// ---- rules ---------------------------------------------------------------------------------------------------------
enum class Section : std::uint8_t { requires_, excluded, considers, branch };
enum class Closing : std::uint8_t { holds, fails, open };  // requirement: met, unmet, open. exclusion: present, absent, open

struct Criterion {
  std::string label;
  Section section = Section::requires_;
  NodeId condition{};                    // the expression itself
  std::optional<NodeId> unless;          // C
  // The plane of the trace. requires_/considers/branch: condition or C. excluded: condition and not C.
  NodeId effective{};
  std::optional<Closing> closing;        // its own `undocumented is ...`
  TextTemplate text, met, unmet, undocumented;  // unmet: of an exclusion, what is said when it is present is `met`
  std::string pages;                     // "125-126"; empty: the rule's
  std::vector<std::string> cites;
  std::string expression;                // canonical text: "injury_age <= 2y"
  std::string unless_expression;         // canonical text, or empty
  enum class Group : std::uint8_t { none, all_of, any_of, at_least } group = Group::none;
  std::int64_t group_quantity = 0;       // at_least: how many
  std::vector<CriterionId> branches;     // of a group, or of groups inside its expression
  std::vector<FactId> mentions_facts;    // facts in it, through definitions too, each once, in order of mention
  std::vector<std::uint32_t> mentions_definitions;  // definitions named in it directly, in order of mention
  RuleId rule{};
};

enum class DurationKind : std::uint8_t { months, days };

// A line of `allows` (alternatives) or `never more than` (all bind).
struct GrantLine {
  std::optional<NodeId> quantity;  // in the service's unit; none: `allows within D`
  std::optional<NodeId> within;    // a duration node, months or days by its type
  bool less_used = false;
  std::optional<NodeId> when;
  std::vector<std::string> cites;
  std::string expression;          // canonical text: "10 sessions within 8w less used"
};

struct Rule {
  std::string name;                // unique within its edition: "work_conditioning" or "work_conditioning.continuation"
  std::string label;               // "continuation", or empty
  ServiceId service{};
  EditionId edition{};
  std::string pages;
  std::vector<std::string> cites;
  TextTemplate note;
  std::optional<std::int64_t> evidence;  // grade, 1 best
  bool not_recommended = false;
  bool applies_otherwise = false;
  std::optional<NodeId> applies;         // none (and not otherwise): always
  std::string applies_expression;
  std::vector<RuleId> overrides;
  std::vector<CriterionId> requirements, exclusions, considers;  // top level, in the rule's order
  std::vector<GrantLine> allows, never_more;
};

struct Edition {
  std::string guideline;                    // "mtus_chronic_pain"
  std::string words;                        // "MTUS Chronic Pain Medical Treatment Guidelines"
  std::string source;
  std::optional<std::int64_t> from, until;  // days; `until` is the first day no longer in effect
  std::string name;                         // its first day, "2009-07-18"; empty where none is given
  std::vector<RuleId> rules;                // by name
};

// ---- policies ------------------------------------------------------------------------------------------------------
enum class Outcome : std::uint8_t { approve, modify, deny, pend };
inline constexpr int kOutcomes = 4;

struct Consulted {
  std::string guideline;
  std::optional<NodeId> unless;
  std::string unless_expression;
  std::vector<EditionId> editions;  // of that guideline in the library, by first day
};

struct ConsultStep {
  std::vector<Consulted> alternatives;  // one, or several `by evidence`
};

struct Policy {
  std::string name;   // empty: the built-in policy used where the library has none
  std::string words;
  std::vector<ConsultStep> steps;
  std::optional<NodeId> as_of;                 // a date
  std::optional<FactId> as_of_fact;            // where `as of` is a plain fact: narrowed within each branch
  Closing requirement = Closing::open;         // `undocumented requirement is met|unmet|open`
  Closing exclusion = Closing::open;           // `undocumented exclusion is present|absent|open`: holds, fails, open
  bool allowance_least = false;                // `undocumented allowance is the least`
  Outcome when_silent = Outcome::pend;
  Outcome when_conflict = Outcome::pend;
  bool needs_review[kOutcomes] = {false, false, false, false};
  std::string says[kOutcomes];                 // "Overturned" ...; the outcome's own word where not said
};

// ---- the whole -----------------------------------------------------------------------------------------------------
struct Program {
  std::vector<Enumeration> enumerations;
  std::vector<Unit> units;
  std::vector<CodeSystem> systems;
  std::vector<CodeList> code_lists;
  std::vector<RecordType> records;
  std::vector<Scope> scopes;       // that of ScopeId n is scopes[n - 1]; ScopeId 0 is the case itself
  std::vector<Fact> facts;
  std::vector<Service> services;
  std::vector<Node> nodes;
  std::vector<Definition> definitions;
  std::vector<Criterion> criteria;
  std::vector<Rule> rules;
  std::vector<Edition> editions;   // by guideline, then first day
  std::vector<Policy> policies;    // by name; never empty: without one in the library, the built-in policy
  std::string hash;                // "sha256:..." of to_text() without this line

  const Node& node(NodeId id) const { return nodes[id.index]; }
  const Fact& fact(FactId id) const { return facts[id.index]; }
  const RecordType& record(RecordId id) const { return records[id.index]; }
  const Scope& scope(ScopeId id) const { return scopes[id.index - 1]; }
  const CodeSystem& system(SystemId id) const { return systems[id.index]; }
  const CodeList& code_list(CodeListId id) const { return code_lists[id.index]; }
  const Service& service(ServiceId id) const { return services[id.index]; }
  const Enumeration& enumeration(EnumId id) const { return enumerations[id.index]; }
  const Unit& unit(UnitId id) const { return units[id.index]; }
  const Criterion& criterion(CriterionId id) const { return criteria[id.index]; }
  const Rule& rule(RuleId id) const { return rules[id.index]; }
  const Edition& edition(EditionId id) const { return editions[id.index]; }
};

// The nodes of a list operation's own scope that its operands need, ascending: what is evaluated once for each record. List
// operations among them are evaluated with their own bodies.
std::vector<NodeId> record_body(const Program& program, const Node& list_operation);

// Whether a loop is another one or lies within it; the case is around every loop.
bool is_within(const Program& program, ScopeId scope, ScopeId outer);

// Whether an operation goes over the records of a list.
bool is_list_operation(Op op);
// Whether it is evaluated for a record, or over records: it needs a Program with loops.
inline bool needs_records(Op op) { return op == Op::field || op == Op::field_recorded || is_list_operation(op); }

}  // namespace precept
