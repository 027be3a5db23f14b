// Going once through a table with several threads: rows in, stretch by stretch in the table's order; what each stretch came
// to out, shard by shard. Whoever ends the last stretch of a shard writes it. What is decided and written is the derived
// class's. Never here: facts, files.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "runtime/batch/batch_run.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

struct RowSlice {
  std::shared_ptr<const TableChunk> chunk;
  std::size_t begin = 0, count = 0;
  std::int64_t number = 0;  // of its first row, from 1
};

struct RowStretch {
  std::int64_t shard = 0;
  std::size_t place = 0;  // in its shard
  std::vector<RowSlice> slices;
  std::int64_t rows = 0;
};

template <class Part>
class ShardedPass {
 public:
  virtual ~ShardedPass() = default;
  ShardedPass(const ShardedPass&) = delete;
  ShardedPass& operator=(const ShardedPass&) = delete;

  // Once. What failed is in message().
  RunEnd pass(unsigned threads) {
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { work(); });
    work();
    for (std::thread& other : others) other.join();
    return failed_ ? RunEnd::failed : end_.load();
  }
  const std::string& message() const { return message_; }
  std::int64_t shards() const { return shards_; }  // that the table has

 protected:
  using Parts = std::vector<std::unique_ptr<Part>>;

  class Worker {
   public:
    virtual ~Worker() = default;
    virtual std::unique_ptr<Part> decide(const RowStretch& stretch) = 0;
  };

  // `skipped`: shards that are done. `stop`: asked to end early; may be null.
  ShardedPass(TableReader& reader, std::int64_t shard_rows, std::set<std::int64_t> skipped, const std::atomic<bool>* stop)
      : reader_(reader), shard_rows_(shard_rows), skipped_(std::move(skipped)), stop_(stop) {}

  virtual std::unique_ptr<Worker> worker() = 0;                    // by each thread
  virtual void skip(const RowSlice& slice) = 0;                    // rows of a shard that is done; one thread at a time
  virtual void count(const Part& part) = 0;                        // one thread at a time
  virtual void write(std::int64_t shard, const Parts& parts) = 0;  // by any thread

  bool stopping() {
    if (stop_ != nullptr && stop_->load(std::memory_order_relaxed)) end_ = RunEnd::stopped;
    return failed_ || end_ != RunEnd::finished;
  }
  void end_early(RunEnd end) { end_ = end; }
  void fail(const std::string& message) {
    const std::lock_guard lock(failing_);
    if (!failed_) message_ = message;
    failed_ = true;
  }

 private:
  struct Shard {
    Parts parts;
    std::size_t waiting = 0;  // taken and not decided
    bool closed = false;      // no more stretches will come
  };

  void work() {
    try {
      const auto own = worker();
      RowStretch stretch;
      while (take(stretch)) {
        auto part = own->decide(stretch);
        deliver(stretch, std::move(part));
        stretch = {};
      }
    } catch (const std::exception& error) {
      fail(error.what());
    }
  }

  // ---- taking rows, one worker at a time ----
  bool take(RowStretch& stretch) {
    const std::lock_guard lock(reading_);
    bool is_done = true;
    while (is_done) {
      if (over_ || stopping()) return false;
      stretch = {};
      stretch.shard = next_row_ / shard_rows_;
      is_done = skipped_.contains(stretch.shard);
      take_rows(stretch, is_done);
      if (stopping()) return false;
      if (stretch.rows == 0 && next_row_ > 0) return close_last(stretch.shard);
      shards_ = std::max(shards_, stretch.shard + 1);
    }
    const std::lock_guard counting(counting_);
    Shard& shard = open_[stretch.shard];
    stretch.place = shard.parts.size();
    shard.parts.emplace_back();
    ++shard.waiting;
    shard.closed = over_ || next_row_ == (stretch.shard + 1) * shard_rows_;
    return true;
  }

  void take_rows(RowStretch& stretch, bool is_done) {
    const std::int64_t shard_end = (stretch.shard + 1) * shard_rows_;
    while (stretch.rows < kMorselRows && next_row_ < shard_end && !stopping()) {
      if (!chunk_ && !next_chunk()) return;
      take_slice(stretch, shard_end, is_done);
    }
  }

  // The table ended where a shard had rows taken before: nobody else will close it.
  bool close_last(std::int64_t number) {
    std::unique_lock counting(counting_);
    const auto found = open_.find(number);
    if (found == open_.end()) return false;
    found->second.closed = true;
    if (found->second.waiting > 0) return false;
    const Shard shard = std::move(found->second);
    open_.erase(found);
    counting.unlock();
    write(number, shard.parts);
    return false;
  }

  bool next_chunk() {
    std::string error;
    chunk_ = reader_.next(error);
    at_ = 0;
    if (chunk_) return true;
    over_ = true;
    if (!error.empty()) fail("the table could not be read: " + error);
    return false;
  }

  void take_slice(RowStretch& stretch, std::int64_t shard_end, bool is_done) {
    RowSlice slice{chunk_, at_, 0, next_row_ + 1};
    slice.count = std::min({chunk_->rows - at_, static_cast<std::size_t>(shard_end - next_row_)});
    if (is_done) skip(slice);
    at_ += slice.count;
    next_row_ += static_cast<std::int64_t>(slice.count);
    stretch.rows += static_cast<std::int64_t>(slice.count);
    if (at_ == chunk_->rows) chunk_.reset();
    if (!is_done) stretch.slices.push_back(std::move(slice));
  }

  void deliver(const RowStretch& stretch, std::unique_ptr<Part> part) {
    std::unique_lock counting(counting_);
    if (stopping()) return;
    count(*part);
    const auto found = open_.find(stretch.shard);
    found->second.parts[stretch.place] = std::move(part);
    --found->second.waiting;
    if (!found->second.closed || found->second.waiting > 0 || stopping()) return;
    const Shard shard = std::move(found->second);
    open_.erase(found);
    counting.unlock();
    write(stretch.shard, shard.parts);
  }

  TableReader& reader_;
  const std::int64_t shard_rows_;
  const std::set<std::int64_t> skipped_;
  const std::atomic<bool>* const stop_;

  std::mutex reading_;  // guards those that follow
  std::shared_ptr<const TableChunk> chunk_;
  std::size_t at_ = 0;
  std::int64_t next_row_ = 0, shards_ = 0;
  std::atomic<bool> over_ = false;

  std::mutex counting_;  // guards those that follow
  std::map<std::int64_t, Shard> open_;

  std::mutex failing_;
  std::atomic<bool> failed_ = false;
  std::atomic<RunEnd> end_ = RunEnd::finished;
  std::string message_;
};

}  // namespace precept::batch
