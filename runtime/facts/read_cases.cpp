// Finds the cases in a text (one object, a list, or one a line), has each bound, and says where each error stands.
#include "runtime/facts/read_cases.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cassert>

#include "runtime/facts/case_binder.hpp"
#include "runtime/facts/fact_errors.hpp"

namespace precept {
namespace {

// Line numbers of ascending offsets, in one pass over the text.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}
  int line_at(std::size_t offset) {
    if (offset < at_) at_ = 0, line_ = 1;
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    at_ = offset;
    return line_;
  }
  std::size_t column_at(std::size_t offset) const {  // in characters, from 1
    const std::size_t start = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
    const auto line = text_.substr(start == std::string_view::npos ? 0 : start + 1,
                                   offset - (start == std::string_view::npos ? 0 : start + 1));
    return 1 + static_cast<std::size_t>(std::count_if(
                   line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

class CasesReader {
 public:
  CasesReader(const CaseNames& names, std::string_view text, const std::string& file)
      : names_(names), text_(text), file_(file), lines_(text) {}

  CasesRead read() {
    if (text_.size() > kJsonBytesMax) {
      error(0, {}, {}, fact_error::not_json,
            fmt::format("the text is longer than {} bytes; write the cases one a line and split it", kJsonBytesMax));
      return std::move(result_);
    }
    std::size_t at = skip_json_space(text_, text_.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    if (at == text_.size()) error(at, {}, {}, fact_error::not_json, "the text is empty; expected a case");
    for (bool first = true; at < text_.size(); first = false) at = skip_json_space(text_, next(at, first));
    return std::move(result_);
  }

 private:
  // Reads what starts at `at`; gives where to go on.
  std::size_t next(std::size_t at, bool first) {
    ++number_;
    if (text_[at] != '{' && !(first && text_[at] == '[')) {
      const bool utf16 = first && (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF"));
      error(at, {}, {}, utf16 ? fact_error::bad_utf8 : fact_error::not_json,
            utf16   ? "the text is UTF-16; save it as UTF-8"
            : first ? "expected a case, `{ … }`, or a list of cases"
                    : "expected the next case, `{ … }`, or the end of the text");
      return next_line(at);
    }
    read_json(text_, at, document_);
    if (text_[at] == '[') return list();
    if (document_.stop) {
      stopped(0);
      return next_line(at);
    }
    const std::size_t end_of_line = std::min(text_.find('\n', document_.end), text_.size());
    if (const std::size_t rest = skip_json_space(text_, document_.end); rest < end_of_line) {
      error(rest, std::string(case_id_of(document_, 0)), {}, fact_error::not_json,
            fmt::format("something follows the case on its line, at column {}", lines_.column_at(rest)));
      return end_of_line;
    }
    one(0, 0);
    return document_.end;
  }

  std::size_t list() {
    const auto& nodes = document_.nodes;
    const bool cut = document_.stop.has_value();
    const std::uint32_t last = cut && document_.unfinished.size() > 1 ? document_.unfinished[1] : nodes[0].next;
    for (std::uint32_t i = 1; i < nodes[0].next && i != last; i = nodes[i].next) {
      one(0, i);
      ++number_;
    }
    if (cut) {
      stopped(last < nodes[0].next ? last : 0);
    } else if (const std::size_t rest = skip_json_space(text_, document_.end); rest < text_.size()) {
      error(rest, {}, {}, fact_error::not_json, "something follows the list of cases");
    }
    return text_.size();
  }

  // The next line that starts with `{`: where another case may begin after one that could not be read.
  std::size_t next_line(std::size_t at) const {
    for (at = text_.find('\n', at); at != std::string_view::npos; at = text_.find('\n', at + 1))
      if (at + 1 < text_.size() && text_[at + 1] == '{') return at + 1;
    return text_.size();
  }

  void stopped(std::uint32_t node) {
    const JsonStop stop = *document_.stop;
    const std::string id(case_id_of(document_, node));
    error(stop.offset, id, json_path(document_, id.empty() ? 0 : node, document_.open_node), fact_error::not_json,
          fmt::format("{}, at column {}", stop.message, lines_.column_at(stop.offset)));
  }

  void one(std::uint32_t root, std::uint32_t node) {
    BoundCase bound = bind_case(names_, document_, node);
    const std::string id = bound.bound.id;
    bound.bound.number = number_;
    const std::uint32_t from = id.empty() ? root : node;
    std::size_t said = 0;
    for (auto& failure : bound.failures) {
      if (said++ == kErrorsPerCaseMax) {
        error(document_.nodes[node].offset, id, {}, failure.what.code,
              fmt::format("{} more errors in this case", bound.failures.size() - kErrorsPerCaseMax));
        break;
      }
      error(document_.nodes[failure.what.node].offset, id, json_path(document_, from, failure.what.node), failure.what.code,
            std::move(failure.what.message), failure.request);
    }
    if (!bound.bound.requests.empty() || bound.failures.empty()) result_.cases.push_back(std::move(bound.bound));
  }

  void error(std::size_t offset, std::string id, std::string path, std::string_view code, std::string message,
             int request = 0) {
    FactError found;
    found.file = file_;
    found.line = lines_.line_at(offset);
    found.case_id = std::move(id);
    found.path = std::move(path);
    found.code = code;
    found.message = std::move(message);
    found.request = request;
    found.case_number = number_;
    result_.errors.push_back(std::move(found));
  }

  const CaseNames& names_;
  std::string_view text_;
  const std::string& file_;
  LineCounter lines_;
  JsonDocument document_;
  int number_ = 0;  // of the case that is being read
  CasesRead result_;
};

}  // namespace

struct CaseReader::Tables {
  explicit Tables(const Program& program) : names(program) {}
  CaseNames names;
};

CaseReader::CaseReader(const Program& program) : tables_(std::make_unique<const Tables>(program)) {}
CaseReader::~CaseReader() = default;
CaseReader::CaseReader(CaseReader&&) noexcept = default;
CaseReader& CaseReader::operator=(CaseReader&&) noexcept = default;

CasesRead CaseReader::read(std::string_view text, const std::string& file) const {
  return CasesReader(tables_->names, text, file).read();
}

}  // namespace precept
