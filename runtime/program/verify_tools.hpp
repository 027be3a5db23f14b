// What the verifier's parts say findings with. In: a format and its parts, or an id. Out: what is broken, in words.
#pragma once

#include <fmt/format.h>

#include <utility>

#include "runtime/program/verify_nodes.hpp"

namespace precept::verifying {

template <class... Parts>
Broken broken(fmt::format_string<Parts...> text, Parts&&... parts) {
  return fmt::format(text, std::forward<Parts>(parts)...);
}

template <class Identity, class Things>
bool is_in(Identity id, const Things& things) {
  return id.index < things.size();
}

}  // namespace precept::verifying
