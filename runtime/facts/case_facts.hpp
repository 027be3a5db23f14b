// The facts of one request of one case, bound to a Program: what an engine reads, and what a rationale cites.
// Never here: JSON, evaluation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/program/program.hpp"

namespace precept {

// What the record says of one fact, beside its value.
struct Evidence {
  std::string source;   // "progress report"
  std::string dated;    // "2013-09-25"; as written
  std::string page;     // "2"
  std::string missing;  // data-absent reason: "not-asked", "conflicting", ...; empty where none was given
  std::string text;     // of a text fact: its value
  std::string written;  // the value as the case writes it ("2000-01"), for print
  struct Report {       // one of several that conflict
    Value value;
    std::string source, dated, page;
    std::string written{};  // as in Evidence
  };
  std::vector<Report> reports{};  // of a conflicting fact, as the case lists them
};

// How a bound value came about.
enum class FactState : std::uint8_t { documented, undocumented, assumed };

// The records of one list. `values` and `recorded` as in CaseFacts, record after record, each with all its fields; a field
// that is a list holds {0, 0} there, and its records in `nested`, record after record, in the order of its lists.
struct Records {
  bool documented = false;      // the record states one of its records, or that it is complete
  bool complete = false;        // no record is unseen
  std::uint32_t count = 0;
  std::vector<Value> values;    // count times the record's fields
  std::vector<Value> recorded;
  std::vector<FactState> states;
  std::vector<Records> nested;  // count times the record's lists
  std::vector<Evidence> evidence;        // of each record
  std::vector<Evidence> field_evidence;  // count times the record's fields
  std::string missing;          // data-absent reason of the whole list
};

// One request's facts. `values` and `recorded` are parallel to Program::facts and all an engine reads.
struct CaseFacts {
  std::vector<Value> values;    // with what is assumed standing in
  std::vector<Value> recorded;  // as the record has it: Fact::whole where undocumented
  std::vector<FactState> states;
  std::vector<Evidence> evidence;  // parallel too
  std::vector<Records> lists;      // by Fact::list: the records of facts that are lists, which hold {0, 0} in `values`
};

// Facts with nothing documented: whole values, assumptions in place. Start of every binding.
CaseFacts undocumented_facts(const Program& program);

// Appends a record with nothing documented (assumptions in place) to a list, and returns its number. The list is then documented.
std::uint32_t add_record(Records& records, const Program& program, RecordId type);
// Sets one field of a record; keeps values, recorded and states in step.
void document_field(Records& records, const Program& program, RecordId type, std::uint32_t record, std::uint32_t field, Value value);

// Sets one fact to what the record says (value within Fact::whole); keeps values, recorded and states in step.
void document(CaseFacts& facts, const Program& program, FactId fact, Value value);

// A duration of a request, in its own kind.
struct RequestDuration {
  DurationKind kind = DurationKind::days;
  Value value;
};

struct Request {
  int number = 1;  // from 1
  ServiceId service{};
  std::optional<Value> quantity;  // millionths, in the service's unit; none: undocumented
  std::optional<RequestDuration> over;
  std::optional<Value> used;
  std::string source, dated, page;  // of the request itself
  std::string administrator_guideline;
  std::string rate;  // how often, as the case writes it ("2 sessions/w"); for print
  CaseFacts facts;   // builtins bound too, where the service has them
};

struct About {                                              // letter only; strings as the case writes them
  std::vector<std::pair<std::string, std::string>> fields;  // "assigned" -> "2013-12-27", in the case's order
  const std::string* find(const std::string& name) const {
    for (const auto& [key, value] : fields)
      if (key == name) return &value;
    return nullptr;
  }
};

struct Case {
  std::string id;
  int number = 0;  // its place in the text it was read from, from 1; 0: not read from one
  About about;
  std::vector<Request> requests;
};

// What is wrong with case data. `path` is a JSON pointer-like path: "facts.injury_date", "requests[0].quantity".
struct FactError {
  std::string file;     // as named on the command line, "-" for standard input; empty where there is none
  int line = 0;         // 0: unknown
  std::string case_id;  // empty where not known yet
  std::string path;
  std::string code;     // "F0101": stable, see docs
  std::string message;  // one sentence; says what was expected, and the nearest known name where there is one
  int request = 0;      // the request that it spoils, from 1; 0: the whole case
  int case_number = 0;  // Case::number of its case, which may have no id, or another's
};

}  // namespace precept
