"""The answer to one selection over the cells of a dataset: totals, lines, platforms, days, panels, facets."""

from collections import defaultdict
from fractions import Fraction

from oracle import DIMENSIONS, INFLUENCER_SIDE, NONE, SALES_SIDE, Money, shared
from periods import days_between

MILLION = 10**6
MONEY = ("revenue", "organic_revenue", "other_revenue", "spend", "contribution")
OF_LINES = ("revenue", "orders", "spend", "contribution", "posts", "reach", "likes", "comments")


class Answer:
    """What a dataset answers to a selection: `{dimension: [values], "q", "from", "to", "method"}`."""

    def __init__(self, dataset, selection):
        self.dataset, self.selection = dataset, selection
        self.literal = selection.get("method") == "literal"
        self.from_day, self.to_day = selection.get("from") or "", selection.get("to") or "9999-12-31"
        self.has_dates = bool(selection.get("from") or selection.get("to"))
        self.by_people = bool(selection.get("q", "").strip()) or any(map(selection.get, INFLUENCER_SIDE))
        self.by_goods = any(map(selection.get, SALES_SIDE))
        self.by_sales = self.by_goods or self.has_dates
        self.people = {at for at, line in enumerate(dataset.lines) if passes(line, selection)}
        self.chosen = {name: {unnamed(value) for value in selection.get(name) or ()} for name in SALES_SIDE}
        self.sum_up()

    def is_sold(self, cell):
        """Whether a cell passes the sales side."""
        return self.is_base(cell) and (not self.chosen["campaign"] or cell.campaign in self.chosen["campaign"])

    def is_base(self, cell):
        """Organic and other rows answer to brand, product and dates only."""
        brands, products = self.chosen["brand"], self.chosen["product"]
        return (
            self.from_day <= cell.day <= self.to_day
            and (not brands or cell.brand in brands)
            and (not products or cell.product in products)
        )

    def sum_up(self):
        self.sums = [dict.fromkeys(OF_LINES, 0) for _ in self.dataset.lines]
        self.days = defaultdict(lambda: dict.fromkeys(("revenue", "orders", "organic_revenue"), 0))
        self.cells = [cell for cell in self.dataset.cells if cell.who in self.people and self.is_sold(cell)]
        for cell in self.cells:
            line, day = self.sums[cell.who], self.days[cell.day]
            line["revenue"] += cell.revenue
            line["orders"] += cell.orders
            line["spend"] += cell.spend
            day["revenue"] += cell.revenue
            day["orders"] += cell.orders
        self.organic = [cell for cell in self.dataset.organic if self.is_base(cell)]
        for cell in self.organic:
            self.days[cell.day]["organic_revenue"] += cell.revenue
        self.spend_of_people()
        for cell in self.dataset.posts:
            if cell.who in self.people and self.from_day <= cell.day <= self.to_day:
                for name in ("posts", "reach", "likes", "comments"):
                    self.sums[cell.who][name] += getattr(cell, name)
        self.earn()
        self.share_baseline()

    def earn(self):
        """Revenue times the margin of its brand, rounded half to even once for each influencer and brand."""
        sold = defaultdict(int)
        for cell in self.cells:
            sold[cell.who, cell.brand] += cell.revenue
        for (who, brand), revenue in sold.items():
            self.sums[who]["contribution"] += earned(self.selection, brand, revenue)

    def spend_of_people(self):
        """Literal: all they were paid. Allocated: what lies on the sales, and what lies on none where it names what is chosen."""
        without_sale = [paid for paid in self.dataset.without_sale if paid.who in self.people and not self.is_elsewhere(paid)]
        self.without_sale = [paid for paid in without_sale if not self.asks_more_than(paid)]
        kept_out = [paid for paid in without_sale if self.asks_more_than(paid)]
        self.unallocated = sum(paid.amount for paid in (kept_out if self.by_sales else without_sale))
        for who in self.people if self.literal else ():
            self.sums[who]["spend"] = self.dataset.paid.get(who, 0)
        for paid in () if self.literal else self.without_sale:
            self.sums[paid.who]["spend"] += paid.amount

    def is_elsewhere(self, paid):
        """Whether a payment names another brand or campaign than the chosen ones."""
        names = {name: getattr(paid, name) for name in ("brand", "campaign")}
        return any(named and self.chosen[name] and named not in self.chosen[name] for name, named in names.items())

    def asks_more_than(self, paid):
        """Whether a clause is about what the payment does not say: it never says the product or the day of a sale."""
        said = {name for name in ("brand", "campaign") if getattr(paid, name)}
        return self.has_dates or any(self.chosen[name] and name not in said for name in SALES_SIDE)

    def share_baseline(self):
        """The chosen organic amounts among those who sold the brand in these days, by both readings of the baseline."""
        sellers, shown = self.sellers(), self.selection.get("baseline") or "all_days"
        days = self.dataset.campaign_days
        on_campaign_days = [cell for cell in self.organic if cell.day in days.get(cell.brand, ())]
        self.outside = sum(cell.revenue for cell in self.organic) - sum(cell.revenue for cell in on_campaign_days)
        found = {
            "all_days": self.shared_baseline(self.organic, sellers),
            "campaign_days": self.shared_baseline(on_campaign_days, sellers),
        }
        self.readings = {reading: baseline for reading, (baseline, _, _) in found.items()}
        self.baseline, self.baselines, self.unassigned = found["all_days" if self.literal else shown]

    def shared_baseline(self, organic, sellers):
        """What belongs to the selection, what to each of its people, and what to nobody."""
        amounts, baselines, unassigned = defaultdict(int), defaultdict(int), 0
        for cell in organic:
            amounts[cell.brand, cell.product] += cell.revenue
        campaigns = self.chosen["campaign"]
        for (brand, _), amount in amounts.items():
            keys, weights = sellers[brand]
            parts = shared(amount, weights)
            if parts is None:
                unassigned += amount
                continue
            for (_, campaign, who), part in zip(keys, parts):
                if who in self.people and (not campaigns or campaign in campaigns):
                    baselines[who] += part
        is_part = (self.by_people or campaigns) and not self.literal
        whole = sum(cell.revenue for cell in organic)
        return (sum(baselines.values()) if is_part else whole), baselines, unassigned

    def sellers(self):
        """Of each brand: who sold it in these days with which campaign, in key order, and the weights."""
        sold = defaultdict(lambda: defaultdict(int))
        for cell in self.dataset.cells:
            if self.from_day <= cell.day <= self.to_day:
                key = (self.dataset.lines[cell.who].id, cell.campaign, cell.who)
                sold[cell.brand][key] += cell.revenue
        return Sellers(sold)

    # Figures.

    def totals(self):
        sums = {name: sum(line[name] for line in self.sums) for name in OF_LINES}
        other = [cell for cell in self.dataset.other if self.is_base(cell)]
        for name, cells in (("organic", self.organic), ("other", other)):
            sums[f"{name}_revenue"] = sum(cell.revenue for cell in cells)
            sums[f"{name}_orders"] = sum(cell.orders for cell in cells)
        baseline = Money(self.baseline) if self.dataset.has_organic else "no_baseline"
        figures = self.figures(sums, baseline, sums["revenue"])
        figures["unallocated_spend"] = Money(self.unallocated)
        figures["unassigned_baseline"] = Money(self.unassigned)
        figures["organic_outside_campaigns"] = Money(self.outside)
        for reading, baseline in self.readings.items():
            figures[f"incremental_roas_{reading}"] = self.incremental_roas(reading, sums["revenue"] - baseline, sums["spend"])
        return figures

    def roas_of_dataset(self):
        """Whatever is chosen."""
        return ratio(sum(cell.revenue for cell in self.dataset.cells), sum(self.dataset.paid.values()), "no_spend")

    def incremental_roas(self, reading, lift, spend):
        if not self.dataset.has_organic:
            return "no_baseline"
        if self.literal and reading == "campaign_days":
            return "not_defined_literal"
        return ratio(Money(lift), spend, "no_spend")

    def figures(self, sums, baseline, whole):
        """Every measure in `sums` and every metric; `whole` is the revenue of the totals."""
        revenue, spend, orders = sums["revenue"], sums["spend"], sums["orders"]
        named = {name: Money(value) if name in MONEY else value for name, value in sums.items()}
        lift = baseline if isinstance(baseline, str) else Money(revenue - baseline)
        return {
            **named,
            "roas": ratio(revenue, spend, "no_spend"),
            "baseline": baseline,
            "incremental_revenue": lift,
            "incremental_roas": lift if isinstance(lift, str) else ratio(lift, spend, "no_spend"),
            "roi": ratio(revenue - spend, spend, "no_spend"),
            **returns(revenue, sums["contribution"], spend),
            "aov": ratio(revenue, orders * MILLION, "no_orders"),
            "cost_per_order": ratio(spend, orders * MILLION, "no_orders"),
            "revenue_share": ratio(revenue, whole, "no_revenue"),
            **self.engagement(sums),
        }

    def engagement(self, sums):
        reach, actions, spend = sums["reach"], sums["likes"] + sums["comments"], sums["spend"]
        if not sums["posts"]:
            return dict.fromkeys(("engagement_rate", "cpm", "cpe"), "no_posts")
        found = {"engagement_rate": ratio(actions, reach, "no_reach")}
        if self.by_goods:
            return {**found, "cpm": "posts_not_filtered", "cpe": "posts_not_filtered"}
        found["cpm"] = ratio(1000 * spend, reach * MILLION, "no_reach")
        return {**found, "cpe": ratio(spend, actions * MILLION, "no_engagement")}

    def line_baseline(self, people):
        if self.literal:
            return "not_defined_literal"
        return Money(sum(self.baselines[who] for who in people)) if self.dataset.has_organic else "no_baseline"

    def part(self, people):
        """The figures of some of the selected influencers."""
        sums = {name: sum(self.sums[who][name] for who in people) for name in OF_LINES}
        return self.figures(sums, self.line_baseline(people), sum(line["revenue"] for line in self.sums))

    def influencers(self):
        """One line an influencer by revenue, ties in roster order: (id, figures)."""
        ordered = sorted(self.people, key=lambda who: (-self.sums[who]["revenue"], who))
        return [(self.dataset.lines[who].id, self.part([who])) for who in ordered]

    def platforms(self):
        groups = defaultdict(list)
        for who in self.people:
            groups[self.dataset.lines[who].platform or NONE].append(who)
        whole = sum(self.sums[who]["spend"] for who in self.people)
        share = lambda people: ratio(sum(self.sums[who]["spend"] for who in people), whole, "no_spend")
        lines = [(name, {**self.part(people), "spend_share": share(people)}) for name, people in groups.items()]
        return sorted(lines, key=lambda line: (-line[1]["revenue"], line[0]))

    def platforms_total(self):
        """What the platforms add up to."""
        sums = {name: sum(self.sums[who][name] for who in self.people) for name in OF_LINES}
        return self.figures(sums, self.line_baseline(self.people), sums["revenue"])

    def bar(self, who):
        """One of the best or worst five: (id, figures)."""
        figures = self.part([who])
        return self.dataset.lines[who].id, {name: figures[name] for name in ("revenue", "spend", "roas", "profit")}

    def top(self):
        ordered = sorted(self.people, key=lambda who: (-self.sums[who]["revenue"], who))
        sold = [who for who in ordered if self.sums[who]["revenue"] > 0]
        return [self.bar(who) for who in sold[:5]]

    def bottom(self):
        left = {who: self.sums[who]["contribution"] - self.sums[who]["spend"] for who in self.people}
        losing = [who for who in self.people if self.sums[who]["spend"] > 0 and left[who] < 0]
        ordered = sorted(losing, key=lambda who: (left[who], who))
        return [self.bar(who) for who in ordered[:5]]

    def day(self, day):
        sums = self.days.get(day) or dict.fromkeys(("revenue", "orders", "organic_revenue"), 0)
        return {name: value if name == "orders" else Money(value) for name, value in sums.items()}

    def daily(self):
        """Every day of the data within the chosen ones."""
        if not self.dataset.first_day:
            return []
        days = days_between(max(self.from_day, self.dataset.first_day), min(self.to_day, self.dataset.last_day))
        return [(day, self.day(day)) for day in days]

    def without(self, *names):
        """The same question without these clauses."""
        kept = {name: value for name, value in self.selection.items() if name not in names}
        return self if kept == self.selection else Answer(self.dataset, kept)

    def warnings(self):
        """Chosen values that the data does not have; organic rows, but none in scope; payments that name too little."""
        found = set()
        if self.by_sales and not self.literal and self.unallocated:
            found.add("unallocated_spend")
        if self.dataset.has_organic and not self.organic:
            found.add("no_organic_in_scope")
        known = self.dataset.values
        margins = (name.removeprefix("margin.") for name in self.selection if name.startswith("margin."))
        if any(value not in known[name] for name in known for value in self.selection.get(name) or ()):
            found.add("unknown_value")
        if any(brand not in known["brand"] for brand in margins):
            found.add("unknown_value")
        return sorted(found)

    def panels(self):
        return {
            "platforms": self.without("platform").platforms(),
            "platforms_total": self.without("platform").platforms_total(),
            "top_influencers": self.without("influencer").top(),
            "bottom_influencers": self.without("influencer").bottom(),
            "daily": self.without("from", "to").daily(),
        }

    def facets(self):
        """Of each value, how many rows (sales side) or influencers (influencer side) the other clauses leave."""
        found = {}
        for name in DIMENSIONS:
            if name != "influencer" and not (name == "product" and self.dataset.brand_is_product):
                count = self.count_people if name in INFLUENCER_SIDE else self.count_rows
                found[name] = count(name, self.without(name))
        return found

    def count_people(self, name, other):
        counts = {getattr(line, name) or NONE: 0 for line in self.dataset.lines}
        for who in other.people:
            counts[getattr(self.dataset.lines[who], name) or NONE] += 1
        return counts

    def count_by_influencer(self):
        """The tracking rows of each influencer whom the other clauses leave."""
        other = self.without("influencer")
        counts = {other.dataset.lines[who].id or NONE: 0 for who in other.people}
        for cell in other.cells:
            counts[other.dataset.lines[cell.who].id or NONE] += cell.rows
        return counts

    def count_rows(self, name, other):
        """Organic and other rows have no campaign, and are nobody's: a clause on people or campaigns leaves them out."""
        bases = () if name == "campaign" else (*self.dataset.organic, *self.dataset.other)
        counts = {getattr(cell, name) or NONE: 0 for cell in (*self.dataset.cells, *bases)}
        if name != "product":  # What only payments name can be chosen: it has spend.
            counts.update({getattr(paid, name): counts.get(getattr(paid, name), 0) for paid in self.dataset.without_sale if getattr(paid, name)})
        is_of_somebody = other.by_people or other.chosen["campaign"]
        for cell in (*other.cells, *(() if is_of_somebody else filter(other.is_base, bases))):
            counts[getattr(cell, name) or NONE] += cell.rows
        return counts


