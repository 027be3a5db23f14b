// What a text must be before it is parsed at all.
// In: bytes. Out: whether the parser may see them, and a diagnostic where not.
#pragma once

#include <string_view>

#include "compiler/diagnostics/diagnostics.hpp"

namespace precept::ast {

// UTF-8 without zero bytes, at most kSourceBytesMax long. Reports E0102 to E0104 where not.
bool may_enter(std::string_view text, std::uint32_t file, diagnostics::Diagnostics& diagnostics);

// The length of a byte order mark at the start: 3 or 0.
std::size_t byte_order_mark(std::string_view text);

}  // namespace precept::ast
