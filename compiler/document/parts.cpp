// The frame, tables, and text with links.
#include "compiler/document/parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/document/style.hpp"
#include "runtime/report/html_head.hpp"
#include "runtime/report/html_style.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

bool in_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '_';
}

// The stretches of a line of guideline text. `in_text`: it begins within a text that goes on from the line before.
struct Stretch {
  enum class Kind : std::uint8_t { word, text, comment, other } kind;
  std::string_view text;
};

std::vector<Stretch> stretches_of(std::string_view line, bool& in_text) {
  std::vector<Stretch> out;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at + 1;
    Stretch::Kind kind = Stretch::Kind::other;
    if (in_text || line[at] == '"') {
      kind = Stretch::Kind::text;
      end = in_text ? at : at + 1;
      in_text = true;
      for (; end < line.size() && in_text; ++end) {
        if (line[end] == '\\')
          ++end;
        else if (line[end] == '"')
          in_text = false;
      }
      end = std::min(end, line.size());
    } else if (line[at] == '#') {
      kind = Stretch::Kind::comment;
      end = line.size();
    } else if (in_word(line[at])) {
      kind = Stretch::Kind::word;
      while (end < line.size() && in_word(line[end])) ++end;
      if (at > 0 && line[at - 1] == '.') kind = Stretch::Kind::other;  // a field of a record
    } else {
      while (end < line.size() && !in_word(line[end]) && line[end] != '"' && line[end] != '#') ++end;
    }
    out.push_back({kind, line.substr(at, end - at)});
    at = end;
  }
  return out;
}

// The whole declaration or header around a place.
source::Span declaration_at(const ast::Library& syntax, const source::Span& place) {
  const auto holds = [&](const source::Span& whole) { return whole.begin <= place.begin && place.end <= whole.end; };
  for (const ast::File& file : syntax.files) {
    if (file.source != place.file) continue;
    for (const ast::DeclarationAt& one : file.declarations)
      if (holds(one.span)) return one.span;
  }
  return place;
}

std::string words_of(const Program& program, const Place& place) {
  std::string words;
  if (place.kind == Place::Kind::text) words = program.fact(place.fact).words;
  if (place.kind == Place::Kind::value) words = name_of_node(program, place.node);
  if (words.empty())
    for (const Definition& one : program.definitions)
      if (one.name == place.name) words = one.words;
  return words.empty() ? spaced(place.name) : clean(words);
}

}  // namespace

PageWriter::PageWriter(const Library& library, std::string name, const std::string& title)
    : library_(library), name_(std::move(name)) {
  static const std::string style = std::string(kHtmlStyle) + std::string(kSiteStyle);
  open_html_page(html_, title, style);
  html_.element("a", "Skip to the text", {{"class", "skip"}, {"href", "#main"}}).line_end();
  html_.open("header").open("nav", {{"class", "site"}, {"aria-label", "Site"}});
  const std::pair<const char*, const char*> entries[] = {{"Contents", "index.html"},
                                                         {"Guidelines", "index.html#guidelines"},
                                                         {"Vocabulary", "index.html#vocabulary"},
                                                         {"Policies", "index.html#policies"},
                                                         {"Examples", "index.html#examples"}};
  for (const auto& [text, target] : entries) html_.element("a", text, {{"href", target}}).line_end();
  html_.close().line_end().element("h1", title).close().line_end();
  html_.open("main", {{"id", "main"}}).line_end();
}

Page PageWriter::end() {
  html_.close().line_end();
  html_.open("footer")
      .element("p", fmt::format("Made by {} from the guideline files of library {}. Criteria are decided by those files; "
                                "the text of the guideline itself is with its publisher.",
                                kPrecept, library_.program().hash))
      .close()
      .line_end();
  html_.close().line_end().close().line_end();
  return {name_, html_.take()};
}

void PageWriter::lead(std::string_view text) { html_.open("p", {{"class", "lead"}}).prose(text).close().line_end(); }

void PageWriter::section(std::string_view title, std::string_view id) {
  html_.open("section", {{"aria-labelledby", std::string(id)}}).element("h2", title, {{"id", std::string(id)}}).line_end();
}

void PageWriter::section_end() { html_.close().line_end(); }

void PageWriter::note(std::string_view text) { html_.open("p").prose(text).close().line_end(); }

