// Code lists and the systems that they are of. In: ast::CodesDecl, CSV files that are read already. Out: check::CodeSystem,
// check::CodeList. Never here: expressions (code_comparisons.cpp), reading files.
#include <algorithm>

#include "compiler/check/checker.hpp"
#include "compiler/source/csv.hpp"

namespace precept::check {

namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

std::string lower_case(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

void in_order_once(std::vector<std::string>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

SystemId Checker::system_of(const std::string& name) {
  const auto [known, fresh] = systems_.try_emplace(name, SystemId{static_cast<std::uint32_t>(library_.systems.size())});
  if (fresh) library_.systems.push_back({name, {}});
  return known->second;
}

Type Checker::code_type(const ast::TypeExpr& node, const FileScope&) {
  Type type = plain(Kind::code);
  type.system = system_of(node.name->text);
  return type;
}

bool Checker::is_code_item(const std::string& item, Span span) {
  const auto wrong = [&](const char* why) {
    diagnostics_.report(Code::E0232, span, item, why);
    return false;
  };
  if (item.empty()) return wrong("it is empty");
  for (const char letter : item)
    if (static_cast<unsigned char>(letter) <= ' ' || letter == '\x7F') return wrong("a code holds no spaces");
  if (const std::size_t star = item.find('*'); star != std::string::npos && star + 1 != item.size())
    return wrong("`*` stands for any rest, so it stands at the end");
  return true;
}

// The codes of a CSV file: of its column `code`, whatever else it holds.
std::vector<std::string> Checker::codes_of_file(const ast::String& from, Span declared) {
  const std::string path = source::path_beside(sources_.files[declared.file].path(), from.text);
  std::size_t index = 0;
  while (index < sources_.data.size() && sources_.data[index].path() != path) ++index;
  if (index == sources_.data.size()) {
    std::string why = "no such file or folder";
    for (const source::ReadError& error : sources_.unread)
      if (error.path == path) why = error.message;
    diagnostics_.report(Code::E0233, from.span, from.text, why)
        .hint("it is looked for from the folder of this file, and lies inside of the library");
    return {};
  }
  const std::uint32_t file = sources_.data_file(index);
  const auto wrong = [&](std::uint32_t begin, std::uint32_t end, const std::string& why) -> diagnostics::Diagnostic& {
    return diagnostics_.report(Code::E0234, Span{file, begin, end}, why).mark(from.span, "named here");
  };
  const source::Csv csv = source::read_csv(sources_.data[index].text());
  if (csv.open_quote) wrong(*csv.open_quote, *csv.open_quote + 1, "nothing closes this quote");
  if (csv.open_quote || csv.records.empty()) {
    if (!csv.open_quote) wrong(0, 0, "it is empty").hint("its first line names the columns, and one of them is `code`");
    return {};
  }
  const auto& header = csv.records.front();
  std::size_t column = 0;
  while (column < header.size() && lower_case(trimmed(header[column].text)) != "code") ++column;
  if (column == header.size()) {
    wrong(header.front().begin, header.back().end, "its first line names no column `code`");
    return {};
  }
  std::vector<std::string> codes;
  for (std::size_t row = 1; row < csv.records.size(); ++row) {
    const auto& fields = csv.records[row];
    const bool there = column < fields.size();
    const std::string code = there ? trimmed(fields[column].text) : std::string();
    const auto& at = there ? fields[column] : fields.back();
    if (is_code_item(code, Span{file, at.begin, std::max(at.end, at.begin + 1)})) codes.push_back(code);
  }
  if (csv.records.size() == 1) wrong(header.front().begin, header.back().end, "there is no code below its first line");
  return codes;
}

void Checker::declare_codes(const ast::CodesDecl& node, const FileScope& scope) {
  if (taken(*scope.own, node.name)) return;
  CodeList list;
  list.name = node.name.text;
  list.words = words_of(node.words, node.name.text);
  list.system = system_of(node.system.text);
  list.span = node.name.span;
  if (node.from) list.items = codes_of_file(*node.from, node.name.span);
  std::map<std::string, Span> seen;
  for (const ast::String& item : node.items) {
    if (!is_code_item(item.text, item.span)) continue;
    const auto [first, fresh] = seen.try_emplace(item.text, item.span);
    if (!fresh)
      diagnostics_.report(Code::W0720, item.span, item.text, node.name.text).mark(first->second, "it stands here already");
    list.items.push_back(item.text);
  }
  in_order_once(list.items);
  scope.own->others[node.name.text] = {"a code list", node.name.span};
  scope.own->code_lists[node.name.text] = {CodeListId{static_cast<std::uint32_t>(library_.code_lists.size())},
                                           node.name.span};
  library_.code_lists.push_back(std::move(list));
}

// Equal ones are one list, wherever they are written.
CodeListId Checker::unnamed_codes(SystemId system, std::vector<std::string> items, Span span) {
  in_order_once(items);
  const CodeListId next{static_cast<std::uint32_t>(library_.code_lists.size())};
  const auto [known, fresh] = unnamed_codes_.try_emplace({system, items}, next);
  if (fresh) library_.code_lists.push_back({"", "", system, std::move(items), span});
  return known->second;
}

void Checker::settle_codes() {
  for (const CodeList& list : library_.code_lists) {
    auto& items = library_.systems[list.system.index].items;
    items.insert(items.end(), list.items.begin(), list.items.end());
  }
  for (CodeSystem& system : library_.systems) in_order_once(system.items);
}

}  // namespace precept::check
