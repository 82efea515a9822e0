"""Every number of a dashboard's answer, computed again from the rows in whole numbers.

Written from docs/metrics.md and docs/api.md alone, with nothing of the program's code: the two agree because both are right.
Values are whole micros (`Money`), whole counts (`int`), exact quotients (`Fraction`) or the reason for none (`str`).
"""

from collections import defaultdict, namedtuple
from datetime import date, timedelta
from fractions import Fraction

INFLUENCER_SIDE = ("category", "platform", "gender", "tier", "influencer")
SALES_SIDE = ("brand", "product", "campaign")
DIMENSIONS = (*SALES_SIDE, *INFLUENCER_SIDE)
TIERS = (("nano", 10_000), ("micro", 100_000), ("mid", 500_000), ("macro", 1_000_000))
NONE = "(none)"

Line = namedtuple("Line", "id name category gender platform tier in_roster")
Cell = namedtuple("Cell", "who brand product campaign day revenue orders spend rows")
Base = namedtuple("Base", "brand product day revenue orders rows")
WithoutSale = namedtuple("WithoutSale", "who basis brand campaign amount")
Posts = namedtuple("Posts", "who day posts reach likes comments")


class Money(int):
    """Whole micros."""


def tier_of(followers):
    if followers is None:
        return ""
    return next((name for name, below in TIERS if followers < below), "mega")


def shared(amount, weights):
    """`amount` in parts by running totals: they sum to the whole. No part where nothing weighs anything."""
    whole = sum(weights)
    if not whole:
        return None
    sign, amount, before, run, parts = (-1 if amount < 0 else 1), abs(amount), 0, 0, []
    for weight in weights:
        run += weight
        upto = amount * run // whole
        parts.append(sign * (upto - before))
        before = upto
    return parts


class Dataset:
    """The rows of one dataset, summed once to cells; the spend spread once over them."""

    def __init__(self, tables):
        self.lines = roster(tables)
        self.at = {line.id: at for at, line in enumerate(self.lines)}
        self.organic = base_cells(tables.sales, "organic")
        self.other = base_cells(tables.sales, "other")
        self.has_organic, self.has_posts = bool(self.organic), bool(tables.posts)
        self.posts = self.post_cells(tables.posts)
        self.brand_is_product = tables.brand_is_product
        sold = self.sold(tables.sales)
        self.payments, self.parts = tables.payments, {}
        self.without_sale = []
        spend = self.spread(tables.payments, sold)
        self.paid = defaultdict(int)
        for payment in tables.payments:
            self.paid[self.at[payment.influencer]] += payment.amount
        self.cells = [Cell(*key, *sums[:2], spend[key], sums[2]) for key, sums in sorted(sold.items())]
        days = sorted({sale.day for sale in tables.sales})
        self.values = self.every_value()
        self.first_day, self.last_day = (days[0], days[-1]) if days else (None, None)
        self.campaign_days = campaign_days(self.cells, self.first_day, self.last_day)

    def every_value(self):
        """The values of every open dimension, blanks as `(none)`."""
        bases = [*self.organic, *self.other]
        brands = [paid for paid in self.without_sale if paid.brand]
        campaigns = [paid for paid in self.without_sale if paid.campaign]
        cells = {"brand": [*self.cells, *bases, *brands], "product": [*self.cells, *bases], "campaign": [*self.cells, *campaigns]}
        lines = dict.fromkeys(("category", "platform", "gender"), self.lines)
        found = {name: sorted({getattr(row, name) or NONE for row in rows}) for name, rows in {**cells, **lines}.items()}
        return {**found, "influencer": [line.id or NONE for line in self.lines]}

    def sold(self, sales):
        """(who, brand, product, campaign, day) → [revenue, orders, rows] of the influencer rows."""
        sold = defaultdict(lambda: [0, 0, 0])
        for sale in sales:
            if sale.kind == "influencer":
                key = (self.at[sale.influencer], sale.brand, sale.product, sale.campaign, sale.day)
                add(sold[key], sale.revenue, sale.orders, 1)
        return sold

    def spread(self, payments, sold):
        """Each amount over the payee's own sales; what has none to lie on keeps what it names."""
        amounts, own, spend = defaultdict(int), defaultdict(list), defaultdict(int)
        for payment in payments:
            amounts[self.amount_of(payment)] += payment.amount
        for key in sorted(sold, key=lambda key: (key[0], key[4], *key[1:4])):
            own[key[0]].append(key)
        for (who, basis, brand, campaign), amount in amounts.items():
            keys = [key for key in own[who] if brand in ("", key[1]) and campaign in ("", key[3])]
            by_revenue, by_orders = ([max(0, sold[key][field]) for key in keys] for field in (0, 1))
            first, second = (by_orders, by_revenue) if basis == "order" else (by_revenue, by_orders)
            parts = shared(amount, first) or shared(amount, second)
            if parts is None:
                self.without_sale.append(WithoutSale(who, basis, brand, campaign, amount))
            self.parts[who, basis, brand, campaign] = [key for key, part in zip(keys, parts or []) if part]
            for key, part in zip(keys, parts or []):
                spend[key] += part
        return spend

    def amount_of(self, payment):
        """Payments with the same of these are one amount."""
        return self.at[payment.influencer], payment.basis, payment.brand, payment.campaign

    def post_cells(self, posts):
        sums = defaultdict(lambda: [0, 0, 0, 0])
        for post in posts:
            add(sums[self.at[post.influencer], post.day], 1, post.reach, post.likes, post.comments)
        return [Posts(*key, *values) for key, values in sorted(sums.items())]


