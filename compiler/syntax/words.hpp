// The canonical words of one line: names, literals, units, types and expressions.
// In: ast nodes. Out: text that parses to the same nodes. Never here: line breaks, comments (layout.hpp).
#pragma once

#include <string>
#include <string_view>

#include "compiler/syntax/ast.hpp"

namespace precept::ast {

// How tightly an expression binds; an operand below what its place asks for stands in parentheses.
enum class Binding : std::uint8_t { junction, negation, test, sum, product, sign, atom };

Binding binding_of(const Expr& expression);
bool is_open(const Expr& expression);  // goes on to the end: a list with `where`, `every`, `latest … has`

// `last`: nothing of the same expression follows, so that what is open needs no parentheses.
std::string in_words(const Expr& expression, Binding at_least = Binding::junction, bool last = true);
bool needs_parentheses(const Expr& expression, Binding at_least, bool last);

std::string quoted(std::string_view text);
std::string in_words(const UnitExpr& unit);
std::string in_words(const TypeExpr& type);
std::string in_words(const Path& path);
std::string in_words(const Pages& pages);
std::string in_words(const GivenValue& value);
std::string in_words(const Given& given);
std::string in_words(const TableKey& key);
std::string list_head(const ListExpr& list);   // up to `where` and `has`
std::string group_head(const Group& group);    // "at least 2 of"
std::string operator_word(Comparison::Op op);  // "<="
std::string code_item(std::string_view item);  // quoted where it does not look like a code

}  // namespace precept::ast
