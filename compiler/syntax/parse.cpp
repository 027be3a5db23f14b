// Text to syntax tree: the door, and the loop over declarations.
// In: source files. Out: ast::File, diagnostics E01xx. The one place that meets ANTLR; nothing it throws or says leaves
// here.
#include "compiler/syntax/parse.hpp"

#include <antlr4-runtime.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <new>
#include <utility>

#include "Precept.h"
#include "PreceptLexer.h"
#include "compiler/syntax/door.hpp"
#include "compiler/syntax/landmarks.hpp"
#include "compiler/syntax/mends.hpp"
#include "compiler/syntax/recover.hpp"
#include "compiler/syntax/tokens.hpp"

// The parts of this file, in the order in which they use each other.
#include "compiler/syntax/parse_streams.hpp"
// then
#include "compiler/syntax/build_words.hpp"
// then
#include "compiler/syntax/build_expressions.hpp"
// then
#include "compiler/syntax/build_declarations.hpp"

namespace precept::ast {
namespace {

constexpr int kLanguageVersion = 1;
constexpr int kEditsMax = 100;  // mends of one file; what is wrong after that is reported and left out

class FileParser {
 public:
  FileParser(std::uint32_t file, std::string_view text, diagnostics::Diagnostics& diagnostics, Examples examples)
      : diagnostics_(diagnostics), examples_(examples) {
    list_.file = file;
    list_.source = text;
    result_.source = file;
  }

  File parse() {
    lex(list_, result_.comments, diagnostics_);
    mend_tokens(list_, diagnostics_);
    refine(list_, kNestingMax, 0, list_.tokens.size());
    parser_.setErrorHandler(stop_);
    parser_.removeErrorListeners();
    parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
    read_again_ = static_cast<std::ptrdiff_t>(list_.tokens.size()) + 10000;
    version();
    while (kind() != kEndOfFile && diagnostics_.errors() < diagnostics::kDiagnosticsMax) {
      if (is_header()) {
        header();
      } else if (examples_ == Examples::skip && kind() == grammar::K_EXAMPLE) {
        skip_declaration();
      } else {
        declaration();
      }
    }
    result_.has_syntax_errors = result_.has_syntax_errors || list_.broken;
    return std::move(result_);
  }

 private:
  enum class What : std::uint8_t { version, header, declaration };
  // What was read last.
  struct Before {
    std::size_t start = kNoDeclaration;
    What what = What::version;
    bool kept = false;     // it is in the result
    bool dropped = false;  // it lacks a part
  };

  std::uint16_t kind(std::size_t ahead = 0) const {
    return list_.tokens[std::min(at_ + ahead, list_.tokens.size() - 1)].kind;
  }
  bool is_header() const {
    return (kind() == grammar::K_VOCABULARY || kind() == grammar::K_GUIDELINE || kind() == grammar::K_POLICY) &&
           kind(1) != grammar::K_REQUIRES;
  }

  // One grammar rule from the token at `at_`. True, with the tree in `tree`, where it holds.
  template <class Context>
  bool read(Context* (PreceptParser::*rule)(), Context*& tree) {
    for (const auto mode : {antlr4::atn::PredictionMode::SLL, antlr4::atn::PredictionMode::LL}) {
      parser_.reset();
      parser_.setState(antlr4::atn::ATNState::INVALID_STATE_NUMBER);
      stream_.start_at(at_);
      stop_->start();
      parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
      try {
        tree = (parser_.*rule)();
        return true;
      } catch (const Stopped&) {
      }
    }
    return false;
  }

  // Reads a rule, mends and tries again, until it holds or is given up. `keep` takes a tree that counts, and says whether it
  // is in the result; a header counts without the parts that were left out.
  template <class Context, class Keep>
  void read_and_mend(Context* (PreceptParser::*rule)(), What what, Keep keep) {
    const std::size_t start = at_;
    bool dropped = std::exchange(dropped_before_, false);
    while (true) {
      Context* tree = nullptr;
      if (read(rule, tree)) {
        at_ = stream_.index();
        bool kept = !dropped || what == What::header;
        if (kept) {
          Builder builder(list_, diagnostics_);
          kept = keep(builder, tree);
          if (builder.failed()) result_.has_syntax_errors = true;
        } else {
          lose(start, at_);
        }
        before_ = {start, what, kept, dropped};
        return;
      }
      result_.has_syntax_errors = true;
      // Mends read a declaration again; what that may cost in all is bounded by the length of the file.
      const bool may_edit = edits_ < kEditsMax && read_again_ > 0;
      const auto at = stop_->error.at;
      const auto recovery = recover(list_, start, before_.start, stop_->error, may_edit, diagnostics_);
      if (recovery.mend == Mend::given_up) {
        if (recovery.not_before) {
          const auto before = before_.start;
          forget_before();
          lose(before, recovery.next);
          at_ = recovery.next;
          return;
        }
        at_ = std::min(std::max(recovery.next, start + 1), list_.tokens.size() - 1);
        lose(start, at_);
        return;
      }
      ++edits_;
      read_again_ -= static_cast<std::ptrdiff_t>(at - start + 8);
      dropped = dropped || recovery.mend == Mend::dropped;
      if (recovery.again_before) {
        dropped_before_ = before_.dropped || recovery.mend == Mend::dropped;
        read_again_ -= static_cast<std::ptrdiff_t>(start - before_.start);
        return forget_before();
      }
    }
  }

