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

/// Spreads the payments over their payees' cells: the spend that lies on each cell, and by id's code what lies on no sale.
pub(crate) fn allocate_spend(payments: &[PaymentRow], cells: &[SalesCell], ids: usize) -> (Vec<i64>, Vec<i64>) {
    let mut amounts = BTreeMap::<Amount, i64>::new();
    for payment in payments {
        let is_per_order = definitions::is_per_order(&payment.basis);
        let amount =
            Amount { influencer: payment.influencer, is_per_order, brand: payment.brand, campaign: payment.campaign };
        *amounts.entry(amount).or_default() += payment.amount;
    }
    let mut spend = vec![0; cells.len()];
    let mut unallocated = vec![0; ids];
    for (amount, total) in amounts {
        let from = cells.partition_point(|cell| cell.key.influencer < amount.influencer);
        let to = cells.partition_point(|cell| cell.key.influencer <= amount.influencer);
        if !allocate_amount(amount, total, &cells[from..to], &mut spend[from..to]) {
            unallocated[amount.influencer as usize] += total;
        }
    }
    (spend, unallocated)
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
