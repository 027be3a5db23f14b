// Part of parse.cpp (included there only): the lexer's and the parser's view of a file.
// In: bytes, then plain tokens. Out: plain tokens, then ANTLR's parse tree. Its own error messages end here.
#pragma once

namespace precept::ast {
namespace {

using PreceptParser = ::Precept;  // the class is called like its grammar

// The bytes of a file; those of non-ASCII characters all look alike to the lexer (\u007F).
class ByteStream final : public antlr4::CharStream {
 public:
  ByteStream(std::string_view text, std::size_t start) : text_(text), at_(start) {}
  void consume() override { ++at_; }
  std::size_t LA(ssize_t ahead) override {
    const std::size_t index = at_ + static_cast<std::size_t>(ahead) - 1;
    if (index >= text_.size()) return EOF;
    const auto byte = static_cast<unsigned char>(text_[index]);
    return byte < 0x80 ? byte : 0x7F;
  }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t index) override { at_ = index; }
  std::size_t size() override { return text_.size(); }
  std::string getSourceName() const override { return {}; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string toString() const override { return {}; }

 private:
  std::string_view text_;
  std::size_t at_;
};

// A plain token as ANTLR wants to see it.
class TreeToken final : public antlr4::Token {
 public:
  TreeToken(std::size_t kind, std::size_t index) : kind_(kind), index_(index) {}
  std::string getText() const override { return {}; }
  std::size_t getType() const override { return kind_; }
  std::size_t getLine() const override { return 0; }
  std::size_t getCharPositionInLine() const override { return 0; }
  std::size_t getChannel() const override { return DEFAULT_CHANNEL; }
  std::size_t getTokenIndex() const override { return index_; }
  std::size_t getStartIndex() const override { return index_; }
  std::size_t getStopIndex() const override { return index_; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  antlr4::CharStream* getInputStream() const override { return nullptr; }
  std::string toString() const override { return {}; }

 private:
  std::size_t kind_;
  std::size_t index_;
};

// A window on the tokens from where the parser is: edits of the list behind it cost nothing here.
class TreeTokens final : public antlr4::TokenStream {
 public:
  explicit TreeTokens(const std::vector<Token>& tokens) : tokens_(tokens) {}
  void start_at(std::size_t index) {
    window_.clear();
    base_ = index > 0 ? index - 1 : 0;
    at_ = index;
  }
  void consume() override {
    if (at_ + 1 < tokens_.size()) ++at_;
  }
  std::size_t LA(ssize_t ahead) override {
    const auto kind = tokens_[place(ahead)].kind;
    return kind == kEndOfFile ? EOF : std::size_t{kind};
  }
  antlr4::Token* LT(ssize_t ahead) override { return get(place(ahead)); }
  antlr4::Token* get(std::size_t index) const override {
    while (base_ + window_.size() <= index) {
      const auto next = base_ + window_.size();
      const auto kind = tokens_[next].kind;
      window_.emplace_back(kind == kEndOfFile ? EOF : std::size_t{kind}, next);
    }
    return &window_[std::max(index, base_) - base_];
  }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t index) override { at_ = std::min(std::max(index, base_), tokens_.size() - 1); }
  std::size_t size() override { return tokens_.size(); }
  std::string getSourceName() const override { return {}; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

 private:
  std::size_t place(ssize_t ahead) const {
    if (ahead > 0) return std::min(at_ + static_cast<std::size_t>(ahead) - 1, tokens_.size() - 1);
    const auto back = static_cast<std::size_t>(-ahead);
    return at_ >= back ? at_ - back : 0;
  }

  const std::vector<Token>& tokens_;
  mutable std::deque<TreeToken> window_;  // addresses stay
  std::size_t base_ = 0;
  std::size_t at_ = 0;
};

// Leaves the parser at the first error, and remembers where it stood. Not a std::exception: generated code must not catch
// it.
struct Stopped {};

class StopAtFirstError final : public antlr4::ANTLRErrorStrategy {
 public:
  SyntaxError error;

