// What a vocabulary or a guideline declares: facts, definitions, choices, records, codes, tables; each with a place to link
// to.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/document/pages.hpp"
#include "compiler/syntax/print.hpp"
#include "compiler/syntax/words.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

// One kind of declaration with the file that it stands in.
template <class T>
struct Declared {
  const T* made;
  std::uint32_t source;
};

template <class T>
std::vector<Declared<T>> declared_in(const Library& library, const Owner& owner) {
  std::vector<Declared<T>> out;
  for (const std::uint32_t index : owner.files) {
    const ast::File& file = library.input().syntax.files[index];
    for (const ast::DeclarationAt& one : file.declarations)
      if (const T* made = std::get_if<T>(&one.node)) out.push_back({made, file.source});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& one, const auto& other) { return one.made->name.text < other.made->name.text; });
  return out;
}

std::string words_or_name(const std::optional<ast::String>& words, const ast::Name& name) {
  return words && !words->text.empty() ? clean(words->text) : spaced(name.text);
}

class Declarations {
 public:
  Declarations(PageWriter& page, const Owner& owner)
      : page_(page), html_(page.html()), library_(page.library()), owner_(owner) {}

  void write() {
    facts();
    definitions();
    shared_criteria();
    choices();
    records();
    codes();
    tables();
    units_and_services();
  }

 private:
  void name_cell(const std::string& words, const std::string& name) {
    html_.open("th", {{"scope", "row"}}).element("bdi", words).text(" ").element("span", name, {{"class", "label"}}).close();
  }

  void fact_row(const ast::FactDecl& fact, std::uint32_t source, const std::string& id) {
    page_.row(id);
    name_cell(words_or_name(fact.words, fact.name), fact.name.text);
    html_.open("td");
    page_.code(ast::in_words(fact.type), source);
    if (fact.assumed)
      html_.text(", assumed ").element("code", ast::in_words(*fact.assumed)).text(" where nothing is documented");
    if (fact.incomplete_unless_stated) html_.text(", incomplete unless stated");
    if (fact.per_request) html_.text(", of each request");
    html_.close();
    page_.cell(fact.documented_by ? fact.documented_by->text : "");
  }

  void used_by(const std::string& fact) {
    html_.open("td");
    bool first = true;
    for (const RuleId rule : library_.rules_on(owner_.display, fact)) {
      if (!first) html_.text("; ");
      first = false;
      page_.link(library_.rule_title(rule), library_.names().rule_page(rule));
    }
    html_.close();
  }

  void facts() {
    const auto all = declared_in<ast::FactDecl>(library_, owner_);
    if (all.empty()) return;
    page_.section("Facts", "facts");
    page_.table("What a case may hold", {"Fact", "What it is", "Documented by", "Used by"});
    for (const auto& [fact, source] : all) {
      fact_row(*fact, source, anchor_of("fact", fact->name.text));
      used_by(fact->name.text);
      page_.row_end();
    }
    page_.table_end();
    page_.section_end();
  }

  void definition_row(const ast::DefineDecl& made, std::uint32_t source, const std::string& id) {
    page_.row(id);
    name_cell(words_or_name(made.words, made.name), made.name.text);
    html_.open("td");
    page_.code(ast::print_expression(*made.value), source);
    html_.close();
    page_.row_end();
  }

  void definitions() {
    const auto all = declared_in<ast::DefineDecl>(library_, owner_);
    if (all.empty()) return;
    page_.section("Definitions", "definitions");
    page_.table("What is worked out from facts", {"Definition", "What it stands for"});
    for (const auto& [made, source] : all) definition_row(*made, source, anchor_of("definition", made->name.text));
    page_.table_end();
    page_.section_end();
  }

  void shared_criteria() {
    const auto all = declared_in<ast::CriterionDecl>(library_, owner_);
    if (all.empty()) return;
    page_.section("Criteria that rules share", "shared-criteria");
    page_.table("Criteria for rules to name", {"Criterion", "What it asks", "Condition"});
    for (const auto& [made, source] : all) {
      page_.row(anchor_of("criterion", made->name.text));
      name_cell(spaced(made->name.text), made->name.text);
      page_.cell(made->criterion.text ? sentence(clean(made->criterion.text->text)) : "");
      html_.open("td");
      page_.code(ast::print_expression(*made->criterion.condition), source);
      html_.close();
      page_.row_end();
    }
    page_.table_end();
    page_.section_end();
  }

  void choices() {
    const auto all = declared_in<ast::EnumerationDecl>(library_, owner_);
    if (all.empty()) return;
    page_.section("Choices and scales", "choices");
    page_.table("What a fact may be one of", {"Name", "Kind", "Members"});
    for (const auto& [made, source] : all) {
      page_.row(anchor_of("choice", made->name.text));
      name_cell(words_or_name(made->words, made->name), made->name.text);
      page_.cell(made->scale ? "scale, from the lowest to the highest" : "choice");
      html_.open("td").open("ul");
      for (const ast::Member& member : made->members)
        html_.open("li")
            .element("bdi", words_or_name(member.words, member.name))
            .text(" ")
            .element("span", member.name.text, {{"class", "label"}})
            .close();
      html_.close();
      if (made->source) html_.element("p", "From " + clean(made->source->text));
      html_.close();
      page_.row_end();
    }
    page_.table_end();
    page_.section_end();
  }

