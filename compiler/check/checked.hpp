// The checked library: every name resolved, every type and unit known; nothing is filled in later.
// In: made by check.hpp from ast::Library. Out: read by compiler/lower. Values are the runtime's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/source/source.hpp"
#include "compiler/syntax/ast.hpp"
#include "runtime/values/ids.hpp"
#include "runtime/values/operators.hpp"
#include "runtime/values/value.hpp"

namespace precept::check {

using source::Span;

// A unit as powers of base units times an exact ratio: "g" = mg^1 * 1000/1. Equal powers may be added and compared.
struct Unit {
  std::vector<std::pair<std::string, int>> powers;  // by base unit, sorted; no zero powers
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
  std::string singular, plural;  // for print
  bool none() const { return singular.empty(); }
};

enum class Kind : std::uint8_t { error, truth, choice, scale, count, number, date, months, days, span, text, code, list };

struct Type {
  Kind kind = Kind::error;
  EnumId enumeration{};
  Unit unit;               // of a count or number
  bool is_signed = false;  // may be below zero
  SystemId system{};       // of a code
  RecordId record{};       // of a list: what its elements are
};

struct Criterion;

// A loop of a list expression: its number, from 1, unique in the library. 0 stands for the record itself in the definitions of
// a record, and is bound to a loop where they are used.
using LoopId = std::uint32_t;
inline constexpr LoopId kOwnRecord = 0;

// The list that a loop goes over: a fact, or a field of the record of another loop.
struct ListSource {
  std::optional<FactId> fact;
  LoopId loop = kOwnRecord;  // where there is no fact: whose record
  std::uint32_t field = 0;
  RecordId record{};         // what the list's elements are
};


// One expression. `operation` is a Program operation on operands; the other forms are the language's own and lowered later.
// A comparison of a span has the span as its operand: lowering turns it into a limit date.
//   field              `field` of the record of `loop`
//   record_definition  `definition` of the record type `list.record`, for the record of `loop`
//   list               `op` is one of Op::list_...; its operands are the Program's (operators.def), `where` first: a constant yes
//                      where none is written; `loop` and `list` say over what. A comparison with least, greatest or latest is
//                      unmet where no record matches: lowering sees to that.
struct Expr {
  enum class Form : std::uint8_t { error, operation, definition, span, group, field, record_definition, list } form = Form::error;
  Op op = Op::constant;
  Type type;
  Span span;
  std::vector<Expr> operands;       // operation's; span: from, to
  FactId fact{};
  Value constant{};
  std::uint64_t members = 0;        // choice_in, list_distinct
  std::int64_t quantity = 0;        // at_least
  CodeListId codes{};               // code_in
  LoopId loop = kOwnRecord;         // field, record_definition, list
  std::uint32_t field = 0;          // field: its place in the record
  ListSource list;                  // list; record_definition: `record` alone
  std::int64_t numerator = 1, denominator = 1;
  bool of_comparison = false;       // negation: of `is not`, `not in`, `is no`; unmet too where a value compared has no record
  std::uint32_t definition = 0;     // index into Library::definitions
  std::vector<Criterion> branches;  // group
  ast::Group::Kind group = ast::Group::Kind::all_of;
};

struct TextPlace {
  Expr value;            // a fact of type text has form operation/fact and kind text
  std::string name;
};
struct Text {
  std::vector<std::string> pieces;
  std::vector<TextPlace> places;
};

enum class Close : std::uint8_t { holds, fails, open };

struct Criterion {
  std::string label;
  Span span;
  Expr condition;
  std::optional<Expr> unless;
  std::optional<Close> closing;
  Text text, met, unmet, undocumented;
  std::string pages;
  std::vector<std::string> cites;
  std::string expression, unless_expression;
};

struct GrantLine {
  std::optional<Expr> quantity, within, when;
  bool less_used = false;
  std::vector<std::string> cites;
  std::string expression;
  Span span;
};

struct Rule {
  ServiceId service{};
  std::string name, label, pages;
  std::vector<std::string> cites;
  Text note;
  std::optional<std::int64_t> evidence;
  bool not_recommended = false;
  bool applies_otherwise = false;
  bool short_form = false;
  std::optional<Expr> applies;
  std::string applies_expression;
  std::vector<std::pair<std::string, Span>> overrides;  // labels
  std::vector<Criterion> requirements, exclusions, considers;
  std::vector<GrantLine> allows, never_more;
  Span span;
};

struct Edition {
  std::string guideline, words, source, name;
  std::optional<std::int64_t> from, until;
  std::vector<Rule> rules;
  Span span;
};

struct Fact {
  std::string name, words, documented_by, owner;
  Type type;
  Value whole;
  std::optional<Value> assumed;
  bool per_request = false;
  std::uint8_t builtin = 0;  // runtime's Builtin
  std::optional<ServiceId> service;
  std::optional<FactId> not_before;
  bool incomplete_unless_stated = false;  // of a list
  Span span;
};

struct Field {
  std::string name, words, documented_by;
  Type type;
  Value whole;
  std::optional<Value> assumed;
  std::optional<std::uint32_t> not_before;  // place of the field
  bool incomplete_unless_stated = false;    // of a list
  Span span;
};
struct RecordDefinition {
  std::string name, words, expression;
  Expr value;  // its fields are of kOwnRecord
  Span span;
};
// What the elements of a list are. A list of plain values has a record without a name, of one field named `it`.
struct RecordType {
  std::string name, words;
  std::vector<Field> fields;
  std::vector<RecordDefinition> definitions;  // each after those that it mentions
  Span span;
};

// A system of codes, with every item of every code list of it, ascending, each once; and the lists (runtime's CodeList).
struct CodeSystem {
  std::string name;
  std::vector<std::string> items;
};
struct CodeList {
  std::string name, words;  // no name: written in an expression
  SystemId system{};
  std::vector<std::string> items;  // as written, ascending, each once
  Span span;
};

struct Definition {
  std::string name, words, owner, expression;
  Expr value;
  Span span;
};

struct Member {
  std::string name, words;
};
struct Enumeration {
  std::string name;
  bool ordered = false;
  std::vector<Member> members;
};

struct Service {
  std::string name, words;
  Unit unit;
  Span span;
  std::optional<FactId> builtins[5];  // by runtime's Builtin
};

struct Consulted {
  std::string guideline;
  std::optional<Expr> unless;
  std::string unless_expression;
  Span span;
};
struct Policy {
  std::string name, words;
  std::vector<std::vector<Consulted>> steps;
  std::optional<Expr> as_of;
  Close requirement = Close::open, exclusion = Close::open;
  bool allowance_least = false;
  std::uint8_t when_silent = 3, when_conflict = 3;  // runtime's Outcome
  bool needs_review[4] = {false, false, false, false};
  std::string says[4];
  Span span;
};

struct ExampleGiven;
struct GivenRecord {
  std::vector<std::uint32_t> fields;   // places in the record type
  std::vector<ExampleGiven> values;    // parallel
};
struct GivenList {
  std::vector<GivenRecord> records;
  bool complete = true;
};

struct ExampleGiven {
  std::vector<FactId> facts;   // every fact of that name
  Value value;
  bool documented = true;      // false: missing
  std::string missing;         // reason
  std::string text;            // of a text or a code
  std::optional<GivenList> list;  // of a list
  Span span;
};
struct ExampleExpect {
  std::optional<std::uint8_t> outcome;
  std::optional<std::int64_t> granted;       // millionths in the service's unit
  bool has_because = false;
  std::vector<std::string> because;
  bool has_possible = false;
  std::vector<std::uint8_t> possible;
  std::string criterion, status;             // empty: none
  Span span;
};
struct Duration {
  bool months = false;
  std::int64_t quantity = 0;
};
struct Example {
  std::string title;
  ServiceId service{};
  std::string policy;          // empty: the only one
  std::optional<std::int64_t> requested;  // millionths
  std::optional<Duration> over;
  std::optional<std::int64_t> used;
  std::vector<ExampleGiven> given;
  std::vector<ExampleExpect> expects;
  Span span;
};

struct Library {
  std::vector<Enumeration> enumerations;
  std::vector<Unit> units;          // every unit that is declared, by name
  std::vector<CodeSystem> systems;
  std::vector<CodeList> code_lists;
  std::vector<RecordType> records;
  std::vector<Fact> facts;
  std::vector<Service> services;
  std::vector<Definition> definitions;
  std::vector<std::uint32_t> definition_order;  // each after those that it mentions
  std::vector<Edition> editions;    // by guideline, first day
  std::vector<Policy> policies;     // by name
  std::vector<Example> examples;    // in the order of files
};

}  // namespace precept::check
