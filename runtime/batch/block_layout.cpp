// How facts lie in memory, and what the different cells of a column say: of BlockReader, see its header.
#include <algorithm>

#include "runtime/batch/block_reader.hpp"
#include "runtime/facts/value_json.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kCodesMax = 1 << 16;  // different cells of a column; rows with others are read one by one
constexpr std::size_t kCellBytesMax = 64;

using native::ColumnForm;
using native::FactColumn;
using native::RawType;

std::string_view bytes_of(CellKind kind, const TableChunk::Cells& cells, std::size_t row) {
  const auto* bytes = static_cast<const char*>(cells.values);
  switch (kind) {
    case CellKind::truth:
      return {bytes + row, 1};
    case CellKind::integer:
    case CellKind::decimal:
      return {bytes + row * 8, 8};
    case CellKind::date:
      return {bytes + row * 4, 4};
    case CellKind::text:
    case CellKind::json:
      break;
  }
  return static_cast<const TextCell*>(cells.values)[row].view();
}

ColumnForm form_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::truth:
      return ColumnForm::truth;
    case TypeKind::choice:
    case TypeKind::scale:
      return ColumnForm::member;
    case TypeKind::code:
      return ColumnForm::bounds;
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::date:
    case TypeKind::months:
    case TypeKind::days:
    case TypeKind::text:
      return ColumnForm::exact;
    case TypeKind::list:
      break;
  }
  return ColumnForm::absent;
}

}  // namespace

BlockReader::BlockReader(const Program& program, const InputPlan& plan, RowBinder& binder, std::vector<bool> over_lists)
    : program_(program), plan_(plan), binder_(binder), over_lists_(std::move(over_lists)) {
  lay_out();
}

// ---- how facts lie ---------------------------------------------------------------------------------------------------
void BlockReader::lay_out() {
  facts_.facts.resize(program_.facts.size());
  rows_.resize(program_.facts.size());
  cut_.resize(program_.facts.size());
  alone_.resize(kBlockRows);
  services_.resize(kBlockRows);
  codes_.resize(kBlockRows);
  sayings_.resize(plan_.uses.size());
  amount_of_.resize(plan_.uses.size());
  for (std::uint32_t i = 0; i < program_.facts.size(); ++i)
    if (program_.facts[i].builtin != Builtin::none) lay_out({i});
  for (std::size_t i = 0; i < plan_.uses.size(); ++i) {
    const RowBinder::Column& column = binder_.columns()[i];
    Sayings& sayings = sayings_[i];
    const bool amount = column.way == Way::amount;
    sayings.codes.resize(amount ? program_.services.size() : 1);
    sayings.alone.assign(1, 0);
    sayings.service.assign(1, CellCodes::kNone);
    if (amount) {
      amount_of_[i] = amounts_.size();
      amounts_.emplace_back(kBlockRows);
    }
    for (const FactId fact : column.facts)
      if (column.way != Way::whole_case) lay_out(fact);
    if (column.way == Way::number || column.way == Way::date)
      for (const FactId id : column.facts) {
        FactColumn& fact = facts_.facts[id.index];
        fact.raw = column.way == Way::date ? RawType::i32 : RawType::i64;
        fact.scale = column.way == Way::date ? 1 : column.factor;
      }
  }
  for (const FactId fact : binder_.not_before())
    if (!program_.fact(fact).assumed) cut_[fact.index].assign(kBlockWords, 0);
}

void BlockReader::lay_out(FactId id) {
  const TypeKind kind = program_.fact(id).type.kind;
  FactColumn& fact = facts_.facts[id.index];
  Rows& rows = rows_[id.index];
  fact = {};
  fact.form = form_of(kind);
  rows.validity.assign(kBlockWords, 0);
  fact.validity = reinterpret_cast<const std::uint8_t*>(rows.validity.data());
  switch (fact.form) {
    case ColumnForm::truth:
      rows.bits.assign(kBlockWords, 0);
      fact.values = rows.bits.data();
      break;
    case ColumnForm::member:
      rows.members.assign(kBlockRows, 0);
      fact.values = rows.members.data();
      break;
    case ColumnForm::bounds:
    case ColumnForm::exact:
      rows.values.assign(kBlockRows, 0);
      fact.values = rows.values.data();
      if (fact.form == ColumnForm::exact) break;
      rows.highs.assign(kBlockRows, 0);
      fact.highs = rows.highs.data();
      break;
    case ColumnForm::absent:
    case ColumnForm::masks:
      break;
  }
}

// ---- what cells say --------------------------------------------------------------------------------------------------
std::uint32_t BlockReader::code_of(std::size_t column, const TableChunk& chunk, std::size_t row, std::uint32_t service) {
  Sayings& sayings = sayings_[column];
  const std::string_view bytes = bytes_of(plan_.columns[plan_.uses[column].column].kind, chunk.columns[column], row);
  const std::uint32_t code = sayings.codes[service].find(bytes);
  return code != CellCodes::kNone ? code : new_code(sayings, column, chunk, row, service);
}

// The code of a cell that was not seen before, or none where it is not kept.
std::uint32_t BlockReader::new_code(Sayings& sayings, std::size_t column, const TableChunk& chunk, std::size_t row,
                                    std::uint32_t service) {
  const std::string_view bytes = bytes_of(plan_.columns[plan_.uses[column].column].kind, chunk.columns[column], row);
  if (sayings.alone.size() >= kCodesMax || bytes.size() > kCellBytesMax) return CellCodes::kNone;
  const auto code = static_cast<std::uint32_t>(sayings.alone.size());
  const RowBinder::Effect& effect = binder_.effect_of(column, chunk, row, ServiceId{service});
  sayings.alone.push_back(effect.plain ? 0 : 1);
  sayings.service.push_back(effect.plain && effect.service ? effect.service->index : CellCodes::kNone);
  for (std::vector<Said>& said : sayings.said) said.emplace_back();
  if (effect.plain)
    for (const RowBinder::Change& change : effect.changes)
      if (!say(sayings, change)) sayings.alone.back() = 1;
  sayings.codes[service].add(bytes, code);
  return code;
}

// False where a column cannot hold it.
bool BlockReader::say(Sayings& sayings, const RowBinder::Change& change) {
  const Fact& fact = program_.fact(change.fact);
  const CaseFacts& blank = binder_.blank();
  if (change.state != FactState::documented)
    return change.value == blank.values[change.fact.index] && change.recorded == blank.recorded[change.fact.index] &&
           change.state == blank.states[change.fact.index];
  if (facts_.facts[change.fact.index].form == ColumnForm::absent || change.recorded != change.value ||
      !is_exact(fact.type, change.value))
    return false;
  std::size_t place = 0;
  while (place < sayings.facts.size() && sayings.facts[place] != change.fact) ++place;
  if (place == sayings.facts.size()) {
    for (const Sayings& other : sayings_)
      if (&other != &sayings && std::find(other.facts.begin(), other.facts.end(), change.fact) != other.facts.end())
        return false;  // two columns that speak of one fact
    sayings.facts.push_back(change.fact);
    sayings.said.emplace_back(sayings.alone.size());
  }
  sayings.said[place].back() = {1, change.value};
  return true;
}

}  // namespace precept::batch
