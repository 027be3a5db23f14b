// A vocabulary, an edition of a guideline or a policy: its header in words, its rules, what it declares.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/document/pages.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

std::string title_of(const Owner& owner) { return owner.words.empty() ? spaced(owner.name) : clean(owner.words); }

void header_in_words(PageWriter& page, const Owner& owner) {
  HtmlWriter& html = page.html();
  html.open("dl").line_end();
  const auto row = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) html.element("dt", name).open("dd").element("bdi", value).close().line_end();
  };
  row("Name in files", owner.display);
  row("Source", clean(owner.source));
  row("In effect from", owner.from);
  row("In effect until", owner.until.empty() ? "" : owner.until + " (the first day no longer in effect)");
  if (!owner.uses.empty()) {
    html.element("dt", "Uses").open("dd");
    for (std::size_t i = 0; i < owner.uses.size(); ++i) {
      if (i > 0) html.text(", ");
      const Owner* used = nullptr;
      for (const Owner& other : page.library().names().owners())
        if (other.kind == ast::Header::Kind::vocabulary && other.name == owner.uses[i]) used = &other;
      page.link(used != nullptr ? title_of(*used) : spaced(owner.uses[i]), used != nullptr ? used->page : "");
    }
    html.close().line_end();
  }
  html.close().line_end();
}

void other_editions(PageWriter& page, const Owner& owner) {
  std::vector<const Owner*> others;
  for (const Owner& other : page.library().names().owners())
    if (other.kind == owner.kind && other.name == owner.name && &other != &owner) others.push_back(&other);
  if (others.empty()) return;
  page.html().open("p").text("Other editions: ");
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (i > 0) page.html().text(", ");
    page.link(others[i]->from.empty() ? "without a date" : "from " + others[i]->from, others[i]->page);
  }
  page.html().text(".").close().line_end();
}

void rules_of(PageWriter& page, const Owner& owner) {
  const Library& library = page.library();
  const Program& program = library.program();
  page.section("Rules", "rules");
  page.table("Rules of this edition", {"Rule", "Pages", "Criteria", "Coverage"});
  for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
    const Rule& rule = program.rules[i];
    if (library.names().edition(program.edition(rule.edition)) != &owner) continue;
    page.row();
    page.html().open("th", {{"scope", "row"}});
    page.link(library.rule_title(RuleId{i}), library.names().rule_page(RuleId{i}));
    page.html().close();
    page.cell(rule.pages);
    page.cell(rule.not_recommended
                  ? "not recommended"
                  : fmt::format("{}", rule.requirements.size() + rule.exclusions.size() + rule.considers.size()));
    page.cell(fmt::format("{}%", library.share(RuleId{i}).percent()));
    page.row_end();
  }
  page.table_end();
  page.section_end();
}

const char* kind_words(ast::Header::Kind kind) {
  switch (kind) {
    case ast::Header::Kind::vocabulary:
      return "A vocabulary: the words that guidelines share.";
    case ast::Header::Kind::guideline:
      return "A guideline.";
    case ast::Header::Kind::policy:
      return "A policy: which guidelines are consulted, and what an open criterion counts as.";
  }
  return "";
}

}  // namespace

std::string edition_title(const Library& library, const Edition& edition) {
  std::string title = clean(edition.words.empty() ? spaced(edition.guideline) : edition.words);
  const bool several = std::count_if(library.program().editions.begin(), library.program().editions.end(),
                                     [&](const Edition& one) { return one.guideline == edition.guideline; }) > 1;
  return several && edition.from ? fmt::format("{}, edition of {}", title, edition.name) : title;
}

Page owner_page(const Library& library, const Owner& owner) {
  std::string title = title_of(owner);
  if (owner.kind == ast::Header::Kind::guideline && !owner.from.empty()) title += ", from " + owner.from;
  PageWriter page(library, owner.page, title);
  page.lead(kind_words(owner.kind));
  header_in_words(page, owner);
  if (owner.kind == ast::Header::Kind::guideline) {
    other_editions(page, owner);
    rules_of(page, owner);
  }
  if (owner.kind == ast::Header::Kind::policy)
    for (const Policy& policy : library.program().policies)
      if (policy.name == owner.name) policy_in_words(page, policy, library.input().syntax.files[owner.files.front()].source);
  declarations_of(page, owner);
  return page.end();
}

}  // namespace precept::site
