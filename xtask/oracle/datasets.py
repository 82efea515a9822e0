"""What is asked: the sample, the corpus where it is present, and tiny random datasets with every oddity."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus"
ROLES = ("influencers", "tracking", "payouts", "posts")


def corpus():
    """(name, files) of every complete set, files as name → bytes."""
    if not (CORPUS / "INDEX.json").exists():
        return
    for entry in json.loads((CORPUS / "INDEX.json").read_text()):
        files = (entry["control_totals"] or {}).get("files") or {}
        home = CORPUS / entry["folder"].split("/")[0]
        if "tracking" in files:
            yield entry["folder"], {Path(path).name: (home / path).read_bytes() for path in files.values()}


BRANDS = ["MuscleBlaze", "Gritzo", "", "HKVitals", "ÉclatVital"]
CAMPAIGNS = ["Monsoon", "", "July", "monsoon"]
AMOUNTS = ["0", "1", "0.000001", "-12.5", "1234.567891", "99999.99", "333.333333", "0.0000005", "1000000000.01"]


def tiny(random):
    """A dataset of a few rows: blanks, unknown and repeated ids, negatives, zero weights, days of organic only."""
    people = [f"I{number}" for number in range(random.randint(1, 6))]
    selling = [*people, *random.sample(["ghost", "I1", "", "I9"], random.randint(0, 2))]
    paid = [*people, *random.sample(["ghost", "unsold", "I1"], random.randint(0, 2))]
    brands, campaigns = BRANDS[: random.randint(1, 5)], CAMPAIGNS[: random.randint(1, 4)]
    files = {
        "influencers.csv": influencers(random, people),
        "tracking_data.csv": tracking(random, selling, brands, campaigns),
        "payouts.csv": payouts(random, paid, [*brands, "", "Unsold brand"], [*campaigns, "", "Retainer"]),
    }
    if random.random() < 0.75:
        files["posts.csv"] = posts(random, paid)
    return files


def influencers(random, people):
    def row(who):
        return [
            who, random.choice(["Asha Rao", "asha", "Zoë Ünal", "Ravi", ""]), random.choice(["Fitness", "Food", ""]),
            random.choice(["Female", "Male", ""]), random.choice(["", "0", "9999", "10000", "99999", "500000", "1000000"]),
            random.choice(["Instagram", "YouTube", "Twitter", ""]),
        ]  # fmt: skip

    rows = [row(who) for who in people]
    if random.random() < 0.3:
        rows.append(row(people[0]))
    return table("id,name,category,gender,followers,platform", rows)


def tracking(random, people, brands, campaigns):
    has_organic, has_other = random.random() < 0.75, random.random() < 0.4
    sources = ["influencer"] * 4 + ["organic"] * 2 * has_organic + ["paid ads"] * has_other
    lowest = random.choice([0, 0, -2])
    rows = []
    for _ in range(random.randint(1, 40)):
        source = random.choice(sources)
        who = random.choice(people) if source == "influencer" or source == "organic" and random.random() < 0.1 else ""
        rows.append([
            source, random.choice(campaigns) if source == "influencer" else "", who, random.choice(brands),
            random.choice(["Whey", "Kids", ""]), random_day(random), random.randint(lowest, 3), random.choice(AMOUNTS),
        ])  # fmt: skip
    return table("source,campaign,influencer_id,brand,product,date,orders,revenue", rows)


def payouts(random, people, brands, campaigns):
    rows, names = [], random.choice([0.2, 0.5, 0.9])
    for _ in range(random.randint(1, 12)):
        basis, amount = random.choice(["post", "order", "hybrid", "per_order"]), random.choice(AMOUNTS)
        named = (random.choice(brands), random.choice(campaigns)) if random.random() < names else ("", "")
        rows.append([random.choice(people), basis, amount, 1, amount, *named])
    return table("influencer_id,basis,rate,orders,total_payout,brand,campaign", rows)


def posts(random, people):
    rows = []
    for number in range(random.randint(1, 12)):
        counts = [random.choice([0, 0, 7, 1000]), random.randint(0, 5), random.randint(0, 2)]
        rows.append([random.choice(people), "Instagram", random_day(random), f"https://example.com/{number}", "x", *counts])
    return table("influencer_id,platform,date,url,caption,reach,likes,comments", rows)


def random_day(random):
    return (date(2026, 2, 25) + timedelta(days=random.choice([0, 1, 2, 3, 4, 9, 30]))).isoformat()


def table(header, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header.split(","), *rows])
    return text.getvalue().encode()
