// The keys of one parameter after the other: they cut what it may be into cells, in each of which the same rows are left.
#include "compiler/check/table_cover.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/check/key_words.hpp"

namespace precept::check {

namespace {

using Rows = std::vector<std::size_t>;

struct Cell {
  Rows rows;          // ascending
  std::string words;  // what it is: for a gap
  std::string one;    // a value in it: for an overlap
};

bool list_holds(const std::vector<std::string>& items, const std::string& item) {
  const auto has = [&](const std::string& text) { return std::binary_search(items.begin(), items.end(), text); };
  if (has(item)) return true;
  std::string beginning = item.back() == '*' ? item.substr(0, item.size() - 1) : item;
  for (std::size_t length = beginning.size() + 1; length-- > 0;) {
    beginning.resize(length);
    if (has(beginning + "*")) return true;
  }
  return false;
}

class Cover {
 public:
  Cover(const Table& table, const std::vector<KeyRange>& ranges, const Library& library)
      : table_(table), ranges_(ranges), library_(library) {
    out_.reached.assign(table.rows.size(), false);
  }

  TableCover take() {
    Rows all(table_.rows.size());
    for (std::size_t row = 0; row < all.size(); ++row) all[row] = row;
    look(0, all, "", "");
    return std::move(out_);
  }

 private:
  void look(std::size_t parameter, const Rows& rows, const std::string& words, const std::string& one) {
    if (out_.too_many || ++cells_ > kTableCellsMax) {
      out_.too_many = true;
      return;
    }
    if (rows.empty()) {
      if (out_.gaps.size() < kGapsShownMax) out_.gaps.push_back(words);
      ++out_.gaps_in_all;
      return;
    }
    if (parameter == table_.parameters.size()) {
      for (const std::size_t row : rows) out_.reached[row] = true;
      for (std::size_t at = 1; at < rows.size(); ++at)
        if (overlapping_.size() < kOverlapsShownMax && overlapping_.insert({rows[0], rows[at]}).second)
          out_.overlaps.push_back({rows[at], rows[0], one});
      return;
    }
    for (const Cell& cell : cells(parameter, rows)) {
      const std::string join = parameter == 0 ? "" : ", ";
      look(parameter + 1, cell.rows, words + join + cell.words, one + join + cell.one);
    }
  }

  const TableKey& key(std::size_t row, std::size_t parameter) const { return table_.rows[row].keys[parameter]; }

  // Rows that leave the key out are in every cell.
  std::vector<Cell> cells(std::size_t parameter, const Rows& rows) const {
    Rows keyed, any;
    for (const std::size_t row : rows) (key(row, parameter).kind == TableKey::Kind::any ? any : keyed).push_back(row);
    if (keyed.empty()) return {{any, "anything", "anything"}};
    std::vector<Cell> cells = cells_of_keys(parameter, keyed);
    for (Cell& cell : cells) {
      cell.rows.insert(cell.rows.end(), any.begin(), any.end());
      std::sort(cell.rows.begin(), cell.rows.end());
    }
    return cells;
  }

  std::vector<Cell> cells_of_keys(std::size_t parameter, const Rows& rows) const {
    switch (key(rows.front(), parameter).kind) {
      case TableKey::Kind::any:
        break;
      case TableKey::Kind::member:
        return cells_of_members(parameter, rows);
      case TableKey::Kind::truth:
        return cells_of_truth(parameter, rows);
      case TableKey::Kind::codes:
        return cells_of_codes(parameter, rows);
      case TableKey::Kind::band:
        return cells_of_bands(parameter, rows);
    }
    return {};
  }

  // Values in which the same rows are left are one cell, which the first of them stands for.
  static std::vector<Cell> joined(const std::vector<std::pair<std::string, Rows>>& values, std::size_t shown_max) {
    std::map<Rows, std::size_t> known;
    std::vector<Cell> cells;
    std::vector<std::size_t> named;
    for (const auto& [value, rows] : values) {
      const auto [at, fresh] = known.try_emplace(rows, cells.size());
      if (fresh) {
        cells.push_back({rows, value, value});
        named.push_back(1);
      } else if (const std::size_t count = ++named[at->second]; count <= shown_max) {
        cells[at->second].words += " or " + value;
      } else if (count == shown_max + 1) {
        cells[at->second].words += " or others";
      }
    }
    return cells;
  }

