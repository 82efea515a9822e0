"""Random selections over the values of a dataset, and the addresses that ask them."""

from datetime import date, timedelta
from urllib.parse import urlencode

from oracle import DIMENSIONS, NONE

UNKNOWN = {name: f"no such {name}" for name in DIMENSIONS if name != "tier"}
TIERS = ["nano", "micro", "mid", "macro", "mega"]
MARGINS = ["0.4", "0.5", "0.123456789", "0.000001", "1", "0.25"]
COMPARE = ["none", "none", "previous", "year", "free"]


def random_selection(random, dataset):
    """A selection and what it is compared with."""
    selection = {"method": random.choice(["allocated", "literal"])}
    for name in random.sample(DIMENSIONS, random.choice([0, 1, 1, 2, 2, 3, 4])):
        known = TIERS if name == "tier" else dataset.values[name]
        chosen = random.sample(known, min(len(known), random.choice([1, 1, 1, 2, 3])))
        if random.random() < 0.05:
            chosen.append(NONE)
        if name in UNKNOWN and random.random() < 0.03:
            chosen.append(UNKNOWN[name])
        if chosen:
            selection[name] = chosen
    if random.random() < 0.4:
        selection["baseline"] = random.choice(["all_days", "campaign_days"])
    if random.random() < 0.5:
        selection.update(random_margins(random, dataset))
    if random.random() < 0.15:
        selection["q"] = random_text(random, dataset)
    if random.random() < 0.6 and dataset.first_day:
        selection.update(random_days(random, dataset))
        if random.random() < 0.02:  # A period that ends before it begins chooses no day.
            return {**selection, "from": "2026-03-02", "to": "2026-03-01"}, "none"
    compare = random.choice(COMPARE)
    return selection, random_period(random, dataset) if compare == "free" else compare


def random_margins(random, dataset):
    """What is earned of all revenue, of some brands, or both; rarely of a brand that there is not."""
    brands = random.sample(dataset.values["brand"], min(len(dataset.values["brand"]), random.choice([0, 0, 1, 2, 3])))
    if random.random() < 0.03:
        brands.append(UNKNOWN["brand"])
    names = [*(["margin"] if random.random() < 0.7 else []), *(f"margin.{brand}" for brand in brands)]
    return {name: random.choice(MARGINS) for name in names}


def random_text(random, dataset):
    """Part of a name in another case, with blanks around it."""
    name = random.choice(dataset.lines).name or "nobody"
    at = random.randrange(len(name))
    text = name[at : at + random.randint(1, 6)]
    return random.choice([text, text.upper(), text.lower(), f" {text}  "])


def random_day(random, dataset, around=3):
    first = date.fromisoformat(dataset.first_day) - timedelta(days=around)
    length = (date.fromisoformat(dataset.last_day) - first).days + around
    return first + timedelta(days=random.randint(0, length))


def random_days(random, dataset):
    days = sorted(random_day(random, dataset).isoformat() for _ in range(2))
    kept = random.choice([("from", "to"), ("from", "to"), ("from", "to"), ("from",), ("to",)])
    return {name: day for name, day in zip(("from", "to"), days) if name in kept}


def random_period(random, dataset):
    if not dataset.first_day:
        return "none"
    days = sorted(random_day(random, dataset, around=20).isoformat() for _ in range(2))
    return "..".join(days)


def query(selection, **more):
    """The address' query; what is empty is left out."""
    pairs = []
    for name, value in {**selection, **more}.items():
        pairs += [(name, each) for each in (value if isinstance(value, list) else [value]) if each]
    return urlencode(pairs)
