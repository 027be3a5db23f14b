// One pass for the rows, a second one for names where there are none: see the header.
#include "runtime/batch/case_rows.hpp"

#include <algorithm>
#include <set>

#include "runtime/values/nearest.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kEditsMax = 3;

// Every chunk of the plan's columns, until `visit` says false.
template <class Visit>
bool for_each_chunk(TableEngine& tables, const TableSource& source, const InputPlan& plan, std::string& error, Visit visit) {
  std::vector<std::size_t> wanted;
  for (const ColumnUse& use : plan.uses) wanted.push_back(use.column);
  const auto reader = tables.read(source, plan.columns, wanted, error);
  if (!reader) return false;
  while (const auto chunk = reader->next(error))
    if (!visit(*chunk)) return true;
  return error.empty();
}

// The few nearest of all that are offered; of equally near ones the first.
class Nearest {
 public:
  explicit Nearest(const std::string& wanted) : wanted_(normal_name(wanted)) {}

  void offer(const std::string& name) {
    const std::size_t most = kept_.size() < kNearestMax ? kEditsMax : kept_.back().first - 1;
    if (kept_.size() == kNearestMax && kept_.back().first == 0) return;
    const std::size_t distance = edit_distance(wanted_, normal_name(name), most);
    if (distance > most) return;
    for (const auto& [_, kept] : kept_)
      if (kept == name) return;
    const auto place = std::upper_bound(kept_.begin(), kept_.end(), distance,
                                        [](std::size_t one, const auto& other) { return one < other.first; });
    kept_.insert(place, {distance, name});
    if (kept_.size() > kNearestMax) kept_.pop_back();
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [_, name] : kept_) names.push_back(name);
    return names;
  }

 private:
  const std::string wanted_;
  std::vector<std::pair<std::size_t, std::string>> kept_;  // ascending by distance
};

}  // namespace

std::optional<CaseRows> find_case(TableEngine& tables, const TableSource& source, const InputPlan& plan,
                                  const std::string& case_id, std::optional<std::int64_t> request, std::string& error) {
  CaseRows found;
  std::set<std::int64_t> requests;
  const bool read = for_each_chunk(tables, source, plan, error, [&](const TableChunk& chunk) {
    for (std::size_t row = 0; row < chunk.rows; ++row) {
      ++found.looked_at;
      if (chunk.problem_of(row) != nullptr) {
        ++found.unreadable;
        continue;
      }
      const RowKey key = row_key(plan, chunk, row);
      if (key.case_id != case_id || (request && key.request != *request)) continue;
      CaseRow one{found.looked_at, key, {}, key.request != 0 && !requests.insert(key.request).second, {}};
      row_case(plan, chunk, row, one.case_json);
      found.rows.push_back(std::move(one));
    }
    return true;
  });
  if (!read) return std::nullopt;
  if (!found.rows.empty()) return found;
  InputPlan names;
  names.columns = plan.columns;
  for (const ColumnUse& use : plan.uses)
    if (use.place <= CellPlace::request_number) names.uses.push_back(use);
  Nearest nearest(case_id);
  if (!for_each_chunk(tables, source, names, error, [&](const TableChunk& chunk) {
        for (std::size_t row = 0; row < chunk.rows; ++row)
          if (const RowKey key = row_key(names, chunk, row); !key.case_id.empty()) nearest.offer(key.case_id);
        return true;
      }))
    return std::nullopt;
  found.nearest = nearest.names();
  return found;
}

std::optional<CaseRows> find_row(TableEngine& tables, const TableSource& source, const InputPlan& plan, std::int64_t number,
                                 std::string& error) {
  CaseRows found;
  const bool read = for_each_chunk(tables, source, plan, error, [&](const TableChunk& chunk) {
    const auto count = static_cast<std::int64_t>(chunk.rows);
    if (found.looked_at + count < number) return found.looked_at += count, true;
    const auto row = static_cast<std::size_t>(number - found.looked_at - 1);
    CaseRow one{number, row_key(plan, chunk, row), {}, false, {}};
    if (const RowProblem* problem = chunk.problem_of(row)) one.problem = *problem;
    row_case(plan, chunk, row, one.case_json);
    found.rows.push_back(std::move(one));
    return false;
  });
  if (!read) return std::nullopt;
  if (found.rows.empty() || found.rows.front().key.case_id.empty() || found.rows.front().key.request == 0) return found;
  const RowKey key = found.rows.front().key;
  auto all = find_case(tables, source, plan, key.case_id, key.request, error);  // an earlier row may be the same request
  if (!all) return std::nullopt;
  std::erase_if(all->rows, [&](const CaseRow& row) { return row.number != number; });
  return all;
}

}  // namespace precept::batch
