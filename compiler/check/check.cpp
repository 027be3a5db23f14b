// The checker's order of work: names first, then definitions, rules, policies, examples.
// Errors in one declaration never hide those in another.
#include <map>

#include "compiler/check/checker.hpp"

namespace precept::check {

std::optional<Library> Checker::run() {
  for (const auto& file : syntax_.files) syntax_errors_ = syntax_errors_ || file.has_syntax_errors;
  collect_owners();
  collect_uses();
  collect_names();
  check_fact_names();
  check_definitions();
  check_rules();
  check_branches();
  check_editions();
  check_policies();
  check_examples();
  settle_tables();
  settle_codes();
  if (diagnostics_.has_errors()) return std::nullopt;
  std::map<std::string, Unit> units;
  for (const Owner& owner : owners_)
    for (const auto& [name, entry] : owner.units) units.try_emplace(entry.what.singular, entry.what);
  for (auto& [name, unit] : units) library_.units.push_back(std::move(unit));
  return std::move(library_);
}

std::optional<Library> library_from_ast(const ast::Library& syntax, const source::Sources& sources, Diagnostics& diagnostics) {
  return Checker(syntax, sources, diagnostics).run();
}

}  // namespace precept::check
