// Lines with their places in the source, and the comments that go with them.
// In: lines as the printer makes them. Out: the text of a file. Never here: what the lines say.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/ast.hpp"

namespace precept::ast {

inline constexpr std::size_t kLineWidth = 110;  // in code points; a single long word may pass it

std::size_t width_of(std::string_view text);  // in code points

class Layout {
 public:
  // A new line for what stands at `at` in the source. `apart`: a blank line before it, and after what came before.
  void line(std::size_t indent, std::string_view words, Span at, bool apart = false);
  // A new line that goes on with the one before.
  void go_on(std::size_t indent, std::string_view words);
  // The `end` of what began `indent` deep and ends with `whole`.
  void close(std::size_t indent, Span whole);
  void add(std::string_view words);  // to the last line
  // A quoted text, wrapped at its spaces; what is wrapped stands `indent` deep.
  void add_text(std::string_view text, std::size_t indent);
  bool fits(std::string_view words) const;  // behind what stands on the last line
  bool fits(std::size_t width) const;
  std::size_t column() const;
  void blank_after() { blank_after_ = true; }  // the next line stands apart

  // The lines with the comments put back: those on a line of their own before what follows them, the others behind their
  // line.
  std::string text(const std::vector<Comment>& comments, std::string_view source) const;

 private:
  struct Line {
    std::size_t indent = 0;
    std::string words;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool goes_on = false;
    bool closes = false;
    bool apart = false;
  };
  struct Attached {
    std::vector<std::vector<const Comment*>> before;  // by line
    std::vector<const Comment*> behind;               // by line; null where there is none
    std::vector<const Comment*> last;
  };
  Attached attach(const std::vector<Comment>& comments) const;
  bool ends_item(std::size_t line) const { return line + 1 == lines_.size() || !lines_[line + 1].goes_on; }
  std::vector<Line> lines_;
  bool blank_after_ = false;
};

}  // namespace precept::ast
