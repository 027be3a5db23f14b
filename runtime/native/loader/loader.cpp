// dlopen of the native engine: see the header.
#include "runtime/native/loader/loader.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <vector>

namespace precept::native {
namespace {

constexpr char kLibrary[] = "libprecept_native.so";

struct Loaded {
  const NativeEngine* engine = nullptr;
  std::string error;
};

std::string folder_of_executable() {
  std::array<char, 4096> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  if (length <= 0 || static_cast<std::size_t>(length) == path.size()) return "";
  const std::string executable(path.data(), static_cast<std::size_t>(length));
  return executable.substr(0, executable.rfind('/'));
}

std::vector<std::string> places() {
  std::vector<std::string> found;
  const std::string folder = folder_of_executable();
  if (!folder.empty())
    for (const char* beside : {"/../lib/", "/../" PRECEPT_LIBRARY_FOLDER "/", "/"})
      found.push_back(folder + beside + kLibrary);
  found.emplace_back(kLibrary);
  return found;
}

Loaded load() {
  Loaded loaded;
  void* library = nullptr;
  for (const std::string& place : places()) {
    // A library that is not there is looked for further on; one that is there but does not load is what went wrong.
    if (place.front() == '/' && access(place.c_str(), R_OK) != 0) continue;
    library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library != nullptr) break;
    if (loaded.error.empty()) loaded.error = dlerror();
  }
  if (library == nullptr) return loaded;
  loaded.error.clear();
  const auto engine = reinterpret_cast<NativeEngineFunction>(dlsym(library, kNativeEngineSymbol));
  if (engine == nullptr) {
    loaded.error = std::string(kLibrary) + " is not Precept's";
    return loaded;
  }
  const char* error = "";
  loaded.engine = engine(kNativeInterface, &error);
  loaded.error = error;
  return loaded;
}

}  // namespace

const NativeEngine* load_engine(std::string& error) {
  static const Loaded loaded = load();
  error = loaded.error;
  return loaded.engine;
}

}  // namespace precept::native
