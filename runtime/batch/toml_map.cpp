// TOML in, JSON out: see the header. A tree is built, so that a table may be written in several places, and no name twice.
#include "runtime/batch/toml_map.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "runtime/facts/json_writer.hpp"
#include "runtime/facts/utf8.hpp"

namespace precept::batch {
namespace {

constexpr int kDepthMax = 16;

struct Item {
  enum class Kind : unsigned char { table, list, text, plain } kind = Kind::table;
  std::string text;                                                  // of text; of plain, as JSON writes it
  std::vector<std::pair<std::string, std::unique_ptr<Item>>> items;  // of a list without names
  bool is_closed = false;                                            // an inline table
  bool has_header = false;                                           // [name] was written
};

Item* find(Item& table, const std::string& name) {
  for (auto& [known, item] : table.items)
    if (known == name) return item.get();
  return nullptr;
}

Item& add(Item& table, std::string name) {
  table.items.emplace_back(std::move(name), std::make_unique<Item>());
  return *table.items.back().second;
}

void put_utf8(std::string& out, std::uint32_t point) {
  std::array<char, 4> bytes{};
  out.append(bytes.data(), append_utf8(bytes.data(), point));
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  bool read(Item& root) {
    Item* table = &root;
    while (skip_lines()) {
      if (!(peek() == '[' ? header(root, table) : member(*table))) return false;
      skip_blanks();
      if (peek() == '#') skip_comment();
      if (at_ < text_.size() && peek() != '\n' && peek() != '\r') return fail("something stands behind the value");
    }
    return true;
  }
  std::string message() const { return fmt::format("line {}: {}", line_, why_); }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool fail(std::string why) { return why_ = std::move(why), false; }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }
  void skip_comment() {
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
  }
  // To the next thing that is written; false at the end.
  bool skip_lines() {
    for (; at_ < text_.size(); ++at_) {
      if (peek() == '#') skip_comment();
      if (at_ == text_.size()) return false;
      if (peek() == '\n')
        ++line_;
      else if (peek() != ' ' && peek() != '\t' && peek() != '\r')
        return true;
    }
    return false;
  }

  bool name(std::string& out) {
    if (peek() == '"' || peek() == '\'') return string(out);
    const auto is_plain = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    const std::size_t begin = at_;
    while (is_plain(peek())) ++at_;
    out = text_.substr(begin, at_ - begin);
    return !out.empty() || fail("a name is missing; one with blanks or signs in it stands in quotes");
  }

  bool names(std::vector<std::string>& out) {
    while (true) {
      skip_blanks();
      out.emplace_back();
      if (!name(out.back())) return false;
      skip_blanks();
      if (peek() != '.') return true;
      ++at_;
    }
  }

  // All but the last of the names, made where they are not there.
  Item* walk(Item& from, const std::vector<std::string>& path, std::size_t steps) {
    Item* table = &from;
    for (std::size_t i = 0; i < steps; ++i) {
      Item* next = find(*table, path[i]);
      if (next == nullptr) next = &add(*table, path[i]);
      if (next->kind != Item::Kind::table || next->is_closed)
        return fail(fmt::format("\"{}\" is no table that can be added to", path[i])), nullptr;
      table = next;
    }
    return table;
  }

  bool header(Item& root, Item*& table) {
    ++at_;
    if (peek() == '[') return fail("lists of tables, [[...]], are no part of a map");
    std::vector<std::string> path;
    if (!names(path)) return false;
    if (peek() != ']') return fail("`]` is missing");
    ++at_;
    table = walk(root, path, path.size());
    if (table == nullptr) return false;
    if (std::exchange(table->has_header, true)) return fail(fmt::format("the table \"{}\" is begun twice", path.back()));
    return true;
  }

  bool member(Item& table) {
    std::vector<std::string> path;
    if (!names(path)) return false;
    if (peek() != '=') return fail(fmt::format("`=` is missing after \"{}\"", path.back()));
    ++at_;
    Item* parent = walk(table, path, path.size() - 1);
    if (parent == nullptr) return false;
    if (find(*parent, path.back()) != nullptr) return fail(fmt::format("\"{}\" stands twice", path.back()));
    skip_blanks();
    return value(add(*parent, path.back()));
  }

