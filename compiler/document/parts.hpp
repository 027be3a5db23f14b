// What pages have in common: their frame, tables, texts with links, guideline text as written.
// In: the library, a writer. Out: markup. Never here: which page has what.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/document/library.hpp"
#include "runtime/report/html_writer.hpp"

namespace precept::site {

// A page: opened by its making, closed by `end`. The title is its first heading.
class PageWriter {
 public:
  PageWriter(const Library& library, std::string name, const std::string& title);
  Page end();

  HtmlWriter& html() { return html_; }
  const Library& library() const { return library_; }

  void lead(std::string_view text);  // a paragraph below the title
  void section(std::string_view title, std::string_view id);
  void section_end();
  void note(std::string_view text);

  void table(std::string_view caption, std::initializer_list<std::string_view> columns, std::string_view look = {});
  void table_end();
  void row(std::string_view id = {});
  void row_end();
  void row_head(std::string_view text);
  void cell(std::string_view text);

  void link(std::string_view text, const std::string& target);  // the text alone where there is no target
  // An expression or a line of a guideline file, each name that is declared a link. `source`: of which file.
  void code(std::string_view text, std::uint32_t source);
  void code_line(std::string_view line, std::uint32_t source, bool in_text);
  // The declaration around a place, or the header, as it was written, line by line.
  void written(const source::Span& place);
  std::string_view written_text(const source::Span& place) const;
  // A text with what it names in links.
  void text_of(const TextTemplate& text, std::uint32_t source);

 private:
  const Library& library_;
  std::string name_;
  HtmlWriter html_;
};

// The same without markup: "the injury is from (date of injury)".
std::string plain_text_of(const Program& program, const TextTemplate& text);

// "(page 126; ODG, chapter 3)", or empty.
std::string cited(const std::string& pages, const std::vector<std::string>& cites);

// The names that stand in a stretch of guideline text, outside of texts and comments, each once, in order.
std::vector<std::string> names_in(std::string_view text);

}  // namespace precept::site
