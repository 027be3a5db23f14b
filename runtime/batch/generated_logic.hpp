// Generated logic for the word path, service by service, made in the background while interpreted logic is at work.
// In: plans of services that have had many rows. Out: code, as soon as it is there. Never here: rows, LLVM.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "runtime/native/native.hpp"

namespace precept::batch {

// Shared by all threads of a run.
class GeneratedLogic {
 public:
  // Gives the engine, or null and why there is none; asked once, by a thread of its own.
  using Load = std::function<const native::NativeEngine*(std::string& error)>;
  // `wait`: whoever asks is kept until the code is there, or cannot be had.
  GeneratedLogic(std::size_t services, Load load, bool wait);
  ~GeneratedLogic();
  GeneratedLogic(const GeneratedLogic&) = delete;
  GeneratedLogic& operator=(const GeneratedLogic&) = delete;

  // Code for the logic of a service, or null: not yet, or never. The plan is copied; plans of one service are all alike.
  native::GlueFunction of(std::size_t service, const native::WordPlan& plan);
  bool is_waited_for() const { return wait_; }
  std::string error() const;  // why there is none at all, or of the last that could not be made; empty: nothing went wrong

 private:
  struct Made {
    std::atomic<native::GlueFunction> function = nullptr;
    std::atomic<bool> asked = false, done = false;
    std::unique_ptr<native::NativeGlue> code;
  };
  void work();
  void make(std::size_t service, const native::WordPlan& plan);

  const Load load_;
  const bool wait_;
  std::vector<Made> made_;
  const native::NativeEngine* engine_ = nullptr;
  mutable std::mutex asking_;
  std::condition_variable asked_, answered_;
  std::deque<std::pair<std::size_t, native::WordPlan>> open_;
  bool over_ = false, loaded_ = false;
  std::string error_;
  std::thread maker_;
};

}  // namespace precept::batch
