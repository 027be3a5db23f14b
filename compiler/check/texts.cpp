// Texts with `{name}` places: each place is checked like any use of the name.
// In: a string as written. Out: pieces with places between them.
#include "compiler/check/checker.hpp"

namespace precept::check {

namespace {

bool is_name(const std::string& name) {
  if (name.empty() || !(name[0] >= 'a' && name[0] <= 'z')) return false;
  for (const char letter : name)
    if (!((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' || letter == '.')) return false;
  return name.back() != '.';
}

}  // namespace

Text Checker::text(const std::optional<ast::String>& node, const Place& place) {
  Text out;
  if (!node) return out;
  std::string piece;
  const std::string& written = node->text;
  for (std::size_t at = 0; at < written.size(); ++at) {
    if (written[at] == '}') {
      diagnostics_.report(Code::E0317, node->span, "}");
      return {};
    }
    if (written[at] != '{') {
      piece += written[at];
      continue;
    }
    const std::size_t close = written.find('}', at);
    std::string name = close == std::string::npos ? "" : written.substr(at + 1, close - at - 1);
    const std::size_t first = name.find_first_not_of(' ');
    name = first == std::string::npos ? "" : name.substr(first, name.find_last_not_of(' ') - first + 1);
    if (!is_name(name)) {
      diagnostics_.report(Code::E0317, node->span, "{").hint("a place holds one name, like `{injury_date}`");
      return {};
    }
    // where the name stands in the source, if the string is written on one line there
    Span span = node->span;
    const std::string& source = sources_.files[span.file].text();
    const std::size_t found = source.find("{" + name + "}", span.begin);
    if (found != std::string::npos && found < span.end)
      span = {span.file, static_cast<std::uint32_t>(found + 1), static_cast<std::uint32_t>(found + 1 + name.size())};
    ast::Path path_node;
    std::size_t from = 0;
    for (std::size_t dot = name.find('.'); ; dot = name.find('.', from)) {
      path_node.names.push_back({name.substr(from, dot == std::string::npos ? dot : dot - from), span});
      if (dot == std::string::npos) break;
      from = dot + 1;
    }
    Expr shown = path(path_node, span, place);
    if (is_error(shown)) return {};
    if (shown.type.kind == Kind::list) {
      diagnostics_.report(Code::E0365, span, name).hint("`define " + name + "_count = count of " + name + "`, and show that");
      return {};
    }
    out.pieces.push_back(piece);
    piece.clear();
    out.places.push_back({std::move(shown), name});
    at = close;
  }
  out.pieces.push_back(piece);
  return out;
}

}  // namespace precept::check
