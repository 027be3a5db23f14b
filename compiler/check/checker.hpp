// The checker's working state, shared by the .cpp files of this room and by nobody else.
// Each member function checks one construct: syntax in, checked value out, diagnostics on the side.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/check/branches.hpp"
#include "compiler/check/check.hpp"
#include "compiler/check/scope.hpp"
#include "compiler/check/tables.hpp"

namespace precept::check {

using diagnostics::Code;
using diagnostics::Diagnostics;

inline constexpr std::size_t kCircleShownMax = 8;  // definitions of a circle that a message names
inline constexpr std::size_t kListsDeepMax = 8;    // lists in records of lists, and list expressions within each other

// Where an expression stands: what it sees, and the service whose request it may speak of.
struct Place {
  const FileScope* scope = nullptr;
  std::optional<ServiceId> service;
  const struct LoopInSight* loop = nullptr;  // the innermost; null: outside of every list
};

// A list expression around the place: its records' fields are in sight. Lives while the expression is checked.
struct LoopInSight {
  LoopId id = kOwnRecord;
  RecordId record{};
  std::string alias;                   // `as o`; empty: none
  const LoopInSight* outer = nullptr;
  std::string list;                    // as written
  Span span;                           // where the list, or the alias, stands
};

class Checker {
 public:
  Checker(const ast::Library& syntax, const source::Sources& sources, Diagnostics& diagnostics)
      : syntax_(syntax), sources_(sources), diagnostics_(diagnostics) {}
  std::optional<Library> run();

 private:
  // declarations.cpp
  void collect_owners();
  void collect_uses();
  void collect_names();
  void declare_enumeration(const ast::EnumerationDecl& node, Owner& owner);
  void declare_unit_names(const ast::UnitDecl& node, Owner& owner);
  void resolve_unit(const ast::UnitDecl& node, const FileScope& scope);
  void declare_service(const ast::ServiceDecl& node, const FileScope& scope);
  void declare_fact(const ast::FactDecl& node, const FileScope& scope);
  Fact fact_of(const ast::FactDecl& node, const FileScope& scope);  // or a record's field
  std::vector<std::pair<std::size_t, const ast::DeclarationAt*>> declarations_in_order() const;  // with their files
  bool taken(const Owner& owner, const ast::Name& name);
  void check_hidden(const ast::Name& name, const FileScope& scope);
  void check_fact_names();
  void check_range(const ast::TypeExpr& type, Fact& fact, const Place& place);

  // definitions.cpp
  void declare_definition(const ast::DefineDecl& node, const FileScope& scope);
  void check_definitions();
  std::vector<std::uint32_t> mentioned_definitions(std::uint32_t index) const;
  void settle(std::uint32_t index);
  struct PendingDefinition;
  Expr definition_value(const PendingDefinition& pending);
  void keep_definition(std::uint32_t index, Expr value);
  void report_circle(const std::vector<std::uint32_t>& circle);

  // units.cpp
  std::optional<Unit> unit_of(const ast::UnitExpr& unit, const FileScope& scope, bool time_may_stand);
  const Unit* unit_for_examples(const std::string& name, const FileScope& scope) const;  // null: there is none
  std::optional<Unit> unit_factor(const ast::Name& name, const FileScope& scope);

  // types.cpp
  Type type_of(const ast::TypeExpr& type, const FileScope& scope);
  std::string describe(const Type& type) const;
  Value whole_of(const Type& type) const;

  // literals.cpp: a literal read as a value of a wanted type; nothing (and a diagnostic) where it is none.
  std::optional<Value> literal(const ast::Expr& node, const Type& wanted, const Place& place);
  std::optional<std::int64_t> number_in(const ast::Number& number, Span span, const Type& wanted, const FileScope& scope,
                                        bool negative);
  std::optional<Duration> duration_literal(const ast::Expr& node);
  void no_such_date(Span span, const std::string& written);
  std::string range_words(const Fact& fact) const;

