// The first page: every guideline with its rules, vocabularies, policies, services with their examples.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/document/pages.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

void guidelines(PageWriter& page) {
  const Library& library = page.library();
  const Program& program = library.program();
  page.section("Guidelines", "guidelines");
  for (const Edition& edition : program.editions) {
    const Owner* owner = library.names().edition(edition);
    HtmlWriter& html = page.html();
    html.open("h3");
    page.link(edition_title(library, edition), owner != nullptr ? owner->page : "");
    html.close().line_end();
    if (!edition.source.empty()) html.element("p", sentence(clean(edition.source))).line_end();
    page.table("Rules of " + edition_title(library, edition), {"Rule", "Pages", "Examples", "Coverage"});
    for (const RuleId id : edition.rules) {
      page.row();
      html.open("th", {{"scope", "row"}});
      page.link(library.rule_title(id), library.names().rule_page(id));
      html.close();
      page.cell(program.rule(id).pages);
      html.element("td", fmt::format("{}", library.coverage().rules[id.index].reached), {{"class", "number"}});
      html.element("td", fmt::format("{}%", library.share(id).percent()), {{"class", "number"}});
      page.row_end();
    }
    page.table_end();
  }
  page.section_end();
}

void owners(PageWriter& page, ast::Header::Kind kind, std::string_view title, std::string_view id, std::string_view none) {
  page.section(title, id);
  bool any = false;
  for (const Owner& owner : page.library().names().owners()) {
    if (owner.kind != kind) continue;
    if (!any) page.html().open("ul").line_end();
    any = true;
    page.html().open("li");
    page.link(owner.words.empty() ? spaced(owner.name) : clean(owner.words), owner.page);
    page.html().text(" ").element("span", owner.name, {{"class", "label"}}).close().line_end();
  }
  if (any)
    page.html().close().line_end();
  else
    page.note(none);
  page.section_end();
}

void services(PageWriter& page) {
  const Library& library = page.library();
  const Program& program = library.program();
  page.section("Services and examples", "examples");
  page.table("Examples of each service", {"Service", "Examples", "As expected"});
  for (std::uint32_t i = 0; i < program.services.size(); ++i) {
    std::size_t all = 0, hold = 0;
    for (const ExampleSeen& one : library.examples())
      if (one.example->request.service == ServiceId{i}) {
        ++all;
        if (one.holds) ++hold;
      }
    page.row();
    page.html().open("th", {{"scope", "row"}});
    page.link(library.service_words(ServiceId{i}), library.names().service_page(ServiceId{i}));
    page.html().close();
    page.html().element("td", fmt::format("{}", all), {{"class", "number"}});
    page.html().element("td", hold == all ? (all == 0 ? "" : "all") : fmt::format("{} of {}", hold, all),
                        {{"class", hold == all ? "good" : "bad"}});
    page.row_end();
  }
  page.table_end();
  page.section_end();
}

}  // namespace

Page index_page(const Library& library) {
  PageWriter page(library, "index.html", "Guidelines of the library");
  const Program& program = library.program();
  page.lead(fmt::format("{} rules for {} services, with {} examples that show {}% of what there is to show.",
                        program.rules.size(), program.services.size(), library.examples().size(),
                        library.coverage().percent()));
  guidelines(page);
  services(page);
  owners(page, ast::Header::Kind::vocabulary, "Vocabulary", "vocabulary", "The library has no vocabulary of its own.");
  owners(page, ast::Header::Kind::policy, "Policies", "policies",
         "The library has no policy: the one that is built in consults every guideline, and an open criterion stays open.");
  return page.end();
}

}  // namespace precept::site
