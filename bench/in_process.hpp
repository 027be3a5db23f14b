// Work in a child process: nothing of it is warm, and its memory is its own.
// In: work that fills in a plain struct. Out: the struct, or nothing where the child failed. Never here: what is measured.
#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <type_traits>

namespace precept::bench {

// The most memory that this process has held, in bytes.
inline double peak_bytes() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) * 1024;
}

// `work` gives false where it failed. Small results only: they go through a pipe.
template <class Result, class Work>
std::optional<Result> in_process(Work work) {
  static_assert(std::is_trivially_copyable_v<Result> && sizeof(Result) <= 4096);
  int ends[2];
  if (pipe(ends) != 0) return std::nullopt;
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) return std::nullopt;
  if (child == 0) {
    Result result{};
    const bool done = work(result) && write(ends[1], &result, sizeof(result)) == static_cast<ssize_t>(sizeof(result));
    std::fflush(nullptr);
    _exit(done ? 0 : 1);
  }
  close(ends[1]);
  Result result{};
  const bool got = read(ends[0], &result, sizeof(result)) == static_cast<ssize_t>(sizeof(result));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!got || status != 0) return std::nullopt;
  return result;
}

}  // namespace precept::bench
