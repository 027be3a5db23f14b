// Cells to changes of blank facts: see the header. Held to the whole case by tests/cli/run, cell for cell.
#include "runtime/batch/row_binder.hpp"

#include <algorithm>

#include "runtime/batch/row_text.hpp"
#include "runtime/facts/list_reader.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kRememberedMax = 1 << 16;  // different cells of a column; what goes beyond is read each time
constexpr std::size_t kRememberedBytesMax = 64;
constexpr std::int64_t kPlainMax = 100'000'000'000;  // numbers that cannot overflow millionths

std::vector<FactId> by_order(const Program& program) {
  const auto depth = [&](FactId id) {
    int steps = 0;
    for (auto start = program.fact(id).not_before; start; start = program.fact(*start).not_before) ++steps;
    return steps;
  };
  std::vector<FactId> order;
  for (std::uint32_t i = 0; i < program.facts.size(); ++i)
    if (program.facts[i].not_before) order.push_back({i});
  std::stable_sort(order.begin(), order.end(), [&](FactId a, FactId b) { return depth(a) < depth(b); });
  return order;
}

bool compares_codes(const Program& program) {
  return std::any_of(program.nodes.begin(), program.nodes.end(), [](const Node& node) { return node.op == Op::code_equal; });
}

bool is_amount(std::string_view key) { return key == "quantity" || key == "used" || key == "over" || key == "rate"; }
bool is_evidence(std::string_view key) {
  return key == "source" || key == "dated" || key == "page" || key == "administrator_guideline";
}

}  // namespace

bool is_plain_text(std::string_view text) {
  return text.size() < 7 || text.size() > 10 || text.find_first_not_of("0123456789-") != std::string_view::npos;
}

RowBinder::RowBinder(const Program& program, const InputPlan& plan, const CaseReader& reader)
    : program_(program), plan_(plan), reader_(reader), blank_(undocumented_facts(program)), not_before_(by_order(program)) {
  for (std::size_t i = 0; i < plan.uses.size(); ++i) {
    columns_.push_back(column_for(plan.uses[i]));
    if (columns_.back().way == Way::service) service_column_ = i;
  }
  request_.facts = blank_;
}

RowBinder::Column RowBinder::column_for(const ColumnUse& use) const {
  Column column;
  column.memory.resize(1);
  if (use.place == CellPlace::case_id || use.place == CellPlace::request_number) {
    column.way = Way::skip;
    return column;
  }
  for (std::uint32_t i = 0; i < program_.facts.size(); ++i)
    if (program_.facts[i].name == use.key && program_.facts[i].builtin == Builtin::none) column.facts.push_back({i});
  if (!use.end.empty() || use.kind == TypeKind::list || (use.kind == TypeKind::code && compares_codes(program_))) {
    column.way = Way::whole_case;
  } else if (column.facts.empty() && use.key == "service") {
    column.way = Way::service;
  } else if (column.facts.empty() && is_amount(use.key)) {
    column.way = Way::amount;
    column.memory.resize(program_.services.size());
  } else if (column.facts.empty() && is_evidence(use.key)) {
    column.way = Way::plain_text;
  } else if (is_numbered(use, column)) {
    column.way = plan_.columns[use.column].kind == CellKind::date ? Way::date : Way::number;
  } else if (use.kind == TypeKind::text && plan_.columns[use.column].kind == CellKind::text && use.codes == nullptr) {
    column.way = Way::text;
  }
  return column;
}

// Whether the column's numbers are the values of all its facts but for a factor.
bool RowBinder::is_numbered(const ColumnUse& use, Column& column) const {
  const TableColumn& table = plan_.columns[use.column];
  if (use.codes != nullptr || column.facts.empty()) return false;
  const TypeKind kind = program_.fact(column.facts.front()).type.kind;
  for (const FactId fact : column.facts)
    if (program_.fact(fact).type.kind != kind) return false;
  if (kind == TypeKind::date) return table.kind == CellKind::date;
  if (kind == TypeKind::months || kind == TypeKind::days) return table.kind == CellKind::integer;
  if (kind != TypeKind::count && kind != TypeKind::number) return false;
  if (table.kind != CellKind::integer && (table.kind != CellKind::decimal || table.scale > 6)) return false;
  column.factor = kOne;
  for (int i = 0; table.kind == CellKind::decimal && i < table.scale; ++i) column.factor /= 10;
  column.step = kind == TypeKind::count ? kOne : 1;
  return true;
}

bool RowBinder::bind(const TableChunk& chunk, std::size_t row) {
  start_again();
  Column& services = columns_[service_column_];
  if (services.way != Way::service || !chunk.columns[service_column_].is_valid(row)) return false;
  const Effect& service = effect_of(service_column_, chunk, row, services.memory.front(), {});
  if (!service.plain || !service.service) return false;
  request_.service = *service.service;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    const TableChunk::Cells& cells = chunk.columns[i];
    if (column.way == Way::skip || column.way == Way::service || !cells.is_valid(row)) continue;
    switch (column.way) {
      case Way::skip:
      case Way::service:
        break;
      case Way::number:
        if (!set_number(column, static_cast<const std::int64_t*>(cells.values)[row])) return false;
        break;
      case Way::date:
        if (!set_number(column, static_cast<const std::int32_t*>(cells.values)[row])) return false;
        break;
      case Way::text: {
        const std::string_view text = static_cast<const TextCell*>(cells.values)[row].view();
        if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) break;
        for (const FactId fact : column.facts) set(fact, Value{}, Value{}, FactState::documented);
        break;
      }
      case Way::plain_text:
        if (plan_.columns[plan_.uses[i].column].kind != CellKind::text ||
            !is_plain_text(static_cast<const TextCell*>(cells.values)[row].view()))
          return false;
        break;
      case Way::amount:
      case Way::remembered: {
        const bool amount = column.way == Way::amount;
        Memory& memory = column.memory[amount ? request_.service.index : 0];
        const Effect& effect = effect_of(
            i, chunk, row, memory, amount ? std::string_view(program_.service(request_.service).name) : std::string_view());
        if (!effect.plain) return false;
        apply(effect);
        break;
      }
      case Way::whole_case: {
        const bool blank = plan_.columns[plan_.uses[i].column].kind == CellKind::text &&
                           static_cast<const TextCell*>(cells.values)[row].view().empty();
        if (!blank) return false;
        break;
      }
    }
  }
  return keep_order();
}

