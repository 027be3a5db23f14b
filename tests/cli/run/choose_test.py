# Which rows `precept run` decides and as of when, how it says how far it is, and what it notes: `--where`, `--sample`, `--as-of`,
# `--cases-sql`, `--dry-run`, `--progress`, `--log`. In: the command line's path. Out: exit code 1 and what differs.
import json
import os
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases
import support
from support import precept

ROWS = 3000


class ChooseTest(support.RunCase):
    def setUp(self):
        super().setUp()
        self.rows = list(cases.rows(21, ROWS))
        cases.write_csv(self.path("table.csv"), self.rows)
        cases.write_json_lines(self.path("table.jsonl"), self.rows)
        self.run_table(self.path("table.csv"), "all", wanted=2)

    def parquet(self):
        # Text as a sheet has it, so that conditions are the same ones.
        subprocess.run([support.OPTIONS.sql, f"COPY (SELECT * FROM read_csv('{self.path('table.csv')}', all_varchar=true, header=true)) "
                        f"TO '{self.path('table.parquet')}' (FORMAT parquet)"], check=True, stdout=subprocess.DEVNULL)
        return self.path("table.parquet")

    def number_of(self):
        return {row["case"]: number for number, row in enumerate(self.rows, 1)}

    def check_choice(self, out, is_chosen):
        """What was decided is what the whole run decided of the chosen rows; errors keep the numbers of the input."""
        numbers = self.number_of()
        wanted = {case: row for case, row in self.decided("all").items() if is_chosen(self.rows[numbers[case] - 1])}
        self.assertEqual(self.decided(out), wanted)
        self.assertEqual([(error["row"], error["code"]) for error in self.errors(out)],
                         [(error["row"], error["code"]) for error in self.errors("all") if is_chosen(self.rows[error["row"] - 1])])
        return len(wanted)

    # ---- where ----
    def test_where_chooses_rows_of_any_form(self):
        condition = "works = 'yes' AND service <> 'scan' -- a comment"
        for number, table in enumerate((self.path("table.csv"), self.parquet())):
            self.run_table(table, f"out{number}", "--where", condition, "--shard-rows", 700, "--threads", 2, wanted=2)
            count = self.check_choice(f"out{number}", lambda row: row.get("works") is True and row.get("service") != "scan")
            self.assertGreater(count, 500)
        self.run_table(self.path("table.jsonl"), "out2", "--where", "service = 'scan' AND coalesce(TRY_CAST(used AS INTEGER), 0) >= 0", wanted=2)
        self.check_choice("out2", lambda row: row.get("service") == "scan")

    def test_where_leaves_out_no_row_that_cannot_be_read(self):
        with open(self.path("table.csv"), "a", encoding="utf-8") as file:
            file.write("X,scan\nY,scan\n")
        self.run_table(self.path("table.csv"), "out", "--where", "service = 'none at all'", wanted=2)
        self.assertEqual([(error["row"], error["code"]) for error in self.errors()], [(ROWS + 1, "F0202"), (ROWS + 2, "F0202")])
        self.assertEqual(self.decided(), {})

    def test_where_that_cannot_be_asked(self):
        for condition, word in (("nothing = 1", "cannot be asked of this table"), ("case =", "cannot be asked of this table"), (" ", "wants a condition")):
            _, _, stderr = self.run_table(self.path("table.csv"), "out", "--where", condition, wanted=2)
            self.assertIn(word, stderr)
            self.assertFalse(os.path.exists(self.path("out/manifest.json")))

    def test_where_prints_no_cell(self):
        for number, table in enumerate((self.path("table.csv"), self.parquet())):
            _, _, stderr = self.run_table(table, f"out{number}", "--where", "remark::INTEGER > 3", wanted=2)
            self.assertIn("TRY_CAST", stderr)
            self.assertIn("not finished", stderr)
            for word in ("none", "blanks", "\u00e5\u00e4\u00f6"):
                self.assertNotIn(word, stderr)

    # ---- sample ----
    def test_a_sample_is_the_same_wherever_it_is_run(self):
        found = []
        for number, (table, more) in enumerate(((self.path("table.csv"), ("--threads", 1)), (self.path("table.csv"), ("--threads", 3, "--shard-rows", 500)),
                                                (self.parquet(), ("--threads", 2)), (self.path("table.jsonl"), ()))):
            self.run_table(table, f"out{number}", "--sample", "10%", *more, wanted=2)
            found.append(self.decided(f"out{number}"))
        for other in found[1:]:
            self.assertEqual(found[0], other)
        numbers, all_decided = self.number_of(), self.decided("all")
        self.assertEqual(found[0], {case: all_decided[case] for case in sorted(found[0], key=numbers.get)})
        self.assertTrue(200 < len(found[0]) < 400, len(found[0]))
        # A smaller sample lies in a larger one, and these are the very cases: another hash is another sample.
        self.run_table(self.path("table.csv"), "small", "--sample", "1.5%", wanted=None)
        self.assertTrue(set(self.decided("small")) < set(found[0]))
        self.assertEqual(sorted(found[0])[:3], ["C1005", "C1017", "C1059"])

    def test_a_sample_of_so_many_rows(self):
        for threads, shard_rows in ((1, 100000), (2, 500)):
            out = f"out{threads}"
            self.run_table(self.path("table.csv"), out, "--sample", "123", "--threads", threads, "--shard-rows", shard_rows)
            self.assertEqual(len(self.decided(out)) + len({error["row"] for error in self.errors(out)}), 123)
        self.assertEqual(self.decided("out1"), self.decided("out2"))
        self.run_table(self.path("table.csv"), "every", "--sample", "100000", wanted=2)
        self.assertEqual(self.decided("every"), self.decided("all"))

    def test_samples_that_are_none(self):
        for word in ("0", "-1", "101%", "x", "1.5", "%", "1.%", "1.1234567%"):
            _, _, stderr = self.run_table(self.path("table.csv"), "out", "--sample", word, wanted=2)
            self.assertIn("`--sample` wants", stderr)

    def test_requests_of_a_case_are_chosen_together(self):
        lines = [f"C{case},{request},scan,8" for case in range(500) for request in (1, 2)]
        self.run_table(self.write("two.csv", "case,request,service,pain\n" + "\n".join(lines)), "out", "--ignore-missing", "--sample", "20%", wanted=0)
        found = [(row["case"], row["request"]) for row in support.all_rows(self.path("out"), "determinations")]
        self.assertTrue(50 < len(found) < 350)
        self.assertEqual(found, [(case, request) for case in dict(found) for request in (1, 2)])

    # ---- as of ----
    def test_as_of_chooses_editions_whatever_the_case_says(self):
        self.run_table(self.path("table.csv"), "early", "--as-of", "2011-05-05", wanted=2)
        self.run_table(self.path("table.csv"), "late", "--as-of", "2014-12-31", wanted=2)
        changed = [{**row, "decided": "2014-12-31"} for row in self.rows]
        cases.write_csv(self.path("changed.csv"), changed)
        self.run_table(self.path("changed.csv"), "changed", wanted=2)
        editions = {name: {row["edition"] for row in self.decided(name).values() if row["guideline"] == "house"} for name in ("early", "late", "all")}
        self.assertEqual(editions["early"], {"2010-01-01"})
        self.assertEqual(editions["late"], {"2014-01-01"})
        self.assertEqual(editions["all"], editions["early"] | editions["late"])
        late, wanted = self.decided("late"), self.decided("changed")
        differing = [case for case in late if case in wanted and late[case] != wanted[case]]
        self.assertEqual(differing, [])
        self.assertGreater(len(late), ROWS * 0.8)
        _, _, stderr = self.run_table(self.path("table.csv"), "out", "--as-of", "05/05/2011", wanted=2)
        self.assertIn("`--as-of` wants a day", stderr)

    def test_as_of_is_the_same_in_both_engines(self):
        code, _, stderr = self.run_table(self.path("table.csv"), "native", "--as-of", "2011-05-05", "--engine", "native")
        if "no native engine" in stderr:
            self.skipTest("this build has no native engine")
        self.assertEqual(code, 2, stderr)
        self.run_table(self.path("table.csv"), "plain", "--as-of", "2011-05-05", "--engine", "interpret", wanted=2)
        self.assertEqual(self.decided("native"), self.decided("plain"))

    # ---- terms ----
    def test_a_run_that_chose_otherwise_is_not_gone_on_with(self):
        chosen = ("--where", "works = 'yes'", "--sample", "50%", "--as-of", "2014-12-31", "--shard-rows", 1000)
        self.run_table(self.path("table.csv"), "out", *chosen)
        for at, other, word in ((1, "works = 'no'", "where"), (3, "51%", "sample"), (5, "2014-12-30", "as_of")):
            changed = list(chosen)
            changed[at] = other
            code, _, stderr = self.run_table(self.path("table.csv"), "out", *changed, "--resume")
            self.assertEqual(code, 2)
            self.assertIn(f"the {word} changed", stderr)
        terms = support.json_of(self.path("out/summary.json"))
        self.assertIn("50%", json.dumps(terms))

    def test_a_dry_run_shows_all_of_it(self):
        self.write("map.toml", 'dates.injured = ["MM/DD/YYYY", "YYYYMMDD"]\n')
        _, stdout, _ = self.run_table(self.path("table.csv"), "out", "--where", "works = 'yes'", "--sample", "2.5%", "--as-of", "2014-12-31", "--limit", 1000,
                                      "--map", self.path("map.toml"), "--dry-run", wanted=0)
        for line in ("where     works = 'yes'", "sample    2.5% of the cases, by a hash of their names", "as of     2014-12-31 for every case",
                     "limit     the first 1,000 rows", "column    injured (text) is injured, written as MM/DD/YYYY or YYYYMMDD"):
            self.assertIn(line, stdout)
        _, stdout, _ = self.run_table(self.parquet(), "out", "--sample", "7", "--dry-run", wanted=0)
        self.assertIn(f"rows      {ROWS:,}", stdout)
        self.assertIn("sample    7 rows", stdout)
        self.assertFalse(os.path.exists(self.path("out")))

    # ---- queries ----
    def query(self, out, query, *more):
        return precept("run", "-g", support.LIBRARY, "--cases-sql", query, "--out", self.path(out), "--output-format", "jsonl", "--shard-rows", 500, *more)

    def test_a_query_is_named_by_its_rows(self):
        query = f"SELECT * FROM '{self.parquet()}'"
        code, stdout, _ = self.query("out", query, "--dry-run")
        self.assertEqual(code, 0)
        self.assertIn("says no ORDER BY", stdout)
        code, _, _ = self.query("out", query)
        before = support.contents(self.path("out"))
        shards = support.json_of(self.path("out/manifest.json"))["shards"]
        self.assertEqual(len({shard["input"] for shard in shards}), len(shards))
        os.remove(self.path("out/errors/part-00003.jsonl"))
        self.query("out", query, "--resume")
        self.assertEqual(support.contents(self.path("out")), before)
        # The same words over other rows: one cell of the first shard is another one.
        self.rows[3]["used"] = 9 if self.rows[3].get("used") != 9 else 8
        cases.write_csv(self.path("table.csv"), self.rows)
        self.parquet()
        os.remove(self.path("out/errors/part-00003.jsonl"))
        code, _, stderr = self.query("out", query, "--resume")
        self.assertEqual(code, 2)
        self.assertIn("the query gives other rows", stderr)
        self.assertFalse(support.json_of(self.path("out/manifest.json"))["finished"])

    # ---- while it runs ----
    def run_meanwhile(self, out, change):
        """Starts a run and changes its table once it has begun."""
        command = [support.OPTIONS.precept, "run", "-g", support.LIBRARY, "--cases", self.path("big.csv"), "--out", self.path(out), "--threads", "1",
                   "--shard-rows", "1000"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while not os.path.exists(self.path(f"{out}/manifest.json")) and process.poll() is None:
            time.sleep(0.001)
        self.assertIsNone(process.poll(), "the run ended too soon to be met")
        change()
        stderr = process.communicate()[1].decode()
        return command, process.returncode, stderr

    def test_a_table_that_changes_meanwhile_is_no_finished_run(self):
        cases.write_csv(self.path("big.csv"), list(cases.rows(22, 30000, wrong=0)))

        def add_a_row():
            with open(self.path("big.csv"), "a", encoding="utf-8") as file:
                file.write("Z" + "," * 17 + "\n")
        command, code, stderr = self.run_meanwhile("out", add_a_row)
        self.assertEqual(code, 2)
        self.assertIn("the table of cases was changed while it was read", stderr)
        self.assertFalse(support.json_of(self.path("out/manifest.json"))["finished"])
        code, _, stderr = precept(*command[1:], "--resume")
        self.assertEqual(code, 2)
        self.assertIn("the input changed", stderr)

    def test_a_table_that_is_only_touched_meanwhile_is_the_same(self):
        cases.write_csv(self.path("big.csv"), list(cases.rows(22, 30000, wrong=0)))
        _, code, stderr = self.run_meanwhile("out", lambda: os.utime(self.path("big.csv")))
        self.assertEqual(code, 0, stderr)

    def test_progress_for_machines(self):
        for table, total in ((self.parquet(), ROWS), (self.path("table.csv"), None)):
            out = os.path.basename(table)
            _, _, stderr = self.run_table(table, out + ".out", "--progress", "json", wanted=2)
            lines = [json.loads(line) for line in stderr.splitlines() if line.startswith("{")]
            self.assertEqual(lines[-1]["rows"], ROWS)
            self.assertEqual(lines[-1]["rows_total"], total)
            self.assertEqual(lines[-1]["percent"], 100)
            self.assertIs(lines[-1]["finished"], True)
            self.assertGreater(lines[-1]["peak_memory_bytes"], 1_000_000)
            for line in lines:
                self.assertTrue({"rows", "rows_total", "percent", "rows_a_second", "seconds_left", "error_rows"} <= set(line))
                self.assertLessEqual(line["percent"], 100)
        _, _, stderr = self.run_table(self.path("table.csv"), "plain", wanted=2)
        self.assertRegex(stderr, r"peak memory [0-9,]+ MB")

    def test_the_log_has_events_and_no_facts(self):
        self.run_table(self.path("table.csv"), "out", "--log", self.path("run.log"), "--shard-rows", 1000, wanted=2)
        self.run_table(self.path("table.csv"), "out", "--log", self.path("run.log"), "--shard-rows", 1000, "--resume", "--sample", "1%", wanted=2)
        events = support.lines(self.path("run.log"))
        self.assertEqual([event["event"] for event in events], ["began", "shard", "shard", "shard", "ended", "began", "ended"])
        self.assertEqual(sum(event["rows"] for event in events[1:4]), ROWS)
        self.assertEqual([(events[i]["end"], events[i]["exit_code"]) for i in (4, 6)], [("finished", 2), ("refused", 2)])
        self.assertEqual(sorted(event["time"] for event in events), [event["time"] for event in events])
        with open(self.path("run.log"), encoding="utf-8") as file:
            text = file.read()
        for word in ("case number", "candy", "perhaps", "M54", "C1005"):
            self.assertNotIn(word, text)
        code, _, stderr = self.run_table(self.path("table.csv"), "out2", "--log", self.path("none/run.log"))
        self.assertEqual(code, 2)
        self.assertIn("No such file", stderr)
        self.assertFalse(os.path.exists(self.path("out2/manifest.json")))


if __name__ == "__main__":
    support.main()