  void records() {
    const auto all = declared_in<ast::RecordDecl>(library_, owner_);
    if (all.empty()) return;
    page_.section("Records", "records");
    for (const auto& [made, source] : all) {
      const std::string words = words_or_name(made->words, made->name);
      html_.element("h3", words == made->name.text ? words : fmt::format("{} ({})", words, made->name.text),
                    {{"id", anchor_of("record", made->name.text)}});
      page_.table("What one " + words + " holds", {"Field", "What it is", "Documented by"});
      for (const ast::FactDecl& field : made->fields) {
        fact_row(field, source, "");
        page_.row_end();
      }
      page_.table_end();
      if (made->defines.empty()) continue;
      page_.table("What is worked out from one " + words, {"Definition", "What it stands for"});
      for (const ast::DefineDecl& define : made->defines) definition_row(define, source, "");
      page_.table_end();
    }
    page_.section_end();
  }

  void codes() {
    const auto all = declared_in<ast::CodesDecl>(library_, owner_);
    if (all.empty()) return;
    page_.section("Code lists", "codes");
    page_.table("Lists of codes", {"List", "System", "Codes"});
    for (const auto& [made, source] : all) {
      page_.row(anchor_of("codes", made->name.text));
      name_cell(words_or_name(made->words, made->name), made->name.text);
      page_.cell(made->system.text);
      page_.cell(codes_of(*made, source));
      page_.row_end();
    }
    page_.table_end();
    page_.section_end();
  }

  // Those of a CSV file too, as the checker read them.
  std::string codes_of(const ast::CodesDecl& made, std::uint32_t source) const {
    std::vector<std::string> items;
    for (const check::CodeList& list : library_.input().checked.code_lists)
      if (list.name == made.name.text && list.span.file == source) items = list.items;
    if (items.empty())
      for (const ast::String& item : made.items) items.push_back(item.text);
    const std::string text = fmt::format("{}", fmt::join(items, ", "));
    return made.from ? fmt::format("{} (from {})", text, clean(made.from->text)) : text;
  }

  void tables() {
    const auto all = declared_in<ast::TableDecl>(library_, owner_);
    if (all.empty()) return;
    page_.section("Tables", "tables");
    for (const auto& [made, source] : all) {
      html_.element("h3", fmt::format("{} ({})", words_or_name(made->words, made->name), made->name.text),
                    {{"id", anchor_of("table", made->name.text)}});
      if (made->source) page_.note("From " + clean(made->source->text));
      one_table(*made, source);
    }
    page_.section_end();
  }

  void one_table(const ast::TableDecl& made, std::uint32_t source) {
    html_.open("div", {{"class", "table"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", clean(made.name.text)}});
    html_.open("table", {{"class", "narrow"}}).element("caption", "Rows of " + made.name.text).open("thead").open("tr");
    for (const ast::Name& key : made.by) {
      html_.open("th", {{"scope", "col"}});
      page_.link(spaced(key.text), library_.names().link(source, key.text));
      html_.close();
    }
    for (const auto& column : made.gives)
      html_.element("th", spaced(column.name.text) + (column.unit ? ", " + ast::in_words(*column.unit) : ""),
                    {{"scope", "col"}});
    html_.close().close().line_end().open("tbody").line_end();
    for (const ast::TableRow& row : made.rows) {
      page_.row();
      if (row.otherwise)
        html_.element("th", "otherwise", {{"scope", "row"}, {"colspan", fmt::format("{}", made.by.size())}});
      for (const ast::TableKey& key : row.keys) {
        html_.open("th", {{"scope", "row"}});
        page_.link(key.kind == ast::TableKey::Kind::name ? spaced(ast::in_words(key)) : ast::in_words(key),
                   key.name ? library_.names().link(source, key.name->text) : "");
        html_.close();
      }
      for (const ast::ExprPtr& value : row.values) html_.element("td", ast::in_words(*value), {{"class", "number"}});
      page_.row_end();
    }
    page_.table_end();
  }

  void units_and_services() {
    const auto services = declared_in<ast::ServiceDecl>(library_, owner_);
    const auto units = declared_in<ast::UnitDecl>(library_, owner_);
    if (!services.empty()) {
      page_.section("Services", "services");
      page_.table("What can be requested", {"Service", "Counted in"});
      for (const auto& [made, source] : services) {
        page_.row();
        html_.open("th", {{"scope", "row"}});
        page_.link(words_or_name(made->words, made->name), service_page_of(made->name.text));
        html_.text(" ").element("span", made->name.text, {{"class", "label"}}).close();
        page_.cell(made->unit ? ast::in_words(*made->unit) : "items");
        page_.row_end();
      }
      page_.table_end();
      page_.section_end();
    }
    if (units.empty()) return;
    page_.section("Units", "units");
    html_.open("ul").line_end();
    for (const auto& [made, source] : units) {
      html_.open("li").text(made->plural ? fmt::format("{}, {}", made->name.text, made->plural->text) : made->name.text);
      if (made->factor && made->of) html_.text(fmt::format(": {} {}", *made->factor, ast::in_words(*made->of)));
      html_.close().line_end();
    }
    html_.close().line_end();
    page_.section_end();
  }

  std::string service_page_of(const std::string& name) const {
    const auto& services = library_.program().services;
    for (std::uint32_t i = 0; i < services.size(); ++i)
      if (services[i].name == name) return library_.names().service_page(ServiceId{i});
    return {};
  }

  PageWriter& page_;
  HtmlWriter& html_;
  const Library& library_;
  const Owner& owner_;
};

}  // namespace

void declarations_of(PageWriter& page, const Owner& owner) { Declarations(page, owner).write(); }

}  // namespace precept::site
