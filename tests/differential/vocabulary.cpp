// The vocabulary of every generated library: a fact of every type, records with fields of every type, codes, tables.
#include "tests/differential/vocabulary.hpp"

namespace precept::differential {

namespace {

const std::string kVocabulary = R"(vocabulary generated "generated facts"
choice colour: red, green, blue, amber
scale level: sedentary < light < medium < heavy < very_heavy
unit session, sessions
unit mg
unit g = 1000 mg
service care "care" in sessions
fact b1 : yes or no
fact b2 : yes or no
fact b3 : yes or no assumed no
fact b4 : yes or no assumed yes
request fact b5 : yes or no
fact c1 : colour
fact c2 : colour assumed green
fact s1 : level
fact s2 : level assumed medium
fact n1 : count
fact n2 : count from 0 to 130
fact n3 : count assumed 3
fact v1 : count in sessions
fact v2 : number in sessions from 0 to 40
fact x1 : number
fact x2 : number from 0 to 100
fact x3 : number assumed 2.5
fact g1 : number in mg
fact g2 : number in g signed
fact d1 : date
fact d2 : date
fact d3 : date from 1990-01-01 to 2020-12-31
fact d4 : date assumed 2012-02-29
fact m1 : duration in months
fact m2 : duration in months from 0mo to 36mo
fact w1 : duration in days
fact w2 : duration in days assumed 30d
fact i1 : code in icd10cm
fact i2 : code in icd10cm "another code"
codes spine in icd10cm: M54.16, M54.17, M51.1*
codes knee "of the knee" in icd10cm: M17*, S83.2
record look "one look"
  lb : yes or no
  ld : date
  lx : number signed
  li : code in icd10cm
  ln : count from 0 to 9
end
record course
  rb1 : yes or no
  rb2 : yes or no assumed no
  rc : colour
  rs : level assumed medium
  rd1 : date
  rd2 : date from rd1
  rn : count from 0 to 40
  rv : count in sessions
  rx : number signed
  rg : number in mg
  rm : duration in months
  rw : duration in days assumed 30d
  ri : code in icd10cm
  rcs : list of colour incomplete unless stated
  rls : list of look
  define re1 = time from rd1 to rd2
  define re2 = re1 >= 6w or rd1 <= d1
  define re3 = rx + 1.5
  define re4 = (count of rls where ld >= rd1 or lb) >= 2
end
fact l1 : list of course
fact l2 : list of course "further courses" incomplete unless stated
fact l3 : list of look
fact l4 : list of colour
fact l5 : list of number
fact l6 : list of code in icd10cm incomplete unless stated
fact l7 : list of date
)";

const GeneratedRecord kLook{{{Sort::truth, "lb"}, {Sort::date, "ld"}, {Sort::number, "lx"}, {Sort::code, "li"}, {Sort::count, "ln"}}, {}};
const GeneratedRecord kColour{{{Sort::choice, "it"}}, {}}, kNumber{{{Sort::number, "it"}}, {}}, kCode{{{Sort::code, "it"}}, {}},
    kDate{{{Sort::date, "it"}}, {}};
const GeneratedRecord kCourse{
    {{Sort::truth, "rb1"}, {Sort::truth, "rb2"}, {Sort::choice, "rc"}, {Sort::scale, "rs"}, {Sort::date, "rd1"},
     {Sort::date, "rd2"},
     {Sort::count, "rn"}, {Sort::sessions, "rv"}, {Sort::number, "rx"}, {Sort::dose, "rg"}, {Sort::months, "rm"}, {Sort::days, "rw"},
     {Sort::code, "ri"}, {Sort::span, "re1"}, {Sort::truth, "re2"}, {Sort::number, "re3"},
     {Sort::truth, "re4"}},
    {{"rcs", &kColour}, {"rls", &kLook}}};

// Bands without a gap: up to a, above a to b, above b.
std::string bands(const std::string& before, const std::vector<std::string>& limits, const auto& values) {
  std::string out = "  " + before + "to " + limits.front() + ": " + values() + "\n";
  for (std::size_t i = 0; i < limits.size(); ++i)
    out += "  " + before + "above " + limits[i] + (i + 1 < limits.size() ? " to " + limits[i + 1] : "") + ": " + values() + "\n";
  return out;
}

}  // namespace

