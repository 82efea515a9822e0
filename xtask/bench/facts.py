"""Prints what a contestant has written: rows, revenue, cells. Not measured.

`facts.py FOLDER` reads the two Parquet files of a contestant; `facts.py FOLDER PROGRAM` asks our program.
"""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq


def of_parquet(folder):
    cells = pq.read_table(folder / "cube.parquet", columns=["revenue", "row_count"])
    rows = pq.ParquetFile(folder / "rows.parquet").metadata.num_rows
    in_cells = int(pc.sum(cells["row_count"]).as_py())
    assert rows == in_cells, f"{rows} rows were written, {in_cells} are in the cells"
    return rows, pc.sum(cells["revenue"]).as_py(), cells.num_rows


def of_ours(folder, program):
    listed = subprocess.run([program, "datasets", "--json", "--data-dir", folder], check=True, capture_output=True)
    (dataset,) = json.loads(listed.stdout, parse_float=Decimal)["datasets"]
    totals = dataset["totals"]
    revenue = sum(Decimal(totals[name]["value"]) for name in ("revenue", "organic_revenue", "other_revenue"))
    (cube,) = folder.rglob("cube.parquet")
    return dataset["rows"]["tracking"], revenue, pq.ParquetFile(cube).metadata.num_rows


folder = Path(sys.argv[1])
rows, revenue, cells = of_ours(folder, sys.argv[2]) if len(sys.argv) > 2 else of_parquet(folder)
print(rows, f"{revenue:.6f}", cells)
