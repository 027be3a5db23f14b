// Compiling and linking through LLVM's C interface: see the header. All that differs between LLVM 15 and 19 is here.
#include "runtime/native/llvm/jit.hpp"

#include <llvm-c/Analysis.h>
#include <llvm-c/Core.h>
#include <llvm-c/LLJIT.h>
#include <llvm-c/Orc.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm/Config/llvm-config.h>

#include <array>
#include <atomic>
#include <thread>

#include "runtime/native/llvm/symbols.hpp"

namespace precept::native {
namespace {

std::string taken(char* message) {
  std::string text = message != nullptr ? message : "";
  LLVMDisposeMessage(message);
  return text;
}

// Whether there was an error; it is taken over into `text`.
bool failed(LLVMErrorRef error, std::string& text) {
  if (error == nullptr) return false;
  char* message = LLVMGetErrorMessage(error);
  text = message;
  LLVMDisposeErrorMessage(message);
  return true;
}

// LLVM 15 looks up in the main library of an LLJIT alone: there each piece of code has an LLJIT of its own.
constexpr bool kManyLibraries = LLVM_VERSION_MAJOR >= 16;

#if LLVM_VERSION_MAJOR >= 16
struct Lookup {
  std::uint64_t address = 0;
  std::string error;
};

void take_result(LLVMErrorRef error, LLVMOrcCSymbolMapPairs symbols, std::size_t count, void* context) {
  auto* lookup = static_cast<Lookup*>(context);
  if (!failed(error, lookup->error) && count == 1) lookup->address = symbols[0].Sym.Address;
}

// In that library alone: no symbol of the process is ever looked at.
std::uint64_t look_up(const CodePlace& place, const char* name, std::string& error) {
  LLVMOrcExecutionSessionRef session = LLVMOrcLLJITGetExecutionSession(place.lljit);
  LLVMOrcCJITDylibSearchOrderElement where{place.library, LLVMOrcJITDylibLookupFlagsMatchAllSymbols};
  LLVMOrcCLookupSetElement what{LLVMOrcExecutionSessionIntern(session, name), LLVMOrcSymbolLookupFlagsRequiredSymbol};
  Lookup lookup;
  // Without own threads in the session, the result is there when this returns.
  LLVMOrcExecutionSessionLookup(session, LLVMOrcLookupKindStatic, &where, 1, &what, 1, take_result, &lookup);
  error = lookup.error;
  return lookup.address;
}
#else
std::uint64_t look_up(const CodePlace& place, const char* name, std::string& error) {
  LLVMOrcExecutorAddress address = 0;
  return failed(LLVMOrcLLJITLookup(place.lljit, &address, name), error) ? 0 : address;
}
#endif

}  // namespace

LinkedCode::~LinkedCode() { jit_.give_place(place_); }

Jit::Jit(std::string& error) {
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
  triple_ = taken(LLVMGetDefaultTargetTriple());
  cpu_ = taken(LLVMGetHostCPUName());
  features_ = taken(LLVMGetHostCPUFeatures());
  if (features_.find("+avx2") != std::string::npos) vector_words_ = 4;
  char* message = nullptr;
  if (LLVMGetTargetFromTriple(triple_.c_str(), &target_, &message) != 0) {
    error = taken(message);
    return;
  }
  if (kManyLibraries && failed(LLVMOrcCreateLLJIT(&lljit_, nullptr), error)) return;
  give_machine(take_machine(error));
}

// Of the library that was loaded, which may be a later one than what this was built with.
std::string Jit::llvm_version() {
#if LLVM_VERSION_MAJOR >= 16
  unsigned major = 0, minor = 0, patch = 0;
  LLVMGetVersion(&major, &minor, &patch);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
#else
  return LLVM_VERSION_STRING;
#endif
}

LLVMTargetMachineRef Jit::take_machine(std::string& error) const {
  {
    const std::lock_guard lock(mutex_);
    if (!machines_.empty()) {
      LLVMTargetMachineRef machine = machines_.back();
      machines_.pop_back();
      return machine;
    }
  }
  LLVMTargetMachineRef machine = LLVMCreateTargetMachine(target_, triple_.c_str(), cpu_.c_str(), features_.c_str(),
                                                         LLVMCodeGenLevelNone, LLVMRelocPIC, LLVMCodeModelDefault);
  if (machine == nullptr) error = "LLVM has no code generator for " + triple_;
  return machine;
}

void Jit::give_machine(LLVMTargetMachineRef machine) const {
  if (machine == nullptr) return;
  const std::lock_guard lock(mutex_);
  machines_.push_back(machine);
}

LLVMMemoryBufferRef Jit::emit(Ir& ir, bool assembly, std::string& error) const {
  LLVMTargetMachineRef machine = take_machine(error);
  if (machine == nullptr) return nullptr;
  LLVMSetTarget(ir.module(), triple_.c_str());
  LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(machine);
  LLVMSetModuleDataLayout(ir.module(), layout);
  LLVMDisposeTargetData(layout);
  LLVMMemoryBufferRef buffer = nullptr;
  char* message = nullptr;
  const LLVMCodeGenFileType type = assembly ? LLVMAssemblyFile : LLVMObjectFile;
  if (LLVMTargetMachineEmitToMemoryBuffer(machine, ir.module(), type, &message, &buffer) != 0) {
    error = taken(message);
    buffer = nullptr;
  }
  give_machine(machine);
  return buffer;
}

// ---- objects ------------------------------------------------------------------------------------------------------------
std::string Jit::object_of(const ModulesToCompile& what, std::size_t worker, std::size_t module, std::string& error) const {
  Ir ir;
  what.emit(ir, worker, module);
  if (what.verify) {
    char* message = nullptr;
    const bool broken = LLVMVerifyModule(ir.module(), LLVMReturnStatusAction, &message) != 0;
    error = taken(message);
    if (broken) return "";
  }
  LLVMMemoryBufferRef buffer = emit(ir, false, error);
  if (buffer == nullptr) return "";
  std::string object(LLVMGetBufferStart(buffer), LLVMGetBufferSize(buffer));
  LLVMDisposeMemoryBuffer(buffer);
  return object;
}

std::vector<std::string> Jit::compile(const ModulesToCompile& what, std::string& error) const {
  std::vector<std::string> objects(what.modules), errors(what.modules);
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t worker) {
    for (std::size_t module = next++; module < what.modules; module = next++)
      objects[module] = object_of(what, worker, module, errors[module]);
  };
  std::vector<std::thread> threads;
  for (std::size_t worker = 1; worker < what.workers; ++worker) threads.emplace_back(work, worker);
  work(0);
  for (std::thread& thread : threads) thread.join();
  for (std::size_t module = 0; module < what.modules; ++module)
    if (objects[module].empty()) {
      error = errors[module];
      return {};
    }
  return objects;
}