  std::vector<Cell> cells_of_members(std::size_t parameter, const Rows& rows) const {
    const Enumeration& enumeration = library_.enumerations[table_.parameters[parameter].type.enumeration.index];
    std::vector<std::pair<std::string, Rows>> values;
    for (std::size_t member = 0; member < enumeration.members.size(); ++member) {
      const auto at = static_cast<std::int64_t>(member);
      const Value value =
          enumeration.ordered ? Value{at, at} : Value{static_cast<std::int64_t>(std::uint64_t{1} << member), 0};
      values.emplace_back("`" + enumeration.members[member].name + "`", Rows{});
      for (const std::size_t row : rows)
        if (key(row, parameter).member == value) values.back().second.push_back(row);
    }
    return joined(values, 8);
  }

  std::vector<Cell> cells_of_truth(std::size_t parameter, const Rows& rows) const {
    std::vector<std::pair<std::string, Rows>> values;
    for (const Truth truth : {Truth::yes, Truth::no}) {
      values.emplace_back(truth == Truth::yes ? "`yes`" : "`no`", Rows{});
      for (const std::size_t row : rows)
        if (key(row, parameter).member == truth_value(truth)) values.back().second.push_back(row);
    }
    return joined(values, 2);
  }

  // Every item of the lists stands for the codes of which it says most; the last cell is for those of which none says
  // anything.
  std::vector<Cell> cells_of_codes(std::size_t parameter, const Rows& rows) const {
    std::map<CodeListId, Rows> by_list;
    for (const std::size_t row : rows) by_list[key(row, parameter).codes].push_back(row);
    std::set<std::string> items;
    for (const auto& [list, its_rows] : by_list)
      items.insert(library_.code_lists[list.index].items.begin(), library_.code_lists[list.index].items.end());
    std::vector<std::pair<std::string, Rows>> values;
    for (const std::string& item : items) {
      values.emplace_back("`" + item + "`", Rows{});
      for (const auto& [list, its_rows] : by_list)
        if (list_holds(library_.code_lists[list.index].items, item))
          values.back().second.insert(values.back().second.end(), its_rows.begin(), its_rows.end());
      std::sort(values.back().second.begin(), values.back().second.end());
    }
    if (!items.contains("*")) values.emplace_back("a code that is in none of its code lists", Rows{});
    return joined(values, 1);
  }

  // Neighbouring stretches with the same rows are one cell.
  std::vector<Cell> cells_of_bands(std::size_t parameter, const Rows& rows) const {
    const KeyWords line(table_.parameters[parameter].type, ranges_[parameter]);
    std::map<std::int64_t, std::pair<Rows, Rows>> edges;  // who begins there, who has ended before it
    edges[line.first()];
    for (const std::size_t row : rows) {
      const auto [low, high] = line.stretch(key(row, parameter));
      if (low > high) continue;
      edges[low].first.push_back(row);
      if (high < line.last()) edges[high + 1].second.push_back(row);
    }
    std::vector<Cell> cells;
    std::set<std::size_t> open;
    for (auto edge = edges.begin(); edge != edges.end(); ++edge) {
      for (const std::size_t row : edge->second.second) open.erase(row);
      open.insert(edge->second.first.begin(), edge->second.first.end());
      const auto next = std::next(edge);
      const std::int64_t low = edge->first, high = next == edges.end() ? line.last() : next->first - 1;
      cells.push_back({Rows(open.begin(), open.end()), line.words(low, high), line.one(low, high)});
    }
    return cells;
  }

  const Table& table_;
  const std::vector<KeyRange>& ranges_;
  const Library& library_;
  TableCover out_;
  std::set<std::pair<std::size_t, std::size_t>> overlapping_;
  std::size_t cells_ = 0;
};

}  // namespace

TableCover table_cover(const Table& table, const std::vector<KeyRange>& ranges, const Library& library) {
  return Cover(table, ranges, library).take();
}

}  // namespace precept::check
