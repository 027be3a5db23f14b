// Answers by keys of a fixed number of words, side by side in memory. In: keys. Out: answers. Never here: what a key means.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "runtime/batch/cell_codes.hpp"

namespace precept::batch {

struct Answer;

class KnownAnswers {
 public:
  void start(std::size_t key_words) {
    stride_ = key_words + 1;
    clear();
  }
  void clear() {
    slots_.assign(kFirst * stride_, 0);
    mask_ = kFirst - 1;
    count_ = 0;
  }
  static std::uint64_t hash_of(const std::uint64_t* key, std::size_t words) {
    std::uint64_t state = 0x9e3779b97f4a7c15;
    for (std::size_t i = 0; i < words; ++i) state = fold(state ^ key[i], 0xd6e8feb86659fd93);
    return state;
  }
  void ask_for(std::uint64_t hash) const { __builtin_prefetch(&slots_[(hash & mask_) * stride_]); }
  const Answer* find(const std::uint64_t* key, std::uint64_t hash) const {
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const std::uint64_t* slot = &slots_[at * stride_];
      if (slot[0] == 0) return nullptr;
      if (std::equal(key, key + stride_ - 1, slot + 1)) return reinterpret_cast<const Answer*>(slot[0]);
    }
  }
  // A key that is not there.
  void add(const std::uint64_t* key, std::uint64_t hash, const Answer* answer) {
    if (slots_.size() > kWordsMax) clear();
    if ((count_ + 1) * 2 > mask_ + 1) grow();
    place(key, hash, reinterpret_cast<std::uint64_t>(answer));
    ++count_;
  }

 private:
  static constexpr std::size_t kFirst = 256;
  static constexpr std::size_t kWordsMax = 1 << 22;  // 32 MiB; then it begins anew

  void place(const std::uint64_t* key, std::uint64_t hash, std::uint64_t answer) {
    std::size_t at = hash & mask_;
    while (slots_[at * stride_] != 0) at = (at + 1) & mask_;
    slots_[at * stride_] = answer;
    std::copy_n(key, stride_ - 1, slots_.data() + at * stride_ + 1);
  }
  void grow() {
    std::vector<std::uint64_t> old((mask_ + 1) * 2 * stride_);
    old.swap(slots_);
    mask_ = mask_ * 2 + 1;
    for (std::size_t at = 0; at < old.size(); at += stride_)
      if (old[at] != 0) place(old.data() + at + 1, hash_of(old.data() + at + 1, stride_ - 1), old[at]);
  }

  std::size_t stride_ = 1, mask_ = 0, count_ = 0;
  std::vector<std::uint64_t> slots_;
};

}  // namespace precept::batch
