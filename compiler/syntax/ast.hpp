// The typed syntax tree of a library: what an author wrote, nothing resolved. One struct a construct of language.md.
// In: made by parse.hpp. Out: read by the printer and by compiler/check. Every node has its span.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/source/source.hpp"

namespace precept::ast {

using source::Span;

struct Name {
  std::string text;
  Span span;
};

// A string: the text after folding white space and escapes; `{name}` places are found by the checker (text keeps braces).
struct String {
  std::string text;
  Span span;
};

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

// "mg", "mg/day", "(mg/day)/(mcg/hour)": factors joined by * or /; `%` is a name too.
struct UnitExpr {
  struct Factor {
    char join = 0;  // 0 for the first, else '*' or '/'
    Name name;      // empty text where `nested` is used
    std::vector<UnitExpr> nested;  // none or one
  };
  std::vector<Factor> factors;
  Span span;
};

// ---- expressions ---------------------------------------------------------------------------------------------------
struct Number {                 // 10, 2.5, 2y, 120 mg/day, 50%
  std::string digits;           // as written
  std::optional<UnitExpr> unit;
};
struct Date {
  std::string text;             // dddd-dd-dd; may not exist
};
struct Text {
  std::string text;
};
struct Code {
  std::string text;             // M54.16, M51.1*, 729.1
};
struct Path {                   // injury_age, case.start, o.start
  std::vector<Name> names;      // one or two
};
struct Unary {
  enum class Op : std::uint8_t { not_, minus } op;
  ExprPtr operand;
};
struct Junction {               // a and b and c; never mixes
  enum class Op : std::uint8_t { and_, or_ } op;
  std::vector<ExprPtr> terms;   // two or more
};
struct Comparison {
  enum class Op : std::uint8_t { less, less_equal, greater, greater_equal, is, is_not, in, not_in } op;
  ExprPtr left, right;
  Span op_span;
};
struct Between {
  ExprPtr subject, low, high;
};
struct Within {                 // D within 2y after DATE
  ExprPtr subject, duration;
  enum class Side : std::uint8_t { before, after } side;
  ExprPtr anchor;
};
struct Documented {             // x is [not] documented, x is [not] exact
  ExprPtr subject;
  bool exact = false;
  bool negated = false;
};
struct Arithmetic {
  enum class Op : std::uint8_t { add, subtract, multiply, divide } op;
  ExprPtr left, right;
  Span op_span;
};
struct Set {                    // {a, b}
  std::vector<ExprPtr> elements;
};
struct TimeFrom {
  ExprPtr from, to;
};
struct WholeOf {
  enum class Unit : std::uint8_t { years, months, days } unit;
  ExprPtr span;
};
struct Criterion;
struct Group {                  // all of ... end
  enum class Kind : std::uint8_t { all_of, any_of, at_least } kind;
  std::string quantity;         // at_least: digits
  std::vector<Criterion> branches;
};
// some L where P; every L where P has Q; count of L where P [in UNIT]; count of distinct F in L where P; sum of F in L where P;
// least|greatest F in L where P; latest L by D where P has Q; latest F in L by D where P; at least N of {..} in L by F where P
struct ListExpr {
  enum class Kind : std::uint8_t {
    some, every, count_of, count_distinct, sum_of, least, greatest, latest_has, latest_field, at_least_of
  } kind;
  Path list;
  std::optional<Name> alias;    // as o
  std::optional<Name> field;    // F
  std::optional<Name> by;       // D, or F of at_least_of
  ExprPtr where;                // may be null
  ExprPtr has;                  // every, latest_has
  std::optional<UnitExpr> unit; // count of ... in sessions
  std::string quantity;         // at_least_of
  ExprPtr set;                  // at_least_of: a Set
};
struct TableUse {               // mme_factor(drug, dose), schedule(diagnosis).visits
  Name table;
  std::vector<ExprPtr> arguments;
  std::optional<Name> column;
};

struct Expr {
  Span span;
  std::variant<Number, Date, Text, Code, Path, Unary, Junction, Comparison, Between, Within, Documented, Arithmetic, Set,
               TimeFrom, WholeOf, Group, ListExpr, TableUse>
      node;
};

// ---- criteria and rules --------------------------------------------------------------------------------------------
struct Pages {
  std::string text;             // "125-126", "67-73, 80"; canonical: ", " between ranges
  Span span;
};

struct UndocumentedClause {     // undocumented is unmet "..."; without a closing it is a text alone
  std::optional<Name> closing;  // unmet, met, open, present, absent
  std::optional<String> text;
  Span span;
};

struct Criterion {
  std::optional<Name> label;    // absent in the short form and in an unlabelled `requires EXPR`
  ExprPtr condition;
  ExprPtr unless;               // may be null
  std::optional<Pages> pages;
  std::vector<String> cites;
  std::optional<String> text, met, unmet;
  std::optional<UndocumentedClause> undocumented;
  bool shared = false;          // `criterion NAME`: declared elsewhere; the label is its name, and nothing else is here
  Span span;
};

struct CriterionDecl {          // criterion NAME: EXPRESSION ..., for rules to name
  Name name;
  Criterion criterion;
};

struct GrantLine {              // allows 10 sessions within 8w less used when C cites "..."
  ExprPtr quantity;             // a Number with its unit, or the expression in parentheses; null: `allows within D`
  ExprPtr within;               // may be null
  bool less_used = false;
  ExprPtr when;                 // may be null
  std::vector<String> cites;
  Span span;
};

struct Rule {
  bool short_form = false;      // NAME requires EXPRESSION, outside `rule`: one unlabelled criterion in `requirements`
  Name service;
  std::optional<Name> label;
  std::optional<Pages> pages;
  bool applies_otherwise = false;
  ExprPtr applies;              // may be null
  std::vector<Criterion> requirements, exclusions, considers;  // several sections of a kind are joined in order
  std::vector<GrantLine> allows, never_more;
  std::vector<Name> overrides;
  bool not_recommended = false;
  std::optional<std::string> evidence;  // digits
  std::optional<String> note;
  std::vector<String> cites;
  Span span;
  Span head;                    // "rule work_conditioning"
};

// ---- declarations --------------------------------------------------------------------------------------------------
struct Member {
  Name name;
  std::optional<String> words;
};
struct EnumerationDecl {
  bool scale = false;
  Name name;
  std::vector<Member> members;
  std::optional<String> words;
  std::optional<String> source;
};
struct UnitDecl {               // unit session, sessions; unit g = 1000 mg
  Name name;
  std::optional<Name> plural;
  std::optional<std::string> factor;  // digits
  std::optional<UnitExpr> of;
};
struct ServiceDecl {
  Name name;
  std::optional<String> words;
  std::optional<UnitExpr> unit;
};
struct TypeExpr {
  enum class Kind : std::uint8_t { yes_or_no, named, count, number, date, months, days, code, list, text } kind;
  std::optional<Name> name;     // named; code: its system
  std::optional<UnitExpr> unit; // count, number
  bool is_signed = false;
  std::optional<Name> not_before;   // date from start
  ExprPtr low, high;            // count from 0 to 130: literals (Number, Date, or Unary minus of a Number); either may be null
  std::vector<TypeExpr> element;    // list: one
  Span span;
};
struct FactDecl {               // also a record's field
  bool per_request = false;
  Name name;
  TypeExpr type;
  std::optional<String> words;
  std::optional<String> documented_by;
  ExprPtr assumed;              // a literal; may be null
  bool incomplete_unless_stated = false;
  Span span;
};
struct DefineDecl {
  Name name;
  std::optional<String> words;
  ExprPtr value;
  Span span;
};
struct RecordDecl {
  Name name;
  std::optional<String> words;
  std::vector<FactDecl> fields;
  std::vector<DefineDecl> defines;
};
struct CodesDecl {
  Name name;
  std::optional<String> words;
  Name system;
  std::vector<String> items;    // "M54.16", "M51.1*": as written
  std::optional<String> from;   // CSV file
};
struct TableKey {               // a member or code list; a code; a band; or `otherwise` for the row
  enum class Kind : std::uint8_t { name, code, band } kind;
  std::optional<Name> name;
  std::string code;             // as written: M54.16, M51.1*
  bool low_open = false;        // above A
  bool high_open = false;       // below B
  ExprPtr low, high;            // Numbers (with units) or dates; may be null
  Span span;
};
struct TableRow {
  bool otherwise = false;
  std::vector<TableKey> keys;
  std::vector<ExprPtr> values;
  Span span;
};
struct TableDecl {
  Name name;
  std::optional<String> words;
  std::vector<Name> by;
  struct Column {
    Name name;
    std::optional<UnitExpr> unit;
  };
  std::vector<Column> gives;
  std::optional<String> source;
  std::vector<TableRow> rows;
};

// ---- examples ------------------------------------------------------------------------------------------------------
struct Given;
struct GivenValue {
  enum class Kind : std::uint8_t { literal, partial_date, range, either, list, record, missing } kind;
  ExprPtr literal;              // Number, Date, Text, Code, Path (member, yes, no), Unary minus of a Number
  std::string partial_date;     // "2013-03", "2000"
  ExprPtr low, high;            // A to B
  std::vector<GivenValue> elements;  // either {a, b}; list [..]
  std::vector<Given> fields;    // record {kind = ..., start = ...}
  bool incomplete = false;      // list; neither: as its declaration says
  bool complete = false;
  std::string missing;          // reason: "not-asked"; empty: `missing` alone
  Span span;
};
struct Given {
  Name name;
  GivenValue value;
};
struct ExpectClause {           // expect deny because recent; expect approve 10 sessions; expect criterion demands undocumented
  std::optional<Name> outcome;
  ExprPtr granted;              // a Number with unit; may be null
  std::vector<Path> because;
  bool possible = false;        // expect possible approve, deny
  std::vector<Name> outcomes;   // of `possible`
  std::optional<Path> criterion;
  std::optional<Name> status;
  Span span;
};
struct Example {
  String title;
  Name service;
  std::optional<Name> policy;
  ExprPtr requests;             // Number with unit; may be null
  ExprPtr over;                 // may be null
  ExprPtr used;                 // may be null
  std::vector<Given> given;
  std::vector<ExpectClause> expects;
  Span span;
};

// ---- policies and headers ------------------------------------------------------------------------------------------
struct ConsultedGuideline {
  Name guideline;
  ExprPtr unless;               // may be null
};
struct ConsultStep {
  std::vector<ConsultedGuideline> alternatives;
  bool by_evidence = false;     // always, where there are several
};
struct PolicyBody {
  std::vector<ConsultStep> consults;
  ExprPtr as_of;                        // may be null
  std::optional<Name> requirement;      // met unmet open
  std::optional<Name> exclusion;        // present absent open
  bool allowance_least = false;
  std::optional<Name> when_silent, when_conflict;  // approve modify deny pend
  std::vector<Name> needs_review;       // outcomes
  struct Says {
    Name outcome;
    String words;
  };
  std::vector<Says> says;
};
struct Header {
  enum class Kind : std::uint8_t { vocabulary, guideline, policy } kind;
  Name name;
  std::optional<String> words;
  std::optional<String> source;
  std::optional<Name> effective_from, effective_until;  // dates as written
  std::vector<Name> uses;
  PolicyBody policy;
  Span span;
};

using Declaration = std::variant<EnumerationDecl, UnitDecl, ServiceDecl, FactDecl, RecordDecl, CodesDecl, TableDecl,
                                 DefineDecl, Rule, CriterionDecl, Example>;
struct DeclarationAt {
  Declaration node;
  Span span;
};

// ---- files ---------------------------------------------------------------------------------------------------------
struct Comment {
  std::string text;             // with its #, without the line end
  Span span;
  bool own_line = false;        // nothing but white space before it on its line
};
struct File {
  std::uint32_t source = 0;     // index into Sources::files
  std::optional<std::string> version;  // precept 1
  std::optional<Header> header;
  std::vector<DeclarationAt> declarations;
  std::vector<Comment> comments;
  bool has_syntax_errors = false;
  std::vector<Name> lost;       // declared by what was left out for a syntax error: a use of one is no error of its own
};
struct Library {
  std::vector<File> files;      // in the order of Sources::files
};

}  // namespace precept::ast
