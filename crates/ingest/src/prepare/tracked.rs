//! What payments without a total are worked out from: the sales that count, the tracked orders, and the posts of each influencer.

use std::collections::BTreeMap;

use crate::tables::fields::{Field, Role};

use super::{
    Surveyed,
    identity::{Decided, Seller},
    plan::TablePlan,
};

/// Of each influencer, by id.
#[derive(Default)]
pub(super) struct Tracked {
    /// What was sold, in micros.
    pub(super) sold: BTreeMap<String, i64>,
    pub(super) orders: BTreeMap<String, i64>,
    pub(super) posts: BTreeMap<String, i64>,
}

impl Tracked {
    /// Sales as they were surveyed: whether there are any is known, not yet which of them count.
    pub(super) fn surveyed(surveyed: &[Surveyed<'_>], decided: &Decided) -> Self {
        let mut tracked = Self::default();
        let tables = surveyed.iter().flat_map(|one| one.source.plan.tables.iter().zip(&one.tables));
        for (table, facts) in tables {
            for key in &facts.keys {
                let Seller::Person(id) = decided.seller(&key.keys, key.days.map(|(first, _)| first)) else { continue };
                match table.role {
                    Role::Tracking => tracked.add_sale(&id, key.revenue, key.orders),
                    Role::Posts => add(&mut tracked.posts, &id, i64::try_from(key.rows).unwrap_or(i64::MAX)),
                    Role::Payouts | Role::Influencers => {}
                }
            }
        }
        tracked
    }

    pub(super) fn add_sale(&mut self, id: &str, revenue: i64, orders: i64) {
        add(&mut self.sold, id, revenue);
        add(&mut self.orders, id, orders);
    }
}

fn add(sums: &mut BTreeMap<String, i64>, id: &str, amount: i64) {
    let sum = sums.entry(id.to_owned()).or_default();
    *sum = sum.saturating_add(amount);
}

/// Whether the payments of a table have to be worked out.
pub(super) fn lacks_totals(table: &TablePlan) -> bool {
    table.role == Role::Payouts && table.column_of(Field::TotalPayout).is_none()
}
