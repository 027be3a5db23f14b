// A service: the rules that answer for it, and every example of it with its facts and its outcome.
#include <fmt/format.h>

#include "compiler/analyze/expectations.hpp"
#include "compiler/document/pages.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

class ServicePage {
 public:
  ServicePage(const Library& library, ServiceId id)
      : library_(library),
        program_(library.program()),
        id_(id),
        page_(library, library.names().service_page(id), title_of(library, id)),
        html_(page_.html()) {}

  Page write() {
    rules();
    contents();
    page_.section("Examples", "examples");
    bool any = false;
    for (const ExampleSeen& one : library_.examples()) {
      if (!(one.example->request.service == id_)) continue;
      any = true;
      example(one);
    }
    if (!any) page_.note("The library has no example of it.");
    page_.section_end();
    return page_.end();
  }

 private:
  static std::string title_of(const Library& library, ServiceId id) {
    std::string title = sentence(library.service_words(id));
    if (title.ends_with('.')) title.pop_back();
    return title;
  }

  void rules() {
    page_.section("Rules", "rules");
    html_.open("ul").line_end();
    for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
      const Rule& rule = program_.rules[i];
      if (!(rule.service == id_)) continue;
      html_.open("li");
      page_.link(library_.rule_title(RuleId{i}), library_.names().rule_page(RuleId{i}));
      html_.text(fmt::format(" ({})", edition_title(library_, program_.edition(rule.edition)))).close().line_end();
    }
    html_.close().line_end();
    page_.section_end();
  }

  void contents() {
    page_.section("Outcomes", "outcomes");
    page_.table("Every example in short", {"Example", "Comes out as", "Because of", "As expected"});
    for (const ExampleSeen& one : library_.examples())
      if (one.example->request.service == id_) example_row(page_, one, "#" + one.place);
    page_.table_end();
    page_.section_end();
  }

  void example(const ExampleSeen& seen) {
    const lower::ExampleCase& example = *seen.example;
    const Determination determination = library_.decide(example);
    const DeterminationView view(program_, example.request, determination, DateStyle::iso);
    html_.open("article", {{"class", "example"}, {"aria-labelledby", seen.place}}).line_end();
    html_.element("h3", example.title, {{"id", seen.place}}).line_end();
    html_.open("div", {{"class", "beside"}}).line_end().open("div").open("dl").line_end();
    const auto row = [&](std::string_view name, std::string_view value) {
      if (!value.empty()) html_.element("dt", name).open("dd").element("bdi", value).close().line_end();
    };
    row("Requested", view.requested_words());
    html_.element("dt", "Comes out as").open("dd");
    if (seen.error)
      html_.text("no determination: " + view.error_words());
    else
      html_.element("strong", word_of(seen.outcome), {{"class", std::string(word_of(seen.outcome))}});
    html_.close().line_end();
    if (!seen.error && seen.outcome != Outcome::deny) row("Granted", view.granted_words());
    row("Because of", joined(seen.because));
    row("Under", library_.policy_words(view.policy()));
    decided_by(determination);
    html_.element("dt", "As expected")
        .open("dd")
        .element("span", seen.holds ? "yes" : "no", {{"class", seen.holds ? "good" : "bad"}})
        .close()
        .line_end();
    html_.close().line_end();
    for (const std::string& wrong : analyze::mismatches(program_, example, determination)) page_.note(sentence(wrong));
    facts(view);
    html_.close().line_end().open("div").line_end();
    page_.written(example.span);
    html_.close().line_end().close().line_end().close().line_end();
  }

  void decided_by(const Determination& determination) {
    if (!determination.decided_by) return;
    html_.element("dt", "By").open("dd");
    page_.link(library_.rule_title(*determination.decided_by), library_.names().rule_page(*determination.decided_by));
    html_.close().line_end();
  }

  void facts(const DeterminationView& view) {
    std::vector<std::string> lines;
    for (std::uint32_t i = 0; i < program_.facts.size(); ++i)
      if (view.documented(FactId{i}) && program_.facts[i].builtin == Builtin::none)
        lines.push_back(view.fact_line(FactId{i}));
    if (lines.empty()) return;
    html_.element("p", "Facts:").open("ul").line_end();
    for (const std::string& line : lines) html_.open("li").element("bdi", line).close().line_end();
    html_.close().line_end();
  }

  const Library& library_;
  const Program& program_;
  ServiceId id_;
  PageWriter page_;
  HtmlWriter& html_;
};

}  // namespace

void example_row(PageWriter& page, const ExampleSeen& seen, const std::string& target) {
  HtmlWriter& html = page.html();
  page.row();
  html.open("th", {{"scope", "row"}});
  page.link(seen.example->title, target);
  html.close();
  page.cell(seen.error ? "no determination" : word_of(seen.outcome));
  page.cell(joined(seen.because));
  html.open("td").element("span", seen.holds ? "yes" : "no", {{"class", seen.holds ? "good" : "bad"}}).close();
  page.row_end();
}

Page service_page(const Library& library, ServiceId service) { return ServicePage(library, service).write(); }

}  // namespace precept::site
