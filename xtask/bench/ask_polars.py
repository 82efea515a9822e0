"""The sums with Polars, in memory on the cells: lazy frames collected together, which took half the time of one after another."""

import os

os.environ["POLARS_MAX_THREADS"] = "2"

import polars as pl  # noqa: E402, once the threads are limited
from asking import measure  # noqa: E402
from dashboard import ORGANIC, POSTED, SOLD, Dashboards, Scan, for_base, for_posts  # noqa: E402
from warm import database  # noqa: E402

dashboards = Dashboards()
cells, base, posted = (pl.from_arrow(database.sql(f"FROM {name}").to_arrow_table()) for name in ("cells", "base", "posted"))


def scan(chosen, first, last, has_weights):
    in_days, of_base = between(cells, first, last), between(base, first, last).filter(*conditions(for_base(chosen)))
    sold = in_days.filter(*conditions(chosen))
    published = between(posted, first, last).filter(*conditions(for_posts(chosen)))
    frames = [
        summed(sold, ["influencer"], SOLD),
        summed(sold, ["day"], SOLD[:2]),
        summed(of_base, ["class", "brand", "product"], SOLD[:2]),
        summed(of_base.filter(pl.col("class") == ORGANIC), ["day"], SOLD[:1]),
        summed(published, ["influencer"], POSTED),
    ]
    if has_weights:
        frames.append(summed(in_days, ["seller"], SOLD[:1]))
    found = [[column.to_numpy() for column in frame] for frame in pl.collect_all(frames, engine="streaming")]
    return Scan(*found, *([] if has_weights else [None]))


def summed(table, keys, names):
    return table.group_by(keys).agg(pl.col(name).sum() for name in names)


def between(table, first, last):
    """Days by their place, as the table is sorted by day."""
    days = table["day"]
    begin = 0 if first is None else days.search_sorted(first, "left")
    end = len(days) if last is None else days.search_sorted(last, "right")
    return table.slice(begin, max(0, end - begin)).lazy()


def conditions(chosen):
    return [pl.col(name).is_in(values) for name, values in chosen.items()] or [pl.lit(True)]


measure(dashboards.answer(scan))
