// One case as JSON values in, a Case bound to a Program out, with all that is wrong in it.
// Inside this room only: read_cases.cpp finds the cases in a text, this binds them. Never here: JSON text, line numbers.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/facts/case_facts.hpp"
#include "runtime/facts/fact_value.hpp"
#include "runtime/facts/json_text.hpp"
#include "runtime/facts/list_reader.hpp"

namespace precept {

// What a Program's cases may name, looked up by name; made once for a Program.
struct CaseNames {
  // Facts of one name: several where editions declare it each for itself.
  struct Named {
    std::vector<FactId> facts;
    bool per_request = false;  // at least one of them is a request fact
  };
  // What stands beside `service`, typed in the service's unit. `rate` has no builtin where no rule speaks of it.
  struct ServiceParts {
    ServiceId id{};
    Fact quantity, used;
    std::optional<Fact> rate;
  };

  explicit CaseNames(const Program& program);

  const Program& program;
  CaseFacts blank;
  std::unordered_map<std::string_view, Named> facts;
  std::unordered_map<std::string_view, ServiceParts> services;
  std::vector<FactId> not_before;  // facts that may not precede another, those that others lean on first
  std::vector<std::vector<std::uint32_t>> fields_not_before;  // by kind of record, the same of its fields
};

struct BoundCase {
  Case bound;  // requests without failure only; none where the case itself failed
  struct Failure {
    FactFailure what;
    int request = 0;  // from 1; 0: the case
  };
  std::vector<Failure> failures;  // in the text's order, each once
};

// Binds the case at `node`. Problems of `document` inside it become failures too.
BoundCase bind_case(const CaseNames& names, const JsonDocument& document, std::uint32_t node);

// The string under `case`, where there is one that can be read.
std::string_view case_id_of(const JsonDocument& document, std::uint32_t node);

}  // namespace precept
