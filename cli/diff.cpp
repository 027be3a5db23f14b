// `precept diff`: what two libraries say otherwise, by meaning. Exit 0: nothing; 1: something; 2: could not be told.
#include <fmt/format.h>

#include <algorithm>

#include "cli/console.hpp"
#include "cli/json.hpp"
#include "cli/library.hpp"
#include "cli/verbs.hpp"
#include "compiler/analyze/difference.hpp"
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

int run_diff(const Arguments& arguments) {
  if (!arguments.has("--before") || !arguments.has("--after") || !arguments.paths.empty()) {
    complain("`diff` wants two libraries: --before LIBRARY --after LIBRARY");
    return kNotDone;
  }
  int code = kDone;
  const auto before = load_library(arguments.all("--before"), code);
  if (!before) return kNotDone;
  const auto after = load_library(arguments.all("--after"), code);
  if (!after) return kNotDone;
  const auto found = analyze::differences({before->program(), before->examples}, {after->program(), after->examples});
  const bool as_json = arguments.get("--format", "text") == "json";
  std::string out;
  bool changed = false;
  for (const Difference& one : found) {
    changed = changed || one.kind != Difference::Kind::wording;
    out += as_json ? (out.empty() ? "" : ",\n") + json_of(one) : text_of(one);
  }
  if (as_json)
    print(fmt::format("{{\"changed\":{},\"differences\":[{}]}}\n", changed, out));
  else
    print(changed ? out : out + "no change in meaning\n");
  return changed ? kAnswerIsNo : kDone;
}

}  // namespace precept::cli