  // The declaration before is to be read again.
  void forget_before() {
    at_ = before_.start;
    if (before_.kept && before_.what == What::header) result_.header = std::nullopt;
    if (before_.kept && before_.what == What::declaration) result_.declarations.pop_back();
    before_.start = kNoDeclaration;
  }

  void lose(std::size_t start, std::size_t end) {
    for (const auto index : declared_names(list_, start, end))
      result_.lost.push_back({std::string(list_.tokens[index].text), list_.span(index)});
  }

  void version() {
    if (kind() != grammar::K_PRECEPT || kind(1) != grammar::NUMBER) return;
    read_and_mend(&PreceptParser::version, What::version, [this](Builder& builder, PreceptParser::VersionContext* tree) {
      result_.version = builder.version(tree);
      if (*result_.version == std::to_string(kLanguageVersion)) return true;
      diagnostics_.report(diagnostics::Code::E0139, list_.span(tree->number->getTokenIndex()), *result_.version,
                          kLanguageVersion);
      result_.has_syntax_errors = true;
      return true;
    });
    before_.start = kNoDeclaration;
  }

  void header() {
    const auto start = at_;
    if (result_.header || !result_.declarations.empty()) {
      diagnostics_.report(diagnostics::Code::E0133, list_.span(start), list_.tokens[start].text)
          .hint("put what belongs to another header into a file of its own");
      result_.has_syntax_errors = true;
    }
    read_and_mend(&PreceptParser::header, What::header, [this](Builder& builder, PreceptParser::HeaderContext* tree) {
      auto made = builder.header(tree);
      if (result_.header) return false;
      result_.header = std::move(made);
      return true;
    });
  }

  void skip_declaration() {
    do ++at_;
    while (kind() != kEndOfFile && !begins_declaration(list_, at_) && !begins_header(list_, at_));
    before_.start = kNoDeclaration;
  }

  void declaration() {
    read_and_mend(&PreceptParser::declaration, What::declaration,
                  [this](Builder& builder, PreceptParser::DeclarationContext* tree) {
                    result_.declarations.push_back(builder.declaration(tree));
                    return true;
                  });
  }

  diagnostics::Diagnostics& diagnostics_;
  Examples examples_;
  TokenList list_;
  File result_;
  std::size_t at_ = 0;
  int edits_ = 0;
  std::ptrdiff_t read_again_ = 0;  // tokens that may still be read again
  Before before_;
  bool dropped_before_ = false;  // what is read again lacks a part
  TreeTokens stream_{list_.tokens};
  PreceptParser parser_{&stream_};
  std::shared_ptr<StopAtFirstError> stop_ = std::make_shared<StopAtFirstError>();
};

}  // namespace

File file_from_source(const source::Sources& sources, std::uint32_t file, diagnostics::Diagnostics& diagnostics,
                      Examples examples) {
  File broken;
  broken.source = file;
  broken.has_syntax_errors = true;
  const auto& text = sources.files[file].text();
  if (!may_enter(text, file, diagnostics)) return broken;
  // ANTLR's exceptions end here, and so does a lack of memory: what is reported is then a fault of ours.
  try {
    PreceptLexer::start();
    PreceptParser::start();
    return FileParser(file, text, diagnostics, examples).parse();
  } catch (const std::bad_alloc&) {
    diagnostics.report(diagnostics::Code::E0199, {file, 0, 0}, "out of memory");
  } catch (const std::exception&) {
    diagnostics.report(diagnostics::Code::E0199, {file, 0, 0}, "an unexpected state");
  }
  return broken;
}

Library library_from_sources(const source::Sources& sources, diagnostics::Diagnostics& diagnostics, Examples examples) {
  Library library;
  library.files.reserve(sources.files.size());
  for (std::uint32_t file = 0; file < sources.files.size(); ++file)
    library.files.push_back(file_from_source(sources, file, diagnostics, examples));
  return library;
}

}  // namespace precept::ast
