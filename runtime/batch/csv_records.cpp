// Bytes in, cells out: see the header. Lines and cells are found by memchr; a line without quotes is cut without a look at
// each byte.
#include "runtime/batch/csv_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "runtime/facts/utf8.hpp"

namespace precept::batch {
namespace {

char* find(char* begin, char* end, char what) {
  return static_cast<char*>(std::memchr(begin, what, static_cast<std::size_t>(end - begin)));
}

std::size_t ascii_prefix(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + 8 <= text.size(); at += 8) {
    std::memcpy(&word, text.data() + at, 8);
    if ((word & kHigh) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

// What stands most often in the line outside quotes: a table of many columns and short rows would mislead who looks at all.
char delimiter_of(std::string_view line) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char delimiter : {',', ';', '\t', '|'}) {
    std::ptrdiff_t count = 0;
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      count += !quoted && c == delimiter ? 1 : 0;
    }
    if (count > most) most = count, best = delimiter;
  }
  return best;
}

}  // namespace

std::string as_utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t width = text[0] == 0 ? 5 : 1;
    while (width <= 4 && !is_utf8(text.substr(0, width))) ++width;
    if (width > 4)
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[0]));
    else
      out += text.substr(0, width);
    text.remove_prefix(width > 4 ? 1 : std::min(width, text.size()));
  }
  return out;
}

void CsvRecords::start_again() {
  block_.reset();
  at_ = end_ = nullptr;
  over_ = is_of_lines_ = false;
  line_ = record_line_ = 1;
}

bool CsvRecords::open_lines(const std::string& path, std::shared_ptr<std::atomic<std::int64_t>> counted,
                            std::string& error) {
  start_again();
  is_of_lines_ = true;
  return source_.open(path, TextEncoding::utf8, std::move(counted), error);
}

bool CsvRecords::open(const std::string& path, char delimiter, TextEncoding encoding,
                      std::shared_ptr<std::atomic<std::int64_t>> counted, std::string& error) {
  start_again();
  if (!source_.open(path, encoding, std::move(counted), error)) return false;
  char* line_end = nullptr;
  while ((line_end = at_ == nullptr ? nullptr : find(at_, end_, '\n')) == nullptr && !over_)
    if (!fill(error)) return false;
  std::string_view first(at_, static_cast<std::size_t>((line_end == nullptr ? end_ : line_end) - at_));
  if (first.ends_with('\r')) first.remove_suffix(1);
  if (first.find('\r') != std::string_view::npos && line_end == nullptr) {
    error = "has lines that end as old Macintosh programs end them; save it again as \"CSV UTF-8\"";
    return false;
  }
  delimiter_ = delimiter != 0 ? delimiter : delimiter_of(first);
  if (first.size() == 5 && first.starts_with("sep=")) {  // a spreadsheet's way of saying it
    delimiter_ = first[4];
    at_ = line_end == nullptr ? end_ : line_end + 1;
    ++line_;
  }
  return true;
}

// What is left moves to the front of a new block; cells of the old one stay where they are.
bool CsvRecords::fill(std::string& error) {
  const auto left = static_cast<std::size_t>(end_ - at_);
  if (left > kRecordBytesMax) {
    error = fmt::format("has no end of a line within {} MB from line {} on; is it CSV?", kRecordBytesMax >> 20, line_);
    return false;
  }
  auto block = std::make_shared<std::vector<char>>(left + block_bytes_);
  if (left > 0) std::memcpy(block->data(), at_, left);
  block_ = std::move(block);
  at_ = block_->data();
  const std::int64_t got = source_.read(at_ + left, block_bytes_, error);
  end_ = at_ + left + std::max<std::int64_t>(got, 0);
  over_ = got == 0;
  return got >= 0;
}

bool CsvRecords::next(std::string& error) {
  while (true) {
    if (at_ == end_ && over_) return false;
    record_line_ = line_;
    const Cut made = cut();
    if (made == Cut::more) {
      if (!fill(error)) return false;
      continue;
    }
    fault_ = made == Cut::wrong ? CsvFault::quotes : CsvFault::none;
    if (raw_.find_first_not_of(' ') == std::string_view::npos) continue;
    check_bytes();
    return true;
  }
}

// The line as the whole record: what at_ and raw_ become.
void CsvRecords::take_line(char* begin, char* line_end, bool has_line_end) {
  raw_ = {begin, static_cast<std::size_t>(line_end - begin)};
  if (raw_.ends_with('\r')) raw_.remove_suffix(1);
  at_ = line_end + (has_line_end ? 1 : 0);
  ++line_;
}

