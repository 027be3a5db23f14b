# Whether the memory of `precept run` stays flat however many rows there are. In: the command line, the maker of cases, numbers of
# rows. Out: for each the seconds, rows a second and the peak of resident memory; exit code 1 where the peak grows by more than a
# quarter from ten million rows to the most (with fewer, not every thread has whole shards at a time). Long: not part of the suite.
# Tables go to --folder, which is emptied after each number.
import argparse
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MIB = 1024  # KiB, as the system counts resident memory
FULL = 10_000_000  # rows from which on every thread has whole shards
BYTES_A_ROW = 25  # about what a row takes on disk, cases and determinations together, in Parquet


def measured(command):
    """Seconds, and the peak of resident memory in MiB, of one child alone."""
    begun = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return time.monotonic() - begun, usage.ru_maxrss / MIB, usage.ru_utime + usage.ru_stime


def bytes_under(folder):
    return sum(os.path.getsize(os.path.join(place, name)) for place, _, names in os.walk(folder) for name in names)


def one(options, rows):
    folder = os.path.join(options.folder, str(rows))
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    if shutil.disk_usage(folder).free < 2 * BYTES_A_ROW * rows:
        sys.exit(f"{rows:,} rows need about {BYTES_A_ROW * rows / 1e9:.0f} GB, and half of the disk's room is to stay free")
    try:
        cases, out = os.path.join(folder, "cases"), os.path.join(folder, "out")
        _, made, _ = measured([options.make_cases, "--rule", options.rule, "--rows", str(rows), "--format", options.format, "--files",
                               str(max(1, rows // 5_000_000)), "--threads", options.threads, "--partial", options.partial, "--out", cases])
        library = os.path.join(ROOT, "bench", "cases", options.rule.replace("-", "_"))
        seconds, peak, busy = measured([options.precept, "run", "-g", library, "--cases", cases, "--out", out, "--threads", options.threads,
                                        "--progress", "none"])
        print(f"{rows:>12,} rows  {seconds:8.1f} s  {rows / seconds:>11,.0f} rows/s  {busy:8.1f} s of CPU  peak {peak:7.0f} MiB  "
              f"(cases {bytes_under(cases) / 1e6:,.0f} MB, made with {made:.0f} MiB; out {bytes_under(out) / 1e6:,.0f} MB)", flush=True)
        return peak
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--precept", required=True)
    parser.add_argument("--make-cases", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000, 100_000_000])
    parser.add_argument("--rule", choices=["r8", "r-list"], default="r8")
    parser.add_argument("--format", choices=["parquet", "csv", "jsonl"], default="parquet")
    parser.add_argument("--partial", default="1")
    parser.add_argument("--threads", default="2")
    options = parser.parse_args()
    print(f"{options.rule}, {options.format}, {options.threads} threads")
    peaks = [(rows, one(options, rows)) for rows in sorted(options.rows)]
    (few, least), (many, most) = next((pair for pair in peaks if pair[0] >= FULL), peaks[0]), peaks[-1]
    growth = most / least
    more = (most - least) * 2**20 / max(1, many - few)
    print(f"from {few:,} to {many:,} rows the peak grows to {growth:.2f} of it, {more:.1f} bytes a row: "
          f"{'flat' if growth <= 1.25 else 'not flat'}")
    sys.exit(0 if growth <= 1.25 else 1)


if __name__ == "__main__":
    main()
