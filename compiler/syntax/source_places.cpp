// Found by going over the text, past blanks and comments.
#include "compiler/syntax/source_places.hpp"

#include <algorithm>
#include <iterator>

namespace precept::ast {
namespace {

bool blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n'; }

}  // namespace

Span SourcePlaces::version() const {
  std::uint32_t at = source_.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  auto comment = file_.comments.begin();
  while (at < source_.size()) {
    if (comment != file_.comments.end() && comment->span.begin == at) {
      at = comment->span.end;
      ++comment;
    } else if (blank(source_[at])) {
      ++at;
    } else {
      break;
    }
  }
  return {file_.source, at, at + 7};
}

// Where `keyword` stands before `begin`, or `begin` where other words stand between.
std::uint32_t SourcePlaces::keyword_before(std::uint32_t begin, std::string_view keyword) const {
  auto place = std::min<std::size_t>(begin, source_.size());
  while (!keyword.empty()) {
    const auto space = keyword.rfind(' ');
    const auto word = space == std::string_view::npos ? keyword : keyword.substr(space + 1);
    keyword = space == std::string_view::npos ? std::string_view() : keyword.substr(0, space);
    place = before_blanks(place);
    if (place < word.size() || source_.substr(place - word.size(), word.size()) != word) return begin;
    place -= word.size();
  }
  return static_cast<std::uint32_t>(place);
}
std::size_t SourcePlaces::before_blanks(std::size_t place) const {
  auto comment = std::lower_bound(file_.comments.begin(), file_.comments.end(), place,
                                  [](const Comment& made, std::size_t at) { return made.span.end <= at; });
  while (place > 0) {
    if (comment != file_.comments.begin() && std::prev(comment)->span.end == place) {
      --comment;
      place = comment->span.begin;
    } else if (blank(source_[place - 1])) {
      --place;
    } else {
      break;
    }
  }
  return place;
}

// The place of a clause of which the tree holds none, for the comments about it: its word, outside texts and comments.
Span SourcePlaces::clause(Span whole, std::string_view keyword) const {
  bool quoted_text = false;
  auto comment = file_.comments.begin();
  for (std::uint32_t at = whole.begin; at < whole.end && at < source_.size(); ++at) {
    while (comment != file_.comments.end() && comment->span.end <= at) ++comment;
    if (!quoted_text && comment != file_.comments.end() && comment->span.begin <= at) {
      at = comment->span.end - 1;
    } else if (source_[at] == '\\' && quoted_text) {
      ++at;
    } else if (source_[at] == '"') {
      quoted_text = !quoted_text;
    } else if (!quoted_text && at > 0 && blank(source_[at - 1]) && source_.substr(at, keyword.size()) == keyword) {
      return {whole.file, at, at + static_cast<std::uint32_t>(keyword.size())};
    }
  }
  return {whole.file, whole.begin, whole.begin};
}

}  // namespace precept::ast
