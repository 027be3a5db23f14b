// The table of verbs and options, and the reader that goes by it.
#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/diagnostics/diagnostics.hpp"

namespace precept::cli {

namespace {

OptionSpec format_option(std::vector<std::string> choices) {
  return {"--format", "", "FORMAT", "how results are printed", std::move(choices)};
}
OptionSpec library_option() { return {"--guidelines", "-g", "LIBRARY", "a folder or file of guidelines; may be given again", {}}; }
OptionSpec policy_option() { return {"--policy", "-p", "POLICY", "the policy to decide under, where the library has several", {}}; }
OptionSpec engine_option() {
  return {"--engine", "", "ENGINE", "which engine evaluates (the tool chooses where not said)", {"interpret", "native"}};
}

// Options of verbs that go over a table of cases, behind their own.
std::vector<OptionSpec> with_table(std::vector<OptionSpec> own) {
  const std::vector<OptionSpec> shared = {
      {"--cases-sql", "", "QUERY", "a query in DuckDB's SQL, in place of --cases; say its order", {}},
      {"--output-format", "", "FORMAT", "how tables are written", {"parquet", "csv", "jsonl"}},
      {"--map", "", "FILE", "other names for columns and codes, and how dates are written, in JSON or TOML", {}},
      {"--delimiter", "", "CHARACTER", "what stands between the cells of CSV (found in the first line where not said; `tab` is one)", {}},
      {"--encoding", "", "NAME", "how CSV is written (utf-8 where not said)", {"utf-8", "windows-1252"}},
      {"--ignore-unknown", "", "", "pass over columns that no fact is called by", {}},
      {"--ignore-missing", "", "", "take facts that have no column as undocumented in every row", {}},
      {"--resume", "", "", "go on with a run that was interrupted", {}},
      {"--where", "", "SQL", "only rows that meet a condition over the table's columns, in DuckDB's SQL", {}},
      {"--sample", "", "N|P%", "only so many rows, or such a share of the cases: the same wherever it is run", {}},
      {"--as-of", "", "DATE", "choose editions by that day for every case, whatever the policy says", {}},
      {"--limit", "", "N", "only the first N rows of the table", {}},
      {"--threads", "", "N", "how many threads (as many as there are cores where not said)", {}},
      {"--shard-rows", "", "N", "how many rows a file holds (1048576 where not said)", {}},
      {"--progress", "", "FORM", "how far it is, on standard error (text on a terminal only)", {"json", "none"}}};
  own.insert(own.end(), shared.begin(), shared.end());
  return own;
}

}  // namespace

const std::vector<VerbSpec>& verbs() {
  static const std::vector<VerbSpec> table = {
      {"check", "check [--format text|json|sarif] PATH...", "parse and check guideline files",
       "precept check guidelines", {format_option({"text", "json", "sarif"})}},
      {"fmt", "fmt [--check] PATH...", "rewrite guideline files in the canonical form", "precept fmt --check guidelines",
       {{"--check", "", "", "change nothing; say which files are not in the canonical form", {}}, format_option({"text", "json"})}},
      {"test", "test [--coverage] [--mutate] [--require N] [--watch] [--junit FILE] [--engine interpret|native] PATH...",
       "run the examples of a library, and say what they leave out", "precept test --coverage --mutate guidelines",
       {{"--coverage", "", "", "what the examples show of each criterion, and examples for what they do not", {}},
        {"--mutate", "", "", "which small changes of the rules no example notices", {}},
        {"--require", "", "N", "exit 1 where coverage or mutation is below N percent", {}},
        {"--watch", "", "", "run again whenever a file changes, until Ctrl-C", {}},
        {"--junit", "", "FILE", "write the results as JUnit XML too", {}}, engine_option(), format_option({"text", "json"})}},
      {"decide", "decide -g LIBRARY [-p POLICY] [--format text|json|jsonl|letter|html] CASE.json...",
       "decide each request of each case, with the reasons",
       "precept decide -g guidelines --format letter examples/cases/CM13-0047924.json",
       {library_option(), policy_option(), engine_option(), format_option({"text", "json", "jsonl", "letter", "html"})}},
      {"run", "run -g LIBRARY [-p POLICY] --cases TABLE --out FOLDER [options]", "decide every row of a table, into a folder of tables",
       "precept run -g guidelines --cases cases.parquet --out decided",
       with_table({library_option(), policy_option(),
                   {"--cases", "", "TABLE", "a file, pattern or folder of Parquet, CSV or JSON lines; may be given again", {}},
                   {"--out", "", "FOLDER", "a new folder for determinations, errors and the summary", {}},
                   {"--report", "", "FILE", "write a page of the finished run, to read and to print, as HTML", {}},
                   {"--max-errors", "", "N", "stop where more rows than that cannot be decided", {}},
                   {"--dry-run", "", "", "show what would be done, and do nothing", {}},
                   {"--log", "", "FILE", "add what happens to a file, a line of JSON an event; no fact of a case is in it", {}},
                   engine_option()})},
      {"explain", "explain -g LIBRARY [-p POLICY] --cases TABLE --case ID|--row N [--request N] [--run FOLDER] [--format text|json|letter|html]",
       "why a case of a table is decided as it is, and whether a run decided it so",
       "precept explain -g guidelines --cases cases.parquet --case CM13-0047924 --run decided",
       {library_option(), policy_option(), {"--cases", "", "TABLE", "the table, as for `run`; may be given again", {}},
        {"--cases-sql", "", "QUERY", "a query in DuckDB's SQL, in place of --cases", {}},
        {"--case", "", "ID", "which case", {}},
        {"--row", "", "N", "which row of the table, from 1, in place of the case", {}},
        {"--request", "", "N", "only this request of it (all where not said)", {}},
        {"--run", "", "FOLDER", "a finished run of that table: say whether it has the same", {}},
        {"--map", "", "FILE", "other names for columns and codes, as for `run`", {}},
        {"--as-of", "", "DATE", "the day by which editions are chosen, as for `run`", {}},
        {"--delimiter", "", "CHARACTER", "what stands between the cells of CSV", {}},
        {"--encoding", "", "NAME", "how CSV is written (utf-8 where not said)", {"utf-8", "windows-1252"}},
        {"--ignore-unknown", "", "", "pass over columns that no fact is called by", {}},
        {"--ignore-missing", "", "", "take facts that have no column as undocumented", {}},
        format_option({"text", "json", "letter", "html"})}},
      {"diff", "diff --before LIBRARY --after LIBRARY [--cases TABLE [options]] [--format text|json]",
       "what two libraries say otherwise, by meaning and over cases",
       "precept diff --before guidelines --after changed --cases cases.parquet --out flips",
       with_table({{"--before", "", "LIBRARY", "the library as it was; may be given again", {}},
                   {"--after", "", "LIBRARY", "the library as it is; may be given again", {}}, policy_option(),
                   {"--cases", "", "TABLE", "and what flips over these cases: a file, pattern or folder of Parquet, CSV or JSON lines; may be given again", {}},
                   {"--out", "", "FOLDER", "a new folder for the flips, errors and diff.json", {}},
                   {"--report", "", "FILE", "write a page of what flipped, to read and to print, as HTML", {}}, engine_option(),
                   format_option({"text", "json"})})},
      {"table", "table export|import [-g LIBRARY] [--table NAME] [--in FILE] [--by NAMES] [--check] [SHEET.csv]",
       "move a table between guideline files and a sheet of comma-separated values",
       "precept table export -g guidelines --table visit_schedule > visit_schedule.csv",
       {library_option(), {"--table", "", "NAME", "which table, where there are several; without a library the name it gets", {}},
        {"--in", "", "FILE", "the guideline file, where several declare a table of that name", {}},
        {"--by", "", "NAMES", "the columns that a new table is looked up by, with commas (all but the last where not said)", {}},
        {"--check", "", "", "change nothing; say what would change", {}}, format_option({"text", "json"})}},
      {"doc", "doc -g LIBRARY -o FOLDER", "write a library as a site to read, for any browser and for paper",
       "precept doc -g guidelines -o site",
       {library_option(), {"--output", "-o", "FOLDER", "where the pages go: a new folder, or one that `doc` filled before", {}}}},
      {"facts", "facts -g LIBRARY [--as json-schema|csv]", "what a case may hold, as a JSON Schema or an empty table",
       "precept facts -g guidelines --as json-schema",
       {library_option(), {"--as", "", "FORM", "the form of the answer", {"json-schema", "csv"}}}},
      {"show", "show --stage ast|checked|program|llvm|asm PATH...", "any stage of the compiler as text",
       "precept show --stage program guidelines",
       {{"--stage", "", "STAGE", "which stage", {"ast", "checked", "program", "llvm", "asm"}}}},
      {"version", "version [--format text|json]", "the versions of Precept and what it is built with", "precept version",
       {format_option({"text", "json"})}},
      {"help", "help [VERB]", "what a verb does, with an example", "precept help decide", {}},
  };
  return table;
}

const VerbSpec* find_verb(const std::string& name) {
  for (const VerbSpec& verb : verbs())
    if (verb.name == name) return &verb;
  return nullptr;
}

namespace {

std::string with_nearest(std::string message, const std::string& word, const std::vector<std::string>& candidates) {
  const std::string near = diagnostics::nearest(word, candidates);
  if (!near.empty()) message += fmt::format(": did you mean `{}`?", near);
  return message;
}

const OptionSpec* find_option(const VerbSpec& verb, const std::string& word) {
  for (const OptionSpec& option : verb.options)
    if (word == option.name || (!option.short_name.empty() && word == option.short_name)) return &option;
  return nullptr;
}

bool take_option(const std::vector<std::string>& words, std::size_t& at, Arguments& out, std::string& error) {
  std::string word = words[at];
  std::optional<std::string> joined;
  if (const auto equals = word.find('='); word.starts_with("--") && equals != std::string::npos) {
    joined = word.substr(equals + 1);
    word.resize(equals);
  }
  const OptionSpec* option = find_option(*out.verb, word);
  if (option == nullptr) {
    std::vector<std::string> names;
    for (const OptionSpec& one : out.verb->options) names.push_back(one.name);
    error = with_nearest(fmt::format("`{}` has no option `{}`", out.verb->name, word), word, names);
    return false;
  }
  auto& values = out.values[option->name];
  if (option->value.empty()) {
    if (joined) {
      error = fmt::format("`{}` takes no value", option->name);
      return false;
    }
    values.emplace_back();
    return true;
  }
  if (!joined && at + 1 >= words.size()) {
    error = fmt::format("`{}` wants a value: {}", word, option->value);
    return false;
  }
  const std::string value = joined ? *joined : words[++at];
  if (!option->choices.empty() && std::find(option->choices.begin(), option->choices.end(), value) == option->choices.end()) {
    error = with_nearest(fmt::format("`{}` cannot be `{}`; it is one of {}", option->name, value, fmt::join(option->choices, ", ")), value,
                         option->choices);
    return false;
  }
  values.push_back(value);
  return true;
}

}  // namespace

std::optional<Arguments> read_arguments(const std::vector<std::string>& words, std::string& error) {
  Arguments out;
  if (words.empty()) {
    error = "a verb is missing";
    return std::nullopt;
  }
  std::string verb = words.front();
  if (verb == "--help" || verb == "-h") verb = "help";
  if (verb == "--version" || verb == "-V") verb = "version";
  out.verb = find_verb(verb);
  if (out.verb == nullptr) {
    std::vector<std::string> names;
    for (const VerbSpec& one : verbs()) names.push_back(one.name);
    error = with_nearest(fmt::format("there is no verb `{}`", words.front()), words.front(), names);
    return std::nullopt;
  }
  bool only_paths = false;
  for (std::size_t at = 1; at < words.size(); ++at) {
    const std::string& word = words[at];
    if (!only_paths && word == "--") {
      only_paths = true;
    } else if (!only_paths && (word == "--help" || word == "-h")) {
      out.paths = {out.verb->name};
      out.verb = find_verb("help");
      return out;
    } else if (!only_paths && word.size() > 1 && word[0] == '-') {
      if (!take_option(words, at, out, error)) return std::nullopt;
    } else {
      out.paths.push_back(word);
    }
  }
  return out;
}

std::string help_text() {
  std::string out = "Precept decides requests for treatment by guideline files that people can read.\n\nusage: precept VERB [options] [files or folders]\n\n";
  for (const VerbSpec& verb : verbs()) out += fmt::format("  {:<9} {}\n", verb.name, verb.summary);
  out += "\n`precept help VERB` tells more, with an example.\n"
         "exit codes: 0 done and all well; 1 done, and the answer is no; 2 could not be done; 3 an error of the tool's own\n";
  return out;
}

std::string help_text(const VerbSpec& verb) {
  std::string out = fmt::format("usage: precept {}\n\n{}\n", verb.usage, verb.summary);
  if (!verb.options.empty()) out += "\noptions:\n";
  for (const OptionSpec& option : verb.options) {
    std::string left = option.short_name.empty() ? option.name : option.short_name + ", " + option.name;
    if (!option.value.empty()) left += " " + option.value;
    out += fmt::format("  {:<28} {}", left, option.help);
    if (!option.choices.empty()) out += fmt::format(" ({})", fmt::join(option.choices, ", "));
    out += "\n";
  }
  return out + fmt::format("\nexample:\n  {}\n", verb.example);
}

}  // namespace precept::cli
