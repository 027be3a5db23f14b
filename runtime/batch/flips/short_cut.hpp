// Which rows need to be decided by one of two libraries only: those of a service whose answers hang on nothing that is
// unlike, and that say nothing of a fact that the two would read in unlike ways.
// In: two libraries and the columns of a table. Out: a yes or no a row. Never here: decisions.
#pragma once

#include <string>
#include <vector>

#include "runtime/batch/flips/dependence.hpp"
#include "runtime/batch/row_decider.hpp"

namespace precept::batch {

class ShortCut {
 public:
  ShortCut(const Deciding& before, const Deciding& after);
  // `before` and `after`: the chunk as each library's plan has it. Safe from any number of threads.
  bool applies(const TableChunk& before, const TableChunk& after, std::size_t row) const;
  const std::vector<std::string>& services() const { return services_; }  // whose answers hang on nothing that is unlike

 private:
  struct Unlike {
    std::size_t use = 0;  // place among a plan's uses
    bool is_text = false;
  };
  static bool says(const TableChunk& chunk, const std::vector<Unlike>& uses, std::size_t row);
  std::vector<std::string> services_;
  std::vector<Unlike> unlike_[2];   // of each plan
  std::size_t service_use_ = 0;     // among the uses of `before`
  bool usable_ = false;
  const InputPlan& plan_;           // of `before`
};

}  // namespace precept::batch
