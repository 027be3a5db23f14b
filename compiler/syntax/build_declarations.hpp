// Part of parse.cpp (included there only): parse trees of headers, declarations, rules and examples to ast.
// In: trees without syntax errors. Out: ast nodes with byte spans. Never here: anything that needs a name resolved.
#pragma once

namespace precept::ast {
namespace {

class Builder : public ExpressionBuilder {
 public:
  using ExpressionBuilder::ExpressionBuilder;

  std::string version(Parser::VersionContext* tree) { return digits(tree->number); }

  // ---- headers ----
  Header header(Parser::HeaderContext* tree) {
    Header result{};
    result.span = span(tree);
    switch (tree->kind->getType()) {
      case grammar::K_GUIDELINE:
        result.kind = Header::Kind::guideline;
        break;
      case grammar::K_POLICY:
        result.kind = Header::Kind::policy;
        break;
      default:
        result.kind = Header::Kind::vocabulary;
        break;
    }
    result.name = name(tree->called);
    result.words = optional_string(tree->words);
    for (auto* clause : tree->clauses) head_clause(clause, result);
    for (auto* clause : tree->policies) policy_clause(clause, result);
    return result;
  }

  DeclarationAt declaration(Parser::DeclarationContext* tree) {
    const auto at = span(tree);
    if (tree->fact != nullptr) return {fact(tree->fact), at};
    if (tree->rule_ != nullptr) return {rule(tree->rule_), at};
    if (tree->brief != nullptr) return {short_form(tree->brief), at};
    if (tree->define != nullptr) return {define(tree->define), at};
    if (tree->shared != nullptr) return {shared(tree->shared), at};
    if (tree->example != nullptr) return {example(tree->example), at};
    if (tree->enumeration != nullptr) return {enumeration(tree->enumeration), at};
    if (tree->unit != nullptr) return {unit_decl(tree->unit), at};
    if (tree->service != nullptr) return {service(tree->service), at};
    if (tree->record != nullptr) return {record(tree->record), at};
    if (tree->code != nullptr) return {codes(tree->code), at};
    return {table(tree->table), at};
  }

 private:
  void head_clause(Parser::HeadClauseContext* tree, Header& result) {
    if (tree->source != nullptr) {
      once(result.source.has_value(), tree->start);
      result.source = string(tree->source);
    } else if (!tree->used.empty()) {
      for (auto* used : tree->used) result.uses.push_back(name(used));
    } else {
      if (result.kind != Header::Kind::guideline) report(diagnostics::Code::E0120, span(tree->start));
      once(result.effective_from.has_value() || result.effective_until.has_value(), tree->start);
      if (tree->from == nullptr && tree->until == nullptr)
        report(diagnostics::Code::E0114, span(tree)).hint("as in `effective from 2009-07-18 until 2016-07-28`");
      if (tree->from != nullptr) result.effective_from = name(tree->from);
      if (tree->until != nullptr) result.effective_until = name(tree->until);
    }
  }

  void policy_clause(Parser::PolicyClauseContext* tree, Header& result) {
    auto& policy = result.policy;
    const auto set = [&](std::optional<Name>& place, Parser::VerdictContext* verdict) {
      if (verdict == nullptr) return;
      once(place.has_value(), tree->start);
      place = name(verdict);
    };
    if (tree->source != nullptr) {
      once(result.source.has_value(), tree->start);
      result.source = string(tree->source);
    }
    for (auto* used : tree->used) result.uses.push_back(name(used));
    for (auto* step : tree->steps) policy.consults.push_back(consult_step(step));
    if (tree->asOf != nullptr) {
      once(policy.as_of != nullptr, tree->start);
      policy.as_of = sum(tree->asOf);
    }
    set(policy.requirement, tree->requirement);
    set(policy.exclusion, tree->exclusion);
    set(policy.when_silent, tree->silent);
    set(policy.when_conflict, tree->conflict);
    if (tree->least != nullptr) policy.allowance_least = true;
    for (auto* verdict : tree->reviewed) policy.needs_review.push_back(name(verdict));
    for (auto* saying : tree->sayings) policy.says.push_back({name(saying->outcome), string(saying->words)});
  }

  ConsultStep consult_step(Parser::ConsultStepContext* tree) {
    ConsultStep result;
    for (auto* consulted : tree->guidelines)
      result.alternatives.push_back({name(consulted->called), expr(consulted->unless)});
    result.by_evidence = result.alternatives.size() > 1;
    if (result.by_evidence && tree->evidence == nullptr) {
      report(diagnostics::Code::E0121, span(tree)).hint("write `" + shortened(source_text(span(tree))) + " by evidence`");
    } else if (!result.by_evidence && tree->evidence != nullptr) {
      report(diagnostics::Code::E0122, span(tree->evidence));
    }
    return result;
  }

