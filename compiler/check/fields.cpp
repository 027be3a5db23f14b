// The fields of records in sight within list expressions, and which of them a name means.
// In: a name and where it stands. Out: a checked Expr of form `field` or `record_definition`. Never guesses: a name that may mean
// two things is refused until it is qualified.
#include "compiler/check/checker.hpp"

namespace precept::check {

namespace {

constexpr std::size_t kFieldsShownMax = 12;  // of a record, in a message

}  // namespace

std::vector<std::string> Checker::names_of_record(RecordId record) const {
  std::vector<std::string> names;
  for (const Field& field : library_.records[record.index].fields) names.push_back(field.name);
  if (const ast::RecordDecl* node = record_names_[record.index].node)
    for (const auto& define : node->defines) names.push_back(define.name.text);
  return names;
}

void Checker::hint_fields(diagnostics::Diagnostic& diagnostic, RecordId record) const {
  const std::vector<std::string> names = names_of_record(record);
  if (names.empty() || names.size() > kFieldsShownMax) return;
  std::string all;
  for (const std::string& one : names) all += (all.empty() ? "`" : ", `") + one + "`";
  diagnostic.hint("a record here has " + all);
}

void Checker::no_such_field(RecordId record, const ast::Name& name) {
  const RecordType& type = library_.records[record.index];
  auto& diagnostic = diagnostics_.report(Code::E0220, name.span,
                                         type.name.empty() ? "a list of plain values" : "the record `" + type.name + "`", name.text);
  if (type.name.empty()) {
    diagnostic.hint("each value of such a list is called `it`");
    return;
  }
  if (record_names_[record.index].definitions.contains(name.text)) {
    diagnostic.hint("`" + name.text + "` is worked out from other fields: give those");
    return;
  }
  report_near(diagnostic, name.text, names_of_record(record));
  if (diagnostic.hints.empty()) hint_fields(diagnostic, record);
}

std::vector<const LoopInSight*> Checker::loops_with(const std::string& name, const Place& place) const {
  std::vector<const LoopInSight*> loops;
  for (const LoopInSight* loop = place.loop; loop != nullptr; loop = loop->outer) {
    const RecordNames& names = record_names_[loop->record.index];
    if (names.fields.contains(name) || names.definitions.contains(name)) loops.push_back(loop);
  }
  return loops;
}

bool Checker::names_fact(const std::string& name, const Place& place) const {
  if (place.service && (name == "requested" || name == "requested_over" || name == "requested_rate" || name == "used")) return true;
  return find_in(*place.scope, &Owner::values, name).entry != nullptr;
}

bool Checker::names_value(const std::string& name, const Place& place) const {
  return find_in(*place.scope, &Owner::values, name).entry != nullptr || !loops_with(name, place).empty();
}

std::optional<Type> Checker::field_type(const std::string& name, const Place& place) const {
  const auto loops = loops_with(name, place);
  if (loops.size() != 1 || names_fact(name, place)) return std::nullopt;
  const RecordNames& names = record_names_[loops.front()->record.index];
  const RecordType& record = library_.records[loops.front()->record.index];
  if (const auto field = names.fields.find(name); field != names.fields.end()) return record.fields[field->second].type;
  const PendingDefinition& pending = pending_[names.definitions.at(name)];
  if (pending.state != PendingDefinition::State::done) return std::nullopt;
  return record.definitions[pending.place].value.type;
}

Expr Checker::field_of(const LoopInSight& loop, const ast::Name& name, Span span) {
  const RecordNames& names = record_names_[loop.record.index];
  const RecordType& record = library_.records[loop.record.index];
  Expr expr;
  expr.span = span;
  expr.loop = loop.id;
  expr.list.record = loop.record;
  if (const auto field = names.fields.find(name.text); field != names.fields.end()) {
    expr.form = Expr::Form::field;
    expr.field = field->second;
    expr.type = record.fields[field->second].type;
    return expr;
  }
  const auto definition = names.definitions.find(name.text);
  if (definition == names.definitions.end()) {
    no_such_field(loop.record, name);
    return broken(span);
  }
  const PendingDefinition& pending = pending_[definition->second];
  if (pending.state != PendingDefinition::State::done) {
    if (!stands_on_) stands_on_ = definition->second;
    return broken(span);
  }
  const Expr& value = record.definitions[pending.place].value;
  if (is_error(value)) return broken(span);
  expr.form = Expr::Form::record_definition;
  expr.definition = pending.place;
  expr.type = value.type;
  return expr;
}

std::optional<Expr> Checker::field_in_sight(const ast::Path& node, Span span, const Place& place) {
  const ast::Name& name = node.names.back();
  if (node.names.size() == 1) {
    const auto loops = loops_with(name.text, place);
    if (loops.empty()) return std::nullopt;
    const bool fact_too = names_fact(name.text, place);
    if (loops.size() == 1 && !fact_too) return field_of(*loops.front(), name, span);
    unclear_field({name.text, span}, loops, fact_too, place);
    return broken(span);
  }
  const ast::Name& qualifier = node.names.front();
  if (qualifier.text == "case") return std::nullopt;
  std::vector<std::string> aliases;
  for (const LoopInSight* loop = place.loop; loop != nullptr; loop = loop->outer) {
    if (loop->alias == qualifier.text) return field_of(*loop, name, span);
    if (!loop->alias.empty()) aliases.push_back(loop->alias);
  }
  auto& diagnostic = report_near(diagnostics_.report(Code::E0218, qualifier.span, qualifier.text), qualifier.text, aliases);
  if (!diagnostic.hints.empty()) return broken(span);
  std::string all;
  for (const std::string& alias : aliases) all += (all.empty() ? "`" : ", `") + alias + "`";
  if (!all.empty()) diagnostic.hint("the records here are called " + all);
  else if (qualifier.text != place.loop->list) diagnostic.hint("name the record where its list stands: `" + place.loop->list + " as " + qualifier.text + "`");
  else diagnostic.hint("write `" + name.text + "` alone, or name the record where its list stands, as in `" + place.loop->list + " as " +
                       place.loop->list.substr(0, 1) + "`");
  return broken(span);
}

void Checker::unclear_field(const ast::Name& name, const std::vector<const LoopInSight*>& loops, bool fact_too, const Place& place) {
  std::vector<std::string> may_be, mends;
  for (const LoopInSight* loop : loops) {
    const RecordType& record = library_.records[loop->record.index];
    may_be.push_back(record.name.empty() ? "a value of `" + loop->list + "`" : "a field of a record of `" + loop->list + "`");
    if (!loop->alias.empty()) {
      mends.push_back("of `" + loop->list + "` it is `" + loop->alias + "." + name.text + "`");
    } else {
      const std::string initial = loop->list.substr(0, 1);
      mends.push_back("of `" + loop->list + "` it is `" + initial + "." + name.text + "`, with `" + loop->list + " as " + initial +
                      "` where the list stands");
    }
  }
  const auto found = find_in(*place.scope, &Owner::values, name.text);
  if (fact_too) {
    const bool definition = found.entry != nullptr && found.entry->what == ValueRef::What::definition;
    may_be.push_back(definition ? "the definition of that name" : "the fact of that name");
    mends.push_back(std::string(definition ? "the definition" : "the fact") + " is `case." + name.text + "`");
  }
  std::string all;
  for (std::size_t i = 0; i < may_be.size(); ++i) all += (i == 0 ? "" : i + 1 == may_be.size() ? " or " : ", ") + may_be[i];
  auto& diagnostic = diagnostics_.report(Code::E0219, name.span, name.text, all);
  if (found.entry != nullptr) diagnostic.mark(found.entry->span, "declared here");
  for (std::string& mend : mends) diagnostic.hint(std::move(mend));
}

}  // namespace precept::check
