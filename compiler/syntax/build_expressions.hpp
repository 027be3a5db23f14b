// Part of parse.cpp (included there only): parse trees of expressions and criteria to ast.
// In: trees without syntax errors. Out: ast nodes with byte spans. Reports what the grammar leaves open: a mix of `and` and
// `or`, depth, clauses that stand twice.
#pragma once

namespace precept::ast {
namespace {

constexpr int kTreeDepthMax = 512;  // of one expression: chains of + - * / lean to the left, so their length counts too

class ExpressionBuilder : public WordBuilder {
 public:
  using WordBuilder::WordBuilder;

 protected:
  // ---- expressions ----
  // Counts how deep the tree under construction is.
  class Level {
   public:
    Level(ExpressionBuilder& builder, int more) : builder_(builder), more_(more) { builder_.level_ += more_; }
    ~Level() { builder_.level_ -= more_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    ExpressionBuilder& builder_;
    int more_;
  };
  bool too_deep(const Tree* tree, std::size_t more) {
    if (level_ + static_cast<int>(std::min<std::size_t>(more, kTreeDepthMax)) < kTreeDepthMax) return false;
    if (!failed_)
      report(diagnostics::Code::E0106, span(tree->start), kTreeDepthMax).hint("give its parts names with `define`");
    failed_ = true;
    return true;
  }

  ExprPtr expr(Parser::ExprContext* tree) {
    if (tree == nullptr) return nullptr;
    if (tree->terms.size() == 1 && tree->last == nullptr) return term(tree->terms[0]);
    if (tree->terms.empty()) return open_term(tree->last);
    const Level level(*this, 1);
    std::vector<ExprPtr> terms;
    for (auto* part : tree->terms) terms.push_back(term(part));
    if (tree->last != nullptr) terms.push_back(open_term(tree->last));
    const auto op_of = [](Parser::JunctionContext* junction) {
      return junction->start->getType() == grammar::K_AND ? Junction::Op::and_ : Junction::Op::or_;
    };
    const auto op = op_of(tree->junctions[0]);
    for (auto* junction : tree->junctions)
      if (op_of(junction) != op) {
        mixed(tree, junction);
        break;
      }
    return make(span(tree), Junction{op, std::move(terms)});
  }

  // Both ways to read a mix of `and` and `or`.
  void mixed(Parser::ExprContext* tree, Parser::JunctionContext* second) {
    std::vector<Tree*> parts(tree->terms.begin(), tree->terms.end());
    if (tree->last != nullptr) parts.push_back(tree->last);
    const auto shown = [&](Tree* part) { return shortened(source_text(span(part))); };
    const auto grouped = [&](std::size_t inner) {  // parentheses around what `inner` joins
      std::string text;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool left = i > 0 && tree->junctions[i - 1]->start->getType() == inner;
        const bool right = i + 1 < parts.size() && tree->junctions[i]->start->getType() == inner;
        if (i > 0) text += std::string(" ") + std::string(token(tree->junctions[i - 1]->start).text) + " ";
        if (right && !left) text += "(";
        text += shown(parts[i]);
        if (left && !right) text += ")";
      }
      return text;
    };
    auto& found = report(diagnostics::Code::E0115, span(second)).mark(span(tree->junctions[0]), "the other one is here");
    constexpr std::size_t kShownParts = 6;
    if (parts.size() > kShownParts) {
      found.hint("put parentheses around what belongs together");
      return;
    }
    found.hint("either `" + grouped(grammar::K_AND) + "`").hint("or     `" + grouped(grammar::K_OR) + "`");
  }
  std::string_view source_text(Span at) const { return list_.source.substr(at.begin, at.end - at.begin); }
  static std::string shortened(std::string_view text) {
    std::string line;
    for (const char letter : text) {
      const bool space = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
      if (!space) {
        line += letter;
      } else if (!line.empty() && line.back() != ' ') {
        line += ' ';
      }
    }
    if (line.size() <= 60) return line;
    std::size_t cut = 57;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
    return line.substr(0, cut) + "...";
  }