  // ---- vocabulary ----
  EnumerationDecl enumeration(Parser::EnumerationDeclContext* tree) {
    EnumerationDecl result;
    result.scale = tree->start->getType() == grammar::K_SCALE;
    result.name = name(tree->called);
    result.words = optional_string(tree->words);
    for (auto* member : tree->members) result.members.push_back({name(member->called), optional_string(member->words)});
    result.source = optional_string(tree->source);
    return result;
  }

  UnitDecl unit_decl(Parser::UnitDeclContext* tree) {
    UnitDecl result{name(tree->called), optional_name(tree->plural), {}, {}};
    if (tree->factor != nullptr) {
      result.factor = digits(tree->factor);
      result.of = unit(tree->of);
    }
    return result;
  }

  ServiceDecl service(Parser::ServiceDeclContext* tree) {
    return {name(tree->called), optional_string(tree->words), optional_unit(tree->unit)};
  }

  FactDecl fact(Parser::FactDeclContext* tree) {
    auto result = field(tree->fact);
    result.per_request = tree->request != nullptr;
    result.span = span(tree);
    return result;
  }

  FactDecl field(Parser::FieldContext* tree) {
    FactDecl result;
    result.name = name(tree->called);
    result.type = type(tree->of);
    result.span = span(tree);
    for (auto* clause : tree->clauses) {
      if (clause->words != nullptr) {
        once(result.words.has_value(), clause->start);
        result.words = string(clause->words);
      } else if (clause->by != nullptr) {
        once(result.documented_by.has_value(), clause->start);
        result.documented_by = string(clause->by);
      } else if (clause->assumed != nullptr) {
        once(result.assumed != nullptr, clause->start);
        result.assumed = literal(clause->assumed);
      } else {
        result.incomplete_unless_stated = true;
      }
    }
    return result;
  }

  TypeExpr type(Parser::TypeContext* tree) {
    using Kind = TypeExpr::Kind;
    TypeExpr result{};
    result.span = span(tree);
    if (tree->named != nullptr) {
      result.kind = Kind::named;
      result.name = name(tree->named);
    } else if (tree->element != nullptr) {
      result.kind = Kind::list;
      result.element.push_back(type(tree->element));
    } else if (tree->code != nullptr) {
      result.kind = Kind::code;
      result.name = name(tree->system);
    } else {
      result.kind = tree->count != nullptr    ? Kind::count
                    : tree->number != nullptr ? Kind::number
                    : tree->date != nullptr   ? Kind::date
                    : tree->months != nullptr ? Kind::months
                    : tree->days != nullptr   ? Kind::days
                    : tree->text != nullptr   ? Kind::text
                                              : Kind::yes_or_no;
    }
    result.unit = optional_unit(tree->unit);
    result.is_signed = tree->sign != nullptr;
    result.not_before = optional_name(tree->notBefore);
    if (tree->limits != nullptr) {
      result.low = literal(tree->limits->low);
      result.high = literal(tree->limits->high);
    }
    return result;
  }

  RecordDecl record(Parser::RecordDeclContext* tree) {
    RecordDecl result{name(tree->called), optional_string(tree->words), {}, {}};
    for (auto* item : tree->items) {
      if (item->fact != nullptr) {
        result.fields.push_back(field(item->fact));
      } else {
        result.defines.push_back(define(item->defined));
      }
    }
    if (result.fields.empty()) report(diagnostics::Code::E0123, span(tree->called), result.name.text);
    return result;
  }

  CodesDecl codes(Parser::CodesDeclContext* tree) {
    CodesDecl result{name(tree->called), optional_string(tree->words), name(tree->system), {}, {}};
    for (auto* item : tree->items) {
      if (item->start->getType() == grammar::STRING) {
        result.items.push_back(string(item->start));
        continue;
      }
      std::string code;
      for (auto i = index(item->start); i <= index(item->stop); ++i) code += list_.tokens[i].text;
      if (item->start != item->stop && code.size() != source_text(span(item)).size())
        report(diagnostics::Code::E0124, span(item)).hint("write `" + code + "`");
      result.items.push_back({std::move(code), span(item)});
    }
    result.from = optional_string(tree->csv);
    return result;
  }

  TableDecl table(Parser::TableDeclContext* tree) {
    TableDecl result;
    result.name = name(tree->called);
    result.words = optional_string(tree->words);
    for (auto* key : tree->by) result.by.push_back(name(key));
    for (auto* gives : tree->columns) result.gives.push_back({name(gives->called), optional_unit(gives->unit)});
    result.source = optional_string(tree->source);
    for (auto* line : tree->rows) result.rows.push_back(row(line));
    if (result.rows.empty()) report(diagnostics::Code::E0125, span(tree->called), result.name.text);
    return result;
  }

