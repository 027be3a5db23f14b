// Differences in, text and JSON out: see the header.
#include "cli/diff_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/json.hpp"
#include "runtime/report/values_text.hpp"

namespace precept::cli {

namespace {

using analyze::Difference;

const char* word_of(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::added: return "added";
    case Difference::Kind::removed: return "removed";
    case Difference::Kind::changed: return "changed";
    case Difference::Kind::wording: break;
  }
  return "wording changed";
}

std::string indented(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    out += (end > at ? "    " : "") + text.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return out;
}

std::string text_of(const Difference& one) {
  std::string out = fmt::format("{} {}: {}{}\n", one.what, one.name, word_of(one.kind), one.pages.empty() ? "" : " (" + pages_words(one.pages) + ")");
  for (const auto& part : one.parts) {
    out += fmt::format("  {}\n", part.part);
    out += fmt::format("    before: {}\n", part.before.empty() ? "(not there)" : part.before);
    out += fmt::format("    after:  {}\n", part.after.empty() ? "(not there)" : part.after);
    if (part.before == part.after) out += "    the difference is in what these names stand for\n";
  }
  if (one.witness && one.witness->text.empty())
    out += fmt::format("  witness: the example \"{}\" of the library {} comes out as {} before, {} after\n", one.witness->example,
                       one.witness->of_before ? "before" : "after", one.witness->before, one.witness->after);
  else if (one.witness)
    out += fmt::format("  witness: this case comes out as {} before, {} after; as an example of the library {}:\n{}", one.witness->before,
                       one.witness->after, one.witness->of_before ? "before" : "after", indented(one.witness->text));
  else if (one.what != "definition" && one.kind != Difference::Kind::wording)
    out += "  witness: none was found that comes out otherwise\n";
  return out;
}

std::string json_of(const Difference& one) {
  std::string parts;
  for (const auto& part : one.parts)
    parts += fmt::format("{}{{\"part\":{},\"before\":{},\"after\":{}}}", parts.empty() ? "" : ",", json_string(part.part), json_string(part.before),
                         json_string(part.after));
  std::string witness = "null";
  if (one.witness)
    witness = fmt::format("{{\"example\":{},\"library\":\"{}\",\"text\":{},\"before\":{},\"after\":{}}}", json_string(one.witness->example),
                          one.witness->of_before ? "before" : "after", one.witness->text.empty() ? "null" : json_string(one.witness->text),
                          json_string(one.witness->before), json_string(one.witness->after));
  return fmt::format("{{\"what\":{},\"name\":{},\"change\":{},\"pages\":{},\"parts\":[{}],\"witness\":{}}}", json_string(one.what),
                     json_string(one.name), json_string(word_of(one.kind)), json_string(one.pages), parts, witness);
}

}  // namespace

std::string differences_text(const std::vector<analyze::Difference>& found) {
  std::string out;
  for (const Difference& one : found) out += text_of(one);
  return has_changed(found) ? out : out + "no change in meaning\n";
}

std::string differences_json(const std::vector<analyze::Difference>& found) {
  std::string out;
  for (const Difference& one : found) out += (out.empty() ? "" : ",\n") + json_of(one);
  return fmt::format("\"changed\":{},\"differences\":[{}]", has_changed(found), out);
}

bool has_changed(const std::vector<analyze::Difference>& found) {
  return std::any_of(found.begin(), found.end(), [](const Difference& one) { return one.kind != Difference::Kind::wording; });
}

}  // namespace precept::cli
