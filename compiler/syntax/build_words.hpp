// Part of parse.cpp (included there only): parse trees of names, texts, numbers, units and literals to ast.
// In: trees without syntax errors. Out: ast nodes with byte spans. Reports what the grammar leaves open: leading zeros,
// escapes.
#pragma once

namespace precept::ast {
namespace {

using Parser = PreceptParser;

using Tree = antlr4::ParserRuleContext;

class WordBuilder {
 public:
  WordBuilder(const TokenList& list, diagnostics::Diagnostics& diagnostics) : list_(list), diagnostics_(diagnostics) {}
  bool failed() const { return failed_; }

 protected:
  // ---- tokens and spans ----
  static std::size_t index(const antlr4::Token* token) { return token->getTokenIndex(); }
  const Token& token(const antlr4::Token* at) const { return list_.tokens[index(at)]; }
  Span span(const antlr4::Token* at) const { return list_.span(index(at)); }
  Span span(const Tree* tree) const {
    if (tree->stop == nullptr || index(tree->stop) < index(tree->start)) {
      const auto begin = token(tree->start).begin;
      return {list_.file, begin, begin};
    }
    return list_.span(index(tree->start), index(tree->stop));
  }
  static Span join(Span first, Span last) { return {first.file, first.begin, last.end}; }

  diagnostics::Diagnostic& report(diagnostics::Code code, Span at, const auto&... args) {
    failed_ = true;
    return diagnostics_.report(code, at, args...);
  }

  Name name(const antlr4::Token* at) const { return {std::string(token(at).text), span(at)}; }
  Name name(const Tree* tree) const { return name(tree->start); }
  std::optional<Name> optional_name(const Tree* tree) const {
    return tree == nullptr ? std::nullopt : std::optional<Name>(name(tree));
  }

  // ---- strings: white space folds, `\"` and `\\` are escapes ----
  String string(const antlr4::Token* at) {
    const auto& shown = token(at);
    const auto raw = shown.text.substr(1, shown.text.size() - 2);
    std::string text;
    text.reserve(raw.size());
    bool space = false;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      char letter = raw[i];
      if (letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r') {
        space = true;
        continue;
      }
      if (space && !text.empty()) text += ' ';
      space = false;
      if (letter == '\\' && i + 1 < raw.size()) {
        letter = raw[++i];
        if (letter != '"' && letter != '\\') {
          const auto where = shown.begin + static_cast<std::uint32_t>(i);
          std::string shape(1, letter);
          report(diagnostics::Code::E0118, {list_.file, where, where + 1}, shape)
              .hint("a backslash itself is written `\\\\`");
          text += '\\';
        }
      }
      text += letter;
    }
    return {std::move(text), span(at)};
  }
  std::optional<String> optional_string(const antlr4::Token* at) {
    return at == nullptr ? std::nullopt : std::optional<String>(string(at));
  }

  // ---- numbers, units, dates ----
  std::string digits(const antlr4::Token* at) {
    const std::string text(token(at).text);
    if (text.size() > 1 && text[0] == '0' && text[1] != '.') {
      auto plain = text.substr(std::min(text.find_first_not_of('0'), text.size() - 1));
      if (plain[0] == '.') plain.insert(0, 1, '0');
      report(diagnostics::Code::E0116, span(at), text)
          .hint(fmt::format("write `{}`; a code that begins with 0 stands in quotes", plain));
    }
    return text;
  }

  UnitExpr unit(Parser::UnitLiteralContext* tree) {
    UnitExpr unit{{}, span(tree)};
    for (std::size_t i = 0; i < tree->parts.size(); ++i) {
      auto& factor = unit.factors.emplace_back();
      if (i > 0) factor.join = tree->joins[i - 1]->getType() == grammar::UNIT_TIMES ? '*' : '/';
      if (tree->parts[i]->nested != nullptr) {
        factor.nested.push_back(this->unit(tree->parts[i]->nested));
      } else {
        factor.name = name(tree->parts[i]);
      }
    }
    return unit;
  }
  UnitExpr unit(Parser::UnitNamesContext* tree) {
    UnitExpr unit{{}, span(tree)};
    for (std::size_t i = 0; i < tree->parts.size(); ++i) {
      auto& factor = unit.factors.emplace_back();
      if (i > 0) factor.join = tree->joins[i - 1]->getType() == grammar::TIMES ? '*' : '/';
      if (tree->parts[i]->nested != nullptr) {
        factor.nested.push_back(this->unit(tree->parts[i]->nested));
      } else {
        factor.name = name(tree->parts[i]);
      }
    }
    return unit;
  }
  template <class Node>
  std::optional<UnitExpr> optional_unit(Node* tree) {
    return tree == nullptr ? std::nullopt : std::optional<UnitExpr>(unit(tree));
  }

  template <class Node>
  static ExprPtr make(Span at, Node node) {
    return std::make_unique<Expr>(Expr{at, std::move(node)});
  }

  ExprPtr quantity(Parser::QuantityContext* tree) {
    if (tree == nullptr) return nullptr;
    return make(span(tree), Number{digits(tree->number), optional_unit(tree->unit)});
  }

  // DATE, CODE or STRING
  ExprPtr token_literal(const antlr4::Token* at) {
    const auto& shown = token(at);
    if (shown.kind == grammar::DATE) return make(span(at), Date{std::string(shown.text)});
    if (shown.kind == grammar::STRING) return make(span(at), Text{string(at).text});
    if (shown.text.back() == '*')
      report(diagnostics::Code::E0117, span(at), shown.text)
          .hint("declare a code list: `codes NAME in SYSTEM: " + std::string(shown.text) + "`");
    return make(span(at), ast::Code{std::string(shown.text)});
  }

  ExprPtr minus(const antlr4::Token* sign, ExprPtr operand) {
    if (sign == nullptr) return operand;
    const auto at = join(span(sign), operand->span);
    return make(at, Unary{Unary::Op::minus, std::move(operand)});
  }

  ExprPtr literal(Parser::LiteralContext* tree) {
    if (tree == nullptr) return nullptr;
    if (tree->word != nullptr) return make(span(tree), Path{{name(tree->word)}});
    if (tree->token != nullptr) return token_literal(tree->token);
    return minus(tree->minus, quantity(tree->number));
  }
  ExprPtr literal(Parser::BoundContext* tree) {
    if (tree == nullptr) return nullptr;
    if (tree->token != nullptr) return token_literal(tree->token);
    return minus(tree->minus, quantity(tree->number));
  }

  Path path(Parser::PathContext* tree) const {
    Path result{{name(tree->first)}};
    if (tree->second != nullptr) result.names.push_back(name(tree->second));
    return result;
  }

  const TokenList& list_;
  diagnostics::Diagnostics& diagnostics_;
  bool failed_ = false;
};

}  // namespace
}  // namespace precept::ast
