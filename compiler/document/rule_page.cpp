// One rule: in words beside its source, as a picture, as tables; its facts, examples and coverage.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/analyze/sites.hpp"
#include "compiler/document/pages.hpp"
#include "runtime/report/html_tree.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

class RulePage {
 public:
  RulePage(const Library& library, RuleId id)
      : library_(library),
        program_(library.program()),
        id_(id),
        rule_(program_.rule(id)),
        written_(library.written(id)),
        source_(written_.span.file),
        page_(library, library.names().rule_page(id), library.rule_title(id)),
        html_(page_.html()) {}

  Page write() {
    where_from();
    words_and_source();
    page_.section("Decision diagram", "diagram");
    html_.markup(figure_of(diagram_of(library_, id_)));
    page_.section_end();
    criteria();
    facts();
    definitions_and_tables();
    examples();
    coverage();
    letters();
    return page_.end();
  }

 private:
  void where_from() {
    const Edition& edition = program_.edition(rule_.edition);
    const Owner* owner = library_.names().edition(edition);
    html_.open("p", {{"class", "lead"}}).text("A rule of ");
    page_.link(edition_title(library_, edition), owner != nullptr ? owner->page : "");
    if (const std::string where = cited(rule_.pages, rule_.cites); !where.empty()) html_.text(" ").text(where);
    html_.text(", for ");
    page_.link(library_.service_words(rule_.service), library_.names().service_page(rule_.service));
    html_.text(".").close().line_end();
    others_of_service();
  }

  void others_of_service() {
    std::vector<RuleId> others;
    for (std::uint32_t i = 0; i < program_.rules.size(); ++i)
      if (program_.rules[i].service == rule_.service && !(RuleId{i} == id_)) others.push_back(RuleId{i});
    if (others.empty()) return;
    html_.open("p").text("Other rules for it: ");
    for (std::size_t i = 0; i < others.size(); ++i) {
      if (i > 0) html_.text("; ");
      const Rule& other = program_.rule(others[i]);
      page_.link(library_.rule_title(others[i]), library_.names().rule_page(others[i]));
      if (!(other.edition == rule_.edition))
        html_.text(fmt::format(" ({})", edition_title(library_, program_.edition(other.edition))));
    }
    html_.text(".").close().line_end();
  }

  void words_and_source() {
    page_.section("The rule", "rule");
    html_.open("div", {{"class", "beside"}}).line_end().open("div").element("h3", "In words").line_end();
    rule_in_words(page_, id_);
    html_.close().line_end().open("div").element("h3", "As it is written").line_end();
    page_.written(written_.span);
    html_.close().line_end().close().line_end();
    page_.section_end();
  }

  void criteria() {
    page_.section("Criteria", "criteria");
    page_.table("Every criterion of the rule", {"Criterion", "What it asks", "Condition", "Where undocumented", "From"},
                "criteria");
    group("requirement", rule_.requirements, 0, rule_.pages);
    group("exclusion", rule_.exclusions, 0, rule_.pages);
    group("considered", rule_.considers, 0, rule_.pages);
    page_.table_end();
    page_.section_end();
  }

  void group(std::string_view kind, const std::vector<CriterionId>& criteria, int depth, const std::string& pages_around) {
    for (const CriterionId id : criteria) {
      const Criterion& one = program_.criterion(id);
      page_.row(anchor_of("criterion", fmt::format("{}", id.index)));
      html_.open("th", {{"scope", "row"}, {"class", fmt::format("depth{}", std::min(depth, 3))}});
      html_.element("bdi", one.label.empty() ? std::string(kind) : one.label);
      html_.text(" ").element("span", kind, {{"class", "kind"}}).close();
      std::string words = criterion_words(library_, id);
      if (words.empty()) words = joined_words(one);
      html_.open("td").prose(sentence(words)).close();
      html_.open("td");
      if (!one.branches.empty())
        html_.text(joined_words(one));
      else
        page_.code(one.expression, source_);
      if (one.unless) {
        html_.text(" unless ");
        page_.code(one.unless_expression, source_);
      }
      html_.close();
      const std::string closing = closing_words(one);
      page_.cell(closing.empty() ? depth > 0                           ? "as its group"
                                   : one.section == Section::considers ? "decides nothing"
                                                                       : "as the policy says"
                                 : closing);
      const std::string& pages = one.pages.empty() ? pages_around : one.pages;
      const std::string where = cited(pages, one.cites);
      page_.cell(where.empty() ? "" : std::string_view(where).substr(1, where.size() - 2));
      page_.row_end();
      group("part", one.branches, depth + 1, pages);
    }
  }

  void facts() {
    const std::vector<FactId>& all = library_.facts_of(id_);
    if (all.empty()) return;
    page_.section("Facts that it rests on", "facts");
    page_.table("Facts", {"Fact", "Name", "Documented by"});
    for (const FactId id : all) {
      const Fact& fact = program_.fact(id);
      page_.row();
      html_.open("th", {{"scope", "row"}});
      page_.link(library_.blank().fact_words(id), library_.names().link(fact));
      html_.close().open("td").element("code", fact.name).close();
      page_.cell(fact.builtin != Builtin::none ? "the request"
                 : fact.documented_by.empty()  ? ""
                                               : clean(fact.documented_by));
      page_.row_end();
    }
    page_.table_end();
    page_.section_end();
  }

