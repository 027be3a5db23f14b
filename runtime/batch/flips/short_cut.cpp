// Facts that one side reads otherwise, or alone, are looked for cell by cell: a row that says nothing there is read alike.
#include "runtime/batch/flips/short_cut.hpp"

#include <algorithm>

namespace precept::batch {
namespace {

constexpr std::string_view kNoReading;

std::string_view reading(const Dependence& of, const ColumnUse& use) {
  const auto found = of.readings.find(use.key);
  return found == of.readings.end() ? kNoReading : std::string_view(found->second);
}

bool is_text(CellKind kind) { return kind == CellKind::text || kind == CellKind::json; }

}  // namespace

ShortCut::ShortCut(const Deciding& before, const Deciding& after) : plan_(before.input) {
  const Dependence was = dependence_of(before.program, before.policy), is = dependence_of(after.program, after.policy);
  for (const auto& [name, text] : was.services)
    if (const auto other = is.services.find(name); other != is.services.end() && other->second == text) services_.push_back(name);
  const Deciding* const sides[] = {&before, &after};
  for (int side = 0; side < 2; ++side) {
    const auto& uses = sides[side]->input.uses;
    const auto& others = sides[1 - side]->input.uses;
    for (std::size_t i = 0; i < uses.size(); ++i) {
      const ColumnUse& use = uses[i];
      const bool is_shared = std::any_of(others.begin(), others.end(), [&](const ColumnUse& other) {
        return other.column == use.column && other.place == use.place && other.key == use.key && other.end == use.end &&
               other.kind == use.kind;
      });
      if (!is_shared || reading(was, use) != reading(is, use)) unlike_[side].push_back({i, is_text(sides[side]->input.columns[use.column].kind)});
    }
  }
  const auto service = std::find_if(plan_.uses.begin(), plan_.uses.end(), [](const ColumnUse& use) {
    return use.place == CellPlace::request_part && use.key == "service";
  });
  usable_ = service != plan_.uses.end() && plan_.columns[service->column].kind == CellKind::text;
  service_use_ = static_cast<std::size_t>(service - plan_.uses.begin());
}

bool ShortCut::says(const TableChunk& chunk, const std::vector<Unlike>& uses, std::size_t row) {
  return std::any_of(uses.begin(), uses.end(), [&](const Unlike& one) {
    const TableChunk::Cells& cells = chunk.columns[one.use];
    return cells.is_valid(row) && !(one.is_text && static_cast<const TextCell*>(cells.values)[row].length == 0);
  });
}

bool ShortCut::applies(const TableChunk& before, const TableChunk& after, std::size_t row) const {
  if (!usable_ || services_.empty() || before.problem_of(row) != nullptr) return false;
  const TableChunk::Cells& cells = before.columns[service_use_];
  if (!cells.is_valid(row)) return false;
  std::string_view name = static_cast<const TextCell*>(cells.values)[row].view();
  if (const Mapping::Codes* codes = plan_.uses[service_use_].codes)
    if (const auto code = codes->find(name); code != codes->end()) {
      if (!code->second) return false;
      name = *code->second;
    }
  return std::binary_search(services_.begin(), services_.end(), name) && !says(before, unlike_[0], row) &&
         !says(after, unlike_[1], row);
}

}  // namespace precept::batch
