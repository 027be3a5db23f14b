// Lines with their places in the source, and the comments that go with them.
// In: lines as the printer makes them. Out: the text of a file.
#include "compiler/syntax/layout.hpp"

#include <algorithm>

namespace precept::ast {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n'; }

// An empty line stands in the source just before `offset`.
bool empty_line_before(std::string_view source, std::uint32_t offset) {
  int ends = 0;
  for (std::size_t i = std::min<std::size_t>(offset, source.size()); i-- > 0 && blank(source[i]);)
    if (source[i] == '\n') ++ends;
  return ends > 1;
}

}  // namespace

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char letter) { return (static_cast<unsigned char>(letter) & 0xC0) != 0x80; }));
}

void Layout::line(std::size_t indent, std::string_view words, Span at, bool apart) {
  lines_.push_back({indent, std::string(words), at.begin, at.end, false, false, apart || blank_after_});
  blank_after_ = false;
}

void Layout::go_on(std::size_t indent, std::string_view words) {
  lines_.push_back({indent, std::string(words), 0, 0, true, false, false});
}

void Layout::close(std::size_t indent, Span whole) {
  lines_.push_back({indent, "end", whole.end >= 3 ? whole.end - 3 : 0, whole.end, false, true, false});
}

void Layout::add(std::string_view words) { lines_.back().words += words; }

std::size_t Layout::column() const {
  const auto& words = lines_.back().words;
  const auto end = words.rfind('\n');
  if (end == std::string::npos) return lines_.back().indent + width_of(words);
  return width_of(std::string_view(words).substr(end + 1));
}

bool Layout::fits(std::string_view words) const { return fits(width_of(words)); }
bool Layout::fits(std::size_t width) const { return column() + width <= kLineWidth; }

void Layout::add_text(std::string_view text, std::size_t indent) {
  std::string shown = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') shown += '\\';
    shown += letter;
  }
  shown += '"';
  if (fits(shown)) return add(shown);
  std::size_t from = 0;
  while (from < shown.size()) {
    auto to = shown.find(' ', from);
    const auto word = std::string_view(shown).substr(from, to == std::string::npos ? to : to - from);
    if (from > 0) {
      if (fits(1 + width_of(word))) {
        add(" ");
      } else {
        add("\n" + std::string(indent, ' '));
      }
    }
    add(word);
    if (to == std::string::npos) break;
    from = to + 1;
  }
}

Layout::Attached Layout::attach(const std::vector<Comment>& comments) const {
  Attached result;
  result.before.resize(lines_.size());
  result.behind.resize(lines_.size());
  // Lines in the order of the source: sections may have been put into another one.
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < lines_.size(); ++i)
    if (!lines_[i].goes_on) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t left, std::size_t right) { return lines_[left].begin < lines_[right].begin; });
  std::size_t passed = 0;           // lines of `order` that begin before the comment
  std::vector<std::size_t> around;  // those of them that have not ended: innermost last
  for (const auto& comment : comments) {
    for (; passed < order.size() && lines_[order[passed]].begin < comment.span.begin; ++passed)
      around.push_back(order[passed]);
    while (!around.empty() && lines_[around.back()].end <= comment.span.begin) around.pop_back();
    const std::size_t next = passed < order.size() ? order[passed] : kNone;
    if (!comment.own_line && passed > 0) {
      auto place = order[passed - 1];
      if (const auto* earlier = result.behind[place]) result.before[place].push_back(earlier);
      result.behind[place] = &comment;
    } else if (!around.empty() && (next == kNone || lines_[next].begin >= lines_[around.back()].end)) {
      result.before[around.back()].push_back(&comment);
    } else if (next != kNone) {
      result.before[next].push_back(&comment);
    } else {
      result.last.push_back(&comment);
    }
  }
  for (auto& before : result.before)
    std::sort(before.begin(), before.end(),
              [](const Comment* left, const Comment* right) { return left->span.begin < right->span.begin; });
  return result;
}

std::string Layout::text(const std::vector<Comment>& comments, std::string_view source) const {
  const auto attached = attach(comments);
  std::string text;
  const auto put = [&](std::size_t indent, std::string_view words, bool apart) {
    if (apart && !text.empty()) text += '\n';
    text.append(words.empty() ? 0 : indent, ' ');
    text += words;
    text += '\n';
  };
  // An empty line in the source stays one between declarations, and goes inside of them.
  const auto put_comments = [&](const std::vector<const Comment*>& list, std::size_t indent, bool apart) {
    for (const auto* comment : list) {
      put(indent, comment->text,
          apart || (indent == 0 && comment->own_line && empty_line_before(source, comment->span.begin)));
      apart = false;
    }
  };
  std::size_t first = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto& line = lines_[i];
    if (line.goes_on) {
      put(line.indent, line.words, false);
    } else {
      first = i;
      const auto& before = attached.before[i];
      put_comments(before, line.closes ? line.indent + 2 : line.indent, line.apart);
      const bool kept = line.indent == 0 && !line.closes && empty_line_before(source, line.begin);
      put(line.indent, line.words, kept || (line.apart && before.empty()));
    }
    if (attached.behind[first] != nullptr && ends_item(i)) {
      text.pop_back();
      text += "  " + attached.behind[first]->text + "\n";
    }
  }
  put_comments(attached.last, 0, blank_after_);
  return text;
}

}  // namespace precept::ast
