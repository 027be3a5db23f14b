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
std::uint64_t look_up(LLVMOrcLLJITRef lljit, LLVMOrcJITDylibRef library, const std::string& name, std::string& error) {
  LLVMOrcExecutionSessionRef session = LLVMOrcLLJITGetExecutionSession(lljit);
  LLVMOrcCJITDylibSearchOrderElement where{library, LLVMOrcJITDylibLookupFlagsMatchAllSymbols};
  LLVMOrcCLookupSetElement what{LLVMOrcExecutionSessionIntern(session, name.c_str()),
                                LLVMOrcSymbolLookupFlagsRequiredSymbol};
  Lookup lookup;
  // Without own threads in the session, the result is there when this returns.
  LLVMOrcExecutionSessionLookup(session, LLVMOrcLookupKindStatic, &where, 1, &what, 1, take_result, &lookup);
  error = lookup.error;
  return lookup.address;
}
#else
std::uint64_t look_up(LLVMOrcLLJITRef lljit, LLVMOrcJITDylibRef, const std::string& name, std::string& error) {
  LLVMOrcExecutorAddress address = 0;
  return failed(LLVMOrcLLJITLookup(lljit, &address, name.c_str()), error) ? 0 : address;
}
#endif

}  // namespace

LinkedCode::~LinkedCode() { jit_.give_library(library_); }

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
  if (failed(LLVMOrcCreateLLJIT(&lljit_, nullptr), error)) return;
#if LLVM_VERSION_MAJOR < 16
  LLVMOrcJITDylibRef main = LLVMOrcLLJITGetMainJITDylib(lljit_);
  libraries_.assign(1, main);
#endif
  give_machine(take_machine(error));
}

std::string Jit::llvm_version() { return LLVM_VERSION_STRING; }

std::string Jit::name_for(const char* name) const {
#if LLVM_VERSION_MAJOR >= 16
  return name;
#else
  const std::lock_guard lock(mutex_);
  return name + std::to_string(++made_);
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

// A library for one piece of code, that sees nothing but the fixed symbols. Empty ones are used again.
LLVMOrcJITDylibRef Jit::take_library(std::string& error) const {
  const std::lock_guard lock(mutex_);
  LLVMOrcJITDylibRef library = nullptr;
#if LLVM_VERSION_MAJOR >= 16
  LLVMOrcExecutionSessionRef session = LLVMOrcLLJITGetExecutionSession(lljit_);
  if (!libraries_.empty()) {
    library = libraries_.back();
    libraries_.pop_back();
  } else {
    library = LLVMOrcExecutionSessionCreateBareJITDylib(session, ("precept_" + std::to_string(++made_)).c_str());
  }
#else
  library = LLVMOrcLLJITGetMainJITDylib(lljit_);
  if (libraries_.empty()) return library;
  libraries_.clear();          // the symbols are defined once
#endif
  std::array<LLVMOrcCSymbolMapPair, kNativeSymbols> pairs;
  for (std::size_t i = 0; i < kNativeSymbols; ++i) {
    const NativeSymbol& symbol = native_symbols()[i];
    pairs[i].Name = LLVMOrcLLJITMangleAndIntern(lljit_, symbol.name);
    pairs[i].Sym = {symbol.address, {LLVMJITSymbolGenericFlagsExported | LLVMJITSymbolGenericFlagsCallable, 0}};
  }
  LLVMOrcMaterializationUnitRef symbols = LLVMOrcAbsoluteSymbols(pairs.data(), pairs.size());
  if (failed(LLVMOrcJITDylibDefine(library, symbols), error)) {
    LLVMOrcDisposeMaterializationUnit(symbols);
    return nullptr;
  }
  return library;
}

void Jit::give_library(LLVMOrcJITDylibRef library) const {
#if LLVM_VERSION_MAJOR >= 16
  std::string error;
  if (failed(LLVMOrcJITDylibClear(library), error)) return;
  const std::lock_guard lock(mutex_);
  libraries_.push_back(library);
#else
  static_cast<void>(library);  // all code shares one library there, and stays until the process ends
#endif
}

std::unique_ptr<LinkedCode> Jit::link(Ir& ir, const std::string& name, bool verify, std::string& error) const {
  if (verify) {
    char* message = nullptr;
    const bool broken = LLVMVerifyModule(ir.module(), LLVMReturnStatusAction, &message) != 0;
    error = taken(message);
    if (broken) return nullptr;
  }
  LLVMMemoryBufferRef object = emit(ir, false, error);
  if (object == nullptr) return nullptr;
  LLVMOrcJITDylibRef library = take_library(error);
  if (library == nullptr) {
    LLVMDisposeMemoryBuffer(object);
    return nullptr;
  }
  auto code = std::make_unique<LinkedCode>(*this, library);
  if (failed(LLVMOrcLLJITAddObjectFile(lljit_, library, object), error)) return nullptr;  // `object` is taken either way
  const std::uint64_t address = look_up(lljit_, library, name, error);
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
