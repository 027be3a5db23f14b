// LLVM's C interface, as short words for emitting code. One Ir is one module in a context of its own.
// Numbers are 64 bits wide, answers one bit. Never here: what a node means, linking.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

// LLVM's own handles, by name only: its headers are met in .cpp files.
struct LLVMOpaqueBasicBlock;
struct LLVMOpaqueBuilder;
struct LLVMOpaqueContext;
struct LLVMOpaqueModule;
struct LLVMOpaqueType;
struct LLVMOpaqueValue;

namespace precept::native {

using IrValue = LLVMOpaqueValue*;
using IrType = LLVMOpaqueType*;
using IrBlock = LLVMOpaqueBasicBlock*;

class Ir {
 public:
  Ir();
  ~Ir();
  Ir(const Ir&) = delete;
  Ir& operator=(const Ir&) = delete;

  LLVMOpaqueModule* module() const { return module_; }

  // ---- types -------------------------------------------------------------------------------------------------------
  IrType number_type() const;
  IrType pointer_type() const;
  IrType words_type(unsigned count) const;  // `count` numbers side by side

  // ---- functions and blocks ----------------------------------------------------------------------------------------
  void begin_function(const char* name, const std::vector<IrType>& parameters);  // gives nothing back
  // The address of a function that is begun later in this module, for no other module to see.
  IrValue own_function(const char* name, const std::vector<IrType>& parameters);
  IrValue parameter(unsigned place) const;
  IrBlock block();
  void enter(IrBlock block);
  IrBlock here() const;
  void branch(IrBlock to);
  void branch_if(IrValue answer, IrBlock yes, IrBlock no);
  void leave();
  IrValue phi();  // a number, by where the code comes from
  static void come_from(IrValue phi, IrValue value, IrBlock from);
  IrValue room(unsigned numbers);                                              // on the stack
  void run(const char* function, const std::vector<IrValue>& arguments);       // of this module or another one
  IrValue call(const char* symbol, std::initializer_list<IrValue> arguments);  // numbers or pointers in, a number out

  // ---- numbers -----------------------------------------------------------------------------------------------------
  IrValue number(std::int64_t value) const;
  IrValue no_address() const;
  IrValue add(IrValue a, IrValue b);
  IrValue sub(IrValue a, IrValue b);
  IrValue times(IrValue a, IrValue b);
  IrValue quotient(IrValue a, IrValue b);
  IrValue both(IrValue a, IrValue b);  // bits, answers too
  IrValue either(IrValue a, IrValue b);
  IrValue differ(IrValue a, IrValue b);
  IrValue left(IrValue a, std::int64_t by);
  IrValue right(IrValue a, std::int64_t by);
  IrValue right(IrValue a, IrValue by);  // by 0 to 63

  // ---- answers -----------------------------------------------------------------------------------------------------
  IrValue equal(IrValue a, IrValue b);
  IrValue unequal(IrValue a, IrValue b);
  IrValue less(IrValue a, IrValue b);
  IrValue less_equal(IrValue a, IrValue b);
  IrValue as_number(IrValue answer);
  IrValue select(IrValue answer, IrValue yes, IrValue no);
  static std::optional<bool> known(IrValue answer);  // where constants already give it

  // ---- memory ------------------------------------------------------------------------------------------------------
  IrValue constant_numbers(const std::vector<std::uint64_t>& numbers);  // where they lie
  IrValue at_bytes(IrValue base, IrValue bytes);
  IrValue at(IrValue base, std::int64_t index);  // of numbers
  IrValue load(IrType type, IrValue from);
  IrValue load(IrValue from) { return load(number_type(), from); }
  void store(IrValue value, IrValue to);

 private:
  IrValue declared(const char* name, const std::vector<IrType>& parameters);

  LLVMOpaqueContext* context_;
  LLVMOpaqueModule* module_;
  LLVMOpaqueBuilder* builder_;
  IrValue function_ = nullptr;
};

}  // namespace precept::native
