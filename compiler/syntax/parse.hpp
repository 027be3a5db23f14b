// Text to syntax tree.
// In: Sources. Out: ast::Library, and diagnostics E01xx. ANTLR is met in parse.cpp only; its messages are never shown.
#pragma once

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/source/source.hpp"
#include "compiler/syntax/ast.hpp"

namespace precept::ast {

inline constexpr std::size_t kSourceBytesMax = 64u << 20;  // a file
inline constexpr int kNestingMax = 128;                    // open parentheses, groups, `where`s

// Every declaration without a syntax error is in the result, whatever is wrong elsewhere.
File file_from_source(const source::Sources& sources, std::uint32_t file, diagnostics::Diagnostics& diagnostics);
Library library_from_sources(const source::Sources& sources, diagnostics::Diagnostics& diagnostics);

}  // namespace precept::ast
