# The reference rule, and a rule over lists, decided by `precept run` and, row by row, by an implementation of its own (meaning.py,
# list_meaning.py): every column of every row must be the same. In: the command line, the maker of cases, how many rows. Out: exit
# code 1 and the first rows that differ. CSV needs Python alone; Parquet, for many millions, pyarrow and numpy.
import argparse
import csv
import datetime
import functools
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import list_meaning
import meaning

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EPOCH = datetime.date(1970, 1, 1)
TRUTHS = ["therapy_trial", "plateau", "surgery_candidate", "return_to_work_goal"]
FACTS = ["injury_date", "decision_date", "demand_level", "hours_per_day", "days_per_week"] + TRUTHS
WHOLE = {"injury_date": (-meaning.FAR, meaning.FAR), "decision_date": (-meaning.FAR, meaning.FAR), "demand_level": (0, 4),
         "hours_per_day": (0, meaning.FAR), "days_per_week": (0, meaning.FAR)}
FIXED = {"guideline": "reference", "edition": "", "rule": "work_conditioning", "consulted": "reference.work_conditioning",
         "granted_within": ""}
FIXED_LIST = {**FIXED, "guideline": "visits_rule", "rule": "therapy", "consulted": "visits_rule.therapy"}


# ---- the calendar, by Python's own ----
@functools.lru_cache(maxsize=None)
def days_after(day):
    return day if abs(day) == meaning.FAR else day + 730


@functools.lru_cache(maxsize=None)
def years_after(day):
    if abs(day) == meaning.FAR:
        return day
    date = EPOCH + datetime.timedelta(day)
    leap = date.month == 2 and date.day == 29  # two years on there is none: the month's last day
    return (datetime.date(date.year + 2, date.month, 28 if leap else date.day) - EPOCH).days


LIMITS = {"r8": days_after, "r8_calendar": years_after, "r_list": years_after}