  ExprPtr negated(const std::vector<antlr4::Token*>& nots, ExprPtr operand) {
    for (auto i = nots.size(); i-- > 0;) {
      const auto at = join(span(nots[i]), operand->span);
      operand = make(at, Unary{Unary::Op::not_, std::move(operand)});
    }
    return operand;
  }

  ExprPtr term(Parser::TermContext* tree) {
    if (too_deep(tree, tree->nots.size())) return make(span(tree), Number{"0", {}});
    const Level level(*this, static_cast<int>(tree->nots.size()) + 1);
    auto subject = sum(tree->subject);
    if (tree->tail != nullptr) {
      const auto at = join(list_.span(index(tree->subject->start)), span(tree->tail));
      subject = test(at, std::move(subject), tree->tail);
    }
    return negated(tree->nots, std::move(subject));
  }

  ExprPtr test(Span at, ExprPtr subject, Parser::TestContext* tree) {
    const bool negated = tree->negated != nullptr;
    if (tree->looked != nullptr)
      return make(at, Documented{std::move(subject), tree->looked->getType() == grammar::K_EXACT, negated});
    using Op = Comparison::Op;
    auto op = Op::is;
    switch (tree->op->getType()) {
      case grammar::K_BETWEEN: {
        auto low = sum(tree->low);
        return make(at, Between{std::move(subject), std::move(low), sum(tree->high)});
      }
      case grammar::K_WITHIN: {
        auto duration = sum(tree->duration);
        const auto side = tree->side->getType() == grammar::K_BEFORE ? Within::Side::before : Within::Side::after;
        return make(at, Within{std::move(subject), std::move(duration), side, sum(tree->anchor)});
      }
      case grammar::LESS:
        op = Op::less;
        break;
      case grammar::LESS_EQUAL:
        op = Op::less_equal;
        break;
      case grammar::GREATER:
        op = Op::greater;
        break;
      case grammar::GREATER_EQUAL:
        op = Op::greater_equal;
        break;
      case grammar::K_IN:
        op = negated ? Op::not_in : Op::in;
        break;
      default:
        op = negated ? Op::is_not : Op::is;
        break;
    }
    auto op_span = span(tree->op);
    if (negated) {
      op_span.begin = std::min(op_span.begin, span(tree->negated).begin);
      op_span.end = std::max(op_span.end, span(tree->negated).end);
    }
    return make(at, Comparison{op, std::move(subject), sum(tree->right), op_span});
  }

  // A chain of + - * /, from the left. `part` builds an operand.
  template <class Operands, class Part>
  ExprPtr chain(Tree* tree, const Operands& operands, const std::vector<antlr4::Token*>& operators, Part part) {
    if (operators.empty()) return part(operands[0]);
    if (too_deep(tree, operators.size())) return make(span(tree), Number{"0", {}});
    ExprPtr left;
    {
      const Level level(*this, static_cast<int>(operators.size()));
      left = part(operands[0]);
    }
    for (std::size_t i = 0; i < operators.size(); ++i) {
      auto op = Arithmetic::Op::add;
      switch (operators[i]->getType()) {
        case grammar::MINUS:
          op = Arithmetic::Op::subtract;
          break;
        case grammar::TIMES:
          op = Arithmetic::Op::multiply;
          break;
        case grammar::PER:
          op = Arithmetic::Op::divide;
          break;
        default:
          break;
      }
      const Level level(*this, static_cast<int>(operators.size() - i));
      auto right = part(operands[i + 1]);
      const auto at = Span{list_.file, token(tree->start).begin, span(operands[i + 1]).end};
      left = make(at, Arithmetic{op, std::move(left), std::move(right), span(operators[i])});
    }
    return left;
  }
  ExprPtr sum(Parser::SumContext* tree) {
    if (tree == nullptr) return nullptr;
    return chain(tree, tree->operands, tree->operators, [this](Parser::ProductContext* part) { return product(part); });
  }
  ExprPtr product(Parser::ProductContext* tree) {
    return chain(tree, tree->operands, tree->operators, [this](Parser::UnaryContext* part) { return unary(part); });
  }
  ExprPtr unary(Parser::UnaryContext* tree) {
    if (too_deep(tree, tree->minuses.size())) return make(span(tree), Number{"0", {}});
    const Level level(*this, static_cast<int>(tree->minuses.size()) + 1);
    auto operand = primary(tree->operand);
    for (auto i = tree->minuses.size(); i-- > 0;) operand = minus(tree->minuses[i], std::move(operand));
    return operand;
  }

