# The documentation holds: its guideline text parses, its JSON is JSON, its links lead somewhere, README shows what demo prints,
# the tutorial and the how-to do what they show (docs_steps.py).
# In: the command line and the root of the checkout. Out: a line for each thing that does not hold, and exit code 1.
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the checkout stays as it is
import docs_steps

SKIPPED = re.compile(r"^(build.*|\.git|\.cache)$")
DECLARATION = re.compile(r"^(vocabulary|guideline|policy|scale|choice|unit|service|fact|request|record|codes|table|define|rule|example|"
                         r"precept|criterion [a-z_]+(?=:)|[a-z_]+ requires)\b")


def markdown(root):
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not SKIPPED.match(name)]
        for name in sorted(names):
            if name.endswith(".md"):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    yield os.path.relpath(path, root), file.read()


def blocks(text, kind):
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.S | re.M)
    return [body for word, body in fenced if word == kind]


def unparsed(program, block):
    """What `show --stage ast` says against a block: a whole declaration, or a criterion or grant of a rule."""
    first = next(line for line in block.splitlines() if line and not line.startswith("#"))
    if not DECLARATION.match(first):
        section = "" if first.startswith(("allows", "never")) else "requires\n"
        block = "rule walker\n" + section + block + "end\n"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "block.precept")
        with open(path, "w", encoding="utf-8") as file:
            file.write(block)
        done = subprocess.run([program, "show", "--stage", "ast", path], capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else done.stderr


def anchors(text):
    heads = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M), re.M)
    return {re.sub(r"[^a-z0-9 _-]", "", head.lower()).replace(" ", "-") for head in heads}


def findings(root, program):
    pages = dict(markdown(root))
    for path, text in pages.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            there = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
            if not os.path.exists(os.path.join(root, there)):
                yield f"{path}: the link to {target} leads nowhere"
            elif anchor and anchor not in anchors(pages.get(there, "")):
                yield f"{path}: {there} has no heading #{anchor}"
    for path in ("README.md", "docs/language.md"):
        for block in blocks(pages[path], ""):
            wrong = unparsed(program, block)
            if wrong:
                yield f"{path}: this does not parse:\n{block}\n{wrong}"
    for path in ("docs/json.md", "docs/language.md"):
        for block in blocks(pages[path], "json"):
            try:
                json.loads(block)
            except ValueError as error:
                yield f"{path}: this is no JSON ({error}):\n{block}"
    yield from docs_steps.findings("docs/tutorial.md", pages["docs/tutorial.md"], program, recipes=False)
    yield from docs_steps.findings("docs/howto.md", pages["docs/howto.md"], program, recipes=True)
    with open(os.path.join(root, "tests/cli/decide/seed_letter.golden"), encoding="utf-8") as file:
        letter = file.read()
    shown = blocks(pages["README.md"], "markdown")
    if not shown:
        yield "README.md: shows nothing of what ./dev demo prints"
    for line in "".join(shown).splitlines():
        if line.strip() not in ("", "…") and line not in letter:
            yield f"README.md: ./dev demo prints no line `{line}`"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--precept", required=True)
    parser.add_argument("--root", required=True)
    options = parser.parse_args()
    found = list(findings(os.path.realpath(options.root), os.path.realpath(options.precept)))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
