// Text to Program through the real compiler; then interpreter, single-case code and both word paths on the same cases.
#include "tests/differential/differ.hpp"

#include <fmt/format.h>

#include "compiler/diagnostics/render.hpp"
#include "compiler/pipeline/compile.hpp"
#include "runtime/decide/decide.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/program/verify.hpp"
#include "runtime/report/json.hpp"
#include "tests/differential/cases.hpp"
#include "tests/native/engines.hpp"

namespace precept::differential {

namespace {

using testing::CaseColumns;
using testing::Glue;

std::vector<Trace> planted_interpreter(const Program& program, const std::vector<CaseFacts>& facts, Op op) {
  std::vector<Trace> out(facts.size());
  const auto outputs = trace_outputs(program);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    Trace trace;
    interpret_into(program, facts[i], trace, op);
    out[i].values.resize(program.nodes.size());
    for (const NodeId node : outputs) out[i].values[node.index] = trace.values[node.index];
    out[i].failed = trace.failed;
  }
  return out;
}

std::optional<Op> planted_in(const std::optional<Plant>& plant, Engine engine) {
  if (plant && plant->engine == engine) return plant->op;
  return std::nullopt;
}

// Both word paths, where they take the Program: not where a rule goes over the records of a list.
std::string words_difference(const Program& program, const std::vector<CaseFacts>& facts, const std::vector<Trace>& expected,
                             std::uint64_t seed, const std::optional<Plant>& plant) {
  if (!testing::words_take(program)) return {};
  const CaseColumns columns = testing::columns_of(program, facts, seed);
  const auto differs = [&](const char* engine, Glue glue, Engine which) {
    const auto got = testing::run_words(program, columns, {.glue = glue, .planted = planted_in(plant, which)});
    const std::string found = testing::difference(program, expected, got);
    return found.empty() ? found : std::string(engine) + ": " + found;
  };
  if (auto out = differs("word path, interpreted logic", Glue::interpreted, Engine::words_interpreted); !out.empty()) return out;
  return differs("word path, generated logic", Glue::generated, Engine::words_generated);
}

// Determinations from the traces of two engines must be the same bytes.
std::string compare_determinations(const Program& program, const std::vector<Request>& requests, std::uint64_t seed) {
  const native::NativeEngine& engine = testing::native_engine();
  const auto compiled = engine.compile(program, {});
  if (compiled.code == nullptr) return "native code: " + compiled.error;
  const Evaluate interpreter = [&](const CaseFacts& facts, Trace& trace) { interpret_into(program, facts, trace); };
  const Evaluate native = [&](const CaseFacts& facts, Trace& trace) { compiled.code->evaluate(facts, trace); };
  const Decider decider(program);
  for (std::size_t i = 0; i < requests.size(); i += 7) {
    Case one;
    one.id = fmt::format("{}-{}", seed, i);
    const auto first = decider.decide(PolicyId{0}, one.id, requests[i], interpreter);
    auto second = decider.decide(PolicyId{0}, one.id, requests[i], native);
    second.trace = first.trace;  // texts show values that native code does not keep; the traces are compared above
    const std::string left = determination_json(program, one, requests[i], first), right = determination_json(program, one, requests[i], second);
    if (left != right) return fmt::format("the determination of case {} differs:\n{}\n{}", i, left, right);
  }
  return {};
}

}  // namespace

Verdict compare_engines(const GeneratedLibrary& library, std::uint64_t case_seed, int cases, std::optional<Plant> plant) {
  source::Sources sources;
  for (auto& [name, text] : library.files()) sources.files.emplace_back(name, text);
  Compilation compiled = compile_sources(std::move(sources), Warnings::none);
  if (!compiled.lowered) return {"", diagnostics::render_text(compiled.diagnostics.errors_only(), compiled.sources, false)};
  const Program& program = compiled.program();
  if (const auto broken = verify(program)) return {"the verifier refuses the Program: " + *broken, ""};
  const CaseGenerator generator(program);
  Random random(case_seed);
  std::vector<Request> requests;
  std::vector<CaseFacts> facts;
  for (int i = 0; i < cases; ++i) {
    requests.push_back(generator.request(random));
    facts.push_back(requests.back().facts);
  }
  const auto expected = plant && plant->engine == Engine::interpreter ? planted_interpreter(program, facts, plant->op)
                                                                      : testing::interpreted(program, facts);
  const auto single = testing::run_single(program, facts, planted_in(plant, Engine::single));
  if (auto out = testing::difference(program, expected, single); !out.empty()) return {"single-case code: " + out, ""};
  if (auto out = words_difference(program, facts, expected, case_seed, plant); !out.empty()) return {out, ""};
  if (plant) return {};
  return {compare_determinations(program, requests, case_seed), ""};
}

GeneratedLibrary shrink(GeneratedLibrary library, std::uint64_t case_seed, int cases, std::optional<Plant> plant) {
  constexpr int kStepsMax = 400;
  int steps = 0;
  for (bool smaller_found = true; smaller_found && steps < kStepsMax;) {
    smaller_found = false;
    for (GeneratedLibrary& candidate : smaller(library)) {
      if (++steps > kStepsMax) break;
      if (candidate.size() >= library.size()) continue;
      const Verdict verdict = compare_engines(candidate, case_seed, cases, plant);
      if (!verdict.compile_error.empty() || verdict.difference.empty()) continue;
      library = std::move(candidate);
      smaller_found = true;
      break;
    }
  }
  return library;
}

std::string as_one_file(const GeneratedLibrary& library, std::uint64_t case_seed, const std::string& difference) {
  std::string out = fmt::format("# cases of seed {}\n# {}\n", case_seed, difference.substr(0, difference.find('\n')));
  for (const auto& [name, text] : library.files()) out += fmt::format("\n# ---- {}\n{}", name, text);
  return out;
}

}  // namespace precept::differential
