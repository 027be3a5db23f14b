// The letter part by part, in the order of a published Final Determination.
#include "runtime/report/letter.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/report/rationale.hpp"
#include "runtime/report/words.hpp"

namespace precept {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kHeaderColumn = 44;

struct HeaderLine {
  std::string name, value;
};

class LetterWriter {
 public:
  LetterWriter(const Program& program, const Case& one, const std::vector<Determination>& determinations,
               const std::vector<FactError>& errors)
      : program_(program), case_(one), errors_(errors) {
    for (const Determination& determination : determinations)
      for (const Request& request : one.requests)
        if (request.number == determination.request) views_.emplace_back(program, request, determination, DateStyle::letter);
  }

  std::string write() {
    paragraph("**PROPOSED DETERMINATION, for a physician reviewer's confirmation**");
    header();
    heading("HOW THE DETERMINATION WAS MADE");
    how_made();
    heading("CLINICAL CASE SUMMARY");
    summary();
    heading("ISSUES, DECISIONS AND RATIONALES");
    paragraph("The proposed determination is based on decisions for the disputed items and services set forth below:");
    for (const DeterminationView& view : views_) item(view);
    refused();
    return std::move(text_);
  }

 private:
  void paragraph(std::string_view line) {
    if (!text_.empty()) text_ += '\n';
    text_ += wrapped(line, kColumns) + "\n";
  }
  void heading(std::string_view words) { paragraph(fmt::format("### {}", words)); }

  // A fact by name, as header lines have it; empty where the case does not document it or no such fact is declared.
  std::string fact(std::string_view name) const {
    if (views_.empty()) return {};
    const DeterminationView& view = views_.front();
    for (std::uint32_t i = 0; i < program_.facts.size(); ++i)
      if (program_.facts[i].name == name && program_.facts[i].type.kind == TypeKind::date && view.documented({i}))
        return view.fact_value({i});
    return {};
  }

  std::string about(const std::string& name) const {
    const std::string* value = case_.about.find(name);
    return value ? format_written_date(*value, DateStyle::letter) : std::string();
  }

