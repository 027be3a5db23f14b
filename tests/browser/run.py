# Makes what the browser is to open, gets its driver, and runs the test (pages.mjs).
# In: the executable, the checkout, a folder to work in. Out: what the test prints, and exit code 0 where all is well.
# Never here: what is looked at. Nothing is written into the checkout.
import argparse
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# Determinations to look at: a denial, an approval, several requests, records in lists, a thin record.
CASES = ["CM13-0047924", "shoulder-approved", "knee-three-requests", "lumbar-two-opioids", "leg-pain-thin-record"]
# Text that would be markup, or would turn the page around, if it were not escaped.
HOSTILE = os.path.join(HERE, "hostile")


def fail(why):
    print(f"browser test: {why}", file=sys.stderr)
    sys.exit(1)


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", **more)
    if done.returncode != 0:
        fail(f"`{' '.join(command)}` ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def driver(work):
    """The driver by its lock file, installed once into the folder to work in."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            fail(f"{tool} is not installed: apt-get install nodejs npm (or `./dev test`, which does it)")
    same = True
    for name in ("package.json", "package-lock.json"):
        source, target = os.path.join(HERE, name), os.path.join(work, name)
        with open(source, "rb") as file:
            text = file.read()
        if not os.path.exists(target) or open(target, "rb").read() != text:
            same = False
            with open(target, "wb") as file:
                file.write(text)
    if not same or not os.path.isdir(os.path.join(work, "node_modules", "playwright-core")):
        run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=work)


def chromium():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return shutil.which(name)
    fail("chromium is not installed: apt-get install chromium (or `./dev test`, which does it)")


def reports(given, pages):
    """Pages of runs: of random cases of every kind, of hardly any, and of none."""
    tried = os.path.join(given.root, "tests", "cli", "run")
    sys.dont_write_bytecode = True
    sys.path.insert(0, tried)
    import cases
    for name, rows in (("many", 3000), ("few", 3), ("none", 0)):
        table = os.path.join(given.work, f"{name}.csv")
        cases.write_csv(table, list(cases.rows(31, rows)))
        out = os.path.join(given.work, f"run-{name}")
        shutil.rmtree(out, ignore_errors=True)
        done = subprocess.run([given.precept, "run", "-g", os.path.join(tried, "library"), "--cases", table, "--out", out,
                               "--report", os.path.join(pages, f"run-{name}.html")], capture_output=True, text=True, encoding="utf-8")
        if done.returncode not in (0, 2) or not os.path.exists(os.path.join(pages, f"run-{name}.html")):
            fail(f"`precept run` ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def main():
    reader = argparse.ArgumentParser()
    for name in ("--precept", "--root", "--work"):
        reader.add_argument(name, required=True)
    reader.add_argument("--tables", action="store_true", help="there is DuckDB, so that there are pages of runs")
    given = reader.parse_args()
    os.makedirs(given.work, exist_ok=True)
    browser = chromium()
    driver(given.work)
    pages = os.path.join(given.work, "pages")
    shutil.rmtree(pages, ignore_errors=True)
    os.makedirs(pages)
    run([given.precept, "doc", "-g", os.path.join(given.root, "guidelines"), "-o", os.path.join(pages, "site")])
    run([given.precept, "doc", "-g", HOSTILE, "-o", os.path.join(pages, "hostile")])
    for case in CASES:
        with open(os.path.join(pages, f"{case}.html"), "w", encoding="utf-8") as file:
            file.write(run([given.precept, "decide", "-g", os.path.join(given.root, "guidelines"), "--format", "html",
                            os.path.join(given.root, "examples", "cases", f"{case}.json")]))
    if given.tables:
        reports(given, pages)
    sys.stdout.flush()
    sys.exit(subprocess.run(["node", os.path.join(HERE, "pages.mjs"), browser, given.work, pages]).returncode)


if __name__ == "__main__":
    main()