CsvRecords::Cut CsvRecords::cut() {
  cells_.clear();
  char* const begin = at_;
  char* const found = at_ == nullptr ? nullptr : find(begin, end_, '\n');
  if (found == nullptr && !over_) return Cut::more;
  char* const line_end = found == nullptr ? end_ : found;
  if (is_of_lines_) return take_line(begin, line_end, found != nullptr), Cut::done;
  if (find(begin, line_end, '"') != nullptr) {
    char* next = nullptr;
    const Cut made = cut_quoted(begin, next);
    if (made == Cut::more) return made;
    if (made == Cut::wrong) return cells_.clear(), take_line(begin, line_end, found != nullptr), made;
    raw_ = {begin, static_cast<std::size_t>(next - begin)};
    line_ += std::max<std::ptrdiff_t>(1, std::count(begin, next, '\n'));
    if (raw_.ends_with('\n')) raw_.remove_suffix(1);
    if (raw_.ends_with('\r')) raw_.remove_suffix(1);
    at_ = next;
    return made;
  }
  take_line(begin, line_end, found != nullptr);
  char* const end = begin + raw_.size();
  for (char* cell = begin;;) {
    char* const stop = find(cell, end, delimiter_);
    cells_.push_back({cell, static_cast<std::size_t>((stop == nullptr ? end : stop) - cell), false});
    if (stop == nullptr) return Cut::done;
    cell = stop + 1;
  }
}

// A record with a quote somewhere in its first line. A quote within a cell that does not begin with one is a letter.
CsvRecords::Cut CsvRecords::cut_quoted(char* begin, char*& next) {
  const bool is_long = static_cast<std::size_t>(end_ - begin) > kRecordBytesMax;
  const Cut unfinished = over_ || is_long ? Cut::wrong : Cut::more;
  char* line_end = begin;  // of the line that the cell begins in, or before the cell; null: there is none
  for (char* cell = begin;;) {
    char* stop = nullptr;
    if (cell < end_ && *cell == '"') {
      bool has_doubled = false;
      char* quote = find(cell + 1, end_, '"');
      while (quote != nullptr && quote + 1 < end_ && quote[1] == '"') has_doubled = true, quote = find(quote + 2, end_, '"');
      if (quote == nullptr || (quote + 1 == end_ && !over_)) return unfinished;
      cells_.push_back({cell + 1, static_cast<std::size_t>(quote - cell - 1), has_doubled});
      stop = quote + 1;
      if (stop < end_ && *stop == '\r') {
        if (stop + 1 == end_ && !over_) return unfinished;
        if (stop + 1 == end_ || stop[1] == '\n') ++stop;
      }
      if (stop < end_ && *stop != delimiter_ && *stop != '\n') return Cut::wrong;
    } else {
      if (line_end != nullptr && (line_end < cell || *line_end != '\n')) line_end = find(cell, end_, '\n');
      if (line_end == nullptr && !over_) return unfinished;
      char* const most = line_end == nullptr ? end_ : line_end;
      stop = find(cell, most, delimiter_);
      if (stop == nullptr) stop = most;
      auto length = static_cast<std::size_t>(stop - cell);
      if (stop == most && length > 0 && cell[length - 1] == '\r') --length;
      cells_.push_back({cell, length, false});
    }
    if (stop == end_ || *stop == '\n') {
      next = stop == end_ ? stop : stop + 1;
      return Cut::done;
    }
    cell = stop + 1;
  }
}

void CsvRecords::check_bytes() {
  if (fault_ != CsvFault::none) return;
  if (raw_.find('\0') != std::string_view::npos)
    fault_ = CsvFault::zero_byte;
  else if (!is_utf8(raw_.substr(ascii_prefix(raw_))))
    fault_ = CsvFault::encoding;
}

std::string_view CsvRecords::read_cell(std::size_t at) {
  const Cell& cell = cells_[at];
  if (!cell.has_doubled) return {cell.begin, cell.length};
  char* const end = cell.begin + cell.length;
  char* to = find(cell.begin, end, '"') + 1;
  for (char* from = to + 1; from < end;) {  // from behind the second of two quotes to behind the first of the next
    char* const quote = find(from, end, '"');
    char* const until = quote == nullptr ? end : quote + 1;
    std::memmove(to, from, static_cast<std::size_t>(until - from));
    to += until - from;
    from = quote == nullptr ? end : quote + 2;
  }
  return {cell.begin, static_cast<std::size_t>(to - cell.begin)};
}

}  // namespace precept::batch
