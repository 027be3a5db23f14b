// A sample, a page, a file that is there whole or not at all: see the header.
#include "cli/run_page.hpp"

#include <fmt/format.h>

#include "cli/console.hpp"
#include "runtime/batch/durable.hpp"
#include "runtime/batch/page/page.hpp"
#include "runtime/batch/page/sample.hpp"

namespace precept::cli {

bool write_run_page(const std::string& path, batch::TableEngine& tables, const batch::TableSource& source,
                    const batch::Deciding& deciding, const batch::RunOptions& run, const batch::Tally& tally) {
  std::vector<batch::Nearness> nearness;
  batch::SampleSize sample;
  std::string error;
  if (!batch::sample_nearness(tables, source, deciding, tally.rows, run.stop, nearness, sample, error))
    return complain(fmt::format("the run is finished, and its report could not be made (`--resume` makes it): the table "
                                "could not be read again: {}",
                                error)),
           false;
  const std::string page =
      batch::run_page({deciding.program, deciding.policy, tally, run.terms, std::move(nearness), sample});
  if (batch::write_durably(path, page, error)) return true;
  return complain(fmt::format("the run is finished, and its report could not be written: {}", error)), false;
}

}  // namespace precept::cli
