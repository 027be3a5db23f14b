// Program, policy, request in; what is still needed out: slice, blocks, diagram, readings, one after the other.
#include "runtime/needed/needed.hpp"

#include <algorithm>

#include "runtime/decide/reasons.hpp"
#include "runtime/needed/mentions.hpp"
#include "runtime/needed/question.hpp"
#include "runtime/needed/readings.hpp"
#include "runtime/program/text_words.hpp"

namespace precept {
namespace {

using namespace needing;
using deciding::favour;

constexpr std::size_t kNamedMax = 3;

class Needing {
 public:
  Needing(const Program& program, PolicyId policy, const Request& request, Outcome now)
      : program_(program), policy_(policy), request_(request), now_(now), outlook_(program, policy, request.service) {}

  StillNeeded run() {
    outlook_.look(request_);
    if (outlook_.is_error()) return {};
    slice_ = slice_of(program_, policy_, request_, outlook_);
    Outlook open(slice_.program, PolicyId{0}, ServiceId{0});
    open.look(slice_.request);
    mentioned_ = mentioned(program_, request_, outlook_, slice_, open.deciding());
    possible_ = open.possible();
    if (open.settled()) {
      result_.possible = {open.settled()->outcome};
      result_.cannot_change = mentioned_;
      return std::move(result_);
    }
    if (slice_.open.size() > kOpenMax) {
      out_of_reach("more facts are open than can be gone through", mentioned_);
      return std::move(result_);
    }
    blocks_ = blocks_of(slice_);
    const Question::Rest rest = Question(slice_, blocks_).rest(open, std::vector<bool>(blocks_.all.size(), false));
    for (std::size_t i = 0; i < slice_.open.size(); ++i)
      if (rest.matters[blocks_.of_open[i]]) may_change_.push_back(slice_.open[i].fact);
    may_change_.insert(may_change_.end(), rest.beyond.begin(), rest.beyond.end());
    if (!rest.beyond.empty()) {
      out_of_reach("what " + named(rest.beyond) + " may hold is too much to go through", may_change_);
      return std::move(result_);
    }
    exactly(rest.matters);
    return std::move(result_);
  }

  Reached reached(Outcome wanted) {
    using Answer = Reached::Answer;
    outlook_.look(request_);
    if (outlook_.is_error()) return {Answer::no, {}};
    slice_ = slice_of(program_, policy_, request_, outlook_);
    Outlook open(slice_.program, PolicyId{0}, ServiceId{0});
    open.look(slice_.request);
    if (open.settled()) return {open.settled()->outcome == wanted ? Answer::yes : Answer::no, {}};
    const std::vector<Outcome> kleene = open.possible();  // too many rather than too few
    if (std::find(kleene.begin(), kleene.end(), wanted) == kleene.end()) return {Answer::no, {}};
    if (slice_.open.size() > kOpenMax) return {};
    blocks_ = blocks_of(slice_);
    const Question::Rest rest = Question(slice_, blocks_).rest(open, std::vector<bool>(blocks_.all.size(), false));
    if (!rest.beyond.empty() || !fill(slice_, blocks_, rest.matters).empty()) return {};
    const auto diagram = diagram_of(slice_, blocks_);
    if (!diagram) return {};
    for (std::size_t end = 0; end < diagram->ends.size(); ++end)
      if (diagram->ends[end].outcome == wanted) return {Answer::yes, example(*diagram, end).values};
    return {Answer::no, {}};
  }

 private:
  void exactly(const std::vector<bool>& matters) {
    const std::vector<std::size_t> too_many = fill(slice_, blocks_, matters);
    if (!too_many.empty()) {
      std::vector<NeededFact> facts;
      for (const std::size_t open : too_many) facts.push_back(slice_.open[open].fact);
      return out_of_reach("the values that the record leaves open for " + named(facts) + " are too many to go through",
                          may_change_);
    }
    const auto diagram = diagram_of(slice_, blocks_);
    if (!diagram) return out_of_reach("the open facts combine in too many ways to go through all of them", may_change_);
    possible(*diagram);
    split(facts_of(can_change(blocks_, *diagram)));
    sets(*diagram);
    examples(*diagram);
  }

  // What Kleene's logic proves: nothing but these can change the outcome.
  void out_of_reach(std::string why, const std::vector<NeededFact>& may_change) {
    result_.complete = false;
    result_.why = std::move(why);
    result_.possible = possible_;
    split(may_change);
  }

  std::string named(const std::vector<NeededFact>& facts) const {
    std::string text;
    const std::size_t shown = std::min(facts.size(), kNamedMax);
    for (std::size_t i = 0; i < shown; ++i) {
      const bool last = i + 1 == shown;
      text += (i == 0 ? "" : last && facts.size() == shown ? " and " : ", ") + ("`" + name_of(program_, facts[i]) + "`");
    }
    return text + (facts.size() > shown ? " and others" : "");
  }

