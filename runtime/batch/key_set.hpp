// Which (case, request) came before: keys in, in the order of the table, whether each is new out.
// A key is held as 128 bits of its hash, so that memory is 16 to 32 bytes a row whatever the case is called, and two keys
// that are not the same are taken for the same once in some 10^20 runs of 100 million rows. Never here: rows.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace precept::batch {

class KeySet {
 public:
  // False where the key is there already.
  bool add(std::string_view case_id, std::int64_t request);
  std::size_t size() const { return size_; }

 private:
  struct Key {
    std::uint64_t high = 0, low = 0;  // both 0: an empty place
    friend bool operator==(const Key&, const Key&) = default;
  };
  void grow();
  std::vector<Key> places_;
  std::size_t size_ = 0;
};

}  // namespace precept::batch