  void reset(antlr4::Parser*) override {}
  // Called in every loop and option of a grammar rule. The cap on nesting keeps the stack small; this is a second line
  // behind it.
  void sync(antlr4::Parser* parser) override {
    // Not a local's address: AddressSanitizer may keep locals away from the stack.
    const auto place = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    if (bottom_ == 0) bottom_ = place;
    if (bottom_ < place || bottom_ - place < kStackBytesMax) return;
    error = {};
    error.at = error.decided_at = parser->getCurrentToken()->getTokenIndex();
    error.too_deep = true;
    throw Stopped{};
  }
  void start() { bottom_ = 0; }
  bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
  void reportMatch(antlr4::Parser*) override {}
  antlr4::Token* recoverInline(antlr4::Parser* parser) override { throw antlr4::InputMismatchException(parser); }
  void recover(antlr4::Parser*, std::exception_ptr) override { throw Stopped{}; }
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& exception) override {
    error = {};
    error.at = exception.getOffendingToken()->getTokenIndex();
    error.decided_at = parser->getCurrentToken()->getTokenIndex();
    const auto& names = parser->getRuleNames();
    for (auto* context = parser->getContext(); context != nullptr;
         context = dynamic_cast<antlr4::ParserRuleContext*>(context->parent)) {
      const std::size_t start = context->start == nullptr ? error.at : context->start->getTokenIndex();
      error.open.push_back({names[context->getRuleIndex()], start});
    }
    for (const auto kind : parser->getExpectedTokens().toList())
      if (kind > 0) error.expected.push_back(static_cast<std::uint16_t>(kind));
  }

 private:
#ifdef __SANITIZE_ADDRESS__
  static constexpr std::uintptr_t kStackBytesMax = 4u << 20;  // its frames are several times as large
#else
  static constexpr std::uintptr_t kStackBytesMax = 1u << 20;
#endif
  std::uintptr_t bottom_ = 0;  // the stack grows down from here
};

// The commonest tokens, told by their letters as PreceptLexer.g4 tells them: the generated lexer takes ten times as long.
// The end of the token at `at` and its kind, or `at` where the lexer is to look for itself.
std::size_t quick_token(std::string_view text, std::size_t at, std::uint16_t& kind) {
  using namespace grammar;
  const auto lower = [](char letter) { return letter >= 'a' && letter <= 'z'; };
  const auto blank = [](char letter) { return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r'; };
  const char first = text[at];
  auto end = at + 1;
  if (blank(first)) {
    while (end < text.size() && blank(text[end])) ++end;
    kind = SPACE;
    return end;
  }
  if (lower(first)) {
    while (end < text.size() && (lower(text[end]) || (text[end] >= '0' && text[end] <= '9') || text[end] == '_')) ++end;
    kind = NAME;
    return end < text.size() && text[end] >= 'A' && text[end] <= 'Z' ? at : end;
  }
  switch (first) {
    case '#':
      kind = COMMENT;
      return std::min(text.find('\n', at), text.size());
    case '"':
      end = text.find_first_of("\"\\\n", end);
      kind = STRING;
      return end < text.size() && text[end] == '"' ? end + 1 : at;
    case ':':
      kind = COLON;
      return end;
    case ',':
      kind = COMMA;
      return end;
    case '.':
      kind = DOT;
      return end;
    case '(':
      kind = OPEN;
      return end;
    case ')':
      kind = CLOSE;
      return end;
    case '{':
      kind = OPEN_BRACE;
      return end;
    case '}':
      kind = CLOSE_BRACE;
      return end;
    default:
      return at;
  }
}

// Cuts a text into tokens; comments go to their own list, white space is dropped.
void lex(TokenList& list, std::vector<Comment>& comments, diagnostics::Diagnostics& diagnostics) {
  const auto text = list.source;
  ByteStream stream(text, byte_order_mark(text));
  PreceptLexer lexer(&stream);
  auto* simulator = lexer.getInterpreter<antlr4::atn::LexerATNSimulator>();
  list.tokens.reserve(text.size() / 6 + 1);
  while (stream.index() < text.size()) {
    const auto begin = static_cast<std::uint32_t>(stream.index());
    std::uint16_t kind = grammar::NONE;
    auto end = static_cast<std::uint32_t>(quick_token(text, begin, kind));
    if (end == begin) {
      kind = static_cast<std::uint16_t>(simulator->match(&stream, 0));
      end = static_cast<std::uint32_t>(stream.index());
    } else {
      stream.seek(end);
    }
    if (kind == grammar::SPACE) continue;
    auto shown = text.substr(begin, end - begin);
    if (kind == grammar::COMMENT) {
      while (shown.back() == '\r' || shown.back() == ' ' || shown.back() == '\t') shown.remove_suffix(1);
      comments.push_back({std::string(shown),
                          {list.file, begin, begin + static_cast<std::uint32_t>(shown.size())},
                          first_on_line(text, begin)});
      continue;
    }
    if (kind == grammar::NAME) kind = word_kind(shown);
    list.tokens.push_back({kind, begin, end, shown});
    if (kind == grammar::STRING_OPEN) stream.seek(mend_open_text(list, comments, diagnostics));
    if (kind == grammar::WRONG_LETTER) stream.seek(mend_letters(list, diagnostics));
    if (kind == grammar::WRONG && shown == "'") stream.seek(mend_single_quote(list, diagnostics));
  }
  const auto size = static_cast<std::uint32_t>(text.size());
  list.tokens.push_back({kEndOfFile, size, size, {}});
}

}  // namespace
}  // namespace precept::ast
