// Lines of a rule and a request in, possible answers out. Never here: criteria.
#include "runtime/decide/grants.hpp"

#include <algorithm>

namespace precept::deciding {
namespace {

// What the lines that bind together allow.
struct Allowance {
  std::optional<Value> quantity;  // none: no line limits it
  std::optional<RequestDuration> within;
  std::vector<RequestDuration> limits;  // all that bind, for comparing
  std::int64_t step = kOne;             // between amounts: one where all are counts, else a millionth
};

bool is_whole(Value value) {
  const auto whole = [](std::int64_t bound) { return bound == kNoLow || bound == kNoHigh || bound % kOne == 0; };
  return whole(value.lo) && whole(value.hi);
}

class Lines {
 public:
  Lines(const Program& program, const Rule& rule, const Request& request, const Ranges& ranges)
      : program_(program), rule_(rule), request_(request), ranges_(ranges) {
    add_alternatives();
    add_ceilings();
  }

  // Each alternative with the ceilings that bind for certain, and with every one or two of those that may bind besides:
  // a least quantity and a shortest time come from two lines at most.
  std::vector<Allowance> possible() const {
    std::vector<Allowance> all;
    for (const GrantLine* alternative : alternatives_) {
      Allowance base;
      bind(base, alternative);
      for (const GrantLine* line : certain_) bind(base, line);
      all.push_back(base);
      for (std::size_t i = 0; i < uncertain_.size(); ++i) {
        for (std::size_t j = i; j < uncertain_.size(); ++j) {
          Allowance with = base;
          bind(with, uncertain_[i]);
          if (j != i) bind(with, uncertain_[j]);
          all.push_back(std::move(with));
        }
      }
    }
    return all;
  }

  Allowance least() const {
    Allowance all;
    for (const auto* lines : {&alternatives_, &certain_, &uncertain_})
      for (const GrantLine* line : *lines) bind(all, line);
    if (all.quantity) all.quantity->hi = all.quantity->lo;
    if (all.within) all.within->value.hi = all.within->value.lo;
    for (RequestDuration& limit : all.limits) limit.value.hi = limit.value.lo;
    return all;
  }

 private:
  // The first line that holds; where it is undocumented, that one or what comes after it.
  void add_alternatives() {
    for (const GrantLine& line : rule_.allows) {
      const Truth holds = line.when ? ranges_.truth(*line.when) : Truth::yes;
      if (holds != Truth::no) alternatives_.push_back(&line);
      if (holds == Truth::yes) return;
    }
    alternatives_.push_back(nullptr);  // none holds: what was requested
  }

  void add_ceilings() {
    for (const GrantLine& line : rule_.never_more) {
      const Truth holds = line.when ? ranges_.truth(*line.when) : Truth::yes;
      if (holds == Truth::yes) certain_.push_back(&line);
      if (holds == Truth::undocumented) uncertain_.push_back(&line);
    }
  }

  void bind(Allowance& allowance, const GrantLine* line) const {
    if (line == nullptr) return;
    if (line->quantity) {
      Value quantity = ranges_.of(*line->quantity);
      if (line->less_used) quantity = less_used(quantity);
      if (program_.node(*line->quantity).type.kind != TypeKind::count || !is_whole(quantity)) allowance.step = 1;
      quantity = {std::max<std::int64_t>(quantity.lo, 0), std::max<std::int64_t>(quantity.hi, 0)};  // below zero is zero
      if (allowance.quantity) {
        quantity.lo = std::min(quantity.lo, allowance.quantity->lo);
        quantity.hi = std::min(quantity.hi, allowance.quantity->hi);
      }
      allowance.quantity = quantity;
    }
    if (line->within) {
      const TypeKind kind = program_.node(*line->within).type.kind;
      const RequestDuration limit{kind == TypeKind::months ? DurationKind::months : DurationKind::days,
                                  ranges_.of(*line->within)};
      allowance.within = allowance.within ? shorter(*allowance.within, limit) : limit;
      allowance.limits.push_back(limit);
    }
  }

  Value less_used(Value quantity) const {
    const Value used = request_.used.value_or(Value{0, kNoHigh});
    Value left;
    if (used.hi == kNoHigh || quantity.lo == kNoLow || __builtin_sub_overflow(quantity.lo, used.hi, &left.lo)) left.lo = 0;
    if (quantity.hi == kNoHigh || used.lo == kNoLow || __builtin_sub_overflow(quantity.hi, used.lo, &left.hi))
      left.hi = quantity.hi;
    return left;
  }

