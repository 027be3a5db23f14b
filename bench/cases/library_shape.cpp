// Cases for every service of a library: see shape.hpp. A column a fact, as `precept facts --as csv` has them.
#include <set>

#include "bench/cases/draws.hpp"
#include "bench/cases/shape.hpp"
#include "bench/cases/value_draws.hpp"
#include "compiler/pipeline/compile.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::bench {
namespace {

enum Column : std::size_t { case_id, request, service, quantity, over, rate, used, kFixed };
constexpr std::uint64_t kStays = 950'000;   // a fact of the case, from one request to the next
constexpr std::uint64_t kOddForms = 5'000;  // `either`, and a reason why it is missing

CaseColumn::Kind column_kind(TypeKind kind) {
  switch (kind) {
    case TypeKind::truth:
      return CaseColumn::Kind::truth;
    case TypeKind::months:
    case TypeKind::days:
    case TypeKind::count:
      return CaseColumn::Kind::integer;
    case TypeKind::number:
      return CaseColumn::Kind::decimal;
    case TypeKind::date:
      return CaseColumn::Kind::date;
    case TypeKind::list:
      return CaseColumn::Kind::json;
    case TypeKind::choice:
    case TypeKind::scale:
    case TypeKind::text:
    case TypeKind::code:
      return CaseColumn::Kind::text;
  }
  return CaseColumn::Kind::text;
}

class LibraryShape : public Shape {
 public:
  LibraryShape(Program program, std::uint64_t seed, Chances chances)
      : program_(std::move(program)),
        seed_(seed),
        chances_(chances),
        draws_(program_, chances),
        decisions_(first_year() - 1, last_year() + 2),
        services_(Weighted::zipf(program_.services.size())) {
    columns_ = {{CaseColumn::Kind::name, "case"},    {CaseColumn::Kind::integer, "request"},
                {CaseColumn::Kind::text, "service"}, {CaseColumn::Kind::integer, "quantity"},
                {CaseColumn::Kind::text, "over"},    {CaseColumn::Kind::text, "rate"},
                {CaseColumn::Kind::integer, "used"}};
    std::set<std::string> names;
    for (std::uint32_t i = 0; i < program_.facts.size(); ++i) {
      const Fact& fact = program_.facts[i];
      if (fact.builtin != Builtin::none || !names.insert(fact.name).second) continue;
      facts_.push_back(FactId{i});
      columns_.push_back({column_kind(fact.type.kind), fact.name});
    }
    lean();
    for (const Policy& policy : program_.policies)
      if (policy.as_of_fact) decided_.insert(program_.fact(*policy.as_of_fact).name);
  }

  const std::vector<CaseColumn>& columns() const override { return columns_; }

  void fill(std::uint64_t number, CaseBlock& block) const override {
    Numbers numbers(seed_, number);
    block.reset(columns_.size());
    for (std::size_t row = 0, place = 0; row < kBlockRows; ++place) {
      std::int64_t day = decisions_.draw(numbers);
      const Gaps gaps(chances_.missing, numbers);
      const std::size_t first = row;
      const std::size_t last = std::min(row + requests_of_case(numbers), kBlockRows);
      for (; row < last; ++row) {
        block.set(case_id, row, case_number(number, place));
        block.set(request, row, static_cast<std::int64_t>(row - first) + 1);
        write_request(block, row, gaps, numbers);
        for (std::size_t i = 0; i < facts_.size(); ++i) {
          const Fact& fact = program_.fact(facts_[i]);
          const bool stays = row > first && !fact.per_request && numbers.chance(kStays);
          if (stays)
            copy(block, kFixed + i, row);
          else if (!gaps.is_missing(numbers))
            write_fact(fact, block, kFixed + i, row, day, gaps, numbers);
        }
        keep_order(block, row);
        day += 7 * (1 + numbers.halvings(4));
      }
    }
  }

 private:
  int year_of(bool last) const {
    int year = last ? 0 : 9999;
    for (const Edition& edition : program_.editions) {
      const auto& day = last && edition.until ? edition.until : edition.from;
      if (!day) continue;
      const int of = static_cast<int>(civil_from_days(*day).year);
      year = last ? std::max(year, of) : std::min(year, of);
    }
    return year == 0 || year == 9999 ? (last ? 2020 : 2010) : year;
  }
  int first_year() const { return year_of(false); }
  int last_year() const { return year_of(true); }

