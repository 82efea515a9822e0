//! Spend, spread once over the sales it paid for.

use std::collections::BTreeMap;

use definitions::{shares, spend_weights};

use crate::{
    dictionaries::BLANK_CODE,
    input::{PaymentRow, SalesCell},
};

/// Payments of one influencer, basis class, named brand and named campaign are one amount.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Amount {
    influencer: u32,
    is_per_order: bool,
    brand: u32,
    campaign: u32,
}

/// Money paid to somebody who sold nothing of what the payment names. The codes are blank where it names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PaidWithoutSale {
    pub(crate) influencer: u32,
    pub(crate) brand: u32,
    pub(crate) campaign: u32,
    pub(crate) amount: i64,
}

/// Spreads the payments over their payees' cells: the spend that lies on each cell, and what lies on no sale.
pub(crate) fn allocate_spend(payments: &[PaymentRow], cells: &[SalesCell]) -> (Vec<i64>, Vec<PaidWithoutSale>) {
    let mut amounts = BTreeMap::<Amount, i64>::new();
    for payment in payments {
        let is_per_order = definitions::is_per_order(&payment.basis);
        let amount =
            Amount { influencer: payment.influencer, is_per_order, brand: payment.brand, campaign: payment.campaign };
        *amounts.entry(amount).or_default() += payment.amount;
    }
    let mut spend = vec![0; cells.len()];
    let mut without_sale = Vec::new();
    for (amount, total) in amounts {
        let from = cells.partition_point(|cell| cell.key.influencer < amount.influencer);
        let to = cells.partition_point(|cell| cell.key.influencer <= amount.influencer);
        if !allocate_amount(amount, total, &cells[from..to], &mut spend[from..to]) {
            let Amount { influencer, brand, campaign, .. } = amount;
            without_sale.push(PaidWithoutSale { influencer, brand, campaign, amount: total });
        }
    }
    (spend, without_sale)
}

/// Spreads one amount over the payee's cells of the brand and campaign it names; false when there is no such sale.
///
/// The payee's cells come sorted by date, brand, product and campaign: the order the rounding is defined by.
fn allocate_amount(amount: Amount, total: i64, cells: &[SalesCell], spend: &mut [i64]) -> bool {
    let named = |name: u32, code: u32| name == BLANK_CODE || name == code;
    let is_named = |cell: &SalesCell| named(amount.brand, cell.key.brand) && named(amount.campaign, cell.key.campaign);
    let payees: Vec<usize> = (0..cells.len()).filter(|&at| is_named(&cells[at])).collect();
    let orders: Vec<i64> = payees.iter().map(|&at| cells[at].orders).collect();
    let revenue: Vec<i64> = payees.iter().map(|&at| cells[at].revenue).collect();
    let weights = spend_weights(amount.is_per_order, orders, revenue);
    let Some(parts) = shares(total, &weights) else {
        return false;
    };
    payees.into_iter().zip(parts).for_each(|(at, part)| spend[at] += part);
    true
}