  const Program& program_;
  const Rule& rule_;
  const Request& request_;
  const Ranges& ranges_;
  std::vector<const GrantLine*> alternatives_;  // null: none holds
  std::vector<const GrantLine*> certain_;
  std::vector<const GrantLine*> uncertain_;
};

bool same(const std::optional<RequestDuration>& one, const std::optional<RequestDuration>& other) {
  if (!one || !other) return !one && !other;
  return one->kind == other->kind && one->value == other->value;
}

bool same(const Answer& one, const Answer& other) {
  return one.outcome == other.outcome && one.by_grant == other.by_grant && one.as_requested == other.as_requested &&
         one.quantity == other.quantity && same(one.course, other.course) && same(one.within, other.within);
}

void add_once(std::vector<Answer>& answers, Answer answer) {
  const auto equal = [&](const Answer& other) { return same(answer, other); };
  if (std::none_of(answers.begin(), answers.end(), equal)) answers.push_back(answer);
}

// Whether a requested course may fit every limit, and whether it may be longer than one.
struct Fit {
  bool may_fit = true;
  bool may_exceed = false;
};

Fit fit_of(const Request& request, const Allowance& allowance) {
  Fit fit;
  if (!request.over) return fit;
  for (const RequestDuration& limit : allowance.limits) {
    const Truth longer = is_longer(*request.over, limit);
    fit.may_fit = fit.may_fit && longer != Truth::yes;
    fit.may_exceed = fit.may_exceed || longer != Truth::no;
  }
  return fit;
}

void add_answers(const Request& request, const Allowance& allowance, std::vector<Answer>& answers) {
  if (allowance.quantity && allowance.quantity->lo <= 0) add_once(answers, {Outcome::deny, true, false, {0, 0}, {}, {}});
  if (allowance.quantity && allowance.quantity->hi <= 0) return;
  const Fit fit = fit_of(request, allowance);
  const auto with_course = [&](Answer answer) {
    answer.within = allowance.within;
    if (!request.over) {
      answer.course = allowance.within;
      return add_once(answers, answer);
    }
    if (fit.may_fit) add_once(answers, answer);
    if (!fit.may_exceed) return;
    answer.outcome = Outcome::modify;
    answer.course = allowance.within;
    add_once(answers, std::move(answer));
  };
  if (!allowance.quantity) return with_course(approved_as_requested());
  const std::int64_t step = request.quantity && !is_whole(*request.quantity) ? 1 : allowance.step;
  const Value most{std::max(allowance.quantity->lo, step), allowance.quantity->hi};
  if (!request.quantity) return with_course({Outcome::approve, false, false, most, {}, {}});
  if (request.quantity->lo <= most.hi) with_course(approved_as_requested());
  if (request.quantity->hi > most.lo) {
    const Value cut{most.lo, most.hi == kNoHigh ? kNoHigh : std::min(most.hi, request.quantity->hi - step)};
    with_course({Outcome::modify, false, false, cut, {}, {}});
  }
}

bool may_be_equal(const std::optional<RequestDuration>& one, const std::optional<RequestDuration>& other) {
  if (!one || !other) return !one && !other;
  return one->kind == other->kind && one->value.lo <= other->value.hi && other->value.lo <= one->value.hi;
}

}  // namespace

std::vector<Answer> granted_answers(const Program& program, const Rule& rule, const Request& request, const Ranges& ranges) {
  if (rule.allows.empty() && rule.never_more.empty()) return {approved_as_requested()};
  std::vector<Answer> answers;
  for (const Allowance& allowance : Lines(program, rule, request, ranges).possible())
    add_answers(request, allowance, answers);
  return answers;
}

std::vector<Answer> least_answers(const Program& program, const Rule& rule, const Request& request, const Ranges& ranges) {
  std::vector<Answer> answers;
  add_answers(request, Lines(program, rule, request, ranges).least(), answers);
  return answers;
}

Answer approved_as_requested() { return {Outcome::approve, false, true, {0, 0}, std::nullopt, std::nullopt}; }

bool may_be_alike(const Answer& one, const Answer& other) {
  if (one.outcome != other.outcome) return false;
  if (one.outcome == Outcome::deny) return true;
  if (one.as_requested != other.as_requested || !may_be_equal(one.course, other.course)) return false;
  return one.as_requested || (one.quantity.lo <= other.quantity.hi && other.quantity.lo <= one.quantity.hi);
}

bool are_alike(const Answer& one, const Answer& other) {
  return may_be_alike(one, other) && is_determinate(one) && is_determinate(other);
}

bool is_determinate(const Answer& answer) {
  const bool quantity = answer.as_requested || answer.quantity.lo == answer.quantity.hi;
  return quantity && (!answer.course || answer.course->value.lo == answer.course->value.hi);
}

Answer least_of(const std::vector<Answer>& answers) {
  Answer least = answers.front();
  for (const Answer& answer : answers) {
    if (least.outcome == Outcome::deny) break;
    if (answer.outcome == Outcome::deny) {
      least = answer;
      break;
    }
    if (answer.outcome == Outcome::modify) least.outcome = Outcome::modify;
    if (!answer.as_requested && (least.as_requested || answer.quantity.lo < least.quantity.lo)) {
      least.as_requested = false;
      least.quantity = answer.quantity;
    }
    const auto take = [](std::optional<RequestDuration>& into, const std::optional<RequestDuration>& from) {
      if (from) into = into ? shorter(*into, *from) : *from;
    };
    take(least.course, answer.course);
    take(least.within, answer.within);
  }
  return least;
}

}  // namespace precept::deciding
