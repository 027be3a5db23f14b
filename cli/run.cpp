// `precept run`: a table of cases in, a folder of determinations out. What is wrong with the table as a whole is said before
// anything starts; what is wrong with a row goes to errors/. No fact of a case is ever printed.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <optional>

#include "cli/console.hpp"
#include "cli/engine.hpp"
#include "cli/library.hpp"
#include "cli/run_input.hpp"
#include "cli/run_log.hpp"
#include "cli/run_page.hpp"
#include "cli/run_plan.hpp"
#include "cli/run_progress.hpp"
#include "cli/run_report.hpp"
#include "cli/run_wanted.hpp"
#include "cli/verbs.hpp"
#include "runtime/batch/fixed_date.hpp"
#include "runtime/batch/generated_logic.hpp"
#include "runtime/batch/table_loader.hpp"
#include "runtime/report/view.hpp"

namespace precept::cli {

namespace {

std::atomic<bool> stop_asked = false;
void ask_to_stop(int) { stop_asked = true; }

bool is_asked_well(const Arguments& arguments) {
  if (!arguments.paths.empty())
    return complain(fmt::format("`run` takes no `{}`; name tables with `--cases`", arguments.paths.front())), false;
  if (!arguments.has("--guidelines")) return complain("`run` wants a library of guidelines: `-g FOLDER`"), false;
  if (arguments.has("--out") || arguments.has("--dry-run")) return true;
  return complain("`run` wants a folder for its results: `--out FOLDER`"), false;
}

class Verb {
 public:
  Verb(const Arguments& arguments, RunWanted wanted, const Program& library, const Program& program, PolicyId policy)
      : arguments_(arguments), wanted_(std::move(wanted)), library_(library), program_(program), policy_(policy) {}

  int run() {
    std::string error;
    tables_ =
        batch::load_tables({wanted_.run.threads, arguments_.has("--out") ? wanted_.run.folder + "/.spill" : ""}, error);
    if (!tables_) return complain(error), kNotDone;
    if (!plan_columns()) return kNotDone;
    criteria_ = batch::criterion_columns(program_, policy_);
    const RunSize size = size_to_read(*tables_, wanted_.source);
    if (arguments_.has("--dry-run")) {
      show_plan(arguments_, wanted_, plan_, criteria_.size(), library_.hash, size);
      return kDone;
    }
    return decide_all(size);
  }

 private:
  // The table's columns, and its condition, held to what they can be before anything starts.
  bool plan_columns() {
    std::string error;
    auto columns = tables_->describe(wanted_.source, error);
    if (!error.empty()) return complain(fmt::format("the table cannot be read: {}", error)), false;
    std::vector<std::string> problems;
    plan_ = batch::plan_input(program_, policy_, std::move(columns), wanted_.mapping, wanted_.rules, problems);
    if (!wanted_.rules.ignore_missing && problems.empty()) problems = uneven_files(*tables_, wanted_.source, plan_, error);
    if (!error.empty()) return complain(fmt::format("the table cannot be read: {}", error)), false;
    if (!problems.empty()) return complain_of_table(problems, plan_), false;
    if (wanted_.source.where.empty()) return true;
    batch::TableSource none = wanted_.source;
    none.rows_max = 0;
    if (tables_->read(none, plan_.columns, {plan_.uses.front().column}, error)) return true;
    return complain(fmt::format("`--where` cannot be asked of this table: {}", error)), false;
  }

