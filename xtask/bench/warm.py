"""The data of `bench ask` in memory for every contestant, loaded once with DuckDB before anything is measured.

Texts are small whole numbers (their place among the values, a blank first), days their distance from the first day, money
micros. The attributes of an influencer are columns of his rows, and who sold which brand with which campaign is one
number, `seller`: nobody asks a join. The first row of a repeated id counts.

`cells` are the influencers' sales by influencer, brand, product, campaign and day, with the spend that lies on them;
`rows` the same sales row by row, where they are asked for. `base` are the organic (0) and other (1) ones, `posted` the
posts by influencer and day. All are sorted by day.
"""

from datetime import date

import duckdb
import pyarrow as pa
from asking import ATTRIBUTES, INFLUENCER_SIDE, NONE, SALES_SIDE, THREADS, TIERS, influencers, payouts, posts, tracking
from spending import spread

TEXTS = ("source", "campaign", "influencer_id", "brand", "product")
SOLD = ("influencer", *SALES_SIDE, *ATTRIBUTES, "seller", "day")

database = duckdb.connect(config={"threads": THREADS})
codes = {}


def load(has_rows):
    """Every table, and `codes`: of each dimension value → number. Returns what was paid, and lies on no sale, by influencer."""
    read()
    know_people()
    encode()
    sales = f"SELECT {', '.join(SOLD)}, revenue, orders FROM coded JOIN sellers USING (brand, influencer, campaign) WHERE class = 2"
    database.execute(f"""
        CREATE TABLE sellers AS
        SELECT brand, influencer, campaign, CAST(row_number() OVER (ORDER BY brand, influencer, campaign) - 1 AS INTEGER) AS seller
        FROM (SELECT DISTINCT brand, influencer, campaign FROM coded WHERE class = 2);
        CREATE TABLE sold AS
        SELECT {', '.join(SOLD)}, CAST(sum(revenue) AS BIGINT) AS revenue, CAST(sum(orders) AS BIGINT) AS orders
        FROM ({sales}) GROUP BY ALL ORDER BY influencer, day, brand, product, campaign;
        CREATE TABLE base AS
        SELECT CAST(class AS SMALLINT) AS class, brand, product, day,
            CAST({'revenue' if has_rows else 'sum(revenue)'} AS BIGINT) AS revenue,
            CAST({'orders' if has_rows else 'sum(orders)'} AS BIGINT) AS orders
        FROM coded WHERE class < 2 {'' if has_rows else 'GROUP BY ALL'} ORDER BY day, brand;
    """)
    if has_rows:
        database.execute(f"CREATE TABLE rows AS {sales} ORDER BY day, influencer")
    sold = columns_of("sold")
    sold["spend"], paid, unallocated = spread(sold, codes)
    database.register("spent", pa.table(sold))
    database.execute("CREATE TABLE cells AS FROM spent ORDER BY day, influencer")
    database.unregister("spent")
    database.execute("DROP VIEW coded; DROP VIEW joined; DROP TABLE raw; DROP TABLE sold")
    return paid, unallocated


def columns_of(table):
    return database.execute(f"FROM {table}").fetchnumpy()


def read():
    columns = {**dict.fromkeys(TEXTS, "VARCHAR"), "date": "DATE", "orders": "BIGINT", "revenue": "DECIMAL(18,6)"}
    texts = ", ".join(f"coalesce({name}, '{NONE}') AS {name}" for name in SALES_SIDE)
    database.execute(f"""
        CREATE TABLE raw AS
        SELECT CASE WHEN source ILIKE '%organic%' THEN 0 WHEN influencer_id IS NULL THEN 1 ELSE 2 END AS class,
            coalesce(influencer_id, '{NONE}') AS influencer, {texts}, date,
            CAST(revenue * 1000000 AS BIGINT) AS revenue, orders
        FROM read_csv('{tracking}', auto_detect = false, header = true, delim = ',', quote = '"', columns = {columns});
        CREATE TABLE paid AS
        SELECT DISTINCT influencer_id AS influencer FROM read_csv('{payouts}', header = true, types = {{'influencer_id': 'VARCHAR'}});
        CREATE TABLE published AS
        SELECT influencer_id AS influencer, date, reach, likes, comments
        FROM read_csv('{posts}', header = true, types = {{'influencer_id': 'VARCHAR', 'date': 'DATE'}});
    """)


