// One pass over the text, field by field.
#include "compiler/source/csv.hpp"

#include <utility>

namespace precept::source {

namespace {

class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  Csv read() {
    while (at_ < text_.size() && !csv_.open_quote) record();
    return std::move(csv_);
  }

 private:
  bool at_line_end() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

  void record() {
    std::vector<CsvField> fields{field()};
    while (!csv_.open_quote && at_ < text_.size() && text_[at_] == separator_) {
      ++at_;
      fields.push_back(field());
    }
    if (csv_.open_quote) return;
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    const bool empty_line = fields.size() == 1 && fields[0].begin == fields[0].end;
    if (!empty_line) csv_.records.push_back(std::move(fields));
  }

  CsvField field() {
    CsvField out;
    out.begin = static_cast<std::uint32_t>(at_);
    if (at_ < text_.size() && text_[at_] == '"') quoted(out.text);
    while (!at_line_end() && text_[at_] != separator_) out.text += text_[at_++];
    out.end = static_cast<std::uint32_t>(at_);
    return out;
  }

  // Two quotes within quotes are one.
  void quoted(std::string& out) {
    const auto opens = static_cast<std::uint32_t>(at_++);
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        out += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        out += text_[at_++];
      } else {
        ++at_;
        return;
      }
    }
    csv_.open_quote = opens;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  Csv csv_;
};

}  // namespace

Csv read_csv(std::string_view text, char separator) { return CsvReader(text, separator).read(); }

}  // namespace precept::source
