# Precept.tokens in, precept_tokens.hpp out: the token kinds as an enumeration, and the words among them.
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
file(WRITE ${HEADER} "// Generated: token kinds, and the words that are keywords.
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

# The generated classes read their tables before main() begins, in every program that links them: 3 ms that a start without
# parsing need not pay. Here they do so when asked, by start().
foreach(class Precept PreceptLexer)
  get_filename_component(folder ${HEADER} DIRECTORY)
  file(READ ${folder}/${class}.h text)
  string(REPLACE "  static Initializer _init;" "public:\n  static void start() { static Initializer once; }\nprivate:" text "${text}")
  if(NOT text MATCHES "static void start")
    message(FATAL_ERROR "${class}.h has no initializer where one was looked for")
  endif()
  file(WRITE ${folder}/${class}.h "${text}")
  file(READ ${folder}/${class}.cpp text)
  string(REPLACE "${class}::Initializer ${class}::_init;" "" text "${text}")
  file(WRITE ${folder}/${class}.cpp "${text}")
endforeach()