  // expressions.cpp, comparisons.cpp, arithmetic.cpp
  Expr value(const ast::Expr& node, const Place& place);
  Expr condition(const ast::Expr& node, const Place& place);
  Expr number(const ast::Number& node, Span span, const Place& place, bool negative);
  Expr path(const ast::Path& node, Span span, const Place& place);
  Expr reference(const ValueRef& ref, Span span);
  Expr builtin(std::uint8_t which, const ast::Name& name, const Place& place);
  Expr unary(const ast::Unary& node, Span span, const Place& place);
  Expr junction(const ast::Junction& node, Span span, const Place& place);
  Expr group(const ast::Group& node, Span span, const Place& place);
  Expr group_of_record(const Expr& group, const ast::Group& node);
  Expr documented(const ast::Documented& node, Span span, const Place& place);
  Expr time_from(const ast::TimeFrom& node, Span span, const Place& place);
  Expr whole_of_span(const ast::WholeOf& node, Span span, const Place& place);
  Expr comparison(const ast::Comparison& node, Span span, const Place& place);
  bool is_set_name(const std::string& name) const;  // of any owner
  const ast::Set* set_of(const ast::Expr& node, const Place& place) const;  // null: it is none
  Expr membership(const ast::Comparison& node, Span span, const Place& place);
  Expr duration_in(const Expr& subject, std::vector<Expr> elements, Span span);
  Expr between(const ast::Between& node, Span span, const Place& place);
  Expr within(const ast::Within& node, Span span, const Place& place);
  Expr arithmetic(const ast::Arithmetic& node, Span span, const Place& place);
  Expr date_plus(Expr date, Expr duration, bool minus, Span span);
  Expr member_or_value(const ast::Expr& node, const Type& enumeration, const Place& place);
  std::optional<Type> peek(const ast::Expr& node, const Place& place);  // of a bare name; reports nothing
  std::optional<Expr> member(const ast::Name& name, const Type& enumeration, Span span);
  std::string name_of(const Expr& expr) const;
  void hint_list(diagnostics::Diagnostic& diagnostic, const Expr& list) const;
  bool comparable(Expr& left, Expr& right, Span span);   // brings units and durations together, or reports
  bool same_unit(Expr& left, Expr& right, Code code, Span span);
  Expr in_unit(Expr value, const Unit& unit);
  void unknown_value(const ast::Name& name, const Place& place);
  bool names_member_only(const ast::Name& name, const Place& place) const;  // of some choice or scale, and no value
  void not_a_duration(Span span, const Type& type, const ast::Expr& node);

  // lists.cpp: list expressions and the fields in sight within them
  Expr list_expression(const ast::ListExpr& node, Span span, const Place& place);
  std::optional<Expr> some_element(const ast::Expr& subject, Span span, const Place& place, const std::function<Expr()>& test);
  bool list_source(const ast::Path& node, const Place& place, ListSource& source);
  bool open_loop(const ast::ListExpr& node, const Place& place, LoopInSight& loop);
  void add_operands(const ast::ListExpr& node, const Place& inner, Expr& list);
  void at_least_kinds(const ast::ListExpr& node, const Place& inner, Expr& list);
  Expr attribute(const std::optional<ast::Name>& name, const Place& inner, const char* wanted, bool (*suits)(Kind));
  Expr by_date(const std::optional<ast::Name>& name, const Place& inner);
  Expr about_record(const ast::Expr& node, const Place& inner);
  std::size_t loops_deep(const Expr& expr) const;
  std::vector<const Expr*> parts_required(const Expr& condition) const;
  void warn_every(const Rule& rule);  // met over none
  Expr test_of_list(Expr subject, bool exact, Span span);  // `L is documented`, `L is exact`

  // fields.cpp: the fields of records in sight
  std::optional<Expr> field_in_sight(const ast::Path& node, Span span, const Place& place);  // nothing: not about a record
  Expr field_of(const LoopInSight& loop, const ast::Name& name, Span span);
  std::vector<const LoopInSight*> loops_with(const std::string& name, const Place& place) const;
  std::optional<Type> field_type(const std::string& name, const Place& place) const;  // of a field that is surely meant
  bool names_fact(const std::string& name, const Place& place) const;                 // or a definition
  bool names_value(const std::string& name, const Place& place) const;                // or a field in sight
  std::vector<std::string> names_of_record(RecordId record) const;
  void no_such_field(RecordId record, const ast::Name& name);
  void hint_fields(diagnostics::Diagnostic& diagnostic, RecordId record) const;  // where they are few
  void unclear_field(const ast::Name& name, const std::vector<const LoopInSight*>& loops, bool fact_too, const Place& place);

  // records.cpp
  void declare_record(const ast::RecordDecl& node, const FileScope& scope);         // its name
  void declare_fields(const ast::RecordDecl& node, const FileScope& scope);
  void check_records();                                                             // circles, and how deep lists stand in each other
  RecordId record_of_plain(const ast::TypeExpr& element, const FileScope& scope);   // the record without a name of plain values
  Type list_type(const ast::TypeExpr& node, const FileScope& scope);
  void await_record_definitions();

  // codes.cpp
  void declare_codes(const ast::CodesDecl& node, const FileScope& scope);
  std::vector<std::string> codes_of_file(const ast::String& from, Span declared);
  bool is_code_item(const std::string& item, Span span);  // or reports
  SystemId system_of(const std::string& name);            // made at its first mention
  CodeListId unnamed_codes(SystemId system, std::vector<std::string> items, Span span);
  void settle_codes();                                    // once every expression is checked: items of systems in order
  Type code_type(const ast::TypeExpr& node, const FileScope& scope);

