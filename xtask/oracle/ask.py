"""Asks the program random questions and holds every number of its answers against the oracle, to the micro.

`ask.py PROGRAM [--selections 10000] [--seed 1]` runs PROGRAM on a free port with a folder of its own, on its sample,
on the corpus where it is present, and on tiny random datasets. Ends with 1 and the addresses of what differs.
The files of a set that differs are written to `target/oracle/`, to `load` them and ask again.
`--break-one` adds one micro to one number of each answer, and ends well only when each of them is noticed.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random
from urllib.parse import quote

import datasets
import explaining
from answers import Answer
from comparing import differences, facet_differences, profile_differences, rows_differences
from oracle import NONE, Dataset
from program import Program
from reading import Unreadable, read
from selections import query, random_selection

INCLUDE = "panels,facets"
SHOWN = 20
ROOT = Path(__file__).resolve().parents[2]


def main():
    options = arguments()
    random = Random(options.seed)
    with tempfile.TemporaryDirectory() as folder, Program(options.program, folder) as program:
        asked = list(everything(program, random, options.selections))
        sys.exit(ask_all(program, random, asked, options))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--selections", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--break-one", action="store_true")
    return parser.parse_args()


def everything(program, random, selections):
    """(name, id, dataset, share of the selections): half to the sample, a quarter each to corpus and tiny ones."""
    (sample,) = program.datasets()
    files = program.originals(sample)
    yield "the sample", sample["id"], Dataset(read(files, program.report(sample["id"]))), 0.5
    sets = list(readable(program, datasets.corpus()))
    many = max(20, selections // 100)
    tiny = list(readable(program, ((f"tiny {number}", datasets.tiny(random)) for number in range(many))))
    for kind in filter(None, (sets, tiny)):
        for name, dataset_id, dataset in kind:
            yield name, dataset_id, dataset, (0.25 if sets else 0.5) / len(kind)


def readable(program, sets):
    for name, files in sets:
        loaded = program.load(name, files)
        try:
            yield name, loaded["dataset"]["id"], Dataset(read(files, loaded["report"]))
        except Unreadable as reason:
            print(f"left out: {name}: {reason}", file=sys.stderr)


def ask_all(program, random, asked, options):
    found, began, count, answers, noted, unnoticed = Counter(), time.monotonic(), 0, 0, 0, 0
    for name, dataset_id, dataset, share in asked:
        for _ in range(max(1, round(options.selections * share))):
            count += 1
            for address, differences_of in questions(random, dataset):
                answer = program.ask(f"{address}&dataset={dataset_id}")
                answers += 1
                if options.break_one:
                    add_a_micro(answer, random)
                wrong = list(differences_of(answer))
                unnoticed += not wrong
                found.update(without_keys(where) for where, _, _ in wrong)
                if wrong and noted < SHOWN and not options.break_one:
                    noted += 1
                    tell(name, address, wrong)
                    program.write_originals(dataset_id, ROOT / "target/oracle" / name)
    took = time.monotonic() - began
    print(f"{count} selections, {answers} answers, {len(asked)} datasets, {took:.0f} s (seed {options.seed})")
    if options.break_one:
        print(f"one micro too many in each of {answers} answers: {unnoticed} passed all the same")
        return int(unnoticed > 0)
    for where, times in found.most_common(40):
        print(f"{times:8} differ: {where}")
    return int(bool(found))


def questions(random, dataset):
    """What is asked with one random selection: address and what holds the answer against the oracle."""
    selection, compare = random_selection(random, dataset)
    expected = Answer(dataset, selection)
    shown = query(selection, compare=compare, include=INCLUDE, limit="100000")
    yield f"/api/v1/dashboard?{shown}", lambda answer: differences(answer, expected, compare)
    if random.random() < 0.2:
        listed = {**expected.facets(), "influencer": expected.count_by_influencer()}
        yield f"/api/v1/facets?{query(selection)}", lambda answer: facet_differences(answer["dimensions"], listed)
    if random.random() < 0.3:
        measure = random.choice(explaining.MEASURES)
        behind = (*explaining.rows_of(expected, measure), expected.totals()[measure])
        address = f"/api/v1/rows?{query(selection, of=measure, limit='1')}"
        yield address, lambda answer: rows_differences(answer, *behind)
    if random.random() < 0.3:
        who = random.randrange(len(dataset.lines))
        profile = explaining.profile(dataset, selection, who)
        named = ("brand", "product", "campaign", "from", "to", "method", "baseline", "margin")
        sales_side = {name: value for name, value in selection.items() if name in named or name.startswith("margin.")}
        address = f"/api/v1/influencers/{quote(dataset.lines[who].id or NONE, safe='')}?{query(sales_side)}"
        yield address, lambda answer: profile_differences(answer, profile)


def add_a_micro(answer, random):
    """One number of the answer is one micro too high."""
    answer.pop("dataset", None)
    figure, name = random.choice(list(numbers(answer)))
    figure[name] += Decimal("0.000001")


def numbers(part):
    """Every figure and count within an answer: (where it stands, under which name)."""
    if isinstance(part, list):
        for each in part:
            yield from numbers(each)
    elif isinstance(part, dict):
        yield from ((part, name) for name in ("value", "count") if isinstance(part.get(name), (int, Decimal)))
        for each in part.values():
            yield from numbers(each)


def without_keys(where):
    return where if "[" not in where else where[: where.index("[")] + where[where.index("]") + 1 :]


def tell(name, address, wrong):
    print(f"\n{name}: {address}")
    for where, expected, got in wrong[:5]:
        print(f"  {where}\n    oracle  {expected}\n    program {got}")
    print(f"  {len(wrong)} differences", flush=True)


if __name__ == "__main__":
    main()
