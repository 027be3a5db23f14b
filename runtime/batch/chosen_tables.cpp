// Hashes of cases and of rows: see the header. Which column holds the case comes from the plan, whose uses are the columns
// read.
#include "runtime/batch/chosen_tables.hpp"

#include <algorithm>
#include <charconv>
#include <queue>
#include <utility>

#include "runtime/batch/row_text.hpp"
#include "runtime/program/sha256.hpp"

namespace precept::batch {
namespace {

constexpr std::uint64_t kSeed = 0x9ae16a3b2f90404f;  // fixed: the same cases are chosen wherever and whenever

std::uint64_t mixed(std::uint64_t state) {
  state = (state ^ (state >> 33)) * 0xff51afd7ed558ccd;
  state = (state ^ (state >> 33)) * 0xc4ceb9fe1a85ec53;
  return state ^ (state >> 33);
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t state = kSeed;
  for (const char c : text) state = (state ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return mixed(state);
}

// Of a row that does not say which case it is of: by its number.
std::uint64_t row_hash(const InputPlan& plan, const TableChunk& chunk, std::size_t row, std::int64_t number) {
  const RowKey key = row_key(plan, chunk, row);
  return hash_of(key.case_id.empty() ? "row " + std::to_string(number) : key.case_id);
}

std::size_t width_of(CellKind kind) {
  return kind == CellKind::truth                                  ? 1
         : kind == CellKind::date                                 ? 4
         : kind == CellKind::integer || kind == CellKind::decimal ? 8
                                                                  : 0;
}

// A row as bytes that no other row has.
void append_row(const InputPlan& plan, const TableChunk& chunk, std::size_t row, std::string& out) {
  for (std::size_t i = 0; i < chunk.columns.size(); ++i) {
    const TableChunk::Cells& cells = chunk.columns[i];
    if (!cells.is_valid(row)) {
      out += '\0';
      continue;
    }
    out += '\1';
    const std::size_t width = width_of(plan.columns[plan.uses[i].column].kind);
    if (width > 0) {
      out.append(static_cast<const char*>(cells.values) + row * width, width);
      continue;
    }
    const std::string_view text = static_cast<const TextCell*>(cells.values)[row].view();
    out += std::to_string(text.size()) + ":";
    out += text;
  }
  out += chunk.is_left_out(row) ? '\3' : '\2';
}

class Reader final : public TableReader {
 public:
  struct Limit {
    bool all;
    std::uint64_t below;
    std::int64_t number;
  };
  Reader(std::unique_ptr<TableReader> rows, const InputPlan& plan, Limit limit, ShardNames* names,
         std::shared_ptr<std::atomic<std::int64_t>> rows_read)
      : rows_(std::move(rows)), plan_(plan), limit_(limit), names_(names), rows_read_(std::move(rows_read)) {}

  std::unique_ptr<TableChunk> next(std::string& error) override {
    auto chunk = rows_->next(error);
    if (!chunk) {
      if (error.empty() && names_ != nullptr && next_row_ % names_->shard_rows() != 0) pass(error);
      return nullptr;
    }
    if (!limit_.all) choose(*chunk);
    if (names_ != nullptr && !name(*chunk, error)) return nullptr;
    if (names_ == nullptr) next_row_ += static_cast<std::int64_t>(chunk->rows);
    if (rows_read_) *rows_read_ += static_cast<std::int64_t>(chunk->rows);
    return chunk;
  }

 private:
  void choose(TableChunk& chunk) const {
    chunk.left_out.resize(chunk.rows);
    for (std::size_t row = 0; row < chunk.rows; ++row) {
      if (chunk.left_out[row]) continue;
      const std::int64_t number = next_row_ + static_cast<std::int64_t>(row);
      const std::uint64_t hash = row_hash(plan_, chunk, row, number);
      chunk.left_out[row] = hash > limit_.below || (hash == limit_.below && number > limit_.number);
    }
  }

  bool name(const TableChunk& chunk, std::string& error) {
    std::string bytes;
    for (std::size_t row = 0; row < chunk.rows; ++row) {
      append_row(plan_, chunk, row, bytes);
      if (bytes.size() > (1 << 16)) hash_.add(bytes), bytes.clear();
      if (++next_row_ % names_->shard_rows() != 0) continue;
      hash_.add(bytes);
      bytes.clear();
      if (!pass(error)) return false;
    }
    hash_.add(bytes);
    return true;
  }

  bool pass(std::string& error) {
    const bool known =
        names_->pass((next_row_ - 1) / names_->shard_rows(), "sha256:" + std::exchange(hash_, Sha256()).hex());
    if (!known) error = "the query gives other rows, or in another order, than when the run began; run into a new folder";
    return known;
  }

  std::unique_ptr<TableReader> rows_;
  const InputPlan& plan_;
  const Limit limit_;
  ShardNames* const names_;
  const std::shared_ptr<std::atomic<std::int64_t>> rows_read_;
  std::int64_t next_row_ = 0;
  Sha256 hash_;
};

}  // namespace

std::optional<Sample> read_sample(std::string_view text) {
  Sample sample;
  const bool is_share = text.ends_with('%');
  if (is_share) text.remove_suffix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  std::string_view decimals = text.substr(std::min(point + 1, text.size()));
  if (digits.empty() || digits.size() > 15 || decimals.size() > 6 ||
      (point < text.size() && (decimals.empty() || !is_share)))
    return std::nullopt;
  digits += decimals;
  if (is_share) digits.append(6 - decimals.size(), '0');
  std::int64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || number <= 0) return std::nullopt;
  if (!is_share) return sample.rows = number, sample;
  if (static_cast<std::uint64_t>(number) > Sample::kSampleParts) return std::nullopt;
  return sample.parts = static_cast<std::uint64_t>(number), sample;
}

void ShardNames::expect(std::int64_t shard, const std::string& name) {
  const std::lock_guard lock(mutex_);
  expected_[shard] = name;
}

std::string ShardNames::name_of(std::int64_t shard) const {
  const std::lock_guard lock(mutex_);
  const auto found = passed_.find(shard);
  return found == passed_.end() ? "" : found->second;
}

bool ShardNames::pass(std::int64_t shard, std::string name) {
  const std::lock_guard lock(mutex_);
  const auto expected = expected_.find(shard);
  if (expected != expected_.end() && expected->second != name) return false;
  passed_[shard] = std::move(name);
  return true;
}

bool ChosenTables::prepare(const TableSource& source, std::string& error) {
  all_ = !sample_.is_asked();
  if (sample_.parts) {
    below_ = UINT64_MAX / Sample::kSampleParts * *sample_.parts;
    all_ = *sample_.parts == Sample::kSampleParts;
  }
  if (!sample_.rows) return true;
  std::vector<std::size_t> wanted;
  for (const ColumnUse& use : plan_.uses) wanted.push_back(use.column);
  TableSource quiet = source;
  quiet.bytes_read.reset();
  const auto reader = other_.read(quiet, plan_.columns, wanted, error);
  if (!reader) return false;
  std::priority_queue<std::pair<std::uint64_t, std::int64_t>> least;
  std::int64_t first = 0;
  while (const auto chunk = reader->next(error)) {
    for (std::size_t row = 0; row < chunk->rows; ++row) {
      if (chunk->is_left_out(row)) continue;
      const std::int64_t number = first + static_cast<std::int64_t>(row);
      const std::pair place(row_hash(plan_, *chunk, row, number), number);
      if (static_cast<std::int64_t>(least.size()) < *sample_.rows)
        least.push(place);
      else if (place < least.top())
        least.pop(), least.push(place);
    }
    first += static_cast<std::int64_t>(chunk->rows);
  }
  all_ = static_cast<std::int64_t>(least.size()) < *sample_.rows;
  if (!least.empty()) std::tie(below_, number_) = least.top();
  return error.empty();
}

std::unique_ptr<TableReader> ChosenTables::read(const TableSource& source, const std::vector<TableColumn>& columns,
                                                const std::vector<std::size_t>& wanted, std::string& error) {
  auto reader = other_.read(source, columns, wanted, error);
  const bool as_planned = wanted.size() == plan_.uses.size() &&
                          std::equal(wanted.begin(), wanted.end(), plan_.uses.begin(),
                                     [](std::size_t column, const ColumnUse& use) { return column == use.column; });
  if (!reader || !as_planned) return reader;
  return std::make_unique<Reader>(std::move(reader), plan_, Reader::Limit{all_, below_, number_}, names_, rows_read_);
}

}  // namespace precept::batch
