// Guideline text by the thousand rules: see the header. Numbers go by the rule's own number, so that few atoms are shared.
#include "bench/library_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

namespace precept::bench {
namespace {

constexpr std::size_t kRulesOfGuideline = 20;
constexpr std::size_t kFactsOfKind = 40;  // of each kind, for all guidelines together

class Writer {
 public:
  explicit Writer(Rules kind) : kind_(kind) {}

  std::string vocabulary(std::size_t rules) {
    line("vocabulary clinic \"facts of a case\"\n");
    line("scale demand: sedentary < light < medium < heavy < very_heavy");
    line("choice region: neck, shoulder, elbow, wrist, back, hip, knee, ankle");
    line("unit visit, visits\n");
    line("fact injury_date: date \"date of injury\"\nfact decision_date: date \"date of the decision\"");
    for (std::size_t i = 0; i < kFactsOfKind; ++i) {
      line("fact trial_{0}: yes or no \"trial {0}\"\n  documented by \"the report of trial {0}\"", i);
      line("fact hours_{0}: number from 0 to 24 \"hours {0}\"", i);
      line("fact days_{0}: count from 0 to 400 \"days {0}\"", i);
      line("fact seen_{0}: count in visits \"visits {0}\"", i);
      line("fact level_{0}: demand \"level {0}\"\nfact part_{0}: region \"part {0}\"", i);
      line("fact started_{0}: date \"start of treatment {0}\"", i);
    }
    line(
        "\nrecord visit_note \"visit\"\n  day: date \"day\"\n  part: region \"part\"\n  pain: number from 0 to 10 \"pain\"");
    line("  minutes: count from 0 to 600 \"minutes\"\nend\n");
    line("fact visits: list of visit_note \"visits to date\" incomplete unless stated");
    line("fact diagnosis: code in icd10cm \"diagnosis\"");
    for (std::size_t i = 0; i < rules; ++i) line("service service_{0} \"service {0}\" in visits", i);
    return take();
  }

  std::string guideline(std::size_t first, std::size_t last) {
    line("guideline guide_{0} \"Guideline {0}\"\n  effective from 2009-07-18\n  uses clinic\n", first / kRulesOfGuideline);
    if (kind_ == Rules::mixed) add_codes_and_table(first / kRulesOfGuideline);
    for (std::size_t i = first; i < last; ++i) rule(i);
    return take();
  }

 private:
  template <class... Values>
  void line(fmt::format_string<const Values&...> form, const Values&... values) {
    fmt::format_to(std::back_inserter(text_), form, values...);
    text_ += '\n';
  }
  std::string take() {
    std::string taken;
    taken.swap(text_);
    return taken;
  }

  void add_codes_and_table(std::size_t number) {
    line("codes spine_{0} in icd10cm: M54.{1}, M51.{1}*", number, number % 10);
    line("table schedule_{0} by diagnosis gives visits in visits, period in w", number);
    line("  spine_{0}: {1}, {2}\n  otherwise: 4, 2\nend\n", number, 10 + number % 20, 4 + number % 9);
  }

  void rule(std::size_t i) {
    const bool over_records = kind_ == Rules::mixed && i % 4 == 1;
    const bool by_table = kind_ == Rules::mixed && i % 4 == 3;
    const std::size_t guide = i / kRulesOfGuideline;
    const auto at = [i](std::size_t step) { return (i * 7 + step) % kFactsOfKind; };
    line("rule service_{}\n  requires", i);
    line("    recent: time from injury_date to decision_date <= {}d", 300 + i);
    line("      text \"the injury is recent\"\n      unmet \"the injury is from {{injury_date}}\"");
    line("    level: level_{} >= medium and hours_{} >= {}.{}", at(1), at(2), i % 9, i / 9 % 100);
    line("    trial: trial_{} or days_{} > {}\n      undocumented \"the records do not show a trial\"", at(3), at(4),
         i % 397);
    line("    site: part_{} in {{neck, back, knee}} and trial_{}", at(5), at(6));
    line("    hours: hours_{} between {} and {}", at(7), i % 7, 8 + i % 11);
    line("    started: started_{} <= decision_date - {}d", at(8), 10 + i);
    if (over_records) {
      line("    visits: (count of visits where pain >= {}.{} and part is back) <= {}", i % 8, i / 8 % 100, 5 + i % 30);
      line("    minutes: (sum of minutes in visits where day <= decision_date - {}d) < {}", i % 300, 100 + i);
    } else if (by_table) {
      line("    coded: diagnosis in spine_{}", guide);
      line("    visits: seen_{} < schedule_{}(diagnosis).visits", at(9), guide);
    } else {
      line("    two: (trial_{} and trial_{}) or trial_{}", at(10), at(11), at(12));
      line("    total: days_{} + days_{} <= {}", at(13), at(14), 20 + i % 300);
    }
    line("  excluded when\n    done: trial_{} and not trial_{}", at(15), at(16));
    line("  allows {} visits within {}w\nend\n", 4 + i % 20, 4 + i % 9);
  }

  Rules kind_;
  std::string text_;
};

}  // namespace

source::Sources library_text(std::size_t rules, Rules kind) {
  source::Sources sources;
  Writer writer(kind);
  sources.files.emplace_back("clinic.precept", writer.vocabulary(rules));
  for (std::size_t first = 0; first < rules; first += kRulesOfGuideline)
    sources.files.emplace_back(fmt::format("guide_{:05}.precept", first / kRulesOfGuideline),
                               writer.guideline(first, std::min(first + kRulesOfGuideline, rules)));
  return sources;
}

std::size_t bytes_of(const source::Sources& sources) {
  std::size_t bytes = 0;
  for (const source::SourceFile& file : sources.files) bytes += file.text().size();
  return bytes;
}

}  // namespace precept::bench
