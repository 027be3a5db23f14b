// Paths in, files out: see the header.
#include "cli/run_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "runtime/batch/durable.hpp"
#include "runtime/program/sha256.hpp"

namespace precept::cli {

namespace {

namespace fs = std::filesystem;
using Form = batch::TableSource::Form;

std::optional<Form> form_of(const std::string& path) {
  for (const auto& [ending, form] : {std::pair<const char*, Form>{".parquet", Form::parquet},
                                     {".csv", Form::csv},
                                     {".csv.gz", Form::csv},
                                     {".tsv", Form::csv},
                                     {".jsonl", Form::json_lines},
                                     {".ndjson", Form::json_lines},
                                     {".jsonl.gz", Form::json_lines}})
    if (path.ends_with(ending)) return form;
  return std::nullopt;
}

bool matches(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern[0] == '*') return matches(pattern.substr(1), name) || (!name.empty() && matches(pattern, name.substr(1)));
  return !name.empty() && (pattern[0] == '?' || pattern[0] == name[0]) && matches(pattern.substr(1), name.substr(1));
}

// What stands most often in the header outside quotes: a table of many columns and short rows would mislead who looks at
// all.
char delimiter_of(const std::string& path) {
  if (path.ends_with(".gz")) return 0;
  std::ifstream file(path, std::ios::binary);
  std::string header;
  std::getline(file, header);
  char best = 0;
  std::ptrdiff_t most = 0;
  for (const char delimiter : {',', ';', '\t', '|'}) {
    std::ptrdiff_t count = 0;
    bool quoted = false;
    for (const char c : header) {
      if (c == '"') quoted = !quoted;
      count += !quoted && c == delimiter ? 1 : 0;
    }
    if (count > most) most = count, best = delimiter;
  }
  return best;
}

// What one word names, in order of names.
std::vector<std::string> files_of(const std::string& named) {
  std::error_code failed;
  if (fs::is_regular_file(named, failed)) return {named};
  fs::path folder = named;
  std::string pattern = "*";
  const bool is_folder = fs::is_directory(folder, failed);
  if (!is_folder) {
    pattern = folder.filename().string();
    folder = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
    if (pattern.find_first_of("*?") == std::string::npos) return {};
  }
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.') || !entry.is_regular_file(failed) || !matches(pattern, name)) continue;
    if (!is_folder || form_of(name)) files.push_back((folder / name).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::optional<batch::TableSource> table_source(const std::vector<std::string>& named, std::string& error) {
  batch::TableSource source;
  std::optional<Form> form;
  for (const std::string& word : named) {
    const auto files = files_of(word);
    if (files.empty()) {
      error = fmt::format("{}: there is no such table", word);
      return std::nullopt;
    }
    for (const std::string& file : files) {
      const auto own = form_of(file);
      if (!own) {
        error = fmt::format("{}: tables end in .parquet, .csv, .tsv or .jsonl", file);
        return std::nullopt;
      }
      if (form && *form != *own) {
        error = fmt::format("{} is of another form than {}; give files of one form", file, source.files.front());
        return std::nullopt;
      }
      form = own;
      source.files.push_back(file);
    }
  }
  source.form = *form;
  if (source.form == Form::csv) source.delimiter = delimiter_of(source.files.front());
  return source;
}

std::optional<std::string> fingerprint(const batch::TableSource& source, std::string& error) {
  Sha256 hash;
  if (source.form == Form::query) hash.add(source.query);
  for (const std::string& file : source.files) {
    const auto seal = batch::seal_of(file, error);
    if (!seal) return std::nullopt;
    hash.add(fmt::format("{} {}\n", seal->bytes, seal->sha256));
  }
  return "sha256:" + hash.hex();
}

}  // namespace precept::cli
