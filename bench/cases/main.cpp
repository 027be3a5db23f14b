// `make_cases`: tables of made-up cases, 1 to 100 million rows, for measuring and for the oracles. See README.md beside it.
// In: options. Out: files, written side by side, each by one thread; how many rows a second. Ends with 2 where it cannot.
#include <fmt/core.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "bench/cases/case_rows.hpp"
#include "bench/cases/shape.hpp"
#include "runtime/batch/table_loader.hpp"

namespace precept::bench {
namespace {

constexpr const char* kUsage =
    "make_cases (--rule r8|r-list | --library PATH) --out PATH [--rows N] [--format parquet|csv|jsonl] [--files N]\n"
    "           [--threads N] [--seed N] [--missing PER CENT] [--partial PER CENT] [--dates text|bounds]\n";

struct Options {
  std::string rule, out, format;
  std::vector<std::string> library;
  std::uint64_t rows = kMillion, files = 0, threads = std::max(1u, std::thread::hardware_concurrency()), seed = 1;
  Chances chances;
  bool by_bounds = false;  // dates
};

bool read_whole(std::string_view text, std::uint64_t& value) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

// "3", "0.25" per cent, in millionths.
bool read_per_cent(std::string_view text, std::uint64_t& value) {
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  std::string behind(point < text.size() ? text.substr(point + 1) : "");
  if (behind.size() > 4) return false;
  behind.resize(4, '0');
  return read_whole(digits + behind, value) && value <= kMillion;
}

bool set(Options& options, std::string_view name, const std::string& value) {
  if (name == "--rule")
    options.rule = value;
  else if (name == "--library")
    options.library.push_back(value);
  else if (name == "--out")
    options.out = value;
  else if (name == "--format")
    options.format = value;
  else if (name == "--rows")
    return read_whole(value, options.rows) && options.rows > 0;
  else if (name == "--files")
    return read_whole(value, options.files) && options.files > 0;
  else if (name == "--threads")
    return read_whole(value, options.threads) && options.threads > 0;
  else if (name == "--dates")
    return (options.by_bounds = value == "bounds") || value == "text";
  else if (name == "--seed")
    return read_whole(value, options.seed);
  else if (name == "--missing")
    return read_per_cent(value, options.chances.missing);
  else if (name == "--partial")
    return read_per_cent(value, options.chances.partial);
  else
    return false;
  return true;
}

bool read(int count, char** arguments, Options& options) {
  for (int i = 1; i < count; i += 2)
    if (i + 1 >= count || !set(options, arguments[i], arguments[i + 1])) return false;
  if (options.format.empty()) {
    options.format = std::filesystem::path(options.out).extension().string();
    options.format = options.format.empty() ? "parquet" : options.format.substr(1);
  }
  return !options.out.empty() && options.rule.empty() != options.library.empty();
}

std::unique_ptr<Shape> shape_of(const Options& options, std::string& error) {
  if (options.rule == "r8") return r8_shape(options.seed, options.chances);
  if (options.rule == "r-list") return list_shape(options.seed, options.chances);
  if (!options.rule.empty())
    error = "there is no rule `" + options.rule + "`; there are r8 and r-list";
  else
    return library_shape(options.library, options.seed, options.chances, error);
  return nullptr;
}

std::optional<batch::TableFormat> format_of(const std::string& word) {
  if (word == "parquet") return batch::TableFormat::parquet;
  if (word == "csv") return batch::TableFormat::csv;
  if (word == "jsonl" || word == "ndjson") return batch::TableFormat::json_lines;
  return std::nullopt;
}

// Whole blocks for each file; the last has what is left.
std::string write_all(const Options& options, const Shape& shape, batch::TableFormat format, batch::TableEngine& engine) {
  const std::uint64_t files = std::max<std::uint64_t>(options.files, 1);
  const std::uint64_t blocks = (options.rows + kBlockRows - 1) / kBlockRows;
  const Dates dates = options.by_bounds ? Dates::bounds : options.chances.partial > 0 ? Dates::text : Dates::typed;
  std::atomic<std::uint64_t> next = 0;
  std::mutex guard;
  std::string failed;
  const auto work = [&] {
    for (std::uint64_t file = next++; file < files; file = next++) {
      const std::uint64_t first = std::min(blocks * file / files * kBlockRows, options.rows);
      const std::uint64_t end = std::min(blocks * (file + 1) / files * kBlockRows, options.rows);
      const CaseRows rows(shape, first, end - first, format, dates);
      const std::string path =
          options.files == 0 ? options.out : fmt::format("{}/cases-{:05}.{}", options.out, file, options.format);
      std::string error;
      if (engine.write(rows, path, format, error)) continue;
      const std::lock_guard lock(guard);
      failed = error;
      next = files;
    }
  };
  std::vector<std::thread> threads;
  for (std::uint64_t i = 1; i < std::min(options.threads, files); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return failed;
}

int fail(const std::string& why) {
  fmt::print(stderr, "make_cases: {}\n", why);
  return 2;
}

int run(int count, char** arguments) {
  Options options;
  if (!read(count, arguments, options)) return fail(std::string("asked in a way that it does not know\n") + kUsage);
  const auto format = format_of(options.format);
  if (!format) return fail("a table is parquet, csv or jsonl, not `" + options.format + "`");
  options.chances.odd_forms = *format != batch::TableFormat::json_lines;  // there JSON in a text would be text
  std::string error;
  const auto shape = shape_of(options, error);
  if (shape == nullptr) return fail(error);
  const auto engine = batch::load_tables({static_cast<unsigned>(options.threads), ""}, error);
  if (engine == nullptr) return fail(error);
  std::error_code no_folder;
  if (options.files > 0) std::filesystem::create_directories(options.out, no_folder);
  const auto begun = std::chrono::steady_clock::now();
  error = write_all(options, *shape, *format, *engine);
  if (!error.empty()) return fail(error);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  fmt::print("{} rows of {} columns in {:.2f} s: {:.0f} rows a second\n", options.rows, shape->columns().size(), seconds,
             static_cast<double>(options.rows) / seconds);
  return 0;
}

}  // namespace
}  // namespace precept::bench

int main(int count, char** arguments) { return precept::bench::run(count, arguments); }