  ExprPtr primary(Parser::PrimaryContext* tree) {
    if (tree->value != nullptr) return atom(tree->value);
    if (tree->counted != nullptr) return make(span(tree), head(tree->counted));
    if (tree->listed != nullptr) return make(span(tree), head(tree->listed));
    if (tree->members != nullptr) return set(tree->members);
    if (tree->branches != nullptr) return group(tree->branches);
    if (tree->from != nullptr) {
      auto from = atom(tree->from);
      return make(span(tree), TimeFrom{std::move(from), atom(tree->to)});
    }
    auto unit = WholeOf::Unit::years;
    if (tree->whole->getType() == grammar::K_MONTHS) unit = WholeOf::Unit::months;
    if (tree->whole->getType() == grammar::K_DAYS) unit = WholeOf::Unit::days;
    return make(span(tree), WholeOf{unit, atom(tree->of)});
  }

  ExprPtr atom(Parser::AtomContext* tree) {
    if (tree->token != nullptr) return token_literal(tree->token);
    if (tree->value != nullptr) return expr(tree->value);
    if (tree->named != nullptr) return make(span(tree), path(tree->named));
    if (tree->number != nullptr) return quantity(tree->number);
    return table_use(tree->use);
  }

  ExprPtr table_use(Parser::TableUseContext* tree) {
    TableUse use{name(tree->table), {}, optional_name(tree->gives)};
    for (auto* argument : tree->arguments) use.arguments.push_back(expr(argument));
    return make(span(tree), std::move(use));
  }

  ExprPtr set(Parser::SetContext* tree) {
    Set result;
    for (auto* element : tree->elements) {
      const auto& first = token(element->start);
      const bool many = element->start == element->stop && first.kind == grammar::CODE && first.text.back() == '*';
      result.elements.push_back(many ? make(span(element->start), ast::Code{std::string(first.text)}) : sum(element));
    }
    return make(span(tree), std::move(result));
  }

  ExprPtr group(Parser::GroupContext* tree) {
    const Level level(*this, 1);
    Group result{Group::Kind::all_of, {}, {}};
    if (tree->kind->getType() == grammar::K_ANY) result.kind = Group::Kind::any_of;
    if (tree->kind->getType() == grammar::K_AT) {
      result.kind = Group::Kind::at_least;
      result.quantity = digits(tree->number);
    }
    for (auto* branch : tree->branches) result.branches.push_back(criterion(branch));
    if (result.branches.empty())
      report(diagnostics::Code::E0112, span(tree))
          .hint("each branch has a label and a condition, as in `imaging: mri_shows_it`");
    return make(span(tree), std::move(result));
  }

  // ---- lists ----
  ListExpr head(Parser::CountHeadContext* tree) {
    ListExpr result;
    result.kind = ListExpr::Kind::count_of;
    result.list = path(tree->of);
    if (tree->called != nullptr) result.alias = name(tree->called->called);
    if (tree->unit != nullptr) result.unit = counted_unit(tree->unit);
    return result;
  }
  UnitExpr counted_unit(Tree* tree) { return {{{0, name(tree), {}}}, span(tree)}; }

