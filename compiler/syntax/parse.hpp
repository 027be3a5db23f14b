// Text to syntax tree.
// In: Sources. Out: ast::Library, and diagnostics E01xx. ANTLR is met in parse.cpp only; its messages are never shown.
#pragma once

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/source/source.hpp"
#include "compiler/syntax/ast.hpp"

namespace precept::ast {

inline constexpr std::size_t kSourceBytesMax = 64u << 20;  // a file
inline constexpr int kNestingMax = 128;                    // open parentheses, groups, `where`s

// Examples are for authors and their tests; who only decides need not read them.
enum class Examples : std::uint8_t { read, skip };

// Every declaration without a syntax error is in the result, whatever is wrong elsewhere.
File file_from_source(const source::Sources& sources, std::uint32_t file, diagnostics::Diagnostics& diagnostics,
                      Examples examples = Examples::read);
Library library_from_sources(const source::Sources& sources, diagnostics::Diagnostics& diagnostics,
                             Examples examples = Examples::read);

}  // namespace precept::ast
