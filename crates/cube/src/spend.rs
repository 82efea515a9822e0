//! Spend, spread once over the sales it paid for.

use std::{collections::BTreeMap, ops::Range};

use definitions::{shares, spend_weights};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::{
    dictionaries::BLANK_CODE,
    input::{PaymentRow, SalesSeries},
};

/// Payments of one influencer, basis class, named brand and named campaign are one amount.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Amount {
    influencer: u32,
    is_per_order: bool,
    brand: u32,
    campaign: u32,
}

/// Money paid to an influencer who sold nothing of what the payment names. The codes are blank where it names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PaidWithoutSale {
    pub(crate) influencer: u32,
    pub(crate) brand: u32,
    pub(crate) campaign: u32,
    pub(crate) amount: i64,
}

/// Spreads the payments over their payees' sales: the spend that lies on each cell, and what lies on no sale.
pub(crate) fn allocate_spend(payments: &[PaymentRow], sales: &SalesSeries) -> (Vec<i64>, Vec<PaidWithoutSale>) {
    let mut amounts = BTreeMap::<Amount, i64>::new();
    for payment in payments {
        let is_per_order = definitions::is_per_order(&payment.basis);
        let amount =
            Amount { influencer: payment.influencer, is_per_order, brand: payment.brand, campaign: payment.campaign };
        *amounts.entry(amount).or_default() += payment.amount;
    }
    let amounts: Vec<(Amount, i64)> = amounts.into_iter().collect();
    let payees: Vec<&[(Amount, i64)]> =
        amounts.chunk_by(|left, right| left.0.influencer == right.0.influencer).collect();
    let places: Vec<Range<usize>> = sales.places().collect();
    let spread =
        payees.par_iter().map(|amounts| PayeeSales::of(amounts[0].0.influencer, sales, &places).spread(amounts));
    let mut spend = vec![0; sales.days.len()];
    let mut without_sale = Vec::new();
    for (from, own, unspread) in spread.collect::<Vec<_>>() {
        spend[from..from + own.len()].copy_from_slice(&own);
        without_sale.extend(unspread);
    }
    (spend, without_sale)
}

/// The cells of one payee, sorted by day, brand, product and campaign: the order the rounding is defined by.
struct PayeeSales<'s> {
    sales: &'s SalesSeries,
    /// Where they begin among all cells.
    from: usize,
    /// Series and place of each.
    cells: Vec<(usize, usize)>,
}

impl<'s> PayeeSales<'s> {
    fn of(influencer: u32, sales: &'s SalesSeries, places: &[Range<usize>]) -> Self {
        let first = sales.series.partition_point(|(key, _)| key.influencer < influencer);
        let last = sales.series.partition_point(|(key, _)| key.influencer <= influencer);
        let own = places[first..last].iter().zip(first..);
        let mut cells: Vec<(usize, usize)> =
            own.flat_map(|(place, series)| place.clone().map(move |at| (series, at))).collect();
        // Stable: the series stand by brand, product and campaign.
        cells.sort_by_key(|(_, at)| sales.days[*at]);
        Self { sales, from: places.get(first).map_or(0, |place| place.start), cells }
    }

    /// What lies on each of the payee's cells, as they stand among all, after where they begin; and what lies on none.
    fn spread(&self, amounts: &[(Amount, i64)]) -> (usize, Vec<i64>, Vec<PaidWithoutSale>) {
        let mut spend = vec![0; self.cells.len()];
        let mut without_sale = Vec::new();
        for (amount, total) in amounts {
            if !self.spread_one(*amount, *total, &mut spend) {
                let Amount { influencer, brand, campaign, .. } = *amount;
                without_sale.push(PaidWithoutSale { influencer, brand, campaign, amount: *total });
            }
        }
        (self.from, spend, without_sale)
    }

    /// Spreads one amount over the sales of the brand and campaign it names; false when there is no such sale.
    fn spread_one(&self, amount: Amount, total: i64, spend: &mut [i64]) -> bool {
        let named = |name: u32, code: u32| name == BLANK_CODE || name == code;
        let is_named = |(series, _): &&(usize, usize)| {
            let key = self.sales.series[*series].0;
            named(amount.brand, key.brand) && named(amount.campaign, key.campaign)
        };
        let cells: Vec<usize> = self.cells.iter().filter(is_named).map(|(_, at)| *at).collect();
        let orders = cells.iter().map(|&at| self.sales.orders[at]).collect();
        let revenue = cells.iter().map(|&at| self.sales.revenue[at]).collect();
        let weights = spend_weights(amount.is_per_order, orders, revenue);
        let Some(parts) = shares(total, &weights) else {
            return false;
        };
        cells.into_iter().zip(parts).for_each(|(at, part)| spend[at - self.from] += part);
        true
    }
}