  TableRow row(Parser::RowContext* tree) {
    TableRow result;
    result.otherwise = tree->otherwise != nullptr;
    result.span = span(tree);
    for (auto* key : tree->keys) {
      auto& made = result.keys.emplace_back();
      made.span = span(key);
      made.kind = key->called != nullptr ? TableKey::Kind::name : key->code != nullptr ? TableKey::Kind::code : TableKey::Kind::band;
      if (key->code != nullptr) made.code = key->code->getType() == grammar::STRING ? string(key->code).text : token(key->code).text;
      made.name = optional_name(key->called);
      made.low_open = key->above != nullptr;
      made.high_open = key->below != nullptr;
      made.low = literal(key->low);
      made.high = literal(key->high);
    }
    for (auto* value : tree->values) result.values.push_back(literal(value));
    return result;
  }

  DefineDecl define(Parser::DefineDeclContext* tree) {
    auto called = name(tree->called);
    auto words = optional_string(tree->words);
    return {std::move(called), std::move(words), expr(tree->value), span(tree)};
  }

  // ---- rules ----
  Rule short_form(Parser::ShortFormContext* tree) {
    Rule result;
    result.short_form = true;
    result.service = name(tree->service);
    result.span = span(tree);
    result.head = result.service.span;
    result.requirements.emplace_back().condition = expr(tree->value);
    result.requirements[0].span = span(tree->value);
    return result;
  }

  Rule rule(Parser::RuleDeclContext* tree) {
    Rule result;
    result.service = name(tree->service);
    result.label = optional_name(tree->label);
    result.span = span(tree);
    result.head = join(span(tree->start), result.label ? result.label->span : result.service.span);
    if (tree->where != nullptr) result.pages = pages(tree->where);
    cite(tree->cited, result);
    for (auto* part : tree->sections) section(part, result);
    return result;
  }

  void cite(const std::vector<Parser::CitesContext*>& trees, Rule& result) {
    for (auto* tree : trees) result.cites.push_back(string(tree->quoted));
  }

  void section(Parser::SectionContext* tree, Rule& result) {
    if (tree->applies != nullptr || tree->otherwise != nullptr) {
      once(result.applies != nullptr || result.applies_otherwise, tree->start);
      result.applies = expr(tree->applies);
      result.applies_otherwise = tree->otherwise != nullptr;
    } else if (tree->requirements != nullptr) {
      body(tree->requirements, tree, result.requirements);
    } else if (tree->exclusions != nullptr) {
      body(tree->exclusions, tree, result.exclusions);
    } else if (tree->considered != nullptr) {
      body(tree->considered, tree, result.considers);
    } else if (tree->allows != nullptr) {
      result.allows.push_back(grant(tree->allows, span(tree)));
    } else if (tree->never != nullptr) {
      result.never_more.push_back(grant(tree->never, span(tree)));
    } else if (tree->recommended != nullptr) {
      result.not_recommended = true;
    } else if (tree->grade != nullptr) {
      once(result.evidence.has_value(), tree->start);
      result.evidence = digits(tree->grade);
    } else if (tree->note != nullptr) {
      once(result.note.has_value(), tree->start);
      result.note = string(tree->note);
    }
    for (auto* label : tree->overridden) result.overrides.push_back(name(label));
    cite(tree->cited, result);
  }

  void body(Parser::BodyContext* tree, Parser::SectionContext* in, std::vector<Criterion>& criteria) {
    for (auto* part : tree->criteria) criteria.push_back(part->own != nullptr ? criterion(part->own) : named_criterion(part));
    if (tree->value != nullptr) {
      auto& made = criteria.emplace_back();
      made.condition = expr(tree->value);
      made.span = span(tree);
      clauses(tree->clauses, made);
    } else if (tree->criteria.empty()) {
      report(diagnostics::Code::E0112, span(in)).hint("as in `recent: injury_age <= 2y`");
    }
  }

  CriterionDecl shared(Parser::CriterionDeclContext* tree) { return {name(tree->made->label), criterion(tree->made)}; }

  // The place of one that is declared elsewhere.
  Criterion named_criterion(Parser::BodyCriterionContext* tree) {
    Criterion result;
    result.label = name(tree->shared);
    result.shared = true;
    result.span = span(tree);
    return result;
  }

  GrantLine grant(Parser::GrantContext* tree, Span at) {
    GrantLine result;
    result.span = at;
    result.quantity = tree->amount != nullptr ? quantity(tree->amount)
                      : tree->use != nullptr  ? table_use(tree->use)
                                              : expr(tree->value);
    result.within = sum(tree->limit);
    result.less_used = tree->less != nullptr;
    result.when = expr(tree->when);
    for (auto* cited : tree->cited) result.cites.push_back(string(cited->quoted));
    if (result.quantity == nullptr && result.within == nullptr)
      report(diagnostics::Code::E0126, at).hint("as in `10 sessions within 8w`, or `within 8w` alone");
    return result;
  }

