// Both libraries are held to the table before anything starts; then one pass, and what came of it in words. Flips are rows,
// so no case is named but as an example, and no fact is printed.
#include "cli/diff_cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <memory>
#include <optional>
#include <tuple>

#include "cli/console.hpp"
#include "cli/diff_words.hpp"
#include "cli/engine.hpp"
#include "cli/library.hpp"
#include "cli/run_input.hpp"
#include "cli/run_plan.hpp"
#include "cli/run_progress.hpp"
#include "cli/run_wanted.hpp"
#include "runtime/batch/chosen_tables.hpp"
#include "runtime/batch/durable.hpp"
#include "runtime/batch/fixed_date.hpp"
#include "runtime/batch/flips/flip_morsel.hpp"
#include "runtime/batch/flips/flip_run.hpp"
#include "runtime/batch/page/page.hpp"
#include "runtime/batch/table_loader.hpp"
#include "runtime/facts/json_writer.hpp"
#include "runtime/report/view.hpp"

namespace precept::cli {

namespace {

constexpr std::size_t kResponsibleShown = 10;  // criteria, in text

std::atomic<bool> stop_asked = false;
void ask_to_stop(int) { stop_asked = true; }

// One of the two libraries, and all that decides by it.
struct Side {
  Side(const Program& library, PolicyId which, std::optional<std::int64_t> as_of) : written(library), policy(which) {
    if (as_of) dated = batch::as_of_day(library, which, *as_of);
  }
  const Program& program() const { return dated ? *dated : written; }

  const Program& written;
  const PolicyId policy;
  std::optional<Program> dated;
  batch::InputPlan plan;
  std::vector<std::string> problems;
  std::vector<batch::CriterionColumn> criteria;
};

// What a library needs while it decides; borrows the side.
struct Engine {
  Engine(const Side& side, Evaluate with, bool one_by_one)
      : reader(side.program()), decider(side.program()), keys(side.program(), side.policy), evaluate(std::move(with)),
        deciding{side.program(), side.policy, side.plan, side.criteria, reader, decider, keys, evaluate, one_by_one, nullptr} {}
  CaseReader reader;
  Decider decider;
  batch::AnswerKeys keys;
  Evaluate evaluate;
  batch::Deciding deciding;
};

std::string rows_of(std::int64_t rows) { return fmt::format("{} {}", grouped(rows), rows == 1 ? "row" : "rows"); }

std::string examples_of(const batch::FlipCount& count) {
  if (count.first.empty()) return "";
  const batch::FlipExample& one = count.first.front();
  return fmt::format("; the first is case {}{} in row {}", one.case_id,
                     one.request == 1 ? "" : fmt::format(", request {},", one.request), grouped(one.row));
}

std::string matrix_of(const batch::FlipTally& tally) {
  std::string out = fmt::format("{:<12}", "before");
  for (int i = 0; i < kOutcomes; ++i) out += fmt::format("{:>14}", "to " + std::string(word_of(static_cast<Outcome>(i))));
  out += "\n";
  for (int i = 0; i < kOutcomes; ++i) {
    out += fmt::format("  {:<10}", word_of(static_cast<Outcome>(i)));
    for (int j = 0; j < kOutcomes; ++j)
      out += fmt::format("{:>14}", grouped(tally.matrix[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]));
    out += "\n";
  }
  return out;
}

std::string flips_text(const batch::FlipTally& tally) {
  std::string out = fmt::format("{} decided by both: {} flipped", rows_of(tally.rows - tally.error_rows()), grouped(tally.flipped()));
  out += fmt::format(" ({} from open, {} to open, {} in what is granted only)", grouped(tally.from_open()),
                     grouped(tally.to_open()), grouped(tally.only_granted()));
  out += fmt::format("; {} with other reasons for the same\n\n{}", grouped(tally.other_reasons.rows), matrix_of(tally));
  if (!tally.flips.empty()) out += "\n";
  for (const auto& [kind, count] : tally.flips)
    out += fmt::format("{} to {}: {}{}\n", word_of(kind.first),
                       kind.first == kind.second ? "another grant" : std::string(word_of(kind.second)), rows_of(count.rows),
                       examples_of(count));
  const auto responsible = batch::by_responsible(tally);
  if (!responsible.empty()) out += "\nresponsible\n";
  for (std::size_t i = 0; i < std::min(responsible.size(), kResponsibleShown); ++i) {
    const auto& [what, count] = responsible[i].changes.front();
    out += fmt::format("  {}: {}, most of them {} before and {} after{}\n", responsible[i].name, rows_of(responsible[i].rows),
                       what.before, what.after, examples_of(count));
  }
  if (responsible.size() > kResponsibleShown)
    out += fmt::format("  and {} more, all of them in diff.json\n", responsible.size() - kResponsibleShown);
  return out;
}

class DiffCases {
 public:
  DiffCases(const Arguments& arguments, RunWanted wanted, Side& before, Side& after,
            const std::vector<analyze::Difference>& found)
      : arguments_(arguments), wanted_(std::move(wanted)), before_(before), after_(after), found_(found) {}

