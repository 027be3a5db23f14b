// One determination as a report looks at it: facts with their documents, criteria in words and numbered, the request and
// the grant in words. Everything from the case comes out on one line and free of control characters.
// Pure: borrows what it is made of, which must outlive it. Never here: layout, order of a report's parts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "runtime/decide/determination.hpp"
#include "runtime/report/comparisons.hpp"
#include "runtime/report/values_text.hpp"

namespace precept {

inline constexpr std::string_view kEngine = "precept 0.1.0";
inline constexpr std::string_view kAsRequested = "as requested";
inline constexpr std::string_view kPrecept = "Precept 0.1.0";

std::string_view word_of(Outcome outcome);                   // "approve"
std::string_view word_of(Status status);                     // "met"
std::string_view word_of(TakenBy by);                        // "policy"; "evidence" is never written
std::string_view word_of(PassedOverReason reason);           // "no_rule"
std::string_view words_of_missing(std::string_view reason);  // "not-asked" -> "not asked"

class DeterminationView {
 public:
  DeterminationView(const Program& program, const Request& request, const Determination& determination, DateStyle style);

  const Program& program() const { return program_; }
  const Request& request() const { return request_; }
  const Determination& determination() const { return determination_; }
  const Policy& policy() const { return program_.policies[determination_.policy.index]; }
  DateStyle style() const { return style_; }

  // ---- facts ----
  bool documented(FactId fact) const { return request_.facts.states[fact.index] == FactState::documented; }
  std::string fact_words(FactId fact) const;     // "date of injury"
  std::string fact_value(FactId fact) const;     // "01/18/2000"; of text the text
  std::string fact_document(FactId fact) const;  // "progress report of 09/25/2013, page 2", or empty
  std::string fact_line(FactId fact) const;      // "date of injury: 01/18/2000 (progress report of …)"
  std::string fact_clause(FactId fact) const;    // "date of injury is 01/18/2000 (…)"; of yes and no as above
  std::string documents(const std::vector<FactId>& facts) const;  // those of documented facts, each once, or empty
  std::string document(const std::string& source, const std::string& dated, const std::string& page) const;

  // ---- criteria ----
  // Rules to show: those consulted, the deciding one first.
  const std::vector<const RuleResult*>& rules() const { return rules_; }
  // From 1, over requirements and exclusions of the rules shown; 0 for others.
  int number(CriterionId criterion) const;
  // The criterion that a label of `because` or `to_change` names; none for "allows" and the like.
  // Where rules of several editions bear one name, and so two criteria one label: the first that is not satisfied.
  const CriterionResult* by_label(const std::string& label) const;
  bool is_exclusion(CriterionId criterion) const { return program_.criterion(criterion).section == Section::excluded; }
  std::string render(const TextTemplate& text) const;
  // What it asks for: its text; else in words from what it compares; else its expression in backticks.
  std::string criterion_words(CriterionId criterion) const;
  std::string node_words(NodeId node) const { return node_words(node, false, {}); }  // of a condition; empty where it has none
  std::string unless_words(const Criterion& criterion) const;
  // ", unless …", or empty.
  std::string unless_clause(const Criterion& criterion) const;
  // The condition under which a rule applies, in words; empty where it always does.
  std::string applies_words(const RuleResult& rule) const;
  bool is_clause(NodeId node) const;  // its words are "pain score is at least 7", not a bare name or an expression
  std::vector<FactId> facts_of(NodeId node) const;  // facts that a node is made of, each once
  // "page 126", "pages 125-126", or empty: of its own only.
  static std::string pages_words(const std::string& pages) { return precept::pages_words(pages); }
  // What the guideline says at this status ("the injury is from 01/18/2000 …"), or empty where it says nothing.
  std::string said(const CriterionResult& result) const;
  std::vector<Comparison> comparisons(CriterionId criterion) const;

  // ---- request, grant, guideline ----
  std::string service_words() const;
  std::string requested_words() const;  // "12 sessions of work conditioning or work hardening over 6 weeks"
  std::string request_title() const;    // "Work conditioning …, lumbar spine (12 sessions over 6 weeks)"
  std::string amount_words() const;     // "12 sessions over 6 weeks", or empty
  std::string granted_words() const;    // "10 sessions within 8 weeks", "as requested", or empty where there is none
  std::string allowance_words(const Rule& rule) const;  // "10 sessions within 8 weeks, less what was used (ODG …)"
  std::string line_words(const GrantLine& line, const Service& service) const;  // of one of its lines, whatever its `when`
  std::string edition_words(
      const Edition& edition) const;  // "MTUS … (Title 8, …), in effect from 07/18/2009 until 07/28/2016"
  std::string guideline_words(const std::string& guideline) const;
  std::string says(Outcome outcome) const;
  std::string passed_over_words(const PassedOver& passed) const;
  // Documented facts that were looked at, each once: those of the criteria shown, then those of which rule applies and how
  // much it allows, of which guideline answers, and of the edition.
  std::vector<FactId> facts_used() const;
  std::string error_words() const;  // which expression failed, and where it stands

 private:
  std::string conflict_words(FactId fact) const;  // "the reports conflict: light by …; and heavy by …", or empty
  std::string node_words(NodeId node, bool negated, std::string_view written) const;
  bool has_trace() const { return determination_.trace.values.size() == program_.nodes.size(); }
  Value value(NodeId node) const { return determination_.trace.values[node.index]; }
  const CriterionResult* find(CriterionId criterion) const;

  const Program& program_;
  const Request& request_;
  const Determination& determination_;
  DateStyle style_;
  std::vector<const RuleResult*> rules_;
  std::map<CriterionId, int> numbers_;
  std::multimap<std::string, const CriterionResult*> labels_;  // of one label in the order shown
};

}  // namespace precept
