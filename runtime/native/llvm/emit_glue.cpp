// Glue: a plan's logic on words of 64 cases, several words at once, as one loop whose body is straight `and`, `or` and
// `xor`. A truth is two registers, certainly yes and certainly no, so that a negation costs nothing; only planes that
// somebody reads are stored. Meant for LLVM's fastest code generation, without passes: no vector constant appears, which
// that would refuse.
#include <cassert>

#include "runtime/native/llvm/emit.hpp"

namespace precept::native {
namespace {

struct Certain {
  IrValue yes = nullptr;
  IrValue no = nullptr;
};

class GlueEmitter {
 public:
  GlueEmitter(Ir& ir, const WordPlan& plan, unsigned vector_words)
      : ir_(ir), plan_(plan), vector_words_(vector_words), type_(ir.words_type(vector_words)), certain_(plan.planes) {}

  void emit(const char* name) {
    ir_.begin_function(name, {ir_.pointer_type(), ir_.number_type()});
    const IrBlock entry = ir_.here();
    const IrBlock loop = ir_.block();
    const IrBlock end = ir_.block();
    const IrValue bytes = ir_.left(ir_.parameter(1), 3);
    ir_.branch(loop);
    ir_.enter(loop);
    offset_ = ir_.phi();
    Ir::come_from(offset_, ir_.number(0), entry);
    ones_ = ir_.load(type_, ir_.load(ir_.pointer_type(), ir_.at(ir_.parameter(0), 2 * std::int64_t{plan_.planes})));
    for (const GlueStep& step : plan_.glue) add_step(step);
    const IrValue next = ir_.add(offset_, ir_.number(8 * std::int64_t{vector_words_}));
    Ir::come_from(offset_, next, ir_.here());
    ir_.branch_if(ir_.less(next, bytes), loop, end);
    ir_.enter(end);
    ir_.leave();
  }

 private:
  IrValue word_of(std::int64_t plane) {
    return ir_.at_bytes(ir_.load(ir_.pointer_type(), ir_.at(ir_.parameter(0), plane)), offset_);
  }

  // A leaf's planes are loaded where they are first used.
  Certain operand(const GlueStep& step, std::size_t place) {
    const std::uint32_t pair = step.operands[place];
    Certain& certain = certain_[pair];
    if (certain.yes == nullptr) {
      certain.yes = ir_.load(type_, word_of(2 * std::int64_t{pair}));
      certain.no = ir_.differ(certain.yes, ir_.load(type_, word_of(2 * std::int64_t{pair} + 1)));
    }
    return certain;
  }

  void add_step(const GlueStep& step) {
    Certain result = certain_of(step);
    if (step.corrupt) result = {inverted(result.yes), result.yes};
    certain_[step.result] = result;
    if (plan_.is_output[step.result] == 0) return;
    ir_.store(result.yes, word_of(2 * std::int64_t{step.result}));
    ir_.store(ir_.either(result.yes, result.no), word_of(2 * std::int64_t{step.result} + 1));
  }

  IrValue inverted(IrValue word) { return ir_.differ(word, ones_); }
  IrValue nothing() { return ir_.differ(ones_, ones_); }

  Certain certain_of(const GlueStep& step) {
    switch (step.kind) {
      case GlueStep::Kind::constant:
        return {step.truth == Truth::yes ? ones_ : nothing(), step.truth == Truth::no ? ones_ : nothing()};
      case GlueStep::Kind::negation: {
        const Certain a = operand(step, 0);
        return {a.no, a.yes};
      }
      case GlueStep::Kind::conjunction: {
        Certain all = operand(step, 0);
        for (std::size_t i = 1; i < step.operands.size(); ++i) {
          const Certain a = operand(step, i);
          all = {ir_.both(all.yes, a.yes), ir_.either(all.no, a.no)};
        }
        return all;
      }
      case GlueStep::Kind::disjunction: {
        Certain any = operand(step, 0);
        for (std::size_t i = 1; i < step.operands.size(); ++i) {
          const Certain a = operand(step, i);
          any = {ir_.either(any.yes, a.yes), ir_.both(any.no, a.no)};
        }
        return any;
      }
      case GlueStep::Kind::at_least:
        return at_least(step);
      case GlueStep::Kind::truth_equal: {
        const Certain a = operand(step, 0);
        const Certain b = operand(step, 1);
        return {ir_.either(ir_.both(a.yes, b.yes), ir_.both(a.no, b.no)),
                ir_.either(ir_.both(a.yes, b.no), ir_.both(a.no, b.yes))};
      }
      case GlueStep::Kind::differs:
        return differs(step);
    }
    return {};
  }

  // Certainly yes: at least `quantity` are. Certainly no: at least operands - quantity + 1 certainly are not.
  Certain at_least(const GlueStep& step) {
    const auto operands = static_cast<std::int64_t>(step.operands.size());
    if (step.quantity <= 0) return {ones_, nothing()};
    if (step.quantity > operands) return {nothing(), ones_};
    std::vector<IrValue> yes(static_cast<std::size_t>(step.quantity), nullptr);
    std::vector<IrValue> no(static_cast<std::size_t>(operands - step.quantity + 1), nullptr);
    for (std::size_t i = 0; i < step.operands.size(); ++i) {
      const Certain a = operand(step, i);
      count_up(yes, a.yes);
      count_up(no, a.no);
    }
    return {yes.back(), no.back()};
  }
  // reached[k]: at least k + 1 of the words so far are set; null where so many have not been seen.
  void count_up(std::vector<IrValue>& reached, IrValue word) {
    for (std::size_t k = reached.size(); k-- > 0;) {
      const IrValue before = k == 0 ? word : reached[k - 1];
      if (before == nullptr) continue;
      const IrValue more = k == 0 ? word : ir_.both(before, word);
      reached[k] = reached[k] == nullptr ? more : ir_.either(reached[k], more);
    }
  }

  // Yes where the operand's truth is any other than the step's; this is always known.
  Certain differs(const GlueStep& step) {
    const Certain a = operand(step, 0);
    switch (step.truth) {
      case Truth::yes:
        return {inverted(a.yes), a.yes};
      case Truth::no:
        return {inverted(a.no), a.no};
      case Truth::undocumented:
        break;
    }
    const IrValue known = ir_.either(a.yes, a.no);
    return {known, inverted(known)};
  }

  Ir& ir_;
  const WordPlan& plan_;
  unsigned vector_words_;
  IrType type_;
  std::vector<Certain> certain_;  // parallel to plane pairs
  IrValue offset_ = nullptr;
  IrValue ones_ = nullptr;
};

}  // namespace

void emit_glue(Ir& ir, const char* name, const WordPlan& plan, unsigned vector_words) {
  GlueEmitter(ir, plan, vector_words).emit(name);
}

}  // namespace precept::native