  bool value(Item& item) {
    if (peek() == '"' || peek() == '\'') return item.kind = Item::Kind::text, string(item.text);
    if (peek() == '[' || peek() == '{') {
      if (++depth_ > kDepthMax) return fail("lists and tables are nested too deep");
      const bool read = peek() == '[' ? list(item) : inline_table(item);
      --depth_;
      return read;
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::string_view(" \t\r\n,]}#").find(peek()) == std::string_view::npos) ++at_;
    item.kind = Item::Kind::plain;
    item.text = text_.substr(begin, at_ - begin);
    if (item.text == "true" || item.text == "false") return true;
    const std::string_view digits = std::string_view(item.text).substr(item.text.starts_with('-') ? 1 : 0);
    const bool is_whole = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos &&
                          (digits.size() == 1 || digits[0] != '0');
    return is_whole || fail("a value is a \"text\" in quotes, a whole number, true, false, a [list] or a {table}");
  }

  bool list(Item& item) {
    item.kind = Item::Kind::list;
    ++at_;
    while (skip_lines()) {
      if (peek() == ']') return ++at_, true;
      if (!value(add(item, ""))) return false;
      if (!skip_lines()) break;
      if (peek() == ',')
        ++at_;
      else if (peek() != ']')
        return fail("`,` or `]` is missing in a list");
    }
    return fail("`]` is missing at the end of a list");
  }

  bool inline_table(Item& item) {
    ++at_;
    skip_blanks();
    while (peek() != '}') {
      if (!member(item)) return false;
      skip_blanks();
      if (peek() == ',')
        ++at_, skip_blanks();
      else if (peek() != '}')
        return fail("`}` is missing");
    }
    item.is_closed = true;
    return ++at_, true;
  }

  bool string(std::string& out) {
    const char quote = text_[at_++];
    if (peek() == quote && at_ + 1 < text_.size() && text_[at_ + 1] == quote)
      return fail("texts of several lines are no part of a map");
    for (; at_ < text_.size() && peek() != '\n'; ++at_) {
      if (peek() == quote) return ++at_, true;
      if (quote == '"' && peek() == '\\') {
        if (!escape(out)) return false;
      } else {
        out += peek();
      }
    }
    return fail("a quote is not closed");
  }

  bool escape(std::string& out) {
    ++at_;
    constexpr std::string_view kLetters = "btnfr\"\\", kMeant = "\b\t\n\f\r\"\\";
    if (const auto found = kLetters.find(peek()); found != std::string_view::npos) return out += kMeant[found], true;
    const std::size_t digits = peek() == 'u' ? 4 : peek() == 'U' ? 8 : 0;
    std::uint32_t point = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      ++at_;
      constexpr std::string_view kDigits = "0123456789abcdef";
      const char c = peek() >= 'A' && peek() <= 'F' ? static_cast<char>(peek() - 'A' + 'a') : peek();
      const auto digit = kDigits.find(c);
      if (digit == std::string_view::npos || point > 0x10FFFF) return fail("an escape is not of hexadecimal digits");
      point = point * 16 + static_cast<std::uint32_t>(digit);
    }
    if (digits == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return fail("there is no such escape");
    return put_utf8(out, point), true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1, depth_ = 0;
  std::string why_;
};

void write(const Item& item, JsonWriter& json) {
  switch (item.kind) {
    case Item::Kind::table:
      json.begin_object();
      for (const auto& [name, member] : item.items) json.key(name), write(*member, json);
      json.end_object();
      break;
    case Item::Kind::list:
      json.begin_array();
      for (const auto& [name, member] : item.items) write(*member, json);
      json.end_array();
      break;
    case Item::Kind::text:
      json.string(item.text);
      break;
    case Item::Kind::plain:
      json.raw(item.text);
      break;
  }
}

}  // namespace

std::optional<std::string> toml_as_json(std::string_view text, std::string& error) {
  if (!is_utf8(text)) return error = "is not written in UTF-8", std::nullopt;
  Item root;
  Reader reader(text);
  if (!reader.read(root)) return error = reader.message(), std::nullopt;
  JsonWriter json(false);
  write(root, json);
  return json.text();
}

}  // namespace precept::batch
