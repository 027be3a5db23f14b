// Compiling for verbs that decide; warnings are `check`'s to show.
#include "cli/library.hpp"

#include <fmt/format.h>

#include "cli/console.hpp"
#include "compiler/diagnostics/render.hpp"

namespace precept::cli {

std::optional<Compilation> load_library(const std::vector<std::string>& paths, int& exit_code, Examples examples) {
  Compilation compiled = compile(paths, Warnings::none, examples);
  for (const auto& error : compiled.read_errors) complain(fmt::format("{}: {}", error.path, error.message));
  if (!compiled.read_errors.empty()) {
    exit_code = kNotDone;
    return std::nullopt;
  }
  if (compiled.diagnostics.has_errors()) {
    note(diagnostics::render_text(compiled.diagnostics.errors_only(), compiled.sources, colour_on(true)));
    exit_code = kAnswerIsNo;
    return std::nullopt;
  }
  if (compiled.sources.files.empty()) {
    complain("no `.precept` file was found there");
    exit_code = kNotDone;
    return std::nullopt;
  }
  return compiled;
}

std::optional<PolicyId> choose_policy(const Program& program, const std::string& name) {
  if (name.empty()) {
    if (program.policies.size() == 1) return PolicyId{0};
    std::string names;
    for (const Policy& policy : program.policies) names += (names.empty() ? "" : ", ") + policy.name;
    complain(fmt::format("the library has several policies; say which with `-p`: {}", names));
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < program.policies.size(); ++i) {
    if (program.policies[i].name == name) return PolicyId{i};
    names.push_back(program.policies[i].name);
  }
  const std::string near = diagnostics::nearest(name, names);
  const bool built_in = names.size() == 1 && names.front().empty();
  complain(fmt::format("the library has no policy `{}`{}", name,
                       !near.empty() ? fmt::format(": did you mean `{}`?", near)
                       : built_in    ? ": it declares none, so leave `-p` out"
                                     : fmt::format("; it has {}", fmt::join(names, ", "))));
  return std::nullopt;
}

}  // namespace precept::cli
