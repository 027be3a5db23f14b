// Plans to text: see the header.
#include "cli/run_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/console.hpp"
#include "cli/run_input.hpp"
#include "runtime/facts/json_writer.hpp"

namespace precept::cli {

namespace {

using Form = batch::TableSource::Form;

bool says_order(const std::string& query) {
  std::string lower;
  for (const char c : query)
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '\n' || c == '\t' ? ' ' : c;
  return lower.find("order by") != std::string::npos;
}

void show_source(const RunWanted& wanted, const RunSize& size) {
  for (const std::string& file : wanted.source.files) print(fmt::format("cases     {}\n", file));
  if (wanted.source.form == Form::query) {
    print(
        "cases     a query; what it reads is not known before: its rows are named as they pass, shard by shard, and "
        "compared\n"
        "          where a run goes on\n");
    if (!says_order(wanted.source.query))
      print("          the query says no ORDER BY: another run may get its rows in another order\n");
  }
  if (size.rows) print(fmt::format("rows      {}\n", grouped(*size.rows)));
  if (size.bytes) print(fmt::format("bytes     {}\n", grouped(*size.bytes)));
}

void show_choice(const Arguments& arguments, const RunWanted& wanted) {
  if (wanted.source.rows_max >= 0)
    print(fmt::format("limit     the first {} rows of the table\n", grouped(wanted.source.rows_max)));
  if (!wanted.source.where.empty()) print(fmt::format("where     {}\n", wanted.source.where));
  if (wanted.sample.rows)
    print(fmt::format("sample    {} rows, by a hash of the case's name\n", grouped(*wanted.sample.rows)));
  else if (wanted.sample.parts)
    print(fmt::format("sample    {} of the cases, by a hash of their names\n", arguments.get("--sample")));
  if (wanted.as_of)
    print(fmt::format("as of     {} for every case, in place of the policy's date\n", arguments.get("--as-of")));
}

}  // namespace

void show_plan(const Arguments& arguments, const RunWanted& wanted, const batch::InputPlan& plan, std::size_t criteria,
               const std::string& library, const RunSize& size) {
  print(fmt::format("library   {}\n", library));
  show_source(wanted, size);
  show_choice(arguments, wanted);
  for (const batch::ColumnUse& use : plan.uses) {
    std::string dates;
    if (use.dates != nullptr)
      for (const batch::DateFormat& format : *use.dates)
        dates += fmt::format("{}{}", dates.empty() ? ", written as " : " or ", format.pattern());
    print(fmt::format("column    {} ({}) is {}{}{}\n", plan.columns[use.column].name, plan.columns[use.column].type, use.key,
                      use.end.empty() ? "" : "." + use.end, dates));
  }
  print(fmt::format("criteria  {} columns\nthreads   {}\nshards    of {} rows\n", criteria, wanted.run.threads,
                    grouped(wanted.run.shard_rows)));
  if (wanted.run.errors_max >= 0)
    print(fmt::format("errors    the run stops after {} rows\n", grouped(wanted.run.errors_max)));
}

void complain_of_table(const std::vector<std::string>& problems, const batch::InputPlan& plan) {
  for (const std::string& problem : problems) complain(problem);
  note(
      "nothing was decided. `--map FILE` gives columns other names, `--ignore-unknown` passes over unknown ones, "
      "`--ignore-missing`\n"
      "takes facts that have no column as undocumented\n");
  if (plan.meant.empty()) return;
  JsonWriter json(true);
  json.begin_object().key("columns").begin_object();
  for (const auto& [column, name] : plan.meant) json.member(column, name);
  json.end_object().end_object();
  note(fmt::format("a map to begin with, if these names mean what they seem to:\n{}\n", json.text()));
}

std::vector<std::string> uneven_files(batch::TableEngine& tables, const batch::TableSource& source,
                                      const batch::InputPlan& plan, std::string& error) {
  std::vector<std::string> problems;
  if (source.files.size() < 2 || source.form == Form::json_lines) return problems;
  for (const std::string& file : source.files) {
    batch::TableSource one = source;
    one.files = {file};
    const auto own = tables.describe(one, error);
    if (!error.empty()) return problems;
    for (const batch::ColumnUse& use : plan.uses) {
      const std::string& name = plan.columns[use.column].name;
      if (std::none_of(own.begin(), own.end(), [&](const batch::TableColumn& column) { return column.name == name; }))
        problems.push_back(fmt::format("{} has no column `{}`, which other files have", file, name));
    }
  }
  return problems;
}

// How much there is to read: rows of Parquet as its files say it, bytes of the rest.
RunSize size_to_read(batch::TableEngine& tables, const batch::TableSource& source) {
  using Form = batch::TableSource::Form;
  RunSize size;
  if (source.form == Form::csv && source.rows_max < 0) size.bytes = size_of(source);
  if (source.form != Form::parquet) return size;
  std::string error;
  batch::TableSource count;
  count.form = Form::query;
  count.query = "SELECT count(*)::BIGINT AS rows FROM read_parquet([";
  for (const std::string& file : source.files) {
    std::string quoted;
    for (const char c : file) quoted += c == '\'' ? "''" : std::string(1, c);
    count.query += fmt::format("{}'{}'", file == source.files.front() ? "" : ", ", quoted);
  }
  count.query += "], union_by_name=true)";
  const auto columns = tables.describe(count, error);
  if (columns.size() != 1) return size;
  const auto reader = tables.read(count, columns, {0}, error);
  const auto chunk = reader ? reader->next(error) : nullptr;
  if (!chunk) return size;
  size.rows = *static_cast<const std::int64_t*>(chunk->columns[0].values);
  if (source.rows_max >= 0) size.rows = std::min(*size.rows, source.rows_max);
  return size;
}

}  // namespace precept::cli
