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

namespace precept::check {

using diagnostics::Code;
using diagnostics::Diagnostics;

inline constexpr std::size_t kCircleShownMax = 8;  // definitions of a circle that a message names

// Where an expression stands: what it sees, and the service whose request it may speak of.
struct Place {
  const FileScope* scope = nullptr;
  std::optional<ServiceId> service;
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
  void refuse_later(const std::string& what, const ast::Name& name, Owner& owner);
  std::vector<std::pair<std::size_t, const ast::DeclarationAt*>> declarations_in_order() const;  // with their files
  bool taken(const Owner& owner, const ast::Name& name);
  void check_hidden(const ast::Name& name, const FileScope& scope);
  void check_range(const ast::TypeExpr& type, Fact& fact, const Place& place);

  // definitions.cpp
  void declare_definition(const ast::DefineDecl& node, const FileScope& scope);
  void check_definitions();
  std::vector<std::uint32_t> mentioned_definitions(std::uint32_t index) const;
  void settle(std::uint32_t index);
  void report_circle(const std::vector<std::uint32_t>& circle);

  // units.cpp
  std::optional<Unit> unit_of(const ast::UnitExpr& unit, const FileScope& scope, bool time_may_stand);
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
  Expr documented(const ast::Documented& node, Span span, const Place& place);
  Expr time_from(const ast::TimeFrom& node, Span span, const Place& place);
  Expr whole_of_span(const ast::WholeOf& node, Span span, const Place& place);
  Expr comparison(const ast::Comparison& node, Span span, const Place& place);
  Expr membership(const ast::Comparison& node, Span span, const Place& place);
  Expr duration_in(const Expr& subject, std::vector<Expr> elements, Span span);
  Expr between(const ast::Between& node, Span span, const Place& place);
  Expr within(const ast::Within& node, Span span, const Place& place);
  Expr arithmetic(const ast::Arithmetic& node, Span span, const Place& place);
  Expr date_plus(Expr date, Expr duration, bool minus, Span span);
  Expr member_or_value(const ast::Expr& node, const Type& enumeration, const Place& place);
  std::optional<Type> peek(const ast::Expr& node, const Place& place);  // of a bare name; reports nothing
  std::optional<Expr> member(const ast::Name& name, const Type& enumeration, Span span);
  bool comparable(Expr& left, Expr& right, Span span);   // brings units and durations together, or reports
  bool same_unit(Expr& left, Expr& right, Code code, Span span);
  Expr in_unit(Expr value, const Unit& unit);
  void unknown_value(const ast::Name& name, const Place& place);
  bool names_member_only(const ast::Name& name, const Place& place) const;  // of some choice or scale, and no value
  void not_a_duration(Span span, const Type& type, const ast::Expr& node);

  // texts.cpp
  Text text(const std::optional<ast::String>& node, const Place& place);

  // rules.cpp
  void check_rules();
  Rule rule(const ast::Rule& node, const FileScope& scope);
  Criterion criterion(const ast::Criterion& node, const Place& place, ast::Name label, bool exclusion, bool branch);
  std::vector<Criterion> criteria(const std::vector<ast::Criterion>& nodes, const Place& place, bool exclusion,
                                  std::map<std::string, int>& labels_used);
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
  bool given_value(const ast::GivenValue& node, const Fact& fact, ExampleGiven& out);
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
  };
  std::vector<PendingDefinition> pending_;
  std::optional<std::uint32_t> stands_on_;  // a definition that was met before it was done
  std::set<const ast::UnitDecl*> units_open_, units_done_;
  std::vector<std::pair<const ast::UnitDecl*, const FileScope*>> unit_nodes_;
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

// units.cpp
bool same_powers(const Unit& a, const Unit& b);
std::optional<Unit> unit_product(const Unit& a, const Unit& b, bool divide);
// The factor that takes a number in `from` to a number in `to`; nothing where it does not fit 64 bits.
std::optional<std::pair<std::int64_t, std::int64_t>> unit_ratio(const Unit& from, const Unit& to);
bool is_time_word(const std::string& name);  // y mo w d

}  // namespace precept::check
