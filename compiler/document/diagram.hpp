// A rule as a picture: what is asked one after another, and where each answer leads.
// In: steps in words. Out: markup of a figure: one SVG a step, so that paper breaks between steps and never within one.
// No text is wider than its box: lines are broken by measure.hpp, and each tells the browser its width. Never here: rules,
// links.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace precept::site {

// What one box says; `parts` are boxes in it, of which `joined` says how many must hold.
struct Box {
  std::string tag;    // "Requirement 3, page 126", small; may be empty
  std::string title;  // bold
  std::string text;
  std::string joined;  // "all of these"
  std::string joint;   // "and", "or": between parts
  std::vector<Box> parts;
};

// Where an open answer goes.
enum class Open : std::uint8_t { own_way, as_yes, as_no };

struct Step {
  Box box;
  std::string yes;  // on the way down: "met"
  std::string no;   // on the way out: "unmet"
  Open open = Open::own_way;
  bool leaves = false;  // the way out leads to none of the ends: `no` says what then
};

struct Diagram {
  std::string name;  // of what, for who cannot see it
  std::string id;    // of the figure's caption
  Box start;
  std::vector<Step> steps;
  Box end;               // at the bottom of the way down
  bool refuses = false;  // that end is a refusal
  Box no_end, open_end;
  std::vector<Box> considered;
};

std::string figure_of(const Diagram& diagram);

}  // namespace precept::site
