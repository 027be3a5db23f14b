// Short words for LLVM's C interface: see the header.
#include "runtime/native/llvm/ir.hpp"

#include <llvm-c/Core.h>

namespace precept::native {

Ir::Ir()
    : context_(LLVMContextCreate()),
      module_(LLVMModuleCreateWithNameInContext("precept", context_)),
      builder_(LLVMCreateBuilderInContext(context_)) {}

Ir::~Ir() {
  LLVMDisposeBuilder(builder_);
  LLVMDisposeModule(module_);
  LLVMContextDispose(context_);
}

IrType Ir::number_type() const { return LLVMInt64TypeInContext(context_); }
IrType Ir::pointer_type() const { return LLVMPointerTypeInContext(context_, 0); }
IrType Ir::words_type(unsigned count) const { return LLVMVectorType(number_type(), count); }

void Ir::begin_function(const char* name, const std::vector<IrType>& parameters) {
  function_ = LLVMGetNamedFunction(module_, name);
  if (function_ == nullptr) function_ = declared(name, parameters);
  constexpr char nounwind[] = "nounwind";
  const unsigned kind = LLVMGetEnumAttributeKindForName(nounwind, sizeof(nounwind) - 1);
  LLVMAddAttributeAtIndex(function_, static_cast<unsigned>(LLVMAttributeFunctionIndex),
                          LLVMCreateEnumAttribute(context_, kind, 0));
  enter(block());
}

IrValue Ir::declared(const char* name, const std::vector<IrType>& parameters) {
  std::vector<IrType> types = parameters;
  IrType type = LLVMFunctionType(LLVMVoidTypeInContext(context_), types.data(), static_cast<unsigned>(types.size()), 0);
  return LLVMAddFunction(module_, name, type);
}

IrValue Ir::own_function(const char* name, const std::vector<IrType>& parameters) {
  IrValue function = LLVMGetNamedFunction(module_, name);
  if (function != nullptr) return function;
  function = declared(name, parameters);
  LLVMSetLinkage(function, LLVMInternalLinkage);
  return function;
}

IrValue Ir::parameter(unsigned place) const { return LLVMGetParam(function_, place); }
IrBlock Ir::block() { return LLVMAppendBasicBlockInContext(context_, function_, ""); }
void Ir::enter(IrBlock block) { LLVMPositionBuilderAtEnd(builder_, block); }
IrBlock Ir::here() const { return LLVMGetInsertBlock(builder_); }
void Ir::branch(IrBlock to) { LLVMBuildBr(builder_, to); }
void Ir::branch_if(IrValue answer, IrBlock yes, IrBlock no) { LLVMBuildCondBr(builder_, answer, yes, no); }
void Ir::leave() { LLVMBuildRetVoid(builder_); }
IrValue Ir::phi() { return LLVMBuildPhi(builder_, number_type(), ""); }
void Ir::come_from(IrValue phi, IrValue value, IrBlock from) { LLVMAddIncoming(phi, &value, &from, 1); }
IrValue Ir::room(unsigned numbers) { return LLVMBuildArrayAlloca(builder_, number_type(), number(numbers), ""); }

IrValue Ir::call(const char* symbol, std::initializer_list<IrValue> arguments) {
  std::vector<IrValue> values(arguments);
  std::vector<IrType> types;
  for (IrValue value : values) types.push_back(LLVMTypeOf(value));
  const auto count = static_cast<unsigned>(values.size());
  IrType type = LLVMFunctionType(number_type(), types.data(), count, 0);
  IrValue callee = LLVMGetNamedFunction(module_, symbol);
  if (callee == nullptr) callee = LLVMAddFunction(module_, symbol, type);
  return LLVMBuildCall2(builder_, type, callee, values.data(), count, "");
}

void Ir::run(const char* function, const std::vector<IrValue>& arguments) {
  std::vector<IrValue> values = arguments;
  std::vector<IrType> types;
  for (IrValue value : values) types.push_back(LLVMTypeOf(value));
  const auto count = static_cast<unsigned>(values.size());
  IrType type = LLVMFunctionType(LLVMVoidTypeInContext(context_), types.data(), count, 0);
  IrValue callee = LLVMGetNamedFunction(module_, function);
  if (callee == nullptr) callee = LLVMAddFunction(module_, function, type);
  LLVMBuildCall2(builder_, type, callee, values.data(), count, "");
}

IrValue Ir::number(std::int64_t value) const {
  return LLVMConstInt(number_type(), static_cast<unsigned long long>(value), 1);
}
IrValue Ir::no_address() const { return LLVMConstNull(pointer_type()); }
IrValue Ir::add(IrValue a, IrValue b) { return LLVMBuildAdd(builder_, a, b, ""); }
IrValue Ir::sub(IrValue a, IrValue b) { return LLVMBuildSub(builder_, a, b, ""); }
IrValue Ir::times(IrValue a, IrValue b) { return LLVMBuildMul(builder_, a, b, ""); }
IrValue Ir::quotient(IrValue a, IrValue b) { return LLVMBuildSDiv(builder_, a, b, ""); }
IrValue Ir::both(IrValue a, IrValue b) { return LLVMBuildAnd(builder_, a, b, ""); }
IrValue Ir::either(IrValue a, IrValue b) { return LLVMBuildOr(builder_, a, b, ""); }
IrValue Ir::differ(IrValue a, IrValue b) { return LLVMBuildXor(builder_, a, b, ""); }
IrValue Ir::left(IrValue a, std::int64_t by) { return LLVMBuildShl(builder_, a, number(by), ""); }
IrValue Ir::right(IrValue a, std::int64_t by) { return LLVMBuildLShr(builder_, a, number(by), ""); }
IrValue Ir::right(IrValue a, IrValue by) { return LLVMBuildLShr(builder_, a, by, ""); }

IrValue Ir::equal(IrValue a, IrValue b) { return LLVMBuildICmp(builder_, LLVMIntEQ, a, b, ""); }
IrValue Ir::unequal(IrValue a, IrValue b) { return LLVMBuildICmp(builder_, LLVMIntNE, a, b, ""); }
IrValue Ir::less(IrValue a, IrValue b) { return LLVMBuildICmp(builder_, LLVMIntSLT, a, b, ""); }
IrValue Ir::less_equal(IrValue a, IrValue b) { return LLVMBuildICmp(builder_, LLVMIntSLE, a, b, ""); }
IrValue Ir::as_number(IrValue answer) { return LLVMBuildZExt(builder_, answer, number_type(), ""); }
IrValue Ir::select(IrValue answer, IrValue yes, IrValue no) { return LLVMBuildSelect(builder_, answer, yes, no, ""); }

std::optional<bool> Ir::known(IrValue answer) {
  if (LLVMIsAConstantInt(answer) == nullptr) return std::nullopt;
  return LLVMConstIntGetZExtValue(answer) != 0;
}

IrValue Ir::constant_numbers(const std::vector<std::uint64_t>& numbers) {
  std::vector<IrValue> values;
  for (const std::uint64_t one : numbers) values.push_back(number(static_cast<std::int64_t>(one)));
  const auto count = static_cast<unsigned>(values.size());
  IrValue global = LLVMAddGlobal(module_, LLVMArrayType(number_type(), count), "");
  LLVMSetInitializer(global, LLVMConstArray(number_type(), values.data(), count));
  LLVMSetGlobalConstant(global, 1);
  LLVMSetLinkage(global, LLVMInternalLinkage);
  LLVMSetAlignment(global, 8);
  return global;
}

IrValue Ir::at_bytes(IrValue base, IrValue bytes) {
  return LLVMBuildGEP2(builder_, LLVMInt8TypeInContext(context_), base, &bytes, 1, "");
}
IrValue Ir::at(IrValue base, std::int64_t index) { return at_bytes(base, number(index * 8)); }

// Numbers lie on eight bytes; several side by side need no more.
IrValue Ir::load(IrType type, IrValue from) {
  IrValue loaded = LLVMBuildLoad2(builder_, type, from, "");
  LLVMSetAlignment(loaded, 8);
  return loaded;
}
void Ir::store(IrValue value, IrValue to) { LLVMSetAlignment(LLVMBuildStore(builder_, value, to), 8); }

}  // namespace precept::native
