"""Asks the program about every campaign of generated worlds and holds the intervals against what really happened.

The worlds come with `truth.json`, which only their generator can know. Everything is taken as the program proposes it.
"""

import argparse
import json
import subprocess
import sys
import tempfile

from program import Program

LEVEL = 0.95


def main():
    arguments = read_arguments()
    found = [answer for seed in range(arguments.first, arguments.first + arguments.seeds) for answer in asked_of(arguments, seed)]
    allowed = [answer for answer in found if answer["state"] == "ready"]
    held = [answer for answer in allowed if answer["holds"]]
    print("| generated worlds | campaigns | allowed by the check list | 95 % interval holds the true lift |")
    print("|---|---|---|---|")
    share = 100 * len(held) / max(1, len(allowed))
    print(f"| {arguments.seeds} | {len(found)} | {len(allowed)} ({100 * len(allowed) / len(found):.0f} %) | {len(held)} of {len(allowed)} ({share:.1f} %) |")
    if 2 * len(allowed) < len(found) or share < arguments.least:
        sys.exit("too few campaigns are allowed, or too few intervals hold the truth")


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--rows", type=int, default=9000)
    parser.add_argument("--least", type=float, default=90)
    return parser.parse_args()


def asked_of(arguments, seed):
    with tempfile.TemporaryDirectory() as folder:
        generate = [arguments.program, "generate", "--rows", str(arguments.rows), "--seed", str(seed), "--out", f"{folder}/files"]
        subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        files = [f"{folder}/files/{name}.csv" for name in ("influencers", "tracking_data", "payouts", "posts")]
        load = [arguments.program, "load", *files, "--policy", "accept_valid", "--data-dir", f"{folder}/data"]
        subprocess.run(load, check=True, stdout=subprocess.DEVNULL)
        with open(f"{folder}/files/truth.json") as file:
            truth = json.load(file)
        with Program(arguments.program, folder) as program:
            for campaign in truth["campaigns"]:
                yield answer(program, seed, campaign)


def answer(program, seed, campaign):
    wish = json.dumps({"brand": campaign["brand"], "campaign": campaign["campaign"], "level": LEVEL})
    headers = {"content-type": "application/json"}
    job = json.loads(program.wanted("POST", "/api/v1/incrementality?wait=true", wish, headers))
    refused = [check["id"] for check in job["checks"] if check["state"] == "refused"]
    if job["state"] != "ready":
        print(f"seed {seed} {campaign['campaign']}: {job['state']} {refused}", file=sys.stderr)
        return {"state": job["state"], "holds": False}
    found, true = job["report"]["incremental_revenue"], campaign["incremental_revenue"]
    holds = found["lower"] <= true <= found["upper"]
    off = (found["mean"] - true) / (found["upper"] - found["lower"])
    mark = "" if holds else "  <- outside"
    print(f"seed {seed} {campaign['campaign']}: {found['mean']:.0f} ({found['lower']:.0f} to {found['upper']:.0f}), true {true:.0f}, off {off:+.2f}{mark}", file=sys.stderr)
    return {"state": "ready", "holds": holds}


if __name__ == "__main__":
    main()
