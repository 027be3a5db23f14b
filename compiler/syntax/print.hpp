// The canonical printer: one way to write a thing.
// In: ast. Out: text that parses to the same tree; `print_file` keeps comments.
#pragma once

#include <string>

#include "compiler/syntax/ast.hpp"

namespace precept::ast {

std::string print_file(const File& file, const source::SourceFile& source);  // `precept fmt`
std::string print_expression(const Expr& expression);                        // on one line: "injury_age <= 2y"
std::string print_grant_line(const GrantLine& line);                         // "10 sessions within 8w less used"
std::string dump_file(
    const File& file);  // every node, no spans, no comments: equal text means equal trees (`show --stage ast`)

}  // namespace precept::ast
