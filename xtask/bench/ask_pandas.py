"""The sums with pandas, in memory on the cells: by its columns' NumPy arrays.

Groups are `bincount` in doubles, which hold every sum of whole numbers below 2^53 exactly, and runs of the days the table
is sorted by.
"""

import numpy as np
from asking import measure
from dashboard import ORGANIC, POSTED, SOLD, Dashboards, Scan, for_base, for_posts
from warm import codes, database

EXACT = 2**53

dashboards = Dashboards()


class Table:
    """One table's columns; what is summed is kept as doubles too, keys as what `bincount` takes."""

    def __init__(self, name, summed, keys):
        frame = database.execute(f"FROM {name}").df()
        self.columns = {column: frame[column].to_numpy() for column in frame}
        self.doubles = {column: self.columns[column].astype(float) for column in summed}
        self.keys = {column: self.columns[column].astype(np.intp) for column in keys}
        self.sizes = {column: 1 + int(self.keys[column].max(initial=-1)) for column in keys}
        for key in keys:
            self.hold(key)

    def hold(self, key):
        """No sum by `key`, nor of a part of its rows, goes beyond what a double holds."""
        for name in self.doubles:
            sums = np.bincount(self.keys[key], np.abs(self.doubles[name]))
            assert sums.max(initial=0) < EXACT, f"{name} by {key} is too large for doubles"

    def between(self, first, last):
        """Days by their place, as the table is sorted by day."""
        days = self.columns["day"]
        begin = 0 if first is None else np.searchsorted(days, first, "left")
        end = len(days) if last is None else np.searchsorted(days, last, "right")
        return slice(begin, max(begin, end))

    def kept(self, rows, chosen):
        """The rows of a slice that pass, by their places."""
        if not chosen:
            return rows
        mask = np.logical_and.reduce([is_any(self.columns[name][rows], codes) for name, codes in chosen.items()])
        return rows.start + np.flatnonzero(mask)

    def summed(self, rows, key, names):
        keys = self.keys[key][rows]
        sums = [np.bincount(keys, self.doubles[name][rows], self.sizes[key]) for name in names]
        return [np.arange(self.sizes[key]), *(values.astype(np.int64) for values in sums)]

    def by_day(self, rows, names):
        return runs(self.columns["day"][rows], [self.columns[name][rows] for name in names])


def runs(days, columns):
    begins = np.flatnonzero(np.diff(days, prepend=days[:1] - 1))
    return [days[begins], *(np.add.reduceat(column, begins) if len(days) else column for column in columns)]


def is_any(column, codes):
    mask = np.zeros(len(column), bool)
    for code in codes:
        mask |= column == code
    return mask


cells = Table("cells", SOLD, ["influencer", "seller"])
posted = Table("posted", POSTED, ["influencer"])
PRODUCTS, GOODS = len(codes["product"]), len(codes["brand"]) * len(codes["product"])
database.execute(f"ALTER TABLE base ADD COLUMN goods INTEGER; UPDATE base SET goods = (class * {GOODS} + brand * {PRODUCTS} + product)")
base = Table("base ORDER BY day", SOLD[:2], ["goods"])


def scan(chosen, first, last, has_weights):
    in_days = cells.between(first, last)
    sold = cells.kept(in_days, chosen)
    of_base = base.kept(base.between(first, last), for_base(chosen))
    goods, *sums = base.summed(of_base, "goods", SOLD[:2])
    revenue = np.where(base.columns["class"][of_base] == ORGANIC, base.columns["revenue"][of_base], 0)
    return Scan(
        cells.summed(sold, "influencer", SOLD),
        cells.by_day(sold, SOLD[:2]),
        [goods // GOODS, goods % GOODS // PRODUCTS, goods % PRODUCTS, *sums],
        runs(base.columns["day"][of_base], [revenue]),
        posted.summed(posted.kept(posted.between(first, last), for_posts(chosen)), "influencer", POSTED),
        cells.summed(in_days, "seller", SOLD[:1]) if has_weights else None,
    )


measure(dashboards.answer(scan))
