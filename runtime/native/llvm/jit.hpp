// From a module to callable code: LLVM's fastest code generation for this CPU, linked by ORC against the fixed table of
// symbols. In: an Ir. Out: an address that lives as long as its LinkedCode, or why not. Never here: what is emitted.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/native/llvm/ir.hpp"

// LLVM's own handles, by name only: its headers are met in .cpp files.
struct LLVMOpaqueMemoryBuffer;
struct LLVMOpaqueTargetMachine;
struct LLVMOrcOpaqueJITDylib;
struct LLVMOrcOpaqueLLJIT;
struct LLVMTarget;

namespace precept::native {

class Jit;

// Code in memory; given back when this ends.
class LinkedCode {
 public:
  LinkedCode(const Jit& jit, LLVMOrcOpaqueJITDylib* library) : jit_(jit), library_(library) {}
  ~LinkedCode();
  LinkedCode(const LinkedCode&) = delete;
  LinkedCode& operator=(const LinkedCode&) = delete;
  std::uint64_t address() const { return address_; }
  void set_address(std::uint64_t address) { address_ = address; }

 private:
  const Jit& jit_;
  LLVMOrcOpaqueJITDylib* library_;
  std::uint64_t address_ = 0;
};

// One a process. All functions but the constructor are safe from any number of threads.
class Jit {
 public:
  explicit Jit(std::string& error);  // an error: there is no code to be had on this machine

  // Compiles the module and links its function `name`. Null and why in `error`.
  std::unique_ptr<LinkedCode> link(Ir& ir, const std::string& name, bool verify, std::string& error) const;
  std::string listing(Ir& ir, bool assembly, std::string& error) const;
  // A name of its own where code shares one name space (LLVM 15), else the name itself.
  std::string name_for(const char* name) const;

  static std::string llvm_version();
  const std::string& cpu() const { return cpu_; }
  unsigned vector_words() const { return vector_words_; }

 private:
  friend class LinkedCode;
  LLVMOpaqueTargetMachine* take_machine(std::string& error) const;
  void give_machine(LLVMOpaqueTargetMachine* machine) const;
  LLVMOpaqueMemoryBuffer* emit(Ir& ir, bool assembly, std::string& error) const;
  LLVMOrcOpaqueJITDylib* take_library(std::string& error) const;
  void give_library(LLVMOrcOpaqueJITDylib* library) const;

  LLVMOrcOpaqueLLJIT* lljit_ = nullptr;
  LLVMTarget* target_ = nullptr;
  std::string triple_, cpu_, features_;
  unsigned vector_words_ = 2;
  mutable std::mutex mutex_;
  mutable std::vector<LLVMOpaqueTargetMachine*> machines_;  // idle: each is used by one thread at a time
  mutable std::vector<LLVMOrcOpaqueJITDylib*> libraries_;   // idle and empty
  mutable std::uint64_t made_ = 0;
};

}  // namespace precept::native
