# `precept explain` and the reports of a run as their users meet them: what `decide` prints of the same case, to the byte; a run
# that has something else is found; summary.json and the page hold what can be counted by other means.
# In: the command line's path and the checkout. Out: exit code 1 and what differs.
import argparse
import csv
import datetime
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # the checkout stays as it is
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "run"))
import cases

OPTIONS = None
LIBRARY = os.path.join(os.path.dirname(HERE), "run", "library")
FORMATS = ("text", "json", "letter", "html")


def precept(*arguments):
    done = subprocess.run([OPTIONS.precept, *map(str, arguments)], capture_output=True, timeout=300, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def json_of(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def shipped_cases():
    """The examples that ship, without what a table has no place for: the frame of a letter."""
    for path in sorted(glob.glob(os.path.join(OPTIONS.root, "examples", "cases", "*.json"))):
        found = json_of(path)
        for case in found if isinstance(found, list) else [found]:
            case.pop("about", None)
            yield case


def as_rows(case):
    """A case as rows of a table: what is not a plain value is the JSON that the case holds."""
    for number, request in enumerate(case["requests"], 1):
        row = {"case": case["case"], "request": number}
        for name, value in [*case["facts"].items(), *request.items()]:
            if value is not None:
                row[name] = value
        yield row


def write_csv(path, rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, names)
        table.writeheader()
        for row in rows:
            table.writerow({name: value if isinstance(value, str) else json.dumps(value) for name, value in row.items()})


def write_json_lines(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")


class Temporary(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="precept-explain-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)


class ExplainTest(Temporary):
    # ---- as `decide` ----
    def compare(self, table, case, guidelines, *more):
        self.write("case.json", json.dumps(case))
        for form in FORMATS:
            wanted = precept("decide", "-g", guidelines, "--format", form, self.path("case.json"))
            found = precept("explain", "-g", guidelines, "--cases", table, "--case", case["case"], "--format", form, *more)
            printed = re.sub(r',\n      "line": \d+', "", wanted[1])  # of a case file; a table has rows
            self.assertEqual(found[:2], (wanted[0], printed), f"{case['case']} as {form}: {found[2]}")
            self.assertEqual(found[2].count("["), wanted[2].count("["), f"{case['case']}: errors")

    def test_csv_of_the_shipped_examples_is_explained_as_decided(self):
        examples = list(shipped_cases())
        self.assertGreater(len(examples), 10)
        write_csv(self.path("table.csv"), [row for case in examples for row in as_rows(case)])
        for case in examples:
            self.compare(self.path("table.csv"), case, os.path.join(OPTIONS.root, "guidelines"), "--ignore-missing")

    def test_random_cases_are_explained_as_decided(self):
        rows = list(cases.rows(21, 120, wrong=0.1))
        write_json_lines(self.path("table.jsonl"), rows)
        wrong = 0
        for row in rows[::3]:
            facts = {name: value for name, value in row.items() if name in cases.FACTS}
            request = {name: value for name, value in row.items() if name in cases.PARTS}
            self.compare(self.path("table.jsonl"), {"case": row["case"], "facts": facts, "requests": [request]}, LIBRARY)
            wrong += precept("explain", "-g", LIBRARY, "--cases", self.path("table.jsonl"), "--case", row["case"])[0] != 0
        self.assertGreater(wrong, 0)

    def test_requests_stand_in_order_and_one_can_be_chosen(self):
        table = self.write("a.csv", "case,request,service,pain\nA,2,scan,3\nB,1,scan,9\nA,1,scan,8\nA,1,scan,1\n")
        code, stdout, stderr = precept("explain", "-g", LIBRARY, "--cases", table, "--case", "A", "--format", "json", "--ignore-missing")
        found = json.loads(stdout)
        self.assertEqual([one["request"] for one in found if "outcome" in one], [1, 2])
        self.assertEqual(code, 2)
        self.assertIn("row 4: case A: case: request 1 of this case stands in an earlier row too [F0201]", stderr)
        code, stdout, _ = precept("explain", "-g", LIBRARY, "--cases", table, "--case", "A", "--request", 2, "--format", "json", "--ignore-missing")
        self.assertEqual((code, json.loads(stdout)["request"]), (0, 2))

    def test_a_row_is_chosen_by_its_number(self):
        table = self.write("a.csv", 'case,request,service,pain\nA,1,scan,9\n,1,scan,8\nA,1,scan,1\n"B,1,scan,1\n')
        arguments = ["-g", LIBRARY, "--cases", table, "--ignore-missing", "--format", "json"]
        code, _, stderr = precept("run", *arguments[:-2], "--out", self.path("out"))
        self.assertEqual(code, 2, stderr)
        found = [precept("explain", *arguments, "--row", row, "--run", self.path("out")) for row in (1, 2, 3, 4, 5)]
        self.assertEqual(json.loads(found[0][1])["case"], "A")
        self.assertEqual([code for code, _, _ in found], [0, 2, 2, 2, 2])
        for (_, _, stderr), words in zip(found[1:], ("row 2: case: the row does not say which case it is of", "stands in an earlier row too [F0201]",
                                                     "row 4: ", "the table has no row 5: it has 4")):
            self.assertIn(words, stderr)
        self.assertEqual(precept("explain", *arguments, "--row", 1, "--case", "A")[0], 2)
        self.assertEqual(precept("explain", *arguments, "--row", 1, "--request", 1)[0], 2)

    # ---- what is not there ----
    def test_a_case_that_is_not_there_has_nearest_ones(self):
        table = self.write("a.csv", "case,service,pain\nCM13-0047924,scan,3\nCM13-0047925,scan,9\nX,scan,8\n")
        code, stdout, stderr = precept("explain", "-g", LIBRARY, "--cases", table, "--case", "CM13-0047294", "--ignore-missing")
        self.assertEqual((code, stdout), (2, ""))
        self.assertIn('no row of the table is of case "CM13-0047294"; did you mean "CM13-0047924" or "CM13-0047925"?', stderr)
        code, _, stderr = precept("explain", "-g", LIBRARY, "--cases", table, "--case", "X", "--request", 3, "--ignore-missing")
        self.assertEqual(code, 2)
        self.assertIn('no row of the table is request 3 of case "X"; it has other requests of that case', stderr)

    def test_a_row_that_no_cells_can_be_read_from_may_be_the_case(self):
        table = self.write("a.csv", 'case,service,pain\nA,scan,3\n"B,scan\n')
        code, _, stderr = precept("explain", "-g", LIBRARY, "--cases", table, "--case", "B", "--ignore-missing")
        self.assertEqual(code, 2)
        self.assertIn("1 row of the table cannot be cut into cells, and it may be among them", stderr)

    def test_wrong_words_are_refused(self):
        table = self.write("a.csv", "case,service,pain\nA,scan,3\n")
        for arguments in (["--cases", table], ["--case", "A"], ["--cases", table, "--case", "A", "--request", "0"], ["--cases", table, "--case", "A", "b"],
                          ["--cases", table, "--case", "A", "--run", self.path("none")], ["--cases", self.path("b.csv"), "--case", "A"]):
            code, stdout, stderr = precept("explain", "-g", LIBRARY, "--ignore-missing", *arguments)
            self.assertEqual((code, stdout), (2, ""), arguments)
            self.assertTrue(stderr.startswith("precept: "), stderr)
        code, _, stderr = precept("explain", "-g", LIBRARY, "--cases", table, "--case", "A")
        self.assertEqual(code, 2)  # columns are lacking, as for `run`
        self.assertIn("which the rules look at", stderr)

    # ---- against a run ----
    def run_table(self, form="csv", count=300, *more):
        cases.write_csv(self.path("table.csv"), list(cases.rows(22, count)))
        code, _, stderr = precept("run", "-g", LIBRARY, "--cases", self.path("table.csv"), "--out", self.path(form), "--output-format", form,
                                  "--shard-rows", 100, *more)
        self.assertIn(code, (0, 2), stderr)
        return self.path(form)

    def explain(self, run, case, *more):
        return precept("explain", "-g", LIBRARY, "--cases", self.path("table.csv"), "--case", case, "--run", run, *more)

    def test_a_run_has_the_same_in_every_format(self):
        ids = [row["case"] for row in cases.rows(22, 300)]
        for form in ("csv", "jsonl", "parquet"):
            run = self.run_table(form)
            codes = [self.explain(run, case)[0] for case in ids[::9]]
            self.assertEqual(set(codes), {0, 2}, form)  # 2: rows that are in errors/, with the same errors
            self.assertGreater(codes.count(0), 25)

    def change(self, run, kind, was, now):
        """Changes a stored file, and what the manifest says of it."""
        manifest = json_of(os.path.join(run, "manifest.json"))
        for shard in manifest["shards"]:
            for file in shard["files"]:
                path = os.path.join(run, file["name"])
                with open(path, encoding="utf-8") as text:
                    content = text.read()
                if not file["name"].startswith(kind) or was not in content:
                    continue
                content = content.replace(was, now, 1)
                with open(path, "w", encoding="utf-8") as text:
                    text.write(content)
                file["bytes"] = len(content.encode())
                file["sha256"] = hashlib.sha256(content.encode()).hexdigest()
                manifest.pop("seal", None)
                with open(os.path.join(run, "manifest.json"), "w", encoding="utf-8") as text:
                    json.dump(manifest, text)
                return
        self.fail(f"{was} is in no file")

    def a_denial(self, run):
        with open(os.path.join(run, "determinations", "part-00001.jsonl"), encoding="utf-8") as file:
            line = next(line for line in file if json.loads(line)["outcome"] == "deny" and json.loads(line)["service"] == "scan")
        return json.loads(line), line

    def test_a_run_that_has_something_else_is_found(self):
        run = self.run_table("jsonl")
        row, line = self.a_denial(run)
        self.assertEqual(self.explain(run, row["case"])[0], 0)
        mark = '"pictures.scan.painful":' + json.dumps(row["pictures.scan.painful"])
        self.change(run, "determinations", line, line.replace('"outcome":"deny"', '"outcome":"pend"').replace(mark, '"pictures.scan.painful":null'))
        code, stdout, stderr = self.explain(run, row["case"], "--format", "json")
        self.assertEqual(code, 3, stderr)
        self.assertEqual(json.loads(stdout)["outcome"], "deny")
        self.assertIn("internal error", stderr)
        self.assertIn("part-00001.jsonl, outcome: the run has `pend`, this is `deny`", stderr)
        self.assertIn("pictures.scan.painful: the run has nothing, this is `", stderr)
        self.assertRegex(stderr, r"library sha256:[0-9a-f]{64}, policy `closing`, input sha256:[0-9a-f]{64}")

    def test_a_changed_table_is_not_the_runs(self):
        run = self.run_table("jsonl")
        row, _ = self.a_denial(run)
        with open(self.path("table.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for one in rows:
            if one["case"] == row["case"]:
                one["pain"] = "" if one["pain"] else "5"
        with open(self.path("table.csv"), "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(rows)
        code, _, stderr = self.explain(run, row["case"])
        self.assertEqual(code, 2, stderr)
        self.assertIn("the table is not what it was when the run was made", stderr)

    def test_files_that_a_run_did_not_write_are_not_believed(self):
        run = self.run_table("csv")
        row = list(cases.rows(22, 300))[150]
        path = os.path.join(run, "determinations", "part-00001.csv")
        with open(path, "ab") as file:
            file.write(b"\n")
        code, _, stderr = self.explain(run, row["case"])
        self.assertEqual(code, 2)
        self.assertIn("determinations/part-00001.csv is not what the run wrote", stderr)

    def test_another_library_policy_or_map_is_refused(self):
        run = self.run_table("csv")
        case = next(cases.rows(22, 1))["case"]
        changed = self.path("changed")
        shutil.copytree(LIBRARY, changed)
        with open(os.path.join(changed, "pictures.precept"), encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(changed, "pictures.precept"), "w", encoding="utf-8") as file:
            file.write(text.replace("pain >= 7", "pain >= 8"))
        code, stdout, stderr = precept("explain", "-g", changed, "--cases", self.path("table.csv"), "--case", case, "--run", run)
        self.assertEqual((code, stdout), (2, ""))
        self.assertIn("was made with another library: it has `sha256:", stderr)
        code, _, stderr = self.explain(run, case, "--map", self.write("map.json", "{}"))
        self.assertEqual(code, 2)
        self.assertIn("was made with another map (`--map`): it has `none`, and this is `sha256:", stderr)
        code, _, stderr = self.explain(run, case, "--as-of", "2012-01-01")
        self.assertEqual(code, 2)
        self.assertIn("was made as of another day (`--as-of`): it has `the policy's`, and this is `2012-01-01`", stderr)

    def test_a_row_in_errors_is_shown_with_its_errors(self):
        run = self.run_table("jsonl")
        with open(os.path.join(run, "errors", "part-00000.jsonl"), encoding="utf-8") as file:
            error = json.loads(file.readline())
        code, stdout, stderr = self.explain(run, error["case"], "--format", "json")
        self.assertEqual(code, 2)
        self.assertIn(f"[{error['code']}]", stderr)
        self.assertEqual(json.loads(stdout)["errors"][0]["code"], error["code"])
        self.change(run, "errors", error["message"].replace('"', '\\"'), "something else")
        code, _, stderr = self.explain(run, error["case"])
        self.assertEqual(code, 3, stderr)

    def test_rows_that_a_run_left_out_are_told(self):
        run = self.run_table("csv", 300, "--limit", 120)
        code, _, stderr = self.explain(run, list(cases.rows(22, 300))[200]["case"])
        self.assertEqual(code, 2)
        self.assertIn("did not look at row 201", stderr)

    def test_a_run_as_of_a_day_is_explained_as_of_it(self):
        run = self.run_table("csv", 200, "--as-of", "2012-06-01", "--where", "service = 'therapy'")
        rows = [row for row in cases.rows(22, 200) if row.get("service") == "therapy"]
        codes = [self.explain(run, row["case"], "--as-of", "2012-06-01")[0] for row in rows[::5]]
        self.assertGreater(codes.count(0), 10)
        self.assertNotIn(3, codes)


class ReportTest(Temporary):
    def run_cases(self, guidelines, rows, *more):
        write_json_lines(self.path("table.jsonl"), rows)
        code, _, stderr = precept("run", "-g", guidelines, "--cases", self.path("table.jsonl"), "--out", self.path("out"), "--output-format", "jsonl", *more)
        self.assertIn(code, (0, 2), stderr)
        return json_of(self.path("out/summary.json"))

    def test_the_summary_counts_what_decide_says(self):
        rows = list(cases.rows(23, 900))
        summary = self.run_cases(LIBRARY, rows)
        cases.write_cases(self.path("cases.jsonl"), rows)
        _, decided, _ = precept("decide", "-g", LIBRARY, "--format", "jsonl", self.path("cases.jsonl"))
        services, settled, errors, open_rows = {}, {}, {}, 0
        for one in map(json.loads, decided.splitlines()):
            if "outcome" not in one:
                for error in one["errors"]:
                    errors[error["code"]] = errors.get(error["code"], 0) + 1
                continue
            counts = services.setdefault(one["service"], dict.fromkeys(("approve", "modify", "deny", "pend"), 0))
            counts[one["outcome"]] += 1
            if one["outcome"] == "pend":
                open_rows += 1
                for facts in one["still_needed"]["facts"]:
                    if len(facts) == 1:
                        settled[facts[0]] = settled.get(facts[0], 0) + 1
        self.assertGreater(open_rows, 50)
        self.assertGreater(len(settled), 1)
        self.assertEqual(summary["services"], services)
        self.assertEqual(summary["settled_by"], settled)
        self.assertEqual(summary["settled_by_looked_at"], open_rows)
        self.assertEqual(summary["errors"], errors)

    def test_settled_by_is_bounded_and_the_same_for_any_threads(self):
        rows = list(cases.rows(24, 20000, wrong=0))
        found = []
        for threads in (1, 3):
            shutil.rmtree(self.path("out"), ignore_errors=True)
            found.append(self.run_cases(LIBRARY, rows, "--threads", threads, "--shard-rows", 10000))
        self.assertEqual(found[0], found[1])
        self.assertLess(found[0]["settled_by_looked_at"], found[0]["outcomes"]["pend"])
        self.assertGreaterEqual(found[0]["settled_by_looked_at"], 1000)

    def test_summary_golden(self):
        summary = self.run_cases(LIBRARY, list(cases.rows(25, 200)))
        found = {name: value for name, value in summary.items() if isinstance(value, (dict, int))}
        self.assertEqual(found, json_of(os.path.join(HERE, "summary.json")))

    def test_the_page_holds_the_numbers(self):
        summary = self.run_cases(LIBRARY, list(cases.rows(26, 2000)), "--report", self.path("page.html"))
        with open(self.path("page.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertNotRegex(page, r"<script|<link|<img|https?://|style=")
        for word, count in summary["outcomes"].items():
            self.assertIn(f"{word} {count:,}", page)
        fact, rows = min(summary["settled_by"].items(), key=lambda one: (-one[1], one[0]))
        share = 100 * rows / summary["settled_by_looked_at"]
        found = re.search(r"Documenting <code>(\w+)</code> could settle ([\d.]+)% of the open cases", page)
        self.assertEqual(found.group(1), fact)
        self.assertAlmostEqual(float(found.group(2)), share, delta=0.51)
        self.assertIn("All 2,000 rows were looked at", page)
        self.assertIn("Proposed to a physician reviewer", page)
        for code in summary["errors"]:
            self.assertIn(f"<td>{code}</td>", page)
        self.assertIn(summary["library"], page)
        self.assertIn(summary["input"], page)

    def test_distances_to_a_limit(self):
        # scan asks for pain >= 7: from 0 to 10 the distances are -7 to 3
        rows = [{"case": f"A{pain}-{i}", "service": "scan", "pain": pain} for pain in range(11) for i in range(pain + 1)]
        rows.append({"case": "open", "service": "scan", "pain": {"from": 2, "to": 9}})
        self.run_cases(LIBRARY, rows, "--ignore-missing", "--report", self.path("page.html"))
        with open(self.path("page.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("66 rows known: 28 below the limit, 8 on it, 30 above it; within 1 of it 7 below and 9 above. In 1 row it is not known exactly.", page)
        picture = page[page.index("pictures.scan.painful: distance"):]
        bars = re.findall(r'<rect class="(\w+)" [^>]*height="(\d+)"', picture[:picture.index("</svg>")])
        self.assertEqual([style for style, _ in bars], ["fails"] * 7 + ["holds"] * 4)
        self.assertEqual([int(height) for _, height in bars], [round(110 * rows / 11) for rows in range(1, 12)])

    FACTS = """vocabulary limits_tried "Limits"
service scan "scan"
unit mg
fact injured: date "the injury"
fact decided: date from injured "the decision"
fact dose: number in mg
fact hours: number
"""
    LIMITS = """guideline limits "Limits"
  uses limits_tried
rule scan
  requires
    recent: time from injured to decided <= 2y
      text "no later than two years"
    hours:  hours between 3 and 5
  excluded when
    strong: dose > 50 mg
end
"""

    def limits_of(self, rows):
        """The page of these rows: by criterion and bound the words and the bars of each histogram."""
        library = self.path("limits")
        os.makedirs(library, exist_ok=True)
        self.write("limits/facts.precept", self.FACTS)
        self.write("limits/limits.precept", self.LIMITS)
        self.run_cases(library, rows, "--report", self.path("page.html"))
        with open(self.path("page.html"), encoding="utf-8") as file:
            page = file.read()
        found = {}
        for figure in re.findall(r"<figure>.*?</figure>", page, re.S):
            title = re.search(r"<title>limits.scan.(\w+): distance to the limit, (.*?)\. (\d.*?)</title>", figure)
            bars = re.findall(r'<rect class="(\w+)" [^>]*y="\d+" height="(\d+)"', figure)
            ends = re.findall(r'<text class="\w+" [^>]*y="154">([^<]*)<', figure)
            found[title.group(1), title.group(2)] = (title.group(3), bars, ends)
        return found

    def test_distances_of_dates_numbers_and_both_limits(self):
        def day(date, days):
            return (datetime.date.fromisoformat(date) + datetime.timedelta(days=days)).isoformat()
        rows = []
        for i, days in enumerate((-3, -1, 0, 0, 2, 2, 2)):  # from the limit, 2012-03-01
            rows.append({"case": f"D{i}", "service": "scan", "injured": "2010-03-01", "decided": day("2012-03-01", days), "hours": 4, "dose": 50})
        rows.append({"case": "open", "service": "scan", "injured": "2010-03", "decided": "2012-03-01", "hours": 2.5, "dose": 50.5})
        rows.append({"case": "wrong", "service": "scan", "injured": "never", "decided": "2012-03-01", "hours": 9, "dose": 60})
        found = self.limits_of(rows)
        recent = next(value for (name, _), value in found.items() if name == "recent")
        self.assertTrue(recent[0].startswith("7 rows known: 2 before the limit, 2 on it, 3 past it; within 1 day of it 1 before and 0 past. In 1 row"), recent)
        self.assertEqual([style for style, _ in recent[1]], ["holds", "holds", "holds", "fails"])
        self.assertEqual(recent[2], ["3 days before", "2 days past"])
        strong = found["strong", "more than 50 mg"]
        self.assertTrue(strong[0].startswith("8 rows known: 0 below the limit, 7 on it, 1 above it;"), strong)
        self.assertEqual([style for style, _ in strong[1]], ["fails", "holds"])  # on the limit it is no exclusion
        lower = next(value for (name, bound), value in found.items() if name == "hours" and "lower" in bound)
        upper = next(value for (name, bound), value in found.items() if name == "hours" and "upper" in bound)
        self.assertTrue(lower[0].startswith("8 rows known: 1 below the limit, 0 on it, 7 above it;"), lower)
        self.assertTrue(upper[0].startswith("8 rows known: 8 below the limit, 0 on it, 0 above it;"), upper)
        self.assertEqual([style for style, _ in lower[1]], ["fails", "holds"])

    def test_a_query_has_a_page_too(self):
        write_json_lines(self.path("table.jsonl"), [{"case": f"A{pain}", "service": "scan", "pain": pain} for pain in range(11)])
        code, _, stderr = precept("run", "-g", LIBRARY, "--cases-sql", f"SELECT * FROM read_json('{self.path('table.jsonl')}') ORDER BY pain",
                                  "--out", self.path("out"), "--ignore-missing", "--where", "pain > 4", "--report", self.path("page.html"))
        self.assertEqual(code, 0, stderr)
        with open(self.path("page.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("All 6 rows were looked at", page)
        self.assertIn("6 rows known: 2 below the limit, 1 on it, 3 above it", page)

    def test_a_page_that_cannot_be_written_is_said(self):
        write_json_lines(self.path("table.jsonl"), [{"case": "A", "service": "scan", "pain": 3}])
        code, _, stderr = precept("run", "-g", LIBRARY, "--cases", self.path("table.jsonl"), "--out", self.path("out"), "--ignore-missing",
                                  "--report", self.path("none/page.html"))
        self.assertEqual(code, 2)
        self.assertIn("the run is finished, and its report could not be written", stderr)
        self.assertTrue(json_of(self.path("out/manifest.json"))["finished"])

    def test_the_page_is_the_same_after_a_resume(self):
        rows = list(cases.rows(27, 3000))
        self.run_cases(LIBRARY, rows, "--report", self.path("one.html"), "--shard-rows", 500)
        for name in ("determinations/part-00002.jsonl", "errors/part-00004.jsonl"):
            os.remove(self.path("out/" + name))
        self.run_cases(LIBRARY, rows, "--report", self.path("two.html"), "--shard-rows", 500, "--resume", "--threads", 2)
        with open(self.path("one.html"), "rb") as one, open(self.path("two.html"), "rb") as two:
            self.assertEqual(one.read(), two.read())


if __name__ == "__main__":
    reader = argparse.ArgumentParser()
    reader.add_argument("--precept", required=True)
    reader.add_argument("--root", required=True)
    OPTIONS, rest = reader.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