def know_people():
    """One line an influencer in roster order; after it those whom only sales, payouts or posts know."""
    tiers = " ".join(f"WHEN followers < {below} THEN '{name}'" for name, below in TIERS)
    database.execute(f"""
        CREATE TABLE roster AS
        SELECT DISTINCT ON (id) id AS influencer, line, category, gender,
            CASE platform WHEN 'Youtube' THEN 'YouTube' ELSE platform END AS platform,
            CASE WHEN followers IS NULL THEN '{NONE}' {tiers} ELSE 'mega' END AS tier
        FROM (FROM read_csv('{influencers}', header = true, types = {{'id': 'VARCHAR'}}) SELECT *, row_number() OVER () AS line)
        ORDER BY id, line;
        CREATE TABLE people AS
        SELECT influencer, row_number() OVER (ORDER BY line, influencer) - 1 AS line,
            {', '.join(f"coalesce({name}, '{NONE}') AS {name}" for name in ATTRIBUTES)}
        FROM (SELECT influencer FROM roster UNION SELECT influencer FROM raw WHERE class = 2
            UNION SELECT influencer FROM paid UNION SELECT influencer FROM published) LEFT JOIN roster USING (influencer);
    """)


def encode():
    (codes["first"],) = database.execute("SELECT min(date) FROM raw").fetchone()
    for name in (*SALES_SIDE, *INFLUENCER_SIDE):
        table = "raw" if name in SALES_SIDE else "people"
        database.execute(f"""
            CREATE TABLE {name}_codes AS
            SELECT {name}, CAST(row_number() OVER (ORDER BY nullif({name}, '{NONE}') NULLS FIRST) - 1 AS SMALLINT) AS code
            FROM (SELECT DISTINCT {name} FROM {table})
        """)
        codes[name] = dict(database.execute(f"FROM {name}_codes").fetchall())
    day = f"CAST(date - DATE '{codes['first']}' AS SMALLINT) AS day"
    of_people = ", ".join(f"{name}_codes.code AS {name}" for name in INFLUENCER_SIDE)
    by_people = " ".join(f"JOIN {name}_codes USING ({name})" for name in INFLUENCER_SIDE)
    of_sales = ", ".join(f"{name}_codes.code AS {name}" for name in SALES_SIDE)
    by_sales = " ".join(f"JOIN {name}_codes USING ({name})" for name in SALES_SIDE)
    attributes = ", ".join(ATTRIBUTES)
    database.execute(f"""
        CREATE TABLE lines AS SELECT {of_people}, line FROM people {by_people} ORDER BY influencer;
        CREATE VIEW joined AS
        SELECT class, influencer_codes.code AS influencer, {of_sales}, {day}, revenue, orders
        FROM raw {by_sales} LEFT JOIN influencer_codes USING (influencer);
        CREATE VIEW coded AS SELECT joined.*, {attributes} FROM joined LEFT JOIN lines USING (influencer);
        CREATE TABLE posted AS
        SELECT lines.influencer, {attributes}, {day}, CAST(count(*) AS BIGINT) AS posts, CAST(sum(reach) AS BIGINT) AS reach,
            CAST(sum(likes) AS BIGINT) AS likes, CAST(sum(comments) AS BIGINT) AS comments
        FROM published JOIN influencer_codes USING (influencer) JOIN lines ON code = lines.influencer GROUP BY ALL ORDER BY day;
    """)


def coded(selection):
    """The codes of a selection: {column: [codes]}, first and last day. A value the data does not have has no code."""
    named = [name for name in (*SALES_SIDE, *INFLUENCER_SIDE) if selection.get(name)]
    chosen = {name: [codes[name][value] for value in selection[name] if value in codes[name]] for name in named}
    return chosen, day_of(selection.get("from")), day_of(selection.get("to"))


def day_of(text):
    return (date.fromisoformat(text) - codes["first"]).days if text else None
