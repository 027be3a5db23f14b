// The beginning of every HTML page of ours: what it is, its look, and that it may load nothing at all.
// In: a title, a style sheet. Out: everything up to the start of the body, which stays open. Never here: what a page says.
#pragma once

#include <string>
#include <string_view>

#include "runtime/report/html_writer.hpp"

namespace precept {

// The page's policy forbids every request and every script; the one style sheet is allowed by its own hash.
void open_html_page(HtmlWriter& html, std::string_view title, std::string_view style);

// "sha256-…" as a content security policy names what stands between <style> and </style>.
std::string policy_hash(std::string_view content);

}  // namespace precept