  void split(const std::vector<NeededFact>& can) {
    for (const NeededFact& fact : mentioned_) {
      const bool changes = std::find(can.begin(), can.end(), fact) != can.end();
      (changes ? result_.can_change : result_.cannot_change).push_back(fact);
    }
  }

  // In the order in which the rules mention them.
  std::vector<NeededFact> facts_of(const OpenSet& set) const {
    std::vector<NeededFact> facts;
    for (const NeededFact& fact : mentioned_)
      for (std::size_t i = 0; i < slice_.open.size(); ++i)
        if (set[i] && slice_.open[i].fact == fact) facts.push_back(fact);
    return facts;
  }

  void possible(const Diagram& diagram) {
    for (const Ended& end : diagram.ends) result_.possible.push_back(end.outcome);
    std::sort(result_.possible.begin(), result_.possible.end());
    result_.possible.erase(std::unique(result_.possible.begin(), result_.possible.end()), result_.possible.end());
  }

  void sets(const Diagram& diagram) {
    if (is_end(diagram.root)) return;  // settled, with nothing to ask for
    std::vector<bool> wanted;
    for (const Ended& end : diagram.ends) wanted.push_back(favour(end.outcome) > favour(now_));
    const SettlingSets found = settling_sets(blocks_, diagram, wanted);
    if (!found.complete) {
      result_.complete = false;
      result_.why = "the sets of facts that would settle the outcome are too many to find the smallest";
    }
    result_.more_sets = found.sets.size() > kNeededSetsMax;
    for (std::size_t i = 0; i < std::min(found.sets.size(), kNeededSetsMax); ++i)
      result_.sets.push_back(facts_of(found.sets[i]));
  }

  void examples(const Diagram& diagram) {
    std::size_t best = 0, worst = 0;
    for (std::size_t end = 0; end < diagram.ends.size(); ++end) {
      if (favour(diagram.ends[end].outcome) > favour(diagram.ends[best].outcome)) best = end;
      if (favour(diagram.ends[end].outcome) < favour(diagram.ends[worst].outcome)) worst = end;
    }
    if (diagram.ends[best].outcome == diagram.ends[worst].outcome) return;
    for (const std::size_t end : {best, worst}) result_.examples.push_back(example(diagram, end));
  }

  NeededExample example(const Diagram& diagram, std::size_t end) const {
    const std::vector<const Point*> points = example_of(blocks_, diagram, end);
    NeededExample example{diagram.ends[end].outcome, {}};
    for (std::size_t i = 0; i < slice_.open.size(); ++i) {
      const std::size_t number = blocks_.of_open[i];
      const Block& block = blocks_.all[number];
      const Open& open = slice_.open[i];
      if (points[number] == nullptr && !open.record_asked) continue;
      if (open.fact.fact && program_.fact(*open.fact.fact).type.kind == TypeKind::list) continue;  // its records are not made up
      const auto place = static_cast<std::size_t>(std::find(block.open.begin(), block.open.end(), i) - block.open.begin());
      const std::int64_t value = points[number] == nullptr ? any_value(open) : (*points[number])[place];
      example.values.push_back({open.fact, exact_value(open.type, value), open.kind});
    }
    return example;
  }

  // Of a fact that is only to be documented: one that people would believe.
  static std::int64_t any_value(const Open& open) {
    constexpr std::int64_t kPlainDay = 10957;  // 2000-01-01
    if (!is_ordered(open.type.kind)) return open.range.lo & -open.range.lo;
    return std::clamp(open.type.kind == TypeKind::date ? kPlainDay : 0, open.range.lo, open.range.hi);
  }

  const Program& program_;
  const PolicyId policy_;
  const Request& request_;
  const Outcome now_;
  Outlook outlook_;
  Slice slice_;
  Blocks blocks_;
  std::vector<NeededFact> mentioned_, may_change_;
  std::vector<Outcome> possible_;  // by Kleene's logic
  StillNeeded result_;
};

}  // namespace

StillNeeded still_needed(const Program& program, PolicyId policy, const Request& request, Outcome now) {
  return Needing(program, policy, request, now).run();
}

Reached reached(const Program& program, PolicyId policy, const Request& request, Outcome wanted) {
  return Needing(program, policy, request, wanted).reached(wanted);
}

std::string name_of(const Program& program, const NeededFact& fact) {
  if (fact.fact) return program.fact(*fact.fact).name;
  return std::string(builtin_name(fact.part));
}

}  // namespace precept
