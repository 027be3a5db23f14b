// What is still needed, in words and as JSON.
#include "runtime/report/needed_text.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/facts/value_json.hpp"
#include "runtime/report/words.hpp"
#include "runtime/values/decimal.hpp"

namespace precept {
namespace {

constexpr std::size_t kSetsInWordsMax = 3;

bool is_approved(const DeterminationView& view) { return view.determination().outcome == Outcome::approve; }

std::string words_of(const DeterminationView& view, const NeededFact& fact) {
  if (fact.fact) return view.fact_words(*fact.fact);
  switch (fact.part) {
    case Builtin::requested:
      return "the quantity requested";
    case Builtin::requested_over:
      return "the time over which it is requested";
    case Builtin::requested_rate:
      return "how often it is requested";
    case Builtin::used:
      return "how much was used before";
    case Builtin::none:
      break;
  }
  return {};
}

std::vector<std::string> names_of(const DeterminationView& view, const std::vector<NeededFact>& facts) {
  std::vector<std::string> names;
  for (const NeededFact& fact : facts) names.push_back(name_of(view.program(), fact));
  return names;
}

// The facts of one set, each in quotation marks: their words hold commas of their own.
std::string set_words(const DeterminationView& view, const std::vector<NeededFact>& set) {
  std::vector<std::string> words;
  for (const NeededFact& fact : set) words.push_back(fmt::format("\"{}\"", words_of(view, fact)));
  return joined(words);
}

bool is_everything(const StillNeeded& needed) {
  return needed.sets.size() == 1 && !needed.more_sets && needed.sets[0].size() == needed.can_change.size();
}

// Which few of the facts would do; empty where none would, or only all of them.
std::string sets_sentence(const DeterminationView& view, const StillNeeded& needed) {
  if (needed.sets.empty() || is_everything(needed)) return {};
  std::vector<std::string> ways;
  for (const auto& set : needed.sets)
    if (ways.size() < kSetsInWordsMax) ways.push_back("by " + set_words(view, set));
  const bool more = needed.more_sets || needed.sets.size() > ways.size();
  return fmt::format("A more favorable outcome could be settled {} alone{}.", joined_clauses(ways, "or"),
                     more ? " (there are more such ways)" : "");
}

// Nothing that is open can change it.
std::string settled_paragraph(const DeterminationView& view, const StillNeeded& needed) {
  if (needed.cannot_change.empty() || needed.possible.size() != 1) return {};
  if (needed.possible[0] == view.determination().outcome)
    return "No further document would change this: the outcome is the same whatever the facts are that the records do not show.";
  return fmt::format(
      "Whatever the facts turn out to be that the records do not show, once they are documented the outcome is: {}.",
      view.says(needed.possible[0]));
}

// How the parts of a request are called beside its service; a fact by its name.
std::string case_key(const DeterminationView& view, const NeededFact& fact) {
  switch (fact.part) {
    case Builtin::requested:
      return "quantity";
    case Builtin::requested_over:
      return "over";
    case Builtin::requested_rate:
      return "rate";
    case Builtin::used:
    case Builtin::none:
      break;
  }
  return name_of(view.program(), fact);
}

void write_names(JsonWriter& json, const DeterminationView& view, const std::vector<NeededFact>& facts) {
  json.begin_array();
  for (const std::string& name : names_of(view, facts)) json.string(name);
  json.end_array();
}

void write_example(JsonWriter& json, const DeterminationView& view, const NeededExample& example) {
  json.begin_object();
  for (const NeededValue& value : example.values) {
    json.key(case_key(view, value.fact));
    if (value.fact.fact)
      write_value(json, view.program(), view.program().fact(*value.fact.fact).type, value.value);
    else if (value.fact.part == Builtin::requested_over)
      json.string(duration_code(value.kind, value.value.lo));
    else
      json.raw(format_decimal(value.value.lo));
  }
  json.end_object();
}

}  // namespace

std::vector<std::string> ask_for(const DeterminationView& view, const StillNeeded& needed) {
  std::vector<std::string> all;
  if (is_approved(view)) return all;
  for (const NeededFact& fact : needed.can_change) {
    std::string text = fact.fact ? clean(view.program().fact(*fact.fact).documented_by) : std::string();
    if (text.empty()) text = words_of(view, fact);
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
  }
  return all;
}

std::string needed_paragraph(const DeterminationView& view, const StillNeeded& needed) {
  if (is_approved(view)) return {};
  if (needed.can_change.empty()) return settled_paragraph(view, needed);
  std::string text = sets_sentence(view, needed);
  if (!text.empty()) text += ' ';
  if (needed.complete)
    text += fmt::format("Of what the records do not show, only the following could still change the outcome{}:",
                        needed.sets.empty()     ? ", and not for a more favorable one"
                        : is_everything(needed) ? ", and only all of it could settle a more favorable one"
                                                : "");
  else
    text += fmt::format("Of what the records do not show, at most the following could still change the outcome ({}):",
                        needed.why);
  for (const std::string& item : ask_for(view, needed)) text += "\n- " + item;
  return text;
}

std::string needed_line(const DeterminationView& view, const StillNeeded& needed) {
  if (needed.can_change.empty()) {
    if (is_approved(view) || settled_paragraph(view, needed).empty()) return {};
    if (needed.possible[0] == view.determination().outcome)
      return "still needed: nothing; no further document would change this";
    return fmt::format("once all is documented, whatever it shows: {}", word_of(needed.possible[0]));
  }
  const std::string facts = joined(names_of(view, needed.can_change));
  std::string text = (is_approved(view) ? "not documented, and could change this: " : "still needed: ") + facts;
  if (!needed.complete) text += fmt::format(" (at most: {})", needed.why);
  return text;
}

void write_still_needed(JsonWriter& json, const DeterminationView& view, const StillNeeded& needed) {
  json.begin_object().key("facts").begin_array();
  for (const auto& set : needed.sets) write_names(json, view, set);
  json.end_array();
  if (needed.more_sets) json.key("more_facts").boolean(true);
  json.member_strings("ask_for", ask_for(view, needed));
  write_names(json.key("can_change"), view, needed.can_change);
  write_names(json.key("cannot_change"), view, needed.cannot_change);
  json.key("possible").begin_array();
  for (const Outcome outcome : needed.possible) json.string(word_of(outcome));
  json.end_array().key("complete").boolean(needed.complete);
  json.member_unless_empty("why", needed.why);
  json.key("examples").begin_object();
  for (const NeededExample& example : needed.examples) write_example(json.key(word_of(example.outcome)), view, example);
  json.end_object().end_object();
}

}  // namespace precept