// ---- linking ------------------------------------------------------------------------------------------------------------
CodePlace Jit::take_place(std::string& error) const {
  CodePlace place{lljit_, nullptr};
  if (kManyLibraries) {
    const std::lock_guard lock(mutex_);
    if (!libraries_.empty()) {
      place.library = libraries_.back();
      libraries_.pop_back();
    } else {
      place.library = LLVMOrcExecutionSessionCreateBareJITDylib(LLVMOrcLLJITGetExecutionSession(lljit_),
                                                                ("precept_" + std::to_string(++made_)).c_str());
    }
  } else {
    if (failed(LLVMOrcCreateLLJIT(&place.lljit, nullptr), error)) return {};
    place.library = LLVMOrcLLJITGetMainJITDylib(place.lljit);
  }
  std::array<LLVMOrcCSymbolMapPair, kNativeSymbols> pairs;
  for (std::size_t i = 0; i < kNativeSymbols; ++i) {
    const NativeSymbol& symbol = native_symbols()[i];
    pairs[i].Name = LLVMOrcLLJITMangleAndIntern(place.lljit, symbol.name);
    pairs[i].Sym = {symbol.address, {LLVMJITSymbolGenericFlagsExported | LLVMJITSymbolGenericFlagsCallable, 0}};
  }
  LLVMOrcMaterializationUnitRef symbols = LLVMOrcAbsoluteSymbols(pairs.data(), pairs.size());
  if (failed(LLVMOrcJITDylibDefine(place.library, symbols), error)) {
    LLVMOrcDisposeMaterializationUnit(symbols);
    give_place(place);
    return {};
  }
  return place;
}

void Jit::give_place(CodePlace place) const {
  std::string error;
  if (kManyLibraries) {
    if (failed(LLVMOrcJITDylibClear(place.library), error)) return;
    const std::lock_guard lock(mutex_);
    libraries_.push_back(place.library);
  } else {
    failed(LLVMOrcDisposeLLJIT(place.lljit), error);
  }
}

std::unique_ptr<LinkedCode> Jit::link(const std::vector<std::string>& objects, const char* name, std::string& error) const {
  const CodePlace place = take_place(error);
  if (place.library == nullptr) return nullptr;
  auto code = std::make_unique<LinkedCode>(*this, place);
  for (const std::string& object : objects) {
    // What is linked is a copy, taken over whether or not it could be.
    LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(object.data(), object.size(), "precept");
    if (failed(LLVMOrcLLJITAddObjectFile(place.lljit, place.library, buffer), error)) return nullptr;
  }
  const std::uint64_t address = look_up(place, name, error);
  if (address == 0) return nullptr;
  code->set_address(address);
  return code;
}

std::string Jit::listing(Ir& ir, bool assembly, std::string& error) const {
  if (!assembly) return taken(LLVMPrintModuleToString(ir.module()));
  LLVMMemoryBufferRef text = emit(ir, true, error);
  if (text == nullptr) return "";
  std::string listed(LLVMGetBufferStart(text), LLVMGetBufferSize(text));
  LLVMDisposeMemoryBuffer(text);
  return listed;
}

}  // namespace precept::native
