# `precept diff --cases` as its users meet it, held to two runs of `precept run` over the same table, row by row.
# In: the command line's path. Out: exit code 1 and what differs.
import collections
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "run"))
import cases
import support
from support import LIBRARY, all_rows, contents, json_of, precept

EDITS = [("pain >= 7", "pain >= 3"), ("part is knee", "part is back"), ("allows 10 sessions", "allows 12 sessions")]


class DiffCasesTest(support.RunCase):
    def changed(self, edits=tuple(EDITS)):
        """The library with these edits, each made somewhere."""
        folder = self.path("changed")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(LIBRARY, folder)
        for old, new in edits:
            found = 0
            for name in os.listdir(folder):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    text = file.read()
                found += text.count(old)
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text.replace(old, new))
            self.assertGreater(found, 0, old)
        return folder

    def table(self, seed, wrong=0.02, count=2000):
        self.rows = list(cases.rows(seed, count, wrong=wrong))
        cases.write_csv(self.path("table.csv"), self.rows)
        return self.path("table.csv")

    def diff(self, after, *more, before=LIBRARY, wanted=None):
        code, stdout, stderr = precept("diff", "--before", before, "--after", after, "--cases", self.path("table.csv"), *more)
        if wanted is not None:
            self.assertEqual(code, wanted, stdout + stderr)
        return stdout, stderr

    def decide(self, library, out):
        precept("run", "-g", library, "--cases", self.path("table.csv"), "--out", self.path(out), "--output-format", "jsonl")
        return self.decided(out), {error["row"] for error in self.errors(out)}

    def expect(self, after, report, flips):
        """Every flip, count and cell of the matrix, from two runs."""
        was, was_wrong = self.decide(LIBRARY, "was")
        now, now_wrong = self.decide(after, "now")
        both = [case for case in was if case in now]
        matrix = collections.Counter((was[case]["outcome"], now[case]["outcome"]) for case in both)
        for old, cells in report["matrix"].items():
            for new, count in cells.items():
                self.assertEqual(count, matrix[old, new], (old, new))
        flipped = [case for case in both if any(was[case][name] != now[case][name] for name in ("outcome", "granted", "granted_within"))]
        self.assertEqual([flip["case"] for flip in flips], flipped)
        for flip in flips:
            for side, row in (("before", was[flip["case"]]), ("after", now[flip["case"]])):
                self.assertEqual(flip[f"outcome_{side}"], row["outcome"])
                self.assertEqual(flip[f"granted_{side}"], row["granted"])
                self.assertEqual(flip[f"because_{side}"], row["because"])
            self.assertTrue(flip["responsible"], flip["case"])
        self.assertEqual(report["flips"]["rows"], len(flipped))
        self.assertEqual(report["flips"]["from_open"], sum(1 for case in flipped if was[case]["outcome"] == "pend"))
        self.assertEqual(report["error_rows"]["all"], len(was_wrong | now_wrong))
        self.assertEqual(sum(kind["rows"] for kind in report["kinds"]), len(flipped))
        return len(flipped)

    def test_flips_are_those_of_two_runs(self):
        after = self.changed()
        self.table(21)
        stdout, stderr = self.diff(after, "--out", self.path("out"), "--output-format", "jsonl", "--format", "json", wanted=2)
        report = json_of(self.path("out/diff.json"))
        self.assertEqual(json.loads(stdout), report)
        self.assertGreater(self.expect(after, report["cases"], all_rows(self.path("out"), "flips")), 10)
        self.assertGreater(report["cases"]["error_rows"]["all"], 5)
        self.assertTrue(report["by_meaning"]["changed"])
        for row in self.rows:  # nothing of a case is told but its name, and that as an example
            self.assertNotIn(str(row.get("remark", "?")) + "\"", stderr)

    STATUSES = {"met": True, "present": True, "unmet": False, "absent": False}
    KINDS = {  # what is edited, and the responsible entry that must then be there
        "limit": ([("<= 2y", "<= 20y")], "house.2010-01-01.therapy.general.recent: unmet -> met"),
        "removed": ([("    strong:  strength >= mid\n", "")], "house.2010-01-01.therapy.general.strong: unmet -> not there"),
        "added": ([("    strong:  strength >= mid\n", "    strong:  strength >= mid\n    mild:    pain <= 7\n")],
                  "house.2010-01-01.therapy.general.mild: not there -> unmet"),
        "rule": ([("rule therapy, knee\n", "rule therapy, back\n  applies when part is back\n  requires\n    early: waiting <= 20d\n  allows 3 sessions\n"
                                           "  overrides general\nend\n\nrule therapy, knee\n")], "house.2010-01-01.therapy.back: not there -> decides"),
        "grant": ([("allows 10 sessions within 8w", "allows 9 sessions within 8w")], "house.2010-01-01.therapy.general.allows: modify -> modify"),
        "policy": ([("undocumented requirement is unmet", "undocumented requirement is open")],
                   "house.2010-01-01.therapy.general.tried: undocumented, taken against the request -> undocumented, left open"),
        "exclusion": ([("dose > 50 mg", "dose > 30 mg")], "house.2010-01-01.therapy.general.heavy: absent -> present"),
        "branch": ([("M54.1*, M51.16", "M51.16")], "house.2010-01-01.therapy.general.either.listed: met -> unmet"),
        "editions": ([("until 2014-01-01", "until 2012-06-01"), ("effective from 2014-01-01", "effective from 2012-06-01")],
                     "house.2012-06-01.therapy.painful: not there -> unmet"),
        "range": ([("pain: count from 0 to 10", "pain: count from 0 to 8")], None),
        "scale": ([("low < mid < high", "low < medium < mid < high")], None),
        "label": ([("    working: works\n    strong", "    at_work: works\n    strong")], None),
    }

    def likely_rows(self, count):
        """Rows that are granted about as often as not, and some that are wrong or come twice."""
        chance = random.Random(31)
        likely = {"injured": "2011-03-11", "works": True, "strength": "mid", "diagnosis": "M54.16", "urgent": False, "service": "therapy",
                  "tried": [{"kind": "aspirin", "start": "2010-01-05", "finish": "2011-01-05", "dose": 5, "helped": False}] * 2}
        rows = []
        for row in cases.rows(32, count, wrong=0.02):
            row.update({name: value for name, value in likely.items() if chance.random() < 0.93 and row.get(name) != cases.WRONG.get(name, "?")})
            row.update({"decided": f"2012-{chance.randint(1, 12):02}-13", "dose": f"{chance.randint(20, 40)} mg", "part": chance.choice(["neck", "back", "knee"])})
            if chance.random() < 0.9 and row.get("pain") != cases.WRONG["pain"]:
                row["pain"] = chance.randint(4, 10)
            rows.append(row)
        return rows + [dict(row) for row in rows[::100]]

    def test_each_kind_of_change_says_who_is_responsible(self):
        self.rows = self.likely_rows(1500)
        cases.write_csv(self.path("table.csv"), self.rows)
        for kind, (edits, expected) in self.KINDS.items():
            with self.subTest(kind):
                after = self.changed(edits)
                self.diff(after, "--out", self.path("out"), "--output-format", "jsonl", wanted=2)
                flips = all_rows(self.path("out"), "flips")
                report = json_of(self.path("out/diff.json"))["cases"]
                self.expect(after, report, flips)
                was, now = self.decided("was"), self.decided("now")
                found = collections.Counter()
                for flip in flips:
                    for one in flip["responsible"]:
                        name, change = one.rsplit(": ", 1)
                        for status, row in zip(change.split(" -> "), (was[flip["case"]], now[flip["case"]])):
                            if status in self.STATUSES:
                                self.assertIs(row[name], self.STATUSES[status], one)
                            if status == "undocumented":
                                self.assertIsNone(row[name], one)
                        found[one] += 1
                counted = {f"{one['criterion']}: {change['before']} -> {change['after']}": change["rows"]
                           for one in report["responsible"] for change in one["changes"]}
                self.assertEqual(counted, found)
                if expected:
                    self.assertIn(expected, found)
                else:
                    self.assertEqual(flips, [])
                for name in ("out", "was", "now"):
                    shutil.rmtree(self.path(name))

    def test_errors_say_whose_they_are(self):
        after = self.changed([("pain: count from 0 to 10", "pain: count from 0 to 8"), ("low < mid < high", "low < medium < mid < high")])
        with open(self.path("table.csv"), "w", encoding="utf-8") as file:
            file.write("case,service,part,pain,strength\nA,therapy,neck,9,\nB,therapy,neck,5,medium\nC,therapy,neck,,strong\nD,therapy,neck,11,\n"
                       "E,scan,neck,5,mid\nE,scan,neck,5,mid\n,scan,neck,5,mid\n")
        self.diff(after, "--ignore-missing", "--out", self.path("out"), "--output-format", "jsonl", wanted=2)
        found = [(error["case"], error["row"], error["library"]) for error in all_rows(self.path("out"), "errors")]
        self.assertEqual([one for one in found if one[0] in ("A", "B")], [("A", 1, "after"), ("B", 2, "before")])
        self.assertEqual([one[1] for one in found], sorted(one[1] for one in found))
        self.assertEqual(sorted({row for _, row, _ in found}), [1, 2, 3, 4, 6, 7])
        self.assertIn(("E", 6, "both"), found)
        self.assertIn((None, 7, "both"), found)
        report = json_of(self.path("out/diff.json"))["cases"]
        self.assertEqual(report["error_rows"], {"all": 6, "only_before": 1, "only_after": 1, "both": 4})

    def test_the_text_in_full(self):
        after = self.changed([("pain >= 7", "pain >= 3")])
        with open(self.path("table.csv"), "w", encoding="utf-8") as file:
            file.write("case,request,service,part,pain,dose\nA,1,scan,neck,5,30 mg\nA,2,scan,neck,8,30 mg\nB,1,scan,neck,2,30 mg\n")
        stdout, _ = self.diff(after, "--ignore-missing", wanted=1)
        self.assertEqual(stdout[stdout.index("3 rows"):], """\
3 rows decided by both: 1 flipped (0 from open, 0 to open, 0 in what is granted only); 0 with other reasons for the same

before          to approve     to modify       to deny       to pend
  approve                1             0             0             0
  modify                 0             0             0             0
  deny                   1             0             1             0
  pend                   0             0             0             0

deny to approve: 1 row; the first is case A in row 1

responsible
  pictures.scan.painful: 1 row, most of them unmet before and met after; the first is case A in row 1
""")
        stdout, _ = self.diff(after, "--ignore-missing", "--format", "json", wanted=1)
        report = json.loads(stdout)["cases"]
        example = [{"case": "A", "request": 1, "row": 1}]
        self.assertEqual(report["kinds"], [{"before": "deny", "after": "approve", "rows": 1, "examples": example}])
        self.assertEqual(report["responsible"], [{"criterion": "pictures.scan.painful", "rows": 1, "changes": [
            {"before": "unmet", "after": "met", "rows": 1, "examples": example}]}])
        self.assertEqual(report["flips"], {"rows": 1, "outcome": 1, "granted_only": 0, "from_open": 0, "to_open": 0})

    def test_codes_of_others_do_not_decide_a_service_again(self):
        after = self.changed([("M54.1*, M51.16", "M51.16")])
        self.table(28, wrong=0)
        self.diff(after, "--out", self.path("out"), "--output-format", "jsonl")
        report = json_of(self.path("out/diff.json"))["cases"]
        self.assertEqual(report["rows_decided_once"], sum(1 for row in self.rows if row["service"] == "scan"))
        self.expect(after, report, all_rows(self.path("out"), "flips"))

    def test_a_file_without_a_column_is_refused(self):
        os.mkdir(self.path("table.csv"))
        for name, text in (("a.csv", "case,service,pain\nA,scan,5\n"), ("b.csv", "case,service\nB,scan\n")):
            self.write(os.path.join("table.csv", name), text)
        _, stderr = self.diff(self.changed(), wanted=2)
        self.assertNotIn("b.csv has no column", stderr)  # what no file has comes first
        facts = ",".join(cases.FACTS + ["part"])
        blanks = "," * (len(cases.FACTS))
        for name, text in (("a.csv", f"case,service,{facts}\nA,scan,{blanks}\n"), ("b.csv", f"case,service,{facts[:-5]}\nB,scan,{blanks[:-1]}\n")):
            self.write(os.path.join("table.csv", name), text)
        _, stderr = self.diff(self.changed(), wanted=2)
        self.assertIn("b.csv has no column `part`", stderr)

    def test_a_condition_that_cannot_be_asked_makes_no_folder(self):
        self.table(29, count=10)
        _, stderr = self.diff(self.changed(), "--where", "nowhere > 3", "--out", self.path("out"), wanted=2)
        self.assertIn("--where", stderr)
        self.assertFalse(os.path.exists(self.path("out")))

    def test_only_one_service_is_decided_again(self):
        after = self.changed([("part is knee", "part is neck")])
        self.table(22, wrong=0)
        _, _ = self.diff(after, "--out", self.path("out"), "--output-format", "jsonl", wanted=1)
        report = json_of(self.path("out/diff.json"))["cases"]
        scans = sum(1 for row in self.rows if row["service"] == "scan")
        self.assertEqual(report["rows_decided_once"], scans)
        self.expect(after, report, all_rows(self.path("out"), "flips"))

    def test_the_same_library_flips_nothing(self):
        self.table(23, wrong=0)
        stdout, _ = self.diff(LIBRARY, wanted=0)
        self.assertIn("no change in meaning", stdout)
        self.assertIn(" 0 flipped", stdout)

    def test_bytes_do_not_depend_on_threads_and_engines(self):
        after = self.changed()
        self.table(24)
        found = []
        for more in (["--threads", "1"], ["--threads", "4"], ["--threads", "2", "--engine", "interpret"]):
            self.diff(after, "--out", self.path("out"), "--shard-rows", "700", *more, wanted=2)
            found.append(contents(self.path("out")))
            shutil.rmtree(self.path("out"))
        self.assertEqual(found[0], found[1])
        self.assertEqual(found[0], found[2])

    def test_killed_and_gone_on_with(self):
        after = self.changed()
        self.table(25, count=20000)
        arguments = [support.OPTIONS.precept, "diff", "--before", LIBRARY, "--after", after, "--cases", self.path("table.csv"), "--shard-rows",
                     "1000", "--threads", "2"]
        self.diff(after, "--shard-rows", "1000", "--threads", "2", "--out", self.path("whole"), wanted=2)
        whole = contents(self.path("whole"))
        killed = 0
        for attempt in range(6):
            out = self.path("killed")
            shutil.rmtree(out, ignore_errors=True)
            process = subprocess.Popen([*arguments, "--out", out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.05 + 0.12 * attempt)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            self.diff(after, "--shard-rows", "1000", "--threads", "2", "--out", out, "--resume", wanted=2)
            self.assertEqual(contents(out), whole)
        self.assertGreater(killed, 0)

    def test_a_run_of_other_libraries_is_not_gone_on_with(self):
        after = self.changed()
        self.table(26, wrong=0)
        self.diff(after, "--out", self.path("out"), wanted=1)
        self.diff(self.changed(EDITS[:1]), "--out", self.path("out"), "--resume", wanted=2)
        _, stderr = self.diff(self.path("changed"), "--out", self.path("out"), "--resume", wanted=2)
        self.assertIn("library_after", stderr)

    def test_what_only_one_library_knows_is_no_mistake(self):
        after = self.changed([("fact remark: text", "fact remark: text\nfact lifting: yes or no")])
        with open(self.path("table.csv"), "w", encoding="utf-8") as file:
            file.write("case,service,part,lifting\nA,therapy,neck,yes\nB,scan,neck,\n")
        self.diff(after, "--ignore-missing", wanted=0)
        with open(self.path("table.csv"), "w", encoding="utf-8") as file:
            file.write("case,service,part,liftings\nA,therapy,neck,yes\n")
        _, stderr = self.diff(after, "--ignore-missing", wanted=2)
        self.assertIn("`lifting`", stderr)
        self.write("map.json", '{"columns": {"liftings": "lifting"}}')
        self.diff(after, "--ignore-missing", "--map", self.path("map.json"), wanted=0)
        self.write("map.json", '{"columns": {"liftings": "lifted"}}')
        self.diff(after, "--ignore-missing", "--map", self.path("map.json"), wanted=2)

    def test_what_one_library_alone_lacks_says_which(self):
        after = self.changed([("fact remark: text", "fact remark: text\nfact lifting: yes or no"), ("working: works", "working: works and lifting")])
        self.table(30, wrong=0, count=10)
        _, stderr = self.diff(after, wanted=2)
        self.assertIn("`lifting`, which the rules look at (the library after)", stderr)

    def test_a_row_that_repeats_another_is_an_error_row(self):
        """Also where nothing is written, in whatever shard it is."""
        after = self.changed()
        self.table(28, wrong=0)
        self.rows += [dict(self.rows[5]), dict(self.rows[1500])]
        cases.write_csv(self.path("table.csv"), self.rows)
        self.diff(after, "--out", self.path("out"), "--output-format", "jsonl", "--shard-rows", "600", wanted=2)
        self.assertEqual([(error["row"], error["code"]) for error in self.errors()], [(2001, "F0201"), (2002, "F0201")])
        report = json_of(self.path("out/diff.json"))["cases"]
        self.expect(after, report, all_rows(self.path("out"), "flips"))
        stdout, _ = self.diff(after, "--format", "json", wanted=2)
        self.assertEqual(json.loads(stdout)["cases"], report)

    def test_chosen_rows_are_those_of_a_run(self):
        """Also where the table's columns come in another order than a case's."""
        after = self.changed()
        rows = list(cases.rows(29, 2000, wrong=0))
        names = ["remark", "urgent"] + [name for name in cases.PARTS + cases.FACTS if name not in ("remark", "urgent")] + ["case"]
        cases.write_csv(self.path("table.csv"), rows, names)
        for more in (["--sample", "20%"], ["--sample", "300"], ["--where", "part = 'knee'"], ["--limit", "500"]):
            precept("run", "-g", LIBRARY, "--cases", self.path("table.csv"), "--out", self.path("was"), "--output-format", "jsonl", *more)
            stdout, _ = self.diff(after, "--format", "json", *more)
            chosen = len(self.decided("was"))
            self.assertTrue(0 < chosen < 2000, more)
            self.assertEqual(json.loads(stdout)["cases"]["rows"], chosen, more)
            shutil.rmtree(self.path("was"))

    def test_a_page_is_written(self):
        self.table(27, wrong=0)
        self.diff(self.changed(), "--report", self.path("page.html"), wanted=1)
        with open(self.path("page.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("Two libraries over the same cases", page)
        self.assertIn("physician", page)

    def test_options_of_cases_want_cases(self):
        code, _, stderr = precept("diff", "--before", LIBRARY, "--after", LIBRARY, "--out", self.path("out"))
        self.assertEqual(code, 2)
        self.assertIn("--cases", stderr)
        self.assertFalse(os.path.exists(self.path("out")))


if __name__ == "__main__":
    support.main()
