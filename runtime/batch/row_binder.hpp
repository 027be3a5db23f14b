// One row of a table in, a Request bound to the Program out, without the JSON of a case wherever its cells allow it.
// What a cell says is still what the reader of cases says of it: each different text of a column is read once, in a case of
// its own, and what that changed is remembered. Cells of plain numbers and dates are taken as they are where they lie within
// the fact's range. Everything else (lists, ranges over two columns, whatever is wrong) is left to the whole case.
// Never here: decisions.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/batch/input_plan.hpp"
#include "runtime/batch/tables.hpp"
#include "runtime/facts/read_cases.hpp"

namespace precept::batch {

// Text that no reader can take for a date.
bool is_plain_text(std::string_view text);

// Belongs to one thread. Borrows all that it is made with.
class RowBinder {
 public:
  RowBinder(const Program& program, const InputPlan& plan, const CaseReader& reader);

  // False: the row must be read as a whole case. Else request() is it, but for its number and evidence.
  bool bind(const TableChunk& chunk, std::size_t row);
  Request& request() { return request_; }

  struct Change {
    FactId fact{};
    Value value, recorded;
    FactState state = FactState::undocumented;
  };
  // What a cell says; not `plain` where only the whole case can tell.
  struct Effect {
    bool plain = false;
    std::vector<Change> changes;
    std::optional<Value> quantity, used;
    std::optional<RequestDuration> over;
    std::optional<ServiceId> service;
  };
  // How a column's cells are taken, parallel to the plan's uses.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Memory = std::unordered_map<std::string, Effect, TextHash, std::equal_to<>>;
  enum class Way : std::uint8_t { skip, service, amount, number, date, text, plain_text, remembered, whole_case };
  struct Column {
    Way way = Way::remembered;
    std::vector<FactId> facts;
    std::int64_t factor = 1;     // number: a cell's number times this is the value
    std::int64_t step = 1;       // and a multiple of this
    std::vector<Memory> memory;  // one; of amounts one a service
  };
  const std::vector<Column>& columns() const { return columns_; }
  std::size_t service_column() const { return service_column_; }
  const CaseFacts& blank() const { return blank_; }
  const std::vector<FactId>& not_before() const { return not_before_; }
  // What one cell says by itself, for `amount` of that service. It stands until the next call.
  const Effect& effect_of(std::size_t column, const TableChunk& chunk, std::size_t row, ServiceId service);

 private:
  Column column_for(const ColumnUse& use) const;
  bool is_numbered(const ColumnUse& use, Column& column) const;
  const Effect& effect_of(std::size_t column, const TableChunk& chunk, std::size_t row, Memory& memory,
                          std::string_view service);
  Effect read_alone(const ColumnUse& use, const std::string& cell, std::string_view service) const;
  void apply(const Effect& effect);
  bool set_number(const Column& column, std::int64_t number);
  void set(FactId fact, Value value, Value recorded, FactState state);
  bool keep_order();
  void start_again();

  const Program& program_;
  const InputPlan& plan_;
  const CaseReader& reader_;
  const CaseFacts blank_;
  std::vector<Column> columns_;  // parallel to the plan's uses
  std::size_t service_column_ = 0;
  std::vector<FactId> not_before_;  // those that others lean on first
  std::vector<FactId> touched_;
  Request request_;
  Effect unremembered_;
};

}  // namespace precept::batch
