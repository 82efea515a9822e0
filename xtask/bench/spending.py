"""The payments spread once over the payee's own sales, by the oracle's rule, before anything is measured."""

import csv
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import numpy as np
from asking import MILLION, payouts

sys.path.append(str(Path(__file__).resolve().parents[1] / "oracle"))
from oracle import shared  # noqa: E402, once its folder is known


def spread(sold, codes):
    """The spend of each cell, what each influencer was paid, and what of it lies on no cell: (who, brand, campaign, amount).

    `sold` are columns of cells by influencer, then in the order in which docs/metrics.md shares.
    """
    people = len(codes["influencer"])
    spend, paid, unallocated = np.zeros(len(sold["influencer"]), np.int64), np.zeros(people, np.int64), []
    begins = np.searchsorted(sold["influencer"], np.arange(people + 1))
    for (who, by_order, brand, campaign), amount in amounts().items():
        who = codes["influencer"][who]
        own = slice(begins[who], begins[who + 1])
        is_named = np.ones(own.stop - own.start, bool)
        for name, value in (("brand", brand), ("campaign", campaign)):
            if value:
                is_named &= sold[name][own] == codes[name].get(value, -1)
        at = own.start + np.flatnonzero(is_named)
        by = [np.maximum(sold[name][at], 0).tolist() for name in (("orders", "revenue") if by_order else ("revenue", "orders"))]
        parts = shared(amount, by[0]) or shared(amount, by[1])
        paid[who] += amount
        if parts is None:
            unallocated.append((who, codes["brand"].get(brand, -1) if brand else None, codes["campaign"].get(campaign, -1) if campaign else None, amount))
        else:
            spend[at] += np.array(parts, np.int64)
    return spend, paid, unallocated


def amounts():
    """Payments of the same influencer, basis class, brand and campaign are one amount."""
    found = defaultdict(int)
    with open(payouts, newline="") as file:
        for row in csv.DictReader(file):
            key = (row["influencer_id"], "order" in row["basis"], row.get("brand"), row.get("campaign"))
            found[key] += int(Decimal(row["total_payout"]) * MILLION)
    return found
