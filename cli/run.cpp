// `precept run`: a table of cases in, a folder of determinations out. What is wrong with the table as a whole is said before
// anything starts; what is wrong with a row goes to errors/. No fact of a case is ever printed.
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <optional>
#include <thread>

#include "cli/console.hpp"
#include "cli/engine.hpp"
#include "cli/library.hpp"
#include "cli/run_input.hpp"
#include "cli/verbs.hpp"
#include "runtime/batch/batch_run.hpp"
#include "runtime/batch/table_loader.hpp"
#include "runtime/program/sha256.hpp"
#include "runtime/report/view.hpp"

namespace precept::cli {

namespace {

constexpr std::int64_t kThreadsMax = 1024;

std::atomic<bool> stop_asked = false;
void ask_to_stop(int) { stop_asked = true; }

// A whole number of at least `least`; nothing and a message where it is none.
bool read_number(const Arguments& arguments, const std::string& option, std::int64_t least, std::int64_t& number) {
  if (!arguments.has(option)) return true;
  const std::string word = arguments.get(option);
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  if (read.ec == std::errc() && read.ptr == word.data() + word.size() && number >= least) return true;
  complain(fmt::format("`{}` wants a whole number of at least {}", option, least));
  return false;
}

batch::TableFormat format_of(const std::string& word) {
  if (word == "csv") return batch::TableFormat::csv;
  return word == "jsonl" ? batch::TableFormat::json_lines : batch::TableFormat::parquet;
}

// "1,234,567"
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

// Says how far a run is, at most ten times a second; on a terminal in place, for machines a line each.
class Progress {
 public:
  explicit Progress(const std::string& form)
      : json_(form == "json"), shown_(json_ || (form.empty() && isatty(STDERR_FILENO) != 0)) {}

  void operator()(const batch::Tally& so_far) {
    using namespace std::chrono;
    const auto now = steady_clock::now();
    if (!shown_ || now - last_ < milliseconds(100)) return;
    last_ = now;
    const auto elapsed = duration_cast<milliseconds>(now - begin_).count();
    const std::int64_t a_second = elapsed > 0 ? so_far.rows * 1000 / elapsed : 0;
    if (json_)
      note(fmt::format("{{\"rows\": {}, \"rows_a_second\": {}, \"error_rows\": {}}}\n", so_far.rows, a_second,
                       so_far.error_rows));
    else
      note(fmt::format("\r{} rows, {} a second, {} with errors ", grouped(so_far.rows), grouped(a_second),
                       grouped(so_far.error_rows)));
    written_ = true;
  }
  void clear() const {
    if (written_ && !json_) note("\r\x1b[K");
  }

