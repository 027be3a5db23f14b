// What a guideline says of the criterion that a column is called by.
#include <fmt/format.h>

#include <algorithm>

#include "runtime/batch/page/page.hpp"
#include "runtime/report/values_text.hpp"
#include "runtime/report/words.hpp"

namespace precept::batch {
namespace {

// Of a case it would show values; here stands what they are values of.
std::string place_words(const Program& program, const Place& place) {
  for (const Fact& fact : program.facts)
    if (fact.name == place.name) return clean(fact.words);
  for (const Definition& definition : program.definitions)
    if (definition.name == place.name) return clean(definition.words);
  return place.name;
}

std::string text_words(const Program& program, const TextTemplate& text) {
  std::string words;
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    words += text.pieces[i];
    if (i < text.places.size()) words += "(" + place_words(program, text.places[i]) + ")";
  }
  return clean(words);
}

// What is no criterion, and yet decides.
std::string other_words(std::string_view label) {
  if (label == "allows") return "How much the guideline allows";
  if (label == "not_recommended") return "The guideline does not recommend it";
  if (label == "silent") return "No guideline that is consulted answers the request";
  if (label == "conflict") return "The rules that apply come to unlike ends";
  if (label == "applies") return "Which rule applies";
  if (label == "edition") return "Which edition is in effect";
  return {};
}

// The criterion of that column; where no one rule decided, "SERVICE.LABEL" or "SERVICE.RULE.LABEL": those of its rules.
std::vector<CriterionId> meant_by(const Program& program, PolicyId policy, const std::string& column) {
  std::vector<CriterionId> meant;
  const std::size_t point = column.find('.');
  for (const CriterionColumn& one : criterion_columns(program, policy)) {
    if (one.name == column) return {one.criterion};
    const Rule& rule = program.rule(program.criterion(one.criterion).rule);
    if (point != std::string::npos && program.service(rule.service).name == column.substr(0, point) &&
        one.name.ends_with(column.substr(point)))
      meant.push_back(one.criterion);
  }
  return meant;
}

void describe(const Program& program, const Criterion& criterion, PageCount& count) {
  const Rule& rule = program.rule(criterion.rule);
  const Edition& edition = program.edition(rule.edition);
  count.words = text_words(program, criterion.text);
  count.words = count.words.empty() ? "`" + criterion.expression + "`" : sentence(count.words);
  if (criterion.section == Section::excluded) count.words = "Excluded when: " + count.words;
  const std::string pages = pages_words(criterion.pages.empty() ? rule.pages : criterion.pages);
  count.pages = clean(edition.words.empty() ? edition.guideline : edition.words) + (pages.empty() ? "" : ", " + pages);
}

}  // namespace

PageCount page_count(const Program& program, PolicyId policy, const std::string& column, std::int64_t rows) {
  PageCount count{column, {}, {}, rows};
  const std::vector<CriterionId> meant = meant_by(program, policy, column);
  for (const CriterionId id : meant) {
    PageCount one{column, {}, {}, rows};
    describe(program, program.criterion(id), one);
    if (id == meant.front()) count = one;
    if (one.words != count.words) count.words.clear();
    if (one.pages != count.pages) count.pages.clear();
  }
  if (meant.empty()) count.words = other_words(std::string_view(column).substr(column.rfind('.') + 1));
  return count;
}

}  // namespace precept::batch
