"""The answers with DuckDB on the cells."""

from duckdb_asked import run

run("cells")
