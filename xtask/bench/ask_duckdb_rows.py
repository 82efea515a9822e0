"""The answers with DuckDB on the rows."""

from duckdb_asked import run

run("rows")
