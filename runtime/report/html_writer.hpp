// HTML text out, element by element: always balanced, and nothing that is given as text or as an attribute's value can
// become markup, hide, or turn the order of what stands beside it.
// In and out: UTF-8. Never here: what a page says or looks like.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace precept {

// Safe between tags and inside a quoted attribute. Runs of white space and control characters (C0, C1, line separators)
// become one blank. Characters that turn the reading direction or cannot be seen are shown by their number, as [U+202E], so
// that a reader notices them. Bytes that are not UTF-8 become U+FFFD.
std::string html_escaped(std::string_view text);
// The same of one line of a guideline file: every blank stays, and a tab is two.
std::string html_escaped_source(std::string_view line);
// What either shows, before markup's own characters are escaped: for who must know how wide a text will be.
std::string html_visible(std::string_view text);

class HtmlWriter {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  // Tags and names of attributes are the page's own words, never text of a case. An attribute with an empty value is its
  // name alone.
  HtmlWriter& open(std::string_view tag, const Attributes& attributes = {});
  HtmlWriter& close();  // the element opened last
  HtmlWriter& text(std::string_view text);
  HtmlWriter& source(std::string_view line);  // html_escaped_source
  // Text in which what stands between two backticks is code.
  HtmlWriter& prose(std::string_view text);
  HtmlWriter& line_end();
  HtmlWriter& element(std::string_view tag, std::string_view text, const Attributes& attributes = {});
  // Markup that another writer made.
  HtmlWriter& markup(std::string_view made);

  // Everything; closes what is open.
  std::string take();

 private:
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace precept
