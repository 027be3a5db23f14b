// `precept explain`: why one case of a table is decided as it is, in the words of `precept decide`; and whether a finished
// run decided it so. Exit 0: as the run has it; 2: not found, not decided, or another library's run; 3: the run has
// something else.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "cli/console.hpp"
#include "cli/determination_printer.hpp"
#include "cli/explain_run.hpp"
#include "cli/library.hpp"
#include "cli/run_wanted.hpp"
#include "cli/verbs.hpp"
#include "runtime/batch/case_rows.hpp"
#include "runtime/batch/fixed_date.hpp"
#include "runtime/batch/table_loader.hpp"
#include "runtime/decide/decide.hpp"
#include "runtime/facts/fact_errors.hpp"
#include "runtime/facts/read_cases.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/report/words.hpp"

namespace precept::cli {

namespace {

// A number from 1, where the option is there.
bool read_number(const Arguments& arguments, const char* option, std::optional<std::int64_t>& number) {
  if (!arguments.has(option)) return true;
  const std::string word = arguments.get(option);
  std::int64_t value = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), value);
  if (read.ec == std::errc() && read.ptr == word.data() + word.size() && value >= 1) return number = value, true;
  complain(fmt::format("`{}` wants a number: 1, 2, ...", option));
  return false;
}

bool is_asked_well(const Arguments& arguments) {
  if (!arguments.paths.empty())
    return complain(fmt::format("`explain` takes no `{}`; name tables with `--cases`", arguments.paths.front())), false;
  if (!arguments.has("--guidelines") || arguments.has("--cases") == arguments.has("--cases-sql") ||
      arguments.has("--case") == arguments.has("--row"))
    return complain(
               "`explain` wants a library, a table and a case: `-g LIBRARY --cases TABLE --case ID`, or `--row N` for the "
               "case"),
           false;
  if (!arguments.has("--row") || !arguments.has("--request")) return true;
  return complain("`--row` is one request already; leave `--request` out"), false;
}

// A row's errors as those of its request among the case's.
void add_errors(const batch::CaseRow& row, std::vector<FactError> read, std::vector<FactError>& errors) {
  constexpr std::string_view kOnly = "requests[0]";
  for (FactError& error : read) {
    error.file = fmt::format("row {}", row.number);
    error.line = 0;
    if (error.request > 0) error.request = static_cast<int>(row.key.request);
    if (error.path.starts_with(kOnly)) error.path.replace(0, kOnly.size(), fmt::format("requests[{}]", row.key.request - 1));
    errors.push_back(std::move(error));
  }
}

FactError row_error(const batch::CaseRow& row, std::string path, std::string_view code, std::string message) {
  FactError error;
  error.file = fmt::format("row {}", row.number);
  error.case_id = row.key.case_id;
  error.path = std::move(path);
  error.code = code;
  error.message = std::move(message);
  error.request = static_cast<int>(row.key.request);
  return error;
}

// What is said of all rows of the case: requests in the order of their numbers, errors likewise.
struct Explained {
  Case one;
  std::vector<const batch::CaseRow*> rows;  // parallel to the requests
  std::vector<FactError> errors;            // each once where several rows have the same one
  std::vector<RowErrors> row_errors;        // by row, for the run's
};

Explained read_rows(const CaseReader& reader, const std::string& case_id, const std::vector<batch::CaseRow>& rows) {
  Explained explained;
  explained.one.id = case_id;
  std::vector<const batch::CaseRow*> ordered;
  for (const batch::CaseRow& row : rows) ordered.push_back(&row);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto* a, const auto* b) { return a->key.request < b->key.request; });
  std::set<std::pair<std::string, std::string>> of_the_case;
  for (const batch::CaseRow* row : ordered) {
    std::vector<FactError> errors;
    if (row->problem) {
      errors.push_back(row_error(*row, row->problem->path, row->problem->code, row->problem->message));
    } else if (row->key.case_id.empty()) {
      errors.push_back(row_error(*row, "case", fact_error::wrong_shape, "the row does not say which case it is of"));
    } else if (row->key.request == 0) {
      errors.push_back(
          row_error(*row, "request", fact_error::not_whole, "`request` must be the number of the request: 1, 2, ..."));
    } else if (row->repeated) {
      errors.push_back(row_error(*row, "case", "F0201",
                                 fmt::format("request {} of this case stands in an earlier row too", row->key.request)));
    } else {
      CasesRead read = reader.read(row->case_json);
      add_errors(*row, std::move(read.errors), errors);
      if (errors.empty()) {
        explained.one.requests.push_back(std::move(read.cases.front().requests.front()));
        explained.one.requests.back().number = static_cast<int>(row->key.request);
        explained.rows.push_back(row);
      }
    }
    if (!errors.empty()) explained.row_errors.push_back({row, {}});
    for (FactError& error : errors) {
      explained.row_errors.back().errors.push_back(error);
      if (error.request == 0 && !of_the_case.emplace(error.path, error.message).second) continue;
      explained.errors.push_back(std::move(error));
    }
  }
  std::stable_sort(explained.errors.begin(), explained.errors.end(),
                   [](const FactError& a, const FactError& b) { return a.request < b.request; });
  return explained;
}

