// The lowering's working state: nodes shared as they are made. For the .cpp files of this room only.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "compiler/check/branches.hpp"
#include "compiler/lower/lower.hpp"

namespace precept::lower {

// Facts are read as assumed for deciding, and as recorded under `is documented` and `is exact`.
enum class Reading : std::uint8_t { assumed, recorded };

class NodeTable {
 public:
  NodeTable(Program& program, std::vector<source::Span>& spans) : program_(program), spans_(spans) {}
  NodeId intern(Node node, source::Span span);  // the node equal to this one, or a new one

 private:
  Program& program_;
  std::vector<source::Span>& spans_;
  std::unordered_multimap<std::size_t, std::uint32_t> known_;  // looked up only, never walked
};

class Lowering {
 public:
  explicit Lowering(const check::Library& library) : library_(library), branches_(library), nodes_(out_.program, out_.node_spans) {}
  Lowered run();

 private:
  // lower.cpp
  void facts_and_types();
  void definitions();
  void rules();
  void policies();
  void add_rule(const check::Rule& rule, EditionId edition);
  std::vector<CriterionId> criteria(const std::vector<check::Criterion>& list, Section section, RuleId rule);
  CriterionId criterion(const check::Criterion& one, Section section, RuleId rule);
  TextTemplate text(const check::Text& from);
  GrantLine grant_line(const check::GrantLine& from);
  Place place(const check::Expr& expr, const std::string& name);
  Type type(const check::Type& from);
  void codes();
  void records();
  std::optional<UnitId> unit(const check::Unit& from);
  void mentions(const check::Expr& expr, std::vector<bool>& seen, std::vector<FactId>& facts,
                std::vector<std::uint32_t>& definitions);

  // expressions.cpp
  NodeId expression(const check::Expr& expr, Reading reading = Reading::assumed);
  NodeId group(const check::Expr& expr, Reading reading);
  NodeId documented(const check::Expr& expr);
  NodeId comparison_with_span(const check::Expr& expr, Reading reading);
  NodeId limit(NodeId from, const check::Expr& duration, Reading reading);
  NodeId compared(const check::Expr& expr, Reading reading);
  NodeId comparison(const check::Expr& expr, Reading reading);
  NodeId negated_comparison(const check::Expr& expr, Reading reading);
  void matches(const check::Expr& expr, Reading reading, std::vector<NodeId>& found);
  NodeId operation(const check::Expr& expr, Reading reading);

  // lists.cpp
  NodeId field(const check::Expr& expr, Reading reading);
  NodeId list(const check::Expr& expr, Reading reading);
  NodeId some_match(const check::Expr& expr, Reading reading);
  ScopeId scope_of(const check::Expr& expr);
  std::vector<NodeId> record_operands(const check::Expr& expr, Reading reading, ScopeId scope);
  using RecordDefinitionKey = std::tuple<RecordId, std::uint32_t, ScopeId, ScopeId, Reading>;
  RecordDefinitionKey record_definition_key(const check::Expr& expr, Reading reading) const;
  NodeId record_definition(const check::Expr& expr, Reading reading);
  template <class Lower>
  auto for_record(const check::Expr& expr, Lower lower);  // of form record_definition: its value, for its record

  std::pair<NodeId, NodeId> span_of(const check::Expr& expr, Reading reading);
  void read_as_recorded(std::uint32_t definition);
  NodeId effective(NodeId condition, const std::optional<NodeId>& unless, Section section, source::Span span);
  NodeId logic(Op op, std::vector<NodeId> operands, source::Span span, std::int64_t quantity = 0);

  const check::Library& library_;
  const check::Branches branches_;
  Lowered out_;
  NodeTable nodes_;
  std::vector<std::optional<NodeId>> definition_nodes_[2];                    // by reading
  std::vector<std::optional<std::pair<NodeId, NodeId>>> definition_spans_[2];
  std::vector<std::vector<FactId>> definition_facts_;                         // every fact below a definition
  std::map<check::LoopId, ScopeId> loops_;                                    // of the loops around; kOwnRecord: in a record's definition
  ScopeId scope_{};                                                           // the innermost of them
  struct Mentions {
    std::vector<FactId> facts;
    std::vector<std::uint32_t> definitions;
  };
  std::map<std::pair<RecordId, std::uint32_t>, Mentions> record_mentions_;    // of definitions of records
  // Definitions of records by type, place, the loop that they are read in, the loop they stand in, and the reading: once each.
  std::map<RecordDefinitionKey, NodeId> record_definition_nodes_;
  std::map<RecordDefinitionKey, std::vector<NodeId>> record_definition_matches_;
  std::map<std::pair<std::uint32_t, Reading>, std::vector<NodeId>> definition_matches_;
};

template <class Lower>
auto Lowering::for_record(const check::Expr& expr, Lower lower) {
  const check::RecordDefinition& definition = library_.records[expr.list.record.index].definitions[expr.definition];
  const auto found = loops_.find(check::kOwnRecord);
  const ScopeId around = found == loops_.end() ? ScopeId{} : found->second;
  loops_[check::kOwnRecord] = loops_.at(expr.loop);
  auto lowered = lower(definition.value);
  loops_[check::kOwnRecord] = around;
  return lowered;
}

}  // namespace precept::lower
