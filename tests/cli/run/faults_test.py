# What a run does where the machine fails it: every system call on its folder failed in turn, a disk that is full, files of the
# folder or of the cache whose bytes were changed. The output is that of a run that nothing happened to, or the run says that it
# is not finished and can be gone on with. In: the command line's path, the library that fails calls. Out: exit code 1 and what differs.
import collections
import errno
import os
import random
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases
import support

IS_LONG = bool(os.environ.get("PRECEPT_TEST_LONG"))


class FaultTest(support.RunCase):
    def setUp(self):
        super().setUp()
        self.path_of_table = self.path("table.csv")
        cases.write_csv(self.path_of_table, list(cases.rows(31, 300, wrong=0)))

    def run_rows(self, out, *more, wanted=None, **process):
        return self.run_table(self.path_of_table, out, "--shard-rows", 100, "--threads", 1, "--progress", "none", *more, wanted=wanted, **process)

    def failing(self, at, error):
        return {**os.environ, "LD_PRELOAD": support.OPTIONS.faults, "PRECEPT_FAULT_UNDER": self.path("out"), "PRECEPT_FAULT_AT": str(at),
                "PRECEPT_FAULT_ERROR": str(error)}

    def fail_each(self, forms):
        self.run_rows("whole", *forms, wanted=0)
        whole = support.contents(self.path("whole"))
        count = self.path("count")
        self.run_rows("out", *forms, wanted=0, env={**self.failing(0, 0), "PRECEPT_FAULT_COUNT": count})
        self.assertEqual(support.contents(self.path("out")), whole)
        with open(count, encoding="utf-8") as file:
            calls = file.read().split()
        seen = collections.Counter(calls)
        for call in ("open", "fsync", "rename", "close", "mkdir", "write"):
            self.assertGreater(seen[call], 2, seen)
        ended, finished = 0, 0
        for at in range(1, len(calls) + 1):
            for error in (errno.EIO, errno.ENOSPC) if IS_LONG else (errno.EIO if at % 2 else errno.ENOSPC,):
                shutil.rmtree(self.path("out"))
                what = f"call {at} ({calls[at - 1]}, {errno.errorcode[error]})"
                code, stdout, stderr = self.run_rows("out", *forms, env=self.failing(at, error))
                if code == 0:
                    finished += 1
                else:
                    ended += 1
                    self.assertEqual(code, 2, f"{what}: {stdout}{stderr}")
                    self.assertTrue("not finished" in stderr or "out" in stderr, f"{what}: {stderr}")
                    self.assertEqual(stdout, "", what)
                    code, _, stderr = self.run_rows("out", *forms, "--resume")
                    self.assertEqual(code, 0, f"{what}: {stderr}")
                self.assertEqual(support.contents(self.path("out")), whole, what)
        return len(calls), ended, finished

    def test_each_call_fails_once(self):
        calls, ended, finished = self.fail_each(("--output-format", "jsonl"))
        self.assertGreater(calls, 60)
        self.assertGreater(ended, calls * 2 // 3, f"{finished} of {calls} calls failed and were not missed")

    def test_each_call_of_a_run_that_writes_parquet_fails_once(self):
        if not IS_LONG:
            self.skipTest("PRECEPT_TEST_LONG=1 does it")
        self.fail_each(("--output-format", "parquet"))

    # ---- files that were changed ----
    def test_a_manifest_with_changed_bytes(self):
        self.run_rows("whole", wanted=0)
        whole, chance = support.contents(self.path("whole")), random.Random(5)
        path = self.path("out/manifest.json")
        for number in range(60 if IS_LONG else 15):
            shutil.rmtree(self.path("out"), ignore_errors=True)
            shutil.copytree(self.path("whole"), self.path("out"))
            size = os.path.getsize(path)
            if number % 3 == 0:
                os.truncate(path, chance.randrange(size))
            else:
                with open(path, "r+b") as file:
                    at = chance.randrange(size)
                    file.seek(at)
                    byte = file.read(1)[0]
                    file.seek(at)
                    file.write(bytes([byte ^ (1 << chance.randrange(8))]))
            code, _, stderr = self.run_rows("out", "--resume")
            # Refused, or done again; never a folder that passes for finished with other results.
            if code == 0:
                self.assertEqual(support.contents(self.path("out")), whole)
            else:
                self.assertEqual(code, 2, stderr)
                self.assertRegex(stderr, "is damaged|cannot go on|not the one that the run began with|not finished")

    def test_results_with_changed_bytes_are_done_again(self):
        self.run_rows("out", wanted=0)
        whole, chance = support.contents(self.path("out")), random.Random(6)
        parts = [os.path.join("determinations", name) for name in os.listdir(self.path("out/determinations"))]
        for _ in range(5):
            path = self.path(os.path.join("out", chance.choice(sorted(parts))))
            with open(path, "r+b") as file:
                file.seek(chance.randrange(os.path.getsize(path)))
                byte = file.read(1)[0]
                file.seek(-1, os.SEEK_CUR)
                file.write(bytes([byte ^ 4]))
            _, _, stderr = self.run_rows("out", "--resume", wanted=0)
            self.assertIn("is not what the run wrote", stderr)
            self.assertEqual(support.contents(self.path("out")), whole)

    def test_a_summary_that_was_changed_or_lost_is_made_again(self):
        self.run_rows("out", wanted=0)
        whole, path = support.contents(self.path("out")), self.path("out/summary.json")
        with open(path, "r+b") as file:
            data = file.read().replace(b'"rows": 300', b'"rows": 301')
            file.seek(0)
            file.write(data)
        for _ in range(2):
            self.assertNotEqual(support.contents(self.path("out")), whole)
            _, _, stderr = self.run_rows("out", "--resume", wanted=0)
            self.assertIn("summary.json is not what the run wrote", stderr)
            self.assertEqual(support.contents(self.path("out")), whole)
            os.remove(path)

    def test_a_table_of_parquet_that_is_cut_or_torn(self):
        parquet = self.path("table.parquet")
        subprocess.run([support.OPTIONS.sql, f"COPY (SELECT * FROM read_csv('{self.path_of_table}', all_varchar=true, header=true)) "
                        f"TO '{parquet}' (FORMAT parquet)"], check=True, stdout=subprocess.DEVNULL)
        with open(parquet, "rb") as file:
            data = file.read()
        for number, torn in enumerate((data[:len(data) // 2], data[:-8], b"", data[:4] + b"\xff" * (len(data) // 2) + data[4 + len(data) // 2:])):
            with open(parquet, "wb") as file:
                file.write(torn)
            code, stdout, stderr = self.run_table(parquet, f"out{number}")
            self.assertEqual((code, stdout), (2, ""), stderr)
            self.assertRegex(stderr, "the table cannot be read|not finished")
            self.assertFalse(os.path.exists(self.path(f"out{number}/summary.json")))

    def test_a_cache_with_changed_bytes(self):
        env = {**os.environ, "PRECEPT_CACHE": self.path("cache")}
        code, _, stderr = self.run_rows("first", "--engine", "native", env=env)
        if "no native engine" in stderr:
            self.skipTest("this build has no native engine")
        self.assertEqual(code, 0, stderr)
        whole = support.contents(self.path("first"))
        kept = [os.path.join(place, name) for place, _, names in os.walk(self.path("cache")) for name in names]
        self.assertNotEqual(kept, [])
        for number, change in enumerate((lambda data: data[:len(data) // 2], lambda data: b"", lambda data: data[:100] + b"#" + data[101:],
                                         lambda data: data[:-9] + b"#" + data[-8:])):
            for path in kept:
                with open(path, "rb") as file:
                    data = file.read()
                with open(path, "wb") as file:
                    file.write(change(data))
            code, _, stderr = self.run_rows(f"out{number}", "--engine", "native", env=env)
            self.assertEqual(code, 0, stderr)
            self.assertEqual(support.contents(self.path(f"out{number}")), whole)

    # ---- a full disk ----
    def test_a_small_disk_that_is_full(self):
        disk = self.path("disk")
        os.makedirs(disk)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], capture_output=True, check=False)
        if mounted.returncode != 0:
            self.skipTest("nothing can be mounted here")
        try:
            cases.write_csv(self.path_of_table, list(cases.rows(32, 3000, wrong=0)))
            self.run_table(self.path_of_table, "whole", "--shard-rows", 500, wanted=0)
            code, stdout, stderr = self.run_table(self.path_of_table, "disk/out", "--shard-rows", 500)
            self.assertEqual(code, 2, stdout)
            self.assertIn("not finished", stderr)
            subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
            self.run_table(self.path_of_table, "disk/out", "--shard-rows", 500, "--resume", wanted=0)
            self.assertEqual(support.contents(self.path("disk/out")), support.contents(self.path("whole")))
        finally:
            subprocess.run(["umount", disk], check=False)


if __name__ == "__main__":
    support.main(lambda parser: parser.add_argument("--faults", required=True))
