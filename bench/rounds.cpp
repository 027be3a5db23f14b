// Rounds of contenders: see the header.
#include "bench/rounds.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "bench/measure.hpp"

namespace precept::bench {

double seconds_of_two(std::size_t first, std::size_t cases, const std::function<void(std::size_t, std::size_t)>& run) {
  const std::size_t half = cases / 2 / 4096 * 4096;
  std::atomic<int> ready{0};
  const auto together = [&](std::size_t from, std::size_t count) {
    ready.fetch_add(1);
    while (ready.load(std::memory_order_relaxed) < 2) std::this_thread::yield();
    return thread_seconds_of([&] { run(from, count); });
  };
  double other_seconds = 0;
  std::thread other([&] { other_seconds = together(first, half); });
  const double seconds = together(first + half, cases - half);
  other.join();
  return std::max(seconds, other_seconds);
}

void run_rounds(std::vector<Contender>& contenders, std::size_t cases, std::size_t parts, int rounds) {
  const std::size_t part = std::max<std::size_t>(cases / parts / 4096 * 4096, std::min<std::size_t>(cases, 4096));
  for (Contender& contender : contenders) contender.run(0, cases);  // pages mapped, code in the cache
  const auto turns = parts * static_cast<std::size_t>(rounds);
  for (std::size_t turn = 0; turn < turns; ++turn)
    for (std::size_t i = 0; i < contenders.size(); ++i) {
      Contender& contender = contenders[i];
      const std::size_t first = (turn + i) % parts * part;
      const std::size_t here = std::min(part, cases - first);
      const double seconds = contender.threads == 1 ? thread_seconds_of([&] { contender.run(first, here); })
                                                    : seconds_of_two(first, here, contender.run);
      contender.ns_a_case.push_back(seconds / static_cast<double>(here) * 1e9);
    }
}

double median_ns(const Contender& contender) { return median(contender.ns_a_case); }
double ratio(const Contender& contender, const Contender& reference) { return median_ns(contender) / median_ns(reference); }

}  // namespace precept::bench
