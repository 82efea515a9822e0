"""Asks the program about every campaign of simulated worlds, as it proposes, and counts for each situation how many are allowed,
how many intervals hold what the campaign brought on the measured days, and how often each check warns.

The folder holds situations, each of them worlds, each of them files and a `truth.json`.
"""

import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import time

from program import Program

LEVEL = 0.95
ADDRESS = "/api/v1/incrementality"
HEADERS = {"content-type": "application/json"}
ALARMS = ("dip_before", "order_value", "other_sources", "festivals")


def main():
    arguments = read_arguments()
    print("| world | campaigns | allowed | 95 % interval holds the truth | " + " | ".join(ALARMS) + " | any warning |")
    print("|---|---|---|---|" + "---|" * len(ALARMS) + "---|")
    for situation in sorted(os.listdir(arguments.folder)):
        folder = f"{arguments.folder}/{situation}"
        asked = [one for world in sorted(os.listdir(folder)) for one in asked_of(arguments, f"{folder}/{world}")]
        print(line(situation, asked), flush=True)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--checks-only", action="store_true")
    return parser.parse_args()


def line(situation, asked):
    allowed = [one for one in asked if one["allowed"]]
    answered = [one for one in allowed if one["holds"] is not None]
    held = sum(one["holds"] for one in answered)
    warned = collections.Counter(check for one in asked for check in one["warnings"])
    cells = [f"{len(asked)}", f"{len(allowed)}", f"{held} of {len(answered)}"]
    cells += [f"{warned[alarm]}" for alarm in ALARMS]
    cells.append(f"{sum(bool(one['warnings']) for one in asked)}")
    return f"| {situation} | " + " | ".join(cells) + " |"


def asked_of(arguments, world):
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{world}/{name}.csv" for name in ("influencers", "tracking_data", "payouts")]
        load = [arguments.program, "load", *files, "--policy", "accept_valid", "--accept-proposals", "--data-dir", f"{folder}/data"]
        subprocess.run(load, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(f"{world}/truth.json") as file:
            campaigns = json.load(file)["campaigns"]
        with Program(arguments.program, folder) as program:
            for campaign in campaigns:
                yield answer(arguments, program, world, campaign)


def answer(arguments, program, world, campaign):
    wish = json.dumps({"brand": campaign["brand"], "campaign": campaign["campaign"], "level": LEVEL})
    job = begun(arguments, program, wish)
    found = {state: [check["id"] for check in job["checks"] if check["state"] == state] for state in ("refused", "warning")}
    days = f"{job['settings']['from']}..{job['settings']['to']}, truly {campaign['start']}..{campaign['end']}"
    print(f"{world} {campaign['campaign']}: {job['state']} {found} {days}", file=sys.stderr)
    for check in job["checks"]:
        if check["state"] == "refused":
            print(f"    {check['id']}: {check['found']}", file=sys.stderr)
    return {"allowed": not found["refused"], "warnings": found["warning"], "holds": holds(job["report"], campaign)}


def begun(arguments, program, wish):
    """The job once it is done, or at once and cancelled where only its check list is wanted."""
    status, body = program.fetch("POST", ADDRESS, wish, HEADERS)
    job = json.loads(body)
    if status not in (200, 202):
        raise SystemExit(f"{ADDRESS} answers {status}: {job}")
    if arguments.checks_only:
        program.fetch("DELETE", f"{ADDRESS}/{job['id']}")
        return {**job, "report": None}
    while job["state"] == "running":
        time.sleep(0.2)
        job = json.loads(program.wanted("GET", f"{ADDRESS}/{job['id']}"))
    return job


def holds(report, campaign):
    """Whether the interval holds what the days that count brought; nothing without an estimate."""
    if report is None:
        return None
    truth = sum(campaign["brought"][day["date"]] for day in report["days"] if day["effect"] is not None)
    found = report["incremental_revenue"]
    print(f"    {found['lower']:.0f} to {found['upper']:.0f}, true {truth:.0f}", file=sys.stderr)
    return found["lower"] <= truth <= found["upper"]


if __name__ == "__main__":
    main()
