// The lines of expressions and criteria: what rules, definitions and groups share.
// In: ast. Out: lines in a Layout. Never here: declarations (print.cpp).
#pragma once

#include <functional>
#include <span>

#include "compiler/syntax/layout.hpp"

namespace precept::ast {

class CriteriaPrinter {
 protected:
  static constexpr std::size_t kStep = 2;

  // Behind what stands on the last line; what does not fit goes on `indent` deep.
  void expression(const Expr& expr, std::size_t indent) { operand(expr, indent, 0, true); }
  // `words(i)` with commas between, broken where they do not fit.
  void items(std::size_t count, std::size_t indent, const std::function<std::string(std::size_t)>& words);
  // Labelled criteria, their conditions below each other.
  void criteria(std::span<const Criterion> list, std::size_t indent);
  void condition_and_clauses(const Criterion& made, std::size_t indent);
  void text_behind(const std::optional<String>& text, std::size_t indent);
  void text_clause(std::size_t indent, std::string_view keyword, const String& text);

  Layout out_;

 private:
  void operand(const Expr& expr, std::size_t indent, int binding, bool last);
  void broken(const Expr& expr, std::size_t indent, bool last);
  void broken_junction(const Junction& junction, std::size_t indent, bool last);
  void broken_list(const ListExpr& list, std::size_t indent);
  void clauses(const Criterion& made, std::size_t indent);
};

bool holds_group(const Expr& expression);  // one that is printed over several lines

// How wide to make the labels of a block, so that what follows them stands below each other.
// Wider labels than `most` do not push the others to the right.
std::size_t aligned_width(std::span<const std::size_t> widths, std::size_t most = 24);
std::string padded(std::string words, std::size_t width);

}  // namespace precept::ast
