# The tutorial and the how-to do what they show: their files are written, their commands run, and what these print is compared.
# In: a page and the tool. Out: a line for each thing that does not hold. --update writes into the page what its commands print;
# nothing else of the checkout is written.
#
#   ```precept NAME       a file of the library (json, csv likewise); `adds` after the name: put at the end of what is there
#   ```console            `$ precept …` and what it prints; a line with … alone stands for any lines left out
#
# A page whose sections are libraries of their own (`recipes`) starts an empty folder at each `## ` and must pass `check` and
# `test` there.
import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+)(?: (\S+)(?: (adds))?)?\n(.*?)^```$", re.S | re.M)


def sections(text, recipes):
    return re.split(r"^(?=## )", text, flags=re.M) if recipes else [text]


def run(program, arguments, folder):
    done = subprocess.run([program, *arguments], cwd=folder, text=True, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"})
    return done.returncode, done.stdout


def commands(body):
    """Each `$ precept …` of a console block with what is shown under it."""
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        line, _, shown = part.partition("\n")
        yield line, shown


def like(shown, printed):
    """Whether what is shown is what was printed, … standing for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == "…" else re.escape(line.rstrip()) + r"[ ]*\n"
                      for line in shown.splitlines() if line.strip())
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed.splitlines() if line.strip())) is not None


def write(folder, name, adds, body):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "a" if adds else "w", encoding="utf-8") as file:
        file.write(("\n" if adds else "") + body)


def perform(section, folder, program):
    """The section's files and commands in their order. Out: each command with what is shown and what was printed."""
    for word, name, adds, body in BLOCK.findall(section):
        if word == "console":
            for line, shown in commands(body):
                words = shlex.split(line)
                if words[0] != "precept":
                    yield line, shown, "a console block runs `precept` alone\n"
                else:
                    yield line, shown, run(program, words[1:], folder)[1]
        elif name:
            write(folder, name, adds, body)


def findings(path, text, program, recipes):
    for section in sections(text, recipes):
        title = section.partition("\n")[0]
        with tempfile.TemporaryDirectory() as folder:
            for line, shown, printed in perform(section, folder, program):
                if not like(shown, printed):
                    yield f"{path}: {title}: `{line}` prints otherwise than shown:\n{printed}"
            if not recipes or not os.listdir(folder):
                continue
            code, printed = run(program, ["check", "."], folder)
            if code != 0:
                yield f"{path}: {title}: `precept check` finds errors:\n{printed}"
            code, printed = run(program, ["test", "."], folder)
            if code != 0 or re.search(r"^0 passed", printed, re.M):
                yield f"{path}: {title}: its examples do not pass, or there are none:\n{printed}"


def updated(text, program, recipes):
    """The page with what its commands print now, where it is not what is shown. A line with a library's hash is left out."""
    def block(match, folder):
        word, name, adds, body = match.groups()
        if word == "console":
            out = ""
            for line, shown in commands(body):
                printed = run(program, shlex.split(line)[1:], folder)[1]
                new = "".join("…\n" if "sha256:" in printed_line else printed_line + "\n"
                              for printed_line in printed.rstrip().splitlines())
                out += f"$ {line}\n" + (shown if like(shown, printed) else new)
            return f"```console\n{out}```"
        if name:
            write(folder, name, adds, body)
        return match.group(0)

    out = []
    for section in sections(text, recipes):
        with tempfile.TemporaryDirectory() as folder:
            out.append(BLOCK.sub(lambda match, folder=folder: block(match, folder), section))
    return "".join(out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--precept", required=True)
    parser.add_argument("--recipes", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("page")
    options = parser.parse_args()
    with open(options.page, encoding="utf-8") as file:
        text = file.read()
    if options.update:
        text = updated(text, os.path.realpath(options.precept), options.recipes)
        with open(options.page, "w", encoding="utf-8") as file:
            file.write(text)
        return 0
    found = list(findings(options.page, text, os.path.realpath(options.precept), options.recipes))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
