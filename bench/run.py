# The benchmarks, all of them, with the peers in the same run: what `./dev bench` starts.
# In: the build folder; --quick for a short run. Out: what is measured on the terminal, bench/RESULTS.md and bench/results.svg.
# Never here: a library beyond Python's own. A peer that cannot be had is named as not measured.
import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import results  # noqa: E402

R8 = os.path.join(HERE, "cases", "r8")
GUIDELINES = os.path.join(HERE, "..", "guidelines")
CASE = os.path.join(HERE, "..", "examples", "cases", "CM13-0047924.json")


class Peer:
    """An engine in a process of its own that decides the reference rule on demand."""

    def __init__(self, name, command):
        self.name, self.samples = name, {}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        hello = self.answer()
        self.version, self.variants = hello["version"], hello["variants"]

    def answer(self):
        for line in self.process.stdout:
            if line.startswith("{") or line.strip() == "null":
                return json.loads(line)
        raise RuntimeError(f"{self.name} ended by itself")

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self):
        try:
            self.process.communicate("quit\n", timeout=30)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()


def modules_of(name, work):
    """The folder with the npm package of a peer, by its lock file; None where it cannot be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    folder = os.path.join(work, name)
    os.makedirs(folder, exist_ok=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copy(os.path.join(HERE, "peers", name, file), folder)
    if not os.path.isdir(os.path.join(folder, "node_modules")):
        # Not `npm ci`: that refuses a lock which leaves out builds for other platforms. What the lock names is held to its hash.
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder,
                              capture_output=True)
        if done.returncode != 0:
            shutil.rmtree(os.path.join(folder, "node_modules"), ignore_errors=True)
            return None
    return folder


def peers(build, work, rows, rounds):
    """Nanoseconds a case by engine and variant, versions, and who was not measured."""
    there, missing, different = [Peer("ours", [os.path.join(build, "bin", "precept_bench"), "serve", str(rows)])], [], []
    duckdb = os.path.join(build, "bin", "precept_bench_duckdb")
    if not os.path.exists(duckdb):
        there[0].end()
        return {}, {}, ["DuckDB", "ClickHouse", "Polars"], []
    file = os.path.join(work, "r8.parquet")
    subprocess.run([duckdb, "make", file, str(rows)], check=True)
    commands = {"DuckDB": [duckdb, "serve", file]}
    for name in ("ClickHouse", "Polars"):
        folder = modules_of(name.lower(), work)
        commands[name] = folder and ["env", "POLARS_MAX_THREADS=1", "node", os.path.join(HERE, "peers", name.lower(), "peer.mjs"), file, folder]
    for name, command in commands.items():
        try:
            there.append(Peer(name, command) if command else missing.append(name))
        except RuntimeError:
            missing.append(name)
    there = [peer for peer in there if peer]
    wanted = there[0].ask("check hand")
    for peer in there:
        for variant in peer.variants:
            counts = peer.ask(f"check {variant}")
            if counts is not None and counts != wanted:
                different.append(f"{peer.name}, {variant}")
    for _ in range(rounds):
        for peer in there:
            for variant in peer.variants:
                took = peer.ask(f"run {variant}")
                peer.samples.setdefault(variant, []).append(min(took["wall_ns"], took["cpu_ns"]) / rows)
    for peer in there:
        peer.end()
    figures = {peer.name: {v: statistics.median(s) for v, s in peer.samples.items()} for peer in there}
    return figures, {peer.name: peer.version for peer in there}, missing, different


def process(command):
    """Wall seconds, CPU seconds and peak bytes of a whole process."""
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, used = os.wait4(pid, 0)
    if status != 0:
        raise RuntimeError(f"ended with {status}: {os.path.basename(command[0])} {command[1]}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def whole_runs(build, work, rows, rounds, goals, figures):
    """B6: `precept run` from Parquet to Parquet beside DuckDB that copies the same columns."""
    bins = {name: os.path.join(build, "bin", name) for name in ("precept", "make_cases", "precept_bench_duckdb")}
    if not all(os.path.exists(path) for path in bins.values()):
        return ["B6: there is no DuckDB to measure with"]
    peak = {}
    for size in (rows // 10, rows):
        table, out, copied = (os.path.join(work, name) for name in (f"cases-{size}.parquet", "decided", "copied.parquet"))
        subprocess.run([bins["make_cases"], "--rule", "r8", "--rows", str(size), "--partial", "0", "--out", table],
                       check=True, stdout=subprocess.DEVNULL)
        for threads in (1, 2) if size == rows else (2,):
            ours, theirs = [], []
            for _ in range(rounds if size == rows else 1):
                shutil.rmtree(out, ignore_errors=True)
                ours.append(process([bins["precept"], "run", "-g", R8, "--cases", table, "--out", out, "--threads", str(threads)]))
                theirs.append(process([bins["precept_bench_duckdb"], "copy", table, copied, str(threads)]))
            peak[size] = max(one[2] for one in ours)
            if size != rows:
                continue
            mean = [statistics.median(one[0] for one in some) for some in (ours, theirs)]
            figures[f"run_{threads}_s"], figures[f"copy_{threads}_s"] = mean
            goals.append(results.goal("B6", f"Parquet to Parquet, whole process, to DuckDB copying, {threads} thread(s)",
                                      mean[0] / mean[1], 1.3, "at most", "x",
                                      "making the table; whole processes by the wall's clock; ours writes determinations, DuckDB the same columns as it read"))
    figures["run_peak_small_mb"], figures["run_peak_mb"] = peak[rows // 10] / 1e6, peak[rows] / 1e6
    goals.append(results.goal("B6", f"peak memory of a run at {rows:,} rows to {rows // 10:,}", peak[rows] / peak[rows // 10], 1.1,
                              "at most", "x", "100 million rows are not measured here"))
    return []


def whole_decide(build, rounds, goals, figures):
    """C1: `precept decide` on one case, whole process."""
    precept = os.path.join(build, "bin", "precept")
    one = os.path.join(tempfile.mkdtemp(), "case.json")
    with open(one, "w", encoding="utf-8") as file:
        json.dump({"case": "c1", "facts": {"injury_date": "2012-01-02", "decision_date": "2013-01-02", "demand_level": "heavy",
                                           "therapy_trial": True, "plateau": True, "surgery_candidate": False, "hours_per_day": 6,
                                           "days_per_week": 4, "return_to_work_goal": True},
                   "requests": [{"service": "work_conditioning", "quantity": 12}]}, file)
    for what, engine, library, case, limit in (
            ("one guideline from text, interpreted", "interpret", R8, one, 10), ("the same, native code", "native", R8, one, 35),
            ("the whole shipped library from text, interpreted", "interpret", GUIDELINES, CASE, 10)):
        took = [process([precept, "decide", "-g", library, "--engine", engine, "--format", "json", case]) for _ in range(4 * rounds)]
        goals.append(results.goal("C1", "decide, whole process, " + what, statistics.median(one[0] for one in took) * 1e3, limit,
                                  "at most", " ms", "nothing; a process that does nothing is in it. Native code comes from the object cache after the first start"))
    figures["empty_process_ms"] = statistics.median(process(["/bin/true", ""])[0] for _ in range(4 * rounds)) * 1e3


def main():
    reader = argparse.ArgumentParser(prog="dev bench")
    reader.add_argument("--build", required=True)
    reader.add_argument("--quick", action="store_true", help="2 million cases and 3 rounds in place of 10 and 5")
    reader.add_argument("--rows", type=int)
    given = reader.parse_args()
    rows, rounds = given.rows or (2_000_000 if given.quick else 10_000_000), 3 if given.quick else 5
    rows -= rows % 64
    cache = os.path.join(given.build, "peers")
    os.makedirs(cache, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as work:
        file = os.path.join(work, "figures.json")
        code = subprocess.run([os.path.join(given.build, "bin", "precept_bench"), str(rows), str(rounds), "--figures", file]).returncode
        if code != 0:
            return code
        with open(file, encoding="utf-8") as text:
            measured = json.load(text)
        goals, figures, notes = measured["goals"], measured["figures"], []
        by_engine, versions, missing, different = peers(given.build, cache, rows, rounds)
        notes += [f"{name} was not measured: it cannot be had here." for name in missing]
        if different:
            print("counts differ from the hand-written loop's: " + "; ".join(different))
            return 1
        for name, times in (("ClickHouse", 6), ("Polars", 20), ("DuckDB", 100)):
            kept = {v: ns for v, ns in by_engine.get(name, {}).items() if v.endswith("_kept")}
            if kept:
                best = min(kept, key=kept.get)
                goals.append(results.goal("B2", f"R8 with full trace, {name} to ours ({best.replace('_', ' ')}, its quickest)",
                                          kept[best] / min(by_engine["ours"]["generated"] if "generated" in by_engine["ours"] else 1e9,
                                                           by_engine["ours"]["interpreted"]), times, "at least", "x",
                                          "loading the table; one thread, the lesser of wall and CPU time for each engine"))
        notes += whole_runs(given.build, work, rows, 3, goals, figures)
        whole_decide(given.build, rounds, goals, figures)
    machine = {"cpu": results.cpu(), "cores": os.cpu_count(), "system": platform.system(), "date": time.strftime("%Y-%m-%d"),
               "compiler": (subprocess.run(["g++", "-dumpfullversion"], capture_output=True, text=True).stdout or "?").strip(),
               "load_after": os.getloadavg()[0], "rows": rows, "rounds": rounds}
    for one in goals:
        print(results.line(one))
    results.write(HERE, machine, goals, figures, by_engine, versions, notes)
    print("written: bench/RESULTS.md, bench/results.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
