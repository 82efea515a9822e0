"""What the contestants of `bench ask` are given and have to print.

`ask_NAME.py FOLDER SELECTIONS.json`: FOLDER holds the four files of one dataset as `generate` writes them. SELECTIONS.json
is a list of `{"method": "allocated", "from": "2026-01-01", "to": "2026-01-31", "brand": ["Gritzo"], …}`: an open end and a
dimension without a choice are absent, `(none)` is a blank. Dimensions are brand, product, campaign, category, platform,
gender, tier and influencer; `q` is not asked.

The data is loaded warm into memory, then each selection is answered with the sums of docs/metrics.md by its method, as whole
micros and whole counts. Ratios, warnings, the order of the table and JSON are spared them. On stdout:
`{"p50_ms": 1.2, "p99_ms": 3.4, "p50_processor_ms": 2.1, "checks": [["46685915.260000", "36551", …], …]}`, a check being
revenue, orders, organic revenue, spend and baseline of one selection as exact texts; a baseline of no organic row is "".
"""

import json
import sys
import time
from pathlib import Path

THREADS = 2
WARMING = 50
MILLION = 10**6
SALES_SIDE = ("brand", "product", "campaign")
GOODS = ("brand", "product")
ATTRIBUTES = ("category", "platform", "gender", "tier")
INFLUENCER_SIDE = (*ATTRIBUTES, "influencer")
NONE = "(none)"
TIERS = (("nano", 10_000), ("micro", 100_000), ("mid", 500_000), ("macro", MILLION))

folder, selections = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
influencers, tracking, payouts, posts = (
    str(folder / f"{name}.csv") for name in ("influencers", "tracking_data", "payouts", "posts")
)


def measure(answer):
    """Times `answer`, which returns a `Dashboard`."""
    for selection in selections[:WARMING]:
        answer(selection)
    milliseconds, of_processor, checks = [], [], []
    for selection in selections:
        began, used = time.perf_counter(), time.process_time()
        found = answer(selection)
        milliseconds.append(1000 * (time.perf_counter() - began))
        of_processor.append(1000 * (time.process_time() - used))
        checks.append(check(found))
    times = {"p50_ms": part(milliseconds, 50), "p99_ms": part(milliseconds, 99), "p50_processor_ms": part(of_processor, 50)}
    print(json.dumps({**times, "checks": checks}))


def check(found):
    """The totals of one answer; a contestant whose parts do not make one total is out."""
    totals = found.totals
    for name in ("revenue", "orders", "spend"):
        sums = {int(part[name].sum()) for part in (found.people, found.platforms, found.days) if name in part}
        assert sums == {totals[name]}, f"the parts differ: {name} {sums}, {totals[name]}"
    assert int(found.days["organic_revenue"].sum()) == totals["organic_revenue"]
    baseline = "" if totals["baseline"] is None else money(totals["baseline"])
    return [money(totals["revenue"]), str(totals["orders"]), money(totals["organic_revenue"]), money(totals["spend"]), baseline]


def part(times, percent):
    """The nearest rank."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)] if times else None


def money(micros):
    sign, micros = "-" if micros < 0 else "", abs(micros)
    return f"{sign}{micros // MILLION}.{micros % MILLION:06}"
