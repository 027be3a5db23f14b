// Diagnostics for people: the place, the source line with carets under what is meant, second places, hints.
// In: Diagnostics and their Sources. Out: text. What a source or a file name holds can never steer a terminal: what would,
// and what cannot be seen, is shown by its number, `[U+202E]`.
#include <algorithm>

#include "compiler/diagnostics/render.hpp"

namespace precept::diagnostics {
namespace {

constexpr std::size_t kShownWidth = 120;   // code points of a source line; more is cut around the place
constexpr std::size_t kShownBytes = 1000;  // of a line; the rest is not even looked at
constexpr std::size_t kTab = 4;

// One column as it is shown, and where in the line its code point stood.
struct Shown {
  std::size_t offset = 0;  // in the line
  std::string text;
};

bool steers(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x061C || (point >= 0x200B && point <= 0x200F) ||
         (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF;
}

// The code point at `at` and its length; U+FFFD and 1 where the bytes are none.
std::pair<char32_t, std::size_t> decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : byte(0) >= 0xC0 ? 2 : 0;
  if (length == 1) return {byte(0), 1};
  if (length == 0 || at + length > text.size()) return {0xFFFD, 1};
  auto point = static_cast<char32_t>(byte(0) & (0x7F >> length));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {0xFFFD, 1};
    point = (point << 6) | (byte(i) & 0x3F);
  }
  return {point, length};
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What stands for a code point that is not shown as it is: its number, and U+FFFD for bytes that are none.
std::string stand_in(char32_t point) {
  return point == 0xFFFD ? std::string(kReplacement) : fmt::format("[U+{:04X}]", static_cast<std::uint32_t>(point));
}

std::vector<Shown> shown_line(std::string_view line) {
  std::vector<Shown> result;
  for (std::size_t at = 0; at < line.size();) {
    const auto [point, length] = decode(line, at);
    if (point == '\t') {
      const std::size_t width = kTab - result.size() % kTab;
      for (std::size_t i = 0; i < width; ++i) result.push_back({at, " "});
    } else if (point == 0xFFFD) {
      result.push_back({at, stand_in(point)});
    } else if (steers(point)) {
      for (const char letter : stand_in(point)) result.push_back({at, std::string(1, letter)});
    } else {
      result.push_back({at, std::string(line.substr(at, length))});
    }
    at += length;
  }
  return result;
}

std::string harmless(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = decode(text, at);
    if (point == '\n' || point == '\t') {
      result += ' ';
    } else if (steers(point) || point == 0xFFFD) {
      result += stand_in(point);
    } else {
      result += text.substr(at, length);
    }
    at += length;
  }
  return result;
}

class TextRenderer {
 public:
  TextRenderer(const source::Sources& sources, bool colour) : sources_(sources), colour_(colour) {}

  std::string render(const Diagnostics& diagnostics) {
    for (const auto& diagnostic : diagnostics.list()) one(diagnostic);
    if (diagnostics.errors() + diagnostics.warnings() > diagnostics.list().size())
      text_ += fmt::format("{} more are not shown\n\n",
                           diagnostics.errors() + diagnostics.warnings() - diagnostics.list().size());
    if (diagnostics.errors() > 0) text_ += counted(diagnostics.errors(), "error");
    if (diagnostics.errors() > 0 && diagnostics.warnings() > 0) text_ += ", ";
    if (diagnostics.warnings() > 0) text_ += counted(diagnostics.warnings(), "warning");
    if (!text_.empty()) text_ += '\n';
    return std::move(text_);
  }

 private:
  static std::string counted(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
  }

  std::string coloured(std::string_view code, std::string_view words) const {
    return colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, words) : std::string(words);
  }

  void one(const Diagnostic& diagnostic) {
    const bool error = diagnostic.severity() == Severity::error;
    const std::string_view colour = error ? "1;31" : "1;33";
    const auto& row = row_of(diagnostic.code);
    text_ += coloured("1", place(diagnostic.span)) + ": " +
             coloured(colour, fmt::format("{} {}", error ? "error" : "warning", row.name)) + ": " +
             coloured("1", harmless(diagnostic.message)) + "\n";
    snippet(diagnostic.span, '^', "", colour, false);
    auto before = diagnostic.span;
    for (const auto& mark : diagnostic.marks) {
      if (mark.span.file != diagnostic.span.file) text_ += "  in " + place(mark.span) + "\n";
      snippet(mark.span, '-', harmless(mark.text), "1;34", same_line(before, mark.span));
      before = mark.span;
    }
    for (const auto& hint : diagnostic.hints) text_ += "  " + coloured("1;36", "help:") + " " + harmless(hint) + "\n";
    if (!diagnostic.example.empty()) example(diagnostic.example);
    text_ += '\n';
  }

