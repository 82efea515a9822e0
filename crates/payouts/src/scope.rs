//! What a payment names of the work it is for, and on which days that work was done.

use std::{collections::BTreeMap, ops::RangeInclusive};

use definitions::Day;

use crate::ledger::{Ledger, Payee, Sold};

/// What a payment names: a brand, a campaign, both or nothing. Blank is not named.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// Blank where none is named.
    pub brand: String,
    /// Blank where none is named.
    pub campaign: String,
}

impl Scope {
    /// Whether it takes these sales in: what it does not name may be any.
    pub(crate) fn takes(&self, sold: &Sold) -> bool {
        (self.brand.is_empty() || self.brand == sold.brand)
            && (self.campaign.is_empty() || self.campaign == sold.campaign)
    }

    /// How much it names: a campaign is more than a brand.
    pub(crate) fn precision(&self) -> u8 {
        u8::from(!self.brand.is_empty()) + 2 * u8::from(!self.campaign.is_empty())
    }
}

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

    /// The posts that may be for a scope, by day. Nothing tells posts of campaigns apart that run at the same time, so that
    /// there are never more for a scope than these.
    pub(crate) fn posts<'p>(&self, payee: &'p Payee, scope: &Scope) -> impl Iterator<Item = (Day, i64)> + use<'p> {
        let window = self.window(scope);
        payee.posts.iter().copied().filter(move |(day, posts)| *posts > 0 && window.contains(&day.number()))
    }
}
