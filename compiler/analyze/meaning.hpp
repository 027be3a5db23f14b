// What each declaration of a library means, as text that holds no ids and no order of declarations.
// In: a Program. Out: declarations, each in parts: what it means, how it reads, how it is worded. Never here: comparing.
#pragma once

#include <map>
#include <string>

#include "runtime/program/program.hpp"

namespace precept::analyze {

struct Part {
  std::string meaning;  // compared: everything that it reaches, written out
  std::string shown;    // canonical text
  std::string wording;  // texts, pages, citations: no meaning
};

struct Declared {
  std::string pages;
  std::map<std::string, Part> parts;
};

class Meaning {
 public:
  explicit Meaning(const Program& program) : program_(program) {}
  std::map<std::pair<std::string, std::string>, Declared> declarations();  // by "rule" and its name
  std::string fact(FactId id) const;
  static std::string name_of(const Edition& edition, const std::string& rule);  // "mtus_chronic_pain 2009-07-18 work_conditioning"

 private:
  std::string type(const Type& type) const;
  std::string members(const Type& type, std::uint64_t which) const;
  std::string value(const Type& type, Value value) const;
  std::string scope(ScopeId id) const;
  const std::string& node(NodeId id);
  std::string node(const std::optional<NodeId>& id) { return id ? node(*id) : std::string(); }
  std::string criterion(const Criterion& criterion);
  void grants(Declared& out, const std::string& name, const std::vector<GrantLine>& lines);
  Declared rule(const Rule& rule);
  Declared policy(const Policy& policy);

  const Program& program_;
  std::map<std::uint32_t, std::string> nodes_;
};

}  // namespace precept::analyze
