// The native engine behind its interface: Programs and plans in, code that can be called out.
// Never here: LLVM's own interface, what a node means.
#include <algorithm>
#include <array>
#include <thread>

#include "runtime/native/llvm/build_id.hpp"
#include "runtime/native/llvm/emit.hpp"
#include "runtime/native/llvm/jit.hpp"
#include "runtime/native/llvm/lists.hpp"
#include "runtime/native/native.hpp"
#include "runtime/program/sha256.hpp"

namespace precept::native {
namespace {

constexpr unsigned kThreadsMax = 16;

class CaseCode final : public NativeCode {
 public:
  CaseCode(std::unique_ptr<LinkedCode> code, const CaseLayout& layout, bool from_store)
      : code_(std::move(code)),
        function_(reinterpret_cast<CaseFunction>(code_->address())),
        fallible_(layout.fallible),
        lists_(list_steps(*layout.program, layout.lists)),
        nodes_(layout.program->nodes.size()),
        from_store_(from_store) {}

  void evaluate(const CaseFacts& facts, Trace& trace) const override {
    trace.values.assign(nodes_, Value{});
    trace.failed.clear();
    const std::size_t words = (fallible_.size() + 63) / 64;
    if (words <= kFewWords) {
      std::array<std::uint64_t, kFewWords> failures;
      run(facts, trace, failures.data());
      return;
    }
    thread_local std::vector<std::uint64_t> many;
    if (many.size() < words) many.resize(words);
    run(facts, trace, many.data());
  }

  CaseFunction case_function() const override { return function_; }
  CaseLists lists_of(const CaseFacts& facts) const override { return {facts.lists.data(), &lists_}; }
  const std::vector<NodeId>& fallible() const override { return fallible_; }
  bool from_store() const override { return from_store_; }

 private:
  static constexpr std::size_t kFewWords = 16;

  void run(const CaseFacts& facts, Trace& trace, std::uint64_t* failures) const {
    const CaseLists lists = lists_of(facts);
    function_(facts.values.data(), facts.recorded.data(), trace.values.data(), failures, &lists);
    for (std::size_t i = 0; i < fallible_.size(); ++i)
      if (((failures[i / 64] >> (i % 64)) & 1) != 0) trace.failed.push_back(fallible_[i]);
  }

  std::unique_ptr<LinkedCode> code_;
  CaseFunction function_;
  std::vector<NodeId> fallible_;
  ListSteps lists_;
  std::size_t nodes_;
  bool from_store_;
};

class GlueCode final : public NativeGlue {
 public:
  explicit GlueCode(std::unique_ptr<LinkedCode> code) : code_(std::move(code)) {}
  GlueFunction function() const override { return reinterpret_cast<GlueFunction>(code_->address()); }

 private:
  std::unique_ptr<LinkedCode> code_;
};

class Engine final : public NativeEngine {
 public:
  explicit Engine(std::string& error) : jit_(error) {}

  Compiled<NativeCode> compile(const Program& program, const CompileOptions& options) const override {
    Compiled<NativeCode> compiled;
    if (program.nodes.size() > kNativeNodesMax) {
      compiled.error =
          "the library has more than " + std::to_string(kNativeNodesMax) + " operations, too many for native code";
      return compiled;
    }
    const CaseLayout layout = lay_out_case(program, options.planted);
    if (layout.frame_numbers > kFrameNumbersMax) {
      compiled.error = "the operations of the library depend on each other too much for native code";
      return compiled;
    }
    const std::string key = options.store != nullptr && !options.planted ? key_of(program) : "";
    if (!key.empty())
      if (const auto objects = options.store->read(key)) {
        if (auto code = jit_.link(*objects, kCaseName, compiled.error)) {
          compiled.code = std::make_unique<CaseCode>(std::move(code), layout, true);
          return compiled;
        }
        compiled.error.clear();  // whatever was kept there: it is compiled
      }
    const std::vector<std::string> objects = jit_.compile(modules_of(layout, options), compiled.error);
    if (objects.empty()) return compiled;
    auto code = jit_.link(objects, kCaseName, compiled.error);
    if (code == nullptr) return compiled;
    compiled.code = std::make_unique<CaseCode>(std::move(code), layout, false);
    if (!key.empty()) options.store->write(key, objects);
    return compiled;
  }

  Compiled<NativeGlue> compile_glue(const WordPlan& plan, const CompileOptions& options) const override {
    Compiled<NativeGlue> compiled;
    if (!plan.refused.empty()) {
      compiled.error = plan.refused;
      return compiled;
    }
    if (plan.glue.size() > kNativeGlueMax) {
      compiled.error = "more than " + std::to_string(kNativeGlueMax) + " steps of logic are too many for native code";
      return compiled;
    }
    ModulesToCompile what;
    what.verify = options.verify;
    what.emit = [&](Ir& ir, std::size_t, std::size_t) { emit_glue(ir, kGlueName, plan, jit_.vector_words()); };
    const std::vector<std::string> objects = jit_.compile(what, compiled.error);
    if (objects.empty()) return compiled;
    auto code = jit_.link(objects, kGlueName, compiled.error);
    if (code != nullptr) compiled.code = std::make_unique<GlueCode>(std::move(code));
    return compiled;
  }

  // Module after module.
  std::string listing(const Program& program, Listing which, std::string& error) const override {
    const CaseLayout layout = lay_out_case(program, std::nullopt);
    EmitScratch scratch(program.nodes.size());
    std::string listed;
    for (std::size_t module = 0; module < layout.modules(); ++module) {
      Ir ir;
      emit_case(ir, scratch, layout, kCaseName, module);
      listed += jit_.listing(ir, which == Listing::assembly, error);
    }
    return listed;
  }

  std::string llvm_version() const override { return Jit::llvm_version(); }
  std::string cpu() const override { return jit_.cpu(); }

 private:
  static ModulesToCompile modules_of(const CaseLayout& layout, const CompileOptions& options) {
    const unsigned cores = options.threads != 0 ? options.threads : std::max(std::thread::hardware_concurrency(), 1u);
    ModulesToCompile what;
    what.modules = layout.modules();
    what.workers = std::min<std::size_t>(what.modules, std::min(cores, kThreadsMax));
    what.verify = options.verify;
    auto scratch = std::make_shared<std::vector<EmitScratch>>(what.workers, EmitScratch(layout.program->nodes.size()));
    what.emit = [&layout, scratch](Ir& ir, std::size_t worker, std::size_t module) {
      emit_case(ir, (*scratch)[worker], layout, kCaseName, module);
    };
    return what;
  }

  // Everything that the objects depend on: what the library means, this engine, LLVM, and the processor.
  std::string key_of(const Program& program) const {
    const std::string build = build_id();
    if (program.hash.empty() || build.empty()) return "";
    Sha256 key;
    for (const std::string& part : {std::string("precept case"), program.hash, build, Jit::llvm_version(), jit_.triple(),
                                    jit_.cpu(), jit_.features()}) {
      key.add(part);
      key.add("\n");
    }
    return key.hex();
  }

  Jit jit_;
};

}  // namespace
}  // namespace precept::native

extern "C" __attribute__((visibility("default"))) const precept::native::NativeEngine* precept_native_engine(
    std::uint32_t interface, const char** error) {
  using precept::native::Engine;
  if (interface != precept::native::kNativeInterface) {
    *error = "the native engine's library is of another version of Precept";
    return nullptr;
  }
  static std::string started;
  static const Engine* engine = new Engine(started);  // until the process ends: code of it may run in any thread until then
  *error = started.c_str();
  return started.empty() ? engine : nullptr;
}
