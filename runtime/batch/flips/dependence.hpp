// What the answers for a service hang on, and how a fact is read, each as one text that holds no ids: where two libraries
// have the same text, their answers for that service, or their readings of that fact's cells, are the same.
// In: a Program and a policy. Out: Dependence. Stricter than a change of meaning: labels, and the order of criteria, count
// too. Never here: rows, comparing.
#pragma once

#include <map>
#include <string>

#include "runtime/program/program.hpp"

namespace precept::batch {

struct Dependence {
  std::map<std::string, std::string, std::less<>> services;  // by name
  std::map<std::string, std::string, std::less<>> readings;  // by the name of a fact
};

Dependence dependence_of(const Program& program, PolicyId policy);

}  // namespace precept::batch
