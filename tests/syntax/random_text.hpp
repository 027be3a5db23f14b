// Random programs as text: every construct of the grammar, any layout, comments anywhere.
// In: a seed. Out: a text without syntax errors. The same seed gives the same text everywhere.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace precept::ast {

class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}
  std::string file();

 private:
  using Words = std::vector<std::string>;

  unsigned below(unsigned count) { return static_cast<unsigned>(random_() % count); }
  bool chance(unsigned percent) { return below(100) < percent; }
  const std::string& one_of(const Words& words) { return words[below(static_cast<unsigned>(words.size()))]; }
  void add(std::string word) { words_.push_back(std::move(word)); }
  void add_all(const Words& words) { words_.insert(words_.end(), words.begin(), words.end()); }
  void name();
  void string();
  void maybe_string(unsigned percent = 40);
  std::string digits();
  void date() { add(one_of({"2000-01-18", "2012-02-29", "1999-12-31", "0001-01-01"})); }
  std::string unit_text();
  void unit_names();
  void quantity();
  void literal();
  void bound();
  void path();
  void outcome() { add(one_of({"approve", "modify", "deny", "pend"})); }

  void expr(int depth);
  void term(int depth);
  void open(int depth);
  void test(int depth);
  void sum(int depth);
  void product(int depth);
  void unary(int depth);
  void primary(int depth);
  void atom(int depth);
  void set(int depth);
  void table_use(int depth);
  void group(int depth);
  void list_head();
  void alias();
  void criterion(int depth);
  void clauses(int depth);
  void pages();
  void body(int depth);
  void grant(int depth);

  void header();
  void policy_clause();
  void declaration();
  void enumeration();
  void fact();
  void field();
  void type(int depth);
  void record();
  void codes();
  void table();
  void rule();
  void section();
  void example();
  void given(int depth);
  void given_value(int depth);

  std::string joined();

  std::mt19937 random_;
  Words words_;
};

}  // namespace precept::ast
