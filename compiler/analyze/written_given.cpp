// Values of a case as an example gives them. Never here: expressions.
#include <bit>

#include "compiler/analyze/written.hpp"

namespace precept::analyze {

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char letter : text) out += (letter == '"' || letter == '\\' ? "\\" : "") + std::string(1, letter);
  return out + "\"";
}

std::string record_words(const Program& program, RecordId type, const Records& records, std::uint32_t record) {
  const RecordType& made = program.record(type);
  std::string out;
  for (std::size_t i = 0; i < made.fields.size(); ++i) {
    const Field& field = made.fields[i];
    const std::size_t at = std::size_t{record} * made.fields.size() + i;
    const Evidence& evidence = records.field_evidence[at];
    std::string words;
    if (field.type.kind == TypeKind::list) {
      const Records& nested = records.nested[std::size_t{record} * made.lists + field.list];
      if (nested.documented) words = field.name + " = " + written_records(program, field.type.record, nested, field.incomplete_unless_stated);
    } else if (records.states[at] == FactState::documented) {
      words = written_given(program, field.type, records.recorded[at], evidence.text);
      if (!made.name.empty()) words = field.name + " = " + words;
    } else if (!evidence.missing.empty() && !made.name.empty()) {
      words = field.name + " missing " + evidence.missing;
    }
    if (!words.empty()) out += (out.empty() ? "" : ", ") + words;
  }
  return made.name.empty() ? out : "{" + out + "}";
}

}  // namespace

std::string written_given(const Program& program, const Type& type, Value value, const std::string& text) {
  switch (type.kind) {
    case TypeKind::truth: return truth_of(value) == Truth::undocumented ? "either {yes, no}" : truth_of(value) == Truth::yes ? "yes" : "no";
    case TypeKind::choice: {
      const auto members = static_cast<std::uint64_t>(value.lo);
      return (std::has_single_bit(members) ? "" : "either ") + written_members(program, type, members);
    }
    case TypeKind::text: return quoted(text);
    case TypeKind::code: return text;
    case TypeKind::scale:
    case TypeKind::count:
    case TypeKind::number:
    case TypeKind::date:
    case TypeKind::months:
    case TypeKind::days: break;
    case TypeKind::list: return {};
  }
  const std::string low = written(program, type, value.lo);
  return value.lo == value.hi ? low : low + " to " + written(program, type, value.hi);
}

std::string written_records(const Program& program, RecordId type, const Records& records, bool incomplete_unless_stated) {
  std::string out;
  for (std::uint32_t record = 0; record < records.count; ++record) out += (record == 0 ? "" : ", ") + record_words(program, type, records, record);
  return "[" + out + "]" + (records.complete == !incomplete_unless_stated ? "" : records.complete ? " complete" : " incomplete");
}

}  // namespace precept::analyze
