// Cells go from blocks into the table engine's vectors: see the header.
#include "bench/cases/case_rows.hpp"

#include "bench/cases/draws.hpp"

namespace precept::bench {
namespace {

using batch::OutKind;
using batch::TableFormat;
using batch::TextCell;

constexpr std::size_t kBlocksKept = 256;

OutKind out_kind(CaseColumn::Kind kind) {
  switch (kind) {
    case CaseColumn::Kind::integer:
      return OutKind::integer;
    case CaseColumn::Kind::decimal:
      return OutKind::decimal;
    case CaseColumn::Kind::truth:
      return OutKind::truth;
    case CaseColumn::Kind::text:
    case CaseColumn::Kind::name:
    case CaseColumn::Kind::date:
    case CaseColumn::Kind::json:
      return OutKind::text;
  }
  return OutKind::text;
}

// CSV has no types, but a list is better JSON than a struct as the table engine prints it.
std::string type_in(const CaseColumn& column, TableFormat format) {
  if (format == TableFormat::parquet) return column.type;
  if (column.kind == CaseColumn::Kind::json) return format == TableFormat::csv ? "" : "JSON";
  return column.kind == CaseColumn::Kind::decimal ? column.type : "";
}

}  // namespace

CaseRows::CaseRows(const Shape& shape, std::uint64_t first, std::uint64_t rows, TableFormat format, Dates dates)
    : shape_(shape), first_(first), rows_(rows) {
  const std::vector<CaseColumn>& columns = shape.columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const CaseColumn& column = columns[i];
    const bool is_date = column.kind == CaseColumn::Kind::date;
    std::string type = type_in(column, format);
    if (is_date && dates != Dates::text && format == TableFormat::parquet) type = "DATE";
    if (is_date && dates == Dates::bounds) {
      add(i, OutKind::text, column.name + ".from", type, Part::first);
      add(i, OutKind::text, column.name + ".to", type, Part::last);
    } else {
      add(i, out_kind(column.kind), column.name, type, Part::cell);
    }
  }
}

void CaseRows::add(std::size_t column, OutKind kind, const std::string& name, const std::string& type, Part part) {
  columns_.push_back({name, kind, type});
  sources_.push_back({column, shape_.columns()[column].kind, part});
}

void CaseRows::fill(std::size_t first, std::size_t count, std::vector<batch::OutCells>& cells) const {
  for (std::size_t done = 0; done < count;) {
    const std::uint64_t row = first_ + first + done;
    const std::size_t begin = row % kBlockRows;
    const std::size_t end = std::min(kBlockRows, begin + count - done);
    if (made_ != row / kBlockRows) {
      made_ = row / kBlockRows;
      shape_.fill(made_, block_);
      kept_.push_back(block_.store);
      if (kept_.size() > kBlocksKept) kept_.pop_front();
    }
    for (std::size_t i = 0; i < sources_.size(); ++i) fill_column(sources_[i], done, begin, end, cells[i]);
    done += end - begin;
  }
}

void CaseRows::fill_column(const Source& source, std::size_t at, std::size_t begin, std::size_t end,
                           batch::OutCells& cells) const {
  const CaseCells& from = block_.columns[source.column];
  for (std::size_t row = begin; row < end; ++row, ++at) {
    if (from.known[row] != 0) {
      fill_cell(source, from, row, at, cells);
    } else {
      cells.validity[at / 64] &= ~(std::uint64_t{1} << (at % 64));
    }
  }
}

void CaseRows::fill_cell(const Source& source, const CaseCells& from, std::size_t row, std::size_t to,
                         batch::OutCells& cells) const {
  const auto text = [&](std::string_view value) { static_cast<TextCell*>(cells.values)[to] = TextCell::of(value); };
  switch (source.kind) {
    case CaseColumn::Kind::text:
    case CaseColumn::Kind::json:
      return text(from.texts[row]);
    case CaseColumn::Kind::name:
      return text(case_name(from.numbers[row]));
    case CaseColumn::Kind::date: {
      const std::int64_t first = source.part == Part::last ? from.lasts[row] : from.numbers[row];
      return text(date_text(first, source.part == Part::cell ? from.lasts[row] : first));
    }
    case CaseColumn::Kind::integer:
    case CaseColumn::Kind::decimal:
      static_cast<std::int64_t*>(cells.values)[to] = from.numbers[row];
      return;
    case CaseColumn::Kind::truth:
      static_cast<std::uint8_t*>(cells.values)[to] = from.numbers[row] != 0 ? 1 : 0;
      return;
  }
}

}  // namespace precept::bench
