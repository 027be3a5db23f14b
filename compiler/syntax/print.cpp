// The canonical printer: headers, declarations, rules and examples to lines.
// In: ast. Out: text that parses to the same tree, comments kept. Never here: the words of one line (words.cpp).
#include "compiler/syntax/print.hpp"

#include <algorithm>

#include "compiler/syntax/print_rules.hpp"
#include "compiler/syntax/source_places.hpp"
#include "compiler/syntax/words.hpp"

namespace precept::ast {
namespace {

class FilePrinter : CriteriaPrinter {
 public:
  FilePrinter(const File& file, std::string_view source) : file_(file), source_(source), places_(file, source) {}

  std::string print() {
    if (file_.version) {
      out_.line(0, "precept " + *file_.version, places_.version());
      out_.blank_after();
    }
    if (file_.header) header(*file_.header);
    for (const auto& declaration : file_.declarations) {
      at_ = declaration.span;
      std::visit([this](const auto& node) { declare(node); }, declaration.node);
    }
    return out_.text(file_.comments, source_);
  }

 private:
  // ---- headers ----
  void header(const Header& made) {
    constexpr std::string_view kinds[] = {"vocabulary", "guideline", "policy"};
    out_.line(0, std::string(kinds[static_cast<std::size_t>(made.kind)]) + " " + made.name.text, made.span);
    text_behind(made.words, 2 * kStep);
    if (made.source) text_clause(kStep, "source ", *made.source);
    if (made.effective_from || made.effective_until) {
      const auto& first = made.effective_from ? *made.effective_from : *made.effective_until;
      const auto& last = made.effective_until ? *made.effective_until : *made.effective_from;
      out_.line(kStep, "effective", {first.span.file, first.span.begin, last.span.end});
      if (made.effective_from) out_.add(" from " + made.effective_from->text);
      if (made.effective_until) out_.add(" until " + made.effective_until->text);
    }
    if (!made.uses.empty()) {
      out_.line(kStep, "uses ", {made.uses[0].span.file, made.uses[0].span.begin, made.uses.back().span.end});
      items(made.uses.size(), 2 * kStep, [&](std::size_t i) { return made.uses[i].text; });
    }
    if (made.kind == Header::Kind::policy) policy(made.policy);
    out_.blank_after();
  }

  void policy(const PolicyBody& made) {
    if (!made.consults.empty()) {
      const auto& first = made.consults[0].alternatives[0].guideline;
      out_.line(kStep, "consults ", first.span);
      for (std::size_t i = 0; i < made.consults.size(); ++i) consult_step(made.consults[i], i == 0);
    }
    if (made.as_of != nullptr) out_.line(kStep, "as of " + in_words(*made.as_of, Binding::sum, false), made.as_of->span);
    verdict("undocumented requirement is ", made.requirement);
    verdict("undocumented exclusion is ", made.exclusion);
    if (made.allowance_least)
      out_.line(kStep, "undocumented allowance is the least", places_.clause(file_.header->span, "allowance"));
    verdict("when silent ", made.when_silent);
    verdict("when conflict ", made.when_conflict);
    for (const auto& outcome : made.needs_review) out_.line(kStep, outcome.text + " needs review", outcome.span);
    if (!made.says.empty()) {
      out_.line(kStep, "says ",
                {made.says[0].outcome.span.file, made.says[0].outcome.span.begin, made.says.back().words.span.end});
      items(made.says.size(), 2 * kStep,
            [&](std::size_t i) { return made.says[i].outcome.text + " " + quoted(made.says[i].words.text); });
    }
  }

  void verdict(std::string_view words, const std::optional<Name>& made) {
    if (made) out_.line(kStep, std::string(words) + made->text, made->span);
  }

