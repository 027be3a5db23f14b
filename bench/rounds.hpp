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
  int threads = 1;                // two: each does half of a part, and the slower one's clock counts
  std::vector<double> ns_a_case;  // a sample a part and round
};

// Each contender runs each of `parts` parts once a round, and all of them once before that.
void run_rounds(std::vector<Contender>& contenders, std::size_t cases, std::size_t parts, int rounds);

// Both halves at once, from a common start, each on its own thread's clock: the longer of the two, in seconds. The first half
// is a multiple of 4096 cases.
double seconds_of_two(std::size_t first, std::size_t cases, const std::function<void(std::size_t, std::size_t)>& run);

double median_ns(const Contender& contender);
double ratio(const Contender& contender, const Contender& reference);  // of the medians

}  // namespace precept::bench
