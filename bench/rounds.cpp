// Rounds of contenders: see the header.
#include "bench/rounds.hpp"

#include <algorithm>

#include "bench/measure.hpp"

namespace precept::bench {

void run_rounds(std::vector<Contender>& contenders, std::size_t cases, std::size_t parts, int rounds) {
  const std::size_t part = std::max<std::size_t>(cases / parts / 4096 * 4096, std::min<std::size_t>(cases, 4096));
  for (Contender& contender : contenders) contender.run(0, cases);  // pages mapped, code in the cache
  const auto turns = parts * static_cast<std::size_t>(rounds);
  for (std::size_t turn = 0; turn < turns; ++turn)
    for (std::size_t i = 0; i < contenders.size(); ++i) {
      Contender& contender = contenders[i];
      const std::size_t first = (turn + i) % parts * part;
      const std::size_t here = std::min(part, cases - first);
      const auto work = [&] { contender.run(first, here); };
      const double seconds = contender.threads == 1 ? thread_seconds_of(work) : seconds_of(work);
      contender.ns_a_case.push_back(seconds / static_cast<double>(here) * 1e9);
    }
}

double median_ns(const Contender& contender) { return median(contender.ns_a_case); }
double ratio(const Contender& contender, const Contender& reference) { return median_ns(contender) / median_ns(reference); }

}  // namespace precept::bench
