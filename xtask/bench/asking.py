"""What the contestants of `bench ask` are given and have to print.

`ask_NAME.py FOLDER SELECTIONS.json`: FOLDER holds `influencers.csv` and `tracking_data.csv` of one dataset as `generate`
writes them. SELECTIONS.json is a list of `{"method": "allocated", "from": "2026-01-01", "to": "2026-01-31",
"brand": ["Gritzo"], …}`: an open end and a dimension without a choice are absent, `(none)` is a blank. Dimensions are brand,
product, campaign, category, platform, gender, tier and influencer; `q` is not asked.

The data is loaded warm into memory, then each selection is answered: revenue and orders in total, by influencer, by
platform and by day; organic and other revenue and orders in total and by day. Spend and baseline are not asked of them,
so `method` changes nothing: the hardest part is spared them. Money is whole micros. On stdout:
`{"p50_ms": 1.2, "p99_ms": 3.4, "checks": [["46685915.260000", "36551", "87489599.270000"], …]}`, a check being revenue,
orders and organic revenue of one selection as exact texts.
"""

import json
import sys
import time
from pathlib import Path

THREADS = 2
WARMING = 50
MILLION = 10**6
ORGANIC = 0
SALES_SIDE = ("brand", "product", "campaign")
INFLUENCER_SIDE = ("category", "platform", "gender", "tier", "influencer")
GOODS = ("brand", "product")
ATTRIBUTES = ("category", "platform", "gender", "tier")
TIERS = (("nano", 10_000), ("micro", 100_000), ("mid", 500_000), ("macro", MILLION))

folder, selections = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
influencers, tracking = str(folder / "influencers.csv"), str(folder / "tracking_data.csv")


def measure(answer):
    """Times `answer`, which returns revenue and orders by influencer, by platform and by day, and the base by day.

    Each a list of tuples whose last two values are micros and orders; the first of the base is its class.
    """
    for selection in selections[:WARMING]:
        answer(selection)
    milliseconds, checks = [], []
    for selection in selections:
        began = time.perf_counter()
        found = answer(selection)
        milliseconds.append(1000 * (time.perf_counter() - began))
        checks.append(check(*found))
    milliseconds.sort()
    print(json.dumps({"p50_ms": part(milliseconds, 50), "p99_ms": part(milliseconds, 99), "checks": checks}))


def check(people, platforms, days, base):
    """The totals of one answer; a contestant whose parts do not make one total is out."""
    revenues = {sum(int(line[-2]) for line in lines) for lines in (people, platforms, days)}
    orders = {sum(int(line[-1]) for line in lines) for lines in (people, platforms, days)}
    assert len(revenues) == len(orders) == 1, f"the parts differ: {revenues}, {orders}"
    organic = sum(int(line[-2]) for line in base if line[0] == ORGANIC)
    return [money(*revenues), str(*orders), money(organic)]


def part(ordered, percent):
    """The nearest rank."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else None


def money(micros):
    sign, micros = "-" if micros < 0 else "", abs(micros)
    return f"{sign}{micros // MILLION}.{micros % MILLION:06}"
