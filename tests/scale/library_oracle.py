# The shipped library over made-up rows of all its services: what `precept run` writes of each row, from CSV and from Parquet, must be
# what `precept decide` says of the same case, in every column, errors included. In: the command line, the maker of cases, how many
# rows. Out: exit code 1 and the first rows that differ.
import argparse
import collections
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LIBRARY = os.path.join(ROOT, "guidelines")
CHUNK = 5000  # cases that `decide` is given at once
PARTS = ("quantity", "over", "rate", "used")  # of a request, beside `service` and the facts of requests
ANSWERS = {"met": True, "present": True, "unmet": False, "absent": False, "undocumented": None}


def run(command, allowed=(0,)):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode not in allowed:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout.decode()}")
    return done.stdout.decode().strip()


# ---- a row as the JSON of a case ----
class Kinds:
    """Which facts are numbers, truths, lists and so on: as the library's own schema says."""

    def __init__(self, precept):
        schema = json.loads(run([precept, "facts", "-g", LIBRARY, "--as", "json-schema"]))
        definitions = schema["$defs"]
        self.of_request = set(definitions["request"]["properties"])
        self.kinds = {name: fact.get("$ref", "").split("/")[-1] for name, fact in definitions["facts"]["properties"].items()}

    def value(self, name, cell):
        kind = self.kinds.get(name, "")
        if kind.startswith("yes_or_no"):
            return cell == "true"
        if kind.startswith(("count", "number", "signed", "duration")) or name in ("quantity", "used"):
            return json.loads(cell)
        if cell.startswith(("{", "[")):
            return json.loads(cell)
        return cell

    def case_of(self, number, row):
        request, facts = {"service": row["service"]}, {}
        for name, cell in row.items():
            if cell == "" or name in ("case", "request", "service"):
                continue
            (request if name in PARTS or name in self.of_request else facts)[name] = self.value(name, cell)
        return {"case": str(number), "facts": facts, "requests": [request]}


# ---- what `decide` says, as the row of a determination ----
def statuses(criteria, prefix=""):
    for criterion in criteria:
        own, path = criterion.get("guideline", ""), prefix
        if own:
            path = ".".join(part for part in (own, criterion.get("edition"), criterion["rule"]) if part) + "."
        exempt = criterion["kind"] != "excluded"
        yield path + criterion["label"], ANSWERS.get(criterion["status"], exempt)
        yield from statuses(criterion["criteria"], path + criterion["label"] + ".")


def wanted_of(one, consulted):
    granted, by = one["granted"] or {}, one["decided_by"]
    wanted = {name: one[name] for name in ("outcome", "says", "service", "possible", "because")}
    wanted |= {name: by[name] for name in ("guideline", "edition", "rule")}
    wanted |= {"granted": granted.get("quantity"), "granted_within": granted.get("within")}
    prefix = consulted[0] + "." if len(consulted) == 1 else ""
    wanted["criteria"] = {name: value for name, value in statuses(one["criteria"], prefix) if value is not None}
    return wanted


def found_of(row):
    found = {name: row[name] for name in ("outcome", "says", "service", "possible", "because", "guideline", "edition", "rule", "granted",
                                          "granted_within")}
    found["criteria"] = {name: value for name, value in row.items() if "." in name and value is not None}
    return found


def is_of_consulted(row):
    """Only criteria of rules that were consulted have a mark."""
    marked = [name for name, value in row.items() if "." in name and value is not None]
    return all(any(name.startswith(rule + ".") for rule in row["consulted"]) for name in marked)


def check_that_it_sees(row):
    """Each column of one determination spoiled in turn must change what is compared, or agreement says nothing."""
    for name in row:
        spoiled = {**row, name: not row[name] if "." in name else ["other"] if isinstance(row[name], list) else "other"}
        if name not in ("case", "request", "consulted") and found_of(spoiled) == found_of(row):
            sys.exit(f"a spoiled column was not seen: {name}")


