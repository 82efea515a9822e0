"""The import with DuckDB: CSV to Parquet in one pass, the cube from the Parquet.

The fastest formulation found. Not faster: a table first, reading the CSV twice, keeping the order of the rows, other
compressions than the default (snappy). Revenue is exact.
"""

import duckdb
from contestant import CELL, TEXTS, cube, keep, rows, tracking

columns = {**dict.fromkeys(TEXTS, "VARCHAR"), "date": "DATE", "orders": "BIGINT", "revenue": "DECIMAL(18,6)"}
database = duckdb.connect()
database.execute("SET preserve_insertion_order = false")
database.execute(f"""
    COPY (FROM read_csv('{tracking}', auto_detect = false, header = true, delim = ',', quote = '"', columns = {columns}))
    TO '{rows}' (FORMAT parquet)
""")
database.execute(f"""
    COPY (
        SELECT
            CASE
                WHEN source ILIKE '%organic%' THEN 'organic'
                WHEN influencer_id IS NULL THEN 'other'
                ELSE 'influencer'
            END AS class,
            {", ".join(CELL)}, sum(orders) AS orders, sum(revenue) AS revenue, count(*) AS row_count
        FROM '{rows}'
        GROUP BY ALL
    ) TO '{cube}' (FORMAT parquet)
""")
keep()