  // code_comparisons.cpp
  Expr code(const ast::Code& node, Span span, const Place& place);
  // A code, checked already, compared with what stands right of the operator.
  Expr code_comparison(Expr subject, const ast::Comparison& node, Span span, const Place& place);
  Expr code_in_lists(Expr subject, const ast::Expr& lists, Span span, const Place& place);
  Expr code_in_set(Expr subject, const ast::Set& set, Span span, const Place& place);
  std::optional<Expr> code_in_list(const Expr& subject, const ast::Name& name, Span span, const Place& place);
  std::optional<Expr> code_equal(Expr subject, const ast::Expr& other, Span span, const Place& place);
  std::optional<Expr> code_as_fact(const Expr& subject, const ast::Expr& node, Span span, const Place& place);

  // tables.cpp
  void declare_table(const ast::TableDecl& node, const FileScope& scope);
  void table_row(const ast::TableDecl& node, const ast::TableRow& row_node, Table& table);
  Type column_type(const ast::TableDecl& node, std::size_t at, const FileScope& scope);
  std::optional<Value> column_value(const ast::Expr& node, const TableColumn& column, const std::optional<ast::UnitExpr>& unit,
                                    const Place& place);
  KeyRange range_of_parameter(const Table& table, const TableParameter& parameter, std::size_t at);
  void settle_tables();                                   // once every expression is checked: gaps and overlaps

  // table_keys.cpp
  void table_parameters(const ast::TableDecl& node, Table& table);
  std::optional<TableKey> table_key(const ast::TableKey& node, const TableParameter& parameter, const Place& place);
  std::optional<KeyBound> key_bound(const ast::ExprPtr& node, const Type& type, const Place& place);
  Type named_keys(const std::vector<const ast::Name*>& names, const ast::Name& parameter, const FileScope& scope);
  Type code_keys(const std::vector<const ast::Name*>& names, const ast::TableKey& code, const ast::Name& parameter, const FileScope& scope);
  Type band_keys(const std::vector<const ast::TableKey*>& keys, const Place& place);
  Type type_of_enumeration(EnumId id) const;
  bool all_members_of_one(const std::vector<const ast::Name*>& names, const FileScope& scope) const;
  std::optional<Type> type_of_members(const std::vector<const ast::Name*>& names, const ast::Name& called, const char* what,
                                      const FileScope& scope);

  // table_uses.cpp
  Expr table_use(const ast::TableUse& node, Span span, const Place& place);
  Expr table_argument(const ast::Expr& node, Table& table, std::size_t at, const Place& place);
  std::optional<std::size_t> table_column(const ast::TableUse& node, const Table& table, Span span);
  std::optional<KeyRange> key_range(const Expr& argument, const Type& parameter, const Place& place);
  void key_conditions(const TableKey& key, const Expr& argument, Span span, std::vector<Expr>& out);
  std::optional<TableKey> key_left(TableKey key, const Expr& argument, const Type& parameter, const Place& place);
  void unknown_table(const ast::Name& name, const Place& place);
  void warn_of_sums();

  // texts.cpp
  Text text(const std::optional<ast::String>& node, const Place& place);

  // rules.cpp
  void check_rules();
  Rule rule(const ast::Rule& node, const FileScope& scope);
  Criterion criterion(const ast::Criterion& node, const Place& place, ast::Name label, bool exclusion, bool branch);
  std::vector<Criterion> criteria(const std::vector<ast::Criterion>& nodes, const Place& place, bool exclusion,
                                  std::map<std::string, int>& labels_used);
  std::optional<Criterion> named_criterion(const ast::Criterion& node, const Place& place, bool exclusion);
  void warn_unnamed_criteria();
  GrantLine grant_line(const ast::GrantLine& node, const Place& place);
  void check_labels(const Rule& rule);
  void check_overrides(const Edition& edition);
  void check_branches();
  std::optional<Close> closing(const ast::Name& word, bool exclusion);

  // policies.cpp
  void check_editions();
  void check_policies();
  Policy policy(const ast::Header& header, const FileScope& scope);
  std::optional<std::uint8_t> outcome(const ast::Name& name);

  // examples.cpp
  void check_examples();
  Example example(const ast::Example& node);
  void given(const ast::Given& node, const Example& example, std::vector<ExampleGiven>& out);
  bool is_missing_reason(const std::string& reason, Span span);  // or reports
  bool given_value(const ast::GivenValue& node, const Fact& fact, ExampleGiven& out);
  // given_lists.cpp
  bool given_list(const ast::GivenValue& node, const Fact& list, ExampleGiven& out);
  bool given_plain(const ast::GivenValue& node, const Fact& list, GivenRecord& out);
  bool given_record(const ast::GivenValue& node, const Fact& list, GivenRecord& out);
  bool given_in_order(const RecordType& record, const GivenRecord& given);
  void expect(const ast::ExpectClause& node, const Example& example, Example& out);

