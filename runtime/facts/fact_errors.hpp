// The codes of errors in case data, by name. In: fact_errors.def. Never here: messages, which say what was found.
#pragma once

#include <array>
#include <string_view>

namespace precept {

namespace fact_error {
#define FACT_ERROR(name, code, meaning) inline constexpr std::string_view name = code;
#include "runtime/facts/fact_errors.def"
#undef FACT_ERROR
}  // namespace fact_error

struct FactErrorRow {
  std::string_view name, code, meaning;
};

inline constexpr auto kFactErrors = std::to_array<FactErrorRow>({
#define FACT_ERROR(name, code, meaning) {#name, code, meaning},
#include "runtime/facts/fact_errors.def"
#undef FACT_ERROR
});

}  // namespace precept
