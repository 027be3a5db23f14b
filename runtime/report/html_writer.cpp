// Escaping and balancing.
#include "runtime/report/html_writer.hpp"

#include <fmt/core.h>

namespace precept {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// The character at `at`, which moves past it; kReplacement for one byte that begins none (too long a form, a surrogate, a
// number past the last, a sequence cut off).
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xF0 && first < 0xF8   ? 3
                           : first >= 0xE0 && first < 0xF0 ? 2
                           : first >= 0xC0 && first < 0xE0 ? 1
                                                           : 0;
  if (more == 0 || at + more > text.size()) return kReplacement;
  char32_t character = first & (0x3F >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return kReplacement;
    character = character << 6 | (byte(at + i) & 0x3F);
  }
  static constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (character < kLeast[more] || surrogate || character > 0x10FFFF) return kReplacement;
  at += more;
  return character;
}

bool is_blank(char32_t c) { return c <= 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }

// Marks of direction, and what has no width at all. The joiners of Arabic and Indic writing (U+200C, U+200D) are left.
bool is_hidden(char32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

std::string_view entity(char32_t c) {
  switch (c) {
    case U'&':
      return "&amp;";
    case U'<':
      return "&lt;";
    case U'>':
      return "&gt;";
    case U'"':
      return "&quot;";
    case U'\'':
      return "&#39;";
    default:
      return {};
  }
}

// What becomes of blanks, and of the characters of markup.
enum class Blanks : std::uint8_t { joined, kept };
enum class Markup : std::uint8_t { escaped, as_it_is };

std::string shown(std::string_view text, Blanks blanks, Markup markup) {
  std::string out;
  bool after_blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_character(text, at);
    if (is_blank(c)) {
      if (blanks == Blanks::kept)
        out += c == U'\t' ? "  " : " ";
      else if (!after_blank)
        out += ' ';
      after_blank = true;
      continue;
    }
    after_blank = false;
    if (const std::string_view escaped = entity(c); !escaped.empty() && markup == Markup::escaped)
      out += escaped;
    else if (is_hidden(c))
      out += fmt::format("[U+{:04X}]", static_cast<std::uint32_t>(c));
    else if (c == kReplacement)
      out += "\xEF\xBF\xBD";
    else
      out += text.substr(start, at - start);
  }
  return out;
}

}  // namespace

std::string html_escaped(std::string_view text) { return shown(text, Blanks::joined, Markup::escaped); }

std::string html_escaped_source(std::string_view line) { return shown(line, Blanks::kept, Markup::escaped); }

std::string html_visible(std::string_view text) { return shown(text, Blanks::joined, Markup::as_it_is); }

HtmlWriter& HtmlWriter::open(std::string_view tag, const Attributes& attributes) {
  out_.append("<").append(tag);
  for (const auto& [name, value] : attributes) {
    out_.append(" ").append(name);
    if (!value.empty()) out_.append("=\"").append(html_escaped(value)).append("\"");
  }
  out_ += '>';
  open_.emplace_back(tag);
  return *this;
}

HtmlWriter& HtmlWriter::close() {
  if (open_.empty()) return *this;
  out_.append("</").append(open_.back()).append(">");
  open_.pop_back();
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  out_ += html_escaped(text);
  return *this;
}

HtmlWriter& HtmlWriter::source(std::string_view line) {
  out_ += html_escaped_source(line);
  return *this;
}

HtmlWriter& HtmlWriter::prose(std::string_view text) {
  while (!text.empty()) {
    const std::size_t first = text.find('`');
    const std::size_t second = first == std::string_view::npos ? first : text.find('`', first + 1);
    if (second == std::string_view::npos) break;
    this->text(text.substr(0, first)).element("code", text.substr(first + 1, second - first - 1));
    text.remove_prefix(second + 1);
  }
  return this->text(text);
}

HtmlWriter& HtmlWriter::line_end() {
  out_ += '\n';
  return *this;
}

HtmlWriter& HtmlWriter::element(std::string_view tag, std::string_view text, const Attributes& attributes) {
  return open(tag, attributes).text(text).close();
}

HtmlWriter& HtmlWriter::markup(std::string_view made) {
  out_ += made;
  return *this;
}

std::string HtmlWriter::take() {
  while (!open_.empty()) close();
  return std::move(out_);
}

}  // namespace precept
