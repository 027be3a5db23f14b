// Cases of the reference rule: see shape.hpp, and bench/cases/r8 for what decides them.
#include <array>

#include "bench/cases/draws.hpp"
#include "bench/cases/shape.hpp"

namespace precept::bench {
namespace {

enum Column : std::size_t {
  case_id,
  request,
  service,
  quantity,
  injury,
  decision,
  demand,
  trial,
  plateau,
  surgery,
  hours,
  days,
  goal
};
constexpr std::array<std::string_view, 5> kDemands = {"medium", "light", "heavy", "sedentary",
                                                      "very_heavy"};  // by frequency

// What later requests of a case share.
struct Person {
  std::int64_t injury, decision, hours, days;
  std::size_t demand;
  bool trial, plateau, surgery, goal;
};

class R8Shape : public Shape {
 public:
  R8Shape(std::uint64_t seed, Chances chances) : seed_(seed), chances_(chances) {}

  const std::vector<CaseColumn>& columns() const override { return columns_; }

  void fill(std::uint64_t number, CaseBlock& block) const override {
    Numbers numbers(seed_, number);
    block.reset(columns_.size());
    for (std::size_t row = 0, place = 0; row < kBlockRows; ++place) {
      Person person = draw(numbers);
      const Gaps gaps(chances_.missing, numbers);
      const std::size_t last = std::min(row + requests_of_case(numbers), kBlockRows);
      for (std::int64_t n = 1; row < last; ++row, ++n) {
        block.set(case_id, row, case_number(number, place));
        block.set(request, row, n);
        write(person, gaps, block, row, numbers);
        later(person, numbers);
      }
    }
  }

 private:
  Person draw(Numbers& numbers) const {
    Person person{};
    person.decision = decisions_.draw(numbers);
    person.injury = person.decision - lag_days(numbers);
    if (numbers.chance(5'000)) {  // hurt on a leap day, decided about the anniversary
      person.injury = kLeapDay + 1461 * numbers.between(0, 2);
      person.decision = person.injury + numbers.between(728, 732);
    }
    person.demand = demands_.draw(numbers);
    person.trial = numbers.chance(720'000);
    person.plateau = person.trial && numbers.chance(800'000);
    person.surgery = numbers.chance(140'000);
    person.goal = numbers.chance(780'000);
    person.hours = numbers.chance(150'000) ? numbers.between(0, 15) * 250'000 : numbers.between(12, 32) * 250'000;
    person.days = numbers.chance(850'000) ? numbers.between(3, 5) : numbers.between(0, 7);
    return person;
  }

  // Some weeks on: a little more is found.
  static void later(Person& person, Numbers& numbers) {
    person.decision += 7 * (1 + numbers.halvings(5));
    person.decision += numbers.between(0, 4);
    if (numbers.chance(150'000)) person.trial = true;
    if (person.trial && numbers.chance(150'000)) person.plateau = true;
    if (numbers.chance(30'000)) person.surgery = !person.surgery;
  }

  void write(const Person& person, const Gaps& gaps, CaseBlock& block, std::size_t row, Numbers& numbers) const {
    block.set_text(service, row, "work_conditioning");
    const auto truth = [&](Column column, bool value) {
      if (!gaps.is_missing(numbers)) block.set(column, row, value ? 1 : 0);
    };
    if (!gaps.is_missing(numbers)) block.set(quantity, row, amount(numbers));
    if (!gaps.is_missing(numbers)) set_day(block, injury, row, person.injury, chances_.partial, numbers);
    if (!gaps.is_missing(numbers)) set_day(block, decision, row, person.decision, chances_.partial, numbers);
    if (!gaps.is_missing(numbers)) block.set_text(demand, row, kDemands[person.demand]);
    truth(trial, person.trial);
    truth(plateau, person.plateau);
    truth(surgery, person.surgery);
    truth(goal, person.goal);
    // Hours and days stand in one evaluation: where it lacks, both do, in half of the cases.
    const bool hours_missing = gaps.is_missing(numbers);
    const bool days_missing = numbers.chance(500'000) ? hours_missing : gaps.is_missing(numbers);
    if (!hours_missing) block.set(hours, row, person.hours);
    if (!days_missing) block.set(days, row, person.days);
  }

  static constexpr std::int64_t kLeapDay = 15'399;  // 2012-02-29; 1461 days on the next
  std::uint64_t seed_;
  Chances chances_;
  OfficeDays decisions_{2009, 2025};
  Weighted demands_ = Weighted::zipf(kDemands.size());
  std::vector<CaseColumn> columns_ = {
      {CaseColumn::Kind::name, "case"},
      {CaseColumn::Kind::integer, "request", "SMALLINT"},
      {CaseColumn::Kind::text, "service"},
      {CaseColumn::Kind::integer, "quantity", "SMALLINT"},
      {CaseColumn::Kind::date, "injury_date"},
      {CaseColumn::Kind::date, "decision_date"},
      {CaseColumn::Kind::text, "demand_level"},
      {CaseColumn::Kind::truth, "therapy_trial"},
      {CaseColumn::Kind::truth, "plateau"},
      {CaseColumn::Kind::truth, "surgery_candidate"},
      {CaseColumn::Kind::decimal, "hours_per_day", "DECIMAL(4,2)"},
      {CaseColumn::Kind::integer, "days_per_week", "TINYINT"},
      {CaseColumn::Kind::truth, "return_to_work_goal"},
  };
};

}  // namespace

std::unique_ptr<Shape> r8_shape(std::uint64_t seed, Chances chances) { return std::make_unique<R8Shape>(seed, chances); }

}  // namespace precept::bench
