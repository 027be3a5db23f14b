// Open addressing, at most three quarters full; the hash is two 64-bit lanes of multiply and fold. See the header.
#include "runtime/batch/key_set.hpp"

#include <cstring>

namespace precept::batch {
namespace {

__extension__ typedef unsigned __int128 Wide;

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t hash(std::string_view text, std::uint64_t number, std::uint64_t seed, std::uint64_t factor) {
  std::uint64_t state = fold(seed ^ number, factor);
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t piece = 0;
    std::memcpy(&piece, text.data() + at, 8);
    state = fold(state ^ piece, factor) + seed;
  }
  std::uint64_t rest = 0;
  if (at < text.size()) std::memcpy(&rest, text.data() + at, text.size() - at);
  return fold(state ^ rest, factor ^ (static_cast<std::uint64_t>(text.size()) << 1));
}

}  // namespace

bool KeySet::add(std::string_view case_id, std::int64_t request) {
  if ((size_ + 1) * 4 > places_.size() * 3) grow();
  const auto number = static_cast<std::uint64_t>(request);
  Key key{hash(case_id, number, 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93),
          hash(case_id, number, 0xc2b2ae3d27d4eb4f, 0xa0761d6478bd642f)};
  if (key == Key{}) key.low = 1;
  const std::size_t mask = places_.size() - 1;
  for (std::size_t at = static_cast<std::size_t>(key.low) & mask;; at = (at + 1) & mask) {
    if (places_[at] == key) return false;
    if (places_[at] != Key{}) continue;
    places_[at] = key;
    ++size_;
    return true;
  }
}

void KeySet::grow() {
  std::vector<Key> old(places_.empty() ? 1024 : places_.size() * 2);
  old.swap(places_);
  const std::size_t mask = places_.size() - 1;
  for (const Key& key : old) {
    if (key == Key{}) continue;
    std::size_t at = static_cast<std::size_t>(key.low) & mask;
    while (places_[at] != Key{}) at = (at + 1) & mask;
    places_[at] = key;
  }
}

}  // namespace precept::batch
