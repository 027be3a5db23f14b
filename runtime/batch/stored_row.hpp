// What a finished run wrote of one row, and how it differs from what is worked out now. In: the run's folder and manifest, a
// row. Out: the row's determination or errors as they are stored, and every column that differs. Never here: deciding, words
// on a terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/batch/answers.hpp"
#include "runtime/batch/manifest.hpp"
#include "runtime/batch/row_text.hpp"
#include "runtime/batch/tables.hpp"

namespace precept::batch {

struct StoredRow {
  std::string determination;        // a JSON object of its columns; empty: the row has none
  std::string determination_file;   // within the folder
  std::vector<std::string> errors;  // JSON objects, in their order
};

// The value of one of the manifest's terms; nothing where it has no such term.
std::optional<std::string> term_of(const Manifest& manifest, std::string_view name);

// `number`: of the row, from 1 of the whole input. Nothing and why in `error` where the folder's files cannot be read or are
// not what the manifest says that they are.
std::optional<StoredRow> read_stored(TableEngine& tables, const std::string& folder, const Manifest& manifest,
                                     std::int64_t number, const RowKey& key, std::string& error);

struct Difference {
  std::string column, stored, now;
};

// In the order of the columns.
std::vector<Difference> differences(const std::string& determination, const Answer& answer,
                                    const std::vector<CriterionColumn>& criteria);

// The code and message of a stored error, with a tab between.
std::string stored_error(const std::string& error_json);

}  // namespace precept::batch
