// Running each engine over cases: see the header.
#include "tests/native/engines.hpp"

#include <gtest/gtest.h>

#include "runtime/interpret/interpret.hpp"
#include "runtime/native/loader/loader.hpp"

namespace precept::testing {
namespace {

constexpr std::uint64_t kUntouched = 0xA5A5A5A5A5A5A5A5u;

// Results of a word run, with a border behind each that must stay as it was.
struct Results {
  Results(const native::WordPlan& plan, std::int64_t rows) : words((static_cast<std::size_t>(rows) + 511) / 512 * 8) {
    for (std::size_t i = 0; i < plan.truths.size(); ++i) {
      planes.emplace_back(2 * (words + 1), kUntouched);
      outputs.truths.push_back({planes.back().data(), planes.back().data() + words + 1});
    }
    for (std::size_t i = 0; i < plan.others.size(); ++i) {
      bounds.emplace_back(2 * words * 64, 0);
      outputs.others.push_back({bounds.back().data(), bounds.back().data() + words * 64});
    }
    for (std::size_t i = 0; i < plan.fallible.size(); ++i) {
      failures.emplace_back(words + 1, kUntouched);
      outputs.failures.push_back(failures.back().data());
    }
  }
  bool borders_are_whole() const {
    for (const auto& plane : planes)
      if (plane[words] != kUntouched || plane[2 * words + 1] != kUntouched) return false;
    for (const auto& plane : failures)
      if (plane[words] != kUntouched) return false;
    return true;
  }
  // Bits behind the last row are 0, in the planes' padding too.
  bool padding_is_clear(std::int64_t rows) const {
    for (const native::TruthPlanes& truth : outputs.truths)
      for (std::size_t row = static_cast<std::size_t>(rows); row < words * 64; ++row)
        if (bit(truth.value, row) || bit(truth.validity, row)) return false;
    return true;
  }
  static bool bit(const std::uint64_t* plane, std::size_t row) { return ((plane[row / 64] >> (row % 64)) & 1) != 0; }

