// Values in, JSON text out: keys in the order they are written, the same bytes every time, no locale, no doubles.
// Compact (one line) or indented by two blanks. Never here: what the values mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

class JsonWriter {
 public:
  explicit JsonWriter(bool indented) : indented_(indented) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);  // escaped; what is not UTF-8 is replaced by U+FFFD
  JsonWriter& raw(std::string_view json);     // a number, or JSON that is already written
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  // A member at once.
  JsonWriter& member(std::string_view name, std::string_view text) { return key(name).string(text); }
  JsonWriter& member_unless_empty(std::string_view name, std::string_view text) {
    return text.empty() ? *this : member(name, text);
  }
  JsonWriter& member_strings(std::string_view name, const std::vector<std::string>& texts);

  const std::string& text() const { return out_; }

 private:
  void before_value();
  void open(char bracket);
  void close(char bracket);
  void line();

  std::string out_;
  std::vector<bool> has_items_;
  bool after_key_ = false;
  bool indented_;
};

}  // namespace precept