void PageWriter::table(std::string_view caption, std::initializer_list<std::string_view> columns, std::string_view look) {
  html_.open("div", {{"class", "table"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", std::string(caption)}});
  html_.open("table", look.empty() ? HtmlWriter::Attributes{} : HtmlWriter::Attributes{{"class", std::string(look)}});
  html_.element("caption", caption).open("thead").open("tr");
  for (const std::string_view column : columns) html_.element("th", column, {{"scope", "col"}});
  html_.close().close().line_end().open("tbody").line_end();
}

void PageWriter::table_end() { html_.close().close().close().line_end(); }

void PageWriter::row(std::string_view id) {
  html_.open("tr", id.empty() ? HtmlWriter::Attributes{} : HtmlWriter::Attributes{{"id", std::string(id)}});
}

void PageWriter::row_end() { html_.close().line_end(); }

void PageWriter::row_head(std::string_view text) { html_.open("th", {{"scope", "row"}}).element("bdi", text).close(); }

void PageWriter::cell(std::string_view text) { html_.open("td").element("bdi", text).close(); }

void PageWriter::link(std::string_view text, const std::string& target) {
  if (target.empty())
    html_.text(text);
  else
    html_.element("a", text, {{"href", target}});
}

void PageWriter::code_line(std::string_view line, std::uint32_t source, bool in_text) {
  const std::vector<Stretch> stretches = stretches_of(line, in_text);
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const Stretch& one = stretches[i];
    const bool label = i + 1 < stretches.size() && stretches[i + 1].text.starts_with(':');
    const bool may_link = one.kind == Stretch::Kind::word && !label;
    const std::string target = may_link ? library_.names().link(source, one.text) : "";
    if (!target.empty()) {
      html_.element("a", one.text, {{"href", target}});
    } else if (one.kind == Stretch::Kind::text || one.kind == Stretch::Kind::comment) {
      html_.open("span", {{"class", one.kind == Stretch::Kind::text ? "quoted" : "remark"}}).source(one.text).close();
    } else {
      html_.source(one.text);
    }
  }
}

void PageWriter::code(std::string_view text, std::uint32_t source) {
  html_.open("code");
  code_line(clean(text), source, false);
  html_.close();
}

std::string_view PageWriter::written_text(const source::Span& place) const {
  const source::Span span = declaration_at(library_.input().syntax, place);
  return std::string_view(library_.input().sources.files[span.file].text()).substr(span.begin, span.end - span.begin);
}

void PageWriter::written(const source::Span& place) {
  const source::Span span = declaration_at(library_.input().syntax, place);
  const source::SourceFile& file = library_.input().sources.files[span.file];
  const std::string_view text = written_text(place);
  html_.open("pre").open("code");
  bool in_text = false;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (at > 0) html_.line_end();
    at = end + 1;
    bool goes_on = in_text;
    stretches_of(line, goes_on);
    code_line(line, span.file, in_text);
    in_text = goes_on;
  }
  html_.close().close().line_end();
  note(fmt::format("Line {} of {}", file.position(span.begin).line, clean(file.stem()) + ".precept"));
}

void PageWriter::text_of(const TextTemplate& text, std::uint32_t source) {
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    html_.prose(text.pieces[i]);
    if (i >= text.places.size()) continue;
    html_.open("em");
    link(words_of(library_.program(), text.places[i]), library_.names().link(source, text.places[i].name));
    html_.close();
  }
}

std::string plain_text_of(const Program& program, const TextTemplate& text) {
  std::string out;
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    out += text.pieces[i];
    if (i < text.places.size()) out += fmt::format("({})", words_of(program, text.places[i]));
  }
  return clean(out);
}

std::string cited(const std::string& pages, const std::vector<std::string>& cites) {
  std::vector<std::string> parts;
  if (!pages.empty()) parts.push_back(pages_words(pages));
  for (const std::string& cite : cites) parts.push_back(clean(cite));
  return parts.empty() ? "" : fmt::format("({})", fmt::join(parts, "; "));
}

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> out;
  bool in_text = false;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    for (const Stretch& one : stretches_of(text.substr(at, end - at), in_text))
      if (one.kind == Stretch::Kind::word && std::find(out.begin(), out.end(), one.text) == out.end())
        out.emplace_back(one.text);
    at = end + 1;
  }
  return out;
}

}  // namespace precept::site
