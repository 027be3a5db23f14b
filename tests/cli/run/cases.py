# Random cases over the library beside it, as JSON for `decide` and as tables for `run`: every type of fact, missing values,
# partial dates, ranges, lists, and rows that are wrong. In: a seed. Out: cases. Never here: what is decided of them.
import csv
import json
import random

DRUGS = ["aspirin", "opioid", "steroid"]
CODES = ["M54.16", "M54.17", "M51.16", "M51.1", "Z00.0", "M54.2"]
FACTS = ["injured", "decided", "works", "strength", "pain", "dose", "waiting", "rested", "tried", "diagnosis", "remark", "urgent"]
PARTS = ["service", "quantity", "over", "used", "part"]


def day(chance, first, last):
    return f"{chance.randint(first, last):04}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


YEARS = {"injured": (2008, 2011), "decided": (2012, 2015)}  # the one never lies before the other


def partial(chance, first, last):
    whole = day(chance, first, last)
    return chance.choice([whole, whole, whole, whole[:7], whole[:4]])


def course(chance):
    record = {"kind": chance.choice(DRUGS), "start": f"2010-0{chance.randint(1, 9)}-05", "finish": f"2011-0{chance.randint(1, 9)}-05",
              "dose": chance.randint(1, 90), "helped": chance.random() < 0.3}
    return {key: value for key, value in record.items() if chance.random() < 0.8}


def courses(chance):
    records = [course(chance) for _ in range(chance.choice([0, 1, 2, 3, 5]))]
    return chance.choice([records, {"complete": chance.random() < 0.7, "records": records}])


VALUES = {
    "injured": lambda chance: partial(chance, *YEARS["injured"]), "decided": lambda chance: partial(chance, *YEARS["decided"]),
    "works": lambda chance: chance.random() < 0.7,
    "strength": lambda chance: chance.choice(["low", "mid", "high"]),
    "pain": lambda chance: chance.choice([chance.randint(0, 10), {"from": 3, "to": 8}]),
    "dose": lambda chance: chance.choice([f"{chance.randint(1, 90)} mg", f"{chance.randint(1, 900)}.5 mg"]),
    "waiting": lambda chance: f"{chance.randint(0, 60)}d",
    "rested": lambda chance: f"{chance.randint(0, 5)}mo",
    "tried": courses,
    "diagnosis": lambda chance: chance.choice(CODES),
    "remark": lambda chance: chance.choice(["none", "a, \"b\"\nc", "åäö", " blanks "]),
    "urgent": lambda chance: chance.random() < 0.1,
    "service": lambda chance: chance.choice(["therapy", "therapy", "scan"]),
    "quantity": lambda chance: chance.randint(1, 20),
    "over": lambda chance: chance.choice(["6w", "30d", "2mo"]),
    "used": lambda chance: chance.randint(0, 8),
    "part": lambda chance: chance.choice(["neck", "back", "knee"]),
}
WRONG = {"pain": 11, "strength": "medium", "injured": "2013-02-30", "works": "perhaps", "service": "surgery", "dose": "5 sessions", "quantity": 0,
         "tried": [{"kind": "candy"}], "diagnosis": "M54*"}


def rows(seed, count, wrong=0.02, chance_missing=0.15):
    """Dictionaries of what each row says; what it does not say is not in it."""
    chance = random.Random(seed)
    for number in range(count):
        row = {"case": f"case number {number:06}" if number % 3 else f"C{number}"}
        for name in PARTS + FACTS:
            if name == "service" or chance.random() >= chance_missing:
                row[name] = VALUES[name](chance)
        if chance.random() < wrong:
            name = chance.choice(sorted(WRONG))
            row[name] = WRONG[name]
        yield row


def case_of(row):
    request = {name: row[name] for name in PARTS if name in row}
    facts = {name: row[name] for name in FACTS if name in row}
    return {"case": row["case"], "facts": facts, "requests": [request]}


def write_cases(path, all_rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in all_rows:
            file.write(json.dumps(case_of(row)) + "\n")


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value) if isinstance(value, (list, dict)) else str(value)


def write_csv(path, all_rows, names=None, delimiter=","):
    names = names or ["case"] + PARTS + FACTS
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(names)
        for row in all_rows:
            writer.writerow([cell(row.get(name)) for name in names])


def write_json_lines(path, all_rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in all_rows:
            file.write(json.dumps({name: row.get(name) for name in ["case"] + PARTS + FACTS}) + "\n")
