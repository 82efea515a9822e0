"""Holds an answer of the program against the oracle's, number by number: money to the micro, ratios to the last bit."""

from decimal import Decimal
from fractions import Fraction

from oracle import Money
from periods import change, compared, ghost, is_outside, shift_days


def differences(answer, expected, compare):
    """Every figure that differs: (where, expected, found)."""
    totals = expected.totals()
    yield from figures("totals", answer["totals"], totals)
    yield from same("dataset_roas", answer["dataset_roas"], wire(expected.roas_of_dataset()))
    yield from lines("platforms", answer["platforms"], expected.platforms(), "platform")
    yield from figures("platforms_total", answer["platforms_total"], expected.platforms_total())
    yield from lines("top_influencers", answer["top_influencers"], expected.top(), "id")
    yield from lines("bottom_influencers", answer["bottom_influencers"], expected.bottom(), "id")
    people = expected.influencers()
    yield from lines("influencers", answer["influencers"], people, "id")
    yield from same("influencers_total", answer["influencers_total"], len(people))
    yield from same("warnings", warned(answer), expected.warnings())
    yield from lines("daily", answer["daily"], expected.daily(), "date")
    if "panels" in answer:
        panels = expected.panels()
        yield from figures("panels.platforms_total", answer["panels"]["platforms_total"], panels["platforms_total"])
        for name, key in (("platforms", "platform"), ("top_influencers", "id"), ("bottom_influencers", "id"), ("daily", "date")):
            yield from lines(f"panels.{name}", answer["panels"][name], panels[name], key)
    if "facets" in answer:
        yield from facet_differences(answer["facets"]["dimensions"], expected.facets())
    period = compared(expected, compare)
    if period:
        yield from comparison(answer.get("comparison") or {}, period, expected, totals)


def warned(answer):
    """The codes that the contract of numbers names."""
    return sorted({warning["code"] for warning in answer["warnings"]} & {"unknown_value", "no_organic_in_scope", "unallocated_spend"})


def profile_differences(answer, expected):
    """One influencer's profile against the oracle's."""
    yield from figures("influencer", answer["influencer"], expected.line)
    yield from lines("daily", answer["daily"], expected.daily, "date")
    for name, found, keys in (("campaigns", answer["campaigns"], ("campaign",)), ("products", answer["products"], ("brand", "product"))):
        wanted = getattr(expected, name)
        for line in found:
            line["key"] = line[keys[0]] if len(keys) == 1 else tuple(line[key] for key in keys)
        yield from lines(name, found, [line[:2] for line in wanted], "key")
        if name == "campaigns":
            days = [(line["first_day"], line["last_day"]) for line in found]
            yield from same("campaigns (days)", days, [line[2] for line in wanted])
    for name in ("posts_total", "payouts_total"):
        yield from same(name, answer[name], getattr(expected, name))


def rows_differences(answer, count, sums, counted):
    """The rows behind a measure against the oracle's."""
    yield from same("rows.total", answer["total"], count)
    yield from figures("rows.sums", answer["sums"], sums)
    yield from same("rows.counted", answer["counted"], wire(counted))


def comparison(answer, period, expected, totals):
    first, last, before = period
    yield from same("comparison.from", answer.get("from"), first)
    yield from same("comparison.to", answer.get("to"), last)
    earlier = before.totals()
    yield from figures("comparison.totals", answer.get("totals", {}), earlier)
    outside = is_outside(before)
    changes = {name: "not_in_data" if outside else change(totals[name], earlier[name]) for name in totals}
    yield from figures("comparison.change", answer.get("change", {}), changes)
    if "shift_days" in answer:
        yield from same("comparison.shift_days", answer["shift_days"], shift_days(expected, before))
    yield from lines("comparison.daily", answer.get("daily", []), ghost(expected, before), "date")


def facet_differences(found, expected):
    """The values of each dimension and how many rows or people each would leave."""
    yield from same("facets", sorted(found), sorted(expected))
    for name, counts in expected.items():
        values = {item["value"]: item["count"] for item in found.get(name, ())}
        yield from same(f"facets.{name}", values, counts)


def lines(where, found, expected, key):
    """The same lines in the same order, each with the same figures."""
    keys, expected = [line[key] for line in found], list(expected)
    yield from same(f"{where} ({key})", keys, [name for name, _ in expected])
    by_key = dict(zip(keys, found))
    for name, values in expected:
        if name in by_key:
            yield from figures(f"{where}[{name}]", by_key[name], values)


def figures(where, found, expected):
    for name, value in expected.items():
        figure = found.get(name)
        if figure != wire(value):
            yield f"{where}.{name}", wire(value), figure


def same(where, found, expected):
    if found != expected:
        yield where, expected, found


def wire(value):
    """The figure as the answer has it, a ratio as the nearest double of the exact quotient."""
    if isinstance(value, str):
        return {"value": None, "reason": value}
    if isinstance(value, Money):
        return {"value": Decimal(value).scaleb(-6)}
    return {"value": Decimal(repr(float(value))) if isinstance(value, Fraction) else value}
