"""Lets the program measure every campaign of generated worlds and holds the intervals against what really happened.

The worlds come with `truth.json`, which only their generator can know: what every brand would have sold on every day without
campaigns. Everything is taken as the program proposes it, so the truth is summed over the very days that it measured.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import date, timedelta

from program import Program

# A normal distribution's 95 % interval is so much wider than its 90 % interval, which is what the program shows.
WIDER = 1.959964 / 1.644854


def main():
    arguments = read_arguments()
    worlds = [world(arguments, seed) for seed in range(arguments.first, arguments.first + arguments.seeds)]
    campaigns = [campaign for each in worlds for campaign in each["campaigns"]]
    allowed = [campaign for campaign in campaigns if campaign["allowed"]]
    table(arguments.seeds, len(campaigns), allowed, [each["portfolio"] for each in worlds])
    if 10 * len(allowed) < 9 * len(campaigns) or percent(allowed, "wide") < arguments.least:
        sys.exit("too few campaigns are allowed, or too few intervals hold the truth")
    if percent([each["portfolio"] for each in worlds], "holds") < arguments.least_portfolio:
        sys.exit("too few intervals of the sum hold the truth")


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--least", type=float, default=90)
    parser.add_argument("--least-portfolio", type=float, default=80)
    parser.add_argument("--generator", help="another program that generates the worlds")
    return parser.parse_args()


def percent(found, which):
    return 100 * sum(each[which] for each in found) / max(1, len(found))


def table(worlds, campaigns, allowed, portfolios):
    print("| generated worlds | campaigns | allowed by the check list | 90 % interval holds the true lift | 95 % | of the sum of a world, 90 % |")
    print("|---|---|---|---|---|---|")
    share = f"{len(allowed)} ({100 * len(allowed) / campaigns:.0f} %)"
    held = [f"{sum(each[which] for each in found)} of {len(found)} ({percent(found, which):.1f} %)" for found, which in ((allowed, "holds"), (allowed, "wide"), (portfolios, "holds"))]
    print(f"| {worlds} | {campaigns} | {share} | {held[0]} | {held[1]} | {held[2]} |")


def world(arguments, seed):
    with tempfile.TemporaryDirectory() as folder:
        generate = [arguments.generator or arguments.program, "generate", "--seed", str(seed), "--out", f"{folder}/files"]
        subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        files = [f"{folder}/files/{name}.csv" for name in ("influencers", "tracking_data", "payouts", "posts")]
        load = [arguments.program, "load", *files, "--data-dir", f"{folder}/data"]
        subprocess.run(load, check=True, stdout=subprocess.DEVNULL)
        added, overlapping = what_campaigns_added(f"{folder}/files")
        measured = json.loads(subprocess.run([arguments.program, "lift", "--json", "--data-dir", f"{folder}/data"], check=True, capture_output=True).stdout)
        with Program(arguments.program, folder) as program:
            offered = json.loads(program.wanted("GET", "/api/v1/incrementality"))["campaigns"]
        return held_against(seed, measured, offered, added, overlapping)


def what_campaigns_added(folder):
    """By brand and day: what was sold less what would have been; and the planned campaigns by brand and name."""
    with open(f"{folder}/truth.json") as file:
        truth = json.load(file)
    added = defaultdict(float)
    with open(f"{folder}/tracking_data.csv", newline="") as file:
        for row in csv.DictReader(file):
            added[row["brand"], date.fromisoformat(row["date"])] += float(row["revenue"])
    first = date.fromisoformat(truth["first_day"])
    for brand in truth["brands"]:
        for number, usual in enumerate(brand["revenue_without_campaigns"]):
            added[brand["brand"], first + timedelta(number)] -= usual
    return added, {(each["brand"], each["campaign"]) for each in truth["campaigns"]}


def held_against(seed, measured, offered, added, planned):
    masked = {(each["brand"], each["campaign"]): each["masked"] or [] for each in offered}
    campaigns, counted = [], set()
    for line in measured["campaigns"]:
        name = (line["brand"], line["campaign"])
        if name not in planned:
            continue
        found = line["incremental_revenue"]
        if found is None:
            print(f"seed {seed} {name[1]}: {line['state']} {line['reason']['id']}", file=sys.stderr)
            campaigns.append({"allowed": False})
            continue
        days = {(name[0], day) for day in days_of(line["from"], line["effect_to"]) if not is_in(day, masked[name])}
        counted |= days
        campaigns.append(judged(f"seed {seed} {name[1]}", found, sum(added[day] for day in days)))
    found = measured["portfolio"]["incremental_revenue"]
    return {"campaigns": campaigns, "portfolio": judged(f"seed {seed} sum", found, sum(added[day] for day in counted))}


def days_of(first, last):
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def is_in(day, periods):
    return any(date.fromisoformat(each["from"]) <= day <= date.fromisoformat(each["to"]) for each in periods)


def judged(what, found, true):
    mean, lower, upper = found["mean"], found["lower"], found["upper"]
    holds = lower <= true <= upper
    wide = mean - WIDER * (mean - lower) <= true <= mean + WIDER * (upper - mean)
    mark = "" if holds else "  <- outside"
    print(f"{what}: {mean:.0f} ({lower:.0f} to {upper:.0f}), true {true:.0f}, off {(mean - true) / (upper - lower):+.2f}{mark}", file=sys.stderr)
    return {"allowed": True, "holds": holds, "wide": wide}


if __name__ == "__main__":
    main()
