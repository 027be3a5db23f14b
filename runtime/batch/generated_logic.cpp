// One thread makes what is asked for, in that order: see the header.
#include "runtime/batch/generated_logic.hpp"

namespace precept::batch {

GeneratedLogic::GeneratedLogic(std::size_t services, Load load, bool wait)
    : load_(std::move(load)), wait_(wait), made_(services) {}

GeneratedLogic::~GeneratedLogic() {
  {
    const std::lock_guard lock(asking_);
    over_ = true;
  }
  asked_.notify_all();
  if (maker_.joinable()) maker_.join();
}

native::GlueFunction GeneratedLogic::of(std::size_t service, const native::WordPlan& plan) {
  Made& made = made_[service];
  if (made.done.load(std::memory_order_acquire)) return made.function.load(std::memory_order_relaxed);
  if (!made.asked.exchange(true)) {
    const std::lock_guard lock(asking_);
    open_.emplace_back(service, plan);
    if (!maker_.joinable()) maker_ = std::thread([this] { work(); });
    asked_.notify_one();
  }
  if (!wait_) return nullptr;
  std::unique_lock lock(asking_);
  answered_.wait(lock, [&] { return made.done.load(); });
  return made.function.load();
}

std::string GeneratedLogic::error() const {
  const std::lock_guard lock(asking_);
  return error_;
}

void GeneratedLogic::work() {
  std::unique_lock lock(asking_);
  while (true) {
    asked_.wait(lock, [&] { return over_ || !open_.empty(); });
    if (over_) return;
    const auto [service, plan] = std::move(open_.front());
    open_.pop_front();
    lock.unlock();
    make(service, plan);
    lock.lock();
    made_[service].done.store(true, std::memory_order_release);
    answered_.notify_all();
  }
}

void GeneratedLogic::make(std::size_t service, const native::WordPlan& plan) {
  std::string error;
  if (!loaded_) {
    loaded_ = true;
    engine_ = load_(error);
  }
  if (engine_ != nullptr && !plan.glue.empty()) {
    auto compiled = engine_->compile_glue(plan, {});
    error = compiled.error;
    if (compiled.code != nullptr) {
      made_[service].code = std::move(compiled.code);
      made_[service].function.store(made_[service].code->function(), std::memory_order_relaxed);
    }
  }
  if (error.empty()) return;
  const std::lock_guard lock(asking_);
  error_ = error;
}

}  // namespace precept::batch
