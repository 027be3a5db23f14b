// Strict JSON by a loop over states: no recursion, so depth costs nothing; no numbers are converted.
#include "runtime/facts/json_text.hpp"

#include <algorithm>
#include <array>

#include "runtime/facts/utf8.hpp"

namespace precept {
namespace {

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '+' || c == '-';
}

// Bytes at which the scan of a string must stop and look: quote, backslash, control characters; and (flagged) non-ASCII.
constexpr auto kStringByte = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < 256; ++i)
    table[i] = static_cast<std::uint8_t>(i < 0x20 || i == '"' || i == '\\' ? 1 : i >= 0x80 ? 2 : 0);
  return table;
}();

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class JsonTextReader {
 public:
  JsonTextReader(std::string_view text, std::size_t start, JsonDocument& document)
      : text_(text), at_(start), document_(document) {}

  void read() {
    bool more = value();
    while (more && depth_ > 0) more = after_value();
    document_.end = at_;
    if (!more) close_all();
  }

 private:
  struct StringRead {
    std::string_view text;
    std::optional<JsonProblemKind> problem;
    std::uint32_t problem_offset = 0;
  };

  std::uint32_t here() const { return static_cast<std::uint32_t>(at_); }
  bool at_end() const { return at_ >= text_.size(); }
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  bool stop(std::size_t offset, std::string message) {
    document_.stop = JsonStop{static_cast<std::uint32_t>(offset), std::move(message)};
    return false;
  }

  std::uint32_t add(JsonKind kind) {
    const auto index = static_cast<std::uint32_t>(document_.nodes.size());
    document_.nodes.push_back({kind, index + 1, here(), key_, {}});
    if (key_problem_) {
      document_.problems.push_back({*key_problem_, index, key_problem_offset_});
      key_problem_.reset();
    }
    key_ = {};
    return index;
  }

  void problem(JsonProblemKind kind, std::uint32_t node, std::uint32_t offset) {
    document_.nodes[node].kind = JsonKind::bad;
    document_.problems.push_back({kind, node, offset});
  }

  // One value, or the opening of one. False: the reading ends here.
  bool value() {
    for (;;) {
      skip_space();
      if (at_end()) return stop(at_, "the text ends where a value was expected");
      const char c = text_[at_];
      if (c == '"') return string_value();
      if (is_digit(c) || c == '-') return number_value();
      if (c != '{' && c != '[') return is_word(c) ? word_value() : stop(at_, "expected a value" + found());
      if (depth_ == kJsonNestingMax) return skip_deep();
      stack_[static_cast<std::size_t>(depth_++)] = add(c == '{' ? JsonKind::object : JsonKind::array);
      ++at_;
      skip_space();
      if (!at_end() && text_[at_] == (c == '{' ? '}' : ']')) return close();
      if (c == '{' && !key()) return false;
    }
  }

  // After a value inside an array or object.
  bool after_value() {
    skip_space();
    const bool in_object = document_.nodes[stack_[static_cast<std::size_t>(depth_ - 1)]].kind == JsonKind::object;
    if (at_end())
      return stop(
          at_, in_object ? "the text ends inside an object: `}` is missing" : "the text ends inside a list: `]` is missing");
    const char c = text_[at_];
    if (c == (in_object ? '}' : ']')) return close();
    if (c != ',') return stop(at_, (in_object ? "expected `,` or `}`" : "expected `,` or `]`") + found());
    ++at_;
    skip_space();
    if (!at_end() && (text_[at_] == '}' || text_[at_] == ']')) return stop(at_, "a `,` stands before the closing bracket");
    return (!in_object || key()) && value();
  }

  bool key() {
    skip_space();
    if (at_end()) return stop(at_, "the text ends inside an object: `}` is missing");
    if (text_[at_] != '"') return stop(at_, "expected a name in quotes" + found());
    StringRead read;
    if (!string(read)) return false;
    key_ = read.text;
    key_problem_ = read.problem;
    key_problem_offset_ = read.problem_offset;
    skip_space();
    if (at_end() || text_[at_] != ':') return stop(at_, "expected `:` after the name" + found());
    ++at_;
    return true;
  }

  bool close() {
    const std::uint32_t node = stack_[static_cast<std::size_t>(--depth_)];
    document_.nodes[node].next = static_cast<std::uint32_t>(document_.nodes.size());
    if (document_.nodes[node].kind == JsonKind::object) check_keys(node);
    ++at_;
    return true;
  }

  void close_all() {
    document_.open_node = depth_ > 0 ? stack_[static_cast<std::size_t>(depth_ - 1)] : 0;
    for (int i = 0; i < depth_; ++i) {
      document_.unfinished.push_back(stack_[static_cast<std::size_t>(i)]);
      document_.nodes[stack_[static_cast<std::size_t>(i)]].next = static_cast<std::uint32_t>(document_.nodes.size());
    }
  }

  void check_keys(std::uint32_t object) {
    const auto& nodes = document_.nodes;
    const std::uint32_t end = nodes[object].next;
    std::size_t members = 0;
    for (std::uint32_t i = object + 1; i < end; i = nodes[i].next) ++members;
    if (members <= 24) {
      for (std::uint32_t i = object + 1; i < end; i = nodes[i].next)
        for (std::uint32_t j = object + 1; j < i; j = nodes[j].next)
          if (nodes[i].key == nodes[j].key) {
            document_.problems.push_back({JsonProblemKind::duplicate_key, i, nodes[i].offset});
            break;
          }
      return;
    }
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = object + 1; i < end; i = nodes[i].next) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return nodes[a].key < nodes[b].key; });
    for (std::size_t i = 1; i < order.size(); ++i)
      if (nodes[order[i]].key == nodes[order[i - 1]].key)
        document_.problems.push_back({JsonProblemKind::duplicate_key, order[i], nodes[order[i]].offset});
  }

  bool string_value() {
    const std::uint32_t node = add(JsonKind::string);
    StringRead read;
    if (!string(read)) return false;
    document_.nodes[node].text = read.text;
    if (read.problem) problem(*read.problem, node, read.problem_offset);
    return true;
  }

  // At the opening quote. Scans to the closing one; unescapes only where there is something to unescape.
  bool string(StringRead& read) {
    const std::size_t open = at_++;
    const std::size_t first = at_;
    bool escapes = false, wide = false;
    for (;; ++at_) {
      while (at_ < text_.size() && kStringByte[static_cast<unsigned char>(text_[at_])] == 0) ++at_;
      if (at_end()) return stop(open, "a string is not closed");
      const char c = text_[at_];
      if (c == '"') break;
      if (c == '\n') return stop(open, "a string is not closed on its line (write a line break as `\\n`)");
      if (c == '\\') {
        escapes = true;
        if (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') ++at_;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        note(read, JsonProblemKind::bad_string, at_);
      } else {
        wide = true;
      }
    }
    read.text = text_.substr(first, at_ - first);
    ++at_;
    if (wide && !is_utf8(read.text)) note(read, JsonProblemKind::bad_utf8, first);
    if (escapes && !read.problem) unescape(read, first);
    return true;
  }

  static void note(StringRead& read, JsonProblemKind kind, std::size_t offset) {
    if (read.problem) return;
    read.problem = kind;
    read.problem_offset = static_cast<std::uint32_t>(offset);
  }

  void unescape(StringRead& read, std::size_t first) {
    const std::string_view raw = read.text;
    auto buffer = std::make_unique<char[]>(raw.size());
    char* out = buffer.get();
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] != '\\') {
        *out++ = raw[i];
        continue;
      }
      const std::size_t escape = i++;
      constexpr std::string_view kEscapes = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
      if (const auto which = kEscapes.find(raw[i]); which != std::string_view::npos) {
        *out++ = kMeanings[which];
        continue;
      }
      const auto point = raw[i] == 'u' ? code_point(raw, i) : std::nullopt;
      if (!point) return note(read, JsonProblemKind::bad_string, first + escape);
      out = append_utf8(out, *point);
    }
    read.text = {buffer.get(), static_cast<std::size_t>(out - buffer.get())};
    document_.unescaped.push_back(std::move(buffer));
  }

  // `i` is at the `u`; left at the last digit that was used.
  static std::optional<std::uint32_t> code_point(std::string_view raw, std::size_t& i) {
    const auto four = [&](std::size_t from) -> std::optional<std::uint32_t> {
      if (from + 4 > raw.size()) return std::nullopt;
      std::uint32_t value = 0;
      for (std::size_t k = from; k < from + 4; ++k) {
        const int digit = hex_digit(raw[k]);
        if (digit < 0) return std::nullopt;
        value = value * 16 + static_cast<std::uint32_t>(digit);
      }
      return value;
    };
    const auto first = four(i + 1);
    if (!first || (*first >= 0xDC00 && *first <= 0xDFFF)) return std::nullopt;
    i += 4;
    if (*first < 0xD800 || *first > 0xDBFF) return first;
    if (i + 2 >= raw.size() || raw[i + 1] != '\\' || raw[i + 2] != 'u') return std::nullopt;
    const auto second = four(i + 3);
    if (!second || *second < 0xDC00 || *second > 0xDFFF) return std::nullopt;
    i += 6;
    return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
  }

  bool number_value() {
    const std::size_t first = at_;
    const auto digits = [&] {
      const std::size_t from = at_;
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
      return at_ - from;
    };
    const auto next_is = [&](char c) { return at_ < text_.size() && text_[at_] == c; };
    const std::uint32_t node = add(JsonKind::number);
    if (next_is('-')) ++at_;
    const bool zero = next_is('0');
    const std::size_t whole = digits();
    bool good = whole == 1 || (whole > 1 && !zero);
    if (good && next_is('.')) {
      ++at_;
      good = digits() > 0;
    }
    if (good && (next_is('e') || next_is('E'))) {
      ++at_;
      if (next_is('+') || next_is('-')) ++at_;
      good = digits() > 0;
    }
    if (!good || (at_ < text_.size() && is_word(text_[at_]))) {
      while (at_ < text_.size() && is_word(text_[at_])) ++at_;
      problem(JsonProblemKind::bad_word, node, static_cast<std::uint32_t>(first));
    }
    document_.nodes[node].text = text_.substr(first, at_ - first);
    return true;
  }

  bool word_value() {
    const std::size_t first = at_;
    const std::uint32_t node = add(JsonKind::null);
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    const std::string_view word = text_.substr(first, at_ - first);
    document_.nodes[node].text = word;
    if (word == "true")
      document_.nodes[node].kind = JsonKind::yes;
    else if (word == "false")
      document_.nodes[node].kind = JsonKind::no;
    else if (word != "null")
      problem(JsonProblemKind::bad_word, node, static_cast<std::uint32_t>(first));
    return true;
  }

  // Past the brackets that are nested too deep, counting them only.
  bool skip_deep() {
    const std::uint32_t node = add(JsonKind::bad);
    document_.problems.push_back({JsonProblemKind::too_deep, node, here()});
    std::size_t open = 0;
    do {
      if (at_end()) return stop(at_, "the text ends inside brackets that are not closed");
      const char c = text_[at_];
      if (c == '"') {
        StringRead ignored;
        if (!string(ignored)) return false;
        continue;
      }
      if (c == '{' || c == '[') ++open;
      if (c == '}' || c == ']') --open;
      ++at_;
    } while (open > 0);
    return true;
  }

  std::string found() const {
    if (at_end()) return ", and the text ends";
    const char c = text_[at_];
    if (c == '/' || c == '#') return " (JSON has no comments)";
    if (c == '\'') return " (JSON strings stand in double quotes)";
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) return {};
    return std::string(", found `") + c + "`";
  }

  std::string_view text_;
  std::size_t at_;
  JsonDocument& document_;
  std::array<std::uint32_t, kJsonNestingMax> stack_{};
  int depth_ = 0;
  std::string_view key_;
  std::optional<JsonProblemKind> key_problem_;
  std::uint32_t key_problem_offset_ = 0;
};

}  // namespace

