// S3, the whole way of one case: see more_rules_bench.hpp. JSON text in, JSON of the determination with its reasons' codes out.
#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "bench/goals.hpp"
#include "bench/measure.hpp"
#include "bench/more_rules_bench.hpp"
#include "bench/reference_rule.hpp"
#include "compiler/pipeline/compile.hpp"
#include "runtime/decide/decide.hpp"
#include "runtime/facts/read_cases.hpp"
#include "runtime/interpret/interpret.hpp"
#include "runtime/report/json.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::bench {
namespace {

constexpr char kVocabulary[] = R"(vocabulary clinic "clinic"
scale demand: sedentary < light < medium < heavy < very_heavy
unit session, sessions
service work_conditioning "work conditioning" in sessions
fact injury_date: date "date of injury"
fact decision_date: date "date of the decision"
fact demand_level: demand "demand"
fact therapy_trial: yes or no "trial of therapy"
fact plateau: yes or no "plateau"
fact surgery_candidate: yes or no "surgery would be warranted"
fact hours_per_day: number "hours a day"
fact days_per_week: count "days a week"
fact return_to_work_goal: yes or no "return-to-work goal"
)";
constexpr char kGuideline[] = R"(guideline reference "The reference rule"
  uses clinic
rule work_conditioning
  requires
    recent: time from injury_date to decision_date <= 730d
    demanding: demand_level >= medium
    trial: therapy_trial
    plateaued: plateau
    no_surgery: not surgery_candidate
    hours: hours_per_day >= 4
    days: days_per_week between 3 and 5
    goal: return_to_work_goal
  allows 10 sessions
end
)";
constexpr std::size_t kCases = 1024;
constexpr std::size_t kRepeats = 20;

std::string date_text(std::int64_t day) {
  const CivilDate date = civil_from_days(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::vector<std::string> texts_of(const R8Columns& c) {
  constexpr const char* demands[] = {"sedentary", "light", "medium", "heavy", "very_heavy"};
  const auto bit = [](const std::vector<std::uint64_t>& bits, std::size_t row) { return ((bits[row / 64] >> (row % 64)) & 1) != 0; };
  std::vector<std::string> texts;
  for (std::size_t row = 0; row < c.rows; ++row) {
    const auto known = [&](R8Fact fact) { return bit(c.validity[fact], row); };
    const auto said = [&](R8Fact fact, const std::string& text) { return known(fact) ? text : std::string("null"); };
    const auto truth = [&](R8Fact fact) { return said(fact, bit(c.truth[fact], row) ? "true" : "false"); };
    texts.push_back(fmt::format(
        R"({{"case":"c{}","facts":{{"injury_date":{},"decision_date":{},"demand_level":{},"therapy_trial":{},"plateau":{},)"
        R"("surgery_candidate":{},"hours_per_day":{},"days_per_week":{},"return_to_work_goal":{}}},)"
        R"("requests":[{{"service":"work_conditioning","quantity":{}}}]}})",
        row, said(injury_date, '"' + date_text(c.injury[row]) + '"'), said(decision_date, '"' + date_text(c.decision[row]) + '"'),
        said(demand_level, '"' + std::string(demands[c.demand[row]]) + '"'), truth(therapy_trial), truth(plateau),
        truth(surgery_candidate), said(hours_per_day, fmt::format("{}.{:02}", c.hours[row] / 100, c.hours[row] % 100)),
        said(days_per_week, std::to_string(c.days[row])), truth(return_to_work_goal),
        said(requested, std::to_string(c.request[row]))));
  }
  return texts;
}

class JsonCases {
 public:
  explicit JsonCases(const LoadedEngine& loaded) {
    source::Sources sources;
    sources.files.emplace_back("clinic.precept", kVocabulary);
    sources.files.emplace_back("reference.precept", kGuideline);
    compiled_ = compile_sources(std::move(sources), Warnings::none);
    if (!compiled_.lowered) return;
    if (loaded.engine != nullptr) native_ = loaded.engine->compile(program(), {});
    reader_.emplace(program());
    decider_.emplace(program());
    evaluate_ = [this](const CaseFacts& facts, Trace& trace) {
      if (native_.code != nullptr)
        native_.code->evaluate(facts, trace);
      else
        interpret_into(program(), facts, trace);
    };
    interpret_ = [this](const CaseFacts& facts, Trace& trace) { interpret_into(program(), facts, trace); };
  }
  bool works() const { return compiled_.lowered.has_value(); }
  bool by_native() const { return native_.code != nullptr; }

  // How long reading, deciding and writing took, in seconds.
  struct Seconds {
    double read = 0, decide = 0, write = 0;
    double all() const { return read + decide + write; }
  };
  bool one(const std::string& text, Seconds& seconds, std::string& out) const { return one(text, seconds, out, evaluate_); }
  bool agrees(const std::string& text) const {
    Seconds seconds;
    std::string by_engine, by_interpreter;
    return one(text, seconds, by_engine, evaluate_) && one(text, seconds, by_interpreter, interpret_) && by_engine == by_interpreter &&
           by_engine.find("\"because\"") != std::string::npos;
  }

 private:
  const Program& program() const { return compiled_.program(); }
  bool one(const std::string& text, Seconds& seconds, std::string& out, const Evaluate& evaluate) const {
    CasesRead read;
    seconds.read = seconds_of([&] { read = reader_->read(text); });
    if (read.cases.size() != 1 || !read.errors.empty()) return false;
    const Case& found = read.cases.front();
    Determination determination;
    seconds.decide =
        seconds_of([&] { determination = decider_->decide(PolicyId{0}, found.id, found.requests.front(), evaluate); });
    seconds.write = seconds_of([&] { out = determination_json(program(), found, found.requests.front(), determination); });
    keep(out);
    return !determination.error;
  }

  Compilation compiled_;
  native::Compiled<native::NativeCode> native_;
  std::optional<CaseReader> reader_;
  std::optional<Decider> decider_;
  Evaluate evaluate_, interpret_;
};

double at(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(static_cast<double>(values.size() - 1) * share)];
}

}  // namespace