def roster(tables):
    """The roster, the first row of an id; after it one row per id that only sales, payouts or posts know."""
    known = {}
    for row in tables.influencers:  # Without a name, the id is what people see and search.
        known.setdefault(row.id, Line(row.id, row.name or row.id, row.category, row.gender, row.platform, tier_of(row.followers), True))
    sellers = [sale.influencer for sale in tables.sales if sale.kind == "influencer"]
    others = {*sellers, *(row.influencer for row in tables.payments), *(row.influencer for row in tables.posts)}
    for unknown in sorted(others - known.keys()):
        known[unknown] = Line(unknown, "", "", "", "", "", False)
    return list(known.values())


def base_cells(sales, kind):
    sums = defaultdict(lambda: [0, 0, 0])
    for sale in sales:
        if sale.kind == kind:
            add(sums[sale.brand, sale.product, sale.day], sale.revenue, sale.orders, 1)
    return [Base(*key, *values) for key, values in sorted(sums.items())]


def add(sums, *values):
    for at, value in enumerate(values):
        sums[at] += value


def campaign_days(cells, first_day, last_day):
    """By brand: the days on which some campaign of it ran; under the blank brand those of any campaign."""
    sold = defaultdict(lambda: defaultdict(int))
    for cell in cells:
        sold[cell.brand, cell.campaign][date.fromisoformat(cell.day)] += cell.revenue
    spans = defaultdict(list)
    for (brand, _), revenue in sold.items():
        span = campaign_span(revenue, last_day)
        spans[brand].extend([span] if span else [])
    found = {}
    for brand, of_brand in spans.items():
        length = (date.fromisoformat(last_day) - date.fromisoformat(first_day)).days + 1
        pausing = [span for span in of_brand if 5 * len(span) <= 3 * length]
        found[brand] = set().union(*(pausing or of_brand))
    found[""] = set().union(*found.values())
    return found


def campaign_span(revenue, last_day):
    """Every day from the first to the last spell that is no straggler, and seven more."""
    whole = sum(revenue.values())
    days = sorted(day for day, amount in revenue.items() if amount > 0)
    if whole <= 0 or not days:
        return None
    spells = [[days[0]]]
    for before, day in zip(days, days[1:]):
        if (day - before).days > 8:
            spells.append([])
        spells[-1].append(day)
    kept = [spell for spell in spells if 50 * sum(revenue[day] for day in spell) >= whole]
    if not kept:
        return None
    last = min(kept[-1][-1] + timedelta(days=7), date.fromisoformat(last_day))
    return {(kept[0][0] + timedelta(days=at)).isoformat() for at in range((last - kept[0][0]).days + 1)}