 private:
  bool json_, shown_, written_ = false;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now(), last_{};
};

struct Wanted {
  batch::TableSource source;
  batch::Mapping mapping;
  batch::RunOptions run;
  std::string input;  // its fingerprint
  std::string map_hash;
};

std::optional<Wanted> read_wanted(const Arguments& arguments) {
  Wanted wanted;
  if (arguments.has("--cases") == arguments.has("--cases-sql")) {
    complain("`run` wants cases: `--cases TABLE` or `--cases-sql QUERY`");
    return std::nullopt;
  }
  std::int64_t threads = std::max(1U, std::thread::hardware_concurrency());
  if (!read_number(arguments, "--threads", 1, threads) || !read_number(arguments, "--limit", 0, wanted.source.rows_max) ||
      !read_number(arguments, "--shard-rows", 1, wanted.run.shard_rows) ||
      !read_number(arguments, "--max-errors", 0, wanted.run.errors_max))
    return std::nullopt;
  std::string error;
  const std::int64_t rows_max = wanted.source.rows_max;
  if (arguments.has("--cases")) {
    const auto source = table_source(arguments.all("--cases"), error);
    if (!source) return complain(error), std::nullopt;
    wanted.source = *source;
  } else {
    wanted.source.form = batch::TableSource::Form::query;
    wanted.source.query = arguments.get("--cases-sql");
  }
  wanted.source.rows_max = rows_max;
  if (arguments.has("--map")) {
    const std::string path = arguments.get("--map");
    const auto text = batch::read_whole(path, error);
    if (!text) return complain(error), std::nullopt;
    auto mapping = batch::read_mapping(*text, error);
    if (!mapping) return complain(fmt::format("{}: {}", path, error)), std::nullopt;
    wanted.mapping = std::move(*mapping);
    Sha256 hash;
    hash.add(*text);
    wanted.map_hash = "sha256:" + hash.hex();
  }
  wanted.run.folder = arguments.get("--out");
  wanted.run.format = format_of(arguments.get("--output-format"));
  wanted.run.resume = arguments.has("--resume");
  wanted.run.threads = static_cast<unsigned>(std::min(threads, kThreadsMax));
  return wanted;
}

void set_terms(const Arguments& arguments, const Program& program, PolicyId policy, Wanted& wanted) {
  const auto yes_no = [&](const char* option) { return arguments.has(option) ? std::string("yes") : std::string("no"); };
  wanted.run.terms = {{"version", std::string(kEngine)},
                      {"library", program.hash},
                      {"policy", program.policies[policy.index].name},
                      {"input", wanted.input},
                      {"limit", wanted.source.rows_max < 0 ? "none" : std::to_string(wanted.source.rows_max)},
                      {"map", wanted.map_hash.empty() ? "none" : wanted.map_hash},
                      {"ignore_unknown", yes_no("--ignore-unknown")},
                      {"ignore_missing", yes_no("--ignore-missing")},
                      {"output_format", arguments.get("--output-format", "parquet")},
                      {"shard_rows", std::to_string(wanted.run.shard_rows)}};
}

void show_plan(const Wanted& wanted, const batch::InputPlan& plan, std::size_t criteria, const std::string& library) {
  print(fmt::format("library   {}\n", library));
  for (const std::string& file : wanted.source.files) print(fmt::format("cases     {}\n", file));
  if (wanted.source.form == batch::TableSource::Form::query) print("cases     a query\n");
  for (const batch::ColumnUse& use : plan.uses)
    print(fmt::format("column    {} ({}) is {}{}\n", plan.columns[use.column].name, plan.columns[use.column].type, use.key,
                      use.end.empty() ? "" : "." + use.end));
  print(fmt::format("criteria  {} columns\nthreads   {}\nshards    of {} rows\n", criteria, wanted.run.threads,
                    grouped(wanted.run.shard_rows)));
}

int report(const batch::RunResult& result, const std::string& folder, const std::atomic<bool>& stopped) {
  switch (result.end) {
    case batch::RunEnd::finished:
      break;
    case batch::RunEnd::refused:
      complain(result.message);
      return kNotDone;
    case batch::RunEnd::failed:
      complain(fmt::format("the run is not finished: {}", result.message));
      return kNotDone;
    case batch::RunEnd::stopped:
      complain(fmt::format("stopped{}; the run is not finished: `--resume` goes on with it", stopped ? " by a signal" : ""));
      return kNotDone;
    case batch::RunEnd::too_many_errors:
      complain(fmt::format("more rows than `--max-errors` cannot be decided; the run is not finished"));
      return kNotDone;
  }
  const batch::Tally& tally = result.tally;
  std::string outcomes;
  for (std::size_t i = 0; i < tally.outcomes.size(); ++i)
    outcomes += fmt::format("{}{} {}", i == 0 ? "" : ", ", grouped(tally.outcomes[i]), word_of(static_cast<Outcome>(i)));
  print(fmt::format("{} rows: {}; {} with errors\n", grouped(tally.rows), outcomes, grouped(tally.error_rows)));
  if (tally.error_rows == 0) return kDone;
  complain(fmt::format("{} rows could not be decided; {}/errors says why", grouped(tally.error_rows), folder));
  return kNotDone;
}

}  // namespace

int run_run(const Arguments& arguments) {
  if (!arguments.has("--guidelines") || (!arguments.has("--out") && !arguments.has("--dry-run")) ||
      !arguments.paths.empty()) {
    complain(!arguments.paths.empty()
                 ? fmt::format("`run` takes no `{}`; name tables with `--cases`", arguments.paths.front())
             : !arguments.has("--guidelines") ? "`run` wants a library of guidelines: `-g FOLDER`"
                                              : "`run` wants a folder for its results: `--out FOLDER`");
    return kNotDone;
  }
  auto wanted = read_wanted(arguments);
  if (!wanted) return kNotDone;
  int code = kDone;
  const auto compiled = load_library(arguments.all("--guidelines"), code, Examples::skip);
  if (!compiled) return code;
  const Program& program = compiled->program();
  const auto policy = choose_policy(program, arguments.get("--policy"));
  if (!policy) return kNotDone;
  std::string error;
  const auto tables =
      batch::load_tables({wanted->run.threads, arguments.has("--out") ? wanted->run.folder + "/.spill" : ""}, error);
  if (!tables) return complain(error), kNotDone;
  auto columns = tables->describe(wanted->source, error);
  if (!error.empty()) return complain(fmt::format("the table cannot be read: {}", error)), kNotDone;
  std::vector<std::string> problems;
  const batch::InputPlan plan =
      batch::plan_input(program, *policy, std::move(columns), wanted->mapping,
                        {arguments.has("--ignore-unknown"), arguments.has("--ignore-missing")}, problems);
  for (const std::string& problem : problems) complain(problem);
  if (!problems.empty()) {
    note(
        "nothing was decided. `--map FILE` gives columns other names, `--ignore-unknown` passes over unknown ones, "
        "`--ignore-missing`\n"
        "takes facts that have no column as undocumented\n");
    return kNotDone;
  }
  const auto criteria = batch::criterion_columns(program, *policy);
  if (arguments.has("--dry-run")) return show_plan(*wanted, plan, criteria.size(), program.hash), kDone;
  const auto evaluate = choose_engine(program, arguments.get("--engine"));
  if (!evaluate) return kNotDone;
  const auto input = fingerprint(wanted->source, error);
  if (!input) return complain(error), kNotDone;
  wanted->input = *input;
  set_terms(arguments, program, *policy, *wanted);
  Progress progress(arguments.get("--progress"));
  wanted->run.stop = &stop_asked;
  wanted->run.progress = [&](const batch::Tally& so_far) { progress(so_far); };
  wanted->run.say = [](const std::string& sentence) { complain(sentence); };
  std::signal(SIGTERM, ask_to_stop);
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGPIPE, SIG_IGN);
  const CaseReader reader(program);
  const Decider decider(program);
  const batch::AnswerKeys keys(program, *policy);
  const batch::RunResult result = batch::run_batch(
      *tables, wanted->source, {program, *policy, plan, criteria, reader, decider, keys, *evaluate}, wanted->run);
  progress.clear();
  return report(result, wanted->run.folder, stop_asked);
}

}  // namespace precept::cli
