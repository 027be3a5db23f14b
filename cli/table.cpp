// `precept table`: a table of a library as a sheet, and back. Exit 1: the sheet, or the library with it, has errors; nothing is written.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "cli/console.hpp"
#include "cli/json.hpp"
#include "cli/read_file.hpp"
#include "cli/replace_file.hpp"
#include "cli/verbs.hpp"
#include "compiler/diagnostics/render.hpp"
#include "compiler/pipeline/compile.hpp"
#include "compiler/sheets/sheets.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::cli {

namespace {

struct Found {
  const ast::File* file;
  const ast::TableDecl* table;
  source::Span span;
};

std::vector<Found> tables_of(const ast::Library& library) {
  std::vector<Found> out;
  for (const ast::File& file : library.files)
    for (const ast::DeclarationAt& one : file.declarations)
      if (const auto* table = std::get_if<ast::TableDecl>(&one.node)) out.push_back({&file, table, one.span});
  return out;
}

bool same_file(const std::string& one, const std::string& other) {
  std::error_code unknown;
  return one == other || std::filesystem::equivalent(one, other, unknown);
}

// The library as its text stands; nothing is resolved. Its syntax errors are printed: what was lost could be the table.
struct Text {
  source::Sources sources;
  ast::Library library;
};
std::optional<Text> read_text(const std::vector<std::string>& paths, int& code) {
  std::vector<source::ReadError> errors;
  Text out{source::read_sources(paths, errors), {}};
  for (const auto& error : errors) complain(fmt::format("{}: {}", error.path, error.message));
  code = kNotDone;
  if (!errors.empty()) return std::nullopt;
  diagnostics::Diagnostics found;
  out.library = ast::library_from_sources(out.sources, found);
  if (!found.has_errors()) return out;
  found.sort();
  note(diagnostics::render_text(found.errors_only(), out.sources, colour_on(true)));
  code = kAnswerIsNo;
  return std::nullopt;
}

std::optional<Found> choose(const Text& text, const Arguments& arguments) {
  const std::string name = arguments.get("--table", ""), in = arguments.get("--in", "");
  std::vector<std::string> names, files;
  std::optional<Found> chosen;
  for (const Found& one : tables_of(text.library)) {
    const std::string& path = text.sources.files[one.file->source].path();
    if (!in.empty() && !same_file(path, in)) continue;
    if (std::find(names.begin(), names.end(), one.table->name.text) == names.end()) names.push_back(one.table->name.text);
    if (!name.empty() && one.table->name.text != name) continue;
    files.push_back(path);
    chosen = one;
  }
  std::sort(names.begin(), names.end());
  if (files.size() == 1) return chosen;
  if (names.empty()) complain("no table is declared there");
  else if (files.empty()) {
    const std::string near = diagnostics::nearest(name, names);
    complain(fmt::format("there is no table `{}`{}", name, near.empty() ? fmt::format("; there are {}", fmt::join(names, ", ")) : fmt::format(": did you mean `{}`?", near)));
  } else if (names.size() > 1 && name.empty()) complain(fmt::format("there are several tables: say which with --table ({})", fmt::join(names, ", ")));
  else complain(fmt::format("several files declare a table `{}`: say which with --in ({})", name.empty() ? names.front() : name, fmt::join(files, ", ")));
  return std::nullopt;
}

std::vector<std::string> names_in(const std::string& list) {
  std::vector<std::string> out;
  std::string name;
  for (const char letter : list + ",") {
    if (letter == ',') {
      if (!name.empty()) out.push_back(std::move(name));
      name.clear();
    } else if (letter != ' ') {
      name += letter;
    }
  }
  return out;
}

void print_errors(const std::vector<sheets::SheetError>& errors, const std::string& path) {
  for (const auto& error : errors) {
    std::string place = path;
    if (error.line > 0) place += fmt::format(":{}", error.line);
    note(fmt::format("{}: error: {}{}\n", place, error.column.empty() ? "" : fmt::format("column `{}`: ", error.column), error.message));
    if (!error.mend.empty()) note(fmt::format("  mend: {}\n", error.mend));
  }
}

std::string stem_of(const std::string& path) { return path == "-" ? std::string() : std::filesystem::path(path).stem().string(); }

std::string change_text(const sheets::Exchanged& made) {
  std::vector<std::string> parts;
  const auto count = [&](std::size_t rows, const char* what) {
    if (rows > 0) parts.push_back(fmt::format("{} {} {}", rows, rows == 1 ? "row" : "rows", what));
  };
  count(made.changed, "changed");
  count(made.added, "added");
  count(made.removed, "taken away");
  if (made.columns) parts.emplace_back("other columns");
  if (made.moved) parts.emplace_back("rows in another order");
  std::string out = parts.empty() ? "no change" : fmt::format("{}", fmt::join(parts, ", "));
  if (made.dropped_comments > 0) out += fmt::format("; {} of its comments went with the rows", made.dropped_comments);
  return out;
}

int check_and_write(const Arguments& arguments, const Text& text, const Found& found, const sheets::Exchanged& made) {
  const source::SourceFile& file = text.sources.files[found.file->source];
  const bool changed = made.changed + made.added + made.removed > 0 || made.columns || made.moved;
  if (changed) {
    source::Sources sources = text.sources;
    sources.files[found.file->source] = source::SourceFile(file.path(), made.text);
    const Compilation compiled = compile_sources(std::move(sources), Warnings::none);
    if (compiled.diagnostics.has_errors()) {
      note(diagnostics::render_text(compiled.diagnostics.errors_only(), compiled.sources, colour_on(true)));
      complain("with this sheet the library has errors; nothing was written (the lines above are as they would be)");
      return kAnswerIsNo;
    }
    if (!arguments.has("--check")) {
      if (const auto error = replace_file(file.path(), made.text)) {
        complain(fmt::format("{}: {}", file.path(), *error));
        return kNotDone;
      }
    }
  }
  if (arguments.get("--format", "text") == "json")
    print(fmt::format("{{\"file\":{},\"table\":{},\"changed\":{},\"added\":{},\"removed\":{},\"moved\":{},\"columns\":{},\"written\":{}}}\n",
                      json_string(file.path()), json_string(found.table->name.text), made.changed, made.added, made.removed, made.moved, made.columns,
                      changed && !arguments.has("--check")));
  else
    print(fmt::format("{}: table {}: {}\n", file.path(), found.table->name.text, change_text(made)));
  return changed && arguments.has("--check") ? kAnswerIsNo : kDone;
}

int import_sheet(const Arguments& arguments, const std::string& path) {
  std::string error;
  const auto csv = read_file(path, error);
  if (csv && csv->size() > ast::kSourceBytesMax) error = fmt::format("a sheet of more than {} MB", ast::kSourceBytesMax >> 20);
  if (!error.empty()) {
    complain(fmt::format("{}: {}", path, error));
    return kNotDone;
  }
  std::optional<Text> text;
  std::optional<Found> found;
  if (arguments.has("--guidelines")) {
    int code = kDone;
    text = read_text(arguments.all("--guidelines"), code);
    if (!text) return code;
    found = choose(*text, arguments);
    if (!found) return kNotDone;
  }
  const auto read = sheets::sheet_from_csv(*csv, found ? found->table : nullptr, names_in(arguments.get("--by", "")));
  if (!read.errors.empty()) {
    print_errors(read.errors, path);
    return kAnswerIsNo;
  }
  if (found) return check_and_write(arguments, *text, *found, sheets::exchange_rows(*found->file, text->sources.files[found->file->source], *found->table, found->span, read.sheet));
  const std::string name = arguments.get("--table", stem_of(path));
  source::Sources sources;
  sources.files.emplace_back(path, sheets::declaration_of(read.sheet, name));
  diagnostics::Diagnostics wrong;
  const ast::File made = ast::file_from_source(sources, 0, wrong);
  if (wrong.has_errors()) {
    note(diagnostics::render_text(wrong, sources, colour_on(true)));
    complain(fmt::format("no table comes of this sheet under the name `{}`: --table NAME gives it another", name));
    return kAnswerIsNo;
  }
  print(ast::print_file(made, sources.files[0]));
  return kDone;
}

}  // namespace

int run_table(const Arguments& arguments) {
  const std::string what = arguments.paths.empty() ? "" : arguments.paths[0];
  if (what == "export" && arguments.paths.size() == 1 && arguments.has("--guidelines")) {
    int code = kDone;
    const auto text = read_text(arguments.all("--guidelines"), code);
    if (!text) return code;
    const auto found = choose(*text, arguments);
    if (!found) return kNotDone;
    print(sheets::csv_of(*found->table));
    return kDone;
  }
  if (what == "import" && arguments.paths.size() == 2) return import_sheet(arguments, arguments.paths[1]);
  complain(what == "export"   ? "`table export` wants a library: -g LIBRARY, and --table NAME where it has several"
           : what == "import" ? "`table import` wants one sheet: table import -g LIBRARY SHEET.csv"
                              : "`table` wants `export` or `import`");
  return kNotDone;
}

}  // namespace precept::cli
