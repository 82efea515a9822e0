//! Which payments a selection of sales counts: each is spread over its payee's sales as the cube spreads it, and counts by what
//! it names where the payee sold nothing of that.

use std::collections::BTreeMap;

use definitions::{Placement, Selection, shares, spend_weights};

use super::payments::Payments;
use crate::Dataset;
use cube::Sold;
use definitions::is_per_order;

/// Payments of one influencer, basis class, named brand and named campaign are one amount.
type Amount = (usize, bool, u32, u32);

/// The payments of these people of which any part counts on the selection's sales side.
pub(super) fn lying_on(dataset: &Dataset, selection: &Selection, payments: &Payments, people: &[bool]) -> Vec<u32> {
    let rows = payments.of_profiles(people);
    let mut amounts = BTreeMap::<Amount, (i64, Vec<u32>)>::new();
    for row in rows {
        let at = row as usize;
        let Some(profile) = payments.profiles[at] else { continue };
        let per_order = is_per_order(payments.bases.text(at));
        let key = (profile, per_order, payments.brands.codes[at], payments.campaigns.codes[at]);
        let (total, rows) = amounts.entry(key).or_default();
        *total += payments.amount(at);
        rows.push(row);
    }
    let (mut found, mut payee) = (Vec::new(), None);
    for ((profile, per_order, ..), (total, rows)) in amounts {
        let sold = match &payee {
            Some((known, sold)) if *known == profile => sold,
            _ => &payee.insert((profile, sold_by(dataset, profile, selection))).1,
        };
        let (brand, campaign) = (payments.brands.text(rows[0] as usize), payments.campaigns.text(rows[0] as usize));
        let counts = parts_on(total, per_order, brand, campaign, sold)
            .unwrap_or_else(|| total != 0 && Placement::of(selection, brand, campaign) == Placement::Inside);
        if counts {
            found.extend(rows);
        }
    }
    found.sort_unstable();
    found
}

/// Each sale of a payee, and whether it is chosen.
fn sold_by<'d>(dataset: &'d Dataset, profile: usize, selection: &Selection) -> Vec<(Sold<'d>, bool)> {
    dataset.sold_by(profile).map(|sold| (sold, sold.is_on(selection))).collect()
}

/// Whether a part of the amount lies on a chosen sale; nothing where the amount lies on no sale.
fn parts_on(total: i64, per_order: bool, brand: &str, campaign: &str, sold: &[(Sold<'_>, bool)]) -> Option<bool> {
    let is_named = |name: &str, text: &str| name.is_empty() || name == text;
    let carries = |(sold, _): &&(Sold<'_>, bool)| is_named(brand, sold.brand) && is_named(campaign, sold.campaign);
    let carriers: Vec<&(Sold<'_>, bool)> = sold.iter().filter(carries).collect();
    let orders: Vec<i64> = carriers.iter().map(|(sold, _)| sold.orders).collect();
    let revenue: Vec<i64> = carriers.iter().map(|(sold, _)| sold.revenue).collect();
    let weights = spend_weights(per_order, orders, revenue);
    let mut parts = shares(total, &weights)?.zip(&carriers);
    Some(parts.any(|(part, (_, is_chosen))| part != 0 && *is_chosen))
}