  void example(std::string_view text) {
    text_ += "  " + coloured("1;36", "example that shows it:") + "\n";
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      text_ += "    " + harmless(text.substr(at, end - at)) + "\n";
      at = end + 1;
    }
  }

  std::string place(source::Span span) const {
    const auto* file = sources_.file(span.file);
    if (file == nullptr) return "?";
    const auto position = file->position(span.begin);
    return fmt::format("{}:{}:{}", harmless(file->path()), position.line, position.column);
  }

  bool same_line(source::Span left, source::Span right) const {
    const auto* file = sources_.file(left.file);
    if (left.file != right.file || file == nullptr) return false;
    const auto line = file->position(left.begin).line;
    return line == file->position(right.begin).line && file->line_text(line).size() <= kShownBytes;
  }

  // The line of a span's begin (unless it stands there already), and carets as far as the span reaches on it.
  void snippet(source::Span span, char caret, const std::string& label, std::string_view colour, bool line_shown) {
    if (sources_.file(span.file) == nullptr) return;
    const auto& file = *sources_.file(span.file);
    const auto number = file.position(span.begin).line;
    auto line = file.line_text(number);
    auto start = static_cast<std::size_t>(line.data() - file.text().data());
    const auto in_line =
        std::min(static_cast<std::size_t>(span.begin) - std::min<std::size_t>(start, span.begin), line.size());
    const bool cut_before = line.size() > kShownBytes && in_line > kShownBytes / 2;
    if (cut_before) {
      auto from_byte = in_line - kShownBytes / 2;
      while (from_byte < line.size() && (static_cast<unsigned char>(line[from_byte]) & 0xC0) == 0x80) ++from_byte;
      line.remove_prefix(from_byte);
      start += from_byte;
    }
    line = line.substr(0, kShownBytes);
    auto shown = shown_line(line);
    const auto column_of = [&](std::size_t offset) {
      const auto byte = offset > start ? offset - start : 0;
      return static_cast<std::size_t>(
          std::lower_bound(shown.begin(), shown.end(), byte,
                           [](const Shown& point, std::size_t at) { return point.offset < at; }) -
          shown.begin());
    };
    std::size_t from = column_of(span.begin);
    std::size_t to = std::max(column_of(std::min<std::size_t>(span.end, start + line.size())), from + 1);
    cut(shown, from, to);
    std::string words;
    for (const auto& point : shown) words += point.text;
    while (!words.empty() && words.back() == ' ') words.pop_back();
    if (!line_shown) text_ += fmt::format("{:>5} |{}{}\n", number, words.empty() ? "" : " ", words);
    text_ += "      | " + std::string(from, ' ') +
             coloured(colour, std::string(to - from, caret) + (label.empty() ? "" : " " + label)) + "\n";
  }

  // Leaves about kShownWidth code points around [from, to).
  static void cut(std::vector<Shown>& shown, std::size_t& from, std::size_t& to) {
    if (shown.size() <= kShownWidth) return;
    const std::size_t first = from > kShownWidth / 3 ? from - kShownWidth / 3 : 0;
    const std::size_t last = std::min(first + kShownWidth, shown.size());
    to = std::clamp(to, from + 1, std::max(last, from + 1));
    if (last < shown.size()) {
      shown.resize(last);
      for (int i = 0; i < 3; ++i) shown.push_back({0, "."});
    }
    if (first > 0) {
      shown.erase(shown.begin(), shown.begin() + static_cast<std::ptrdiff_t>(first));
      for (int i = 0; i < 3; ++i) shown.insert(shown.begin(), {0, "."});
      from = from - first + 3;
      to = to - first + 3;
    }
  }

  const source::Sources& sources_;
  bool colour_;
  std::string text_;
};

}  // namespace

std::string render_text(const Diagnostics& diagnostics, const source::Sources& sources, bool colour) {
  return TextRenderer(sources, colour).render(diagnostics);
}

}  // namespace precept::diagnostics
