// Terms first, then the stored rows: see the header.
#include "cli/explain_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/console.hpp"
#include "cli/run_input.hpp"
#include "runtime/batch/durable.hpp"
#include "runtime/batch/stored_row.hpp"
#include "runtime/report/view.hpp"

namespace precept::cli {

namespace {

// Terms that must be the same, and what it means where one is not.
struct Same {
  std::string_view term, other;
};
constexpr Same kSame[] = {{"library", "with another library"},        {"policy", "under another policy (`-p`)"},
                          {"as_of", "as of another day (`--as-of`)"}, {"delimiter", "with another `--delimiter`"},
                          {"encoding", "with another `--encoding`"},  {"map", "with another map (`--map`)"}};

std::string quoted(const std::string& text) { return text.empty() ? "nothing" : "`" + text + "`"; }

class Check {
 public:
  Check(batch::TableEngine& tables, const ExplainedRun& run, const NowDecided& now)
      : tables_(tables),
        run_(run),
        now_(now),
        columns_(batch::criterion_columns(now.program, now.policy)),
        answers_(now.program, now.policy, columns_) {}

  int check() {
    for (std::size_t i = 0; i < now_.determinations.size(); ++i)
      if (!now_.determinations[i].error && !determination(*now_.rows[i], now_.one.requests[i], now_.determinations[i]))
        return code_;
    for (const RowErrors& row : now_.errors)
      if (!errors(row)) return code_;
    if (different_.empty()) return kDone;
    std::string error;
    const auto input = fingerprint(now_.source, error);
    if (!input) return complain(error), kNotDone;
    if (const auto was = batch::term_of(run_.manifest, "input"); was && *was != *input) {
      complain(
          "the run has other results for this case, and it read another table: the table is not what it was when the run "
          "was made");
      return kNotDone;
    }
    complain(
        fmt::format("internal error: the run in {} has other results than these:\n{}please report this with: {}, library "
                    "{}, policy `{}`, input {}",
                    run_.folder, different_, kEngine, now_.library, now_.program.policies[now_.policy.index].name, *input));
    return kOwnFault;
  }

 private:
  bool stored(const batch::CaseRow& row, batch::StoredRow& found) {
    std::string error;
    auto read = batch::read_stored(tables_, run_.folder, run_.manifest, row.number, row.key, error);
    if (!read) return complain(fmt::format("{}: {}", run_.folder, error)), code_ = kNotDone, false;
    found = std::move(*read);
    if (!found.determination.empty() || !found.errors.empty()) return true;
    complain(fmt::format("the run in {} did not look at row {} of the table; `--limit` and the like leave rows out",
                         run_.folder, row.number));
    return code_ = kNotDone, false;
  }

  bool determination(const batch::CaseRow& row, const Request& request, const Determination& determination) {
    batch::StoredRow found;
    if (!stored(row, found)) return false;
    if (!found.errors.empty()) return differs(row, "errors/", "an error", "a determination"), true;
    const batch::Answer* answer = answers_.keep(determination, request, {});
    for (const batch::Difference& one : batch::differences(found.determination, *answer, columns_))
      differs(row, found.determination_file + ", " + one.column, quoted(one.stored), quoted(one.now));
    return true;
  }

  bool errors(const RowErrors& row) {
    batch::StoredRow found;
    if (!stored(*row.row, found)) return false;
    std::vector<std::string> was, is;
    for (const std::string& error : found.errors) was.push_back(batch::stored_error(error));
    for (const FactError& error : row.errors) is.push_back(error.code + "\t" + error.message);
    if (was.empty()) return differs(*row.row, found.determination_file, "a determination", "an error"), true;
    if (was != is)
      differs(*row.row, "errors/", fmt::format("{} errors", was.size()), fmt::format("{} errors, not the same", is.size()));
    return true;
  }

  void differs(const batch::CaseRow& row, const std::string& where, const std::string& was, const std::string& is) {
    different_ += fmt::format("  row {}, {}: the run has {}, this is {}\n", row.number, where, was, is);
  }

  batch::TableEngine& tables_;
  const ExplainedRun& run_;
  const NowDecided& now_;
  const std::vector<batch::CriterionColumn> columns_;
  batch::AnswerStore answers_;
  std::string different_;
  int code_ = kDone;
};

}  // namespace

std::optional<ExplainedRun> open_run(const std::string& folder, const Terms& now) {
  std::string error;
  const auto text = batch::read_whole(folder + "/manifest.json", error);
  if (!text) return complain(fmt::format("{} holds no run: {}", folder, error)), std::nullopt;
  auto manifest = batch::read_manifest(*text);
  if (!manifest) return complain(fmt::format("{}: manifest.json is not whole", folder)), std::nullopt;
  if (!manifest->finished)
    return complain(fmt::format("the run in {} is not finished; `--resume` goes on with it", folder)), std::nullopt;
  for (const auto& [name, value] : now) {
    const auto words =
        std::find_if(std::begin(kSame), std::end(kSame), [&, wanted = name](const auto& one) { return one.term == wanted; });
    if (words == std::end(kSame)) continue;
    const std::string was = batch::term_of(*manifest, name).value_or("");
    if (was == value) continue;
    complain(fmt::format("the run in {} was made {}: it has {}, and this is {}", folder, words->other, quoted(was),
                         quoted(value)));
    return std::nullopt;
  }
  const auto is_yes = [&](const char* name) { return batch::term_of(*manifest, name) == "yes"; };
  const batch::InputRules rules{is_yes("ignore_unknown"), is_yes("ignore_missing")};
  return ExplainedRun{folder, std::move(*manifest), rules};
}

int check_run(batch::TableEngine& tables, const ExplainedRun& run, const NowDecided& now) {
  return Check(tables, run, now).check();
}

}  // namespace precept::cli