  void header() {
    std::vector<HeaderLine> lines;
    const auto add = [&](std::string name, std::string value) {
      if (!value.empty()) lines.push_back({std::move(name), std::move(value)});
    };
    add("Date Assigned", about("assigned"));
    add("Date of Injury", fact("injury_date"));
    add("Decision Date", fact("decision_date"));
    add("UR Denial Date", about("ur_denied"));
    add("Priority", about("priority"));
    add("Application Received", about("received"));
    static constexpr std::string_view kKnown[] = {"assigned", "ur_denied", "priority", "received", "summary"};
    for (const auto& [name, value] : case_.about.fields)
      if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown))
        add(title(name), format_written_date(value, DateStyle::letter));
    std::vector<std::string> rows;
    if (!case_.id.empty()) rows.push_back("**Case Number:** " + clean(case_.id));
    for (std::size_t i = 0; i < lines.size(); i += 2) {
      std::string line = fmt::format("**{}:** {}", lines[i].name, lines[i].value);
      if (i + 1 < lines.size()) {
        line.append(width(line) < kHeaderColumn ? kHeaderColumn - width(line) : 2, ' ');
        line += fmt::format("**{}:** {}", lines[i + 1].name, lines[i + 1].value);
      }
      rows.push_back(std::move(line));
    }
    text_ += '\n';
    for (std::size_t i = 0; i < rows.size(); ++i)
      text_ += rows[i] + (i + 1 < rows.size() ? "  \n" : "\n");  // a line break in Markdown
  }

  // "claims_administrator" -> "Claims Administrator"
  static std::string title(const std::string& name) {
    std::string words = clean(name);
    bool start = true;
    for (char& c : words) {
      if (c == '_') c = ' ';
      if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      start = c == ' ';
    }
    return words;
  }

  void how_made() {
    paragraph(
        fmt::format("This determination was worked out by {}, a program that decides by the text of guidelines and by the "
                    "facts of the case as "
                    "they were entered, and by nothing else. It is a proposal for a physician reviewer to confirm, change "
                    "or reject; it does not "
                    "record a review by a physician.",
                    kPrecept));
    std::vector<std::string> editions, policies;
    const auto once = [](std::vector<std::string>& all, std::string one) {
      if (!one.empty() && std::find(all.begin(), all.end(), one) == all.end()) all.push_back(std::move(one));
    };
    for (const DeterminationView& view : views_) {
      for (const RuleResult* rule : view.rules())
        once(editions, view.edition_words(program_.edition(program_.rule(rule->rule).edition)));
      once(policies, clean(view.policy().words.empty() ? view.policy().name : view.policy().words));
    }
    std::string basis;
    if (!editions.empty()) basis = sentence("the guideline consulted is " + joined_clauses(editions)) + " ";
    if (editions.size() > 1) basis = sentence("the guidelines consulted are " + joined_clauses(editions)) + " ";
    if (!policies.empty()) basis += sentence("the policy followed is " + joined(policies)) + " ";
    if (!program_.hash.empty()) basis += fmt::format("The guideline library has the fingerprint {}.", program_.hash);
    if (!basis.empty()) paragraph(basis);
    std::vector<std::string> facts;
    for (const DeterminationView& view : views_)
      for (const FactId id : view.facts_used()) once(facts, view.fact_line(id));
    if (facts.empty())
      paragraph("No fact of the case was used.");
    else
      paragraph(sentence("facts of the case that were used: " + joined_clauses(facts)));
  }

  void summary() {
    const std::string* given = case_.about.find("summary");
    if (given && !clean(*given).empty()) {
      paragraph("The following clinical case summary was entered with the case:");
      for (std::size_t at = 0; at < given->size();) {  // line by line: a summary may have paragraphs
        const std::size_t end = std::min(given->find('\n', at), given->size());
        if (const std::string line = clean(std::string_view(*given).substr(at, end - at)); !line.empty()) paragraph(line);
        at = end + 1;
      }
      return;
    }
    std::vector<std::string> lines;
    for (const DeterminationView& view : views_) {
      for (std::uint32_t i = 0; i < program_.facts.size(); ++i) {
        if (!view.documented({i}) || program_.facts[i].per_request) continue;
        const std::string line = view.fact_line({i});
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
      }
    }
    if (lines.empty())
      paragraph("No clinical case summary was entered with the case, and it documents no facts.");
    else
      paragraph("No clinical case summary was entered with the case. " +
                sentence("its record documents: " + joined_clauses(lines)));
  }

  void item(const DeterminationView& view) {
    const Determination& determination = view.determination();
    const std::string decision = determination.error ? "no determination" : view.says(determination.outcome);
    paragraph(fmt::format("**{}: {}**{}", view.request_title(), decision, determination.error ? "" : " (proposed)"));
    if (!view.request().administrator_guideline.empty())
      paragraph(fmt::format("**Claims Administrator guideline:** Decision based on {}",
                            sentence(clean(view.request().administrator_guideline))));
    if (!determination.error) paragraph("**Guideline that decides:** " + deciding_guideline(view));
    const auto paragraphs = rationale_paragraphs(view);
    for (std::size_t i = 0; i < paragraphs.size(); ++i)
      paragraph((i == 0 ? "**Decision rationale:** " : "") + paragraphs[i]);
  }

  std::string deciding_guideline(const DeterminationView& view) const {
    std::vector<std::string> guidelines;
    for (const RuleResult* result : view.rules()) {
      const Rule& rule = program_.rule(result->rule);
      const Edition& edition = program_.edition(rule.edition);
      std::string one =
          fmt::format("{}, {}", clean(edition.words.empty() ? edition.guideline : edition.words), view.service_words());
      if (!rule.label.empty()) one += fmt::format(" ({})", rule.label);
      if (!rule.pages.empty()) one += fmt::format(", Page(s): {}", rule.pages);
      guidelines.push_back(std::move(one));
    }
    if (guidelines.empty()) return "None of the guidelines consulted addresses the request.";
    return sentence("decision based on " + joined_clauses(guidelines));
  }

  // Requests that could not be read: named, so that nobody takes them for decided.
  void refused() {
    for (const FactError& error : errors_) {
      if (!error.case_id.empty() && error.case_id != case_.id) continue;
      const std::string what = error.request == 0 ? "The case" : fmt::format("Request {}", error.request);
      paragraph(fmt::format("**{}: no determination**", what));
      paragraph(fmt::format("The case data are in error ({}) at `{}`: {}", error.code, clean(error.path),
                            sentence(clean(error.message))));
    }
  }

  const Program& program_;
  const Case& case_;
  const std::vector<FactError>& errors_;
  std::vector<DeterminationView> views_;
  std::string text_;
};

}  // namespace

std::string letter(const Program& program, const Case& one, const std::vector<Determination>& determinations,
                   const std::vector<FactError>& errors) {
  return LetterWriter(program, one, determinations, errors).write();
}

}  // namespace precept
