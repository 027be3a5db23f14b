// R-list, one case at a time: see more_rules_bench.hpp. The rule is text; its visits are counted by three conditions.
#include <fmt/core.h>

#include <algorithm>

#include "bench/measure.hpp"
#include "bench/more_rules_bench.hpp"
#include "bench/rounds.hpp"
#include "compiler/pipeline/compile.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::bench {
namespace {

constexpr char kLibrary[] = R"(vocabulary clinic "clinic"
choice therapy_kind: physical, occupational, chiropractic
record visit_note "visit"
  day: date "day"
  kind: therapy_kind "kind"
  minutes: number from 0 to 600 "minutes"
end
fact decision_date: date "date of the decision"
fact visits: list of visit_note "visits to date"
service therapy "therapy"
guideline g "Guideline"
  effective from 2009-07-18
  uses clinic
rule therapy
  requires
    few: (count of visits where kind is physical and day >= decision_date - 365d and minutes >= 15) <= 12
end
)";
constexpr std::size_t kCases = 256;
constexpr std::size_t kRepeats = 40;
constexpr std::int64_t kDecision = 16'000, kYear = 365, kMinutes = 15 * kOne, kMost = 12;
enum Field : std::uint32_t { day, kind, minutes };

// Some records lack a field, as the reference rule's facts do.
std::vector<CaseFacts> cases_of(const Program& program) {
  std::uint64_t state = 0x9E3779B97F4A7C15u;
  const auto below = [&state](std::uint64_t count) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<std::int64_t>((state >> 33) % count);
  };
  const auto fact =
      std::find_if(program.facts.begin(), program.facts.end(), [](const Fact& f) { return f.name == "visits"; });
  const auto date =
      std::find_if(program.facts.begin(), program.facts.end(), [](const Fact& f) { return f.name == "decision_date"; });
  const RecordId type = fact->type.record;
  std::vector<CaseFacts> cases;
  for (std::size_t i = 0; i < kCases; ++i) {
    CaseFacts facts = undocumented_facts(program);
    document(facts, program, FactId{static_cast<std::uint32_t>(date - program.facts.begin())}, {kDecision, kDecision});
    Records& records = facts.lists[fact->list];
    for (std::int64_t n = 12 + below(17); n > 0; --n) {
      const std::uint32_t record = add_record(records, program, type);
      const auto set = [&](Field field, std::int64_t value) {
        if (below(100) >= 3) document_field(records, program, type, record, field, {value, value});
      };
      set(day, kDecision - below(500));
      set(kind, std::int64_t{1} << below(3));
      set(minutes, below(60) * kOne);
    }
    records.complete = true;
    cases.push_back(std::move(facts));
  }
  return cases;
}

// By hand: how many visits certainly count, and how many may.
Truth few_visits(const CaseFacts& facts) {
  const Records& records = facts.lists[0];
  std::int64_t certainly = 0, possibly = 0;
  for (std::uint32_t i = 0; i < records.count; ++i) {
    const Value* fields = &records.values[std::size_t{i} * 3];
    const bool may = (fields[kind].lo & 1) != 0 && fields[day].hi >= kDecision - kYear && fields[minutes].hi >= kMinutes;
    const bool does = fields[kind].lo == 1 && fields[day].lo >= kDecision - kYear && fields[minutes].lo >= kMinutes;
    possibly += may ? 1 : 0;
    certainly += does ? 1 : 0;
  }
  if (possibly <= kMost) return Truth::yes;
  return certainly > kMost ? Truth::no : Truth::undocumented;
}

class ListCase {
 public:
  explicit ListCase(const LoadedEngine& loaded) {
    source::Sources sources;
    const std::string text = kLibrary;
    const std::size_t guideline = text.find("guideline g");
    sources.files.emplace_back("clinic.precept", text.substr(0, guideline));
    sources.files.emplace_back("g.precept", text.substr(guideline));
    compiled_ = compile_sources(std::move(sources), Warnings::none);
    if (!compiled_.lowered) return;
    facts_ = cases_of(program());
    if (loaded.engine != nullptr) native_ = loaded.engine->compile(program(), {});
  }
  bool agrees() {
    if (!compiled_.lowered) return false;
    const NodeId criterion = program().criteria.front().effective;
    Trace trace;
    for (const CaseFacts& facts : facts_) {
      const Truth by_hand = few_visits(facts);
      interpret_into(program(), facts, trace);
      if (trace.truth(criterion) != by_hand) return false;
      if (native_.code == nullptr) continue;
      native_.code->evaluate(facts, trace);
      if (trace.truth(criterion) != by_hand) return false;
    }
    return true;
  }
  std::vector<Contender> contenders() {
    std::vector<Contender> all;
    all.push_back(each("hand-written C++", [this](const CaseFacts& facts) {
      truth_ = few_visits(facts);
      keep(truth_);
    }));
    if (native_.code != nullptr)
      all.push_back(each("native, into a Trace object", [this](const CaseFacts& facts) {
        native_.code->evaluate(facts, trace_);
        keep(trace_);
      }));
    all.push_back(each("interpreter", [this](const CaseFacts& facts) {
      interpret_into(program(), facts, trace_);
      keep(trace_);
    }));
    return all;
  }

 private:
  const Program& program() const { return compiled_.program(); }
  template <class One>
  Contender each(const char* name, One one) {
    Contender made;
    made.name = name;
    made.run = [this, one](std::size_t, std::size_t) {
      for (std::size_t repeat = 0; repeat < kRepeats; ++repeat)
        for (const CaseFacts& facts : facts_) one(facts);
    };
    return made;
  }

  Compilation compiled_;
  std::vector<CaseFacts> facts_;
  native::Compiled<native::NativeCode> native_;
  Trace trace_;
  Truth truth_ = Truth::no;
};

}  // namespace

bool run_list(int rounds, const LoadedEngine& loaded) {
  ListCase list(loaded);
  if (!list.agrees()) {
    fmt::print("R-list: the engines and the hand-written loop differ\n");
    return false;
  }
  std::vector<Contender> all = list.contenders();
  run_rounds(all, kCases * kRepeats, 1, rounds * 10);
  fmt::print("\nR-list, one case at a time, {} cases of 12 to 28 visits, 3% of each field missing, mean ns a case\n",
             kCases);
  for (const Contender& one : all)
    fmt::print("{:<44}{:>9.1f}{:>11.2f}x\n", one.name, median_ns(one), ratio(one, all.front()));
  fmt::print("Each gives the same truth for every case; the hand-written loop knows the one rule and leaves no trace.\n");
  return true;
}

}  // namespace precept::bench
