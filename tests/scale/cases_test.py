# The maker of cases: the same seed gives the same rows, in one file or in many, by one thread or by several; what is missing and known
# in part is about as much as asked for; cases have several requests. In: its path. Out: exit code 1 and what is wrong.
import collections
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

MAKER = None
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class CasesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="precept-cases-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def make(self, name, *options, wanted=0):
        path = os.path.join(self.folder, name)
        done = subprocess.run([MAKER, "--out", path, *options], capture_output=True, check=False)
        self.assertEqual(done.returncode, wanted, done.stderr.decode())
        return path

    def rows(self, *options):
        with open(self.make("rows.csv", *options), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_the_same_rows_in_one_file_and_in_many(self):
        for what in (("--rule", "r8"), ("--rule", "r-list"), ("--library", os.path.join(ROOT, "guidelines"))):
            options = what + ("--rows", "10001", "--seed", "5")
            whole = text_of(self.make("whole.csv", *options, "--threads", "1"))
            folder = self.make("parts", *options, "--format", "csv", "--files", "3", "--threads", "3")
            parts = [text_of(os.path.join(folder, name)) for name in sorted(os.listdir(folder))]
            self.assertEqual(len(parts), 3)
            header = whole[: whole.index("\n") + 1]
            self.assertEqual("".join([header] + [part[len(header):] for part in parts]), whole)
            self.assertEqual(whole.count("\n"), 10002)
            shutil.rmtree(folder)

    def test_another_seed_gives_other_rows(self):
        self.assertNotEqual(self.rows("--rule", "r8", "--rows", "100"), self.rows("--rule", "r8", "--rows", "100", "--seed", "2"))

    def test_the_first_row_stays_what_it_was(self):
        # Figures are compared over years: who changes the draws changes what was measured.
        self.assertEqual(list(self.rows("--rule", "r8", "--rows", "1")[0].values()), FIRST_ROW)

    def test_as_much_is_missing_as_asked_for(self):
        for per_cent in (0, 3, 40):
            rows = self.rows("--rule", "r8", "--rows", "40000", "--missing", str(per_cent))
            for name in ("quantity", "injury_date", "demand_level", "plateau", "days_per_week"):
                missing = sum(row[name] == "" for row in rows) / 400
                self.assertAlmostEqual(missing, per_cent, delta=per_cent / 8)

    def test_what_is_missing_is_missing_together(self):
        rows = self.rows("--rule", "r8", "--rows", "40000")
        both = sum(row["demand_level"] == row["plateau"] == "" for row in rows) / 40000
        self.assertGreater(both, 2 * 0.03 * 0.03)

    def test_dates_are_known_in_part_as_often_as_asked_for(self):
        rows = self.rows("--rule", "r8", "--rows", "40000", "--missing", "0", "--partial", "10")
        lengths = collections.Counter(len(row["injury_date"]) for row in rows)
        self.assertEqual(set(lengths), {4, 7, 10})
        self.assertAlmostEqual((lengths[4] + lengths[7]) / 400, 10, delta=1)

    def test_cases_have_several_requests(self):
        rows = self.rows("--rule", "r8", "--rows", "20000")
        requests = collections.defaultdict(list)
        for row in rows:
            requests[row["case"]].append(int(row["request"]))
        self.assertTrue(all(numbers == list(range(1, len(numbers) + 1)) for numbers in requests.values()))
        by_count = collections.Counter(len(numbers) for numbers in requests.values())
        self.assertTrue(by_count[1] > by_count[2] > by_count[3] > by_count[5] > 0)

    def test_members_and_services_are_skewed(self):
        rows = self.rows("--library", os.path.join(ROOT, "guidelines"), "--rows", "10000")
        counts = sorted(collections.Counter(row["service"] for row in rows).values())
        self.assertGreater(len(counts), 15)
        self.assertGreater(counts[-1], 8 * counts[0])

    def test_lists_are_short_and_some_are_long(self):
        rows = self.rows("--rule", "r-list", "--rows", "5000", "--missing", "0")
        lengths = sorted(len(json.loads(row["visits"])) for row in rows)
        self.assertLess(lengths[2500], 8)
        self.assertGreater(lengths[-1], 100)

    def test_json_lines_say_what_csv_says(self):
        options = ("--rule", "r-list", "--rows", "300")
        lines = [json.loads(line) for line in text_of(self.make("rows.jsonl", *options)).splitlines()]
        for row, line in zip(self.rows(*options), lines, strict=True):
            self.assertEqual(json.loads(row["visits"] or "null"), line["visits"])
            self.assertEqual([row[name] or None for name in ("case", "injury_date")], [line[name] for name in ("case", "injury_date")])

    def test_what_it_does_not_know_is_said(self):
        for options in (("--rule", "r9"), ("--rule", "r8", "--missing", "300"), ("--rule", "r8", "--rows", "0"),
                        ("--library", self.folder)):
            self.make("never.csv", *options, wanted=2)
            self.assertFalse(os.path.exists(os.path.join(self.folder, "never.csv")))
        self.make("never.xml", "--rule", "r8", wanted=2)


FIRST_ROW = ["C0000000001", "1", "work_conditioning", "48", "2012-08-22", "2012-11-06", "light", "false", "false", "false", "4.50", "3",
             "true"]

if __name__ == "__main__":
    MAKER = sys.argv.pop(1)
    unittest.main()
