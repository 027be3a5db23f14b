// The command line, read: a verb, its options, what is left.
// In: argv. Out: Arguments, or a sentence of what is wrong. Never here: what verbs do.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace precept::cli {

struct OptionSpec {
  std::string name;                  // "--format"
  std::string short_name;            // "-g", or empty
  std::string value;                 // "LIBRARY" in the help; empty: a flag
  std::string help;
  std::vector<std::string> choices;  // the words that the value may be; empty: any
};

struct VerbSpec {
  std::string name;
  std::string usage;                 // "check PATH..."
  std::string summary;
  std::string example;
  std::vector<OptionSpec> options;
};

const std::vector<VerbSpec>& verbs();
const VerbSpec* find_verb(const std::string& name);

struct Arguments {
  const VerbSpec* verb = nullptr;
  std::map<std::string, std::vector<std::string>> values;  // by long name; a flag has one empty value
  std::vector<std::string> paths;
  bool has(const std::string& option) const { return values.contains(option); }
  std::string get(const std::string& option, const std::string& otherwise = {}) const {
    const auto found = values.find(option);
    return found == values.end() ? otherwise : found->second.back();
  }
  const std::vector<std::string>& all(const std::string& option) const {
    static const std::vector<std::string> none;
    const auto found = values.find(option);
    return found == values.end() ? none : found->second;
  }
};

// `words` without the program's name. On a mistake: nothing, and what is wrong in `error`.
std::optional<Arguments> read_arguments(const std::vector<std::string>& words, std::string& error);

std::string help_text();                         // of the whole program
std::string help_text(const VerbSpec& verb);

}  // namespace precept::cli
