// What a syntax error means, and how parsing goes on after it.
#include "compiler/syntax/recover.hpp"

namespace precept::ast {

using namespace grammar;

std::size_t next_declaration(const TokenList& list, std::size_t from) {
  for (std::size_t i = from + 1; i + 1 < list.tokens.size(); ++i) {
    const auto kind = list.tokens[i].kind;
    if (kind == K_RULE || kind == K_RECORD || kind == K_TABLE || kind == K_DEFINE || kind == K_EXAMPLE) return i;
  }
  return list.tokens.size() - 1;
}

Recovery recover(TokenList& list, std::size_t start, const SyntaxError& error, diagnostics::Diagnostics& diagnostics) {
  diagnostics.report(diagnostics::Code::E0101, list.span(error.at), list.tokens[error.at].text, "something else");
  return {Mend::given_up, next_declaration(list, std::max(start, error.at))};
}

std::vector<std::size_t> declared_names(const TokenList&, std::size_t, std::size_t) { return {}; }

}  // namespace precept::ast
