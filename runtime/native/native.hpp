// The native engine as others see it: a Program in, code for this CPU out. The implementation is a shared library of its own
// that links LLVM and is loaded on demand (loader/loader.hpp); this header and the word path need none of it.
// Never here: LLVM, evaluation.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "runtime/interpret/trace.hpp"
#include "runtime/native/words/plan.hpp"

namespace precept::native {

// What a case's lists are read with: NativeCode::lists_of().
struct ListSteps;
struct CaseLists {
  const Records* lists = nullptr;  // CaseFacts::lists
  const ListSteps* steps = nullptr;
};

// One case, from bound facts to the trace: `values` and `recorded` as in CaseFacts; `nodes` is parallel to Program::nodes
// and gets the outputs, nothing else of it is touched; `failures` gets a bit for each node of NativeCode::fallible(), in
// order, (fallible().size() + 63) / 64 words. `lists` may be null where no operation goes over records. Pure, and safe from
// any number of threads. Never allocates, but for the candidates of operations over records (different, least, latest).
using CaseFunction = void (*)(const Value* values, const Value* recorded, Value* nodes, std::uint64_t* failures,
                              const CaseLists* lists);

// A Program of more nodes is not compiled: half a minute of compiling is the interpreter's. Glue is one function, and so
// less.
inline constexpr std::size_t kNativeNodesMax = 500'000;
inline constexpr std::size_t kNativeGlueMax = 50'000;

// Where compiled objects are kept from one process to the next: object_cache.hpp has it on disk. Functions are safe from any
// number of threads, and never fail: what cannot be read is compiled, what cannot be written is not kept.
class ObjectStore {
 public:
  virtual ~ObjectStore() = default;
  // What was written under that key (64 hex digits), byte for byte, or nothing.
  virtual std::optional<std::vector<std::string>> read(const std::string& key) = 0;
  virtual void write(const std::string& key, const std::vector<std::string>& objects) = 0;
};

struct CompileOptions {
  // Corrupts every result of one operation, for the test that a fault in any operation is found. Empty in all that ships.
  std::optional<Op> planted;
  // LLVM's own verifier over the generated module; what it finds is our fault and comes back as an error.
  bool verify = false;
  // Worker threads for large Programs; 0: as many as the machine has cores. The code is the same.
  unsigned threads = 0;
  // Asked for the code of one case first, and given it afterwards; null: none. The key holds Program::hash, so that must be
  // the Program's own; without a hash nothing is asked.
  ObjectStore* store = nullptr;
};

// Code lives as long as this object. All functions are safe from any number of threads.
class NativeCode {
 public:
  virtual ~NativeCode() = default;
  // Fills a Trace as the interpreter does, for the nodes in trace_outputs(program); the rest is zero. No allocation once the
  // trace has grown.
  virtual void evaluate(const CaseFacts& facts, Trace& trace) const = 0;
  virtual CaseFunction case_function() const = 0;
  virtual CaseLists lists_of(const CaseFacts& facts) const = 0;
  virtual const std::vector<NodeId>& fallible() const = 0;
  virtual bool from_store() const = 0;  // whether its objects were read from CompileOptions::store
};

class NativeGlue {
 public:
  virtual ~NativeGlue() = default;
  virtual GlueFunction function() const = 0;
};

template <class Code>
struct Compiled {
  std::unique_ptr<Code> code;  // null: `error` says why, and the interpreter (interpreted glue) does as well
  std::string error;
};

enum class Listing : std::uint8_t { llvm, assembly };

// Safe from any number of threads. Lives until the process ends.
class NativeEngine {
 public:
  virtual ~NativeEngine() = default;
  // The Program is read while compiling only.
  virtual Compiled<NativeCode> compile(const Program& program, const CompileOptions& options) const = 0;
  virtual Compiled<NativeGlue> compile_glue(const WordPlan& plan, const CompileOptions& options) const = 0;
  // The code of one case as text, or an empty string and why in `error`.
  virtual std::string listing(const Program& program, Listing which, std::string& error) const = 0;
  virtual std::string llvm_version() const = 0;  // "19.1.7"
  virtual std::string cpu() const = 0;           // "znver4"
};

// The one symbol that the shared library is asked for. `interface` is kNativeInterface of whoever asks; null, and why in
// `error` (never freed), where it is another one or LLVM has no code for this machine.
inline constexpr std::uint32_t kNativeInterface = 3;
inline constexpr char kNativeEngineSymbol[] = "precept_native_engine";
using NativeEngineFunction = const NativeEngine* (*)(std::uint32_t interface, const char** error);

}  // namespace precept::native
