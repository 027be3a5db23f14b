// In the order of the files that name them.
#include "compiler/pipeline/code_files.hpp"

namespace precept {

void read_code_files(const ast::Library& syntax, source::Sources& sources) {
  for (const ast::File& file : syntax.files)
    for (const auto& declaration : file.declarations)
      if (const auto* codes = std::get_if<ast::CodesDecl>(&declaration.node); codes != nullptr && codes->from)
        source::read_data(source::path_beside(sources.files[file.source].path(), codes->from->text), sources);
}

}  // namespace precept
