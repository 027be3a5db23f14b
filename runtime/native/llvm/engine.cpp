// The native engine behind its interface: Programs and plans in, code that can be called out.
// Never here: LLVM's own interface, what a node means.
#include <algorithm>
#include <array>
#include <cassert>

#include "runtime/native/llvm/emit.hpp"
#include "runtime/native/llvm/jit.hpp"
#include "runtime/native/llvm/lists.hpp"
#include "runtime/native/native.hpp"
#include "runtime/values/operators.hpp"

namespace precept::native {
namespace {

std::vector<NodeId> fallible_nodes(const Program& program) {
  std::vector<NodeId> fallible;
  for (std::uint32_t i = 0; i < program.nodes.size(); ++i)
    if (row_of(program.nodes[i].op).strictness == Strictness::may_fail) fallible.push_back(NodeId{i});
  return fallible;
}

class CaseCode final : public NativeCode {
 public:
  CaseCode(std::unique_ptr<LinkedCode> code, std::vector<NodeId> fallible, ListSteps lists, std::size_t nodes)
      : code_(std::move(code)),
        function_(reinterpret_cast<CaseFunction>(code_->address())),
        fallible_(std::move(fallible)),
        lists_(std::move(lists)),
        nodes_(nodes) {}

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
    Ir ir;
    const std::string name = jit_.name_for(kCaseName);
    const std::vector<NodeId> outputs = trace_outputs(program);
    std::vector<NodeId> fallible = fallible_nodes(program);
    const std::vector<NodeId> lists = emit_case(ir, name.c_str(), program, outputs, fallible, options.planted);
    auto code = jit_.link(ir, name, options.verify, compiled.error);
    if (code != nullptr)
      compiled.code =
          std::make_unique<CaseCode>(std::move(code), std::move(fallible), list_steps(program, lists), program.nodes.size());
    return compiled;
  }

  Compiled<NativeGlue> compile_glue(const WordPlan& plan, const CompileOptions& options) const override {
    Compiled<NativeGlue> compiled;
    if (!plan.refused.empty()) {
      compiled.error = plan.refused;
      return compiled;
    }
    if (plan.glue.size() > kNativeNodesMax) {
      compiled.error = "more than " + std::to_string(kNativeNodesMax) + " steps of logic are too many for native code";
      return compiled;
    }
    Ir ir;
    const std::string name = jit_.name_for(kGlueName);
    emit_glue(ir, name.c_str(), plan, jit_.vector_words());
    auto code = jit_.link(ir, name, options.verify, compiled.error);
    if (code != nullptr) compiled.code = std::make_unique<GlueCode>(std::move(code));
    return compiled;
  }

  std::string listing(const Program& program, Listing which, std::string& error) const override {
    Ir ir;
    emit_case(ir, kCaseName, program, trace_outputs(program), fallible_nodes(program), std::nullopt);
    return jit_.listing(ir, which == Listing::assembly, error);
  }

  std::string llvm_version() const override { return Jit::llvm_version(); }
  std::string cpu() const override { return jit_.cpu(); }

 private:
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
