# The oracle of the reference rule over whole columns, for tables of many millions of rows in Parquet. In: the tables' files. Out:
# how many rows were compared and how many differ. Needs pyarrow and numpy; the meaning is meaning.py's, as for single rows.
import numpy
import pyarrow
import pyarrow.compute
import pyarrow.parquet

import meaning

ROWS = 1 << 17


def blocks(paths):
    """Tables of ROWS rows, over the files' ends."""
    rest = None
    for path in paths:
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(batch_size=ROWS):
            table = pyarrow.Table.from_batches([batch])
            rest = table if rest is None else pyarrow.concat_tables([rest, table])
            while rest.num_rows >= ROWS:
                yield rest.slice(0, ROWS)
                rest = rest.slice(ROWS)
    if rest is not None and rest.num_rows:
        yield rest


def numbers_of(column, factor=1):
    """Whole numbers, and where there is one."""
    column = column.combine_chunks()
    known = column.is_valid().to_numpy(zero_copy_only=False)
    if pyarrow.types.is_boolean(column.type):
        column = column.cast(pyarrow.uint8())
    values = numpy.nan_to_num(column.cast(pyarrow.float64()).to_numpy(zero_copy_only=False))
    return numpy.rint(values * factor).astype(numpy.int64), known


def by_text(column, meaning_of, empty):
    """An array for each text: `meaning_of` is asked once for each different text."""
    column = column.combine_chunks()
    if not pyarrow.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    table = numpy.array([meaning_of(text) for text in column.dictionary.to_pylist()] + [empty])
    return table[column.indices.fill_null(len(table) - 1).to_numpy(zero_copy_only=False)]


def facts_of(table, rows):
    facts = {}
    for name in rows.FACTS:
        column = table[name]
        if name.endswith("_date"):
            if not pyarrow.types.is_string(column.type):
                column = column.cast(pyarrow.string())
            both = by_text(column, rows.days_of, rows.WHOLE[name])
            facts[name] = both[:, 0], both[:, 1]
        elif name == "demand_level":
            both = by_text(column, lambda text: (meaning.DEMANDS.index(text),) * 2, rows.WHOLE[name])
            facts[name] = both[:, 0], both[:, 1]
        else:
            values, known = numbers_of(column, 100 if name == "hours_per_day" else 1)
            low, high = rows.WHOLE.get(name, (0, 1))
            facts[name] = numpy.where(known, values, low), numpy.where(known, values, high)
    return facts


def over_days(limit):
    """The limit of arrays of days: each different day is asked for once."""
    def of(days):
        different, places = numpy.unique(days, return_inverse=True)
        return numpy.array([limit(int(day)) for day in different])[places]
    return of


def differing(cases, found, limit, rows):
    """True for each row of which some column differs."""
    statuses = meaning.criteria(facts_of(cases, rows), limit)
    requested, known = numbers_of(cases["quantity"])
    outcome, granted, possible, because = meaning.decide(statuses, requested * known)
    wrong = numpy.zeros(cases.num_rows, dtype=bool)

    def text(name, wanted, texts):
        column = found[name]
        if pyarrow.types.is_list(column.type):
            column = pyarrow.compute.binary_join(column, ";")
        places = {of: place for place, of in texts.items()}
        return by_text(column, lambda said: places.get(said, -1), places.get("", -2)) != wanted

    for name in ("case", "service"):
        wrong |= ~pyarrow.compute.equal(cases[name], found[name]).combine_chunks().fill_null(False).to_numpy(zero_copy_only=False)
    wrong |= numbers_of(cases["request"])[0] != numbers_of(found["request"])[0]
    wrong |= text("outcome", outcome, dict(enumerate(meaning.OUTCOMES)))
    wrong |= text("says", outcome, {place: meaning.SAYS[word] for place, word in enumerate(meaning.OUTCOMES)})
    wrong |= text("possible", possible, {bits: ";".join(meaning.names_of(bits, meaning.OUTCOMES)) for bits in range(1, 16)})
    wrong |= text("because", because, {bits: ";".join(meaning.because_of(bits)) for bits in range(512)})
    for name, wanted in rows.FIXED.items():
        wrong |= text(name, 0, {0: wanted})
    amount, known = numbers_of(found["granted"], 10**6)
    wrong |= (known != (granted >= 0)) | (known & (amount != granted * 10**6))
    for label, (may_hold, may_fail) in zip(meaning.LABELS, statuses):
        value, known = numbers_of(found["reference.work_conditioning." + label])
        wrong |= (known == (may_hold & may_fail)) | (known & ((value == 1) != may_hold))
    if found.num_columns != 13 + len(meaning.LABELS):
        wrong[:] = True
    return wrong


def compare(cases, determinations, limit, rows):
    count, mismatches = 0, 0
    found = blocks(determinations)
    for table in blocks(cases):
        got = next(found, None)
        if got is None or got.num_rows != table.num_rows:
            print("the determinations have other rows than the cases")
            return count, mismatches + 1
        wrong = differing(table, got, over_days(limit), rows)
        for row in numpy.flatnonzero(wrong)[: max(0, 5 - mismatches)]:
            print(f"row {count + row + 1}: {table.slice(row, 1).to_pylist()[0]}\n  found {got.slice(row, 1).to_pylist()[0]}")
        count += table.num_rows
        mismatches += int(wrong.sum())
    return count, mismatches + sum(table.num_rows for table in found)
