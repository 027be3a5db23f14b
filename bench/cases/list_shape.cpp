// Cases with a list of visits: see shape.hpp, and bench/cases/r_list for what decides them.
#include <array>

#include "bench/cases/draws.hpp"
#include "bench/cases/shape.hpp"

namespace precept::bench {
namespace {

enum Column : std::size_t { case_id, request, service, quantity, injury, decision, visits };
constexpr std::array<std::string_view, 4> kKinds = {"physical", "chiropractic", "occupational", "acupuncture"};
constexpr std::array<std::string_view, 3> kResults = {"improving", "plateaued", "no_benefit"};
constexpr std::array<std::string_view, 7> kMinutes = {"30", "45", "60", "15", "20", "10", "90"};

class ListShape : public Shape {
 public:
  ListShape(std::uint64_t seed, Chances chances) : seed_(seed), chances_(chances) {
    const std::string day = chances.partial == 0 ? "DATE" : "VARCHAR";
    columns_.back().type = "STRUCT(day " + day + ", kind VARCHAR, minutes SMALLINT, result VARCHAR)[]";
  }

  const std::vector<CaseColumn>& columns() const override { return columns_; }

  void fill(std::uint64_t number, CaseBlock& block) const override {
    Numbers numbers(seed_, number);
    block.reset(columns_.size());
    for (std::size_t row = 0, place = 0; row < kBlockRows; ++place) {
      std::int64_t decided = decisions_.draw(numbers);
      const std::int64_t hurt = decided - lag_days(numbers);
      const Gaps gaps(chances_.missing, numbers);
      std::string seen;
      const std::size_t last = std::min(row + requests_of_case(numbers), kBlockRows);
      for (std::int64_t n = 1; row < last; ++row, ++n) {
        block.set(case_id, row, case_number(number, place));
        block.set(request, row, n);
        block.set_text(service, row, "therapy");
        if (!gaps.is_missing(numbers)) block.set(quantity, row, amount(numbers));
        if (!gaps.is_missing(numbers)) set_day(block, injury, row, hurt, chances_.partial, numbers);
        if (!gaps.is_missing(numbers)) set_day(block, decision, row, decided, chances_.partial, numbers);
        add_visits(seen, n == 1 ? 4 : 2, hurt, decided, gaps, numbers);
        if (!gaps.is_missing(numbers)) block.keep_text(visits, row, "[" + seen + "]");
        decided += 7 * (1 + numbers.halvings(5));
      }
    }
  }

 private:
  // Half of all cases have four visits or fewer at first, one in a hundred about a hundred.
  void add_visits(std::string& seen, std::int64_t most, std::int64_t hurt, std::int64_t decided, const Gaps& gaps,
                  Numbers& numbers) const {
    most <<= numbers.halvings(6);
    for (std::int64_t count = numbers.between(0, most); count > 0; --count) {
      seen += seen.empty() ? "{" : ", {";
      std::size_t begun = seen.size();
      const auto field = [&](const char* name, std::string_view value, bool quoted) {
        if (gaps.is_missing(numbers)) return;
        seen += seen.size() == begun ? "\"" : ", \"";
        seen += name;
        seen += quoted ? "\": \"" : "\": ";
        seen += value;
        if (quoted) seen += '"';
      };
      const std::int64_t back = std::min(numbers.between(0, std::int64_t{60} << numbers.halvings(5)), decided - hurt);
      std::string day = date_text(decided - back, decided - back);
      if (numbers.chance(chances_.partial)) day.resize(numbers.chance(700'000) ? 7 : 4);
      field("day", day, true);
      field("kind", kKinds[kinds_.draw(numbers)], true);
      field("minutes", kMinutes[minutes_.draw(numbers)], false);
      field("result", kResults[results_.draw(numbers)], true);
      seen += '}';
    }
  }

  std::uint64_t seed_;
  Chances chances_;
  OfficeDays decisions_{2009, 2025};
  Weighted kinds_ = Weighted::zipf(kKinds.size());
  Weighted results_ = Weighted::zipf(kResults.size());
  Weighted minutes_ = Weighted::zipf(kMinutes.size());
  std::vector<CaseColumn> columns_ = {
      {CaseColumn::Kind::name, "case"},        {CaseColumn::Kind::integer, "request", "SMALLINT"},
      {CaseColumn::Kind::text, "service"},     {CaseColumn::Kind::integer, "quantity", "SMALLINT"},
      {CaseColumn::Kind::date, "injury_date"}, {CaseColumn::Kind::date, "decision_date"},
      {CaseColumn::Kind::json, "visits"},
  };
};

}  // namespace

std::unique_ptr<Shape> list_shape(std::uint64_t seed, Chances chances) { return std::make_unique<ListShape>(seed, chances); }

}  // namespace precept::bench
