// What the answer of a request depends on, as bytes: requests of one key have one answer, so that it is worked out once.
// In: a request and the trace of its facts. Out: a key, or none where the answer hangs on more than the trace of the facts
// as they are. Source: language reference, section 6; runtime/decide looks at nothing else. Never here: answers.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runtime/decide/ranges.hpp"
#include "runtime/facts/case_facts.hpp"
#include "runtime/interpret/trace.hpp"

namespace precept::batch {

class AnswerKeys {
 public:
  AnswerKeys(const Program& program, PolicyId policy);

  // False: no key. `key` is overwritten.
  bool make(const Request& request, const Trace& trace, std::string& key) const;

  // Facts that conditions compare with each other, and what the comparisons are between.
  struct Subjects {
    std::vector<FactId> facts;
    std::vector<NodeId> compared;
    bool lists = false;  // records of lists stand behind them too
  };
  // What the answers of one service hang on under the policy.
  struct Parts {
    std::vector<NodeId> truths;      // whose truth counts
    std::vector<NodeId> amounts;     // whose value counts: what is granted
    std::vector<std::vector<FactId>> amount_facts;  // parallel: which of them are open counts where the amount is, for what would settle it
    bool lists = false;              // records of lists stand behind something
    std::vector<Subjects> subjects;  // whose facts' values count where not all is exact
  };
  const Parts& parts(ServiceId service) const { return parts_[service.index]; }
  const Policy& policy() const { return policy_; }
  // Which of the stretches in which no edition begins or ends; nothing where the day may lie in several.
  std::optional<std::size_t> stretch_of(Value day) const;

 private:
  bool is_exact(const Subjects& subjects, const Request& request, const deciding::Ranges& ranges) const;
  static std::vector<Subjects> subjects_of(const Program& program, const std::set<NodeId>& conditions,
                                           std::set<NodeId>& truths);
  Parts parts_of(ServiceId service) const;

  const Program& program_;
  const Policy& policy_;
  std::vector<std::int64_t> first_days_;  // of the stretches in which one edition of each guideline is in effect, ascending
  std::vector<Parts> parts_;              // by service
};

}  // namespace precept::batch
