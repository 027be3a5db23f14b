// Places in a source that its tree does not hold: of the version, of keywords and of clauses without a node of their own.
// In: a parsed file and its text. Out: where comments about them belong. Never here: printing (print.cpp).
#pragma once

#include <cstdint>
#include <string_view>

#include "compiler/syntax/ast.hpp"

namespace precept::ast {

class SourcePlaces {
 public:
  SourcePlaces(const File& file, std::string_view source) : file_(file), source_(source) {}

  Span version() const;
  std::uint32_t keyword_before(std::uint32_t begin, std::string_view keyword) const;
  Span clause(Span whole, std::string_view keyword) const;

 private:
  std::size_t before_blanks(std::size_t place) const;

  const File& file_;
  std::string_view source_;
};

}  // namespace precept::ast
