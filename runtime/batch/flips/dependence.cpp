// Everything that is reached is written out; each operation stands as its hash, so that shared ones stay small.
#include "runtime/batch/flips/dependence.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "runtime/program/sha256.hpp"

namespace precept::batch {
namespace {

std::string hashed(const std::string& text) {
  Sha256 hash;
  hash.add(text);
  return hash.hex();
}

// Members of a text, each with its length before it, so that no two lists of members give one text.
class Members {
 public:
  Members& add(std::string_view text) {
    text_ += std::to_string(text.size());
    text_ += ':';
    text_ += text;
    return *this;
  }
  Members& add(std::int64_t number) { return add(std::to_string(number)); }
  Members& add(Value value) { return add(value.lo).add(value.hi); }
  template <class Member>
  Members& add(const std::optional<Member>& member) {
    return member ? add(1).add(*member) : add(0);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class Writer {
 public:
  Writer(const Program& program, PolicyId policy)
      : program_(program), policy_(program.policies[policy.index]), nodes_(program.nodes.size()) {}

  std::string service(ServiceId id) {
    const Service& service = program_.service(id);
    Members out;
    out.add(service.name).add(service.unit ? unit(*service.unit) : "");
    add_policy(out);
    for (const ConsultStep& step : policy_.steps)
      for (const Consulted& consulted : step.alternatives)
        for (const EditionId edition : consulted.editions)
          for (const RuleId rule : program_.edition(edition).rules)
            if (program_.rule(rule).service == id) add_rule(out, program_.rule(rule));
    return hashed(out.text());
  }

  std::string reading(std::string_view name) const {
    std::set<std::string> all;  // editions may each declare a fact of one name
    for (const Fact& one : program_.facts)
      if (one.builtin == Builtin::none && one.name == name) all.insert(fact(one, false));
    Members out;
    for (const std::string& one : all) out.add(one);
    return hashed(out.text());
  }

 private:
  // With all units that convert to it: a case may write any of them.
  std::string unit(UnitId id) const {
    const Unit& own = program_.unit(id);
    std::set<std::string> all;
    const auto text = [](const Unit& one) {
      return Members().add(one.singular).add(one.plural).add(one.dimension).add(one.numerator).add(one.denominator).text();
    };
    if (!own.dimension.empty())
      for (const Unit& one : program_.units)
        if (one.dimension == own.dimension) all.insert(text(one));
    Members out;
    out.add(text(own));
    for (const std::string& one : all) out.add(one);
    return out.text();
  }

  // Without the items of a system of codes: how a code's cell is read, though not what follows from it.
  std::string type(const Type& type, bool with_items = true) const {
    Members out;
    out.add(static_cast<int>(type.kind)).add(type.is_signed ? 1 : 0).add(type.unit ? unit(*type.unit) : "");
    if (type.kind == TypeKind::choice || type.kind == TypeKind::scale)
      for (const Member& member : program_.enumeration(type.enumeration).members) out.add(member.name);
    if (type.kind == TypeKind::code) {
      out.add(program_.system(type.system).name);
      if (with_items)
        for (const std::string& item : program_.system(type.system).items) out.add(item);
    }
    if (type.kind == TypeKind::list)
      for (const Field& field : program_.record(type.record).fields)
        out.add(field.name).add(this->type(field.type, with_items)).add(field.whole).add(field.assumed)
            .add(field.not_before ? std::int64_t{*field.not_before} : -1).add(field.incomplete_unless_stated ? 1 : 0);
    return hashed(out.text());
  }

  std::string fact(const Fact& one, bool with_items = true) const {
    Members out;
    out.add(one.name).add(type(one.type, with_items)).add(one.whole).add(one.assumed).add(one.per_request ? 1 : 0);
    out.add(static_cast<int>(one.builtin)).add(one.service ? program_.service(*one.service).name : "");
    out.add(one.not_before ? fact(program_.fact(*one.not_before), with_items) : "").add(one.incomplete_unless_stated ? 1 : 0);
    return hashed(out.text());
  }

  std::string scope(ScopeId id) const {
    if (id == ScopeId{}) return "";
    const Scope& one = program_.scope(id);
    Members out;
    out.add(scope(one.parent)).add(one.fact ? fact(program_.fact(*one.fact)) : "");
    if (!one.fact) out.add(scope(one.owner)).add(one.field);
    return hashed(out.text());
  }

  const std::string& node(NodeId id) {
    std::string& known = nodes_[id.index];
    if (!known.empty()) return known;
    const Node& one = program_.node(id);
    Members out;
    out.add(static_cast<int>(one.op)).add(type(one.type)).add(scope(one.scope)).add(scope(one.list));
    for (const auto* nodes : {&one.operands, &one.body}) {
      out.add(static_cast<std::int64_t>(nodes->size()));
      for (const NodeId other : *nodes) out.add(node(other));
    }
    if (one.op == Op::fact || one.op == Op::recorded) out.add(fact(program_.fact(one.fact)));
    if (one.op == Op::code_in)
      for (const std::string& item : program_.code_list(one.codes).items) out.add(item);
    out.add(one.field).add(one.constant).add(static_cast<std::int64_t>(one.members)).add(one.quantity);
    out.add(one.numerator).add(one.denominator);
    return known = hashed(out.text());
  }
  std::string node(const std::optional<NodeId>& id) { return id ? node(*id) : std::string(); }

  void add_policy(Members& out) {
    out.add(node(policy_.as_of)).add(policy_.as_of_fact ? fact(program_.fact(*policy_.as_of_fact)) : "");
    out.add(static_cast<int>(policy_.requirement)).add(static_cast<int>(policy_.exclusion)).add(policy_.allowance_least ? 1 : 0);
    out.add(static_cast<int>(policy_.when_silent)).add(static_cast<int>(policy_.when_conflict));
    for (int i = 0; i < kOutcomes; ++i) out.add(policy_.needs_review[i] ? 1 : 0).add(policy_.says[i]);
    for (const ConsultStep& step : policy_.steps) {
      out.add(static_cast<std::int64_t>(step.alternatives.size()));
      for (const Consulted& consulted : step.alternatives) {
        out.add(consulted.guideline).add(node(consulted.unless)).add(static_cast<std::int64_t>(consulted.editions.size()));
        for (const EditionId id : consulted.editions) {
          const Edition& edition = program_.edition(id);
          out.add(edition.name).add(edition.from).add(edition.until);
        }
      }
    }
  }

  void add_criterion(Members& out, CriterionId id) {
    const Criterion& one = program_.criterion(id);
    out.add(one.label).add(static_cast<int>(one.section)).add(node(one.condition)).add(node(one.unless)).add(node(one.effective));
    out.add(one.closing ? static_cast<int>(*one.closing) : -1).add(static_cast<int>(one.group)).add(one.group_quantity);
    out.add(static_cast<std::int64_t>(one.branches.size()));
    for (const CriterionId branch : one.branches) add_criterion(out, branch);
  }

  void add_rule(Members& out, const Rule& rule) {
    const Edition& edition = program_.edition(rule.edition);
    out.add(edition.guideline).add(edition.name).add(rule.name).add(rule.label).add(rule.evidence);
    out.add(rule.not_recommended ? 1 : 0).add(rule.applies_otherwise ? 1 : 0).add(node(rule.applies));
    out.add(static_cast<std::int64_t>(rule.overrides.size()));
    for (const RuleId other : rule.overrides) out.add(program_.rule(other).name);
    for (const auto* criteria : {&rule.requirements, &rule.exclusions, &rule.considers}) {
      out.add(static_cast<std::int64_t>(criteria->size()));
      for (const CriterionId id : *criteria) add_criterion(out, id);
    }
    for (const auto* lines : {&rule.allows, &rule.never_more}) {
      out.add(static_cast<std::int64_t>(lines->size()));
      for (const GrantLine& line : *lines)
        out.add(node(line.quantity)).add(node(line.within)).add(line.less_used ? 1 : 0).add(node(line.when));
    }
  }

  const Program& program_;
  const Policy& policy_;
  std::vector<std::string> nodes_;  // by id; empty: not written yet
};

}  // namespace

Dependence dependence_of(const Program& program, PolicyId policy) {
  Writer writer(program, policy);
  Dependence out;
  for (std::uint32_t i = 0; i < program.services.size(); ++i) out.services[program.services[i].name] = writer.service({i});
  for (const Fact& fact : program.facts)
    if (fact.builtin == Builtin::none && !out.readings.contains(fact.name)) out.readings[fact.name] = writer.reading(fact.name);
  return out;
}

}  // namespace precept::batch
