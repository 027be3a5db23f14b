// A request that nothing settles, kept small: what it says beside what an empty one says, so that after a shard is decided
// it can be asked which fact alone would settle it. In: a Request. Out: the same again, without the documents that its
// values are from. Never here: answers, counting.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/facts/case_facts.hpp"

namespace precept::batch {

class OpenRequest {
 public:
  OpenRequest(const CaseFacts& blank, const Request& request);
  // `blank`: the facts of a case that says nothing, as above.
  Request request(const CaseFacts& blank) const;
  // All that it says, as bytes: equal requests have equal ones.
  std::string bytes() const;

 private:
  struct Said {
    FactId fact{};
    Value value, recorded;
    FactState state = FactState::undocumented;
  };
  Request request_;  // without facts, documents and its number
  std::vector<Said> said_;
  std::vector<std::pair<std::uint32_t, Records>> lists_;  // by place in CaseFacts::lists
};

}  // namespace precept::batch
