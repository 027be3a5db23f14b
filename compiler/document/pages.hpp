// The pages of the site, one function each. Inside this room only.
#pragma once

#include "compiler/document/diagram.hpp"
#include "compiler/document/parts.hpp"

namespace precept::site {

Page index_page(const Library& library);
Page rule_page(const Library& library, RuleId rule);
Page owner_page(const Library& library, const Owner& owner);   // a vocabulary, an edition, a policy
Page service_page(const Library& library, ServiceId service);  // a service with its rules and examples

// Parts of them.
void rule_in_words(PageWriter& page, RuleId rule);
Diagram diagram_of(const Library& library, RuleId rule);
void policy_in_words(PageWriter& page, const Policy& policy, std::uint32_t source);
void example_row(PageWriter& page, const ExampleSeen& seen, const std::string& target);
void declarations_of(PageWriter& page, const Owner& owner);

// What is asked, in words: "the worker must be no more than 2 years past date of injury, unless …".
std::string criterion_words(const Library& library, CriterionId criterion);
// "all of these", "at least 2 of these"; empty of what is no group.
std::string joined_words(const Criterion& criterion);
std::string line_words(const Library& library, const Rule& rule, const GrantLine& line);
std::string applies_words(const Library& library, const Rule& rule);
std::string edition_title(const Library& library, const Edition& edition);
std::string closing_words(const Criterion& criterion);  // "counts as unmet"; empty where nothing is said of it

}  // namespace precept::site