  ListExpr head(Parser::ListHeadContext* tree) {
    using Kind = ListExpr::Kind;
    ListExpr result;
    switch (tree->kind->getType()) {
      case grammar::K_SOME:
        result.kind = Kind::some;
        break;
      case grammar::K_DISTINCT:
        result.kind = Kind::count_distinct;
        break;
      case grammar::K_SUM:
        result.kind = Kind::sum_of;
        break;
      case grammar::K_LEAST:
        result.kind = Kind::least;
        break;
      case grammar::K_GREATEST:
        result.kind = Kind::greatest;
        break;
      case grammar::K_LATEST:
        result.kind = Kind::latest_field;
        break;
      default:
        result.kind = Kind::at_least_of;
        result.quantity = digits(tree->number);
        result.set = set(tree->kinds);
        break;
    }
    result.list = path(tree->of);
    if (tree->called != nullptr) result.alias = name(tree->called->called);
    result.field = optional_name(tree->attribute);
    result.by = optional_name(tree->by);
    return result;
  }

  ExprPtr open_term(Parser::OpenTermContext* tree) {
    if (too_deep(tree, tree->nots.size())) return make(span(tree), Number{"0", {}});
    const Level level(*this, static_cast<int>(tree->nots.size()) + 1);
    auto* body = tree->what;
    ListExpr result;
    if (body->counted != nullptr) {
      result = head(body->counted);
      if (body->unit != nullptr) {
        if (result.unit)
          report(diagnostics::Code::E0113, span(body->unit), "in").mark(result.unit->span, "the first one is here");
        result.unit = counted_unit(body->unit);
      }
    } else if (body->listed != nullptr) {
      result = head(body->listed);
    } else {
      result.kind = body->every != nullptr ? ListExpr::Kind::every : ListExpr::Kind::latest_has;
      result.list = path(body->of);
      if (body->called != nullptr) result.alias = name(body->called->called);
      result.by = optional_name(body->by);
    }
    result.where = expr(body->condition);
    result.has = expr(body->holds);
    return negated(tree->nots, make(span(body), std::move(result)));
  }

  // ---- criteria ----
  Criterion criterion(Parser::CriterionContext* tree) {
    Criterion result;
    result.label = name(tree->label);
    result.condition = expr(tree->value);
    result.span = span(tree);
    clauses(tree->clauses, result);
    return result;
  }

  void once(bool already, const antlr4::Token* at) {
    if (already) report(diagnostics::Code::E0113, span(at), token(at).text);
  }

  void clauses(const std::vector<Parser::ClauseContext*>& trees, Criterion& result) {
    for (auto* tree : trees) {
      if (tree->unless != nullptr) {
        once(result.unless != nullptr, tree->start);
        result.unless = expr(tree->unless);
      } else if (tree->where != nullptr) {
        once(result.pages.has_value(), tree->start);
        result.pages = pages(tree->where);
      } else if (tree->cited != nullptr) {
        result.cites.push_back(string(tree->cited->quoted));
      } else if (tree->shown != nullptr) {
        once(result.text.has_value(), tree->start);
        result.text = string(tree->shown);
      } else if (tree->met != nullptr) {
        once(result.met.has_value(), tree->start);
        result.met = string(tree->met);
      } else if (tree->unmet != nullptr) {
        once(result.unmet.has_value(), tree->start);
        result.unmet = string(tree->unmet);
      } else {
        once(result.undocumented.has_value(), tree->start);
        if (tree->closing == nullptr && tree->words == nullptr)
          report(diagnostics::Code::E0114, span(tree)).hint("as in `undocumented is unmet \"the records do not show it\"`");
        result.undocumented = UndocumentedClause{optional_name(tree->closing), optional_string(tree->words), span(tree)};
      }
    }
  }

  Pages pages(Parser::PagesContext* tree) {
    Pages result{{}, span(tree)};
    for (auto* range : tree->ranges) {
      if (!result.text.empty()) result.text += ", ";
      result.text += digits(range->first);
      if (range->last != nullptr) result.text += "-" + digits(range->last);
    }
    return result;
  }

  int level_ = 0;
};

}  // namespace
}  // namespace precept::ast