  int run() {
    std::string error;
    tables_ =
        batch::load_tables({wanted_.run.threads, wanted_.run.folder.empty() ? "" : wanted_.run.folder + "/.spill"}, error);
    if (!tables_) return complain(error), kNotDone;
    if (!plan_columns()) return kNotDone;
    for (Side* side : {&before_, &after_}) side->criteria = batch::criterion_columns(side->program(), side->policy);
    return compare_all();
  }

 private:
  bool plan_columns() {
    std::string error;
    const auto columns = tables_->describe(wanted_.source, error);
    if (!error.empty()) return complain(fmt::format("the table cannot be read: {}", error)), false;
    for (Side* side : {&before_, &after_})
      side->plan =
          batch::plan_input(side->program(), side->policy, columns, wanted_.mapping, wanted_.rules, side->problems);
    std::vector<std::string> problems;
    for (const auto& [side, other, name] : {std::tuple{&before_, &after_, "before"}, {&after_, &before_, "after"}})
      for (const std::string& problem : side->problems) {
        if (is_known_to(*other, problem)) continue;
        const auto& others = other->problems;
        const bool is_shared = std::find(others.begin(), others.end(), problem) != others.end();
        if (is_shared && side == &after_) continue;  // said already
        problems.push_back(is_shared ? problem : fmt::format("{} (the library {})", problem, name));
      }
    if (!wanted_.rules.ignore_missing && problems.empty()) find_uneven(problems, error);
    if (!error.empty()) return complain(fmt::format("the table cannot be read: {}", error)), false;
    if (!problems.empty()) return complain_of_table(problems, after_.plan), false;
    return can_be_asked();
  }

  // What only one of the two libraries has a fact for is no mistake.
  static bool is_known_to(const Side& other, const std::string& problem) {
    const auto& uses = other.plan.uses;
    if (std::any_of(uses.begin(), uses.end(), [&](const batch::ColumnUse& use) {
          const std::string name = use.key + (use.end.empty() ? "" : "." + use.end);
          return problem.starts_with(fmt::format("no fact or part of a request is called `{}`", name));
        }))
      return true;
    const std::string dates = problem.substr(0, problem.find(" are written, and there is no such fact"));
    return dates.size() < problem.size() && std::none_of(other.problems.begin(), other.problems.end(),
                                                         [&](const std::string& one) { return one.starts_with(dates); });
  }

  void find_uneven(std::vector<std::string>& problems, std::string& error) {
    for (const Side* side : {&before_, &after_})
      for (const std::string& problem : uneven_files(*tables_, wanted_.source, side->plan, error))
        if (std::find(problems.begin(), problems.end(), problem) == problems.end()) problems.push_back(problem);
  }

  // A condition in SQL is held to the table before anything starts.
  bool can_be_asked() {
    if (wanted_.source.where.empty()) return true;
    std::string error;
    batch::TableSource none = wanted_.source;
    none.rows_max = 0;
    if (tables_->read(none, before_.plan.columns, {before_.plan.uses.front().column}, error)) return true;
    return complain(fmt::format("`--where` cannot be asked of this table: {}", error)), false;
  }

