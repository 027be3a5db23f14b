// Every page in order.
#include "compiler/document/document.hpp"

#include "compiler/document/pages.hpp"

namespace precept::site {

std::vector<Page> pages_of(const Input& input) {
  const Library library(input);
  std::vector<Page> pages{index_page(library)};
  for (const Owner& owner : library.names().owners()) pages.push_back(owner_page(library, owner));
  for (std::uint32_t i = 0; i < input.program.rules.size(); ++i) pages.push_back(rule_page(library, RuleId{i}));
  for (std::uint32_t i = 0; i < input.program.services.size(); ++i) pages.push_back(service_page(library, ServiceId{i}));
  return pages;
}

}  // namespace precept::site
