// Small numbers for the different cells of a column, as fast as a cell can be hashed.
// In: bytes. Out: the number that they were given, from 0. Never here: what a cell says.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace precept::batch {

// Two 64-bit numbers multiplied and folded: what every hash here is made of.
inline std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  __extension__ typedef unsigned __int128 Wide;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

class CellCodes {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::uint32_t find(std::string_view bytes) const {
    if (slots_.empty()) return kNone;
    const std::uint64_t hash = hash_of(bytes);
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.code == kNone) return kNone;
      if (slot.hash == hash && slot.length == bytes.size() && std::memcmp(slot.bytes, bytes.data(), bytes.size()) == 0)
        return slot.code;
    }
  }
  // Bytes that are not there yet; a copy is kept.
  void add(std::string_view bytes, std::uint32_t code) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    kept_.push_back(std::make_unique<char[]>(bytes.size() + 1));
    std::memcpy(kept_.back().get(), bytes.data(), bytes.size());
    place({hash_of(bytes), code, static_cast<std::uint32_t>(bytes.size()), kept_.back().get()});
    ++count_;
  }
  std::size_t size() const { return count_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t code = kNone, length = 0;
    const char* bytes = nullptr;
  };

  static std::uint64_t hash_of(std::string_view bytes) {
    constexpr std::uint64_t kFactor = 0xd6e8feb86659fd93;
    std::uint64_t state = 0x9e3779b97f4a7c15 ^ bytes.size(), piece = 0;
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
      std::memcpy(&piece, bytes.data() + at, 8);
      state = fold(state ^ piece, kFactor);
    }
    piece = 0;
    if (at < bytes.size()) std::memcpy(&piece, bytes.data() + at, bytes.size() - at);
    return fold(state ^ piece, kFactor);
  }

  void place(const Slot& slot) {
    std::size_t at = slot.hash & mask_;
    while (slots_[at].code != kNone) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old)
      if (slot.code != kNone) place(slot);
  }

  std::vector<Slot> slots_;
  std::size_t mask_ = 0, count_ = 0;
  std::vector<std::unique_ptr<char[]>> kept_;
};

}  // namespace precept::batch
