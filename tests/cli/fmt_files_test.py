# `fmt` rewrites a file in place: a link stays a link, the mode stays, nothing is left beside it, and what may not be written is
# said and left alone. In: the command line. Out: a line for each thing that does not hold, and exit code 1.
import os
import subprocess
import sys
import tempfile

LOOSE, CANONICAL = "choice a:b,c\n", "choice a: b, c\n"


def formatted(program, *paths):
    return subprocess.run([program, "fmt", *paths], capture_output=True, text=True, check=False)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def findings(program, folder):
    target, link = os.path.join(folder, "target.precept"), os.path.join(folder, "link.precept")
    with open(target, "w", encoding="utf-8") as file:
        file.write(LOOSE)
    os.chmod(target, 0o640)
    os.symlink("target.precept", link)
    done = formatted(program, link)
    if done.returncode != 0:
        yield f"a link cannot be formatted: {done.stderr}"
    if not os.path.islink(link):
        yield "a link became a file"
    if read(target) != CANONICAL:
        yield "what a link leads to was not rewritten"
    if os.stat(target).st_mode & 0o7777 != 0o640:
        yield f"the mode became {os.stat(target).st_mode & 0o7777:o}"
    if formatted(program, target).stdout:
        yield "a formatted file was rewritten again"
    if sorted(os.listdir(folder)) != ["link.precept", "target.precept"]:
        yield f"something was left beside the file: {os.listdir(folder)}"
    if os.geteuid() != 0:  # root may write everything
        with open(target, "w", encoding="utf-8") as file:
            file.write(LOOSE)
        os.chmod(target, 0o440)
        done = formatted(program, target)
        if done.returncode != 2 or "Permission denied" not in done.stderr or read(target) != LOOSE:
            yield f"a file that may not be written: exit {done.returncode}, {done.stderr}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        found = list(findings(sys.argv[1], folder))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
