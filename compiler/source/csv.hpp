// Comma-separated values (RFC 4180): text in, records with the places of their fields out.
// A byte order mark, CRLF and a last line without an end are taken as they come; empty lines are no records.
// Never here: what a column means, files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::source {

struct CsvField {
  std::string text;         // without its quotes
  std::uint32_t begin = 0;  // where it stands, quotes included
  std::uint32_t end = 0;
};

struct Csv {
  std::vector<std::vector<CsvField>> records;
  std::optional<std::uint32_t> open_quote;  // a quote that nothing closes: what comes after it is not read
};

Csv read_csv(std::string_view text, char separator = ',');

}  // namespace precept::source