std::vector<std::string> GeneratedRecord::of(Sort sort) const {
  std::vector<std::string> out;
  for (const GeneratedField& one : fields)
    if (one.sort == sort) out.push_back(one.name);
  return out;
}

const std::string& vocabulary_text() { return kVocabulary; }

std::string random_tables(Random& random) {
  const auto number = [&] { return std::to_string(random.between(0, 20)) + (random.chance(40) ? ".25" : ""); };
  const auto whole = [&] { return std::to_string(random.between(0, 20)); };
  const auto limits = [&](std::int64_t first, const std::string& unit) {
    std::vector<std::string> out;
    for (std::int64_t at = first, left = random.between(1, 3); left > 0; --left)
      out.push_back(std::to_string(at += random.between(1, 12)) + unit);
    return out;
  };
  const auto day = [&] {
    const std::string year = std::to_string(random.between(1999, 2014));
    return year + "-0" + std::to_string(random.between(1, 9)) + "-28";
  };
  std::string out = "table t1 by colour gives factor\n";
  for (const char* row : {"  red: ", "  green: -", "  blue: ", "  amber: "}) out += row + number() + "\n";
  out += "end\n";
  const auto both = [&] {
    const std::string worth = number();
    return worth + ", " + day();
  };
  out += "table t2 by colour and amount gives worth, since\n  red: " + both() + "\n";
  out += bands("green, ", limits(-3, ""), both);
  out += random.chance(50) ? "  otherwise: " + both() + "\nend\n" : bands("blue, ", limits(2, ""), both) + "  amber: " + both() + "\nend\n";
  const auto visits = [&] {
    const std::string first = whole();
    return first + ", " + whole();
  };
  out += "table t3 by diagnosis gives visits in sessions, weeks in w\n";
  for (const char* row : {"  spine: ", "  knee: ", "  otherwise: "}) out += row + visits() + "\n";
  out += "end\n";
  out += "table t4 by age gives most in sessions\n" + bands("", limits(0, random.chance(50) ? "mo" : "d"), whole) + "end\n";
  const auto answer = [&] {
    const std::string ok = random.chance(50) ? "yes" : "no";
    return ok + (random.chance(50) ? ", light" : ", heavy");
  };
  out += "table t5 by level and sick gives ok, grade\n";
  for (const char* row : {"  sedentary: ", "  light, yes: ", "  light, no: ", "  otherwise: "}) out += row + answer() + "\n";
  out += "end\ntable t6 by day gives wait in mo, colour\n";
  out += "  to 2000-12-31: " + whole() + ", red\n";
  out += "  from 2001-01-01 to 2009-06-30: " + whole() + ", blue\n";
  out += "  from 2009-07-01: " + whole() + ", green\nend\n";
  out += "table t7 by dose gives factor in mg\n" + bands("", limits(0, " mg"), number) + "end\n";
  return out;
}

const std::vector<std::string>& facts_of(Sort sort) {
  static const std::vector<std::string> truth{"b1", "b2", "b3", "b4", "b5"}, choice{"c1", "c2"}, scale{"s1", "s2"},
      count{"n1", "n2", "n3"}, sessions{"v1", "v2"}, number{"x1", "x2", "x3"}, dose{"g1", "g2"}, date{"d1", "d2", "d3", "d4"},
      months{"m1", "m2"}, days{"w1", "w2"}, code{"i1", "i2"}, span{};
  switch (sort) {
    case Sort::truth: return truth;
    case Sort::choice: return choice;
    case Sort::scale: return scale;
    case Sort::count: return count;
    case Sort::sessions: return sessions;
    case Sort::number: return number;
    case Sort::dose: return dose;
    case Sort::date: return date;
    case Sort::months: return months;
    case Sort::days: return days;
    case Sort::code: return code;
    case Sort::span: return span;
  }
  return span;
}

const std::vector<GeneratedList>& case_lists() {
  static const std::vector<GeneratedList> lists{{"l1", &kCourse}, {"l1", &kCourse}, {"l2", &kCourse}, {"l3", &kLook},
                                                {"l4", &kColour}, {"l5", &kNumber}, {"l6", &kCode},   {"l7", &kDate}};
  return lists;
}

}  // namespace precept::differential
