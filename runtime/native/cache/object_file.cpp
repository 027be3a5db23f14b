// Objects to bytes and back: see the header. Lengths are 64 bits, lowest byte first.
#include "runtime/native/cache/object_file.hpp"

#include <cstdint>

#include "runtime/program/sha256.hpp"

namespace precept::native {
namespace {

constexpr std::string_view kFormat = "precept objects 1\n";
constexpr std::size_t kLengthBytes = 8;

void add_length(std::string& bytes, std::uint64_t length) {
  for (std::size_t i = 0; i < kLengthBytes; ++i) bytes += static_cast<char>((length >> (8 * i)) & 255);
}

// Takes as much from the front as it gives; nothing where there is not as much.
std::optional<std::string_view> take(std::string_view& bytes, std::uint64_t count) {
  if (count > bytes.size()) return std::nullopt;
  const std::string_view taken = bytes.substr(0, count);
  bytes.remove_prefix(count);
  return taken;
}
std::optional<std::uint64_t> take_length(std::string_view& bytes) {
  const auto taken = take(bytes, kLengthBytes);
  if (!taken) return std::nullopt;
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) length |= std::uint64_t{static_cast<unsigned char>((*taken)[i])} << (8 * i);
  return length;
}

std::string head(std::string_view key, std::string_view contents) {
  Sha256 hash;
  hash.add(contents);
  std::string text(kFormat);
  text.append(key).append("\n").append(hash.hex()).append("\n");
  return text;
}

}  // namespace

std::string object_file(std::string_view key, const std::vector<std::string>& objects) {
  std::string contents;
  add_length(contents, objects.size());
  for (const std::string& object : objects) {
    add_length(contents, object.size());
    contents += object;
  }
  return head(key, contents) + contents;
}

std::optional<std::vector<std::string>> objects_in(std::string_view file, std::string_view key) {
  const std::size_t head_bytes = kFormat.size() + key.size() + 1 + 64 + 1;
  if (file.size() < head_bytes) return std::nullopt;
  std::string_view contents = file.substr(head_bytes);
  if (file.substr(0, head_bytes) != head(key, contents)) return std::nullopt;
  const auto count = take_length(contents);
  if (!count) return std::nullopt;
  std::vector<std::string> objects;
  for (std::uint64_t i = 0; i < *count; ++i) {
    const auto length = take_length(contents);
    const auto object = length ? take(contents, *length) : std::nullopt;
    if (!object) return std::nullopt;
    objects.emplace_back(*object);
  }
  if (!contents.empty()) return std::nullopt;
  return objects;
}

}  // namespace precept::native
