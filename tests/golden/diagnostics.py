# Every diagnostic shown by a golden, and the page docs/diagnostics.md made of them.
# In: diagnostics/CODE/: `wrong` and `mended` (a .precept file, a folder of them, or a recipe), about.txt, expected.txt; the tables
# of codes. Out: exit code 1 where a golden prints otherwise, its code does not come out, its mend is still wrong, a code has no
# golden, or the page is not made of these. CODE-WORDS holds a further golden of a code, which the page leaves out.
import argparse
import os
import re
import sys

import library_runs

TABLES = ("compiler/diagnostics/syntax.def", "compiler/diagnostics/check.def")
FACT_TABLE = "runtime/facts/fact_errors.def"
ROW = re.compile(r'^DIAGNOSTIC\((\w+), (error|warning), "((?:[^"\\]|\\.)*)"\)$', re.MULTILINE)
FACT_ROW = re.compile(r'^FACT_ERROR\(\w+, "(\w+)", "((?:[^"\\]|\\.)*)"\)$', re.MULTILINE)
PRINTED = re.compile(r"^\S+: (?:error|warning) (\w+): ", re.MULTILINE)
# A fault of the tool, which no file is known to bring about.
OUR_OWN = {"E0199": "The parser met something that it should have dealt with. The file is left out and everything else is checked. "
                    "Please report it with the file."}
MARK = "<!-- From here on made by tests/golden/diagnostics.py: change the goldens or the tables, then build the target update_goldens. -->\n"
CHAPTERS = (("E01", "Files and syntax"), ("E02", "Names"), ("E03", "Types, values and units"), ("E04", "Rules, guidelines and policies"),
            ("E05", "Examples"), ("W07", "Warnings"))


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def unescaped(text):
    return re.sub(r"\\(.)", r"\1", text)


def codes_of(root):
    """Every code of the tables: {code: (severity, template)}."""
    rows = {}
    for table in TABLES:
        text = read(os.path.join(root, table))
        found = ROW.findall(text)
        if len(found) != len(re.findall(r"^DIAGNOSTIC\(", text, re.MULTILINE)):
            raise SystemExit(f"{table}: a row is not written as the others are")
        for code, severity, template in found:
            if code in rows:
                raise SystemExit(f"{table}: {code} stands twice")
            rows[code] = (severity, unescaped(template))
    return rows


def fact_codes_of(root):
    return [(code, unescaped(meaning)) for code, meaning in FACT_ROW.findall(read(os.path.join(root, FACT_TABLE)))]


def check_golden(options, folder, comparison):
    path = os.path.join(options.goldens, folder)
    code = folder.split("-")[0]
    wrong = library_runs.sources(path, "wrong")
    exit_code, printed, complaint = library_runs.run(options.precept, ["check"], wrong, "wrong")
    if complaint:
        comparison.fail(f"{folder}: `check` complains on stderr: {complaint}")
    if exit_code != (1 if re.search(r": error E\d", printed) else 0):
        comparison.fail(f"{folder}: `check` ends with {exit_code}")
    if code not in PRINTED.findall(printed):
        comparison.fail(f"{folder}: {code} does not come out")
    comparison.equal(os.path.join(path, "expected.txt"), printed)
    mended = library_runs.sources(path, "mended")
    if not mended and "-" in folder:
        return
    _, printed, _ = library_runs.run(options.precept, ["check"], mended, "mended")
    still = {found for found in PRINTED.findall(printed) if found == code or found.startswith("E")}
    if not mended or still or " checked: " not in printed:
        comparison.fail(f"{folder}: the mend is not clean:\n{printed}")


def block(kind, text):
    return f"```{kind}\n{text.rstrip()}\n```\n"


def shown_sources(files):
    if len(files) == 1:
        return block("precept", files[0][2])
    return block("precept", "\n".join(f"# {name.split('/')[-1]}\n{text}" for name, _, text in files))


def section(options, code, template):
    out = f"### {code}\n\n> {template.replace('{}', '…')}\n\n"
    if code in OUR_OWN:
        return out + OUR_OWN[code] + "\n\n"
    path = os.path.join(options.goldens, code)
    out += read(os.path.join(path, "about.txt")).strip() + "\n\n"
    out += shown_sources(library_runs.sources(path, "wrong"))
    printed = read(os.path.join(path, "expected.txt"))
    blocks = [part for part in printed.split("\n\n") if re.match(rf"\S+: (error|warning) {code}: ", part)]
    out += "\n" + block("text", blocks[0] if blocks else printed)
    return out + "\nMended:\n\n" + shown_sources(library_runs.sources(path, "mended")) + "\n"


def page(options, rows):
    before, mark, _ = read(options.page).partition(MARK)
    if not mark:
        raise SystemExit(f"{options.page} does not hold the line\n{MARK}")
    out = before + MARK
    for prefix, words in CHAPTERS:
        out += f"\n**{words}**\n\n| code | what it says |\n|---|---|\n"
        for code in sorted(rows):
            if code.startswith(prefix):
                out += f"| [{code}](#{code.lower()}) | {rows[code][1].replace('{}', '…')} |\n"
    for prefix, words in CHAPTERS:
        out += f"\n## {words}\n\n"
        for code in sorted(rows):
            if code.startswith(prefix):
                out += section(options, code, rows[code][1])
    out += "\n## Errors of case data\n\nWhat is wrong with a case file, as `precept decide` says it, with the file, the line, the case and the path in it.\n\n"
    out += "| code | what is wrong |\n|---|---|\n"
    for code, meaning in fact_codes_of(options.root):
        out += f"| {code} | {meaning} |\n"
    return out


def check_complete(options, comparison):
    rows = codes_of(options.root)
    shown = {name.split("-")[0] for name in library_runs.folders(options.goldens)}
    plain = {name for name in library_runs.folders(options.goldens) if "-" not in name}
    for code in sorted(set(rows) - set(OUR_OWN) - plain):
        comparison.fail(f"{code} is in the tables and no golden shows it: add {os.path.join(options.goldens, code)}")
    for code in sorted(shown - set(rows)):
        comparison.fail(f"{code} has a golden and stands in no table")
    for code in sorted(rows):
        if not any(code.startswith(prefix) for prefix, _ in CHAPTERS):
            comparison.fail(f"{code} belongs to no chapter of the page")
    if comparison.failed:
        return
    comparison.equal(options.page, page(options, rows))
    text = read(options.page)
    named = set(re.findall(r"^### (\w+)$", text, re.MULTILINE))
    if named != set(rows):
        comparison.fail(f"the page and the tables differ: {sorted(named ^ set(rows))}")
    for code, _ in fact_codes_of(options.root):
        if f"| {code} |" not in text:
            comparison.fail(f"{code} of case data is not in the page")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--precept", required=True)
    parser.add_argument("--root", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("what", nargs="+", help="names of goldens, `complete`, or `all`")
    options = parser.parse_args()
    options.goldens = os.path.join(options.root, "tests/golden/diagnostics")
    options.page = os.path.join(options.root, "docs/diagnostics.md")
    comparison = library_runs.Comparison(options.update)
    for what in options.what:
        if what in ("complete", "all"):
            for folder in library_runs.folders(options.goldens) if what == "all" else []:
                check_golden(options, folder, comparison)
            check_complete(options, comparison)
        else:
            check_golden(options, what, comparison)
    return comparison.result()


if __name__ == "__main__":
    sys.exit(main())
