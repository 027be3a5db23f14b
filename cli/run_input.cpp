// Paths in, files out: see the header.
#include "cli/run_input.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
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
                                     {".jsonl.gz", Form::json_lines},
                                     {".ndjson.gz", Form::json_lines},
                                     {".tsv.gz", Form::csv}})
    if (path.ends_with(ending)) return form;
  return std::nullopt;
}

bool matches(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern[0] == '*') return matches(pattern.substr(1), name) || (!name.empty() && matches(pattern, name.substr(1)));
  return !name.empty() && (pattern[0] == '?' || pattern[0] == name[0]) && matches(pattern.substr(1), name.substr(1));
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

std::string stamp(const batch::TableSource& source) {
  std::string all;
  for (const std::string& file : source.files) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) {
      all += "gone\n";
      continue;
    }
    all += fmt::format("{} {} {} {}.{:09} {}.{:09}\n", found.st_dev, found.st_ino, found.st_size, found.st_mtim.tv_sec,
                       found.st_mtim.tv_nsec, found.st_ctim.tv_sec, found.st_ctim.tv_nsec);
  }
  return all;
}

std::int64_t size_of(const batch::TableSource& source) {
  std::int64_t bytes = 0;
  for (const std::string& file : source.files) {
    std::error_code failed;
    const auto own = fs::file_size(file, failed);
    if (!failed) bytes += static_cast<std::int64_t>(own);
  }
  return bytes;
}

}  // namespace precept::cli
