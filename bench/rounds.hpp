// Contenders run side by side: in turns, on one part of the cases after the other, so that all see the same machine and none
// finds its part in the cache because another one has just read it.
// In: what to run. Out: nanoseconds a case, and ratios. Never here: what is run.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace precept::bench {

struct Contender {
  std::string name;
  std::function<void(std::size_t first, std::size_t cases)> run;
  int threads = 1;                // one: its thread's own clock; more: the wall's
  std::vector<double> ns_a_case;  // a sample a part and round
};

// Each contender runs each of `parts` parts once a round, and all of them once before that.
void run_rounds(std::vector<Contender>& contenders, std::size_t cases, std::size_t parts, int rounds);

double median_ns(const Contender& contender);
double ratio(const Contender& contender, const Contender& reference);  // of the medians

}  // namespace precept::bench
