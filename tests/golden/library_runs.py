# Runs the real command line on the small libraries of these goldens.
# In: a folder of the goldens, its sources as files, folders or recipes. Out: exit code and text, with the same bytes everywhere.
# A recipe is a source too long to be kept: in it `<<N|TEXT>>` stands for N times TEXT, `{i}` in TEXT for 1 to N, `{i-1}` for 0 on.
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

SECONDS_MAX = 120
REPEATED = re.compile(r"<<(\d+)\|(.*?)>>(?=$|[^>])", re.DOTALL)


def numbered(text, number):
    return text.replace("{i}", str(number)).replace("{i-1}", str(number - 1))


def expanded(recipe):
    return REPEATED.sub(lambda found: "".join(numbered(found[2], i + 1) for i in range(int(found[1]))), recipe)


def shortened(recipe):
    """As a reader sees it: the first two and the last of what is repeated."""
    def some(found):
        count, text = int(found[1]), found[2]
        each = [numbered(text, i) for i in (1, 2, count)]
        return each[0] + each[1] + ("...\n" if text.endswith("\n") else "...") + each[2]
    return REPEATED.sub(some, recipe)


def sources(folder, name):
    """The files of `name` in a folder: [(shown name, bytes, text for readers)]."""
    found = []
    whole = os.path.join(folder, name)
    paths = sorted(os.path.join(whole, file) for file in os.listdir(whole)) if os.path.isdir(whole) else [
        path for path in (whole + ".precept", whole + ".recipe") if os.path.exists(path)]
    for path in paths:
        with open(path, "rb") as file:
            raw = file.read()
        shown = os.path.relpath(path, folder)
        if path.endswith(".recipe"):
            text = raw.decode()
            found.append((shown[:-len("recipe")] + "precept", expanded(text).encode(), shortened(text)))
        else:
            found.append((shown, raw, raw.decode("utf-8", errors="backslashreplace").replace("\0", "\\x00")))
    return found


def run(precept, arguments, files, name):
    """The command on these files in an empty folder, as (exit code, stdout, stderr)."""
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    for kept in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH"):
        if kept in os.environ:
            environment[kept] = os.environ[kept]
    with tempfile.TemporaryDirectory() as folder:
        for shown, raw, _ in files:
            path = os.path.join(folder, shown)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(raw)
        target = name if os.path.isdir(os.path.join(folder, name)) else name + ".precept"
        done = subprocess.run([precept] + arguments + [target], cwd=folder, env=environment, timeout=SECONDS_MAX, check=False,
                              capture_output=True)
    return done.returncode, done.stdout.decode("utf-8", errors="backslashreplace"), done.stderr.decode("utf-8", errors="backslashreplace")


class Comparison:
    """What is written against what comes out; `update` writes it anew. `failed` holds a line for each difference."""
    def __init__(self, update):
        self.update, self.failed = update, []

    def fail(self, line):
        self.failed.append(line)

    def equal(self, path, text):
        wanted = ""
        if os.path.exists(path):
            with open(path, encoding="utf-8", newline="") as file:
                wanted = file.read()
        if wanted == text:
            return
        if self.update:
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            print(f"rewritten: {path}")
            return
        self.fail(f"{path} is not what comes out now (rewrite it by the target update_goldens, and review the difference):")
        self.failed += list(difflib.unified_diff(wanted.splitlines(), text.splitlines(), "wanted", "got", lineterm=""))[:80]

    def result(self):
        for line in self.failed:
            print(line)
        return 1 if self.failed else 0


def folders(root):
    return sorted(name for name in os.listdir(root) if os.path.isdir(os.path.join(root, name)))
