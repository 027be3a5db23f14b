# `precept test --watch` as an author lives with it: a run at once, another after each change, an end by Ctrl-C.
# In: the program. Out: exit code 1 and what was seen where it does otherwise.
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

SECONDS_MAX = 60
RULE = "service therapy\nfact a: yes or no\n\ntherapy requires a\n"
EXAMPLE = '\nexample "one" for therapy\n  given a = yes\n  expect {}\n'


class Watched:
    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, "test", "--watch", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8",
                                             "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")})
        self.lines, self.read = [], 0
        self.reader = threading.Thread(target=self.collect, daemon=True)
        self.reader.start()

    def collect(self):
        for line in self.process.stdout:
            self.lines.append(line.decode().rstrip("\n"))

    def until(self, wanted):
        """The lines since the last call, up to the one that is wanted."""
        end = time.monotonic() + SECONDS_MAX
        at = self.read
        while time.monotonic() < end:
            while at < len(self.lines):
                at += 1
                if wanted in self.lines[at - 1]:
                    seen, self.read = self.lines[self.read:at], at
                    return seen
            if self.process.poll() is not None and not self.reader.is_alive() and at == len(self.lines):
                raise SystemExit(f"it ended with {self.process.returncode}; seen: {self.lines}")
            time.sleep(0.02)
        raise SystemExit(f"`{wanted}` was not printed in {SECONDS_MAX} s; seen: {self.lines}")

    def ends(self):
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(SECONDS_MAX)
        finally:
            self.process.kill()


def write(folder, name, text):
    """At once, as editors do: a file that is half written would be a change too."""
    with open(os.path.join(folder, "written"), "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(os.path.join(folder, "written"), os.path.join(folder, name))


def expect(what, got, wanted):
    if got != wanted:
        raise SystemExit(f"{what}: {got!r}, and not {wanted!r}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "rule.precept", RULE + EXAMPLE.format("approve"))
        watched = Watched(sys.argv[1], folder)
        try:
            expect("the first run", watched.until("passed"), ["1 passed, 0 failed"])
            write(folder, "rule.precept", RULE + EXAMPLE.format("deny"))
            seen = watched.until("passed")
            expect("a failure", seen[0].startswith("FAIL one ("), True)
            expect("its summary", seen[-1], "0 passed, 1 failed")
            write(folder, "rule.precept", RULE + "therapy therapy\n")
            watched.until("error")
            write(folder, "rule.precept", RULE + EXAMPLE.format("approve"))
            expect("mended", watched.until("passed")[-1], "1 passed, 0 failed")
            write(folder, "more.precept", EXAMPLE.format("deny"))
            expect("a new file", watched.until("passed")[-1], "1 passed, 1 failed")
            os.remove(os.path.join(folder, "more.precept"))
            expect("a file less", watched.until("passed")[-1], "1 passed, 0 failed")
        finally:
            code = watched.ends()
        expect("Ctrl-C", code, 0)


if __name__ == "__main__":
    main()
