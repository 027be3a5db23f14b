// The words of closed sets: outcomes, statuses, reasons.
#include "runtime/report/view.hpp"

namespace precept {

std::string_view word_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::approve:
      return "approve";
    case Outcome::modify:
      return "modify";
    case Outcome::deny:
      return "deny";
    case Outcome::pend:
      return "pend";
  }
  return "";
}

std::string_view word_of(Status status) {
  switch (status) {
    case Status::met:
      return "met";
    case Status::unmet:
      return "unmet";
    case Status::present:
      return "present";
    case Status::absent:
      return "absent";
    case Status::undocumented:
      return "undocumented";
    case Status::exempt:
      return "exempt";
  }
  return "";
}

std::string_view word_of(TakenBy by) {
  switch (by) {
    case TakenBy::evidence:
      return "evidence";
    case TakenBy::criterion:
      return "criterion";
    case TakenBy::policy:
      return "policy";
  }
  return "";
}

std::string_view word_of(PassedOverReason reason) {
  switch (reason) {
    case PassedOverReason::no_rule:
      return "no_rule";
    case PassedOverReason::none_applies:
      return "none_applies";
    case PassedOverReason::not_in_effect:
      return "not_in_effect";
    case PassedOverReason::presumption_rebutted:
      return "presumption_rebutted";
    case PassedOverReason::lower_evidence:
      return "lower_evidence";
  }
  return "";
}

std::string_view words_of_missing(std::string_view reason) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"unknown", "not known"},
      {"asked-unknown", "asked for, and not known"},
      {"temp-unknown", "not known yet"},
      {"not-asked", "not asked for"},
      {"asked-declined", "asked for, and declined"},
      {"masked", "withheld"},
      {"not-applicable", "said not to apply"},
      {"unsupported", "could not be recorded"},
      {"as-text", "given only in free text"},
      {"error", "recorded in error"},
      {"not-a-number", "recorded without a usable number"},
      {"negative-infinity", "recorded without a usable number"},
      {"positive-infinity", "recorded without a usable number"},
      {"not-performed", "not performed"},
      {"not-permitted", "not permitted"},
      {"conflicting", "the reports conflict"}};
  for (const auto& [code, words] : kWords)
    if (code == reason) return words;
  return reason;
}

}  // namespace precept
