// Clocks, medians and memory bandwidth.
// Never here: what is measured.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

namespace precept::bench {

template <class Work>
double seconds_of(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// On this thread's own clock: waiting for a core that others use does not count.
double thread_seconds();
template <class Work>
double thread_seconds_of(Work work) {
  const double start = thread_seconds();
  work();
  return thread_seconds() - start;
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// So that work whose result nobody reads is done all the same.
template <class Thing>
void keep(const Thing& thing) {
  asm volatile("" : : "r"(&thing) : "memory");
}

// STREAM's read: the sum of an array, `count` a multiple of 32.
std::uint64_t sum_of(const std::uint64_t* numbers, std::size_t count);
double load_average();

}  // namespace precept::bench