  // ---- examples ----
  Example example(Parser::ExampleDeclContext* tree) {
    Example result;
    result.title = string(tree->title);
    result.service = name(tree->service);
    result.policy = optional_name(tree->policy);
    result.span = span(tree);
    for (auto* clause : tree->clauses) {
      if (clause->requests != nullptr) {
        once(result.requests != nullptr, clause->start);
        result.requests = quantity(clause->requests);
        result.over = quantity(clause->over);
        result.used = quantity(clause->used);
      } else if (!clause->facts.empty()) {
        for (auto* part : clause->facts) result.given.push_back(given(part));
      } else {
        result.expects.push_back(expect(clause));
      }
    }
    return result;
  }

  ExpectClause expect(Parser::ExampleClauseContext* tree) {
    ExpectClause result;
    result.span = span(tree);
    result.possible = tree->possible != nullptr;
    result.outcome = optional_name(tree->outcome);
    result.granted = quantity(tree->granted);
    for (auto* outcome : tree->outcomes) result.outcomes.push_back(name(outcome));
    for (auto* part : tree->reasons) result.because.push_back(part->of != nullptr ? path(part->of) : Path{{name(part)}});
    if (tree->of != nullptr) result.criterion = path(tree->of);
    result.status = optional_name(tree->status);
    return result;
  }

  Given given(Parser::GivenContext* tree) {
    Given result{name(tree->called), {}};
    if (tree->value != nullptr) {
      result.value = given_value(tree->value);
      return result;
    }
    result.value.kind = GivenValue::Kind::missing;
    result.value.span = span(tree);
    if (tree->why != nullptr) {
      for (auto i = index(tree->why->start); i <= index(tree->why->stop); ++i) result.value.missing += list_.tokens[i].text;
      if (result.value.missing.size() != source_text(span(tree->why)).size())
        report(diagnostics::Code::E0127, span(tree->why));
    }
    return result;
  }

  std::string month(Parser::GivenMonthContext* tree) {
    const std::string text(source_text(span(tree)));
    if (token(tree->year).text.size() != 4 || token(tree->month).text.size() != 2 || text.size() != 7)
      report(diagnostics::Code::E0119, span(tree), shortened(text)).hint("a month is written like `2013-09`");
    return text;
  }

  // Of a range of months its first day and its last, as an author would write them out.
  ExprPtr day_of_month(Parser::GivenMonthContext* tree, bool last) {
    const std::string written = month(tree);
    const bool sound = written.size() == 7 && written.substr(5) >= "01" && written.substr(5) <= "12";
    std::string day = "01";
    if (last && sound) {
      const int year = (written[0] - '0') * 1000 + (written[1] - '0') * 100 + (written[2] - '0') * 10 + (written[3] - '0');
      const int in_year = (written[5] - '0') * 10 + (written[6] - '0');
      constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
      const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      day = std::to_string(kDays[in_year - 1] + (in_year == 2 && leap ? 1 : 0));
    }
    auto made = std::make_unique<Expr>();
    made->node = Date{written + "-" + day};
    made->span = span(tree);
    return made;
  }

  GivenValue given_value(Parser::GivenValueContext* tree) {
    using Kind = GivenValue::Kind;
    GivenValue result{};
    result.span = span(tree);
    if (tree->high != nullptr || tree->last != nullptr) {
      result.kind = Kind::range;
      result.low = tree->first != nullptr ? day_of_month(tree->first, false) : literal(tree->low);
      result.high = tree->last != nullptr ? day_of_month(tree->last, true) : literal(tree->high);
    } else if (tree->low != nullptr) {
      result.kind = Kind::literal;
      result.literal = literal(tree->low);
    } else if (tree->first != nullptr) {
      result.kind = Kind::partial_date;
      result.partial_date = month(tree->first);
    } else if (!tree->choices.empty()) {
      result.kind = Kind::either;
      for (auto* choice : tree->choices) {
        auto& element = result.elements.emplace_back();
        element.kind = Kind::literal;
        element.span = span(choice);
        element.literal = literal(choice);
      }
    } else if (tree->list != nullptr) {
      result.kind = Kind::list;
      for (auto* element : tree->elements) result.elements.push_back(given_value(element));
      result.incomplete = tree->incomplete != nullptr;
      result.complete = tree->complete != nullptr;
    } else {
      result.kind = Kind::record;
      for (auto* part : tree->fields) result.fields.push_back(given(part));
    }
    return result;
  }
};

}  // namespace
}  // namespace precept::ast
