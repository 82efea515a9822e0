"""What every contestant is given and has to leave: rows.parquet and cube.parquet, on disk when it ends."""

import os
import sys
from pathlib import Path

TEXTS = ["source", "campaign", "influencer_id", "brand", "product"]
CELL = ["influencer_id", "brand", "product", "campaign", "date"]

tracking, folder = sys.argv[1], Path(sys.argv[2])
rows, cube = folder / "rows.parquet", folder / "cube.parquet"


def keep():
    """Both files are on the disk, not only on their way."""
    for path in (rows, cube):
        with open(path, "rb") as file:
            os.fsync(file.fileno())
