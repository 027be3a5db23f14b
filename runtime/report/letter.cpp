// The letter part by part, in the order of a published Final Determination.
#include "runtime/report/letter.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/report/needed_text.hpp"
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
  // One paragraph; lines after its first are items of a list ("- …").
  void paragraph(std::string_view text) {
    for (std::size_t at = 0, lines = 0; at <= text.size(); ++lines) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line = text.substr(at, end - at);
      if (lines < 2 && !text_.empty()) text_ += '\n';
      text_ += lines == 0 ? in_markdown(wrapped(line, kColumns), 0) + "\n"
                          : in_markdown(wrapped(line.substr(2), kColumns, "- ", "  "), 2) + "\n";
      at = end + 1;
    }
  }

  // Nothing from a case or guideline becomes a heading, a list, a quotation or markup by where a line happens to break.
  static std::string in_markdown(std::string_view wrapped_text, std::size_t indent) {
    std::string out;
    bool code = false;
    std::size_t line = 0;  // where the words of this line start
    for (std::size_t i = 0; i < wrapped_text.size(); ++i) {
      const char c = wrapped_text[i];
      const char next = i + 1 < wrapped_text.size() ? wrapped_text[i + 1] : '\n';
      const bool first = i == line + indent, last_of_word = next == ' ' || next == '\n';
      const bool tag =
          c == '<' && !code && ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!');
      if ((first &&
           (c == '#' || c == '>' || c == '=' || c == '~' || ((c == '-' || c == '+' || c == '*') && last_of_word))) ||
          (first && c == '-' && next == '-') || tag)
        out += '\\';
      if (c == '`') code = !code;
      out += c;
      if (c == '\n') line = i + 1;
    }
    return out;
  }
  void heading(std::string_view words) { text_ += fmt::format("\n### {}\n", words); }

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
    for (const DeterminationView& view : views_)
      for (const FactId id : view.facts_used()) once(facts_used_, fact_line(view, id));
    if (facts_used_.empty()) return paragraph("No fact of the case was used.");
    list("Facts of the case that were used:", facts_used_);
  }

  // A fact of a request says which, where there are several.
  std::string fact_line(const DeterminationView& view, FactId id) const {
    std::string line = view.fact_line(id);
    if (views_.size() > 1 && program_.fact(id).per_request)
      line.insert(view.fact_words(id).size(), fmt::format(" (request {})", view.request().number));
    return line;
  }

  void list(std::string text, const std::vector<std::string>& items) {
    for (const std::string& item : items) text += "\n- " + item;
    paragraph(text);
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
        if (std::find(lines.begin(), lines.end(), line) == lines.end() &&
            std::find(facts_used_.begin(), facts_used_.end(), line) == facts_used_.end())
          lines.push_back(line);
      }
    }
    if (lines.empty() && facts_used_.empty())
      paragraph("No clinical case summary was entered with the case, and it documents no facts.");
    else if (lines.empty())
      paragraph(
          "No clinical case summary was entered with the case. Its record documents the facts listed above and no others.");
    else
      list(fmt::format("No clinical case summary was entered with the case. {} documents:",
                       facts_used_.empty() ? "Its record" : "Beside the facts listed above, its record"),
           lines);
  }

  void item(const DeterminationView& view) {
    const Determination& determination = view.determination();
    const std::string decision = determination.error ? "no determination" : view.says(determination.outcome);
    paragraph(fmt::format("**{}: {}**{}", view.request_title(), decision, determination.error ? "" : " (proposed)"));
    if (!view.request().administrator_guideline.empty())
      paragraph(fmt::format("**Claims Administrator guideline:** Decision based on {}",
                            sentence(clean(view.request().administrator_guideline))));
    const bool several = !determination.decided_by && view.rules().size() > 1;
    const std::string_view title = !several                 ? "Guideline that decides"
                                   : determination.conflict ? "Guidelines that conflict"
                                                            : "Guidelines that may decide";
    if (!determination.error) paragraph(fmt::format("**{}:** {}", title, deciding_guideline(view, !several)));
    const auto paragraphs = rationale_paragraphs(view);
    for (std::size_t i = 0; i < paragraphs.size(); ++i)
      paragraph((i == 0 ? "**Decision rationale:** " : "") + paragraphs[i]);
    if (determination.error) return;
    const StillNeeded needed = still_needed(program_, determination.policy, view.request(), determination.outcome);
    if (const std::string text = needed_paragraph(view, needed); !text.empty()) paragraph("**What is still needed:** " + text);
  }

  std::string deciding_guideline(const DeterminationView& view, bool decides) const {
    std::vector<std::string> guidelines;
    for (const RuleResult* result : view.rules()) {
      const Rule& rule = program_.rule(result->rule);
      const Edition& edition = program_.edition(rule.edition);
      std::string one =
          fmt::format("{}, {}", clean(edition.words.empty() ? edition.guideline : edition.words), view.service_words());
      if (!rule.label.empty()) one += fmt::format(" ({})", rule.label);
      if (!decides && !edition.name.empty())
        one += fmt::format(", edition of {}", format_written_date(edition.name, DateStyle::letter));
      if (!rule.pages.empty()) one += fmt::format(", Page(s): {}", rule.pages);
      guidelines.push_back(std::move(one));
    }
    if (guidelines.empty()) return "None of the guidelines consulted addresses the request.";
    return sentence((decides ? "decision based on " : "") + joined_clauses(guidelines));
  }

  // Requests that could not be read: named, so that nobody takes them for decided.
  void refused() {
    for (const FactError& error : errors_) {
      if (!error.case_id.empty() && error.case_id != case_.id) continue;
      const std::string what = error.request == 0 ? "The case" : fmt::format("Request {}", error.request);
      paragraph(fmt::format("**{}: no determination**", what));
      paragraph(fmt::format("The case data are in error ({}) at `{}`: {}{}", error.code, clean(error.path),
                            clean(error.message), error.message.ends_with('?') ? "" : "."));
    }
  }

  const Program& program_;
  const Case& case_;
  const std::vector<FactError>& errors_;
  std::vector<DeterminationView> views_;
  std::vector<std::string> facts_used_;  // as how_made lists them
  std::string text_;
};

}  // namespace

std::string letter(const Program& program, const Case& one, const std::vector<Determination>& determinations,
                   const std::vector<FactError>& errors) {
  return LetterWriter(program, one, determinations, errors).write();
}

}  // namespace precept
