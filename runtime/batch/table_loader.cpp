// dlopen of the table engine: see the header.
#include "runtime/batch/table_loader.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <vector>

#include "runtime/batch/csv_tables.hpp"

namespace precept::batch {
namespace {

constexpr char kLibrary[] = "libprecept_tables.so";

std::vector<std::string> places() {
  std::vector<std::string> found;
  std::array<char, 4096> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  if (length > 0 && static_cast<std::size_t>(length) < path.size()) {
    const std::string executable(path.data(), static_cast<std::size_t>(length));
    const std::string folder = executable.substr(0, executable.rfind('/'));
    for (const char* beside : {"/../lib/", "/../" PRECEPT_LIBRARY_FOLDER "/", "/"})
      found.push_back(folder + beside + kLibrary);
  }
  found.emplace_back(kLibrary);
  return found;
}

}  // namespace

std::unique_ptr<TableEngine> load_tables(const TableOptions& options, std::string& error) {
  void* library = nullptr;
  std::string why;
  for (const std::string& place : places()) {
    // A library that is not there is looked for further on; one that is there but does not load is what went wrong.
    if (place.front() == '/' && access(place.c_str(), R_OK) != 0) continue;
    library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library != nullptr) break;
    if (why.empty()) why = dlerror();
  }
  if (library == nullptr) {
    error = "tables cannot be read: this installation has no DuckDB (" + why + "); `./dev build` fetches it";
    return nullptr;
  }
  const auto make = reinterpret_cast<TableEngineFunction>(dlsym(library, kTableEngineSymbol));
  if (make == nullptr) {
    error = std::string(kLibrary) + " is not Precept's";
    return nullptr;
  }
  std::unique_ptr<TableEngine> engine(make(kTablesInterface, options, error));
  return engine ? reading_text(std::move(engine)) : nullptr;
}

}  // namespace precept::batch
