// Owners by their headers, pages and places by their names.
#include "compiler/document/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/report/words.hpp"

namespace precept::site {

namespace {

constexpr std::size_t kNameMax = 80;

std::string safe(std::string_view name) {
  std::string out;
  for (const char letter : clean(name)) {
    const bool upper = letter >= 'A' && letter <= 'Z';
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
    if (upper)
      out += static_cast<char>(letter - 'A' + 'a');
    else if (plain)
      out += letter;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  if (out.size() > kNameMax) out.resize(kNameMax);
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

const ast::Name* declared_name(const ast::Declaration& declaration) {
  return std::visit(
      [](const auto& made) -> const ast::Name* {
        if constexpr (
            requires { made.gives; } || requires { made.members; } || requires { made.items; } ||
            requires { made.plural; } || requires { made.fields; } || requires { made.per_request; } ||
            requires { made.value; } ||
            requires {
              made.criterion;
              made.name.text;
            })
          return &made.name;
        else
          return nullptr;
      },
      declaration);
}

std::string kind_of(const ast::Declaration& declaration) {
  if (std::holds_alternative<ast::FactDecl>(declaration)) return "fact";
  if (std::holds_alternative<ast::DefineDecl>(declaration)) return "definition";
  if (std::holds_alternative<ast::EnumerationDecl>(declaration)) return "choice";
  if (std::holds_alternative<ast::RecordDecl>(declaration)) return "record";
  if (std::holds_alternative<ast::CodesDecl>(declaration)) return "codes";
  if (std::holds_alternative<ast::TableDecl>(declaration)) return "table";
  if (std::holds_alternative<ast::CriterionDecl>(declaration)) return "criterion";
  return {};  // units and services: told of elsewhere; rules and examples have pages of their own
}

const char* prefix_of(ast::Header::Kind kind) {
  switch (kind) {
    case ast::Header::Kind::vocabulary:
      return "vocabulary";
    case ast::Header::Kind::guideline:
      return "guideline";
    case ast::Header::Kind::policy:
      return "policy";
  }
  return "";
}

}  // namespace

std::string FileNames::take(std::string_view prefix, std::string_view name) {
  const std::string made = safe(name);
  const std::string base = made.empty() ? std::string(prefix) : fmt::format("{}-{}", prefix, made);
  std::string out = base;
  for (int i = 2; !taken_.insert(out).second; ++i) out = fmt::format("{}-{}", base, i);
  return out + ".html";
}

std::string spaced(std::string_view name) {
  std::string out = clean(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string anchor_of(std::string_view kind, std::string_view name) { return fmt::format("{}-{}", kind, safe(name)); }

Names::Names(const Input& input) {
  collect_owners(input);
  collect_declared(input);
  FileNames files;
  for (Owner& owner : owners_) owner.page = files.take(prefix_of(owner.kind), owner.display);
  for (const Rule& rule : input.program.rules) {
    const Edition& from = input.program.edition(rule.edition);
    rule_pages_.push_back(files.take("rule", fmt::format("{}-{}-{}", from.guideline, from.name, rule.name)));
  }
  for (const Service& service : input.program.services) service_pages_.push_back(files.take("service", service.name));
}

void Names::collect_owners(const Input& input) {
  std::map<std::string, std::size_t> known;
  owner_of_file_.assign(input.sources.files.size(), input.sources.files.size() + 1);
  for (std::uint32_t i = 0; i < input.syntax.files.size(); ++i) {
    const ast::File& file = input.syntax.files[i];
    Owner made;
    if (file.header) {
      made.kind = file.header->kind;
      made.name = file.header->name.text;
      made.from = file.header->effective_from ? file.header->effective_from->text : "";
    } else {
      // A file without a header is a guideline of its own, unless it holds examples alone: the checker named it.
      const auto found = std::find_if(input.checked.editions.begin(), input.checked.editions.end(),
                                      [&](const check::Edition& one) { return one.span.file == file.source; });
      if (found == input.checked.editions.end()) continue;
      made.kind = ast::Header::Kind::guideline;
      made.name = found->guideline;
      made.words = found->words;
    }
    made.display = made.from.empty() ? made.name : made.name + " " + made.from;
    const std::string key =
        fmt::format("{} {} {}", prefix_of(made.kind), made.display, file.header ? "" : std::to_string(i));
    const auto [at, fresh] = known.try_emplace(key, owners_.size());
    if (fresh) owners_.push_back(std::move(made));
    Owner& owner = owners_[at->second];
    owner.files.push_back(i);
    owner_of_file_[file.source] = at->second;
    if (!file.header) continue;
    if (file.header->words) owner.words = file.header->words->text;
    if (file.header->source) owner.source = file.header->source->text;
    if (file.header->effective_until) owner.until = file.header->effective_until->text;
    for (const ast::Name& used : file.header->uses)
      if (std::find(owner.uses.begin(), owner.uses.end(), used.text) == owner.uses.end()) owner.uses.push_back(used.text);
  }
}

void Names::collect_declared(const Input& input) {
  for (Owner& owner : owners_)
    for (const std::uint32_t file : owner.files)
      for (const ast::DeclarationAt& one : input.syntax.files[file].declarations)
        if (const std::string kind = kind_of(one.node); !kind.empty())
          if (const ast::Name* name = declared_name(one.node))
            owner.declared.emplace(name->text, anchor_of(kind, name->text));
}

const Owner* Names::owner_of_file(std::uint32_t source) const {
  if (source >= owner_of_file_.size() || owner_of_file_[source] >= owners_.size()) return nullptr;
  return &owners_[owner_of_file_[source]];
}

const Owner* Names::edition(const Edition& edition) const {
  for (const Owner& owner : owners_)
    if (owner.kind == ast::Header::Kind::guideline && owner.name == edition.guideline && owner.from == edition.name)
      return &owner;
  return nullptr;
}

const Owner* Names::policy(const std::string& name) const {
  for (const Owner& owner : owners_)
    if (owner.kind == ast::Header::Kind::policy && owner.name == name) return &owner;
  return nullptr;
}

std::string Names::link(std::uint32_t source, std::string_view name) const {
  const Owner* own = owner_of_file(source);
  if (own == nullptr) return {};
  const auto in = [&](const Owner& owner) -> std::string {
    const auto found = owner.declared.find(std::string(name));
    return found == owner.declared.end() ? "" : owner.page + "#" + found->second;
  };
  if (std::string link = in(*own); !link.empty()) return link;
  for (const std::string& used : own->uses)
    for (const Owner& owner : owners_)
      if (owner.kind == ast::Header::Kind::vocabulary && owner.name == used)
        if (std::string link = in(owner); !link.empty()) return link;
  return {};
}

std::string Names::declared_by(const std::string& display, const std::string& name) const {
  for (const Owner& owner : owners_)
    if (owner.display == display)
      if (const auto found = owner.declared.find(name); found != owner.declared.end())
        return owner.page + "#" + found->second;
  return {};
}

std::string Names::link(const Fact& fact) const {
  return fact.builtin == Builtin::none ? declared_by(fact.owner, fact.name) : "";
}

std::string Names::link(const Definition& definition) const { return declared_by(definition.owner, definition.name); }

}  // namespace precept::site
