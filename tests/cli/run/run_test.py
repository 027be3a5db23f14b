# `precept run` as its users meet it: the same answers as `decide`, the same bytes however it is run, and nothing lost or
# done twice whatever ends it. In: the command line's path, the checkout, and how long to try. Out: exit code 1 and what differs.
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases
import support
from support import LIBRARY, all_rows, contents, json_of, precept

def statuses(criteria, prefix=""):
    for criterion in criteria:
        own = criterion.get("guideline", "")
        path = prefix
        if own:
            path = ".".join(filter(None, [own, criterion.get("edition"), criterion["rule"]])) + "."
        value = {"met": True, "present": True, "unmet": False, "absent": False, "undocumented": None,
                 "exempt": criterion["kind"] != "excluded"}[criterion["status"]]
        yield path + criterion["label"], value
        yield from statuses(criterion["criteria"], path + criterion["label"] + ".")


class RunTest(support.RunCase):
    # ---- the same answers as `decide` ----
    def compare(self, rows, out, order=None):
        cases.write_cases(self.path("cases.jsonl"), rows)
        _, decided, _ = precept("decide", "-g", LIBRARY, "--format", "jsonl", self.path("cases.jsonl"))
        wanted = {}
        for line in decided.splitlines():
            one = json.loads(line)
            wanted[one["case"]] = one
        self.assertEqual(len(wanted), len(rows))
        determinations, errors = all_rows(self.path(out), "determinations"), all_rows(self.path(out), "errors")
        self.assertEqual([row["case"] for row in determinations], [row["case"] for row in rows if "outcome" in wanted[row["case"]]])
        for row in determinations:
            one = wanted.pop(row["case"])
            self.assertEqual(row["outcome"], one["outcome"], row["case"])
            for name in ("says", "service", "request", "possible", "because"):
                self.assertEqual(row[name], one[name], f"{name} of {row['case']}")
            for name in ("guideline", "edition", "rule"):
                self.assertEqual(row[name], one["decided_by"][name], f"{name} of {row['case']}")
            granted = one["granted"] or {}
            self.assertEqual(row["granted"], granted.get("quantity"), row["case"])
            self.assertEqual(row["granted_within"], granted.get("within"), row["case"])
            marked = {name: value for name, value in row.items() if "." in name and any(name.startswith(rule + ".") for rule in row["consulted"])}
            prefix = row["consulted"][0] + "." if len(row["consulted"]) == 1 else ""
            self.assertEqual(marked, dict(statuses(one["criteria"], prefix)), row["case"])
            for name, value in row.items():
                if "." in name and name not in marked:
                    self.assertIsNone(value, name)
        found = {}
        for error in errors:
            found.setdefault(error["case"], []).append((error["code"], error["message"]))
        self.assertEqual(found, {case: [(error["code"], error["message"]) for error in one["errors"]] for case, one in wanted.items()})
        return len(determinations), len(errors)

    def test_csv_decides_as_decide_does(self):
        rows = list(cases.rows(1, support.OPTIONS.rows))
        cases.write_csv(self.path("table.csv"), rows)
        self.run_table(self.path("table.csv"), wanted=2)
        decided, errors = self.compare(rows, "out")
        self.assertGreater(decided, support.OPTIONS.rows * 0.8)
        self.assertGreater(errors, 10)

    def test_json_lines_decide_as_decide_does(self):
        rows = list(cases.rows(2, support.OPTIONS.rows))
        cases.write_json_lines(self.path("table.jsonl"), rows)
        self.run_table(self.path("table.jsonl"), "out", "--threads", 2, wanted=2)
        self.compare(rows, "out")

    def typed_rows(self, seed, count):
        """Rows whose values have one type a column, as Parquet wants it, and that table."""
        chance = random.Random(seed)
        rows = []
        for row in cases.rows(seed, count, wrong=0):
            for name in ("injured", "decided"):
                if name in row:
                    row[name] = cases.day(chance, *cases.YEARS[name])
            if "pain" in row:
                row["pain"] = chance.randint(0, 12)
            if "dose" in row:
                row["dose"] = chance.randint(0, 9000) / 100
            if "tried" in row:
                row["tried"] = [cases.course(chance) for _ in range(chance.randint(0, 4))]
            for name, unit in (("waiting", "d"), ("rested", "mo")):
                if name in row:
                    row[name] = chance.randint(0, 60)
            rows.append(row)
        cases.write_json_lines(self.path("typed.jsonl"), rows)
        course = "STRUCT(kind VARCHAR, start DATE, finish DATE, dose SMALLINT, helped BOOLEAN)[]"
        columns = {"case": "VARCHAR", "service": "VARCHAR", "quantity": "INTEGER", "over": "VARCHAR", "used": "UTINYINT", "part": "VARCHAR",
                   "injured": "DATE", "decided": "DATE", "works": "BOOLEAN", "strength": "VARCHAR", "pain": "TINYINT", "dose": "DECIMAL(9,2)",
                   "waiting": "SMALLINT", "rested": "BIGINT", "tried": course, "diagnosis": "VARCHAR", "remark": "VARCHAR", "urgent": "BOOLEAN"}
        typed = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        source = f"read_json('{self.path('typed.jsonl')}', format='newline_delimited', columns={{{typed}}})"
        subprocess.run([support.OPTIONS.sql, f"COPY (SELECT * REPLACE (strength::ENUM('low', 'mid', 'high') AS strength) FROM {source}) TO "
                        f"'{self.path('typed.parquet')}' (FORMAT parquet, ROW_GROUP_SIZE 2048)"], check=True)
        return rows

    def test_parquet_decides_as_decide_does(self):
        rows = self.typed_rows(3, support.OPTIONS.rows)
        code, _, stderr = self.run_table(self.path("typed.parquet"))
        self.assertEqual(code, 2, stderr)  # pain goes to 12
        self.compare(rows, "out")

    def test_a_query_decides_as_its_rows_do(self):
        rows = self.typed_rows(4, 500)
        query = f"SELECT * FROM read_parquet('{self.path('typed.parquet')}')"
        code, _, stderr = precept("run", "-g", LIBRARY, "--cases-sql", query, "--out", self.path("out"), "--output-format", "jsonl")
        self.assertEqual(code, 2, stderr)
        self.compare(rows, "out")

    def test_ranges_over_two_columns(self):
        with open(self.path("a.csv"), "w", encoding="utf-8") as file:
            file.write("case,service,part,injured.from,injured.to,decided\nA,therapy,neck,2011-01-01,2011-02-01,2012-01-01\n"
                       "B,therapy,neck,,2011-02,2012-01-01\nC,therapy,neck,,,2012-01-01\nD,therapy,neck,2011-03,2011-01,2012-01-01\n")
        self.run_table(self.path("a.csv"), "out", "--ignore-missing", wanted=2)
        cases_of = [{"case": case, "facts": {**({"injured": injured} if injured else {}), "decided": "2012-01-01"}, "requests": [{"service": "therapy", "part": "neck"}]}
                    for case, injured in (("A", {"from": "2011-01-01", "to": "2011-02-01"}), ("B", {"to": "2011-02"}), ("C", None))]
        with open(self.path("cases.json"), "w", encoding="utf-8") as file:
            json.dump(cases_of, file)
        _, decided, _ = precept("decide", "-g", LIBRARY, "--format", "jsonl", self.path("cases.json"))
        wanted = [dict(statuses(json.loads(line)["criteria"]))["recent"] for line in decided.splitlines()]
        found = [row["house.2010-01-01.therapy.general.recent"] for row in all_rows(self.path("out"), "determinations")]
        self.assertEqual(found, wanted)
        self.assertEqual([error["code"] for error in all_rows(self.path("out"), "errors")], ["F0121"])

    # ---- the same bytes ----
    def test_bytes_do_not_depend_on_threads(self):
        rows = list(cases.rows(5, 3000))
        cases.write_csv(self.path("table.csv"), rows)
        for form in ("parquet", "csv", "jsonl"):
            found = []
            for threads in (1, 2, 5):
                out = f"{form}{threads}"
                self.run_table(self.path("table.csv"), out, "--threads", threads, "--shard-rows", 700, "--output-format", form, wanted=2)
                found.append(contents(self.path(out)))
            self.assertEqual(found[0], found[1])
            self.assertEqual(found[0], found[2])
            self.assertEqual(len([name for name in found[0] if name.startswith("determinations")]), 5)

    def test_engines_decide_alike(self):
        """Rows one by one, 64 at a time by interpreted logic, and by generated logic: the same bytes, with lists and without."""
        without_lists = self.path("without_lists")
        shutil.copytree(LIBRARY, without_lists)
        for name in os.listdir(without_lists):
            path = os.path.join(without_lists, name)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write("".join(line for line in text.splitlines(True) if "count of tried" not in line))
        cases.write_csv(self.path("table.csv"), list(cases.rows(7, support.OPTIONS.rows)))
        self.typed_rows(8, support.OPTIONS.rows)
        for library in (LIBRARY, without_lists):
            for table in ("table.csv", "typed.parquet"):
                found = []
                for engine in (["--engine", "interpret"], ["--engine", "native"], []):
                    out = self.path("out")
                    code, stdout, stderr = precept("run", "-g", library, "--cases", self.path(table), "--out", out, "--threads", 2,
                                                   "--shard-rows", 900, *engine)
                    self.assertEqual(code, 2, stdout + stderr)
                    found.append(contents(out))
                    shutil.rmtree(out)
                self.assertEqual(found[0], found[1], f"{library} {table}")
                self.assertEqual(found[0], found[2], f"{library} {table}")

    def test_a_rate_may_be_a_number(self):
        self.write("a.csv", "case,service,part,rate\nA,therapy,neck,2\n")
        self.run_table(self.path("a.csv"), "out", "--ignore-missing", wanted=0)

    def test_shards_hold_the_rows_in_order(self):
        rows = list(cases.rows(6, 1000, wrong=0))
        cases.write_csv(self.path("table.csv"), rows)
        self.run_table(self.path("table.csv"), "one", wanted=0)
        self.run_table(self.path("table.csv"), "many", "--shard-rows", 100, "--threads", 3, wanted=0)
        self.assertEqual(all_rows(self.path("one"), "determinations"), all_rows(self.path("many"), "determinations"))
        self.assertEqual(len(os.listdir(self.path("many/determinations"))), 10)
        one, many = (json_of(self.path(f"{out}/summary.json")) for out in ("one", "many"))
        self.assertEqual({**one, "shard_rows": 0}, {**many, "shard_rows": 0})

    def test_limit(self):
        cases.write_csv(self.path("table.csv"), list(cases.rows(7, 300, wrong=0)))
        self.run_table(self.path("table.csv"), "out", "--limit", 120, wanted=0)
        self.assertEqual(len(all_rows(self.path("out"), "determinations")), 120)

    def test_an_empty_table(self):
        cases.write_csv(self.path("table.csv"), [])
        self.run_table(self.path("table.csv"), wanted=0)
        self.assertEqual(all_rows(self.path("out"), "determinations"), [])

    # ---- wrong tables and wrong rows ----
    def test_unknown_and_lacking_columns_are_named(self):
        names = ["case"] + cases.PARTS + cases.FACTS
        rows = [{name if name != "injured" else "injurred": "" for name in names}]
        cases.write_csv(self.path("a.csv"), rows, [name if name != "injured" else "injurred" for name in names] + ["colour"])
        code, stdout, stderr = self.run_table(self.path("a.csv"))
        self.assertEqual(code, 2)
        self.assertIn("`injurred`; did you mean `injured`?", stderr)
        self.assertIn("no fact or part of a request is called `colour`", stderr)
        self.assertIn('"injurred": "injured"', stderr)
        self.assertFalse(os.path.exists(self.path("out")))
        self.assertEqual(self.run_table(self.path("a.csv"), "out", "--ignore-unknown", "--ignore-missing")[0], 2)
        self.assertEqual(len(all_rows(self.path("out"), "errors")), 1)  # the row names no case

    def test_a_map_gives_other_names_and_codes(self):
        with open(self.path("a.csv"), "w", encoding="utf-8") as file:
            file.write("ID;WHAT;PHYSICAL DEMAND;Pain;DECIDED\n7;PT;SEDENTARY WORK;5;2012-01-01\n8;PT;N/A;5;2012-01-01\n")
        with open(self.path("map.json"), "w", encoding="utf-8") as file:
            json.dump({"columns": {"ID": "case", "WHAT": "service", "PHYSICAL DEMAND": "strength", "Pain": "pain", "DECIDED": "decided"},
                       "values": {"service": {"PT": "therapy"}, "strength": {"SEDENTARY WORK": "low", "N/A": None}}}, file)
        self.run_table(self.path("a.csv"), "out", "--map", self.path("map.json"), "--ignore-missing", wanted=0)
        found = [(row["case"], row["house.2010-01-01.therapy.general.strong"]) for row in all_rows(self.path("out"), "determinations")]
        self.assertEqual(found, [("7", False), ("8", None)])

    def test_repeated_keys_are_errors(self):
        rows = list(cases.rows(8, 200, wrong=0))
        rows[150] = {**rows[150], "case": rows[20]["case"]}
        rows[180] = {**rows[180], "case": rows[20]["case"]}
        cases.write_csv(self.path("table.csv"), rows)
        self.run_table(self.path("table.csv"), "out", "--shard-rows", 64, "--threads", 2, wanted=2)
        self.assertEqual([(error["row"], error["code"]) for error in all_rows(self.path("out"), "errors")], [(151, "F0201"), (181, "F0201")])
        self.assertEqual(len(all_rows(self.path("out"), "determinations")), 198)

    def test_requests_of_one_case_have_numbers(self):
        with open(self.path("a.csv"), "w", encoding="utf-8") as file:
            file.write("case,request,service,pain\nA,1,scan,8\nA,2,scan,3\nA,x,scan,3\n,1,scan,3\n")
        self.run_table(self.path("a.csv"), "out", "--ignore-missing", wanted=2)
        self.assertEqual([(row["case"], row["request"]) for row in all_rows(self.path("out"), "determinations")], [("A", 1), ("A", 2)])
        errors = all_rows(self.path("out"), "errors")
        self.assertEqual([(error["row"], error["path"], error["code"]) for error in errors], [(3, "request", "F0118"), (4, "case", "F0107")])
        self.assertEqual(json.loads(errors[0]["raw"]), {"case": "A", "request": "x", "service": "scan", "pain": "3"})

    def test_too_many_errors_end_the_run(self):
        cases.write_csv(self.path("table.csv"), list(cases.rows(9, 500, wrong=0.5)))
        code, _, stderr = self.run_table(self.path("table.csv"), "out", "--max-errors", 10)
        self.assertEqual(code, 2)
        self.assertIn("not finished", stderr)
        self.assertFalse(json_of(self.path("out/manifest.json"))["finished"])

    def test_nothing_of_a_case_is_printed(self):
        cases.write_csv(self.path("table.csv"), list(cases.rows(10, 300, wrong=0.3)))
        _, stdout, stderr = self.run_table(self.path("table.csv"), "out", "--progress", "json")
        for word in ("case number", "candy", "perhaps", "M54"):
            self.assertNotIn(word, stdout + stderr)
        self.assertIn('"rows": ', stderr)

    def test_a_dry_run_does_nothing(self):
        cases.write_csv(self.path("table.csv"), list(cases.rows(11, 10)))
        _, stdout, _ = self.run_table(self.path("table.csv"), "out", "--dry-run", wanted=0)
        self.assertIn("column    injured (text) is injured", stdout)
        self.assertFalse(os.path.exists(self.path("out")))

    # ---- nothing lost, nothing done twice ----
    def interrupted(self, how, tries, seed):
        """Ends runs at random moments until one is let through; its bytes must be those of a run that nobody ended."""
        cases.write_csv(self.path("table.csv"), list(cases.rows(12, support.OPTIONS.rows)))
        arguments = ("--shard-rows", support.OPTIONS.rows // 20, "--threads", 2)
        begin = time.monotonic()
        self.run_table(self.path("table.csv"), "whole", *arguments, wanted=2)
        lasted = time.monotonic() - begin
        chance = random.Random(seed)
        command = [support.OPTIONS.precept, "run", "-g", LIBRARY, "--cases", self.path("table.csv"), "--output-format", "jsonl",
                   *map(str, arguments), "--resume", "--out"]
        done, out, ended = 0, 0, 0
        while done < tries:
            out += 1
            folder = self.path(f"out{out}")
            for _ in range(30):
                process = subprocess.Popen([*command, folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                try:
                    process.wait(timeout=lasted * chance.uniform(0.05, 0.9))
                except subprocess.TimeoutExpired:
                    process.send_signal(how)
                process.communicate()
                done += 1
                if process.returncode == 2 and os.path.exists(os.path.join(folder, "summary.json")):
                    break
                ended += 1
            else:
                subprocess.run([*command, folder], capture_output=True, check=False)
            self.assertEqual(contents(folder), contents(self.path("whole")))
            shutil.rmtree(folder)
        self.assertGreater(ended, tries // 3)

    def test_killed_at_random_moments(self):
        self.interrupted(signal.SIGKILL, support.OPTIONS.kills, 1)

    def test_asked_to_end_at_random_moments(self):
        self.interrupted(signal.SIGTERM, support.OPTIONS.kills // 2, 2)

    def small_run(self, *more):
        cases.write_csv(self.path("table.csv"), list(cases.rows(13, 400)))
        return self.run_table(self.path("table.csv"), "out", "--shard-rows", 100, *more)

    def test_a_folder_is_not_written_over(self):
        self.small_run()
        code, _, stderr = self.small_run()
        self.assertEqual(code, 2)
        self.assertIn("holds a run that is finished", stderr)
        os.makedirs(self.path("other"))
        with open(self.path("other/letter.txt"), "w", encoding="utf-8") as file:
            file.write("mine")
        code, _, stderr = self.run_table(self.path("table.csv"), "other")
        self.assertEqual(code, 2)
        self.assertIn("is not empty (`letter.txt` is in it)", stderr)
        self.assertEqual(os.path.exists(self.path("other/manifest.json")), False)

    def test_a_changed_run_is_not_gone_on_with(self):
        self.small_run()
        for change, word in ((("--ignore-unknown",), "ignore_unknown"), (("--limit", "5"), "limit")):
            code, _, stderr = self.small_run("--resume", *change)
            self.assertEqual(code, 2)
            self.assertIn(f"the {word} changed", stderr)
        with open(self.path("table.csv"), "a", encoding="utf-8") as file:
            file.write("Z" + "," * 17 + "\n")
        code, _, stderr = self.run_table(self.path("table.csv"), "out", "--shard-rows", 100, "--resume")
        self.assertEqual(code, 2)
        self.assertIn("the input changed", stderr)

    def test_a_changed_library_is_not_gone_on_with(self):
        self.small_run()
        shutil.copytree(LIBRARY, self.path("library"))
        rule = self.path("library/house_2014.precept")
        with open(rule, encoding="utf-8") as file:
            text = file.read()
        with open(rule, "w", encoding="utf-8") as file:
            file.write(text.replace("pain >= 6", "pain >= 7"))
        code, _, stderr = precept("run", "-g", self.path("library"), "--cases", self.path("table.csv"), "--out", self.path("out"),
                                  "--output-format", "jsonl", "--shard-rows", 100, "--resume")
        self.assertEqual(code, 2)
        self.assertIn("the library changed", stderr)

    def test_what_was_changed_or_lost_is_done_again(self):
        self.small_run()
        before = contents(self.path("out"))
        with open(self.path("out/determinations/part-00001.jsonl"), "r+b") as file:
            file.seek(30)
            file.write(b"#")
        os.remove(self.path("out/errors/part-00003.jsonl"))
        code, _, stderr = self.small_run("--resume")
        self.assertIn("part-00001.jsonl is not what the run wrote", stderr)
        self.assertIn("part-00003.jsonl cannot be read", stderr)
        self.assertEqual(contents(self.path("out")), before)

    def test_a_cut_manifest_is_said(self):
        self.small_run()
        path = self.path("out/manifest.json")
        os.truncate(path, os.path.getsize(path) // 2)
        before = contents(self.path("out"))
        code, _, stderr = self.small_run("--resume")
        self.assertEqual(code, 2)
        self.assertIn("is damaged", stderr)
        self.assertEqual(contents(self.path("out")), before)

    def test_two_runs_at_once(self):
        cases.write_csv(self.path("table.csv"), list(cases.rows(14, 20000)))
        command = [support.OPTIONS.precept, "run", "-g", LIBRARY, "--cases", self.path("table.csv"), "--out", self.path("out"), "--threads", "1"]
        first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not os.path.exists(self.path("out/manifest.json")) and first.poll() is None:
            time.sleep(0.01)
        code, _, stderr = precept("run", "-g", LIBRARY, "--cases", self.path("table.csv"), "--out", self.path("out"), "--resume")
        running = first.poll() is None
        first.kill()
        first.wait()
        self.assertTrue(running, "the first run ended too soon to be met")
        self.assertEqual(code, 2)
        self.assertIn("another run is writing to this folder", stderr)

    def test_a_full_disk_is_said_and_gone_on_from(self):
        cases.write_csv(self.path("table.csv"), list(cases.rows(15, 2000)))
        self.run_table(self.path("table.csv"), "whole", "--shard-rows", 500, wanted=2)

        def little_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        code, _, stderr = precept("run", "-g", LIBRARY, "--cases", self.path("table.csv"), "--out", self.path("out"), "--output-format", "jsonl",
                                  "--shard-rows", "500", preexec_fn=little_room)
        self.assertEqual(code, 2)
        self.assertIn("not finished", stderr)
        self.assertFalse(json_of(self.path("out/manifest.json"))["finished"])
        self.run_table(self.path("table.csv"), "out", "--shard-rows", 500, "--resume", wanted=2)
        self.assertEqual(contents(self.path("out")), contents(self.path("whole")))


def add_options(parser):
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=200 if os.environ.get("PRECEPT_TEST_LONG") else 20)


if __name__ == "__main__":
    support.main(add_options)