bool run_json(int rounds, const LoadedEngine& loaded) {
  const JsonCases cases(loaded);
  const std::vector<std::string> texts = texts_of(reference_columns(kCases));
  bool agree = cases.works();
  for (const std::string& text : texts) agree = agree && cases.agrees(text);
  if (!agree) {
    fmt::print("S3: a case of JSON is not decided, or not as the interpreter decides it\n");
    return false;
  }
  std::vector<double> all, read, decide, write;
  std::string out;
  for (std::size_t repeat = 0; repeat < kRepeats * static_cast<std::size_t>(rounds); ++repeat)
    for (const std::string& text : texts) {
      JsonCases::Seconds seconds;
      cases.one(text, seconds, out);
      all.push_back(seconds.all() * 1e6);
      read.push_back(seconds.read * 1e6);
      decide.push_back(seconds.decide * 1e6);
      write.push_back(seconds.write * 1e6);
    }
  fmt::print("R8, JSON text of {} bytes in, JSON of {} bytes out, {}: median us reading {:.2f}, deciding {:.2f}, writing {:.2f}\n",
             texts.back().size(), out.size(), cases.by_native() ? "native" : "interpreted", median(read), median(decide),
             median(write));
  constexpr char kLeftOut[] = "starting the process, reading the file, compiling the library; the wall's clock";
  goal({"S3", "JSON text in, determination with its reasons' codes out, p50", at(all, 0.5), 2, Sense::at_most, " us", kLeftOut});
  goal({"S3", "the same, p99", at(all, 0.99), 10, Sense::at_most, " us", kLeftOut});
  figure("json_read_us", median(read));
  figure("json_decide_us", median(decide));
  figure("json_write_us", median(write));
  return true;
}

}  // namespace precept::bench
