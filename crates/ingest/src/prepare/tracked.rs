//! What payments without a total are worked out from: the sales that count, the tracked orders, and the posts of each influencer.

use std::{collections::BTreeMap, io};

use definitions::Class;

use crate::{
    classify::sources::proposed_class,
    tables::fields::{Field, Role},
};

use super::{
    Preparation, Surveyed, emit,
    identity::{Decided, Seller},
    plan::TablePlan,
    shared::{Overlaps, Shared},
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

    fn add_sale(&mut self, id: &str, revenue: i64, orders: i64) {
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

impl Preparation<'_> {
    /// The sales as they will be written: converted, without repeated rows and what a later file replaces. They are read once more, and
    /// only where payments are worked out from them.
    pub(super) fn count_what_stays(
        &mut self,
        surveyed: &[Surveyed<'_>],
        shared: &mut Shared<'_>,
        overlaps: &Overlaps,
    ) -> io::Result<()> {
        let lacks = |one: &Surveyed<'_>| {
            let mut tables = one.source.plan.tables.iter().zip(&one.tables);
            tables.any(|(table, facts)| lacks_totals(table) || facts.rates_alone > 0)
        };
        if !surveyed.iter().any(lacks) {
            return Ok(());
        }
        let mut tracked = Tracked { posts: std::mem::take(&mut shared.tracked.posts), ..Tracked::default() };
        for one in surveyed {
            for at in (0..one.source.plan.tables.len()).filter(|at| one.source.plan.tables[*at].role == Role::Tracking)
            {
                let decisions = self.decisions(one, at, shared, overlaps);
                emit::each_row(&one.source, at, &decisions, &mut |row| {
                    if !row.person.is_empty() && !self.is_organic(row.source) {
                        tracked.add_sale(row.person, row.money, row.orders);
                    }
                })?;
            }
        }
        shared.tracked = tracked;
        Ok(())
    }

    /// Whether nobody is named by a sale of this source, as somebody chose or as it says.
    pub(super) fn is_organic(&self, source: &str) -> bool {
        match self.job.plan.changes.source.get(source) {
            Some(class) => class == "organic",
            None => !source.is_empty() && proposed_class(source, 0) == Class::Organic,
        }
    }
}
