// The CSV files that code lists name, read from the library's folders.
// In: syntax trees and the sources that they come from. Out: Sources::data and Sources::unread. Never here: what is in them.
#pragma once

#include "compiler/syntax/ast.hpp"

namespace precept {

// Texts that are at hand already (an editor's, a test's) bring the files' texts along in Sources::data; then nothing is
// read.
void read_code_files(const ast::Library& syntax, source::Sources& sources);

}  // namespace precept
