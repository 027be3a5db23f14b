# Precept.tokens in, precept_tokens.hpp out: the token kinds as an enumeration, and the text of those that are always the same.
file(STRINGS ${TOKENS} lines ENCODING UTF-8)
set(kinds "")
set(texts "")
foreach(line IN LISTS lines)
  if(line MATCHES "^([A-Z_]+)=([0-9]+)$")
    string(APPEND kinds "  ${CMAKE_MATCH_1} = ${CMAKE_MATCH_2},\n")
  elseif(line MATCHES "^'([a-z]+)'=([0-9]+)$")
    string(APPEND texts "    {${CMAKE_MATCH_2}, \"${CMAKE_MATCH_1}\"},\n")
  endif()
endforeach()
file(WRITE ${HEADER} "// Generated from Precept.g4: token kinds, and the words that are keywords.
#pragma once

#include <cstdint>
#include <string_view>

namespace precept::grammar {

enum Kind : std::uint16_t {
  NONE = 0,
${kinds}};

struct Keyword {
  std::uint16_t kind;
  std::string_view text;
};
inline constexpr Keyword keywords[] = {
${texts}};

}  // namespace precept::grammar
")
