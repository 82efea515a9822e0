"""What every contestant does with its sums by influencer, day, seller and organic product: a few thousand numbers, in NumPy.

The contestant's part is `scan(chosen, first, last, has_weights)`: the tables asked for, as `Scan`. Nothing is kept from
one selection to the next, and nothing is summed before it is asked, but the spend of a cell.
"""

from collections import namedtuple

import numpy as np
from asking import GOODS, INFLUENCER_SIDE, NONE
from sharing import shares
from warm import codes, coded, columns_of, load

ORGANIC = 0
SOLD = ("revenue", "orders", "spend")
POSTED = ("posts", "reach", "likes", "comments")

# Each a list of equally long arrays, the keys first. `people`: influencer, SOLD; `days`: day, revenue, orders; `base`:
# class, brand, product, revenue, orders; `base_days`: day, organic revenue; `posted`: influencer, POSTED; `weights`: seller,
# revenue in the days whatever else is chosen, None where nothing is shared.
Scan = namedtuple("Scan", "people days base base_days posted weights")
Dashboard = namedtuple("Dashboard", "totals people platforms days top")


class Dashboards:
    """Answers over the tables of `warm`."""

    def __init__(self, has_rows=False):
        self.paid, self.unallocated = load(has_rows)
        self.lines, self.sellers = columns_of("lines"), columns_of("sellers ORDER BY seller")
        self.has_organic = ORGANIC in columns_of("base")["class"]
        brands = range(len(codes["brand"]))
        self.of_brand = {brand: slice(*np.searchsorted(self.sellers["brand"], [brand, brand + 1])) for brand in brands}

    def answer(self, scan):
        """The question of a selection, answered with the contestant's `scan`."""
        return lambda selection: self.whole(selection, scan)

    def whole(self, selection, scan):
        chosen, first, last = coded(selection)
        is_literal, has_days = selection["method"] == "literal", first is not None or last is not None
        scanned = scan(chosen, first, last, self.has_organic and not is_literal)
        selected = self.selected(chosen)
        people = self.by_line(SOLD, *scanned.people) | self.by_line(POSTED, *scanned.posted)
        if is_literal:
            people["spend"] = np.where(selected, self.paid, 0)
        elif not has_days and "product" not in chosen:
            for who, brand, campaign, amount in self.unallocated:
                if selected[who] and all(name not in chosen or code in chosen[name] for name, code in (("brand", brand), ("campaign", campaign))):
                    people["spend"][who] += amount
        totals = {name: int(sums.sum()) for name, sums in people.items()}
        totals.update(of_base(scanned.base))
        totals["baseline"] = totals["organic_revenue"] if self.has_organic else None
        if scanned.weights is not None:
            people["baseline"] = self.baseline(scanned, selected, chosen)
            if chosen.keys() & {*INFLUENCER_SIDE, "campaign"}:
                totals["baseline"] = int(people["baseline"].sum())
        platforms = {name: self.by_platform(sums) for name, sums in people.items()}
        return Dashboard(totals, people, platforms, by_day(scanned), self.top(people["revenue"]))

    def selected(self, chosen):
        """Who passes the influencer side."""
        selected = np.ones(len(self.lines["line"]), bool)
        for name in INFLUENCER_SIDE:
            if name in chosen:
                selected &= np.isin(self.lines[name], chosen[name])
        return selected

    def by_line(self, names, who, *columns):
        """Sums by name, each with a place for every influencer, sales or not."""
        return {name: placed(len(self.lines["line"]), who, column) for name, column in zip(names, columns, strict=True)}

    def top(self, revenue):
        """The five who sold most, ties in roster order."""
        order = np.lexsort((self.lines["line"], -revenue))[:5]
        return order[revenue[order] > 0]

    def by_platform(self, sums):
        """The sums of influencers by their platform."""
        found = np.zeros(len(codes["platform"]), np.int64)
        np.add.at(found, self.lines["platform"], sums)
        return found

    def baseline(self, scanned, selected, chosen):
        """What the selected people and campaigns carry of the chosen organic amounts."""
        weights = placed(len(self.sellers["seller"]), *scanned.weights)
        kind, brand, _, revenue, _ = scanned.base
        found = np.zeros(len(selected), np.int64)
        for one in np.unique(brand[kind == ORGANIC]).tolist():
            amounts = revenue[(kind == ORGANIC) & (brand == one)]
            who, campaign, of_sellers = self.carriers(one, weights)
            carried = shares(amounts, of_sellers)
            if carried is not None:
                counted = selected[who]
                if "campaign" in chosen:
                    counted = counted & np.isin(campaign, chosen["campaign"])
                np.add.at(found, who[counted], carried[counted])
        return found

    def carriers(self, brand, weights):
        """Influencer, campaign and weight of each seller of a brand; a blank brand is carried by all."""
        if brand != codes["brand"].get(NONE):
            of_brand = self.of_brand[brand]
            return self.sellers["influencer"][of_brand], self.sellers["campaign"][of_brand], weights[of_brand]
        campaigns = len(codes["campaign"])
        keys, places = np.unique(self.sellers["influencer"].astype(np.int64) * campaigns + self.sellers["campaign"], return_inverse=True)
        sums = np.zeros(len(keys), np.int64)
        np.add.at(sums, places, weights)
        return keys // campaigns, keys % campaigns, sums


def placed(length, at, values):
    found = np.zeros(length, np.int64)
    found[at] = values
    return found


def of_base(base):
    """Revenue and orders of organic and of other rows."""
    kind, *_, revenue, orders = base
    parts = (("organic", kind == ORGANIC), ("other", kind != ORGANIC))
    sums = (("revenue", revenue), ("orders", orders))
    return {f"{part}_{name}": int(values[rows].sum()) for part, rows in parts for name, values in sums}


def by_day(scanned):
    """A line for every day on which anything was sold."""
    days = np.union1d(scanned.days[0], scanned.base_days[0])
    day, revenue, orders = scanned.days
    at, of_base = np.searchsorted(days, day), np.searchsorted(days, scanned.base_days[0])
    return {
        "day": days,
        "revenue": placed(len(days), at, revenue),
        "orders": placed(len(days), at, orders),
        "organic_revenue": placed(len(days), of_base, scanned.base_days[1]),
    }


def for_base(chosen):
    """Organic and other rows answer to brand, product and days only."""
    return {name: values for name, values in chosen.items() if name in GOODS}


def for_posts(chosen):
    """Posts answer to the influencer side and days."""
    return {name: values for name, values in chosen.items() if name in INFLUENCER_SIDE}
