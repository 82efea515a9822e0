//! The sales that count, once it is decided which do: payments by a percentage or per order are worked out from them.

use std::io;

use definitions::Class;

use crate::{classify::sources::proposed_class, tables::fields::Role};

use super::{
    Preparation, Surveyed, emit,
    shared::{Overlaps, Shared},
    tracked::{Tracked, lacks_totals},
};

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

    /// Whether no influencer is named by a sale of this source, as the user chose or as it says.
    pub(super) fn is_organic(&self, source: &str) -> bool {
        match self.job.plan.changes.source.get(source) {
            Some(class) => class == "organic",
            None => !source.is_empty() && proposed_class(source, 0) == Class::Organic,
        }
    }
}