  std::size_t words;
  std::vector<std::vector<std::uint64_t>> planes, failures;
  std::vector<std::vector<std::int64_t>> bounds;
  native::WordOutputs outputs;
};

Truth truth_at(const native::TruthPlanes& planes, std::size_t row) {
  const bool value = Results::bit(planes.value, row);
  if (!Results::bit(planes.validity, row)) {
    EXPECT_FALSE(value) << "an undocumented row has a value bit";
    return Truth::undocumented;
  }
  return value ? Truth::yes : Truth::no;
}

Trace trace_of(const native::WordPlan& plan, const Results& results, std::size_t row) {
  Trace trace;
  trace.values.resize(plan.program->nodes.size());
  for (std::size_t i = 0; i < plan.truths.size(); ++i)
    trace.values[plan.truths[i].index] = truth_value(truth_at(results.outputs.truths[i], row));
  for (std::size_t i = 0; i < plan.others.size(); ++i)
    trace.values[plan.others[i].index] = {results.outputs.others[i].lo[row], results.outputs.others[i].hi[row]};
  for (std::size_t i = 0; i < plan.fallible.size(); ++i)
    if (Results::bit(results.outputs.failures[i], row)) trace.failed.push_back(plan.fallible[i]);
  return trace;
}

std::string in_words(const Program& program, const std::vector<NodeId>& failed) {
  std::string words;
  for (const NodeId id : failed)
    words += " " + std::to_string(id.index) + " (" + std::string(row_of(program.node(id).op).name) + ")";
  return failed.empty() ? " none" : words;
}
std::string in_words(Value value) { return std::to_string(value.lo) + ".." + std::to_string(value.hi); }

}  // namespace

const native::NativeEngine& native_engine() {
  std::string error;
  const native::NativeEngine* engine = native::load_engine(error);
  if (engine == nullptr) {
    ADD_FAILURE() << error;
    std::abort();
  }
  return *engine;
}

std::vector<Trace> interpreted(const Program& program, const std::vector<CaseFacts>& cases) {
  const std::vector<NodeId> outputs = trace_outputs(program);
  std::vector<Trace> traces;
  for (const CaseFacts& facts : cases) {
    const Trace whole = interpret(program, facts);
    Trace trace;
    trace.failed = whole.failed;
    trace.values.resize(program.nodes.size());
    for (const NodeId id : outputs) trace.values[id.index] = whole.values[id.index];
    traces.push_back(std::move(trace));
  }
  return traces;
}

std::vector<Trace> run_single(const Program& program, const std::vector<CaseFacts>& cases, std::optional<Op> planted) {
  const auto compiled = native_engine().compile(program, {.planted = planted, .verify = true});
  if (compiled.code == nullptr) {
    ADD_FAILURE() << compiled.error;
    return {};
  }
  std::vector<Trace> traces(cases.size());
  Trace used_again;
  used_again.values.assign(program.nodes.size() + 3, Value{7, 7});
  used_again.failed = {NodeId{0}};
  for (std::size_t row = 0; row < cases.size(); ++row) {
    compiled.code->evaluate(cases[row], used_again);
    traces[row] = used_again;
  }
  return traces;
}

bool words_take(const Program& program) {
  return native::plan_words(program, trace_outputs(program)).refused.empty();
}

std::vector<Trace> run_words(const Program& program, const CaseColumns& cases, const WordRun& how) {
  const std::vector<NodeId> outputs = trace_outputs(program);
  const native::WordPlan plan = native::plan_words(program, outputs, how.planted);
  if (!plan.refused.empty()) {
    ADD_FAILURE() << plan.refused;
    return {};
  }
  const native::BoundWords bound(plan, cases.columns,
                                 how.portable ? native::portable_leaf_kernels() : native::leaf_kernels());
  native::Compiled<native::NativeGlue> glue;
  if (how.glue == Glue::generated) {
    glue = native_engine().compile_glue(plan, {.planted = std::nullopt, .verify = true});
    EXPECT_NE(glue.code, nullptr) << glue.error;
  }
  const native::GlueFunction function = glue.code != nullptr ? glue.code->function() : nullptr;

  const std::int64_t rows = cases.columns.rows;
  Results results(plan, rows);
  native::WordScratch scratch;
  const std::int64_t split = std::min(how.split, rows);
  if (split > 0) bound.run(cases.columns, 0, split, results.outputs, scratch, function);
  if (rows > split) bound.run(cases.columns, split, rows - split, results.outputs, scratch, function);
  EXPECT_TRUE(results.borders_are_whole()) << "a plane was written behind its end";
  EXPECT_TRUE(results.padding_is_clear(rows)) << "bits behind the last row are set";
  std::vector<Trace> traces;
  for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) traces.push_back(trace_of(plan, results, row));
  return traces;
}

std::string difference(const Program& program, const std::vector<Trace>& expected, const std::vector<Trace>& got) {
  if (expected.size() != got.size()) return std::to_string(got.size()) + " traces";
  for (std::size_t row = 0; row < expected.size(); ++row) {
    const std::string where = "case " + std::to_string(row);
    if (got[row].values.size() != program.nodes.size())
      return where + " has " + std::to_string(got[row].values.size()) + " values";
    for (std::size_t i = 0; i < program.nodes.size(); ++i)
      if (expected[row].values[i] != got[row].values[i])
        return where + ", node " + std::to_string(i) + " (" + std::string(row_of(program.nodes[i].op).name) +
               "): " + in_words(got[row].values[i]) + ", not " + in_words(expected[row].values[i]);
    if (expected[row].failed != got[row].failed)
      return where + ": failed are" + in_words(program, got[row].failed) + ", not" + in_words(program, expected[row].failed);
  }
  return "";
}

}  // namespace precept::testing
