// Native code is loaded by name, so that a start without it links no LLVM.
#include "cli/engine.hpp"

#include <fmt/format.h>

#include <memory>

#include "cli/console.hpp"
#include "runtime/interpret/interpret.hpp"
#ifdef PRECEPT_HAS_NATIVE
#include "runtime/native/loader/loader.hpp"
#endif

namespace precept::cli {

std::optional<Evaluate> choose_engine(const Program& program, const std::string& wanted) {
  if (wanted != "native") return [&program](const CaseFacts& facts, Trace& trace) { interpret_into(program, facts, trace); };
#ifdef PRECEPT_HAS_NATIVE
  std::string error;
  const native::NativeEngine* engine = native::load_engine(error);
  if (engine != nullptr) {
    auto compiled = engine->compile(program, {});
    error = compiled.error;
    if (compiled.code != nullptr) {
      const std::shared_ptr<native::NativeCode> code = std::move(compiled.code);
      return [code](const CaseFacts& facts, Trace& trace) { code->evaluate(facts, trace); };
    }
  }
  complain(fmt::format("the native engine cannot be used: {}", error));
#else
  complain("this build has no native engine");
#endif
  return std::nullopt;
}

}  // namespace precept::cli
