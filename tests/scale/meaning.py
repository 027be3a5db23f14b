# What the reference rule means, written once more from the language's meaning alone: possible values, Kleene's logic, the outcome,
# what is granted, and why. In: facts as the lowest and highest that they may be. Out: what a determination must say.
# Works on whole numbers, for one row, and on arrays of them, for many: only operations that both have. Never here: tables.
FAR = 10**9  # no bound
LABELS = ["recent", "demanding", "trial", "plateaued", "no_surgery", "hours", "days", "goal"]
DEMANDS = ["sedentary", "light", "medium", "heavy", "very_heavy"]
OUTCOMES = ["approve", "modify", "deny", "pend"]
SAYS = {"approve": "overturned", "modify": "modified", "deny": "upheld", "pend": "undetermined"}
ALLOWED = 10
APPROVE, MODIFY, DENY, PEND = range(4)


def at_most(left, right):
    """(may hold, may fail) of left <= right, each a pair of the lowest and the highest that it may be."""
    return left[0] <= right[1], left[1] > right[0]


def at_least(value, least):
    return value[1] >= least, value[0] < least


def between(value, least, most):
    # It may hold where some value that is possible lies within, and fail where some lies without.
    return (value[1] >= least) & (value[0] <= most), (value[0] < least) | (value[1] > most)


def is_yes(value):
    """A yes or no is 1 or 0, from 0 to 1 where undocumented."""
    return value[1] == 1, value[0] == 0


def negated(truth):
    return truth[1], truth[0]


def criteria(facts, limit):
    """(may hold, may fail) of each requirement; `limit` gives the last day on which the injury is recent, of an injury's day."""
    injury, decision = facts["injury_date"], facts["decision_date"]
    return [
        at_most(decision, (limit(injury[0]), limit(injury[1]))),
        at_least(facts["demand_level"], DEMANDS.index("medium")),
        is_yes(facts["therapy_trial"]),
        is_yes(facts["plateau"]),
        negated(is_yes(facts["surgery_candidate"])),
        at_least(facts["hours_per_day"], 400),  # hundredths
        between(facts["days_per_week"], 3, 5),
        is_yes(facts["return_to_work_goal"]),
    ]


def decide(statuses, requested):
    """Of the requirements and of what was asked for (0: not documented): the outcome, what is granted (-1: null), the possible
    outcomes as bits, and the criteria that the outcome rests on as bits (256: what is allowed)."""
    any_unmet, all_met, unmet, left_open = False, True, 0, 0
    for place, (may_hold, may_fail) in enumerate(statuses):
        is_unmet, is_open = may_fail & (may_hold ^ True), may_fail & may_hold
        any_unmet = any_unmet | is_unmet
        all_met = all_met & (may_fail ^ True)
        unmet = unmet + is_unmet * (1 << place)
        left_open = left_open + is_open * (1 << place)
    is_open = (any_unmet ^ True) & (all_met ^ True)
    is_cut = requested > ALLOWED
    granting = APPROVE + is_cut * (MODIFY - APPROVE)
    outcome = all_met * granting + any_unmet * DENY + is_open * PEND
    amount = (requested == 0) * ALLOWED + is_cut * ALLOWED + ((requested > 0) & (requested <= ALLOWED)) * requested
    granted = all_met * amount - is_open * 1
    bit_granted = (1 << APPROVE) + is_cut * ((1 << MODIFY) - (1 << APPROVE))
    possible = (any_unmet ^ True) * bit_granted + (all_met ^ True) * (1 << DENY)
    because = any_unmet * unmet + is_open * left_open + (all_met & is_cut) * 256
    return outcome, granted, possible, because


def names_of(bits, names):
    return [name for place, name in enumerate(names) if bits >> place & 1]


def because_of(bits, labels=None):
    return names_of(bits & 255, labels or LABELS) + (["allows"] if bits & 256 else [])
