// The determination tree of one request as HTML: rules, their criteria and branches, with facts, comparisons and records.
// Inside this room only. Never here: the page around it.
#pragma once

#include "runtime/report/html_writer.hpp"
#include "runtime/report/view.hpp"

namespace precept {

void write_html_tree(HtmlWriter& html, const DeterminationView& view);

// Something that can be folded away on a screen and is always there on paper. The content is the caller's, between
// open_fold and close_fold; the summary is markup that a writer made.
void open_fold(HtmlWriter& html, const std::string& summary, bool open);
void close_fold(HtmlWriter& html);

}  // namespace precept
