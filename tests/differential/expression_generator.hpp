// Random expressions of a wanted sort. In: a Random, what may be mentioned, a depth. Out: Tree.
#pragma once

#include <optional>
#include <utility>

#include "tests/differential/generator.hpp"
#include "tests/differential/vocabulary.hpp"

namespace precept::differential {

class ExpressionGenerator {
 public:
  ExpressionGenerator(Random& random, const std::vector<GeneratedDefinition>& definitions, bool in_rule, bool lists)
      : random_(random), definitions_(definitions), in_rule_(in_rule), lists_(lists) {}
  Tree of(Sort sort, int depth);
  // Whether what was made since the last call goes over lists.
  bool take_over_lists() { return std::exchange(over_lists_, false); }

 private:
  struct Loop {
    std::string alias;  // empty: its fields stand alone
    const GeneratedRecord* record;
  };
  struct Source {
    std::string text;
    const GeneratedRecord* record;
    bool of_record;
  };
  // list_expressions.cpp
  std::vector<Source> sources() const;
  std::string open(const Source& source);
  std::string mention(const Loop& loop, const std::string& field);
  std::optional<Tree> field(Sort sort);
  Tree speaks(int depth);
  Tree test_of(Tree value, int depth);
  std::optional<Tree> nested_list(int depth);
  std::optional<Tree> joined_list();
  Tree condition(int depth);
  Tree closed(Sort sort, const std::string& head, int depth);
  Tree some(const Source& source, int depth);
  Tree list_test(const Source& source, int depth);
  std::optional<Tree> list_value(Sort sort, const Source& source, int depth);
  std::optional<Tree> any_list_test(int depth);
  std::optional<Tree> any_list_value(Sort sort, int depth);
  // code_and_table_expressions.cpp
  Tree code_test(Tree value);
  std::optional<Tree> table_value(Sort sort, int depth);
  // expression_generator.cpp
  Tree leaf(Sort sort);
  Tree truth(int depth);
  Tree comparison(int depth);
  Tree enumeration_test(Sort sort);
  Tree set_test(int depth);
  Tree span_test(int depth);
  Tree group(int depth);
  Tree arithmetic(Sort sort, int depth);
  Tree literal(Sort sort);
  std::string member(Sort sort);
  Random& random_;
  const std::vector<GeneratedDefinition>& definitions_;
  std::vector<Loop> loops_;  // around what is being made
  bool over_lists_ = false;
  bool in_rule_;  // `requested` and its kin may stand
  bool lists_;    // operations over lists may stand
};

}  // namespace precept::differential
