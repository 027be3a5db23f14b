// The file that a key's objects are kept in, as bytes: a line that says what it is, the key, the SHA-256 of the rest, then
// the objects, each behind its length. Never here: where it lies.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::native {

std::string object_file(std::string_view key, const std::vector<std::string>& objects);

// Nothing where a byte is other than it was written, or the key is another one.
std::optional<std::vector<std::string>> objects_in(std::string_view file, std::string_view key);

}  // namespace precept::native