const RowBinder::Effect& RowBinder::effect_of(std::size_t column, const TableChunk& chunk, std::size_t row, Memory& memory,
                                              std::string_view service) {
  const TableChunk::Cells& cells = chunk.columns[column];
  const ColumnUse& use = plan_.uses[column];
  std::string_view key;
  switch (plan_.columns[use.column].kind) {
    case CellKind::truth:
      key = {static_cast<const char*>(cells.values) + row, 1};
      break;
    case CellKind::integer:
    case CellKind::decimal:
      key = {static_cast<const char*>(cells.values) + row * 8, 8};
      break;
    case CellKind::date:
      key = {static_cast<const char*>(cells.values) + row * 4, 4};
      break;
    case CellKind::text:
    case CellKind::json:
      key = static_cast<const TextCell*>(cells.values)[row].view();
      break;
  }
  if (const auto found = memory.find(key); found != memory.end()) return found->second;
  Effect effect = read_alone(use, cell_case_json(plan_, chunk, column, row), service);
  if (memory.size() < kRememberedMax && key.size() <= kRememberedBytesMax)
    return memory.emplace(std::string(key), std::move(effect)).first->second;
  unremembered_ = std::move(effect);
  return unremembered_;
}

const RowBinder::Effect& RowBinder::effect_of(std::size_t column, const TableChunk& chunk, std::size_t row,
                                              ServiceId service) {
  const bool amount = columns_[column].way == Way::amount;
  return effect_of(column, chunk, row, columns_[column].memory[amount ? service.index : 0],
                   amount ? std::string_view(program_.service(service).name) : std::string_view());
}

// The case that says this cell and nothing else.
RowBinder::Effect RowBinder::read_alone(const ColumnUse& use, const std::string& cell, std::string_view service) const {
  Effect effect;
  if (cell.empty()) {
    effect.plain = use.key != "service";
    return effect;
  }
  const std::string name = "\"" + use.key + "\":" + cell;
  const std::string with =
      "\"service\":\"" + (service.empty() ? program_.services.front().name : std::string(service)) + "\"";
  std::string text = "{\"case\":\"-\",\"facts\":{";
  if (use.place == CellPlace::case_fact) text += name;
  text += "},\"requests\":[{";
  text += use.key == "service" ? name : use.place == CellPlace::request_part ? with + "," + name : with;
  const CasesRead read = reader_.read(text + "}]}");
  if (!read.errors.empty() || read.cases.size() != 1 || read.cases.front().requests.size() != 1) return effect;
  const Request& request = read.cases.front().requests.front();
  effect.plain = true;
  effect.service = request.service;
  effect.quantity = request.quantity;
  effect.used = request.used;
  effect.over = request.over;
  for (std::uint32_t i = 0; i < program_.facts.size(); ++i) {
    const Fact& fact = program_.facts[i];
    if (fact.builtin == Builtin::none && fact.name != use.key) continue;  // cut by its start: done for the whole row
    if (request.facts.values[i] == blank_.values[i] && request.facts.recorded[i] == blank_.recorded[i] &&
        request.facts.states[i] == blank_.states[i])
      continue;
    effect.changes.push_back({{i}, request.facts.values[i], request.facts.recorded[i], request.facts.states[i]});
  }
  return effect;
}

void RowBinder::apply(const Effect& effect) {
  for (const Change& change : effect.changes) set(change.fact, change.value, change.recorded, change.state);
  if (effect.quantity) request_.quantity = effect.quantity;
  if (effect.used) request_.used = effect.used;
  if (effect.over) request_.over = effect.over;
}

bool RowBinder::set_number(const Column& column, std::int64_t number) {
  if (number > kPlainMax || number < -kPlainMax) return false;
  const std::int64_t value = number * column.factor;
  if (value % column.step != 0) return false;
  for (const FactId fact : column.facts) {
    const Value whole = program_.fact(fact).whole;
    if (value < whole.lo || value > whole.hi) return false;
    set(fact, {value, value}, {value, value}, FactState::documented);
  }
  return true;
}

void RowBinder::set(FactId fact, Value value, Value recorded, FactState state) {
  request_.facts.values[fact.index] = value;
  request_.facts.recorded[fact.index] = recorded;
  request_.facts.states[fact.index] = state;
  touched_.push_back(fact);
}

bool RowBinder::keep_order() {
  CaseFacts& facts = request_.facts;
  for (const FactId id : not_before_) {
    touched_.push_back(id);
    const Value earliest = facts.values[program_.fact(id).not_before->index];
    if (!keep_after(earliest, facts.values[id.index], facts.recorded[id.index], facts.states[id.index])) return false;
  }
  return true;
}

void RowBinder::start_again() {
  for (const FactId fact : touched_) {
    request_.facts.values[fact.index] = blank_.values[fact.index];
    request_.facts.recorded[fact.index] = blank_.recorded[fact.index];
    request_.facts.states[fact.index] = blank_.states[fact.index];
  }
  touched_.clear();
  request_.quantity.reset();
  request_.used.reset();
  request_.over.reset();
}

}  // namespace precept::batch
