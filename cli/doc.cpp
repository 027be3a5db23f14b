// `precept doc`: a library as a site to read, in a folder. Exit 0: written; 1: the library has errors; 2: could not be
// written. A folder is only ever filled where it is empty or was filled by this verb before: the list of its pages lies in
// it.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>

#include "cli/console.hpp"
#include "cli/library.hpp"
#include "cli/verbs.hpp"
#include "compiler/document/document.hpp"

namespace precept::cli {

namespace {

namespace fs = std::filesystem;

// Named first in the folder's list, so that no other file of that name is taken for one.
constexpr std::string_view kListName = "precept-pages.txt",
                           kListOpening = "pages of `precept doc`; a page that is not here is not removed";

std::optional<std::string> text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A page's own name: never a path that leads out of the folder.
bool is_page_name(const std::string& name) {
  return name.ends_with(".html") && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == std::string::npos &&
         name.front() != '.';
}

// The pages that this verb wrote there before; nothing where it did not.
std::optional<std::set<std::string>> listed_pages(const fs::path& folder) {
  const auto text = text_of(folder / kListName);
  if (!text) return std::nullopt;
  std::istringstream lines(*text);
  std::string line;
  if (!std::getline(lines, line) || line != kListOpening) return std::nullopt;
  std::set<std::string> pages;
  while (std::getline(lines, line))
    if (!line.empty() && is_page_name(line)) pages.insert(line);
  return pages;
}

bool write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  return !file.fail();
}

// The pages that were there before, or nothing and the reason said.
std::optional<std::set<std::string>> folder_made_ready(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error)) {
    complain(fmt::format("{} is a file; `--output` wants a folder", folder.string()));
    return std::nullopt;
  }
  fs::create_directories(folder, error);
  if (error) {
    complain(fmt::format("{}: the folder cannot be made: {}", folder.string(), error.message()));
    return std::nullopt;
  }
  if (auto pages = listed_pages(folder)) return pages;
  const bool empty = fs::is_empty(folder, error);
  if (!error && empty) return std::set<std::string>{};
  complain(error
               ? fmt::format("{}: the folder cannot be read: {}", folder.string(), error.message())
               : fmt::format(
                     "{} is not empty, and `precept doc` did not write what is in it\nname a new folder, or empty this one",
                     folder.string()));
  return std::nullopt;
}

// The list holds what was there and what is to come before the first page is written: whatever ends this early, the next run
// tidies up.
bool write_site(const fs::path& folder, const std::set<std::string>& before, const std::vector<site::Page>& pages) {
  const auto list = [&](const std::set<std::string>& names) {
    std::string text(kListOpening);
    for (const std::string& name : names) text += "\n" + name;
    return write_file(folder / kListName, text + "\n");
  };
  std::set<std::string> after;
  for (const site::Page& page : pages) after.insert(page.name);
  std::set<std::string> both = before;
  both.insert(after.begin(), after.end());
  const auto failed = [&](const std::string& name) {
    complain(fmt::format("{}: could not be written", (folder / name).string()));
    return false;
  };
  if (!list(both)) return failed(std::string(kListName));
  for (const site::Page& page : pages)
    if (!write_file(folder / page.name, page.text)) return failed(page.name);
  std::error_code ignored;
  for (const std::string& name : before)
    if (!after.contains(name)) fs::remove(folder / name, ignored);
  return list(after) || failed(std::string(kListName));
}

}  // namespace

int run_doc(const Arguments& arguments) {
  if (!arguments.has("--guidelines") || !arguments.has("--output") || !arguments.paths.empty()) {
    complain("`doc` wants a library and a folder: -g LIBRARY -o FOLDER");
    return kNotDone;
  }
  int code = kDone;
  const auto compiled = load_library(arguments.all("--guidelines"), code);
  if (!compiled) return code;
  const fs::path folder(arguments.get("--output"));
  if (folder.empty()) {
    complain("`--output` wants the name of a folder");
    return kNotDone;
  }
  const auto before = folder_made_ready(folder);
  if (!before) return kNotDone;
  const auto pages =
      site::pages_of({compiled->sources, compiled->syntax, *compiled->checked, compiled->program(), compiled->examples});
  if (!write_site(folder, *before, pages)) return kNotDone;
  print(fmt::format("{} page{}; begin with {}\n", pages.size(), pages.size() == 1 ? "" : "s",
                    (folder / "index.html").string()));
  return kDone;
}

}  // namespace precept::cli
