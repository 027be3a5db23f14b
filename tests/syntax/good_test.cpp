// What the grammar takes: a snippet of every construct, and the tree it gives.
#include <gtest/gtest.h>

#include "tests/syntax/syntax_helper.hpp"

namespace precept::ast {
namespace {

std::string tree(const std::string& text) {
  const auto result = parsed(text);
  EXPECT_EQ(result.findings(), "") << text;
  EXPECT_FALSE(result.file.has_syntax_errors) << text;
  return result.dump();
}

// The tree of one expression.
std::string value(const std::string& expression) {
  const auto text = tree("define x = " + expression);
  constexpr std::string_view head = "define x = ";
  return text.starts_with(head) ? text.substr(head.size(), text.size() - head.size() - 1) : text;
}

struct Case {
  std::string text;
  std::string tree;
};

TEST(Good, Expressions) {
  const Case cases[] = {
      {"injury_age <= 2y", "(less_equal (path injury_age) (number 2 [y]))"},
      {"a < 1 and b > 2.5 and c >= 3",
       "(and (less (path a) (number 1)) (greater (path b) (number 2.5)) (greater_equal (path c) (number 3)))"},
      {"a or (b and c)", "(or (path a) (and (path b) (path c)))"},
      {"not not a is b", "(not (not (is (path a) (path b))))"},
      {"a is not b", "(is_not (path a) (path b))"},
      {"a in {b, c}", "(in (path a) (set (path b) (path c)))"},
      {"a not in lumbar", "(not_in (path a) (path lumbar))"},
      {"a between 3 and 5 and b", "(and (between (path a) (number 3) (number 5)) (path b))"},
      {"a within 2y after b", "(within_after (path a) (number 2 [y]) (path b))"},
      {"a within 6w before 2014-02-28", "(within_before (path a) (number 6 [w]) (date 2014-02-28))"},
      {"a is documented", "(documented (path a))"},
      {"a is not documented", "(not_documented (path a))"},
      {"a is exact or b is not exact", "(or (exact (path a)) (not_exact (path b)))"},
      {"a + b - c * d / 2", "(subtract (add (path a) (path b)) (divide (multiply (path c) (path d)) (number 2)))"},
      {"2013-2", "(subtract (number 2013) (number 2))"},
      {"-a - -1", "(subtract (minus (path a)) (minus (number 1)))"},
      {"case.start", "(path case.start)"},
      {"time from injury_date to decision_date", "(time_from (path injury_date) (path decision_date))"},
      {"time from 2000-01-18 to (a)", "(time_from (date 2000-01-18) (path a))"},
      {"whole years of injury_age", "(whole_years (path injury_age))"},
      {"whole months of (time from a to b) >= 3", "(greater_equal (whole_months (time_from (path a) (path b))) (number 3))"},
      {"whole days of x", "(whole_days (path x))"},
      {"50%", "(number 50 [%])"},
      {"120 mg/day", "(number 120 [mg/day])"},
      {"120 mg * 2", "(multiply (number 120 [mg]) (number 2))"},
      {"(120 mg) / weight", "(divide (number 120 [mg]) (path weight))"},
      {"2.4 (mg/day)/(mcg/hour)", "(number 2.4 [(mg/day)/(mcg/hour)])"},
      {"120 mg / (a + b)", "(divide (number 120 [mg]) (add (path a) (path b)))"},
      {"a is M54.16", "(is (path a) (code M54.16))"},
      {"a is 0042T or a is \"2160-0\"", "(or (is (path a) (code 0042T)) (is (path a) (text \"2160-0\")))"},
      {"all of a: b c: d unless e end", "(all_of (criterion a (path b)) (criterion c (path d)  unless (path e)))"},
      {"any of a: at least 2 of b: c d: e f: g end end",
       "(any_of (criterion a (at_least 2 (criterion b (path c)) (criterion d (path e)) (criterion f (path g)))))"},
      {"mme_factor(drug, dose) > 1", "(greater (table_use mme_factor (path drug) (path dose)) (number 1))"},
      {"schedule(diagnosis).visits", "(table_use schedule (path diagnosis) gives=visits)"},
  };
  for (const auto& [text, tree] : cases) EXPECT_EQ(value(text), tree) << text;
}

TEST(Good, ListExpressions) {
  const Case cases[] = {
      {"some therapy where kind is manual", "(some therapy where=(is (path kind) (path manual)))"},
      {"some diagnoses in lumbar", "(in (some diagnoses) (path lumbar))"},
      {"a and some therapy where b and c", "(and (path a) (some therapy where=(and (path b) (path c))))"},
      {"(some therapy where b) and c", "(and (some therapy where=(path b)) (path c))"},
      {"not some therapy where b", "(not (some therapy where=(path b)))"},
      {"every therapy where a has b", "(every therapy where=(path a) has=(path b))"},
      {"every therapy has b", "(every therapy has=(path b))"},
      {"every a where some b where c has d", "(every a where=(some b where=(path c)) has=(path d))"},
      {"every a where every b has c has d", "(every a where=(every b has=(path c)) has=(path d))"},
      {"(count of blocks where phase is diagnostic) <= 2",
       "(less_equal (count_of blocks where=(is (path phase) (path diagnostic))) (number 2))"},
      {"count of therapy in sessions", "(count_of therapy [sessions])"},
      {"count of therapy in sessions where a", "(count_of therapy [sessions] where=(path a))"},
      {"count of therapy where kind is manual in sessions",
       "(count_of therapy [sessions] where=(is (path kind) (path manual)))"},
      {"count of distinct kind in therapy where a", "(count_distinct therapy field=kind where=(path a))"},
      {"sum of visits in therapy", "(sum_of therapy field=visits)"},
      {"least start in therapy >= 2013-01-01", "(greater_equal (least therapy field=start) (date 2013-01-01))"},
      {"greatest pain in scores where a", "(greatest scores field=pain where=(path a))"},
      {"latest scores by day where a has b", "(latest_has scores by=day where=(path a) has=(path b))"},
      {"latest pain in scores by day", "(latest_field scores field=pain by=day)"},
      {"(latest pain in scores by day where a) > 3",
       "(greater (latest_field scores field=pain by=day where=(path a)) (number 3))"},
      {"at least 3 of {weakness, numbness} in findings by kind where a",
       "(at_least_of findings by=kind n=3 of=(set (path weakness) (path numbness)) where=(path a))"},
      {"some orders as o where some scans as s where s.day within 3mo after o.start",
       "(some orders as=o where=(some scans as=s where=(within_after (path s.day) (number 3 [mo]) (path o.start))))"},
      {"some o.items where a", "(some o.items where=(path a))"},
  };
  for (const auto& [text, tree] : cases) EXPECT_EQ(value(text), tree) << text;
}

TEST(Good, Vocabulary) {
  const Case cases[] = {
      {"scale demand \"of the job\": sedentary < light \"light work\" < medium source \"DOT\"",
       "scale demand\n  words \"of the job\"\n  member sedentary\n  member light \"light work\"\n  member medium\n  source "
       "\"DOT\"\n"},
      {"choice c: cts \"carpal tunnel syndrome\", knee",
       "choice c\n  member cts \"carpal tunnel syndrome\"\n  member knee\n"},
      {"unit session, sessions", "unit session plural=sessions\n"},
      {"unit g = 1000 mg", "unit g = 1000 [mg]\n"},
      {"service pt \"physical therapy\" in sessions", "service pt [sessions] \"physical therapy\"\n"},
      {"service mri", "service mri\n"},
      {"fact a: yes or no \"words\" documented by \"a report\" assumed no",
       "fact a: yes_or_no\n  words \"words\"\n  documented_by \"a report\"\n  assumed (path no)\n"},
      {"request fact region: body_region", "request_fact region: named body_region\n"},
      {"fact a: count from 0 to 130", "fact a: count low=(number 0) high=(number 130)\n"},
      {"fact a: count in sessions", "fact a: count [sessions]\n"},
      {"fact a: number in mg/day to 500 mg/day", "fact a: number [mg/day] high=(number 500 [mg/day])\n"},
      {"fact a: signed number in degrees from -5 to 5",
       "fact a: number [degrees] signed low=(minus (number 5)) high=(number 5)\n"},
      {"fact a: number in degrees signed", "fact a: number [degrees] signed\n"},
      {"fact a: date from start", "fact a: date not_before=start\n"},
      {"fact a: date from 2000-01-01 to 2020-01-01", "fact a: date low=(date 2000-01-01) high=(date 2020-01-01)\n"},
      {"fact a: duration in months", "fact a: months\n"},
      {"fact a: duration in days", "fact a: days\n"},
      {"fact a: code in icd10cm", "fact a: code icd10cm\n"},
      {"fact a: list of code in icd10cm incomplete unless stated", "fact a: list of code icd10cm incomplete\n"},
      {"fact a: text", "fact a: text\n"},
      {"define a \"words\" = b", "define a \"words\" = (path b)\n"},
      {"record r \"w\" a: date b: count in sessions assumed 1 define c = time from a to a end",
       "record r \"w\"\n  field a: date\n  field b: count [sessions]\n    assumed (number 1)\n  define c = (time_from (path "
       "a) (path a))\n"},
      {"codes l in icd10cm: M54.16, M51.1*, 729.1, 0042T, 0042, 337.*, \"2160-0\"",
       "codes l in icd10cm\n  item \"M54.16\"\n  item \"M51.1*\"\n  item \"729.1\"\n  item \"0042T\"\n  item \"0042\"\n  "
       "item \"337.*\"\n  item \"2160-0\"\n"},
      {"codes l in icd10cm from \"codes/lumbar.csv\"", "codes l in icd10cm\n  from \"codes/lumbar.csv\"\n"},
      {"table mme by drug and dose gives factor source \"CDC\" codeine: 0.15 methadone, to 20 mg: 4 methadone, above 20 mg "
       "to 40 mg: 8 "
       "methadone, above 40 mg: 10 a, from 3: 1 b, 1 to 2: 5 otherwise: 1 end",
       "table mme\n  by drug\n  by dose\n  gives factor\n  source \"CDC\"\n  row codeine : (number 0.15)\n"
       "  row methadone [- (number 20 [mg])] : (number 4)\n  row methadone [above (number 20 [mg]) (number 40 [mg])] : "
       "(number 8)\n"
       "  row methadone [above (number 40 [mg]) -] : (number 10)\n  row a [(number 3) -] : (number 1)\n"
       "  row b [(number 1) (number 2)] : (number 5)\n  row otherwise : (number 1)\n"},
      {"table s by d gives visits in sessions, weeks crps: 24, 16 other: -9, 8 end",
       "table s\n  by d\n  gives visits [sessions]\n  gives weeks\n  row crps : (number 24) (number 16)\n  row other : "
       "(minus (number 9)) (number 8)\n"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(tree(text), expected) << text;
}

TEST(Good, Rules) {
  EXPECT_EQ(
      tree("rule wc, continuation pages 125-126, 130 cites \"c0\"\n"
           "  applies when a cites \"c1\"\n  requires\n    r1: b unless c page 5 cites \"c2\" cites \"c3\" text \"t\" met "
           "\"m\" unmet \"u\" "
           "undocumented is unmet \"d\"\n    r2: d undocumented \"words\"\n  requires e\n  excluded when x1: f undocumented "
           "is absent\n"
           "  considers k: g\n  allows 10 sessions within 8w less used when h cites \"c4\"\n  allows (a + b) within (c)\n  "
           "allows within 4w\n"
           "  allows schedule(d).visits\n  never more than 24 sessions\n  overrides first, second cites \"c5\"\n  not "
           "recommended\n"
           "  evidence 2\n  note \"n\"\nend"),
      "rule wc label=continuation pages=125-126, 130\n  cites \"c0\"\n  cites \"c1\"\n  cites \"c5\"\n  applies (path a)\n"
      "  requires r1 (path b)\n    unless (path c)\n    pages 5\n    cites \"c2\"\n    cites \"c3\"\n    text \"t\"\n    "
      "met \"m\"\n    unmet \"u\"\n"
      "    undocumented is=unmet \"d\"\n  requires r2 (path d)\n    undocumented \"words\"\n  requires - (path e)\n"
      "  excluded x1 (path f)\n    undocumented is=absent\n  considers k (path g)\n"
      "  allows (number 10 [sessions]) less_used\n    within (number 8 [w])\n    when (path h)\n    cites \"c4\"\n"
      "  allows (add (path a) (path b))\n    within (path c)\n  allows -\n    within (number 4 [w])\n"
      "  allows (table_use schedule (path d) gives=visits)\n  never_more (number 24 [sessions])\n  overrides first\n  "
      "overrides second\n"
      "  not_recommended\n  evidence 2\n  note \"n\"\n");
  EXPECT_EQ(tree("rule a applies otherwise end"), "rule a\n  applies_otherwise\n");
}

// The user's own line, alone in a file.
TEST(Good, ShortForm) {
  EXPECT_EQ(tree("work_conditioning requires injury_age <= 2y and demand_level >= medium"),
            "short work_conditioning\n"
            "  requires - (and (less_equal (path injury_age) (number 2 [y])) (greater_equal (path demand_level) (path "
            "medium)))\n");
  // A name after a number is no unit where the next short form begins with it.
  EXPECT_EQ(tree("a requires x >= 10\nb requires y >= 2 d\nc requires z"),
            "short a\n  requires - (greater_equal (path x) (number 10))\nshort b\n  requires - (greater_equal (path y) "
            "(number 2 [d]))\n"
            "short c\n  requires - (path z)\n");
}

TEST(Good, ANameAfterANumberIsItsUnitUnlessItBeginsSomething) {
  EXPECT_EQ(
      tree("rule r requires a: x >= 2 b: y >= 3 mg page 5 c: z >= 4 allows 10 less used allows 5 sessions requires d: x >= "
           "1 text \"t\" end"),
      "rule r\n  requires a (greater_equal (path x) (number 2))\n  requires b (greater_equal (path y) (number 3 [mg]))\n    "
      "pages 5\n"
      "  requires c (greater_equal (path z) (number 4))\n  requires d (greater_equal (path x) (number 1))\n    text \"t\"\n"
      "  allows (number 10) less_used\n  allows (number 5 [sessions])\n");
}

// Keywords of one place are names in all others: clinical fields.
TEST(Good, ClinicalNames) {
  for (const std::string name :
       {"page", "text", "source", "start", "order", "count", "unit", "date", "number", "met", "by", "time",   "fact", "list",
        "sum",  "all",  "any",    "note",  "given", "uses",  "code", "used", "open",   "yes", "no", "before", "after"}) {
    EXPECT_EQ(tree("fact " + name + ": date"), "fact " + name + ": date\n");
    EXPECT_EQ(value(name + " + o." + name), "(add (path " + name + ") (path o." + name + "))");
    EXPECT_EQ(tree("record r " + name + ": date " + name + ": text end"),
              "record r\n  field " + name + ": date\n  field " + name + ": text\n");
    EXPECT_EQ(tree("rule " + name + " requires " + name + ": " + name + " page 4 " + name + ": " + name + " end"),
              "rule " + name + "\n  requires " + name + " (path " + name + ")\n    pages 4\n  requires " + name + " (path " +
                  name + ")\n");
    EXPECT_EQ(tree(name + " requires " + name), "short " + name + "\n  requires - (path " + name + ")\n");
  }
}

TEST(Good, HeadersAndPolicies) {
  EXPECT_EQ(tree("precept 1 vocabulary v \"w\" source \"s\" uses a, b"),
            "version 1\nvocabulary v\n  words \"w\"\n  source \"s\"\n  uses a\n  uses b\n");
  EXPECT_EQ(tree("guideline g effective from 2009-07-18 until 2016-07-28"),
            "guideline g\n  from 2009-07-18\n  until 2016-07-28\n");
  EXPECT_EQ(tree("policy p uses v consults m unless a or b, then acoem unless (c or d) or odg unless e by evidence, then "
                 "last as of d + 1d "
                 "undocumented requirement is unmet undocumented exclusion is absent undocumented allowance is the least "
                 "when silent deny "
                 "when conflict pend deny needs review modify needs review says approve \"A\", deny \"D\""),
            "policy p\n  uses v\n  consults\n    m unless (or (path a) (path b))\n  consults by_evidence\n    acoem unless "
            "(or (path c) (path d))\n"
            "    odg unless (path e)\n  consults\n    last unless -\n  as_of (add (path d) (number 1 [d]))\n  requirement "
            "unmet\n  exclusion absent\n"
            "  allowance_least\n  silent deny\n  conflict pend\n  review deny\n  review modify\n  says approve \"A\"\n  "
            "says deny \"D\"\n");
}

TEST(Good, Examples) {
  EXPECT_EQ(tree("example \"partial history\" for wc under p requests 12 sessions over 6w used 3 given a = 2000-01-18, b = "
                 "2013-03, c = medium, "
                 "d = 7 to 8, e = either {light, medium}, f missing not-asked, g missing, h = [{kind = pt, start = 2013-03, "
                 "day missing}, {}] incomplete, "
                 "i = -2.5 mg, j = \"text\", k = M54.16, l = {low = 1}, m = [], n missing as-text "
                 "expect deny because recent, r.demands, allows expect approve 10 sessions expect possible approve, deny "
                 "expect criterion demands undocumented expect pend because applies"),
            "example \"partial history\" for wc under=p\n  requests (number 12 [sessions])\n  over (number 6 [w])\n  used "
            "(number 3)\n"
            "  given a=(date 2000-01-18)\n  given b=(partial 2013-03)\n  given c=(path medium)\n  given d=(range (number 7) "
            "(number 8))\n"
            "  given e=(either (path light) (path medium))\n  given f=(missing not-asked)\n  given g=(missing )\n"
            "  given h=(incomplete_list (record kind=(path pt) start=(partial 2013-03) day=(missing )) (record))\n"
            "  given i=(minus (number 2.5 [mg]))\n  given j=(text \"text\")\n  given k=(code M54.16)\n  given l=(record "
            "low=(number 1))\n  given m=(list)\n"
            "  given n=(missing as-text)\n"
            "  expect outcome=deny because=recent because=r.demands because=allows\n  expect outcome=approve "
            "granted=(number 10 [sessions])\n"
            "  expect_possible approve deny\n  expect criterion=demands status=undocumented\n  expect outcome=pend "
            "because=applies\n");
}

TEST(Good, StringsFoldWhiteSpaceAndHoldEscapes) {
  EXPECT_EQ(value("\"  a\n   b\t c \\\"d\\\" \\\\ {name} # no comment \""),
            "(text \"a b c \\\"d\\\" \\\\ {name} # no comment\")");
}

TEST(Good, SpansAreBytesOfTheSource) {
  const std::string text = "# caf\xC3\xA9\ndefine caf = \"\xE2\x80\x94\" is injury_age\n";
  const auto result = parsed(text);
  ASSERT_EQ(result.findings(), "");
  const auto shown = [&](Span span) { return text.substr(span.begin, span.end - span.begin); };
  const auto& declaration = result.file.declarations.at(0);
  EXPECT_EQ(shown(declaration.span), "define caf = \"\xE2\x80\x94\" is injury_age");
  const auto& define = std::get<DefineDecl>(declaration.node);
  EXPECT_EQ(shown(define.name.span), "caf");
  const auto& comparison = std::get<Comparison>(define.value->node);
  EXPECT_EQ(shown(comparison.left->span), "\"\xE2\x80\x94\"");
  EXPECT_EQ(shown(comparison.op_span), "is");
  EXPECT_EQ(shown(comparison.right->span), "injury_age");
  EXPECT_EQ(result.file.comments.at(0).text, "# caf\xC3\xA9");
  EXPECT_TRUE(result.file.comments.at(0).own_line);
}

TEST(Good, ByteOrderMarkCarriageReturnsTabsAndNoBreakSpaces) {
  EXPECT_EQ(tree("\xEF\xBB\xBF"
                 "fact\ta:\xC2\xA0"
                 "date\r\n# c\r\nfact b: date\r\n"),
            "fact a: date\nfact b: date\n");
  EXPECT_EQ(tree(""), "");
  EXPECT_EQ(tree("# nothing but a comment"), "");
}

}  // namespace
}  // namespace precept::ast