  void consult_step(const ConsultStep& step, bool first) {
    std::string words;
    for (const auto& consulted : step.alternatives) {
      if (!words.empty()) words += " or ";
      words += consulted.guideline.text;
      if (consulted.unless == nullptr) continue;
      const bool several = step.alternatives.size() > 1;
      words += " unless " + in_words(*consulted.unless, several ? Binding::negation : Binding::junction, !several);
    }
    if (step.by_evidence) words += " by evidence";
    if (first) return out_.add(words);
    out_.add(",");
    if (out_.fits(" then " + words)) return out_.add(" then " + words);
    out_.go_on(2 * kStep, "then " + words);
  }

  // ---- vocabulary ----
  void declare(const EnumerationDecl& made) {
    out_.line(0, (made.scale ? "scale " : "choice ") + made.name.text, at_);
    text_behind(made.words, 2 * kStep);
    out_.add(":");
    for (std::size_t i = 0; i < made.members.size(); ++i) {
      const auto& member = made.members[i];
      auto words =
          (i > 0 && made.scale ? "< " : "") + member.name.text + (member.words ? " " + quoted(member.words->text) : "");
      if (!made.scale && i + 1 < made.members.size()) words += ",";
      if (out_.fits(" " + words)) {
        out_.add(" " + words);
      } else {
        out_.go_on(2 * kStep, words);
      }
    }
    if (made.source) text_clause(kStep, "source ", *made.source);
  }

  void declare(const UnitDecl& made) {
    out_.line(0, "unit " + made.name.text, at_);
    if (made.plural) out_.add(", " + made.plural->text);
    if (made.factor) out_.add(" = " + *made.factor + " " + in_words(*made.of));
  }

  void declare(const ServiceDecl& made) {
    out_.line(0, "service " + made.name.text, at_);
    text_behind(made.words, 2 * kStep);
    if (made.unit) out_.add(" in " + in_words(*made.unit));
  }

  void declare(const FactDecl& made) {
    out_.line(0, std::string(made.per_request ? "request " : "") + "fact " + made.name.text + ": " + in_words(made.type),
              at_);
    fact_clauses(made, kStep);
  }

  void fact_clauses(const FactDecl& made, std::size_t indent) {
    text_behind(made.words, indent + kStep);
    const auto clause = [&](const std::string& words) {
      if (out_.fits(" " + words)) return out_.add(" " + words);
      out_.go_on(indent, words);
    };
    if (made.assumed != nullptr) clause("assumed " + in_words(*made.assumed));
    if (made.incomplete_unless_stated) clause("incomplete unless stated");
    if (made.documented_by) text_clause(indent, "documented by ", *made.documented_by);
  }

  void declare(const RecordDecl& made) {
    out_.line(0, "record " + made.name.text, at_, true);
    text_behind(made.words, 2 * kStep);
    std::vector<std::size_t> widths;
    for (const auto& field : made.fields) widths.push_back(field.name.text.size() + 1);
    const auto width = aligned_width(widths);
    for (const auto& field : made.fields) {
      out_.line(kStep, padded(field.name.text + ":", width) + in_words(field.type), field.span);
      fact_clauses(field, 2 * kStep);
    }
    for (const auto& define : made.defines) defined(define, kStep, define.span);
    end();
  }
  void end() {
    out_.close(0, at_);
    out_.blank_after();
  }

  void declare(const CodesDecl& made) {
    out_.line(0, "codes " + made.name.text, at_);
    text_behind(made.words, 2 * kStep);
    out_.add(" in " + made.system.text);
    if (made.from) {
      out_.add(" from ");
      return out_.add_text(made.from->text, 2 * kStep);
    }
    out_.add(": ");
    items(made.items.size(), kStep, [&](std::size_t i) { return code_item(made.items[i].text); });
  }