  void definitions_and_tables() {
    std::vector<std::pair<std::string, std::string>> found;
    for (const std::string& name : names_in(page_.written_text(written_.span))) {
      const std::string target = library_.names().link(source_, name);
      const std::string place = target.substr(std::min(target.find('#'), target.size()));
      if (!target.empty() && !place.starts_with("#fact-")) found.emplace_back(name, target);
    }
    if (found.empty()) return;
    page_.section("Definitions, tables and lists that it names", "names");
    html_.open("ul").line_end();
    for (const auto& [name, target] : found)
      html_.open("li").element("a", spaced(name), {{"href", target}}).close().line_end();
    html_.close().line_end();
    page_.section_end();
  }

  void examples() {
    page_.section("Examples", "examples");
    std::vector<const ExampleSeen*> all;
    for (const ExampleSeen& one : library_.examples())
      if (std::binary_search(one.consulted.begin(), one.consulted.end(), id_)) all.push_back(&one);
    if (all.empty()) {
      page_.note("No example of the library reaches this rule.");
    } else {
      page_.table("Examples that reach the rule", {"Example", "Comes out as", "Because of", "As expected"});
      for (const ExampleSeen* one : all)
        example_row(page_, *one, library_.names().service_page(one->example->request.service) + "#" + one->place);
      page_.table_end();
    }
    page_.section_end();
  }

  void coverage() {
    page_.section("Coverage", "coverage");
    const Library::Share share = library_.share(id_);
    const std::size_t reached = library_.coverage().rules[id_.index].reached;
    page_.note(fmt::format(
        "The examples show {}% of what there is to show: {} of {}. {} of the library's {} examples reach{} the rule.",
        share.percent(), share.shown, share.wanted, reached, library_.examples().size(), reached == 1 ? "es" : ""));
    page_.table("How often the examples show each criterion, and whether they show that it matters",
                {"Criterion", "Met or present", "Unmet or absent", "Undocumented", "Matters"});
    for (const auto* list : {&rule_.requirements, &rule_.exclusions, &rule_.considers}) covered(*list, "");
    const analyze::RuleSeen& seen = library_.coverage().rules[id_.index];
    for (std::size_t i = 0; i < rule_.allows.size(); ++i)
      counts(analyze::words_of(rule_.allows[i], false), seen.allows[i].seen, seen.allows[i].conditional);
    for (std::size_t i = 0; i < rule_.never_more.size(); ++i)
      counts(analyze::words_of(rule_.never_more[i], true), seen.never_more[i].seen, seen.never_more[i].conditional);
    page_.table_end();
    page_.section_end();
  }

  void covered(const std::vector<CriterionId>& criteria, const std::string& before) {
    for (const CriterionId id : criteria) {
      const Criterion& one = program_.criterion(id);
      const std::string name = before + (one.label.empty() ? "criterion" : one.label);
      counts(name, library_.coverage().criteria[id.index], true);
      covered(one.branches, name + ".");
    }
  }

  void counts(const std::string& name, const analyze::Seen& seen, bool counted) {
    page_.row();
    page_.row_head(name);
    for (std::size_t i = 0; i < seen.examples.size(); ++i) {
      const bool possible = counted && seen.reachable[i];
      html_.open("td", {{"class", "number"}});
      if (possible && seen.examples[i] == 0)
        html_.element("span", "0", {{"class", "bad"}});
      else
        html_.text(possible ? fmt::format("{}", seen.examples[i]) : "cannot be");
      html_.close();
    }
    html_.open("td")
        .element("span",
                 !seen.can_matter ? "decides nothing"
                 : seen.matters   ? "yes"
                                  : "not shown",
                 {{"class", !seen.can_matter ? "kind"
                            : seen.matters   ? "good"
                                             : "bad"}})
        .close();
    page_.row_end();
  }

  void letters() {
    std::vector<CriterionId> all;
    for (const auto* list : {&rule_.requirements, &rule_.exclusions, &rule_.considers})
      for (const CriterionId id : *list) {
        const Criterion& one = program_.criterion(id);
        if (!one.met.empty() || !one.unmet.empty() || !one.undocumented.empty()) all.push_back(id);
      }
    if (all.empty()) return;
    page_.section("What a letter says", "letter");
    page_.table("What a letter says of each criterion", {"Criterion", "Met or present", "Unmet or absent", "Undocumented"});
    for (const CriterionId id : all) {
      const Criterion& one = program_.criterion(id);
      page_.row();
      page_.row_head(one.label);
      for (const TextTemplate* text : {&one.met, &one.unmet, &one.undocumented}) {
        html_.open("td");
        page_.text_of(*text, source_);
        html_.close();
      }
      page_.row_end();
    }
    page_.table_end();
    page_.section_end();
  }

  const Library& library_;
  const Program& program_;
  RuleId id_;
  const Rule& rule_;
  const check::Rule& written_;
  std::uint32_t source_;
  PageWriter page_;
  HtmlWriter& html_;
};

}  // namespace

Page rule_page(const Library& library, RuleId rule) { return RulePage(library, rule).write(); }

}  // namespace precept::site
