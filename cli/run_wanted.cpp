// Words in, numbers, dates, files and maps out: see the header.
#include "cli/run_wanted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <thread>

#include "cli/console.hpp"
#include "cli/engine.hpp"
#include "cli/run_input.hpp"
#include "runtime/batch/durable.hpp"
#include "runtime/program/sha256.hpp"
#include "runtime/report/view.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::cli {

namespace {

constexpr std::int64_t kThreadsMax = 1024;

// A whole number of at least `least`; nothing and a message where it is none.
bool read_number(const Arguments& arguments, const std::string& option, std::int64_t least, std::int64_t& number) {
  if (!arguments.has(option)) return true;
  const std::string word = arguments.get(option);
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  if (read.ec == std::errc() && read.ptr == word.data() + word.size() && number >= least) return true;
  complain(fmt::format("`{}` wants a whole number of at least {}", option, least));
  return false;
}

// How CSV is written, where the table's first line does not say it.
bool read_csv_form(const Arguments& arguments, batch::TableSource& source) {
  source.is_windows_1252 = arguments.get("--encoding") == "windows-1252";
  if (!arguments.has("--delimiter")) return true;
  const std::string word = arguments.get("--delimiter");
  if (word == "tab" || word == "\\t") return source.delimiter = '\t', true;
  if (word.size() == 1 && word != "\"" && word != " " && static_cast<unsigned char>(word[0]) < 0x80)
    return source.delimiter = word[0], true;
  complain("`--delimiter` wants one character, or `tab`");
  return false;
}

batch::TableFormat format_of(const std::string& word) {
  if (word == "csv") return batch::TableFormat::csv;
  return word == "jsonl" ? batch::TableFormat::json_lines : batch::TableFormat::parquet;
}

bool read_source(const Arguments& arguments, batch::TableSource& source) {
  if (arguments.has("--cases") == arguments.has("--cases-sql"))
    return complain("`run` wants cases: `--cases TABLE` or `--cases-sql QUERY`"), false;
  std::string error;
  if (arguments.has("--cases")) {
    const auto found = table_source(arguments.all("--cases"), error);
    if (!found) return complain(error), false;
    source = *found;
  } else {
    source.form = batch::TableSource::Form::query;
    source.query = arguments.get("--cases-sql");
  }
  source.where = arguments.get("--where");
  if (arguments.has("--where") && source.where.find_first_not_of(" \t\r\n") == std::string::npos)
    return complain("`--where` wants a condition, such as \"injury_date >= '2013-01-01'\""), false;
  return read_number(arguments, "--limit", 0, source.rows_max) && read_csv_form(arguments, source);
}

bool read_choice(const Arguments& arguments, RunWanted& wanted) {
  if (arguments.has("--sample")) {
    const auto sample = batch::read_sample(arguments.get("--sample"));
    if (!sample) return complain("`--sample` wants a number of rows, or a share of the cases such as `2.5%`"), false;
    wanted.sample = *sample;
  }
  if (!arguments.has("--as-of")) return true;
  wanted.as_of = parse_date(arguments.get("--as-of"));
  if (!wanted.as_of) complain("`--as-of` wants a day that there is, written as 2013-09-25");
  return wanted.as_of.has_value();
}

bool read_map(const Arguments& arguments, RunWanted& wanted) {
  if (!arguments.has("--map")) return true;
  const std::string path = arguments.get("--map");
  std::string error;
  const auto text = batch::read_whole(path, error);
  if (!text) return complain(error), false;
  const auto form = path.ends_with(".toml") ? batch::MappingForm::toml : batch::MappingForm::json;
  auto mapping = batch::read_mapping(*text, form, error);
  if (!mapping) return complain(fmt::format("{}: {}", path, error)), false;
  wanted.mapping = std::move(*mapping);
  Sha256 hash;
  hash.add(*text);
  wanted.map_hash = "sha256:" + hash.hex();
  return true;
}

}  // namespace

std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::optional<RunWanted> read_run_wanted(const Arguments& arguments) {
  RunWanted wanted;
  std::int64_t threads = std::max(1U, std::thread::hardware_concurrency());
  if (!read_source(arguments, wanted.source) || !read_number(arguments, "--threads", 1, threads) ||
      !read_number(arguments, "--shard-rows", 1, wanted.run.shard_rows) ||
      !read_number(arguments, "--max-errors", 0, wanted.run.errors_max) || !read_choice(arguments, wanted) ||
      !read_map(arguments, wanted))
    return std::nullopt;
  wanted.run.folder = arguments.get("--out");
  wanted.run.format = format_of(arguments.get("--output-format"));
  wanted.run.resume = arguments.has("--resume");
  wanted.run.threads = static_cast<unsigned>(std::min(threads, kThreadsMax));
  wanted.rules = {arguments.has("--ignore-unknown"), arguments.has("--ignore-missing")};
  return wanted;
}

std::vector<std::pair<std::string, std::string>> terms_of(const Arguments& arguments, const RunWanted& wanted,
                                                          const std::string& library, const std::string& policy,
                                                          const std::string& input) {
  const auto yes_no = [](bool is_so) { return is_so ? std::string("yes") : std::string("no"); };
  return {{"version", std::string(kEngine)},
          {"library", library},
          {"policy", policy},
          {"as_of", arguments.get("--as-of", "the policy's")},
          {"input", input},
          {"where", arguments.get("--where", "every row")},
          {"sample", arguments.get("--sample", "every row")},
          {"limit", wanted.source.rows_max < 0 ? "none" : std::to_string(wanted.source.rows_max)},
          {"delimiter", wanted.source.delimiter == 0 ? "found" : std::to_string(wanted.source.delimiter)},
          {"encoding", arguments.get("--encoding", "utf-8")},
          {"map", wanted.map_hash.empty() ? "none" : wanted.map_hash},
          {"ignore_unknown", yes_no(wanted.rules.ignore_unknown)},
          {"ignore_missing", yes_no(wanted.rules.ignore_missing)},
          {"output_format", arguments.get("--output-format", "parquet")},
          {"shard_rows", std::to_string(wanted.run.shard_rows)}};
}

}  // namespace precept::cli