class Sellers:
    """Of each brand the weighing cells; a blank brand is carried by all of them."""

    def __init__(self, sold):
        everybody = defaultdict(int)
        for brand, cells in sold.items():
            for key, revenue in cells.items():
                everybody[key] += revenue
        self.sold = {**sold, "": everybody}

    def __getitem__(self, brand):
        cells = self.sold.get(brand) or {}
        keys = sorted(cells)
        return keys, [max(0, cells[key]) for key in keys]


def passes(line, selection):
    """Whether an influencer passes the influencer side."""
    wanted = selection.get("q", "").strip().lower()
    if wanted and not (line.in_roster and wanted in line.name.lower()):
        return False
    for name in INFLUENCER_SIDE:
        values = selection.get(name)
        value = line.id if name == "influencer" else getattr(line, name)
        if values and value not in {unnamed(chosen) for chosen in values}:
            return False
    return True


def earned(selection, brand, revenue):
    """Whole micros of an amount that are earned; all of it where no margin is chosen."""
    margin = selection.get(f"margin.{brand or NONE}") or selection.get("margin") or "1"
    return round(revenue * Fraction(margin))


def returns(revenue, contribution, spend):
    """What the margin makes of revenue and spend."""
    return {
        "contribution": Money(contribution),
        "profit": Money(contribution - spend),
        "return_on_spend": ratio(contribution, spend, "no_spend"),
        "break_even_roas": ratio(revenue, contribution, "no_contribution"),
    }


def unnamed(value):
    return "" if value == NONE else value


def ratio(above, below, reason):
    return Fraction(above, below) if below else reason
