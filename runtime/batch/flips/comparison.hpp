// Two answers to one request, of the library before and of the one after: whether the determination flipped, and which
// criteria are responsible. In: answers. Out: Comparison, each different one once. Never here: rows, files.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/batch/answers.hpp"

namespace precept::batch {

// A library as it is compared; borrowed.
struct ComparedLibrary {
  const Program& program;
  const std::vector<CriterionColumn>& columns;
};

// What changed, and explains the flip: a criterion with its status before and after ("met", "unmet", "present", "absent",
// "undocumented", "not consulted", "not there"); or, where no status changed, one that is undocumented and taken otherwise
// ("undocumented, taken against the request", "undocumented, left open"), a rule that decides no more or now, or what it allows.
struct Responsible {
  std::string name, before, after;
  friend auto operator<=>(const Responsible&, const Responsible&) = default;
};

struct Comparison {
  enum class Kind : std::uint8_t { same, other_reasons, flipped } kind = Kind::same;
  const Answer* before = nullptr;
  const Answer* after = nullptr;
  std::string rule_before, rule_after;   // "GUIDELINE.EDITION.RULE"; empty where no one rule decided
  std::vector<Responsible> responsible;  // of a flip, at least one; by name
  std::vector<std::string> shown;        // parallel: "NAME: unmet -> met"
};

// Safe from any number of threads.
class Comparer {
 public:
  Comparer(const ComparedLibrary& before, const ComparedLibrary& after);
  Comparison compare(const Answer& before, const Answer& after) const;

 private:
  // A criterion of either library or, of the same name, of both.
  struct Column {
    std::string name, base;    // base: the name without its edition
    std::string rule[2];       // "GUIDELINE.EDITION.RULE" on each side; empty: not there
    std::size_t place[2] = {}; // among the side's columns
    std::string label;         // of the criterion itself, or of the group that it is a branch of
    bool is_exclusion = false, is_branch = false;
  };
  struct Changed {
    const Column* before = nullptr;
    const Column* after = nullptr;
    Responsible what;
  };
  static bool is_consulted(const Column& column, int side, const Answer& answer);
  static std::string status(const Column& column, int side, const Answer& answer);
  static bool explains(const Column* column, int side, const Answer& answer, const std::string& rule);
  std::vector<Responsible> taken_otherwise(const Comparison& comparison) const;
  std::vector<Changed> changed(const Answer& before, const Answer& after) const;
  std::vector<Responsible> without_criteria(const Comparison& comparison) const;
  bool has_rule(int side, const std::string& rule) const;

  void add_columns(const ComparedLibrary& library, int side, std::map<std::string, std::size_t>& places);
  std::vector<Column> columns_;
  std::vector<std::string> rules_[2];  // of all columns' rules and all others of the library, ascending
};

// Comparisons of the answers of two stores, each once. Belongs to one thread while it is filled.
class Comparisons {
 public:
  explicit Comparisons(const Comparer& comparer) : comparer_(comparer) {}
  const Comparison* of(const Answer* before, const Answer* after);
  std::size_t size() const { return all_.size(); }

 private:
  struct PairHash {
    std::size_t operator()(const std::pair<const Answer*, const Answer*>& pair) const {
      return std::hash<const Answer*>()(pair.first) * 31 + std::hash<const Answer*>()(pair.second);
    }
  };
  const Comparer& comparer_;
  std::deque<Comparison> all_;
  std::unordered_map<std::pair<const Answer*, const Answer*>, const Comparison*, PairHash> known_;
};

}  // namespace precept::batch
