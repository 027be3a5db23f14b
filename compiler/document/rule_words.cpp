// A rule as a person reads it: what it requires, what excludes, what it allows, each with its page.
#include <fmt/format.h>

#include "compiler/document/pages.hpp"
#include "runtime/report/words.hpp"

namespace precept::site {

std::string joined_words(const Criterion& criterion) {
  if (criterion.branches.empty()) return {};
  switch (criterion.group) {
    case Criterion::Group::all_of:
      return "all of these";
    case Criterion::Group::any_of:
      return "any of these";
    case Criterion::Group::at_least:
      return fmt::format("at least {} of these", criterion.group_quantity);
    case Criterion::Group::none:
      break;
  }
  return "with these parts";
}

std::string criterion_words(const Library& library, CriterionId id) {
  const Criterion& criterion = library.program().criterion(id);
  std::string words;
  if (!criterion.text.empty())
    words = plain_text_of(library.program(), criterion.text);
  else if (criterion.branches.empty())
    words = library.blank().criterion_words(id);
  if (!criterion.unless) return words;
  const std::string unless = library.blank().unless_clause(criterion);  // ", unless …"
  return words.empty() ? unless.substr(2) : words + unless;
}

std::string line_words(const Library& library, const Rule& rule, const GrantLine& line) {
  std::string words;
  const auto constant = [&](const std::optional<NodeId>& node) {
    return !node || library.program().node(*node).op == Op::constant;
  };
  if (constant(line.quantity) && constant(line.within)) {
    GrantLine bare = line;
    bare.cites.clear();
    words = library.blank().line_words(bare, library.program().service(rule.service));
  } else {
    words = fmt::format("`{}`", clean(line.expression));
  }
  if (!line.when) return words;
  const std::string when = library.blank().node_words(*line.when);
  return when.empty() ? words : fmt::format("{}, where {}", words, when);
}

std::string applies_words(const Library& library, const Rule& rule) {
  if (rule.applies_otherwise) return "no other rule of the guideline applies";
  if (!rule.applies) return {};
  const std::string words = library.blank().node_words(*rule.applies);
  return words.empty() ? fmt::format("`{}`", clean(rule.applies_expression)) : words;
}

std::string closing_words(const Criterion& criterion) {
  if (!criterion.closing) return {};
  const bool exclusion = criterion.section == Section::excluded;
  switch (*criterion.closing) {
    case Closing::holds:
      return exclusion ? "counts as present" : "counts as met";
    case Closing::fails:
      return exclusion ? "counts as absent" : "counts as unmet";
    case Closing::open:
      break;
  }
  return "stays open, whatever the policy says";
}

namespace {

class Words {
 public:
  Words(PageWriter& page, RuleId id)
      : page_(page),
        html_(page.html()),
        library_(page.library()),
        program_(library_.program()),
        rule_(program_.rule(id)),
        source_(library_.written(id).span.file) {}

  void write() {
    if (const std::string when = applies_words(library_, rule_); !when.empty()) {
      html_.element("h4", "Applies when").open("p").prose(sentence(when));
      if (!rule_.applies_expression.empty()) {
        html_.text(" ");
        page_.code(rule_.applies_expression, source_);
      }
      html_.close().line_end();
    }
    section("Requires all of this", rule_.requirements);
    section("Is excluded when any of this is so", rule_.exclusions);
    section("Considers, without deciding", rule_.considers);
    if (rule_.not_recommended)
      html_.element("h4", "Not recommended").element("p", "The guideline does not recommend this.").line_end();
    lines("Allows", rule_.allows);
    lines("Never more than", rule_.never_more);
    if (!rule_.overrides.empty()) overrides();
    if (rule_.evidence) page_.note(fmt::format("Grade of the evidence: {} (1 is the best).", *rule_.evidence));
    if (!rule_.note.empty()) {
      html_.open("p").text("Note: ");
      page_.text_of(rule_.note, source_);
      html_.close().line_end();
    }
  }

 private:
  void section(std::string_view title, const std::vector<CriterionId>& criteria) {
    if (criteria.empty()) return;
    html_.element("h4", title).line_end();
    list(criteria);
  }

  void list(const std::vector<CriterionId>& criteria) {
    html_.open("ol").line_end();
    for (const CriterionId id : criteria) {
      html_.open("li");
      criterion(id);
      html_.close().line_end();
    }
    html_.close().line_end();
  }

  void criterion(CriterionId id) {
    const Criterion& one = program_.criterion(id);
    if (!one.label.empty()) html_.element("span", one.label, {{"class", "label"}}).text(" ");
    const std::string joined = joined_words(one);
    if (!one.text.empty())
      page_.text_of(one.text, source_);
    else
      html_.prose(joined.empty() ? library_.blank().criterion_words(id) : joined);
    if (one.unless) html_.prose(library_.blank().unless_clause(one));
    if (const std::string where = cited(one.pages, one.cites); !where.empty()) html_.text(" ").text(where);
    if (joined.empty()) return;
    html_.text(one.text.empty() ? ":" : ": " + joined + ":").line_end();
    list(one.branches);
  }

  void lines(std::string_view title, const std::vector<GrantLine>& all) {
    if (all.empty()) return;
    html_.element("h4", title).line_end().open("ul").line_end();
    for (const GrantLine& line : all) {
      html_.open("li").prose(line_words(library_, rule_, line));
      if (const std::string where = cited("", line.cites); !where.empty()) html_.text(" ").text(where);
      html_.close().line_end();
    }
    html_.close().line_end();
  }

  void overrides() {
    html_.open("p").text("Where it applies, it takes the place of ");
    for (std::size_t i = 0; i < rule_.overrides.size(); ++i) {
      if (i > 0) html_.text(i + 1 < rule_.overrides.size() ? ", " : " and ");
      page_.link(library_.rule_title(rule_.overrides[i]), library_.names().rule_page(rule_.overrides[i]));
    }
    html_.text(".").close().line_end();
  }

  PageWriter& page_;
  HtmlWriter& html_;
  const Library& library_;
  const Program& program_;
  const Rule& rule_;
  std::uint32_t source_;
};

}  // namespace

void rule_in_words(PageWriter& page, RuleId rule) { Words(page, rule).write(); }

}  // namespace precept::site
