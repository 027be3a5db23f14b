# Every operation of a Program shown by a golden: a small library, its Program as text, and examples that hold on every engine.
# In: operators/NAME/library.precept, one for each row of the operator table. Out: exit code 1 where its Program is another than
# expected.txt, the operation does not occur in it, an example fails on an engine, or an operation has no golden.
import argparse
import os
import re
import sys

import library_runs

TABLE = "runtime/values/operators.def"
ROW = re.compile(r"^OPERATOR\((\w+), ", re.MULTILINE)


def operations(root):
    with open(os.path.join(root, TABLE), encoding="utf-8") as file:
        return ROW.findall(file.read())


def check_golden(options, name, comparison):
    files = library_runs.sources(os.path.join(options.goldens, name), "library")
    code, printed, complaint = library_runs.run(options.precept, ["show", "--stage", "program"], files, "library")
    if code != 0:
        comparison.fail(f"{name}: `show` ends with {code}: {complaint}")
        return
    if not re.search(rf"^node n\d+ (signed )?\w+( in u\d+ \S+| e\d+ \S+| y\d+ \S+)? {name}( |$)", printed, re.MULTILINE):
        comparison.fail(f"{name}: the operation does not occur in the Program")
    comparison.equal(os.path.join(options.goldens, name, "expected.txt"), printed)
    for engine in options.engines.split(","):
        code, printed, complaint = library_runs.run(options.precept, ["test", "--engine", engine], files, "library")
        if code != 0:
            comparison.fail(f"{name}: `test --engine {engine}` ends with {code}:\n{printed}{complaint}")


def check_complete(options, comparison):
    for name in sorted(set(operations(options.root)) ^ set(library_runs.folders(options.goldens))):
        comparison.fail(f"{name} is not both a row of {TABLE} and a folder of {options.goldens}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--precept", required=True)
    parser.add_argument("--root", required=True)
    parser.add_argument("--engines", default="interpret")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("what", nargs="+", help="names of goldens, `complete`, or `all`")
    options = parser.parse_args()
    options.goldens = os.path.join(options.root, "tests/golden/operators")
    comparison = library_runs.Comparison(options.update)
    for what in options.what:
        for name in library_runs.folders(options.goldens) if what == "all" else [] if what == "complete" else [what]:
            check_golden(options, name, comparison)
        if what in ("complete", "all"):
            check_complete(options, comparison)
    return comparison.result()


if __name__ == "__main__":
    sys.exit(main())
