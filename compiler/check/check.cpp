// The checker's order of work: names first, then definitions, rules, policies, examples.
// Errors in one declaration never hide those in another.
#include "compiler/check/checker.hpp"

namespace precept::check {

std::optional<Library> Checker::run() {
  for (const auto& file : syntax_.files) syntax_errors_ = syntax_errors_ || file.has_syntax_errors;
  collect_owners();
  collect_uses();
  collect_names();
  for (std::uint32_t i = 0; i < pending_.size(); ++i) definition(i);
  check_rules();
  check_editions();
  check_policies();
  check_examples();
  if (diagnostics_.has_errors()) return std::nullopt;
  return std::move(library_);
}

std::optional<Library> library_from_ast(const ast::Library& syntax, const source::Sources& sources, Diagnostics& diagnostics) {
  return Checker(syntax, sources, diagnostics).run();
}

}  // namespace precept::check
