// Codes in expressions: `is`, `is not`, `in` and `not in`, with codes, code lists, sets of both, and other facts that are
// codes. In: a subject that is checked and is a code, and what stands opposite. Out: code_in and code_equal, negated where
// need be.
#include "compiler/check/checker.hpp"
#include "compiler/syntax/print.hpp"

namespace precept::check {

namespace {

const ast::Name* bare(const ast::Expr& node) {
  const auto* path = std::get_if<ast::Path>(&node.node);
  return path != nullptr && path->names.size() == 1 ? &path->names.front() : nullptr;
}

Expr in_list(Expr subject, CodeListId list, Span span) {
  Expr test = operation(Op::code_in, truth_type(), span, {std::move(subject)});
  test.codes = list;
  return test;
}

}  // namespace

std::optional<std::string> code_text(const ast::Expr& node) {
  if (const auto* code = std::get_if<ast::Code>(&node.node)) return code->text;
  if (const auto* text = std::get_if<ast::Text>(&node.node)) return text->text;
  if (const auto* number = std::get_if<ast::Number>(&node.node); number != nullptr && !number->unit) return number->digits;
  return std::nullopt;
}

bool is_surely_code(const ast::Expr& node) {
  return std::holds_alternative<ast::Code>(node.node) || std::holds_alternative<ast::Text>(node.node);
}

Expr Checker::code(const ast::Code& node, Span span, const Place&) {
  diagnostics_.report(Code::E0330, span, node.text)
      .hint("as in `diagnosis is " + node.text + "`, or `diagnosis in {" + node.text + "}`");
  return broken(span);
}

Expr Checker::code_comparison(Expr subject, const ast::Comparison& node, Span span, const Place& place) {
  using R = ast::Comparison::Op;
  std::optional<Expr> test;
  switch (node.op) {
    case R::less:
    case R::less_equal:
    case R::greater:
    case R::greater_equal:
      diagnostics_
          .report(Code::E0310, span, describe(subject.type),
                  sources_.files[node.op_span.file].text().substr(node.op_span.begin, node.op_span.end - node.op_span.begin))
          .hint("write `is`, `is not` or `in`");
      return broken(span);
    case R::is:
    case R::is_not:
      test = code_equal(std::move(subject), *node.right, span, place);
      break;
    case R::in:
    case R::not_in:
      test = code_in_lists(std::move(subject), *node.right, span, place);
      break;
  }
  if (!test || is_error(*test)) return broken(span);
  if (node.op == R::is || node.op == R::in) return *std::move(test);
  return operation(Op::negation, truth_type(), span, {*std::move(test)});
}

// One code, or another fact.
std::optional<Expr> Checker::code_equal(Expr subject, const ast::Expr& other, Span span, const Place& place) {
  if (const auto text = code_text(other)) {
    if (!is_code_item(*text, other.span)) return std::nullopt;
    if (text->back() == '*') {
      if (std::holds_alternative<ast::Text>(other.node))  // a bare one is reported already
        diagnostics_.report(Code::E0117, other.span, *text).hint("write `in {\"" + *text + "\"}`");
      return std::nullopt;
    }
    const SystemId system = subject.type.system;
    return in_list(std::move(subject), unnamed_codes(system, {*text}, other.span), span);
  }
  const ast::Name* name = bare(other);
  if (name != nullptr && !peek(other, place) && find_in(*place.scope, &Owner::code_lists, name->text).entry != nullptr) {
    diagnostics_.report(Code::E0206, other.span, name->text, "a code list").hint("write `in " + name->text + "`");
    return std::nullopt;
  }
  return code_as_fact(subject, other, span, place);
}

std::optional<Expr> Checker::code_as_fact(const Expr& subject, const ast::Expr& node, Span span, const Place& place) {
  Expr other = value(node, place);
  if (is_error(other)) return std::nullopt;
  if (other.type.kind != Kind::code || other.type.system != subject.type.system) {
    diagnostics_.report(Code::E0302, span, describe(subject.type), describe(other.type));
    return std::nullopt;
  }
  return operation(Op::code_equal, truth_type(), span, {subject, std::move(other)});
}

Expr Checker::code_in_lists(Expr subject, const ast::Expr& lists, Span span, const Place& place) {
  if (const ast::Set* set = set_of(lists, place)) return code_in_set(std::move(subject), *set, span, place);
  if (const ast::Name* name = bare(lists)) {
    auto test = code_in_list(subject, *name, span, place);
    return test ? *std::move(test) : broken(span);
  }
  const std::string written = ast::print_expression(lists);
  diagnostics_.report(Code::E0302, span, describe(subject.type), "what stands after `in`")
      .hint(code_text(lists) ? "write `in {" + written + "}`" : "`in` takes a code list, or a set of codes in braces");
  return broken(span);
}

// Codes that are written out make one list; code lists and facts are alternatives beside it.
Expr Checker::code_in_set(Expr subject, const ast::Set& set, Span span, const Place& place) {
  std::vector<std::string> items;
  std::vector<Expr> alternatives;
  bool wrong = false;
  for (const auto& element : set.elements) {
    if (const auto text = code_text(*element)) {
      if (is_code_item(*text, element->span))
        items.push_back(*text);
      else
        wrong = true;
      continue;
    }
    const ast::Name* name = bare(*element);
    const bool a_list = name != nullptr && find_in(*place.scope, &Owner::code_lists, name->text).entry != nullptr;
    auto test = a_list ? code_in_list(subject, *name, span, place) : code_as_fact(subject, *element, span, place);
    if (test)
      alternatives.push_back(*std::move(test));
    else
      wrong = true;
  }
  if (wrong) return broken(span);
  const SystemId system = subject.type.system;
  if (!items.empty())
    alternatives.insert(alternatives.begin(),
                        in_list(std::move(subject), unnamed_codes(system, std::move(items), span), span));
  if (alternatives.size() == 1) return std::move(alternatives.front());
  return operation(Op::disjunction, truth_type(), span, std::move(alternatives));
}

// `diagnosis in lumbar_radiculopathy`.
std::optional<Expr> Checker::code_in_list(const Expr& subject, const ast::Name& name, Span span, const Place& place) {
  const auto found = find_in(*place.scope, &Owner::code_lists, name.text);
  if (found.entry == nullptr) {
    if (excused(name.text, *place.scope)) return std::nullopt;
    const auto value_found = find_in(*place.scope, &Owner::values, name.text);
    if (value_found.entry != nullptr) {
      if (value_found.entry->what == ValueRef::What::refused) return std::nullopt;
      diagnostics_.report(Code::E0302, span, describe(subject.type), "what stands after `in`")
          .mark(value_found.entry->span, "declared here")
          .hint("`in` takes a code list; a fact that is a code is compared with `is " + name.text + "`");
      return std::nullopt;
    }
    auto& diagnostic = diagnostics_.report(Code::E0230, name.span, name.text);
    for (const Owner& owner : owners_)
      if (const auto elsewhere = owner.code_lists.find(name.text);
          elsewhere != owner.code_lists.end() && owner.kind == ast::Header::Kind::vocabulary) {
        diagnostic.mark(elsewhere->second.span, "declared here")
            .hint("the vocabulary `" + owner.name + "` declares it: add `uses " + owner.name + "` to the header");
        return std::nullopt;
      }
    report_near(diagnostic, name.text, names_in(*place.scope, &Owner::code_lists));
    if (diagnostic.hints.empty())
      diagnostic.hint("declare it: `codes " + name.text + " in " + library_.systems[subject.type.system.index].name +
                      ": ...`");
    return std::nullopt;
  }
  if (found.second != nullptr) {
    report_ambiguous(name.span, name.text, found);
    return std::nullopt;
  }
  const CodeList& list = library_.code_lists[found.entry->what.index];
  if (list.system != subject.type.system) {
    diagnostics_
        .report(Code::E0231, span, name.text, library_.systems[list.system.index].name,
                library_.systems[subject.type.system.index].name)
        .mark(found.entry->span, "the code list is declared here");
    return std::nullopt;
  }
  return in_list(subject, found.entry->what, span);
}

}  // namespace precept::check
