// A search among the items of a system, and the numbers of codes that are none. Never here: JSON, evaluation.
#include "runtime/facts/code_value.hpp"

#include <algorithm>

namespace precept {

std::uint32_t code_place(const CodeSystem& system, std::string_view code) {
  const auto place_of = [&](std::string_view item) -> std::optional<std::uint32_t> {
    const auto found = std::lower_bound(system.items.begin(), system.items.end(), item);
    if (found == system.items.end() || *found != item) return std::nullopt;
    return static_cast<std::uint32_t>(found - system.items.begin());
  };
  if (const auto exact = place_of(code)) return *exact;
  std::string beginning(code);
  for (std::size_t length = code.size() + 1; length-- > 0;) {
    beginning.resize(length);
    if (const auto place = place_of(beginning + "*")) return *place;
  }
  return static_cast<std::uint32_t>(system.items.size());
}

Value CodeNumbers::value(SystemId system, std::string_view code) {
  const CodeSystem& items = program_.system(system);
  const std::uint32_t place = code_place(items, code);
  if (place < items.items.size() && items.items[place] == code) return {place, place};
  const auto first = static_cast<std::int64_t>(items.items.size());
  const auto known = others_.try_emplace({system, std::string(code)}, first + static_cast<std::int64_t>(others_.size())).first;
  return {place, known->second};
}

}  // namespace precept
