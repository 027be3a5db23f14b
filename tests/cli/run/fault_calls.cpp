// A library that is loaded before all others (LD_PRELOAD) and makes one system call fail: the Nth of those that touch files
// below a folder. In: PRECEPT_FAULT_UNDER (the folder), PRECEPT_FAULT_AT (N, from 1; 0 fails none), PRECEPT_FAULT_ERROR (an
// errno), PRECEPT_FAULT_COUNT (a file that gets a line a call). Never here: anything that a program would ship with.
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <string>

namespace {

template <class Function>
Function next_of(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

const char* text_of(const char* name) {
  const char* text = getenv(name);
  return text == nullptr ? "" : text;
}

std::atomic<long> calls{0};
std::array<std::atomic<bool>, 4096> ours{};  // by descriptor

bool is_below(const char* path) {
  const char* folder = text_of("PRECEPT_FAULT_UNDER");
  return *folder != 0 && path != nullptr && strncmp(path, folder, strlen(folder)) == 0;
}

bool is_ours(int file) { return file >= 0 && file < static_cast<int>(ours.size()) && ours[static_cast<std::size_t>(file)]; }

void note(int file, bool is_so) {
  if (file >= 0 && file < static_cast<int>(ours.size())) ours[static_cast<std::size_t>(file)] = is_so;
}

// Whether this is the call that fails; errno is set then.
bool fails(const char* call) {
  const long number = ++calls;
  if (const char* count = text_of("PRECEPT_FAULT_COUNT"); *count != 0) {
    static const auto real_open = next_of<int (*)(const char*, int, ...)>("open");
    static const auto real_write = next_of<ssize_t (*)(int, const void*, size_t)>("write");
    static const int file = real_open(count, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const std::string line = std::string(call) + "\n";
    if (real_write(file, line.data(), line.size()) < 0) abort();
  }
  if (number != atol(text_of("PRECEPT_FAULT_AT"))) return false;
  errno = atoi(text_of("PRECEPT_FAULT_ERROR"));
  return true;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(more, int)) : 0;
  va_end(more);
  if (is_below(path) && fails("open")) return -1;
  const int file = next_of<int (*)(const char*, int, ...)>("open")(path, flags, mode);
  note(file, is_below(path));
  return file;
}

FILE* fopen(const char* path, const char* mode) {
  if (is_below(path) && fails("fopen")) return nullptr;
  return next_of<FILE* (*)(const char*, const char*)>("fopen")(path, mode);
}

ssize_t write(int file, const void* bytes, size_t count) {
  if (is_ours(file) && fails("write")) return -1;
  return next_of<ssize_t (*)(int, const void*, size_t)>("write")(file, bytes, count);
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
  if (is_ours(file) && fails("pwrite")) return -1;
  return next_of<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite")(file, bytes, count, at);
}

int fsync(int file) {
  if (is_ours(file) && fails("fsync")) return -1;
  return next_of<int (*)(int)>("fsync")(file);
}

int ftruncate(int file, off_t size) {
  if (is_ours(file) && fails("ftruncate")) return -1;
  return next_of<int (*)(int, off_t)>("ftruncate")(file, size);
}

int flock(int file, int operation) {
  if (is_ours(file) && fails("flock")) return -1;
  return next_of<int (*)(int, int)>("flock")(file, operation);
}

// The descriptor is closed all the same, as Linux does it.
int close(int file) {
  const bool is_failing = is_ours(file) && fails("close");
  const int error = errno;
  note(file, false);
  const int done = next_of<int (*)(int)>("close")(file);
  if (!is_failing) return done;
  errno = error;
  return -1;
}

int rename(const char* from, const char* to) {
  if (is_below(to) && fails("rename")) return -1;
  return next_of<int (*)(const char*, const char*)>("rename")(from, to);
}

int mkdir(const char* path, mode_t mode) {
  if (is_below(path) && fails("mkdir")) return -1;
  return next_of<int (*)(const char*, mode_t)>("mkdir")(path, mode);
}

int link(const char* from, const char* to) {
  if (is_below(to) && fails("link")) return -1;
  return next_of<int (*)(const char*, const char*)>("link")(from, to);
}

int unlink(const char* path) {
  if (is_below(path) && fails("unlink")) return -1;
  return next_of<int (*)(const char*)>("unlink")(path);
}

}  // extern "C"