  int compare_all() {
    std::string error;
    const auto before = choose_engine(before_.program(), arguments_.get("--engine"));
    const auto after = choose_engine(after_.program(), arguments_.get("--engine"));
    if (!before || !after) return kNotDone;
    const std::string stamp_before = stamp(wanted_.source);
    const auto input = fingerprint(wanted_.source, error);
    if (!input) return complain(error), kNotDone;
    set_terms(*input);
    std::optional<batch::ShardNames> names;
    if (wanted_.source.form == batch::TableSource::Form::query) names.emplace(wanted_.run.shard_rows);
    auto rows_read = std::make_shared<std::atomic<std::int64_t>>(0);
    wanted_.source.bytes_read = std::make_shared<std::atomic<std::int64_t>>(0);
    const batch::InputPlan both = batch::plan_of_both(before_.plan, after_.plan);
    batch::ChosenTables chosen(*tables_, both, wanted_.sample, names ? &*names : nullptr, rows_read);
    if (!chosen.prepare(wanted_.source, error))
      return complain(fmt::format("the table could not be read: {}", error)), kNotDone;
    RunProgress progress(arguments_.get("--progress"), size_to_read(*tables_, wanted_.source), rows_read, wanted_.source.bytes_read);
    batch::FlipOptions options = options_of(*input, stamp_before, names ? &*names : nullptr);
    options.progress = [&](const batch::FlipTally& so_far) {
      progress.flipped(so_far.flipped());
      progress(tally_of(so_far));
    };
    std::signal(SIGTERM, ask_to_stop);
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    const bool one_by_one = arguments_.get("--engine") == "interpret";
    const Engine before_engine(before_, *before, one_by_one), after_engine(after_, *after, one_by_one);
    const batch::FlipResult result =
        batch::run_flips(chosen, wanted_.source, before_engine.deciding, after_engine.deciding, options);
    progress.flipped(result.tally.flipped());
    progress.end(tally_of(result.tally), result.end == batch::RunEnd::finished);
    return report(result, options);
  }

  static batch::Tally tally_of(const batch::FlipTally& flips) {
    batch::Tally tally;
    tally.rows = flips.rows;
    tally.error_rows = flips.error_rows();
    return tally;
  }

  void set_terms(const std::string& input) {
    const std::string& policy = after_.written.policies[after_.policy.index].name;
    for (auto& [name, value] : terms_of(arguments_, wanted_, after_.written.hash, policy, input)) {
      if (name == "library") terms_.emplace_back("library_before", before_.written.hash);
      terms_.emplace_back(name == "library" ? "library_after" : name, value);
    }
  }

  batch::FlipOptions options_of(const std::string& input, const std::string& stamp_before, batch::ShardNames* names) {
    batch::FlipOptions options;
    options.folder = wanted_.run.folder;
    options.format = wanted_.run.format;
    options.shard_rows = wanted_.run.shard_rows;
    options.threads = wanted_.run.threads;
    options.resume = wanted_.run.resume;
    options.terms = terms_;
    options.summarise = [this](const batch::FlipTally& tally) { return diff_json(tally); };
    options.stop = &stop_asked;
    options.say = [](const std::string& sentence) { complain(sentence); };
    options.hooks.is_input_whole = [this, input, stamp_before](std::string& error) {
      std::string ignored;
      if (stamp(wanted_.source) == stamp_before || fingerprint(wanted_.source, ignored) == input) return true;
      error = "the table of cases was changed while it was read, so what was decided may be of neither; use a new folder";
      return false;
    };
    if (names == nullptr) return options;
    options.hooks.input_of = [names](std::int64_t shard) { return names->name_of(shard); };
    options.hooks.expect = [names](std::int64_t shard, const std::string& name) { names->expect(shard, name); };
    return options;
  }

  std::string diff_json(const batch::FlipTally& tally) const {
    JsonWriter json(true);
    json.begin_object();
    for (const auto& [name, value] : terms_) json.member(name, value);
    json.key("cases").begin_object();
    batch::write_flips(json, tally);
    json.end_object().key("by_meaning").raw("{" + differences_json(found_) + "}");
    return json.end_object().text() + "\n";
  }

