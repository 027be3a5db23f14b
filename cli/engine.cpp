// Native code is loaded by name, so that a start without it links no LLVM; its objects are kept from one start to the next.
#include "cli/engine.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <memory>
#include <stdexcept>

#include "cli/console.hpp"
#include "runtime/interpret/interpret.hpp"
#ifdef PRECEPT_HAS_NATIVE
#include "runtime/native/cache/object_cache.hpp"
#include "runtime/native/loader/loader.hpp"
#endif

namespace precept::cli {

namespace {

#ifdef PRECEPT_HAS_NATIVE
// The native code decides, the interpreter explains: both run, and must agree in every value that decides. Where they do
// not, it is our own fault, said with what is needed to see it again; no value of the case is among that.
Evaluate explained(const Program& program, std::shared_ptr<native::NativeCode> code) {
  return [&program, code, outputs = trace_outputs(program)](const CaseFacts& facts, Trace& trace) {
    Trace native;
    code->evaluate(facts, native);
    interpret_into(program, facts, trace);
    for (const NodeId node : outputs)
      if (native.values[node.index] != trace.values[node.index])
        throw std::runtime_error(fmt::format("the engines disagree on operation {} (`{}`) of library {}", node.index,
                                             row_of(program.node(node).op).name, program.hash));
    if (native.failed != trace.failed)
      throw std::runtime_error(fmt::format("the engines disagree on what fails in library {}", program.hash));
  };
}

// Not used where the environment may be another user's (a program that runs with more rights than who started it).
std::unique_ptr<native::ObjectCache> object_cache() {
  const auto folder =
      native::cache_folder(secure_getenv("PRECEPT_CACHE"), secure_getenv("XDG_CACHE_HOME"), secure_getenv("HOME"));
  if (!folder) return nullptr;
  auto cache = std::make_unique<native::ObjectCache>(*folder);
  if (const std::string refused = cache->refused(); !refused.empty()) complain(refused);
  return cache;
}
#endif

}  // namespace

std::optional<Evaluate> choose_engine(const Program& program, const std::string& wanted) {
  if (wanted != "native") return [&program](const CaseFacts& facts, Trace& trace) { interpret_into(program, facts, trace); };
#ifdef PRECEPT_HAS_NATIVE
  std::string error;
  const native::NativeEngine* engine = native::load_engine(error);
  if (engine != nullptr) {
    const auto cache = object_cache();
    native::CompileOptions options;
    options.store = cache.get();
    auto compiled = engine->compile(program, options);
    error = compiled.error;
    if (compiled.code != nullptr) return explained(program, std::move(compiled.code));
  }
  complain(fmt::format("the native engine cannot be used: {}", error));
#else
  complain("this build has no native engine");
#endif
  return std::nullopt;
}

std::function<const native::NativeEngine*(std::string& error)> native_loader() {
#ifdef PRECEPT_HAS_NATIVE
  return [](std::string& error) { return native::load_engine(error); };
#else
  return [](std::string& error) -> const native::NativeEngine* {
    error = "this build has no native engine";
    return nullptr;
  };
#endif
}

}  // namespace precept::cli
