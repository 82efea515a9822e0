"""The period set beside the chosen one: which it is, what has changed since, its days beside the shown ones."""

from datetime import date, timedelta
from fractions import Fraction


def compared(answer, compare):
    """The same question for the compared period; nothing where none is asked or the data has no day."""
    if compare == "none" or not answer.dataset.first_day:
        return None
    first, last = map(date.fromisoformat, shown(answer))
    if compare == "previous":
        length = last - first + timedelta(days=1)
        first, last = first - length, last - length
    elif compare == "year":
        first, last = year_before(first), year_before(last)
    else:
        first, last = map(date.fromisoformat, compare.split(".."))
    period = {"from": first.isoformat(), "to": last.isoformat()}
    return (*period.values(), type(answer)(answer.dataset, {**answer.selection, **period}))


def shown(answer):
    """The chosen days; an open end is the data's."""
    selection, dataset = answer.selection, answer.dataset
    return selection.get("from") or dataset.first_day, selection.get("to") or dataset.last_day


def year_before(day):
    """The same calendar day; the 28th for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def change(now, before):
    """(now − before) / |before|, or why there is none: of sums the exact quotient, of ratios by the doubles shown."""
    for value in (now, before):
        if isinstance(value, str):
            return value
    if not before:
        return "nothing_before"
    if isinstance(now, Fraction):
        now, before = float(now), float(before)
        return Fraction((now - before) / abs(before))
    return Fraction(now - before, abs(before))


def is_outside(before):
    """Whether the compared days lie wholly outside the data."""
    return before.to_day < before.dataset.first_day or before.from_day > before.dataset.last_day


def shift_days(answer, before):
    """The multiple of 7 nearest to the distance of the two first days."""
    distance = date.fromisoformat(shown(answer)[0]) - date.fromisoformat(before.from_day)
    return round(Fraction(distance.days, 7)) * 7


def ghost(answer, before):
    """Beside each shown day the one of the same weekday in the compared period, where the data has that day."""
    shift, days = timedelta(days=shift_days(answer, before)), dict(before.daily())
    for day, _ in answer.daily():
        partner = (date.fromisoformat(day) - shift).isoformat()
        if partner in days:
            yield day, days[partner]


def days_between(first, last):
    day, last = date.fromisoformat(first), date.fromisoformat(last)
    while day <= last:
        yield day.isoformat()
        day += timedelta(days=1)