void JsonDocument::clear() {
  nodes.clear();
  problems.clear();
  stop.reset();
  open_node = 0;
  unfinished.clear();
  end = 0;
  unescaped.clear();
}

void read_json(std::string_view text, std::size_t start, JsonDocument& document) {
  document.clear();
  JsonTextReader(text, start, document).read();
}

std::size_t skip_json_space(std::string_view text, std::size_t start) noexcept {
  while (start < text.size() && is_space(text[start])) ++start;
  return start;
}

std::string json_path(const JsonDocument& document, std::uint32_t root, std::uint32_t node) {
  std::string path;
  const auto& nodes = document.nodes;
  for (std::uint32_t parent = root; parent != node;) {
    std::size_t position = 0;
    std::uint32_t child = parent + 1;
    while (nodes[child].next <= node) {
      child = nodes[child].next;
      ++position;
    }
    if (nodes[parent].kind == JsonKind::array) {
      path += '[' + std::to_string(position) + ']';
    } else {
      if (!path.empty()) path += '.';
      path += is_utf8(nodes[child].key) ? nodes[child].key : std::string_view("?");
    }
    parent = child;
  }
  if (path.size() <= kJsonPathBytesMax) return path;
  std::size_t end = kJsonPathBytesMax;  // never inside a character
  while ((static_cast<unsigned char>(path[end]) & 0xC0) == 0x80) --end;
  return path.substr(0, end) + "…";
}

}  // namespace precept
