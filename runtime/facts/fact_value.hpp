// One JSON value in, what the record says of one fact, or of one field of a record, out: bare, beside its evidence, partial, missing with a reason.
// Every problem is noted with its place; nothing is guessed. Never here: names of facts, requests, cases.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/code_value.hpp"
#include "runtime/facts/fact_scalar.hpp"
#include "runtime/facts/json_text.hpp"
#include "runtime/facts/json_words.hpp"
#include "runtime/values/missing_reasons.hpp"

namespace precept {

struct FactFailure {
  std::uint32_t node = 0;  // the JSON value that is wrong
  std::string_view code;
  std::string message;
};

inline constexpr std::string_view kConflicting = "conflicting";

// What a fact may be written as, for print and the schema: evidence keys that may stand beside any form.
inline constexpr std::string_view kEvidenceKeys[] = {"source", "dated", "page"};

// What one JSON value says. Neither value nor missing: null, or an object that only names evidence for nothing.
struct FactReading {
  std::optional<Value> value;  // within the whole of what is wanted; none: undocumented
};

class FactValueReader {
 public:
  FactValueReader(const Program& program, const JsonDocument& document, std::vector<FactFailure>& failures)
      : program_(program), document_(document), failures_(failures), codes_(program) {}

  // Nothing where it failed: then a failure is noted, or the JSON value itself already has a problem. `evidence` is filled.
  std::optional<FactReading> read(std::uint32_t node, const Wanted& wanted, Evidence& evidence);
  // A duration of a request in its own kind; value absent: undocumented.
  struct DurationReading {
    std::optional<RequestDuration> value;
  };
  std::optional<DurationReading> read_duration(std::uint32_t node, std::string_view name, Evidence& evidence);
  // Text of the case's own: strings as they are, numbers as written; ISO dates that do not exist are refused.
  bool read_plain(std::uint32_t node, std::string_view what, std::string& text);
  // `source`, `dated` or `page` beside a value or in a record; `taken`: it is one of them. False: it is, and it is wrong.
  bool take_evidence(std::uint32_t member, Evidence& evidence, bool& taken);
  // A data-absent reason.
  bool read_reason(std::uint32_t node, Evidence& evidence);
  // "found the number 12": what stands there, for messages.
  std::string found(std::uint32_t node) const { return found_text(at(node)); }

 private:
  // The members of an object form, by what they are for.
  struct Form {
    std::optional<std::uint32_t> value, from, to, either, missing, reports;
  };
  std::optional<Form> read_form(std::uint32_t object, bool nested, Evidence& evidence);
  std::optional<Value> read_value(std::uint32_t node, const Wanted& wanted, bool cut);
  std::optional<Value> read_range(const Form& form, std::uint32_t node, const Wanted& wanted);
  std::optional<Value> read_hull(std::uint32_t list, const Wanted& wanted, bool evidence_allowed, Evidence* evidence);
  bool no_ranges_of_codes(std::uint32_t node, const Wanted& wanted, std::string_view of_what);
  std::string written(std::uint32_t node) const;  // of a string or number
  bool wrong_type(std::uint32_t node, const Wanted& wanted);
  void fail(std::uint32_t node, std::string_view code, std::string message);

  const JsonNode& at(std::uint32_t node) const { return document_.nodes[node]; }

  const Program& program_;
  const JsonDocument& document_;
  std::vector<FactFailure>& failures_;
  CodeNumbers codes_;
};

}  // namespace precept
