// What a run measured against the goals: said as it comes, and kept for a file that other tools read.
// In: figures. Out: lines, and JSON. Never here: measuring.
#pragma once

#include <string>

namespace precept::bench {

enum class Sense { at_most, at_least };

struct Goal {
  const char* id;          // "B1", as the goals are numbered
  std::string what;        // a phrase: what was measured
  double measured = 0;
  double limit = 0;
  Sense sense = Sense::at_most;
  const char* unit = "";   // "x", "ms", "%", "ns", "us"
  const char* left_out = "";  // what the figure does not count
};

// Prints one line, and keeps it.
void goal(const Goal& goal);
// A figure by itself, under a name that other tools know it by.
void figure(const std::string& name, double value);
void figure(const std::string& name, const std::string& text);

// All that was kept, as one JSON object. False where the file cannot be written.
bool write_figures(const std::string& path);

}  // namespace precept::bench