@functools.lru_cache(maxsize=None)
def days_of(text):
    """The first and the last day of "2014-02-28", "2014-02" or "2014"."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        first = after = datetime.date(*parts)
        after += datetime.timedelta(1)
    elif len(parts) == 2:
        first = datetime.date(parts[0], parts[1], 1)
        after = datetime.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    else:
        first, after = datetime.date(parts[0], 1, 1), datetime.date(parts[0] + 1, 1, 1)
    return (first - EPOCH).days, (after - EPOCH).days - 1


# ---- rows one by one ----
def facts_of(row):
    facts = {}
    for name in FACTS:
        cell = row[name]
        if name in TRUTHS:
            facts[name] = (0, 1) if cell == "" else (int(cell == "true"),) * 2
        elif cell == "":
            facts[name] = WHOLE[name]
        elif name.endswith("_date"):
            facts[name] = days_of(cell)
        elif name == "demand_level":
            facts[name] = (meaning.DEMANDS.index(cell),) * 2
        else:
            facts[name] = (round(float(cell) * (100 if name == "hours_per_day" else 1)),) * 2
    return facts


def wanted_of(row, limit):
    """What the determination of a row must say, as CSV has it."""
    if "visits" in row:
        statuses, labels, fixed = list_meaning.statuses_of(row, days_of, limit), list_meaning.LABELS, FIXED_LIST
    else:
        statuses, labels, fixed = meaning.criteria(facts_of(row), limit), meaning.LABELS, FIXED
    outcome, granted, possible, because = meaning.decide(statuses, int(row["quantity"] or 0))
    word = meaning.OUTCOMES[outcome]
    wanted = {"case": row["case"], "request": row["request"], "service": row["service"], "outcome": word,
              "says": meaning.SAYS[word], "granted": "" if granted < 0 else f"{granted}.000000",
              "possible": ";".join(meaning.names_of(possible, meaning.OUTCOMES)),
              "because": ";".join(meaning.because_of(because, labels)), **fixed}
    for label, (may_hold, may_fail) in zip(labels, statuses):
        wanted[fixed["consulted"] + "." + label] = "" if may_hold and may_fail else "true" if may_hold else "false"
    return wanted


def csv_rows(paths):
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def compare_csv(cases, determinations, limit, show):
    rows, mismatches = 0, 0
    found = csv_rows(determinations)
    for row in csv_rows(cases):
        wanted, got = wanted_of(row, limit), next(found, {})
        if got != wanted:
            mismatches += 1
            if mismatches <= show:
                names = sorted(name for name in wanted.keys() | got.keys() if wanted.get(name) != got.get(name))
                print(f"row {rows + 1}: {row}", *(f"  {name}: wanted {wanted.get(name)!r}, found {got.get(name)!r}" for name in names),
                      sep="\n")
        rows += 1
    mismatches += sum(1 for _ in found)
    return rows, mismatches


def check_that_it_sees(cases, determinations, limit):
    """Each column of one row spoiled in turn must be found, or agreement says nothing."""
    row, got = next(csv_rows(cases)), next(csv_rows(determinations))
    wanted = wanted_of(row, limit)
    if got != wanted or any({**got, name: got[name] + "x"} == wanted for name in got):
        sys.exit("a spoiled column was not seen")


# ---- the whole ----
def files_in(folder):
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]


def run(command):
    begun = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout.decode()}")
    return time.monotonic() - begun, done.stdout.decode().strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--precept", required=True)
    parser.add_argument("--make-cases", required=True)
    parser.add_argument("--library", choices=sorted(LIMITS), default="r8")
    parser.add_argument("--rows", type=int, default=20000)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    parser.add_argument("--table", choices=["csv", "parquet", "jsonl"], help="what `run` reads the same rows from; --format if unsaid")
    parser.add_argument("--dates", choices=["text", "bounds"], default="text")
    parser.add_argument("--missing", default="3")
    parser.add_argument("--partial", default="1")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--threads", default="2")
    parser.add_argument("--folder", help="where the tables go; a new one, removed at the end, where not said")
    options = parser.parse_args()
    if (options.library, options.format) == ("r_list", "parquet"):
        parser.error("the rule over lists is compared from CSV")
    folder = options.folder or tempfile.mkdtemp(prefix="precept-oracle-")
    os.makedirs(folder, exist_ok=True)
    try:
        cases, table, out = (os.path.join(folder, name) for name in ("cases", "table", "out"))
        rule = "r-list" if options.library == "r_list" else "r8"
        make = [options.make_cases, "--rule", rule, "--rows", str(options.rows), "--files", "3", "--missing", options.missing,
                "--partial", options.partial, "--seed", options.seed, "--threads", options.threads]
        run([*make, "--format", options.format, "--out", cases])
        if options.table or options.dates != "text":
            run([*make, "--format", options.table or options.format, "--dates", options.dates, "--out", table])
        else:
            table = cases
        library = os.path.join(ROOT, "bench", "cases", options.library)
        seconds, said = run([options.precept, "run", "-g", library, "--cases", table, "--out", out, "--output-format", options.format,
                             "--threads", options.threads, "--progress", "none"])
        print(f"precept run: {seconds:.1f} s, {options.rows / seconds:,.0f} rows a second, "
              f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB at most\n{said}")
        begun = time.monotonic()
        tables = files_in(cases), files_in(os.path.join(out, "determinations"))
        limit = LIMITS[options.library]
        if options.format == "csv":
            check_that_it_sees(*tables, limit)
            rows, mismatches = compare_csv(*tables, limit, 5)
        else:
            import oracle_columns
            rows, mismatches = oracle_columns.compare(*tables, limit, sys.modules[__name__])
        print(f"{options.library}: {rows:,} rows compared in every column, {mismatches:,} mismatches, {time.monotonic() - begun:.1f} s")
        sys.exit(0 if rows == options.rows and mismatches == 0 else 1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
