"""Rows out of CSV files, as docs/metrics.md counts them.

Which column is which field, which source is which class and which spelling is folded into which is taken from the
program's own report: that is the reading. Every value is parsed here.
"""

import csv
import io
import re
from collections import Counter, namedtuple
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

Influencer = namedtuple("Influencer", "id name category gender platform followers")
Sale = namedtuple("Sale", "kind influencer brand product campaign day orders revenue")
Payment = namedtuple("Payment", "influencer basis brand campaign amount")
Post = namedtuple("Post", "influencer day reach likes comments")
Tables = namedtuple("Tables", "influencers sales payments posts brand_is_product")

EXACT = Context(prec=60)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
BRAND_RULES = {"column", "product", "campaign", "source", "none"}


class Unreadable(Exception):
    """This set needs more than plain reading: it is left to other tests."""


class Left(Exception):
    """A row that cannot be used."""


def read(files, report):
    """The tables of `files` (name → bytes), read as `report` says."""
    mapping = report["mapping"]
    if mapping["brand"] not in BRAND_RULES:
        raise Unreadable(f"brand by {mapping['brand']}")
    tables = Tables([], [], [], [], mapping["brand"] == "product")
    for file in report["files"]:
        if file["role"] in READERS:
            for row in records(files[file["name"]], file):
                keep(tables, file["role"], row, mapping)
    return folded(tables, mapping["brand"])


def folded(tables, brand_rule):
    """Brands and campaigns that differ in case, blanks, `_` and `+` only count under the most frequent spelling, the first of equals."""
    campaigns = names(row.campaign for row in [*tables.sales, *tables.payments])
    sold = [row.brand for row in tables.sales] if brand_rule == "column" else []
    brands = names([*sold, *(row.brand for row in tables.payments)])
    brand_of_sale = {"column": brands, "campaign": campaigns}.get(brand_rule, {})

    def named(row, brand_names):
        brand, campaign = brand_names.get(row.brand, row.brand), campaigns.get(row.campaign, row.campaign)
        return row._replace(brand=brand, campaign=campaign)

    sales = [named(row, brand_of_sale) for row in tables.sales]
    return tables._replace(sales=sales, payments=[named(row, brands) for row in tables.payments])


def names(texts):
    """Each spelling with the name it counts under."""
    groups = {}
    for text, rows in Counter(texts).items():
        groups.setdefault(re.sub(r"[\s_]|\+(?!\+*$)", "", text.lower()), []).append((rows, text))
    return {text: max(group, key=lambda one: one[0])[1] for group in groups.values() for _, text in group}


def records(content, file):
    """The rows of one file, each as field → text."""
    if file["sheet"] or file["encoding"] != "UTF-8":
        raise Unreadable(f"{file['name']}: a sheet, or {file['encoding']}")
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=file["delimiter"])
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    header = [column["field"] for column in file["columns"]]
    if len(lines[0]) != len(header):
        raise Unreadable(f"{file['name']}: a header of {len(lines[0])} cells is reported as {len(header)}")
    for line in lines[1:]:
        if len(line) == len(header) and not is_left_out(line, file):
            yield {field: unnamed(cell.strip()) for field, cell in zip(header, line) if field}


def is_left_out(line, file):
    """Whether the report says that rows of this status do not count."""
    words = {each["why"] for each in file["left_out"]}
    cells = zip(file["columns"], line)
    return any(f'status "{cell.strip()}"' in words for column, cell in cells if column["header"] == "status")


def keep(tables, role, row, mapping):
    """Appends the row where its values can be used."""
    table, reader = READERS[role]
    try:
        getattr(tables, table).append(reader(row, mapping))
    except Left:
        pass


def influencer(row, mapping):
    def known(field):
        return mapping["spelling"].get(field, {}).get(row.get(field, ""), row.get(field, ""))

    followers = row.get("followers", "")
    return Influencer(
        identity(row["id"]) or leave(), row.get("name", ""), known("category"), known("gender"), known("platform"),
        whole(followers) if followers else None,
    )


def sale(row, mapping):
    source, who = row.get("source", ""), identity(row["influencer_id"])
    kind = mapping["source"].get(source, "influencer")
    if kind == "influencer" and not who:
        kind = "other"
    product, campaign = row.get("product", ""), row.get("campaign", "")
    brands = {"column": row.get("brand", ""), "product": product, "campaign": campaign, "source": source, "none": ""}
    day = day_of(row["date"], mapping["dates"].get("tracking"))
    brand = brands[mapping["brand"]]
    return Sale(kind, who, brand, product, campaign, day, whole(row["orders"]), micros(row["revenue"]))


def payment(row, _):
    if "total_payout" not in row:
        raise Unreadable("payouts without totals")
    basis = "order" if "order" in row.get("basis", "").lower() else "revenue"
    return Payment(identity(row["influencer_id"]), basis, row.get("brand", ""), row.get("campaign", ""), micros(row["total_payout"]))


def post(row, mapping):
    day = day_of(row["date"], mapping["dates"].get("posts"))
    return Post(identity(row["influencer_id"]), day, *(whole(row.get(field) or "0") for field in ("reach", "likes", "comments")))


READERS = {
    "influencers": ("influencers", influencer), "tracking": ("sales", sale),
    "payouts": ("payments", payment), "posts": ("posts", post),
}


def leave():
    raise Left


def unnamed(text):
    """The text of a blank is a blank."""
    return "" if text == "(none)" else text


def identity(text):
    """`7` and `7.0` are the same; `7`, `007` and `INF_001` differ."""
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def number(text):
    if not NUMBER.fullmatch(text):
        raise Left
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Left from None


def micros(text):
    """Money in millionths, half to even."""
    return int((EXACT.multiply(number(text), Decimal(10**6))).to_integral_value(ROUND_HALF_EVEN, EXACT))


def whole(text):
    value = number(text)
    return int(value) if value == value.to_integral_value() else leave()


def day_of(text, order):
    """ISO, or day before month where the report says so; a time is ignored."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})([T ].*)?$", text)
    if match:
        parts = match.group(1, 2, 3)
    elif order == "day_month" and (match := re.match(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})$", text)):
        parts = match.group(3, 2, 1)
    else:
        raise Left
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        raise Left from None
