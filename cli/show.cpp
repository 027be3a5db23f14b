// `precept show`, `facts`, `version` and `help`: what the tool knows, as text.
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/json.hpp"
#include "cli/library.hpp"
#include "cli/verbs.hpp"
#include "cli/versions.hpp"
#include "compiler/check/text.hpp"
#include "compiler/diagnostics/render.hpp"
#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/batch/input_plan.hpp"
#include "runtime/facts/json_schema.hpp"
#include "runtime/program/text.hpp"
#ifdef PRECEPT_HAS_NATIVE
#include "runtime/native/loader/loader.hpp"
#endif

namespace precept::cli {

namespace {

int show_ast(const std::vector<std::string>& paths) {
  std::vector<source::ReadError> errors;
  const source::Sources sources = source::read_sources(paths, errors);
  for (const auto& error : errors) complain(fmt::format("{}: {}", error.path, error.message));
  if (!errors.empty()) return kNotDone;
  diagnostics::Diagnostics diagnostics;
  for (const ast::File& file : ast::library_from_sources(sources, diagnostics).files) print(ast::dump_file(file));
  diagnostics.sort();
  note(diagnostics::render_text(diagnostics, sources, colour_on(true)));
  return diagnostics.has_errors() ? kAnswerIsNo : kDone;
}

int show_native(const Program& program, const std::string& stage) {
#ifdef PRECEPT_HAS_NATIVE
  std::string error;
  const native::NativeEngine* engine = native::load_engine(error);
  if (engine != nullptr) {
    const std::string text = engine->listing(program, stage == "llvm" ? native::Listing::llvm : native::Listing::assembly, error);
    if (!text.empty()) {
      print(text);
      return kDone;
    }
  }
  complain(fmt::format("the native engine cannot be used: {}", error));
#else
  (void)program;
  complain(fmt::format("this build has no native engine to show `{}` of", stage));
#endif
  return kNotDone;
}

}  // namespace

int run_show(const Arguments& arguments) {
  const std::string stage = arguments.get("--stage");
  if (stage.empty() || arguments.paths.empty()) {
    complain(stage.empty() ? "`show` wants `--stage ast|checked|program|llvm|asm`" : "`show` wants a file or folder of guidelines");
    return kNotDone;
  }
  if (stage == "ast") return show_ast(arguments.paths);
  int code = kDone;
  const auto compiled = load_library(arguments.paths, code);
  if (!compiled) return code;
  if (stage == "checked") print(check::library_to_text(*compiled->checked));
  else if (stage == "program") print(program_to_text(compiled->program()));
  else return show_native(compiled->program(), stage);
  return kDone;
}

int run_facts(const Arguments& arguments) {
  auto paths = arguments.all("--guidelines");
  paths.insert(paths.end(), arguments.paths.begin(), arguments.paths.end());
  if (paths.empty()) {
    complain("`facts` wants a library of guidelines: `-g FOLDER`");
    return kNotDone;
  }
  int code = kDone;
  const auto compiled = load_library(paths, code);
  if (!compiled) return code;
  print(arguments.get("--as") == "csv" ? batch::csv_template(compiled->program()) : case_schema(compiled->program()));
  return kDone;
}

int run_version(const Arguments& arguments) {
  std::string llvm = "none", cpu = "none";
#ifdef PRECEPT_HAS_NATIVE
  std::string error;
  if (const native::NativeEngine* engine = native::load_engine(error)) {
    llvm = engine->llvm_version();
    cpu = engine->cpu();
  } else {
    llvm = fmt::format("not usable ({})", error);
  }
#endif
  if (arguments.get("--format", "text") == "json") {
    print(fmt::format("{{\"precept\": {}, \"language\": 1, \"llvm\": {}, \"antlr\": {}, \"arrow\": \"none\", \"cpu\": {}}}\n", json_string(kVersion),
                      json_string(llvm), json_string(kAntlrVersion), json_string(cpu)));
  } else {
    print(fmt::format("precept {}\nlanguage 1\nLLVM {}\nANTLR {}\nArrow none\nCPU {}\n", kVersion, llvm, kAntlrVersion, cpu));
  }
  return kDone;
}

int run_help(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    print(help_text());
    return kDone;
  }
  const VerbSpec* verb = find_verb(arguments.paths.front());
  if (verb == nullptr) {
    std::vector<std::string> names;
    for (const VerbSpec& one : verbs()) names.push_back(one.name);
    const std::string near = diagnostics::nearest(arguments.paths.front(), names);
    complain(fmt::format("there is no verb `{}`{}\n`precept help` lists the verbs", arguments.paths.front(),
                         near.empty() ? "" : fmt::format(": did you mean `{}`?", near)));
    return kNotDone;
  }
  print(help_text(*verb));
  return kDone;
}

}  // namespace precept::cli