  int decide_all(const RunSize& size) {
    std::string error;
    const auto evaluate = choose_engine(program_, arguments_.get("--engine"));
    if (!evaluate) return kNotDone;
    if (arguments_.has("--log") && !log_.open(arguments_.get("--log"), error)) return complain(error), kNotDone;
    const std::string stamp_before = stamp(wanted_.source);
    const auto input = fingerprint(wanted_.source, error);
    if (!input) return complain(error), kNotDone;
    wanted_.run.terms = terms_of(arguments_, wanted_, library_.hash, program_.policies[policy_.index].name, *input);
    std::optional<batch::ShardNames> names;
    if (wanted_.source.form == batch::TableSource::Form::query) names.emplace(wanted_.run.shard_rows);
    auto rows_read = std::make_shared<std::atomic<std::int64_t>>(0);
    wanted_.source.bytes_read = std::make_shared<std::atomic<std::int64_t>>(0);
    batch::ChosenTables chosen(*tables_, plan_, wanted_.sample, names ? &*names : nullptr, rows_read);
    if (!chosen.prepare(wanted_.source, error))
      return complain(fmt::format("the table could not be read: {}", error)), kNotDone;
    RunProgress progress(arguments_.get("--progress"), size, rows_read, wanted_.source.bytes_read);
    set_hooks(names ? &*names : nullptr, stamp_before, *input);
    wanted_.run.progress = [&](const batch::Tally& so_far) { progress(so_far); };
    std::signal(SIGTERM, ask_to_stop);
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    log_begin(*input);
    const CaseReader reader(program_);
    const Decider decider(program_);
    const batch::AnswerKeys keys(program_, policy_);
    const std::string engine = arguments_.get("--engine");
    batch::GeneratedLogic logic(program_.services.size(), native_loader(), engine == "native");
    const batch::Deciding deciding{program_, policy_, plan_,     criteria_,             reader,
                                   decider,  keys,    *evaluate, engine == "interpret", &logic};
    const batch::RunResult result = batch::run_batch(chosen, wanted_.source, deciding, wanted_.run);
    const bool is_finished = result.end == batch::RunEnd::finished;
    progress.end(result.tally, is_finished);
    int code = kNotDone;
    if (!is_finished || !arguments_.has("--report") ||
        write_run_page(arguments_.get("--report"), chosen, wanted_.source, deciding, wanted_.run, result.tally))
      code = report_run(result, wanted_.run.folder, stop_asked);
    log_.event("ended", {{"end", std::string(word_of_end(result.end))}},
               {{"exit_code", code},
                {"rows", result.tally.rows},
                {"error_rows", result.tally.error_rows},
                {"peak_memory_bytes", peak_memory_bytes()}});
    return code;
  }

  void set_hooks(batch::ShardNames* names, const std::string& stamp_before, const std::string& input) {
    wanted_.run.stop = &stop_asked;
    wanted_.run.say = [this](const std::string& sentence) {
      complain(sentence);
      log_.event("note", {{"text", sentence}}, {});
    };
    batch::RunHooks& hooks = wanted_.run.hooks;
    hooks.entered = [this](const batch::ShardDone& shard) {
      log_.event("shard", {}, {{"shard", shard.shard}, {"rows", shard.tally.rows}, {"error_rows", shard.tally.error_rows}});
    };
    hooks.is_input_whole = [this, stamp_before, input](std::string& error) {
      if (stamp(wanted_.source) == stamp_before) return true;
      // Somebody may have touched it and no more.
      std::string ignored;
      if (fingerprint(wanted_.source, ignored) == input) return true;
      error =
          "the table of cases was changed while it was read, so what was decided may be of neither; run into a new folder";
      return false;
    };
    if (names == nullptr) return;
    hooks.input_of = [names](std::int64_t shard) { return names->name_of(shard); };
    hooks.expect = [names](std::int64_t shard, const std::string& name) { names->expect(shard, name); };
  }

  void log_begin(const std::string& input) {
    log_.event("began",
               {{"engine", std::string(kEngine)},
                {"library", library_.hash},
                {"policy", program_.policies[policy_.index].name},
                {"input", input},
                {"resume", wanted_.run.resume ? "yes" : "no"}},
               {{"threads", wanted_.run.threads}, {"shard_rows", wanted_.run.shard_rows}});
  }

  const Arguments& arguments_;
  RunWanted wanted_;
  const Program& library_;  // as it is written
  const Program& program_;  // as it is evaluated: as of another day where that was asked for
  const PolicyId policy_;
  std::unique_ptr<batch::TableEngine> tables_;
  batch::InputPlan plan_;
  std::vector<batch::CriterionColumn> criteria_;
  RunLog log_;
};

}  // namespace

int run_run(const Arguments& arguments) {
  if (!is_asked_well(arguments)) return kNotDone;
  auto wanted = read_run_wanted(arguments);
  if (!wanted) return kNotDone;
  int code = kDone;
  const auto compiled = load_library(arguments.all("--guidelines"), code, Examples::skip);
  if (!compiled) return code;
  const Program& library = compiled->program();
  const auto policy = choose_policy(library, arguments.get("--policy"));
  if (!policy) return kNotDone;
  std::optional<Program> dated;
  if (wanted->as_of) dated = batch::as_of_day(library, *policy, *wanted->as_of);
  return Verb(arguments, std::move(*wanted), library, dated ? *dated : library, *policy).run();
}

}  // namespace precept::cli
