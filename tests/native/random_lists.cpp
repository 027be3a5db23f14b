// Random tables, codes and operations over lists, as parts of random Programs.
#include "tests/native/program_maker.hpp"

namespace precept::testing {

constexpr std::size_t kDepthMax = 3;

const Nodes& ProgramMaker::any_pool() {
  const std::array<const Nodes*, 10> pools = {&here_.truths, &here_.regions, &here_.wide, &here_.scales, &here_.numbers,
                                              &here_.dates,  &here_.months,  &here_.days, &here_.codes[0], &here_.codes[1]};
  return *dice_.pick(pools);
}

const Nodes& ProgramMaker::ordered_pool() {
  const std::array<const Nodes*, 5> pools = {&here_.scales, &here_.numbers, &here_.dates, &here_.months, &here_.days};
  return *dice_.pick(pools);
}

// A table of a few rows, some with an `otherwise`.
void ProgramMaker::add_table() {
  const Nodes& pool = any_pool();
  Node node;
  node.op = Op::pick;
  const std::size_t rows = 1 + dice_.below(4);
  for (std::size_t row = 0; row < rows; ++row) {
    node.operands.push_back(pick(here_.truths));
    node.operands.push_back(pick(pool));
  }
  if (dice_.chance(50)) node.operands.push_back(pick(pool));
  node.type = type_of(node.operands[1]);
  for (std::size_t place = 3; place <= node.operands.size(); place += 2) {
    const Type& other = type_of(node.operands[std::min(place, node.operands.size() - 1)]);
    if (is_number(node.type.kind) && other.kind != node.type.kind) node.type.kind = TypeKind::number;
    node.type.is_signed = node.type.is_signed || other.is_signed;
  }
  add(node);
}

void ProgramMaker::add_code_truth() {
  const std::uint32_t system = static_cast<std::uint32_t>(dice_.below(2));
  Node node;
  node.op = dice_.chance(60) ? Op::code_in : Op::code_equal;
  node.operands = {pick(here_.codes[system])};
  if (node.op == Op::code_equal) {
    node.operands.push_back(pick(here_.codes[system]));
  } else {
    do node.codes.index = static_cast<std::uint32_t>(dice_.below(program_.code_lists.size()));
    while (program_.code_list(node.codes).system.index != system);
  }
  add(node);
}

// ---- lists -----------------------------------------------------------------------------------------------------------
std::size_t ProgramMaker::depth() const {
  std::size_t depth = 0;
  for (ScopeId scope = scope_; scope != ScopeId{}; scope = program_.scope(scope).parent) ++depth;
  return depth;
}

// Over a list of the case, or of any record around.
std::vector<Scope> ProgramMaker::loops_from_here() const {
  std::vector<Scope> loops;
  for (std::uint32_t fact = 0; fact < program_.facts.size(); ++fact) {
    if (program_.facts[fact].type.kind != TypeKind::list) continue;
    Scope& loop = loops.emplace_back();
    loop.fact = FactId{fact};
    loop.record = program_.facts[fact].type.record;
  }
  for (ScopeId around = scope_; around != ScopeId{}; around = program_.scope(around).parent) {
    const auto& fields = program_.record(program_.scope(around).record).fields;
    for (std::uint32_t field = 0; field < fields.size(); ++field) {
      if (fields[field].type.kind != TypeKind::list) continue;
      Scope loop;
      loop.owner = around;
      loop.field = field;
      loop.record = fields[field].type.record;
      loops.insert(loops.end(), 2, loop);
    }
  }
  for (Scope& loop : loops) loop.parent = scope_;
  return loops;
}

// Operations over one list share a scope, or have one each.
ScopeId ProgramMaker::loop_of(const Scope& scope) {
  const auto same = std::find(program_.scopes.begin(), program_.scopes.end(), scope);
  if (same != program_.scopes.end() && dice_.chance(60))
    return ScopeId{static_cast<std::uint32_t>(same - program_.scopes.begin()) + 1};
  program_.scopes.push_back(scope);
  pools_of_.push_back(here_);
  return ScopeId{static_cast<std::uint32_t>(program_.scopes.size())};
}

void ProgramMaker::add_fields(ScopeId loop) {
  const auto& fields = program_.record(program_.scope(loop).record).fields;
  for (std::uint32_t field = 0; field < fields.size(); ++field) {
    if (fields[field].type.kind == TypeKind::list) continue;
    Node node;
    node.op = dice_.chance(70) ? Op::field : Op::field_recorded;
    node.type = fields[field].type;
    node.field = field;
    add(node);
  }
}

void ProgramMaker::give_operands(Node& node) {
  node.operands = {pick(here_.truths)};
  const OperandClass operands = row_of(node.op).operands;
  if (operands == OperandClass::record_truths) node.operands.push_back(pick(here_.truths));
  if (operands == OperandClass::record_value)
    node.operands.push_back(pick(node.op == Op::list_distinct ? any_pool() : ordered_pool()));
  if (operands == OperandClass::record_number) node.operands.push_back(pick(numeric_pool()));
  if (operands == OperandClass::record_latest || operands == OperandClass::record_latest_truth) {
    node.operands.push_back(pick(here_.dates));
    node.operands.push_back(pick(operands == OperandClass::record_latest ? any_pool() : here_.truths));
  }
  const Type& last = type_of(node.operands.back());
  if (row_of(node.op).result == ResultClass::value) node.type = last;
  const bool of_members = last.kind == TypeKind::choice || last.kind == TypeKind::scale;
  if (node.op == Op::list_distinct && of_members && dice_.chance(50))
    node.members = (dice_.next() | 1) & all_members(program_, last.enumeration);
}

void ProgramMaker::add_list_operation() {
  if (depth() == kDepthMax) return;
  std::vector<Scope> loops = loops_from_here();
  Node node;
  constexpr std::size_t first = static_cast<std::size_t>(Op::list_some);
  node.op = static_cast<Op>(first + dice_.below(static_cast<std::size_t>(Op::list_exact) - first + 1));
  node.list = loop_of(dice_.pick(loops));
  node.type = plain(row_of(node.op).result == ResultClass::count ? TypeKind::count : TypeKind::truth);
  if (row_of(node.op).arity != 0) {
    const ScopeId around = scope_;
    Pools pools = std::move(here_);
    here_ = pools_of_[node.list.index - 1];
    scope_ = node.list;
    add_fields(node.list);
    for (std::int64_t i = dice_.between(2, 7); i > 0; --i) add_operation();
    if (dice_.chance(70)) add_comparison();
    give_operands(node);
    pools_of_[node.list.index - 1] = std::move(here_);
    here_ = std::move(pools);
    scope_ = around;
  }
  add(node);
}

}  // namespace precept::testing