  // shared
  Expr broken(Span span) const {
    Expr expr;
    expr.span = span;
    return expr;
  }
  // Whether an unknown name is a consequence of something reported already: what declares it was lost to a syntax error, or
  // stands in a vocabulary that was not found.
  bool excused(const std::string& name, const FileScope& scope) const {
    if (scope.incomplete) return true;
    for (const Owner* owner : scope.all())
      if (owner->lost.contains(name)) return true;
    return false;
  }
  template <class Found>
  void report_ambiguous(Span span, const std::string& name, const Found& found) {
    diagnostics_.report(Code::E0203, span, name, found.owner->display, found.second->display)
        .mark(found.entry->span, "declared here")
        .mark(found.second_entry->span, "and here")
        .hint("rename one of them, or take one of the two vocabularies out of `uses`");
  }
  diagnostics::Diagnostic& report_near(diagnostics::Diagnostic& diagnostic, const std::string& name,
                                       const std::vector<std::string>& candidates) {
    const std::string near = diagnostics::nearest(name, candidates);
    if (!near.empty()) diagnostic.hint("did you mean `" + near + "`?");
    return diagnostic;
  }

  const ast::Library& syntax_;
  const source::Sources& sources_;
  Diagnostics& diagnostics_;
  Library library_;
  std::deque<Owner> owners_;
  std::vector<FileScope> scopes_;              // one a file
  std::vector<std::int64_t> edition_of_file_;  // index into library_.editions, or -1
  bool syntax_errors_ = false;                 // rules may be missing
  struct PendingDefinition {
    const ast::DefineDecl* node = nullptr;
    const FileScope* scope = nullptr;
    enum class State : std::uint8_t { waiting, open, done } state = State::waiting;
    std::optional<RecordId> record{};  // of a record's definition
    std::uint32_t place = 0;           // and, once it is done, its place in the record type
  };
  std::vector<PendingDefinition> pending_;  // parallel to library_.definitions, then those of records
  std::optional<std::uint32_t> stands_on_;  // a definition that was met before it was done
  struct RecordNames {
    const ast::RecordDecl* node = nullptr;             // null: of plain values
    std::map<std::string, std::uint32_t> fields;       // their places
    std::map<std::string, std::uint32_t> definitions;  // their places in `pending_`
    std::vector<std::size_t> loops;                    // how deep lists stand in each definition that is done
  };
  std::vector<RecordNames> record_names_;  // parallel to library_.records
  LoopId loops_ = kOwnRecord;              // the last that was given
  struct Element {                         // `some L in {...}`: while the comparison is checked, what stands for `some L` in it
    const ast::ListExpr* list = nullptr;
    const Expr* value = nullptr;
  } element_;
  std::set<const ast::Criterion*> criteria_named_;
  std::set<const ast::UnitDecl*> units_open_, units_done_;
  std::vector<std::pair<const ast::UnitDecl*, const FileScope*>> unit_nodes_;
  std::deque<Table> tables_;
  std::vector<std::pair<Span, std::uint32_t>> table_uses_;
  std::map<std::string, SystemId> systems_;
  std::map<std::pair<SystemId, std::vector<std::string>>, CodeListId> unnamed_codes_;
  std::optional<Branches> branches_;  // once every rule is checked
};

// ---- small builders ------------------------------------------------------------------------------------------------
Expr operation(Op op, Type type, Span span, std::vector<Expr> operands);
Expr constant(Type type, Value value, Span span);
Type truth_type();
Type plain(Kind kind);
bool is_error(const Expr& expr);
bool is_numeric(Kind kind);
bool is_duration(Kind kind);
bool is_enumeration(Kind kind);
std::string words_of(const std::optional<ast::String>& words, const std::string& name);  // the name with blanks where none

// table_keys.cpp
bool is_yes_or_no(const ast::Name& name);

// code_comparisons.cpp
std::optional<std::string> code_text(const ast::Expr& node);  // of a code as it is written: M54.16, "ab-12", 729.1
bool is_surely_code(const ast::Expr& node);                   // a code, or what is in quotes

// units.cpp
bool same_powers(const Unit& a, const Unit& b);
std::optional<Unit> unit_product(const Unit& a, const Unit& b, bool divide);
// The factor that takes a number in `from` to a number in `to`; nothing where it does not fit 64 bits.
std::optional<std::pair<std::int64_t, std::int64_t>> unit_ratio(const Unit& from, const Unit& to);
bool is_time_word(const std::string& name);  // y mo w d

}  // namespace precept::check
