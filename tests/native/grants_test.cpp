// Outcome and granted quantity of many rows: every combination of eligible, requested and missing, on both sets of kernels.
#include "runtime/native/words/grants.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "tests/native/random_program.hpp"

namespace precept::testing {
namespace {

using native::ColumnForm;
using native::FactColumn;
using native::LeafKernels;
using native::RawType;

constexpr std::int64_t kAllowed = 10;

struct Row {
  Truth eligible;
  bool has_request;
  std::int64_t request;
};

std::pair<Outcome, std::int64_t> expected(const Row& row) {
  if (row.eligible == Truth::no) return {Outcome::deny, 0};
  if (row.eligible == Truth::undocumented) return {Outcome::pend, 0};
  if (!row.has_request) return {Outcome::approve, kAllowed};
  if (row.request > kAllowed) return {Outcome::modify, kAllowed};
  return {Outcome::approve, row.request};
}

template <class Raw>
void expect_grants(const LeafKernels& kernels, RawType raw, std::size_t rows, std::size_t first) {
  Dice dice(rows + first);
  const std::array<Truth, 3> truths = {Truth::yes, Truth::no, Truth::undocumented};
  const std::array<std::int64_t, 6> requests = {1, 9, 10, 11, 100, raw == RawType::u8 ? 255 : 32767};
  const std::size_t words = (rows + 63) / 64;
  std::vector<Row> all;
  std::vector<std::uint64_t> value(words, 0), known(words, 0);
  std::vector<Raw> column(first + rows, 0);
  std::vector<std::uint8_t> validity((first + rows + 7) / 8, 0);
  for (std::size_t i = 0; i < rows; ++i) {
    all.push_back({dice.pick(truths), dice.chance(80), dice.pick(requests)});
    if (all[i].eligible == Truth::yes) value[i / 64] |= std::uint64_t{1} << (i % 64);
    if (all[i].eligible != Truth::undocumented) known[i / 64] |= std::uint64_t{1} << (i % 64);
    column[first + i] = static_cast<Raw>(all[i].request);
    if (all[i].has_request) validity[(first + i) / 8] |= static_cast<std::uint8_t>(1u << ((first + i) % 8));
  }
  FactColumn requested;
  requested.form = ColumnForm::exact;
  requested.raw = raw;
  requested.values = column.data();
  requested.validity = validity.data();
  requested.first = static_cast<std::int64_t>(first);
  std::vector<std::uint8_t> outcomes(words * 64), granted(words * 64);
  native::grant_rows(kernels, {value.data(), known.data()}, requested, 0, static_cast<std::int64_t>(rows), kAllowed,
                     {outcomes.data(), granted.data()});
  for (std::size_t i = 0; i < rows; ++i) {
    const auto [outcome, quantity] = expected(all[i]);
    ASSERT_EQ(outcomes[i], static_cast<std::uint8_t>(outcome)) << kernels.name << ", row " << i;
    ASSERT_EQ(granted[i], quantity) << kernels.name << ", row " << i;
  }
}

TEST(Grants, AreTheLesserOfRequestedAndAllowed) {
  for (const LeafKernels* kernels : {&native::leaf_kernels(), &native::portable_leaf_kernels()})
    for (const std::size_t rows : {1u, 63u, 64u, 200u, 4096u, 9001u})
      for (const std::size_t first : {0u, 3u, 64u}) {
        expect_grants<std::uint8_t>(*kernels, RawType::u8, rows, first);
        expect_grants<std::int16_t>(*kernels, RawType::i16, rows, first);
      }
}

}  // namespace
}  // namespace precept::testing
