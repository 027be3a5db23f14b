# `precept diff --cases` as its users meet it, held to two runs of `precept run` over the same table, row by row.
# In: the command line's path. Out: exit code 1 and what differs.
import collections
import json
import os
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
