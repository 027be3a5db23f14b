# What the tests of `precept run` share: running the command line, reading what it wrote. Never here: what is expected of it.
import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

OPTIONS = None
LIBRARY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "library")


def precept(*arguments, **more):
    done = subprocess.run([OPTIONS.precept, *map(str, arguments)], capture_output=True, timeout=300, check=False, **more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def all_rows(folder, kind):
    parts = sorted(os.listdir(os.path.join(folder, kind)))
    return [row for part in parts for row in lines(os.path.join(folder, kind, part))]


def json_of(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def contents(folder):
    """Every file of a finished run by its hash."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


class RunCase(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="precept-run-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode("utf-8"))
        return self.path(name)

    def run_table(self, table, out="out", *more, wanted=None, **process):
        code, stdout, stderr = precept("run", "-g", LIBRARY, "--cases", table, "--out", self.path(out), "--output-format", "jsonl", *more,
                                       **process)
        if wanted is not None:
            self.assertEqual(code, wanted, stdout + stderr)
        return code, stdout, stderr

    def decided(self, out="out"):
        return {row["case"]: row for row in all_rows(self.path(out), "determinations")}

    def errors(self, out="out"):
        return all_rows(self.path(out), "errors")


def main(add_options=lambda parser: None):
    global OPTIONS
    parser = argparse.ArgumentParser()
    parser.add_argument("--precept", required=True)
    parser.add_argument("--sql")
    add_options(parser)
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(module="__main__", argv=[sys.argv[0], *rest])
