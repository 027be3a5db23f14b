// A determination in, its JSON out: one object with its keys in the order of the interface, the same bytes every time.
// Pure. Never here: decisions; the words of the rationale (rationale.hpp).
#pragma once

#include <string>
#include <vector>

#include "runtime/decide/determination.hpp"

namespace precept {

enum class JsonLayout : std::uint8_t { one_line, indented };

// The determination of `request`, which is a request of `one`; without a line break at the end. Where the request ended in
// an error it is the object of request_error_json.
std::string determination_json(const Program& program, const Case& one, const Request& request,
                               const Determination& determination, JsonLayout layout = JsonLayout::one_line);

// {"case", "request", "errors": [{"code", "path", "message"}]}: a request that has no determination, for what is wrong in
// its data (errors of one case and one request; request 0 is the whole case: null).
std::string request_error_json(const std::string& case_id, int request, const std::vector<FactError>& errors,
                               JsonLayout layout = JsonLayout::one_line);

}  // namespace precept