def decisions(precept, kinds, rows, folder):
    """What `decide` says of each row, in order."""
    path = os.path.join(folder, "cases.jsonl")
    for first in range(0, len(rows), CHUNK):
        with open(path, "w", encoding="utf-8") as file:
            for number, row in enumerate(rows[first:first + CHUNK], first):
                file.write(json.dumps(kinds.case_of(number, row)) + "\n")
        process = subprocess.Popen([precept, "decide", "-g", LIBRARY, "--engine", "interpret", "--format", "jsonl", path],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for line in process.stdout:
            yield json.loads(line)
        process.wait()


def lines_of(folder, kind):
    for name in sorted(os.listdir(os.path.join(folder, kind))):
        with open(os.path.join(folder, kind, name), encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


class Run:
    """The output of one run, read beside the rows."""

    def __init__(self, name, folder):
        self.name = name
        self.determinations = lines_of(folder, "determinations")
        self.errors = collections.defaultdict(list)
        for error in lines_of(folder, "errors"):
            self.errors[error["row"]].append((error["code"], error["message"]))
        self.mismatches = 0

    def compare(self, number, row, one):
        if "outcome" in one:
            found = next(self.determinations, None)
            wanted = None if found is None else wanted_of(one, found["consulted"])
            same = found is not None and found_of(found) == wanted and is_of_consulted(found)
            same = same and (found["case"], str(found["request"])) == (row["case"], row["request"])
            found = found and found_of(found)
        else:
            # What is wrong is said of the table's cell in the one, of the case's value in the other: the codes are the same.
            found = sorted(code for code, _ in self.errors.pop(number + 1, []))
            wanted = sorted(error["code"] for error in one["errors"])
            same = found == wanted
        if not same:
            self.mismatches += 1
            if self.mismatches <= 3:
                self.show(number, row, wanted, found)

    def show(self, number, row, wanted, found):
        print(f"{self.name}, row {number + 1}, case {row['case']} request {row['request']} ({row['service']}):")
        if not isinstance(found, dict) or not isinstance(wanted, dict):
            return print(f"  decide says {wanted}, run {found}")
        for name in wanted:
            if wanted[name] != found[name]:
                print(f"  {name}: decide says {wanted[name]}, run {found[name]}")
        return print("  of", {name: cell for name, cell in row.items() if cell != ""})

    def end(self):
        self.mismatches += sum(1 for _ in self.determinations) + len(self.errors)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--precept", required=True)
    parser.add_argument("--make-cases", required=True)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--missing", default="3")
    parser.add_argument("--partial", default="1")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--threads", default="2")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="precept-library-")
    try:
        sys.exit(compare(options, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def compare(options, folder):
    runs = []
    for form in ("csv", "parquet"):
        table, out = os.path.join(folder, "table." + form), os.path.join(folder, "out-" + form)
        run([options.make_cases, "--library", LIBRARY, "--rows", str(options.rows), "--out", table, "--missing", options.missing,
             "--partial", options.partial, "--seed", options.seed])
        said = run([options.precept, "run", "-g", LIBRARY, "--cases", table, "--out", out, "--output-format", "jsonl", "--threads",
                    options.threads, "--progress", "none"], allowed=(0, 2))
        print(f"{form}: {said}")
        runs.append(Run(form, out))
        check_that_it_sees(next(lines_of(out, "determinations")))
    with open(os.path.join(folder, "table.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    begun, count, errors, services, deciding = time.monotonic(), 0, 0, set(), set()
    for number, one in enumerate(decisions(options.precept, Kinds(options.precept), rows, folder)):
        assert one["case"] == str(number), "decide left a case out"
        for table in runs:
            table.compare(number, rows[number], one)
        count += 1
        errors += "outcome" not in one
        services.add(rows[number]["service"])
        deciding.add((one.get("decided_by") or {}).get("rule"))
    for table in runs:
        table.end()
    mismatches = sum(table.mismatches for table in runs)
    print(f"{count:,} rows of {len(services)} services, {len(deciding)} deciding rules, {errors:,} with errors, compared in every column: "
          f"{mismatches:,} mismatches, {time.monotonic() - begun:.1f} s")
    return 0 if count == options.rows and mismatches == 0 else 1


if __name__ == "__main__":
    main()
