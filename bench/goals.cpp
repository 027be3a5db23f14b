// Goals and figures: see the header.
#include "bench/goals.hpp"

#include <fmt/core.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace precept::bench {
namespace {

using Json = nlohmann::ordered_json;

Json& kept() {
  static Json all = {{"figures", Json::object()}, {"goals", Json::array()}};
  return all;
}

}  // namespace

void goal(const Goal& goal) {
  const bool reached = goal.sense == Sense::at_most ? goal.measured <= goal.limit : goal.measured >= goal.limit;
  fmt::print("goal {:<3} {:<68}{:>9.2f}{} of {} {:g}{}: {}\n", goal.id, goal.what, goal.measured, goal.unit,
             goal.sense == Sense::at_most ? "at most" : "at least", goal.limit, goal.unit, reached ? "reached" : "MISSED");
  kept()["goals"].push_back({{"id", goal.id},
                             {"what", goal.what},
                             {"measured", goal.measured},
                             {"limit", goal.limit},
                             {"sense", goal.sense == Sense::at_most ? "at most" : "at least"},
                             {"unit", goal.unit},
                             {"left_out", goal.left_out},
                             {"reached", reached}});
}

void figure(const std::string& name, double value) { kept()["figures"][name] = value; }
void figure(const std::string& name, const std::string& text) { kept()["figures"][name] = text; }

bool write_figures(const std::string& path) {
  std::ofstream file(path);
  file << kept().dump(1) << "\n";
  return static_cast<bool>(file.flush());
}

}  // namespace precept::bench
