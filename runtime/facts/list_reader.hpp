// The JSON of a list in, its Records out: complete or not, each record with its fields and its evidence, lists inside lists.
// Every problem is noted with its place; nothing is guessed. Never here: single values (fact_value.cpp), which lists a case
// has.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/facts/fact_value.hpp"
#include "runtime/facts/json_text.hpp"

namespace precept {

inline constexpr std::uint32_t kRecordsPerListMax = 10'000;
inline constexpr std::uint32_t kRecordsPerCaseMax =
    100'000;  // of all lists that a case and its requests write, nested ones too
inline constexpr std::uint64_t kRecordsOfRequestsMax = 200'000;  // of the case's own lists, in all its requests together

// A list of plain values has records without a name, of one field.
inline bool holds_plain_values(const RecordType& record) { return record.name.empty() && record.fields.size() == 1; }

// For each kind of record its fields that may not precede another, those that others lean on first. Made once for a Program.
std::vector<std::vector<std::uint32_t>> fields_in_order(const Program& program);

// `date from start`: cuts a date to the earliest that its start may be. False: what is documented lies before that.
bool keep_after(Value earliest, Value& value, Value& recorded, FactState state);
// "`finish` (2013-03-09) lies before `start` (2013-03-10), which it may not precede".
std::string before_start_message(std::string_view name, Value value, std::string_view start_name, Value start);

// What is wanted of one list: of a fact, or of a field of a record.
struct WantedList {
  WantedList(const Fact& fact) : name(fact.name), type(fact.type), incomplete_unless_stated(fact.incomplete_unless_stated) {}
  WantedList(const Field& field)
      : name(field.name), type(field.type), incomplete_unless_stated(field.incomplete_unless_stated) {}
  std::string_view name;
  const Type& type;
  bool incomplete_unless_stated;
};

// Reads the lists of one case.
class ListReader {
 public:
  ListReader(const Program& program, const std::vector<std::vector<std::uint32_t>>& order, const JsonDocument& document,
             FactValueReader& values, std::vector<FactFailure>& failures)
      : program_(program), order_(order), document_(document), values_(values), failures_(failures) {}

  // `records` and `evidence` (of the whole list) are blank. `counted`: these records were read before, for another edition.
  void read(std::uint32_t node, const WantedList& wanted, Records& records, Evidence& evidence, bool counted);
  // How many were read so far, nested ones counted in.
  std::uint32_t records_read() const { return counted_; }

 private:
  // The members of an object that says a list, by what they are for.
  struct Form {
    std::optional<std::uint32_t> complete, records, missing;
  };
  bool read_form(std::uint32_t object, bool nested, const WantedList& wanted, Form& form, Evidence& evidence);
  bool member_of_form(std::uint32_t member, bool nested, const WantedList& wanted, Form& form, Evidence& evidence);
  void unknown_member(std::uint32_t member, bool nested, const WantedList& wanted);
  bool read_complete(std::uint32_t node, bool& complete);
  void read_records(std::uint32_t array, const WantedList& wanted, Records& records);
  bool within_limits(std::uint32_t array, const WantedList& wanted);
  void read_record(std::uint32_t node, RecordId type, Records& records);
  void read_member(std::uint32_t member, RecordId type, std::uint32_t record, Records& records);
  void read_field(std::uint32_t node, RecordId type, std::uint32_t record, std::uint32_t field, Records& records);
  void read_element(std::uint32_t node, const WantedList& list, Records& records);
  struct Place {
    RecordId type{};
    std::uint32_t record = 0, field = 0;
  };
  void read_value(std::uint32_t node, const Wanted& wanted, Place place, Records& records);
  void keep_order(std::uint32_t node, RecordId type, std::uint32_t record, Records& records);

  const JsonNode& at(std::uint32_t node) const { return document_.nodes[node]; }
  void fail(std::uint32_t node, std::string_view code, std::string message) {
    failures_.push_back({node, code, std::move(message)});
  }

  const Program& program_;
  const std::vector<std::vector<std::uint32_t>>& order_;
  const JsonDocument& document_;
  FactValueReader& values_;
  std::vector<FactFailure>& failures_;
  std::uint32_t counted_ = 0;  // records of this case so far
  bool counting_ = true;
  bool too_many_said_ = false;
};

}  // namespace precept
