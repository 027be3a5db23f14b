# `precept doc` run again and again on one folder: its own stale pages go, everything else stays, and the bytes are the same.
# In: the executable. Out: a line for each thing that does not hold, and exit code 1.
import os
import subprocess
import sys
import tempfile

WORDS = """unit session, sessions
service care in sessions
service rest in sessions
fact agreed: yes or no
"""


def files(folder):
    out = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            out[name] = file.read()
    return out


def main(precept):
    faults = []

    def expect(what, holds):
        if not holds:
            faults.append(what)

    with tempfile.TemporaryDirectory() as folder:
        library, site = os.path.join(folder, "library.precept"), os.path.join(folder, "deep", "site")

        def write(text):
            with open(library, "w", encoding="utf-8") as file:
                file.write(text)

        def doc():
            return subprocess.run([precept, "doc", "-g", library, "-o", site], capture_output=True, text=True, check=False)

        write(WORDS + "care requires agreed\nrest requires agreed\n")
        expect("the first run ends well", doc().returncode == 0)
        first = files(site)
        expect("there is a page of each rule", {"rule-library-care.html", "rule-library-rest.html"} <= set(first))
        expect("the list names every page", set(first["precept-pages.txt"].decode().splitlines()[1:]) == set(first) - {"precept-pages.txt"})
        expect("a second run ends well", doc().returncode == 0)
        expect("a second run writes the same bytes", files(site) == first)

        with open(os.path.join(site, "mine.html"), "w", encoding="utf-8") as file:
            file.write("mine")
        write(WORDS + "care requires agreed\n")
        expect("a run with a rule less ends well", doc().returncode == 0)
        after = files(site)
        expect("the page of the rule that went is gone", "rule-library-rest.html" not in after)
        expect("a file of somebody else's stays", after.get("mine.html") == b"mine")
        expect("the other pages are there", "rule-library-care.html" in after and "index.html" in after)

        with open(os.path.join(site, "precept-pages.txt"), "a", encoding="utf-8") as file:
            file.write("../library.precept\n../../library.html\n")
        outside = os.path.join(folder, "library.html")
        with open(outside, "w", encoding="utf-8") as file:
            file.write("mine")
        expect("a run with a list that names what lies outside ends well", doc().returncode == 0)
        expect("what lies outside is not removed", os.path.exists(outside) and os.path.exists(library))

        write("care requires nothing_known\n")
        before = files(site)
        failed = doc()
        expect("a library with errors ends with 1", failed.returncode == 1)
        expect("it says what is wrong", "error" in failed.stderr)
        expect("the pages stay as they were", files(site) == before)
    for fault in faults:
        print(f"does not hold: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