  void declare(const TableDecl& made) {
    out_.line(0, "table " + made.name.text, at_, true);
    text_behind(made.words, 2 * kStep);
    for (std::size_t i = 0; i < made.by.size(); ++i) out_.add((i == 0 ? " by " : " and ") + made.by[i].text);
    out_.add(" gives ");
    items(made.gives.size(), 2 * kStep, [&](std::size_t i) {
      return made.gives[i].name.text + (made.gives[i].unit ? " in " + in_words(*made.gives[i].unit) : "");
    });
    if (made.source) text_clause(kStep, "source ", *made.source);
    std::vector<std::string> keys;
    std::vector<std::size_t> widths;
    for (const auto& row : made.rows) {
      auto& words = keys.emplace_back(row.otherwise ? "otherwise" : "");
      for (const auto& key : row.keys) words += (words.empty() ? "" : ", ") + in_words(key);
      words += ":";
      widths.push_back(words.size());
    }
    const auto width = aligned_width(widths, 48);
    for (std::size_t i = 0; i < made.rows.size(); ++i) {
      out_.line(kStep, padded(keys[i], width), made.rows[i].span);
      items(made.rows[i].values.size(), 2 * kStep, [&](std::size_t value) { return in_words(*made.rows[i].values[value]); });
    }
    end();
  }

  void declare(const DefineDecl& made) { defined(made, 0, at_); }

  void defined(const DefineDecl& made, std::size_t indent, Span at) {
    out_.line(indent, "define " + made.name.text, at);
    text_behind(made.words, indent + 2 * kStep);
    out_.add(" =");
    if (!holds_group(*made.value) && out_.fits(" " + in_words(*made.value))) {
      out_.add(" ");
    } else {
      out_.go_on(indent + kStep, "");
    }
    expression(*made.value, indent + kStep);
  }

  // ---- rules ----
  void declare(const Rule& made) {
    if (made.short_form) {
      out_.line(0, made.service.text + " requires ", at_);
      return expression(*made.requirements[0].condition, kStep);
    }
    out_.line(0, "rule " + made.service.text, at_, true);
    if (made.label) out_.add(", " + made.label->text);
    if (made.pages) out_.add(" " + in_words(*made.pages));
    for (const auto& cited : made.cites) text_clause(kStep, "cites ", cited);
    if (made.applies != nullptr) {
      out_.line(kStep, "applies when ", made.applies->span);
      expression(*made.applies, 2 * kStep);
    }
    if (made.applies_otherwise) out_.line(kStep, "applies otherwise", places_.clause(at_, "applies"));
    section(made.requirements, "requires");
    section(made.exclusions, "excluded when");
    section(made.considers, "considers");
    for (const auto& line : made.allows) grant(line, "allows ");
    for (const auto& line : made.never_more) grant(line, "never more than ");
    for (const auto& label : made.overrides) out_.line(kStep, "overrides " + label.text, label.span);
    if (made.not_recommended) out_.line(kStep, "not recommended", places_.clause(at_, "recommended"));
    if (made.evidence) out_.line(kStep, "evidence " + *made.evidence, places_.clause(at_, "evidence"));
    if (made.note) text_clause(kStep, "note ", *made.note);
    end();
  }

  void section(const std::vector<Criterion>& list, std::string_view keyword) {
    for (std::size_t i = 0; i < list.size();) {
      const auto begin = places_.keyword_before(list[i].span.begin, keyword);
      if (!list[i].label) {
        out_.line(kStep, std::string(keyword) + " ", {list[i].span.file, begin, list[i].span.end});
        condition_and_clauses(list[i++], kStep);
        continue;
      }
      auto to = i;
      while (to < list.size() && list[to].label) ++to;
      out_.line(kStep, keyword, {list[i].span.file, begin, list[to - 1].span.end});
      criteria(std::span(list).subspan(i, to - i), 2 * kStep);
      i = to;
    }
  }

