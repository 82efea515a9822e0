"""The data of `bench ask` in memory for every contestant, loaded once with DuckDB before anything is measured.

Texts are small whole numbers (their place among the values), days their distance from the first day, money micros, and
the attributes of an influencer are columns of his rows: every contestant was fastest on these, and asks no join. The
first row of a repeated id counts. `sales` are the influencers' rows, sorted by day; `base` the organic (0) and other (1)
ones. As cells, rows are summed by influencer, brand, product, campaign and day.
"""

from datetime import date

import duckdb
from asking import ATTRIBUTES, INFLUENCER_SIDE, SALES_SIDE, THREADS, TIERS, influencers, tracking

DIMENSIONS = (*SALES_SIDE, *INFLUENCER_SIDE)
TEXTS = ("source", "campaign", "influencer_id", "brand", "product")

database = duckdb.connect(config={"threads": THREADS})
codes = {}


def load(kind):
    """Tables `sales` and `base`, as "cells" or as "rows"."""
    is_cells = kind == "cells"
    revenue, orders, group = ("sum(revenue)", "sum(orders)", "GROUP BY ALL") if is_cells else ("revenue", "orders", "")
    columns = {**dict.fromkeys(TEXTS, "VARCHAR"), "date": "DATE", "orders": "BIGINT", "revenue": "DECIMAL(18,6)"}
    tiers = " ".join(f"WHEN followers < {below} THEN '{name}'" for name, below in TIERS)
    texts = ", ".join(f"coalesce({name}, '(none)') AS {name}" for name in SALES_SIDE)
    database.execute(f"""
        CREATE TABLE people AS
        SELECT DISTINCT ON (id) id AS influencer, category, gender,
            CASE platform WHEN 'Youtube' THEN 'YouTube' ELSE platform END AS platform,
            CASE WHEN followers IS NULL THEN '(none)' {tiers} ELSE 'mega' END AS tier
        FROM (FROM read_csv('{influencers}', header = true, types = {{'id': 'VARCHAR'}}) SELECT *, row_number() OVER () AS line)
        ORDER BY id, line;
        CREATE TABLE cells AS
        SELECT CASE WHEN source ILIKE '%organic%' THEN 0 WHEN influencer_id IS NULL THEN 1 ELSE 2 END AS class,
            coalesce(influencer_id, '(none)') AS influencer, {texts}, date,
            CAST({revenue} * 1000000 AS BIGINT) AS revenue, CAST({orders} AS BIGINT) AS orders
        FROM read_csv('{tracking}', auto_detect = false, header = true, delim = ',', quote = '"', columns = {columns})
        {group};
    """)
    encode()


def encode():
    attributes = ", ".join(f"coalesce({name}, '(none)') AS {name}" for name in ATTRIBUTES)
    database.execute(f"CREATE VIEW joined AS SELECT cells.*, {attributes} FROM cells LEFT JOIN people USING (influencer)")
    for name in DIMENSIONS:
        database.execute(f"CREATE TABLE {name}_codes AS SELECT DISTINCT {name} FROM joined")
        values = database.execute(f"SELECT {name} FROM {name}_codes ORDER BY ALL").fetchall()
        codes[name] = {value: code for code, (value,) in enumerate(values)}
        database.execute(f"ALTER TABLE {name}_codes ADD COLUMN code SMALLINT")
        database.executemany(f"UPDATE {name}_codes SET code = ? WHERE {name} = ?", [(c, v) for v, c in codes[name].items()])
    joins = " ".join(f"JOIN {name}_codes USING ({name})" for name in DIMENSIONS)
    coded = ", ".join(f"{name}_codes.code AS {name}" for name in DIMENSIONS)
    database.execute(f"""
        CREATE VIEW coded AS
        SELECT class, {coded}, CAST(date - (SELECT min(date) FROM cells) AS SMALLINT) AS day, revenue, orders
        FROM joined {joins};
        CREATE TABLE sales AS SELECT * EXCLUDE class FROM coded WHERE class = 2 ORDER BY day, influencer;
        CREATE TABLE base AS
        SELECT CAST(class AS SMALLINT) AS class, brand, product, day, revenue, orders
        FROM coded WHERE class < 2 ORDER BY day, brand;
    """)
    (first,) = database.execute("SELECT min(date) FROM cells").fetchone()
    codes["first"] = first
    database.execute("DROP VIEW coded; DROP VIEW joined; DROP TABLE cells")


def coded(selection):
    """The codes of a selection: {column: [codes]}, first and last day. A value the data does not have has no code."""
    named = [name for name in DIMENSIONS if selection.get(name)]
    chosen = {name: [codes[name][value] for value in selection[name] if value in codes[name]] for name in named}
    return chosen, day_of(selection.get("from")), day_of(selection.get("to"))


def day_of(text):
    return (date.fromisoformat(text) - codes["first"]).days if text else None
