// From modules to callable code: LLVM's fastest code generation for this CPU, on as many threads as there are cores, linked
// by ORC against the fixed table of symbols. In: what emits each module. Out: objects, and code that lives as long as its
// LinkedCode, or why not. Never here: what is emitted, where objects are kept.
#pragma once

#include <functional>
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

// A name space of its own, that sees nothing but the fixed symbols.
struct CodePlace {
  LLVMOrcOpaqueLLJIT* lljit = nullptr;
  LLVMOrcOpaqueJITDylib* library = nullptr;
};

// Code in memory; given back when this ends.
class LinkedCode {
 public:
  LinkedCode(const Jit& jit, CodePlace place) : jit_(jit), place_(place) {}
  ~LinkedCode();
  LinkedCode(const LinkedCode&) = delete;
  LinkedCode& operator=(const LinkedCode&) = delete;
  std::uint64_t address() const { return address_; }
  void set_address(std::uint64_t address) { address_ = address; }

 private:
  const Jit& jit_;
  CodePlace place_;
  std::uint64_t address_ = 0;
};

// The modules of one piece of code. `emit` is called from any of the workers 0 .. workers - 1, each in its own thread.
struct ModulesToCompile {
  std::size_t modules = 1;
  std::size_t workers = 1;
  bool verify = false;
  std::function<void(Ir& ir, std::size_t worker, std::size_t module)> emit;
};

// One a process. All functions but the constructor are safe from any number of threads.
class Jit {
 public:
  explicit Jit(std::string& error);  // an error: there is no code to be had on this machine

  // An object a module, in their order: the same bytes however many workers there are. Empty and why in `error`.
  std::vector<std::string> compile(const ModulesToCompile& what, std::string& error) const;
  // Links objects that belong together, and finds the function `name` in them. Null and why in `error`.
  std::unique_ptr<LinkedCode> link(const std::vector<std::string>& objects, const char* name, std::string& error) const;
  std::string listing(Ir& ir, bool assembly, std::string& error) const;

  static std::string llvm_version();
  const std::string& cpu() const { return cpu_; }
  const std::string& features() const { return features_; }
  const std::string& triple() const { return triple_; }
  unsigned vector_words() const { return vector_words_; }

 private:
  friend class LinkedCode;
  LLVMOpaqueTargetMachine* take_machine(std::string& error) const;
  void give_machine(LLVMOpaqueTargetMachine* machine) const;
  LLVMOpaqueMemoryBuffer* emit(Ir& ir, bool assembly, std::string& error) const;
  std::string object_of(const ModulesToCompile& what, std::size_t worker, std::size_t module, std::string& error) const;
  CodePlace take_place(std::string& error) const;
  void give_place(CodePlace place) const;

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
