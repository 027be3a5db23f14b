// A request of one library in another one's terms: the facts that mean the same there, by name and meaning.
// In: two Programs, an example of the first. Out: the example for the second; nothing where it states what that does not know.
#pragma once

#include <optional>
#include <vector>

#include "compiler/lower/lower.hpp"

namespace precept::analyze {

class Carrying {
 public:
  Carrying(const Program& from, const Program& to);
  std::optional<lower::ExampleCase> carried(const lower::ExampleCase& example) const;

 private:
  struct Known {
    std::optional<FactId> there;
    std::vector<std::uint32_t> members;  // of a choice: the place there of each member
  };
  Value moved(const Known& known, const Type& type, Value value) const;

  const Program &from_, &to_;
  std::vector<Known> facts_;
  std::vector<std::optional<ServiceId>> services_;
  bool same_codes_ = true;
};

}  // namespace precept::analyze
