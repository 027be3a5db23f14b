// Source files and places in them.
// In: paths. Out: SourceFile, Span, and why a path could not be read.
#include "compiler/source/source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

namespace precept::source {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".precept";
constexpr std::size_t kReadMax = std::size_t{1} << 31;  // spans are 32 bits; the parser's own limit is far below

// The reasons in our own words: the system's differ from machine to machine.
std::string reason_of(const std::error_code& error) {
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) return "no such file or folder";
  if (error == std::errc::permission_denied) return "permission denied";
  if (error == std::errc::too_many_symbolic_link_levels) return "too many symbolic links";
  if (error == std::errc::filename_too_long) return "the name is too long";
  return "it cannot be read";
}

bool read_stream(std::FILE* stream, std::string& text) {
  char buffer[1 << 16];
  while (const auto got = std::fread(buffer, 1, sizeof buffer, stream)) {
    text.append(buffer, got);
    if (text.size() > kReadMax) return false;
  }
  return std::ferror(stream) == 0;
}

// The text of a file, or why it cannot be had.
std::optional<std::string> read_file(const std::string& name, std::string& text) {
  std::FILE* stream = std::fopen(name.c_str(), "rb");
  if (stream == nullptr) return reason_of({errno, std::generic_category()});
  const bool read = read_stream(stream, text);
  std::fclose(stream);
  if (text.size() > kReadMax) return "it is too long";
  return read ? std::nullopt : std::optional<std::string>("it cannot be read");
}

// Whether `path` lies in `folder` or below it; both as the file system names them.
bool lies_in(const fs::path& path, const fs::path& folder) {
  const auto [at, other] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return at == folder.end() && other != path.end();
}

bool ends_in_precept(const fs::path& path) {
  const auto name = path.filename().string();
  return name.size() > kEnding.size() && name.ends_with(kEnding);
}

class Reader {
 public:
  explicit Reader(std::vector<ReadError>& errors) : errors_(errors) {}

  void path(const std::string& name) {
    if (name == "-") return standard_input();
    std::error_code error;
    const auto status = fs::status(name, error);
    if (status.type() == fs::file_type::not_found || status.type() == fs::file_type::none)
      return fail(name, error ? error : std::make_error_code(std::errc::no_such_file_or_directory));
    if (fs::is_directory(status)) {
      belongs(name);
      return folder(name);
    }
    const auto parent = fs::path(name).parent_path();
    belongs(parent.empty() ? "." : parent);
    file(name);
  }

  Sources take() {
    std::sort(sources_.files.begin(), sources_.files.end(),
              [](const SourceFile& left, const SourceFile& right) { return left.path() < right.path(); });
    return std::move(sources_);
  }

 private:
  void fail(const std::string& name, const std::error_code& error) { errors_.push_back({name, reason_of(error)}); }

  void belongs(const fs::path& folder) {
    std::error_code error;
    const auto real = fs::canonical(folder, error);
    if (!error) sources_.folders.push_back(real.native());
  }

  // Links to folders are not followed: a library is what lies in its folder.
  void folder(const std::string& name) {
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator entry(name, error), end; !error && entry != end; entry.increment(error))
      entries.push_back(entry->path());
    if (error) fail(name, error);
    std::sort(entries.begin(), entries.end(),
              [](const fs::path& left, const fs::path& right) { return left.native() < right.native(); });
    for (const auto& entry : entries) {
      std::error_code ignored;
      if (fs::is_directory(fs::symlink_status(entry, ignored))) {
        folder(entry.string());
      } else if (ends_in_precept(entry) && !fs::is_directory(fs::status(entry, ignored))) {
        file(entry.string());
      }
    }
  }

  void file(const std::string& name) {
    std::error_code error;
    auto identity = fs::canonical(name, error);
    if (!error && !seen_.insert(identity.native()).second) return;
    std::string text;
    if (const auto why = read_file(name, text)) errors_.push_back({name, *why});
    else sources_.files.emplace_back(fs::path(name).lexically_normal().string(), std::move(text));
  }

  void standard_input() {
    if (!seen_.insert("-").second) return;
    std::string text;
    if (read_stream(stdin, text)) {
      sources_.files.emplace_back("-", std::move(text));
    } else {
      errors_.push_back({"-", "standard input cannot be read"});
    }
  }

  std::vector<ReadError>& errors_;
  std::set<std::string> seen_;
  Sources sources_;
};

}  // namespace

SourceFile::SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == '\n') starts_.push_back(static_cast<std::uint32_t>(i + 1));
}

std::string SourceFile::stem() const {
  const auto slash = path_.find_last_of('/');
  auto name = slash == std::string::npos ? path_ : path_.substr(slash + 1);
  if (name.size() > kEnding.size() && name.ends_with(kEnding)) name.resize(name.size() - kEnding.size());
  return name;
}

Position SourceFile::position(std::uint32_t offset) const {
  const auto size = static_cast<std::uint32_t>(text_.size());
  offset = std::min(offset, size);
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::size_t>(next - starts_.begin()) - 1;
  int column = 1;
  std::uint32_t from = starts_[line];
  if (line == 0 && text_.starts_with("\xEF\xBB\xBF"))
    from = std::min<std::uint32_t>(3, offset);  // the byte order mark has no width
  for (std::uint32_t i = from; i < offset; ++i)
    if ((static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80) ++column;
  return {static_cast<int>(line) + 1, column};
}

std::string_view SourceFile::line_text(int line) const {
  if (line < 1 || line > lines()) return {};
  const auto index = static_cast<std::size_t>(line) - 1;
  const std::size_t begin = starts_[index];
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
  auto text = std::string_view(text_).substr(begin, end - begin);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  if (line == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

Sources read_sources(const std::vector<std::string>& paths, std::vector<ReadError>& errors) {
  Reader reader(errors);
  for (const auto& path : paths) {
    try {
      reader.path(path);
    } catch (const std::exception&) {  // a path that the file system library itself refuses
      errors.push_back({path, "it cannot be read"});
    }
  }
  return reader.take();
}

std::string path_beside(const std::string& file, const std::string& named) {
  return (fs::path(file).parent_path() / named).lexically_normal().string();
}

void read_data(const std::string& path, Sources& sources) {
  const auto same = [&](const auto& known) {
    if constexpr (requires { known.text(); }) return known.path() == path;
    else return known.path == path;
  };
  if (std::any_of(sources.data.begin(), sources.data.end(), same) || std::any_of(sources.unread.begin(), sources.unread.end(), same)) return;
  const auto fail = [&](std::string why) { sources.unread.push_back({path, std::move(why)}); };
  try {
    std::error_code error;
    const auto real = fs::weakly_canonical(path, error);
    const bool inside = !error && std::any_of(sources.folders.begin(), sources.folders.end(),
                                              [&](const std::string& folder) { return lies_in(real, folder); });
    if (!inside) return fail(sources.folders.empty() ? "it was not handed over with the library" : "it lies outside of the library");
    if (fs::is_directory(real, error)) return fail("it is a folder");
    std::string text;
    if (auto why = read_file(path, text)) return fail(std::move(*why));
    sources.data.emplace_back(path, std::move(text));
  } catch (const std::exception&) {  // a path that the file system library itself refuses
    fail("it cannot be read");
  }
}

}  // namespace precept::source