  void write_request(CaseBlock& block, std::size_t row, const Gaps& gaps, Numbers& numbers) const {
    const Service& asked = program_.services[services_.draw(numbers)];
    block.set_text(service, row, asked.name);
    if (!gaps.is_missing(numbers)) block.set(quantity, row, amount(numbers));
    const std::int64_t weeks = 1 + numbers.halvings(4) * 3;
    if (numbers.chance(500'000))
      block.keep_text(over, row, numbers.chance(800'000) ? std::to_string(weeks) + "w" : std::to_string(weeks * 9) + "d");
    if (asked.requested_rate && numbers.chance(500'000)) {
      const Unit& unit = program_.unit(program_.fact(*asked.requested_rate).type.unit.value());
      block.keep_text(rate, row, std::to_string(numbers.between(1, 5)) + " " + unit.plural);
    }
    if (numbers.chance(600'000)) block.set(used, row, numbers.chance(500'000) ? 0 : amount(numbers));
  }

  void write_fact(const Fact& fact, CaseBlock& block, std::size_t column, std::size_t row, std::int64_t day,
                  const Gaps& gaps, Numbers& numbers) const {
    switch (fact.type.kind) {
      case TypeKind::truth:
        return block.set(column, row, numbers.chance(yes_of(fact)) ? 1 : 0);
      case TypeKind::choice:
      case TypeKind::scale: {
        const std::string& member = draws_.member(fact.type, numbers);
        if (!numbers.chance(kOddForms) || !chances_.odd_forms) return block.set_text(column, row, member);
        const bool either = numbers.chance(500'000);
        const std::string& other = draws_.member(fact.type, numbers);
        return block.keep_text(
            column, row,
            either ? R"({"either": [")" + member + R"(", ")" + other + R"("]})" : R"({"missing": "not-asked"})");
      }
      case TypeKind::count:
        return block.set(column, row, draws_.number(fact.type, fact.whole, numbers) / kOne);
      case TypeKind::number:
      case TypeKind::months:
      case TypeKind::days:
        return block.set(column, row, draws_.number(fact.type, fact.whole, numbers));
      case TypeKind::date:
        if (!decided_.contains(fact.name)) day -= lag_days(numbers);
        return set_day(block, column, row, day, chances_.partial, numbers);
      case TypeKind::text:
        return block.set_text(column, row, "as the record says");
      case TypeKind::code:
        return block.keep_text(column, row, draws_.code(fact.type, numbers));
      case TypeKind::list:
        return block.keep_text(column, row, draws_.list(fact.type, day, gaps, numbers));
    }
  }

  // Who asks has a reason to: what a rule requires is mostly so, and what it excludes seldom.
  void lean() {
    leaning_.assign(program_.facts.size(), 0);
    for (const Rule& rule : program_.rules) {
      for (const CriterionId id : rule.requirements) lean(program_.criterion(id).condition, 1);
      for (const CriterionId id : rule.exclusions) lean(program_.criterion(id).condition, -1);
    }
  }
  void lean(NodeId id, int side) {
    const Node& node = program_.node(id);
    const bool is_logic = node.op == Op::conjunction || node.op == Op::disjunction || node.op == Op::at_least;
    if (node.op == Op::fact) leaning_[node.fact.index] += side;
    if (is_logic || node.op == Op::negation)
      for (const NodeId operand : node.operands) lean(operand, is_logic ? side : -side);
  }
  std::uint64_t yes_of(const Fact& fact) const {
    const int leaning = leaning_[static_cast<std::size_t>(&fact - program_.facts.data())];
    return leaning > 0 ? 850'000 : leaning < 0 ? 100'000 : 500'000;
  }

  static void copy(CaseBlock& block, std::size_t column, std::size_t row) {
    CaseCells& cells = block.columns[column];
    cells.numbers[row] = cells.numbers[row - 1];
    cells.lasts[row] = cells.lasts[row - 1];
    cells.texts[row] = cells.texts[row - 1];
    cells.known[row] = cells.known[row - 1];
  }

  // A date that never lies before another is moved to it where it would; most tables are free of such mistakes.
  void keep_order(CaseBlock& block, std::size_t row) const {
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const auto base = program_.fact(facts_[i]).not_before;
      if (!base) continue;
      for (std::size_t j = 0; j < facts_.size(); ++j) {
        const CaseCells& before = block.columns[kFixed + j];
        CaseCells& after = block.columns[kFixed + i];
        if (facts_[j] != *base || before.known[row] == 0 || after.known[row] == 0) continue;
        if (after.numbers[row] < before.numbers[row]) {
          after.numbers[row] = before.numbers[row];
          after.lasts[row] = before.lasts[row];
        }
      }
    }
  }

  Program program_;
  std::uint64_t seed_;
  Chances chances_;
  ValueDraws draws_;
  OfficeDays decisions_;
  Weighted services_;
  std::vector<int> leaning_;   // of each fact: by how many more rules it is required than excluded
  std::vector<FactId> facts_;  // of the columns after the fixed ones
  std::set<std::string> decided_;
  std::vector<CaseColumn> columns_;
};

}  // namespace

std::unique_ptr<Shape> library_shape(const std::vector<std::string>& paths, std::uint64_t seed, Chances chances,
                                     std::string& error) {
  Compilation compiled = compile(paths, Warnings::none, Examples::skip);
  for (const auto& unread : compiled.read_errors) error = unread.path + ": " + unread.message;
  if (error.empty() && !compiled.lowered) error = "the library has errors; `precept check` shows them";
  if (error.empty() && compiled.program().services.empty()) error = "the library has no service";
  if (!error.empty()) return nullptr;
  return std::make_unique<LibraryShape>(std::move(compiled.lowered->program), seed, chances);
}

}  // namespace precept::bench
