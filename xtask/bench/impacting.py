"""What the contestants of `bench lift` are given and have to print.

`impact_NAME.py SERIES.csv ROWS_BEFORE DRAWS RUNS`: SERIES.csv has the columns day, y, x1, x2, …; what happened began after the
first ROWS_BEFORE rows. Packages are imported and the series is read before the clock starts, and one run goes ahead of those that
count: what is timed is the estimate in a warm process, from the frame to the numbers of its summary. On stdout:
`{"p50_ms": 40.1, "most_ms": 44.0, "p50_processor_ms": 40.0, "effect": 296.2, "deviation": 11.5}`, the effect being the sum over all
rows after, and the deviation what its 95 % interval spans, over 2 · 1.96.
"""

import json
import statistics
import sys
import time
import warnings

import pandas as pd

SPANNED_BY_95_PERCENT = 2 * 1.959964

series, (before, draws, runs) = pd.read_csv(sys.argv[1]).drop(columns="day"), map(int, sys.argv[2:])
periods = [0, before - 1], [before, len(series) - 1]
rows_after = len(series) - before


def measure(estimate):
    """Times `estimate`, which returns the summed effect and the ends of its 95 % interval."""
    warnings.simplefilter("ignore")
    estimate()
    milliseconds, of_processor = [], []
    for _ in range(runs):
        began, used = time.perf_counter(), time.process_time()
        effect, lower, upper = estimate()
        milliseconds.append(1000 * (time.perf_counter() - began))
        of_processor.append(1000 * (time.process_time() - used))
    print(
        json.dumps(
            {
                "p50_ms": statistics.median(milliseconds),
                "most_ms": max(milliseconds),
                "p50_processor_ms": statistics.median(of_processor),
                "effect": float(effect),
                "deviation": float(upper - lower) / SPANNED_BY_95_PERCENT,
            }
        )
    )
