// Part of recovery (included by recover.cpp only): the error at hand, and the edits that mends are made of.
// In: tokens and a SyntaxError. Out: edited tokens, a Recovery. Never here: what an error means.
#pragma once

#include <algorithm>

#include "compiler/syntax/landmarks.hpp"
#include "compiler/syntax/recover.hpp"

namespace precept::ast {
namespace {

using namespace grammar;

class RecoveryEdits {
 protected:
  using Finding = diagnostics::Code;

  RecoveryEdits(TokenList& list, std::size_t start, std::size_t before, const SyntaxError& error, bool may_edit,
                diagnostics::Diagnostics& diagnostics)
      : list_(list),
        start_(start),
        region_(start),
        error_(error),
        at_(error.at),
        diagnostics_(diagnostics),
        may_edit_(may_edit) {
    // What begins with no word of a declaration goes on with the one before.
    continues_ = !begins_declaration(list, start) && !is_declaration_word(kind(start)) && at_ <= start + 1 &&
                 kind(start) != kEndOfFile;
    if (continues_ && before != kNoDeclaration) {
      region_ = before;
      has_before_ = true;
    }
  }

  std::uint16_t kind(std::size_t index) const { return kind_of(list_, index); }
  std::uint16_t back(std::size_t by) const { return at_ >= region_ + by ? kind(at_ - by) : std::uint16_t{NONE}; }
  Token& token(std::size_t index) { return list_.tokens[std::min(index, list_.tokens.size() - 1)]; }
  std::string text(std::size_t index) { return std::string(token(index).text); }
  bool expects(std::uint16_t wanted) const {
    return std::find(error_.expected.begin(), error_.expected.end(), wanted) != error_.expected.end();
  }
  bool in(std::string_view rule) const {
    return std::any_of(error_.open.begin(), error_.open.end(),
                       [&](const SyntaxError::Open& open) { return open.rule == rule; });
  }
  bool one_line(std::size_t first, std::size_t last) { return same_line(list_.source, token(first).end, token(last).begin); }
  bool touch(std::size_t left) { return token(left).end == token(left + 1).begin; }

  template <class... Args>
  diagnostics::Diagnostic& report(Finding code, std::size_t first, std::size_t last, const Args&... args) {
    return diagnostics_.report(code, list_.span(first, last), args...);
  }
  bool taken(bool again_before = false) {
    result_ = {Mend::taken_as, 0, again_before};
    return true;
  }
  bool taken_here() { return taken(result_.again_before); }
  std::string shown(std::size_t first, std::size_t last) {
    std::string words = text(first);
    for (auto i = first + 1; i <= last; ++i) words += " " + text(i);
    return words;
  }
  bool take_keyword(std::size_t index, std::uint16_t meant, bool again_before) {
    for (const auto& known : keywords) {
      if (known.kind != meant) continue;
      report(Finding::E0128, index, index, text(index), known.text);
      replace(index, meant, known.text);
    }
    return taken(again_before);
  }

  // ---- edits ----
  void replace(std::size_t index, std::uint16_t kind_now, std::string_view words) {
    token(index).kind = token(index).plain = kind_now;
    token(index).text = words;
  }
  void insert(std::size_t index, std::uint16_t kind_now, std::string_view words) {
    const auto place = index > 0 ? token(index - 1).end : token(index).begin;
    list_.tokens.insert(list_.tokens.begin() + static_cast<std::ptrdiff_t>(index),
                        {kind_now, place, place, words, kind_now});
  }
  void erase(std::size_t first, std::size_t last) {
    const auto begin = list_.tokens.begin();
    list_.tokens.erase(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(last));
  }
  void join(std::size_t first, std::size_t last, std::string words) {
    token(first).end = token(last).end;
    replace(first, NAME, list_.mended.emplace_back(std::move(words)));
    erase(first + 1, last + 1);
  }

  TokenList& list_;
  std::size_t start_;
  std::size_t region_;  // the declaration that the error belongs to
  const SyntaxError& error_;
  std::size_t at_;
  diagnostics::Diagnostics& diagnostics_;
  bool may_edit_;
  bool continues_ = false;
  bool has_before_ = false;
  bool strayed_ = false;  // `at_` is the word before the one at which the parser stopped
  Recovery result_;
};

}  // namespace
}  // namespace precept::ast
