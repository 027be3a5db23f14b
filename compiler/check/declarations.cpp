// Declarations: who owns what, and every name once.
// In: files and their headers. Out: owners, scopes, enumerations, units, services, facts; definitions wait for first use.
#include <algorithm>
#include <tuple>

#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"
#include "runtime/values/calendar.hpp"

namespace precept::check {

namespace {

constexpr const char* kBuiltinNames[] = {"", "requested", "requested_over", "requested_rate", "used"};

// A file without a header is a guideline named after its file.
std::string guideline_name(const std::string& stem) {
  std::string name;
  for (const char letter : stem) {
    const bool upper = letter >= 'A' && letter <= 'Z';
    const bool plain_letter = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    name += upper ? static_cast<char>(letter - 'A' + 'a') : plain_letter ? letter : '_';
  }
  if (name.empty() || !(name[0] >= 'a' && name[0] <= 'z')) name.insert(0, "guideline_");
  return name;
}

bool only_examples(const ast::File& file) {
  for (const auto& declaration : file.declarations)
    if (!std::holds_alternative<ast::Example>(declaration.node)) return false;
  return true;
}

Span file_start(const ast::File& file) { return {file.source, 0, 0}; }

const ast::Name* declared_name(const ast::Declaration& node) {
  return std::visit(
      [](const auto& declaration) -> const ast::Name* {
        if constexpr (requires { declaration.name; }) return &declaration.name;
        else return nullptr;
      },
      node);
}

}  // namespace

// One owner a vocabulary, an edition or a policy; files with the same header share it.
void Checker::collect_owners() {
  scopes_.resize(syntax_.files.size());
  edition_of_file_.assign(syntax_.files.size(), -1);
  std::map<std::string, Owner*> known;
  std::map<std::string, std::int64_t> editions;
  for (std::size_t i = 0; i < syntax_.files.size(); ++i) {
    const ast::File& file = syntax_.files[i];
    const bool headed = file.header.has_value();
    const auto kind = headed ? file.header->kind : ast::Header::Kind::guideline;
    std::string name = headed ? file.header->name.text : guideline_name(sources_.files[file.source].stem());
    const std::string from = headed && file.header->effective_from ? file.header->effective_from->text : "";
    std::string display = from.empty() ? name : name + " " + from;
    const std::string key = std::to_string(static_cast<int>(kind)) + " " + display + (headed ? "" : " " + std::to_string(i));
    auto& owner = known[key];
    if (owner == nullptr) {
      owners_.emplace_back();
      owner = &owners_.back();
      owner->kind = kind;
      owner->name = name;
      owner->display = display;
      owner->span = headed ? file.header->name.span : file_start(file);
    } else if (kind == ast::Header::Kind::policy) {
      diagnostics_.report(Code::E0414, file.header->name.span, name).mark(owner->span, "declared here first");
    }
    scopes_[i].own = owner;
    if (kind != ast::Header::Kind::guideline || (!headed && only_examples(file))) continue;
    auto [it, fresh] = editions.try_emplace(key, static_cast<std::int64_t>(library_.editions.size()));
    edition_of_file_[i] = it->second;
    if (fresh) {
      library_.editions.emplace_back();
      library_.editions.back().span = owner->span;
    }
    Edition& edition = library_.editions[static_cast<std::size_t>(it->second)];
    edition.guideline = name;
    edition.name = from;
    if (edition.words.empty()) edition.words = words_of(headed ? file.header->words : std::nullopt, name);
    if (!headed) continue;
    const ast::Header& header = *file.header;
    const auto agree = [&, fresh = fresh](const std::optional<ast::String>& said, std::string& kept, const std::string& otherwise, const char* what) {
      if (!said || said->text.empty()) return;
      if (!fresh && kept != otherwise && kept != said->text)
        diagnostics_.report(Code::E0412, said->span, what).mark(edition.span, "the other header");
      kept = said->text;
    };
    agree(header.words, edition.words, words_of(std::nullopt, name), "its name in words");
    agree(header.source, edition.source, "", "`source`");
    const auto day = [&](const std::optional<ast::Name>& at) -> std::optional<std::int64_t> {
      if (!at) return std::nullopt;
      const auto parsed = parse_date(at->text);
      if (!parsed) no_such_date(at->span, at->text);
      return parsed;
    };
    edition.from = day(header.effective_from);
    const auto until = day(header.effective_until);
    if (!fresh && until != edition.until)
      diagnostics_.report(Code::E0412, header.effective_until ? header.effective_until->span : header.name.span, "`until`")
          .mark(edition.span, "the other header");
    edition.until = until;
    if (edition.from && until && *until <= *edition.from) diagnostics_.report(Code::E0404, header.effective_until->span);
  }
}

void Checker::collect_uses() {
  std::map<std::string, Owner*> vocabularies;
  std::vector<std::string> names;
  for (Owner& owner : owners_)
    if (owner.kind == ast::Header::Kind::vocabulary) {
      vocabularies[owner.name] = &owner;
      names.push_back(owner.name);
    }
  for (std::size_t i = 0; i < syntax_.files.size(); ++i) {
    const ast::File& file = syntax_.files[i];
    FileScope& scope = scopes_[i];
    if (!file.header) {
      for (auto& [name, vocabulary] : vocabularies) scope.used.push_back(vocabulary);
      continue;
    }
    for (const ast::Name& name : file.header->uses) {
      const auto found = vocabularies.find(name.text);
      if (found == vocabularies.end()) {
        report_near(diagnostics_.report(Code::E0204, name.span, name.text), name.text, names);
        scope.incomplete = true;
        continue;
      }
      if (found->second == scope.own) continue;
      bool again = false;
      for (const Owner* used : scope.used) again = again || used == found->second;
      if (!again) scope.used.push_back(found->second);
    }
  }
}

// By owner and name, vocabularies first: the order of declarations and of files means nothing, so what is numbered in it is
// numbered alike whatever it is. Of two with one name the one that is written first comes first.
std::vector<std::pair<std::size_t, const ast::DeclarationAt*>> Checker::declarations_in_order() const {
  std::vector<std::pair<std::size_t, const ast::DeclarationAt*>> all;
  for (std::size_t i = 0; i < syntax_.files.size(); ++i)
    for (const auto& declaration : syntax_.files[i].declarations) all.emplace_back(i, &declaration);
  const auto key = [&](const std::pair<std::size_t, const ast::DeclarationAt*>& one) {
    const Owner& owner = *scopes_[one.first].own;
    const ast::Name* name = declared_name(one.second->node);
    return std::tuple(static_cast<int>(owner.kind), std::string_view(owner.display), name != nullptr ? std::string_view(name->text) : std::string_view());
  };
  std::stable_sort(all.begin(), all.end(), [&](const auto& left, const auto& right) { return key(left) < key(right); });
  return all;
}

void Checker::collect_names() {
  const auto in_order = declarations_in_order();
  const auto each = [&](auto&& visit) {
    for (const auto& [file, declaration] : in_order)
      if (scopes_[file].own->kind != ast::Header::Kind::policy) visit(declaration->node, scopes_[file]);
  };
  for (std::size_t i = 0; i < syntax_.files.size(); ++i) {
    if (scopes_[i].own->kind != ast::Header::Kind::policy) continue;
    for (const auto& declaration : syntax_.files[i].declarations) {
      const ast::Name* name = declared_name(declaration.node);
      if (name == nullptr) continue;
      diagnostics_.report(Code::E0411, name->span, name->text).hint("move it to a vocabulary that this policy names under `uses`");
      scopes_[i].own->lost.insert(name->text);
    }
  }
  for (std::size_t i = 0; i < syntax_.files.size(); ++i)
    for (const ast::Name& name : syntax_.files[i].lost) scopes_[i].own->lost.insert(name.text);
  each([&](const ast::Declaration& node, FileScope& scope) {
    if (const auto* found = std::get_if<ast::EnumerationDecl>(&node)) declare_enumeration(*found, *scope.own);
    if (const auto* found = std::get_if<ast::UnitDecl>(&node)) {
      declare_unit_names(*found, *scope.own);
      unit_nodes_.emplace_back(found, &scope);
    }
  });
  for (const auto& [node, scope] : unit_nodes_) resolve_unit(*node, *scope);
  each([&](const ast::Declaration& node, FileScope& scope) {
    if (const auto* found = std::get_if<ast::CodesDecl>(&node)) declare_codes(*found, scope);
  });
  each([&](const ast::Declaration& node, FileScope& scope) {
    if (const auto* found = std::get_if<ast::RecordDecl>(&node)) declare_record(*found, scope);
  });
  each([&](const ast::Declaration& node, FileScope& scope) {
    if (const auto* found = std::get_if<ast::RecordDecl>(&node)) declare_fields(*found, scope);
  });
  check_records();
  each([&](const ast::Declaration& node, FileScope& scope) {
    if (const auto* found = std::get_if<ast::ServiceDecl>(&node)) declare_service(*found, scope);
  });
  each([&](const ast::Declaration& node, FileScope& scope) {
    if (const auto* found = std::get_if<ast::FactDecl>(&node)) declare_fact(*found, scope);
    if (const auto* found = std::get_if<ast::DefineDecl>(&node)) declare_definition(*found, scope);
  });
  each([&](const ast::Declaration& node, FileScope& scope) {
    const auto* found = std::get_if<ast::CriterionDecl>(&node);
    if (found == nullptr) return;
    const auto [first, fresh] = scope.own->criteria.try_emplace(found->name.text, Declared<const ast::Criterion*>{&found->criterion, found->name.span});
    if (!fresh) diagnostics_.report(Code::E0202, found->name.span, found->name.text).mark(first->second.span, "declared here first");
  });
  each([&](const ast::Declaration& node, FileScope& scope) {  // what a table is looked up by may be called after a fact
    if (const auto* found = std::get_if<ast::TableDecl>(&node)) declare_table(*found, scope);
  });
  each([&](const ast::Declaration& node, FileScope& scope) {
    if (std::holds_alternative<ast::FactDecl>(node) || std::holds_alternative<ast::DefineDecl>(node) ||
        std::holds_alternative<ast::CodesDecl>(node) || std::holds_alternative<ast::TableDecl>(node))
      check_hidden(*declared_name(node), scope);
  });
  each([&](const ast::Declaration& node, FileScope& scope) {  // `date from start` looks at facts declared anywhere
    const auto* found = std::get_if<ast::FactDecl>(&node);
    if (found == nullptr || !found->type.not_before) return;
    const auto self = scope.own->values.find(found->name.text);
    const auto other = find_in(scope, &Owner::values, found->type.not_before->text);
    if (self == scope.own->values.end() || self->second.what != ValueRef::What::fact) return;
    if (other.entry == nullptr || other.entry->what != ValueRef::What::fact ||
        library_.facts[other.entry->index].type.kind != Kind::date) {
      if (other.entry == nullptr && excused(found->type.not_before->text, scope)) return;
      if (other.entry != nullptr) {
        if (other.entry->what == ValueRef::What::refused) return;
        diagnostics_.report(Code::E0324, found->type.not_before->span,
                            other.entry->what == ValueRef::What::fact ? describe(library_.facts[other.entry->index].type) : "a definition")
            .hint("`date from` names a fact that is a date");
        return;
      }
      report_near(diagnostics_.report(Code::E0201, found->type.not_before->span, found->type.not_before->text),
                  found->type.not_before->text, names_in(scope, &Owner::values))
          .hint("`date from` names a fact that is a date");
      return;
    }
    library_.facts[self->second.index].not_before = FactId{other.entry->index};
  });
}

// Values share one space in an owner.
bool Checker::taken(const Owner& owner, const ast::Name& name) {
  for (int which = 1; which <= 4; ++which)
    if (name.text == kBuiltinNames[which]) {
      diagnostics_.report(Code::E0214, name.span, name.text).hint("take the declaration out, and use it in rules as it is");
      return true;
    }
  const auto found = owner.values.find(name.text);
  const auto other = owner.others.find(name.text);
  if (found == owner.values.end() && other == owner.others.end()) return false;
  diagnostics_.report(Code::E0202, name.span, name.text)
      .mark(found != owner.values.end() ? found->second.span : other->second.span, "declared here first");
  return true;
}

// A guideline's own names must not hide those that it uses.
void Checker::check_hidden(const ast::Name& name, const FileScope& scope) {
  for (const Owner* used : scope.used) {
    const auto value_found = used->values.find(name.text);
    const auto other = used->others.find(name.text);
    if (value_found == used->values.end() && other == used->others.end()) continue;
    diagnostics_.report(Code::E0202, name.span, name.text)
        .mark(value_found != used->values.end() ? value_found->second.span : other->second.span,
              "the vocabulary `" + used->name + "` declares it");
  }
}

void Checker::declare_enumeration(const ast::EnumerationDecl& node, Owner& owner) {
  if (const auto found = owner.enumerations.find(node.name.text); found != owner.enumerations.end()) {
    diagnostics_.report(Code::E0202, node.name.span, node.name.text).mark(found->second.span, "declared here first");
    return;
  }
  Enumeration enumeration{node.name.text, node.scale, {}};
  if (node.members.size() > 64) diagnostics_.report(Code::E0216, node.name.span, node.name.text, node.members.size())
        .hint("divide it into two, or make a code list of codes");
  for (const ast::Member& member : node.members) {
    for (std::size_t i = 0; i < enumeration.members.size(); ++i)
      if (enumeration.members[i].name == member.name.text)
        diagnostics_.report(Code::E0202, member.name.span, member.name.text).mark(node.members[i].name.span, "declared here first");
    if (enumeration.members.size() < 64)
      enumeration.members.push_back({member.name.text, words_of(member.words, member.name.text)});
  }
  owner.enumerations[node.name.text] = {EnumId{static_cast<std::uint32_t>(library_.enumerations.size())}, node.name.span};
  library_.enumerations.push_back(std::move(enumeration));
}

void Checker::declare_unit_names(const ast::UnitDecl& node, Owner& owner) {
  Unit unit;
  unit.singular = node.name.text;
  unit.plural = node.plural ? node.plural->text : node.name.text;
  unit.powers = {{node.name.text, 1}};
  if (node.of) unit.singular.clear();  // until it is resolved
  const auto declare = [&](const ast::Name& name) {
    if (is_time_word(name.text)) diagnostics_.report(Code::E0311, name.span, name.text);
    const auto [it, fresh] = owner.units.try_emplace(name.text, Declared<Unit>{unit, name.span});
    if (!fresh) diagnostics_.report(Code::E0202, name.span, name.text).mark(it->second.span, "declared here first");
  };
  declare(node.name);
  if (node.plural && node.plural->text != node.name.text) declare(*node.plural);
}

void Checker::declare_service(const ast::ServiceDecl& node, const FileScope& scope) {
  for (const Owner& owner : owners_)  // a case names services bare, so they are one space in a library
    if (const auto found = owner.services.find(node.name.text); found != owner.services.end()) {
      diagnostics_.report(Code::E0202, node.name.span, node.name.text).mark(found->second.span, "declared here first");
      return;
    }
  Service service;
  service.name = node.name.text;
  service.words = words_of(node.words, node.name.text);
  service.span = node.name.span;
  if (node.unit)
    if (const auto unit = unit_of(*node.unit, scope, false)) service.unit = *unit;
  scope.own->services[node.name.text] = {ServiceId{static_cast<std::uint32_t>(library_.services.size())}, node.name.span};
  library_.services.push_back(std::move(service));
}

// What is declared of a fact, and of a field. Its type is an error where that was reported.
Fact Checker::fact_of(const ast::FactDecl& node, const FileScope& scope) {
  Fact fact;
  fact.name = node.name.text;
  fact.words = words_of(node.words, node.name.text);
  fact.documented_by = node.documented_by ? node.documented_by->text : "";
  fact.owner = scope.own->display;
  fact.type = type_of(node.type, scope);
  fact.per_request = node.per_request;
  fact.span = node.name.span;
  if (fact.type.kind == Kind::error) return fact;
  fact.incomplete_unless_stated = node.incomplete_unless_stated;
  if (node.incomplete_unless_stated && fact.type.kind != Kind::list)
    diagnostics_.report(Code::E0367, node.name.span, node.name.text, describe(fact.type));
  fact.whole = whole_of(fact.type);
  const Place place{&scope, std::nullopt};
  check_range(node.type, fact, place);
  if (node.assumed && fact.type.kind == Kind::code) {
    diagnostics_.report(Code::E0331, node.assumed->span, fact.name);
  } else if (node.assumed) {
    fact.assumed = literal(*node.assumed, fact.type, place);
    if (fact.assumed && is_ordered(fact.type.kind == Kind::date ? TypeKind::date : TypeKind::count) && fact.type.kind != Kind::truth &&
        fact.type.kind != Kind::choice && (fact.assumed->lo < fact.whole.lo || fact.assumed->hi > fact.whole.hi))
      diagnostics_.report(Code::E0325, node.assumed->span, fact.name, range_words(fact));
  }
  return fact;
}

void Checker::declare_fact(const ast::FactDecl& node, const FileScope& scope) {
  if (taken(*scope.own, node.name)) return;
  Fact fact = fact_of(node, scope);
  if (fact.type.kind == Kind::error) {
    scope.own->values[node.name.text] = {ValueRef::What::refused, 0, node.name.span};
    return;
  }
  scope.own->values[node.name.text] = {ValueRef::What::fact, static_cast<std::uint32_t>(library_.facts.size()), node.name.span};
  library_.facts.push_back(std::move(fact));
}

void Checker::check_range(const ast::TypeExpr& type, Fact& fact, const Place& place) {
  const auto bound = [&](const ast::ExprPtr& node) -> std::optional<std::int64_t> {
    if (!node) return std::nullopt;
    const auto read = literal(*node, fact.type, place);
    if (!read) return std::nullopt;
    return read->lo;
  };
  const auto low = bound(type.low), high = bound(type.high);
  if (low) {
    if (*low < 0 && !fact.type.is_signed && fact.type.kind != Kind::date)
      diagnostics_.report(Code::E0325, type.low->span, fact.name, range_words(fact)).hint("for values below zero write `signed number`");
    fact.whole.lo = *low;
  }
  if (high) fact.whole.hi = *high;
  if ((low || high) && fact.whole.lo > fact.whole.hi) diagnostics_.report(Code::E0312, type.span).hint("the lower value comes first");
}

}  // namespace precept::check