  void grant(const GrantLine& made, std::string_view keyword) {
    out_.line(kStep, keyword, made.span);
    GrantLine head;
    const bool bare = made.quantity == nullptr || std::holds_alternative<Number>(made.quantity->node) ||
                      std::holds_alternative<TableUse>(made.quantity->node);
    if (made.quantity != nullptr) out_.add(bare ? in_words(*made.quantity) : "(" + in_words(*made.quantity) + ")");
    if (made.within != nullptr)
      out_.add((made.quantity == nullptr ? "within " : " within ") + in_words(*made.within, Binding::sum, false));
    if (made.less_used) out_.add(" less used");
    if (made.when != nullptr) {
      out_.add(" when ");
      expression(*made.when, 2 * kStep);
    }
    for (const auto& cited : made.cites) text_clause(2 * kStep, "cites ", cited);
  }

  void declare(const CriterionDecl& made) {
    out_.line(0, "criterion " + made.name.text + ": ", at_, true);
    condition_and_clauses(made.criterion, 0);
    out_.blank_after();
  }

  // ---- examples ----
  void declare(const Example& made) {
    out_.line(0, "example ", at_, true);
    out_.add_text(made.title.text, 2 * kStep);
    out_.add(" for " + made.service.text);
    if (made.policy) out_.add(" under " + made.policy->text);
    if (made.requests != nullptr) {
      out_.line(kStep, "requests " + in_words(*made.requests), made.requests->span);
      if (made.over != nullptr) out_.add(" over " + in_words(*made.over));
      if (made.used != nullptr) out_.add(" used " + in_words(*made.used));
    }
    bool after_records = false;  // what comes then begins a line
    for (std::size_t i = 0; i < made.given.size(); ++i) {
      const auto& given = made.given[i];
      const auto words = in_words(given) + (i + 1 < made.given.size() ? "," : "");
      const Span at{given.name.span.file, given.name.span.begin, given.value.span.end};
      const bool wide = kStep + 6 + width_of(words) > kLineWidth && holds_records(given.value);
      const auto head = wide ? given.name.text + " = [" : words;
      if (i == 0) {
        out_.line(kStep, "given " + head, at);
      } else if (!wide && !after_records && out_.fits(" " + words)) {
        out_.add(" " + words);
      } else {
        out_.line(kStep + 6, head, at);
      }
      if (wide) records(given.value, i + 1 < made.given.size());
      after_records = wide;
    }
    for (const auto& clause : made.expects) expect(clause);
    out_.blank_after();
  }

  static bool holds_records(const GivenValue& value) {
    return value.kind == GivenValue::Kind::list && !value.elements.empty() && value.elements[0].kind == GivenValue::Kind::record;
  }

  // A record a line, where they do not fit on one.
  void records(const GivenValue& list, bool more) {
    for (std::size_t i = 0; i < list.elements.size(); ++i) {
      const bool last = i + 1 == list.elements.size();
      const std::string_view end = !last ? "," : list.incomplete ? "] incomplete" : list.complete ? "] complete" : "]";
      out_.go_on(kStep + 8, in_words(list.elements[i]) + std::string(end) + (last && more ? "," : ""));
    }
  }

  void expect(const ExpectClause& made) {
    out_.line(kStep, "expect ", made.span);
    if (made.possible) {
      out_.add("possible ");
      items(made.outcomes.size(), 2 * kStep, [&](std::size_t i) { return made.outcomes[i].text; });
    } else if (made.criterion) {
      out_.add("criterion " + in_words(*made.criterion) + " " + made.status->text);
    } else {
      out_.add(made.outcome->text);
      if (made.granted != nullptr) out_.add(" " + in_words(*made.granted));
      if (made.because.empty()) return;
      out_.add(" because ");
      items(made.because.size(), 2 * kStep, [&](std::size_t i) { return in_words(made.because[i]); });
    }
  }

  const File& file_;
  std::string_view source_;
  SourcePlaces places_;
  Span at_;
};

}  // namespace

std::string print_file(const File& file, const source::SourceFile& source) {
  return FilePrinter(file, source.text()).print();
}

}  // namespace precept::ast
