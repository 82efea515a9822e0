//! On which days the work of a scope was done.

use std::{collections::BTreeMap, ops::RangeInclusive};

use definitions::Day;

use crate::{
    ledger::{Ledger, Payee},
    scope::Scope,
};

/// Posts come somewhat before the sales they bring, and somewhat after the last of them.
const AROUND_DAYS: i32 = 7;

/// The days on which anybody sold something of a scope.
pub(crate) struct WorkDays(BTreeMap<Scope, (Day, Day)>);

impl WorkDays {
    pub(crate) fn of(ledger: &Ledger) -> Self {
        let mut days = BTreeMap::<Scope, (Day, Day)>::new();
        for sold in ledger.payees.iter().flat_map(|payee| &payee.sold) {
            for (brand, campaign) in [(&*sold.brand, &*sold.campaign), (&sold.brand, ""), ("", &sold.campaign)] {
                let scope = Scope { brand: brand.to_owned(), campaign: campaign.to_owned() };
                let known = days.entry(scope).or_insert((sold.first, sold.last));
                *known = (known.0.min(sold.first), known.1.max(sold.last));
            }
        }
        Self(days)
    }

    /// When posts for a scope may have been published: any day where nothing is named or nothing of it was ever sold.
    pub(crate) fn window(&self, scope: &Scope) -> RangeInclusive<i32> {
        let days = self.0.get(scope).filter(|_| scope.precision() > 0);
        days.map_or(i32::MIN..=i32::MAX, |(first, last)| first.number() - AROUND_DAYS..=last.number() + AROUND_DAYS)
    }

    /// The posts that may be for a scope, by day. Nothing distinguishes posts of campaigns that run at the same time, so that
    /// there are never more for a scope than these.
    pub(crate) fn posts<'p>(&self, payee: &'p Payee, scope: &Scope) -> impl Iterator<Item = (Day, i64)> + use<'p> {
        let window = self.window(scope);
        payee.posts.iter().copied().filter(move |(day, posts)| *posts > 0 && window.contains(&day.number()))
    }
}
