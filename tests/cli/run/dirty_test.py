# Tables as they come: `precept run` decides the rows that are well, names each that is not with its number and its text, and
# refuses a table that cannot be used before it starts. In: the command line's path. Out: exit code 1 and what differs.
import gzip
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases
import support

HEADER = "case,service,pain,remark\n"


class DirtyTest(support.RunCase):
    def run_text(self, data, *more, wanted=2, name="table.csv"):
        return self.run_table(self.write(name, data), "out", "--ignore-missing", *more, wanted=wanted)

    def found(self):
        return [(error["row"], error["code"], json.loads(error["raw"])) for error in self.errors()]

    def refused(self, data, *words, more=(), name="table.csv"):
        _, _, stderr = self.run_text(data, *more, name=name)
        for word in words:
            self.assertIn(word, stderr)
        self.assertFalse(os.path.exists(self.path("out")))

    # ---- rows ----
    def test_ragged_rows(self):
        _, _, stderr = self.run_text(HEADER + "A,scan,8,fine\nB,scan,3,hurts, a lot\nC,scan,3\nD,scan,3,\n\nE,scan,8,fine\nF,scan,99,fine\n")
        self.assertEqual(list(self.decided()), ["A", "D", "E"])
        self.assertEqual([(row, code) for row, code, _ in self.found()], [(2, "F0202"), (3, "F0202"), (6, "F0119")])
        self.assertEqual([raw for _, _, raw in self.found()][:2], ["B,scan,3,hurts, a lot", "C,scan,3"])
        self.assertEqual(self.errors()[0]["message"],
                         "line 3 of table.csv has 5 cells, and the first line names 4 columns: a cell with `,` in it must stand in quotes")
        self.assertIn("line 4 of table.csv has 3 cells", self.errors()[1]["message"])
        self.assertIn("2  F0202 a line has more or fewer cells than the first one; ", stderr)

    def test_bytes_that_are_not_utf8(self):
        rows = HEADER.encode() + "A,scan,8,Gr\u00f6\u00dfe\n".encode("utf-8") + "B,scan,8,Gr\u00f6\u00dfe\n".encode("latin-1") + b"C,scan,8,x\n"
        self.run_text(rows)
        self.assertEqual(list(self.decided()), ["A", "C"])
        self.assertEqual(self.found(), [(2, "F0204", "B,scan,8,Gr\\xF6\\xDFe")])
        self.assertIn("--encoding windows-1252", self.errors()[0]["message"])

    def test_windows_1252_is_read_where_it_is_said(self):
        text = HEADER + "A\u20ac\u00e9,scan,8,\u201cGr\u00f6\u00dfe\u201d\nB,scan,99,\u00e9\n"
        self.run_text(text.encode("cp1252"), "--encoding", "windows-1252")
        self.assertEqual(list(self.decided()), ["A\u20ac\u00e9"])
        self.assertEqual(self.found()[0][2], {"case": "B", "service": "scan", "pain": "99", "remark": "\u00e9"})

    def test_quotes(self):
        self.run_text(HEADER + 'A,scan,8,"two\nlines, and ""quotes"""\nB,scan,8,"not closed\nC,scan,8,"closed" early\nD,scan,8,5" tall\n'
                      'E,scan,8,"fine"\nF,scan,99,x\n')
        self.assertEqual(list(self.decided()), ["A", "D", "E"])
        self.assertEqual([(row, code) for row, code, _ in self.found()], [(2, "F0203"), (3, "F0203"), (6, "F0119")])
        self.assertEqual([raw for _, _, raw in self.found()][:2], ['B,scan,8,"not closed', 'C,scan,8,"closed" early'])
        self.assertIn("line 4 of table.csv", self.errors()[0]["message"])

    def test_a_quote_that_is_never_closed_costs_one_row(self):
        rows = "".join(f"C{i},scan,8,x\n" for i in range(20000))
        self.run_text(HEADER + 'A,scan,8,"open\n' + rows)
        self.assertEqual(self.found(), [(1, "F0203", 'A,scan,8,"open')])
        self.assertEqual(len(self.decided()), 20000)

    def test_bytes_of_zero(self):
        self.run_text(HEADER.encode() + b"A,scan,8,a\0b\nB,scan,8,x\n")
        self.assertEqual(list(self.decided()), ["B"])
        self.assertEqual(self.found(), [(1, "F0205", "A,scan,8,a\\x00b")])

    def test_a_mark_and_line_ends_of_windows(self):
        self.run_text(b"\xef\xbb\xbf" + (HEADER + 'A,scan,8,"x"\nB,scan,3,\n').replace("\n", "\r\n").encode(), wanted=0)
        self.assertEqual(list(self.decided()), ["A", "B"])

    def test_the_last_line_needs_no_end(self):
        self.run_text(HEADER + 'A,scan,8,x\nB,scan,3,"y"', wanted=0)
        self.assertEqual(list(self.decided()), ["A", "B"])

    def test_other_delimiters(self):
        for number, (delimiter, more) in enumerate(((";", ()), ("\t", ()), ("|", ()), ("^", ("--delimiter", "^")))):
            data = (HEADER + "A,scan,8,x\nB,scan,3,\n").replace(",", delimiter)
            self.run_table(self.write(f"table{number}.csv", data), f"out{number}", "--ignore-missing", *more, wanted=0)
            self.assertEqual(list(self.decided(f"out{number}")), ["A", "B"])

    def test_the_line_that_a_spreadsheet_names_the_delimiter_in(self):
        self.run_text("sep=;\n" + (HEADER + "A,scan,8\n").replace(",", ";"))
        self.assertIn("line 3 of table.csv has 3 cells", self.errors()[0]["message"])

    def test_rows_after_bad_ones_are_the_same_on_any_number_of_threads(self):
        bad = ['x,y', '"', 'A,scan,8,"a" b', "A,scan,8,\xff", "A,scan,8,\0"]
        rows = [bad[i % 5] if i % 7 == 0 else f"C{i},scan,{i % 12},x" for i in range(30000)]
        data = (HEADER + "\n".join(rows)).encode("latin-1")
        found = []
        for threads in (1, 2, 5):
            self.run_table(self.write("table.csv", data), f"out{threads}", "--ignore-missing", "--threads", threads, "--shard-rows", 7000, wanted=2)
            found.append(support.contents(self.path(f"out{threads}")))
        self.assertEqual(found[0], found[1])
        self.assertEqual(found[0], found[2])
        numbers = [error["row"] for error in self.errors("out1")]
        self.assertEqual(numbers, sorted(numbers))
        self.assertEqual([row - 1 for row in numbers], [i for i in range(30000) if i % 7 == 0 or i % 12 == 11])

    def test_dates_in_three_forms(self):
        head = "case,service,pain,injured\n"
        rows = "A,scan,8,2010-03-04\nB,scan,8,03/04/2010\nC,scan,8,4.3.2010\nD,scan,8,20100304\nE,scan,8,2010-03\nF,scan,8,03/04/10\nG,scan,8,02/30/2010\n"
        _, _, stderr = self.run_text(head + rows)
        self.assertEqual(list(self.decided()), ["A", "E"])
        self.assertEqual([(row, code) for row, code, _ in self.found()], [(row, "F0114") for row in (2, 3, 4, 6, 7)])
        self.assertIn('write it as "2013-09-25"', self.errors()[0]["message"])
        self.assertIn("5  F0114 a date is not written as one or does not exist; a map says how dates are written: `dates`\n", stderr)
        formats = {"dates": {"injured": ["MM/DD/YYYY", "D.M.YYYY", "YYYYMMDD"]}}
        self.run_table(self.path("table.csv"), "mapped", "--ignore-missing", "--map", self.write("map.json", json.dumps(formats)), wanted=2)
        self.assertEqual([error["case"] for error in self.errors("mapped")], ["F", "G"])
        wanted = self.decided("mapped")
        same = rows.replace("03/04/2010", "2010-03-04").replace("4.3.2010", "2010-03-04").replace("20100304", "2010-03-04")
        self.run_table(self.write("same.csv", head + same), "same", "--ignore-missing", wanted=2)
        self.assertEqual(wanted, self.decided("same"))

    def test_dates_of_json_lines_by_a_map(self):
        self.write("map.json", '{"dates": {"injured": "DD-MMM-YYYY"}}')
        rows = '{"case": "A", "service": "scan", "injured": "04-Mar-2010"}\n{"case": "B", "service": "scan", "injured": null}\n'
        self.run_text(rows, "--map", self.path("map.json"), wanted=0, name="table.jsonl")

    def test_json_lines(self):
        rows = [b'{"case": "A", "service": "scan", "pain": 8, "remark": "a \\u00e9 \\"b\\""}', b'{"case": "B", "service": "scan", "pain": 8', b"", b"not json",
                b'{"case": "C", "service": "scan", "pain": NaN}', b'{"case": "D", "service": "scan", "pain": 3, "pain": 8}', b'["case"]',
                b'{"case": "E", "service": "scan", "remark": "\xe9"}', b'{"pain": 8, "service": "scan", "case": "F"}', b'{"case": "G", "service": "scan", "pain": null}',
                b'{"case": "H", "service": "scan", "pain": 99, "remark": null}']
        self.run_text(b"\r\n".join(rows), name="table.jsonl")
        self.assertEqual(list(self.decided()), ["A", "F", "G"])
        self.assertEqual([(row, code) for row, code, _ in self.found()],
                         [(2, "F0206"), (3, "F0206"), (4, "F0104"), (5, "F0105"), (6, "F0206"), (7, "F0204"), (10, "F0119")])
        self.assertEqual(self.found()[0][2], rows[1].decode())
        self.assertEqual(self.found()[5][2], '{"case": "E", "service": "scan", "remark": "\\xE9"}')
        self.assertEqual(self.found()[6][2], {"case": "H", "service": "scan", "pain": 99, "remark": None})
        self.assertIn("line 2 of table.jsonl is not one JSON object: ", self.errors()[0]["message"])
        self.assertEqual((self.errors()[2]["path"], self.errors()[2]["message"]), ("pain", "line 5 of table.jsonl has a `pain` that is no JSON value"))

    def test_json_that_is_no_lines(self):
        self.refused('[\n{"case": "A", "service": "scan"}\n]\n', "it is one list", name="table.jsonl")
        self.refused("", "no line that is a JSON object", name="table.jsonl")
        self.refused('{"case": "A", "service": "scan", "Pain": 3}\n', "`Pain`; did you mean `pain`?", name="table.jsonl")

    # ---- tables ----
    def test_tables_that_cannot_be_used(self):
        self.refused("", "table.csv is empty")
        self.refused(HEADER.encode("utf-16"), "UTF-16", "CSV UTF-8")
        self.refused(b"PK\x03\x04 and so on", "is a workbook")
        self.refused(HEADER.replace("remark", "r\u00e9mark").encode("latin-1"), "is not written in UTF-8", "--encoding windows-1252")
        self.refused(HEADER.replace("remark", '"remark') + "A,scan,8,x\n", 'has a quote (") in its first line')
        self.refused(b"case,service\0,pain\n", "bytes of zero in its first line")
        self.refused((HEADER + "A,scan,8,x\n").replace("\n", "\r"), "old Macintosh")

    def test_a_header_alone_is_no_rows(self):
        _, stdout, _ = self.run_text(HEADER, wanted=0)
        self.assertIn("0 rows", stdout)

    def test_a_table_without_a_header_is_not_printed(self):
        for data in ("Miller,scan,8,hurts\nSmith,scan,8,hurts\n", "Miller^scan^8\n"):
            _, _, stderr = self.run_text(data)
            self.assertIn("is its first line the names of its columns?", stderr)
            self.assertNotIn("Miller", stderr)
        self.assertIn("`--delimiter` says what stands between its cells", stderr)

    def test_columns_twice(self):
        self.refused("case,service,pain,pain\nA,scan,8,3\n", "`pain` and `pain` both say `pain`")
        self.run_text("case,service,pain,extra,extra\nA,scan,8,3,4\n", "--ignore-unknown", wanted=0)

    def test_odd_names(self):
        for name in ("Injured", " injured ", "INJURED", "injury", "injurd"):
            self.refused(f"case,service,{name}\nA,scan,2010-01-01\n", f"is called `{name}`; did you mean `injured`?")
        _, _, stderr = self.run_text("Case ID,service,Pain,INJURED\nA,scan,8,2010-01-01\n")
        self.assertIn('"Pain": "pain"', stderr)

    def test_a_missing_column_names_the_nearest(self):
        _, _, stderr = self.run_table(self.write("table.csv", "case,service,PainLevel\nA,scan,8\n"), wanted=2)
        self.assertIn("the table has no column", stderr)
        self.assertNotIn("Traceback", stderr)

    def test_files_with_columns_in_other_orders(self):
        self.write("a.csv", HEADER + "A,scan,8,x\n")
        self.write("b.csv", "remark;pain;service;case\ny;3;scan;B\n")
        self.run_table(self.path("?.csv"), "out", "--ignore-missing", wanted=0)
        self.assertEqual(list(self.decided()), ["A", "B"])
        self.run_table(self.write("one.csv", HEADER + "A,scan,8,x\nB,scan,3,y\n"), "one", "--ignore-missing", wanted=0)
        self.assertEqual(self.decided(), self.decided("one"))

    def test_a_file_that_lacks_a_column_of_the_others_is_refused(self):
        rows = list(cases.rows(3, 20, wrong=0))
        names = ["case"] + cases.PARTS + cases.FACTS
        cases.write_csv(self.path("a.csv"), rows[:10])
        cases.write_csv(self.path("b.csv"), rows[10:], [name for name in names if name != "pain"])
        _, _, stderr = self.run_table(self.path("?.csv"), wanted=2)
        self.assertIn("b.csv has no column `pain`, which other files have", stderr)
        self.assertFalse(os.path.exists(self.path("out")))
        self.run_table(self.path("?.csv"), "out", "--ignore-missing", wanted=0)
        cases.write_csv(self.path("b.csv"), rows[10:], names[::-1])
        self.run_table(self.path("?.csv"), "whole", wanted=0)
        cases.write_csv(self.path("one.csv"), rows)
        self.run_table(self.path("one.csv"), "one", wanted=0)
        self.assertEqual(self.decided("whole"), self.decided("one"))

    def test_files_of_parquet_have_columns_in_other_orders_and_lack_none(self):
        rows = list(cases.rows(3, 20, wrong=0))
        names = ["case"] + cases.PARTS + cases.FACTS
        for name, some, columns in (("a", rows[:10], names), ("b", rows[10:], names[::-1]), ("c", rows[10:], [name for name in names if name != "pain"])):
            cases.write_csv(self.path(name + ".csv"), some, columns)
            subprocess.run([support.OPTIONS.sql, f"COPY (SELECT * FROM read_csv('{self.path(name + '.csv')}', all_varchar=true, header=true)) "
                            f"TO '{self.path(name + '.parquet')}' (FORMAT parquet)"], check=True, stdout=subprocess.DEVNULL)
        self.run_table(self.path("a.parquet"), "out", "--cases", self.path("b.parquet"), wanted=0)
        cases.write_csv(self.path("one.csv"), rows)
        self.run_table(self.path("one.csv"), "one", wanted=0)
        self.assertEqual(self.decided(), self.decided("one"))
        _, _, stderr = self.run_table(self.path("a.parquet"), "uneven", "--cases", self.path("c.parquet"), wanted=2)
        self.assertIn("c.parquet has no column `pain`, which other files have", stderr)
        _, _, stderr = self.run_table(self.path("a.parquet"), "mixed", "--cases", self.path("b.csv"), wanted=2)
        self.assertIn("is of another form than", stderr)

    def test_folders_patterns_and_packed_files(self):
        os.makedirs(self.path("in"))
        self.write("in/b.csv.gz", gzip.compress((HEADER + "B,scan,3,y\n").encode()))
        self.write("in/a.csv", HEADER + "A,scan,8,x\n")
        self.write("in/notes.txt", "no table")
        self.write("in/.hidden.csv", "no table")
        for number, named in enumerate((self.path("in"), self.path("in/*.csv*"))):
            self.run_table(named, f"out{number}", "--ignore-missing", wanted=0)
            self.assertEqual(list(self.decided(f"out{number}")), ["A", "B"])

    def test_a_packed_file_that_was_cut_is_not_a_whole_one(self):
        packed = gzip.compress((HEADER + "".join(f"C{i},scan,{i % 9},{i * 7919 % 10007}\n" for i in range(20000))).encode())
        _, _, stderr = self.run_text(packed[:len(packed) // 2], name="table.csv.gz")
        self.assertIn("ends in the middle of what gzip packed", stderr)
        self.assertEqual(os.path.exists(self.path("out/summary.json")), False)

    # ---- maps ----
    def test_a_map_in_toml(self):
        head, row = "case,service,PAIN SCORE,strength,injured\n", "A,scan,8,SEDENTARY WORK,03/04/2010\nB,scan,8,N/A,04/03/2010\n"
        self.write("map.json", json.dumps({"columns": {"PAIN SCORE": "pain"}, "values": {"strength": {"SEDENTARY WORK": "low", "N/A": None}},
                                           "dates": {"injured": "DD/MM/YYYY"}}))
        self.write("map.toml", '# made by hand\n[columns]\n"PAIN SCORE" = "pain" # of 10\n\n[values.strength]\n"SEDENTARY WORK" = \'low\'\n"N/A" = ""\n\n'
                   '[dates]\ninjured = ["DD/MM/YYYY",\n  "YYYYMMDD",\n]\n')
        self.write("inline.toml", 'columns = { "PAIN SCORE" = "pain" }\nvalues.strength = { "SEDENTARY WORK" = "l\\u006fw", "N/A" = "" }\ndates.injured = "DD/MM/YYYY"\n')
        self.write("table.csv", head + row)
        for name in ("map.json", "map.toml", "inline.toml"):
            self.run_table(self.path("table.csv"), name + ".out", "--ignore-missing", "--map", self.path(name), wanted=0)
            self.assertEqual(self.decided(name + ".out"), self.decided("map.json.out"))

    def test_maps_that_are_none(self):
        self.write("table.csv", HEADER + "A,scan,8,x\n")
        for text, words in (('[columns]\n"A" "b"\n', "line 2: `=` is missing after \"A\""), ('[columns]\nA = "b\n', "line 2: a quote is not closed"),
                            ('[columns]\nA = "b"\nA = "c"\n', 'line 3: "A" stands twice'), ("[[columns]]\n", "[[...]]"),
                            ("[columns]\nA = 1.5\n", "a whole number"), ('[column]\nA = "b"\n', "`column` is not part of a map"),
                            ("a = " + "[" * 1000, "nested too deep"), ('[dates]\ninjured = "MM/DD/YY"\n', "years of two digits"),
                            ('[dates]\ninjured = ["MM/DD/YYYY", "DD/MM/YYYY"]\n', "could be read in two ways"),
                            ('[dates]\ninjured = "month first"\n', "is no form of a date"), ('[dates]\npain = "YYYYMMDD"\n', "that fact is no date"),
                            ('[dates]\ninjred = "YYYYMMDD"\n', "did you mean `injured`?")):
            _, _, stderr = self.run_table(self.path("table.csv"), "out", "--ignore-missing", "--map", self.write("map.toml", text), wanted=2)
            self.assertIn(words, stderr)
            self.assertFalse(os.path.exists(self.path("out")))


if __name__ == "__main__":
    support.main()
