"""What is behind an answer: one influencer's profile, and the sums of the rows that a measure counts."""

from collections import defaultdict, namedtuple

from answers import MILLION, Answer, earned, ratio, returns
from oracle import INFLUENCER_SIDE, NONE, Money

TRACKING = ("revenue", "orders", "organic_revenue", "organic_orders", "other_revenue", "other_orders")
POSTS = ("posts", "reach", "likes", "comments")
MEASURES = (*TRACKING, "spend", *POSTS)

Profile = namedtuple("Profile", "line daily campaigns products posts_total payouts_total")
Place = namedtuple("Place", "brand product campaign day")


def profile(dataset, selection, who):
    """The line of the table among everybody under the same sales side; the rest is this influencer's alone."""
    sales_side = {name: value for name, value in selection.items() if name not in (*INFLUENCER_SIDE, "q")}
    alone = Answer(dataset, {**sales_side, "influencer": [dataset.lines[who].id or NONE]})
    return Profile(
        line=Answer(dataset, sales_side).part([who]),
        daily=alone.daily(),
        campaigns=sold_by(alone, who, lambda cell: cell.campaign or NONE, paid_for=True),
        products=sold_by(alone, who, lambda cell: (cell.brand or NONE, cell.product or NONE)),
        posts_total=alone.sums[who]["posts"],
        payouts_total=rows_of(alone, "spend")[0],
    )


def sold_by(answer, who, key, paid_for=False):
    """Lines by revenue, then name: (key, figures, days). Literal spend is all that was paid, whatever it was paid for.

    With `paid_for` also what payments name without a sale.
    """
    groups, named = defaultdict(list), defaultdict(int)
    for cell in answer.cells:
        groups[key(cell)].append(cell)
    for paid in answer.without_sale if paid_for else ():
        if paid.campaign and paid.amount:
            groups[paid.campaign] += []
            named[paid.campaign] += paid.amount
    lines = []
    for name, cells in groups.items():
        revenue, orders, spend = (sum(getattr(cell, each) for cell in cells) for each in ("revenue", "orders", "spend"))
        spend = answer.dataset.paid.get(who, 0) if answer.literal else spend + named[name]
        brands = defaultdict(int)
        for cell in cells:
            brands[cell.brand] += cell.revenue
        contribution = sum(earned(answer.selection, *brand) for brand in brands.items())
        figures = {
            **returns(revenue, contribution, spend),
            "revenue": Money(revenue), "orders": orders, "spend": Money(spend), "roas": ratio(revenue, spend, "no_spend"),
            "aov": ratio(revenue, orders * MILLION, "no_orders"),
            "cost_per_order": ratio(spend, orders * MILLION, "no_orders"),
        }  # fmt: skip
        days = [cell.day for cell in cells]
        lines.append((name, figures, (min(days, default=None), max(days, default=None))))
    return sorted(lines, key=lambda line: (-line[1]["revenue"], line[0]))


def rows_of(answer, measure):
    """How many rows there are behind a measure, and the sums over all of them."""
    if measure == "spend":
        return payments_of(answer)
    totals = answer.totals()
    if measure in POSTS:
        return totals["posts"], {name: totals[name] for name in POSTS}
    kind = measure.removesuffix("revenue").removesuffix("orders")
    cells = {"": answer.cells, "organic_": answer.organic}.get(kind)
    cells = filter(answer.is_base, answer.dataset.other) if cells is None else cells
    return sum(cell.rows for cell in cells), {name: totals[name] for name in (f"{kind}revenue", f"{kind}orders")}


def payments_of(answer):
    """The payments of the selected people; where sales are filtered and spend is shared out, those that reach them."""
    dataset = answer.dataset
    found = [payment for payment in dataset.payments if dataset.at[payment.influencer] in answer.people]
    if answer.by_sales and not answer.literal:
        reaching = {amount for amount, keys in dataset.parts.items() if any(answer.is_sold(Place(*key[1:])) for key in keys)}
        reaching |= {(paid.who, paid.basis, paid.brand, paid.campaign) for paid in answer.without_sale if paid.amount}
        found = [payment for payment in found if dataset.amount_of(payment) in reaching]
    return len(found), {"spend": Money(sum(payment.amount for payment in found))}
