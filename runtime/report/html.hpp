// Cases and the determinations of their requests in, one self-contained HTML page out: of each request what is proposed, the
// rationale, the tree of criteria, what would change it and what to ask for. The tree is open to what decided.
// The page asks for nothing outside of itself, has no script, and prints with everything open.
// Always a proposal for a physician reviewer. Pure: the same bytes every time. Never here: decisions, files.
#pragma once

#include <string>
#include <vector>

#include "runtime/decide/determination.hpp"

namespace precept {

class HtmlPage {
 public:
  // `program` must outlive the page.
  explicit HtmlPage(const Program& program) : program_(program) {}

  // `determinations` are of `one`.requests. `errors` are this case's own: requests that could not be read are named by them.
  void add(const Case& one, const std::vector<Determination>& determinations, const std::vector<FactError>& errors = {});
  // Of a case nothing of which could be read.
  void add_refused(const std::string& case_id, const std::vector<FactError>& errors);

  // The whole page.
  std::string write() const;

 private:
  struct Item {
    std::string title, proposed, body;  // the first two as text, the body as markup
  };

  const Program& program_;
  std::vector<Item> items_;
};

}  // namespace precept
