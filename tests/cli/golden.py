# Runs the real command line on goldens: text in, text out.
# In: one golden file. Out: exit code 1 and a diff where the command does otherwise than written; --update rewrites it.
# A golden, from its top: comment lines with #, then sections that begin with `--- `:
#   --- file NAME     a file of the run's own empty folder; NAME with `bytes` before it takes \xHH escapes
#   --- copy FROM TO  a file or folder of the checkout, copied there
#   --- edit NAME     the first line of the body is replaced in that file by the second; it must stand there once
#   --- stdin         what the command reads
#   --- env NAME=VALUE
#   --- run ARGUMENTS the command line after `precept`, quoted as in a shell; $ROOT is the checkout
#   --- exit N / --- stdout / --- stderr
# `decide` and `test` without --engine run on every engine that is built, and must print the same bytes on each.
import argparse
import difflib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

SECONDS_MAX = 60


class Golden:
    def __init__(self, path):
        self.comment, self.sections = [], []
        with open(path, encoding="utf-8", newline="") as file:
            for line in file.read().splitlines(keepends=True):
                if line.startswith("--- "):
                    self.sections.append([line[4:].strip(), ""])
                elif self.sections:
                    self.sections[-1][1] += line
                else:
                    self.comment.append(line)

    def value(self, word):  # of `--- WORD VALUE`
        return [head[len(word):].strip() for head, _ in self.sections if head.split(" ")[0] == word]

    def body(self, word):
        return next((body for head, body in self.sections if head.split(" ")[0] == word), None)

    def written(self, code, stdout, stderr):
        """The golden's text with these results in place of its own."""
        out = "".join(self.comment)
        for head, body in self.sections:
            if head.split(" ")[0] not in ("exit", "stdout", "stderr"):
                out += f"--- {head}\n{body}"
        out += f"--- exit {code}\n"
        for name, body in (("stdout", stdout), ("stderr", stderr)):
            if body:
                out += f"--- {name}\n{body}"
                if not body.endswith("\n"):
                    out += "\n--- no-line-end\n"
        return out


def run(golden, arguments, program, root, folder):
    for head, body in golden.sections:
        words = head.split(" ")
        if words[0] == "file":
            raw = words[1] == "bytes"
            name = words[2] if raw else words[1]
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(body.encode().decode("unicode_escape").encode("latin-1") if raw else body.encode())
        elif words[0] == "copy":
            source = os.path.join(root, words[1])
            (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, os.path.join(folder, words[2]))
        elif words[0] == "edit":
            path = os.path.join(folder, words[1])
            with open(path, encoding="utf-8") as file:
                text = file.read()
            old, new = body.splitlines()
            if text.count(old) != 1:
                raise SystemExit(f"{words[1]}: `{old}` stands there {text.count(old)} times, and not once")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(old, new))
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH"):
        if name in os.environ:
            environment[name] = os.environ[name]
    for setting in golden.value("env"):
        name, value = setting.split("=", 1)
        environment[name] = value.replace("$ROOT", root)
    done = subprocess.run([program] + arguments, cwd=folder, env=environment, timeout=SECONDS_MAX, check=False,
                          input=(golden.body("stdin") or "").encode(), capture_output=True)
    texts = []
    for stream in (done.stdout, done.stderr):
        text = stream.decode("utf-8", errors="backslashreplace")
        texts.append(text.replace(root, "$ROOT").replace(folder, "$FOLDER"))
    return done.returncode, texts[0], texts[1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--precept", required=True)
    parser.add_argument("--root", required=True)
    parser.add_argument("--engines", default="interpret")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("goldens", nargs="+")
    options = parser.parse_args()
    root = os.path.realpath(options.root)
    failed = 0
    for path in options.goldens:
        golden = Golden(path)
        arguments = [word.replace("$ROOT", root) for word in shlex.split(" ".join(golden.value("run")))]
        runs = [("", arguments)]
        if arguments and arguments[0] in ("decide", "test") and "--engine" not in arguments:
            runs += [(engine, arguments + ["--engine", engine]) for engine in options.engines.split(",")]
        results = []
        for engine, line in runs:
            with tempfile.TemporaryDirectory() as folder:
                results.append((engine, golden.written(*run(golden, line, options.precept, root, os.path.realpath(folder)))))
        with open(path, encoding="utf-8", newline="") as file:
            wanted = file.read()
        if options.update and wanted != results[0][1]:
            wanted = results[0][1]
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(wanted)
            print(f"rewritten: {path}")
        for engine, text in results:
            if text != wanted:
                failed += 1
                name = f"{path} ({'as it runs by itself' if not engine else 'engine ' + engine})"
                sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(keepends=True), text.splitlines(keepends=True),
                                                           "wanted: " + name, "got: " + name))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
