// A library of one text, compiled, for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "compiler/pipeline/compile.hpp"

namespace precept::analyze {

inline Compilation compiled_from(const std::vector<std::pair<std::string, std::string>>& files) {
  source::Sources sources;
  for (const auto& [stem, text] : files) sources.files.emplace_back(stem + ".precept", text);
  Compilation out = compile_sources(std::move(sources), Warnings::none);
  for (const auto& one : out.diagnostics.list())
    if (one.severity() == diagnostics::Severity::error) ADD_FAILURE() << one.message;
  return out;
}

inline Compilation compiled_from(const std::string& text) { return compiled_from({{"test", text}}); }

}  // namespace precept::analyze
