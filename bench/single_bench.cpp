// S1 and S2: see the header.
#include "bench/single_bench.hpp"

#include <fmt/core.h>

#include <array>

#include "bench/goals.hpp"
#include "bench/hand_written.hpp"
#include "bench/measure.hpp"
#include "bench/rounds.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::bench {
namespace {

constexpr std::size_t kCases = 1024;  // their facts stay in the second cache
constexpr std::size_t kRepeats = 100;

class Single {
 public:
  explicit Single(const LoadedEngine& loaded) : nodes_(rule_.program.nodes.size()) {
    const R8Columns columns = reference_columns(kCases);
    for (std::size_t row = 0; row < kCases; ++row) facts_.push_back(case_of(rule_.program, columns, row));
    if (loaded.engine == nullptr) return;
    compiled_ = loaded.engine->compile(rule_.program, {});  // the first one also starts LLVM's code generator
    compile_seconds_ = seconds_of([&] { compiled_ = loaded.engine->compile(rule_.program, {}); });
  }

  std::vector<Contender> contenders() {
    std::vector<Contender> all;
    all.push_back(each("hand-written C++, bounds to eight truths", [this](const CaseFacts& one) {
      hand_single(one.values.data(), criteria_.data());
      keep(criteria_);
    }));
    if (compiled_.code != nullptr) {
      all.push_back(
          each("S1 native, bound facts to trace", [this, function = compiled_.code->case_function()](const CaseFacts& one) {
            function(one.values.data(), one.recorded.data(), nodes_.data(), failures_.data(), nullptr);
            keep(nodes_);
          }));
      all.push_back(each("S1 native, into a Trace object", [this](const CaseFacts& one) {
        compiled_.code->evaluate(one, trace_);
        keep(trace_);
      }));
    }
    all.push_back(each("S2 interpreter, bound facts to trace", [this](const CaseFacts& one) {
      interpret_into(rule_.program, one, trace_);
      keep(trace_);
    }));
    return all;
  }

  const Program& program() const { return rule_.program; }
  double compile_seconds() const { return compile_seconds_; }

 private:
  template <class One>
  Contender each(const char* name, One one) {
    Contender contender;
    contender.name = name;
    contender.run = [this, one](std::size_t, std::size_t) {
      for (std::size_t repeat = 0; repeat < kRepeats; ++repeat)
        for (const CaseFacts& facts : facts_) one(facts);
    };
    return contender;
  }

  R8 rule_ = reference_rule();
  std::vector<CaseFacts> facts_;
  native::Compiled<native::NativeCode> compiled_;
  double compile_seconds_ = 0;
  Trace trace_;
  std::vector<Value> nodes_;
  std::array<std::uint64_t, 1> failures_{};
  std::array<Truth, kCriteria> criteria_{};
};

}  // namespace

void run_single(int rounds, const LoadedEngine& loaded) {
  Single single(loaded);
  std::vector<Contender> contenders = single.contenders();
  run_rounds(contenders, kCases * kRepeats, 1, rounds * 10);
  fmt::print("R8, one case at a time, {} cases, mean ns a case\n", kCases);
  for (const Contender& contender : contenders) fmt::print("{:<44}{:>9.1f}\n", contender.name, median_ns(contender));
  constexpr char kLeftOut[] = "reading JSON, the outcome, reasons in words, compiling once; the facts stay in the second cache";
  if (contenders.size() == 4)
    goal({"S1", "one case, native, bound facts to trace", median_ns(contenders[1]), 15, Sense::at_most, " ns", kLeftOut});
  goal({"S2", "one case, interpreter, bound facts to trace", median_ns(contenders.back()), 100, Sense::at_most, " ns", kLeftOut});
  figure("single_by_hand_ns", median_ns(contenders[0]));
  fmt::print(
      "\nThe trace holds {} of {} nodes: criteria, and what they compare; the hand-written function gives the eight truths "
      "alone.\n"
      "The Trace object is cleared each time. Left out: reading JSON, the outcome, reasons in words, {:.2f} ms of compiling "
      "once.\n",
      trace_outputs(single.program()).size(), single.program().nodes.size(), single.compile_seconds() * 1e3);
}

}  // namespace precept::bench