  int report(const batch::FlipResult& result, const batch::FlipOptions& options) {
    const char* name = options.folder.empty() ? "the comparison" : "the run";
    switch (result.end) {
      case batch::RunEnd::finished:
        break;
      case batch::RunEnd::refused:
        return complain(result.message), kNotDone;
      case batch::RunEnd::failed:
        return complain(fmt::format("{} is not finished: {}", name, result.message)), kNotDone;
      case batch::RunEnd::stopped:
      case batch::RunEnd::too_many_errors:
        return complain(fmt::format("stopped; {} is not finished{}", name,
                                    options.folder.empty() ? "" : ": `--resume` goes on with it")),
               kNotDone;
    }
    const batch::FlipTally& tally = result.tally;
    if (arguments_.get("--format", "text") == "json")
      print(diff_json(tally));
    else
      print(differences_text(found_) + "\n" + flips_text(tally));
    if (arguments_.has("--report") && !write_page(tally)) return kNotDone;
    if (tally.error_rows() > 0) {
      complain(fmt::format("{} could not be decided by both{}", rows_of(tally.error_rows()),
                           options.folder.empty() ? "; `--out FOLDER` keeps them with the reason"
                                                  : fmt::format("; {}/errors says why", options.folder)));
      return kNotDone;
    }
    return tally.flipped() > 0 ? kAnswerIsNo : kDone;
  }

  // Of the criteria's own examples, those of this row: an example need not be among the first of every criterion.
  static std::string names_for(const batch::FlipExample& example, const std::vector<batch::ResponsibleRows>& responsible) {
    std::string names;
    for (const batch::ResponsibleRows& one : responsible)
      for (const auto& [what, count] : one.changes)
        for (const batch::FlipExample& other : count.first)
          if (other.row == example.row)
            names += fmt::format("{}{}{}", names.empty() ? "" : ", ", one.name,
                                 what.before == what.after ? "" : fmt::format(" ({} to {})", what.before, what.after));
    return names;
  }

  bool write_page(const batch::FlipTally& tally) const {
    batch::FlipPage page;
    page.title = "Two libraries over the same cases";
    page.terms = terms_;
    page.rows = tally.matrix;
    page.errors_before = tally.errors_before;
    page.errors_after = tally.errors_after;
    page.errors_both = tally.errors_both;
    page.other_grant = tally.only_granted();
    const auto responsible = batch::by_responsible(tally);
    for (const batch::ResponsibleRows& one : responsible)
      page.responsible.push_back(batch::page_count(after_.program(), after_.policy, one.name, one.rows));
    for (const auto& [kind, count] : tally.flips)
      for (const batch::FlipExample& example : count.first)
        page.examples.push_back({example.case_id, example.request, std::string(word_of(kind.first)),
                                 std::string(word_of(kind.second)) + (kind.first == kind.second ? ", another grant" : ""),
                                 "", "", names_for(example, responsible)});
    std::string error;
    if (batch::write_durably(arguments_.get("--report"), batch::flip_page(page), error)) return true;
    return complain(fmt::format("the report could not be written: {}", error)), false;
  }

  const Arguments& arguments_;
  RunWanted wanted_;
  Side& before_;
  Side& after_;
  const std::vector<analyze::Difference>& found_;
  std::vector<std::pair<std::string, std::string>> terms_;
  std::unique_ptr<batch::TableEngine> tables_;
};

}  // namespace

int diff_cases(const Arguments& arguments, const Program& before, const Program& after,
               const std::vector<analyze::Difference>& found) {
  auto wanted = read_run_wanted(arguments);
  if (!wanted) return kNotDone;
  if (wanted->run.resume && wanted->run.folder.empty())
    return complain("`--resume` goes on with what lies in a folder: `--out FOLDER`"), kNotDone;
  const auto policy_before = choose_policy(before, arguments.get("--policy"));
  const auto policy_after = choose_policy(after, arguments.get("--policy"));
  if (!policy_before || !policy_after) return kNotDone;
  Side one(before, *policy_before, wanted->as_of), other(after, *policy_after, wanted->as_of);
  return DiffCases(arguments, std::move(*wanted), one, other, found).run();
}

}  // namespace precept::cli