int not_found(const Arguments& arguments, const batch::CaseRows& found, std::optional<std::int64_t> request) {
  const std::string id = arguments.get("--case");
  std::string message =
      fmt::format("no row of the table is {}of case \"{}\"", request ? fmt::format("request {} ", *request) : "", id);
  if (!found.nearest.empty()) {
    std::vector<std::string> names;
    for (const std::string& name : found.nearest) names.push_back("\"" + name + "\"");
    message += names == std::vector<std::string>{"\"" + id + "\""} ? fmt::format("; it has other requests of that case")
                                                                   : fmt::format("; did you mean {}?", joined(names, "or"));
  }
  if (found.unreadable > 0)
    message +=
        fmt::format("\n{} of the table cannot be cut into cells, and it may be among them; `run` shows such rows in errors/",
                    found.unreadable == 1 ? "1 row" : fmt::format("{} rows", found.unreadable));
  complain(message);
  return kNotDone;
}

}  // namespace

int run_explain(const Arguments& arguments) {
  std::optional<std::int64_t> request, number;
  if (!is_asked_well(arguments) || !read_number(arguments, "--request", request) || !read_number(arguments, "--row", number))
    return kNotDone;
  const auto wanted = read_run_wanted(arguments);
  if (!wanted) return kNotDone;
  int code = kDone;
  const auto compiled = load_library(arguments.all("--guidelines"), code, Examples::skip);
  if (!compiled) return code;
  const Program& library = compiled->program();
  const auto policy = choose_policy(library, arguments.get("--policy"));
  if (!policy) return kNotDone;
  std::optional<Program> dated;
  if (wanted->as_of) dated = batch::as_of_day(library, *policy, *wanted->as_of);
  const Program& program = dated ? *dated : library;
  std::optional<ExplainedRun> run;
  if (arguments.has("--run")) {
    run = open_run(arguments.get("--run"),
                   terms_of(arguments, *wanted, library.hash, library.policies[policy->index].name, ""));
    if (!run) return kNotDone;
  }
  std::string error;
  const auto tables = batch::load_tables({1, ""}, error);
  if (!tables) return complain(error), kNotDone;
  auto columns = tables->describe(wanted->source, error);
  if (!error.empty()) return complain(fmt::format("the table cannot be read: {}", error)), kNotDone;
  std::vector<std::string> problems;
  const batch::InputPlan plan =
      batch::plan_input(program, *policy, std::move(columns), wanted->mapping, run ? run->rules : wanted->rules, problems);
  for (const std::string& problem : problems) complain(problem);
  if (!problems.empty()) return kNotDone;

  const auto found = number ? batch::find_row(*tables, wanted->source, plan, *number, error)
                            : batch::find_case(*tables, wanted->source, plan, arguments.get("--case"), request, error);
  if (!found) return complain(fmt::format("the table cannot be read: {}", error)), kNotDone;
  if (found->rows.empty() && number)
    return complain(fmt::format("the table has no row {}: it has {}", *number, found->looked_at)), kNotDone;
  if (found->rows.empty()) return not_found(arguments, *found, request);

  const CaseReader reader(program);
  Explained explained = read_rows(reader, found->rows.front().key.case_id, found->rows);
  const Decider decider(program);
  const Evaluate evaluate = [&program](const CaseFacts& facts, Trace& trace) { interpret_into(program, facts, trace); };
  std::vector<Determination> determinations;
  for (const FactError& wrong : explained.errors) note(error_line(wrong));
  bool well = explained.errors.empty();
  for (std::size_t i = 0; i < explained.one.requests.size(); ++i) {
    const Request& one = explained.one.requests[i];
    determinations.push_back(decider.decide(*policy, explained.one.id, one, evaluate));
    if (!determinations.back().error) continue;
    well = false;
    const FactError wrong = evaluation_error(program, explained.one, one, determinations.back(),
                                             fmt::format("row {}", explained.rows[i]->number));
    note(error_line(wrong));
    explained.row_errors.push_back({explained.rows[i], {wrong}});
  }
  DeterminationPrinter printer(program, print_format(arguments.get("--format", "text")));
  if (determinations.empty())
    printer.request_errors(explained.one.id, explained.errors);
  else
    printer.one_case(explained.one, determinations, explained.errors);
  printer.finish();
  if (!run) return well ? kDone : kNotDone;
  const int checked = check_run(
      *tables, *run,
      {program, library.hash, *policy, explained.one, determinations, explained.rows, explained.row_errors, wanted->source});
  return checked != kDone ? checked : well ? kDone : kNotDone;
}

}  // namespace precept::cli
