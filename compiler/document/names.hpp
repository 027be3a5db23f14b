// Where each thing of a library is told of: which page, and which place on it.
// In: the syntax trees and what was checked. Out: owners with their pages, links for names as a file sees them.
// Never here: what a page says.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/document/document.hpp"

namespace precept::site {

// File names, each given once. What a name holds beside plain letters, digits, `-` and `_` becomes `-`; long ones are cut;
// two that come out alike are numbered.
class FileNames {
 public:
  std::string take(std::string_view prefix, std::string_view name);

 private:
  std::set<std::string> taken_;
};

// "hours_tolerated" -> "hours tolerated"
std::string spaced(std::string_view name);

// A place on a page, for `id`: as safe as a file name.
std::string anchor_of(std::string_view kind, std::string_view name);

// A vocabulary, an edition of a guideline or a policy, with every file that bears its header.
struct Owner {
  ast::Header::Kind kind = ast::Header::Kind::vocabulary;
  std::string name;     // "mtus_chronic_pain"
  std::string display;  // "mtus_chronic_pain 2009-07-18"
  std::string words, source, from, until;
  std::vector<std::uint32_t> files;  // indices into ast::Library::files
  std::vector<std::string> uses;
  std::string page;
  std::map<std::string, std::string> declared;  // name -> place on the page
};

class Names {
 public:
  explicit Names(const Input& input);

  const std::vector<Owner>& owners() const { return owners_; }
  const Owner* owner_of_file(std::uint32_t source) const;
  const Owner* edition(const Edition& edition) const;
  const Owner* policy(const std::string& name) const;

  // "vocabulary-workers_comp.html#fact-injury_date" for a name as the file sees it: its own, then what it uses. Empty:
  // nothing of that name.
  std::string link(std::uint32_t source, std::string_view name) const;
  std::string link(const Fact& fact) const;
  std::string link(const Definition& definition) const;

  const std::string& rule_page(RuleId rule) const { return rule_pages_[rule.index]; }
  const std::string& service_page(ServiceId service) const { return service_pages_[service.index]; }

 private:
  void collect_owners(const Input& input);
  void collect_declared(const Input& input);
  std::string declared_by(const std::string& display, const std::string& name) const;

  std::vector<Owner> owners_;
  std::vector<std::size_t> owner_of_file_;  // by source; owners_.size(): none
  std::vector<std::string> rule_pages_, service_pages_;
};

}  // namespace precept::site
