# What the list rule (bench/cases/r_list) means, written once more from the language's meaning: how many visits certainly count and
# how many may, over lists whose records lack fields. In: a row of CSV. Out: (may hold, may fail) of each requirement. Python alone.
import datetime
import json

import meaning

LABELS = ["few", "trial", "plateaued", "recent"]
KINDS = {"physical", "occupational", "chiropractic", "acupuncture"}
RESULTS = {"improving", "plateaued", "no_benefit"}
EPOCH = datetime.date(1970, 1, 1)


def six_months_before(day):
    """The day of the month kept, or the month's last."""
    if abs(day) == meaning.FAR:
        return day
    date = EPOCH + datetime.timedelta(day)
    year, month = (date.year, date.month - 6) if date.month > 6 else (date.year - 1, date.month + 6)
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)).day
    return (datetime.date(year, month, min(date.day, last)) - EPOCH).days


def both(*truths):
    """All of them: holds where each may hold, fails where any may fail."""
    return all(may_hold for may_hold, _ in truths), any(may_fail for _, may_fail in truths)


def among(possible, wanted):
    """A member is one of those wanted; `possible` are all that it may be."""
    return bool(possible & wanted), bool(possible - wanted)


def count(records, condition):
    """How many, at least and at most."""
    if records is None:
        return 0, meaning.FAR
    truths = [condition(record) for record in records]
    return sum(not may_fail for _, may_fail in truths), sum(may_hold for may_hold, _ in truths)


def some(records, condition):
    if records is None:
        return True, True
    truths = [condition(record) for record in records]
    return any(may_hold for may_hold, _ in truths), all(may_fail for _, may_fail in truths)


def statuses_of(row, days_of, limit):
    whole = (-meaning.FAR, meaning.FAR)
    day = {name: days_of(row[name]) if row[name] else whole for name in ("injury_date", "decision_date")}
    first, last = day["decision_date"]
    visits = json.loads(row["visits"]) if row["visits"] else None

    def when(visit):
        return days_of(visit["day"]) if "day" in visit else whole

    def kind_in(visit, wanted):
        return among({visit["kind"]} if "kind" in visit else KINDS, wanted)

    def counts(visit):
        minutes = (visit["minutes"],) * 2 if "minutes" in visit else (0, 600)
        year_before = first - 365, last - 365
        return both(kind_in(visit, {"physical"}), meaning.at_most(year_before, when(visit)), meaning.at_least(minutes, 15))

    def plateau(visit):
        result = among({visit["result"]} if "result" in visit else RESULTS, {"plateaued"})
        half_a_year_before = six_months_before(first), six_months_before(last)
        return both(result, meaning.at_most(half_a_year_before, when(visit)), meaning.at_most(when(visit), (first, last)))

    return [meaning.at_most(count(visits, counts), (12, 12)),
            meaning.at_least(count(visits, lambda visit: kind_in(visit, {"physical", "occupational"})), 4),
            some(visits, plateau),
            meaning.at_most(day["decision_date"], (limit(day["injury_date"][0]), limit(day["injury_date"][1])))]
