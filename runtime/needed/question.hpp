// What is left to ask of a partial case. In: what an Outlook saw of it. Out: the next block that may still matter, and a key:
// cases of one key differ in nothing that can matter any more, so that they end alike.
// Never here: the answers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/needed/blocks.hpp"

namespace precept::needing {

class Question {
 public:
  Question(const Slice& slice, const Blocks& blocks) : slice_(slice), blocks_(blocks) {}

  struct Rest {
    std::optional<std::size_t> next;  // the first block that may matter and is not known; none: all that matters is known
    std::vector<bool> matters;        // by block, known ones too
    std::vector<NeededFact> beyond;   // that matter: facts whose values cannot be gone through
    std::vector<std::int64_t> key;
  };
  // `known`, by block: whether it has been given a point.
  Rest rest(const Outlook& outlook, const std::vector<bool>& known) const;

 private:
  const Slice& slice_;
  const Blocks& blocks_;
};

}  // namespace precept::needing
