//! What the sales of each kind of verdict add up to, by key.

use std::collections::HashMap;

use super::{
    alias::folded,
    index::PersonIndex,
    lookup::How,
    outcome::KeySums,
    resolve::{Joined, Resolver, Verdict},
};

/// Rows, orders and micros of revenue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) rows: u64,
    pub(super) orders: i128,
    pub(super) revenue: i128,
}

impl Sums {
    pub(super) fn add(&mut self, more: Self) {
        self.rows += more.rows;
        self.orders += more.orders;
        self.revenue += more.revenue;
    }

    pub(super) fn of(sums: &KeySums) -> Self {
        Self { rows: sums.rows, orders: sums.orders.into(), revenue: sums.revenue.into() }
    }
}

/// One key under all its spellings.
#[derive(Clone, Debug, Default)]
pub(super) struct CodeTally {
    pub(super) sums: Sums,
    spelled: Vec<(String, u64)>,
    /// Those who own it, where several do.
    pub(super) people: Vec<PersonIndex>,
}

impl CodeTally {
    /// The most frequent spelling, the first one where two are equal.
    pub(super) fn code(&self) -> &str {
        let most = self.spelled.iter().map(|(_, rows)| *rows).max();
        self.spelled.iter().find(|(_, rows)| Some(*rows) == most).map_or("", |(code, _)| code)
    }

    fn add(&mut self, code: &str, sums: Sums) {
        self.sums.add(sums);
        match self.spelled.iter_mut().find(|(held, _)| held == code) {
            Some((_, rows)) => *rows += sums.rows,
            None => self.spelled.push((code.to_owned(), sums.rows)),
        }
    }
}

/// Keys with the sums of their sales; only the first few are listed as examples.
#[derive(Clone, Debug, Default)]
pub(super) struct Noted {
    pub(super) sums: Sums,
    pub(super) examples: Vec<String>,
}

const MAX_EXAMPLES: usize = 3;

impl Noted {
    fn add(&mut self, sums: Sums, example: impl FnOnce() -> String) {
        self.sums.add(sums);
        if self.examples.len() < MAX_EXAMPLES {
            let example = example();
            if !self.examples.contains(&example) {
                self.examples.push(example);
            }
        }
    }
}

/// All sales by what their keys say.
#[derive(Debug, Default)]
pub(super) struct SalesTally {
    pub(super) unowned: HashMap<String, CodeTally>,
    pub(super) shared: HashMap<String, CodeTally>,
    pub(super) untagged: Sums,
    pub(super) paid: Noted,
    pub(super) set: Noted,
    pub(super) outside: Noted,
    pub(super) two_owned: Noted,
    pub(super) narrowed: Noted,
    pub(super) lost_zeros: Noted,
    pub(super) lost_digits: Noted,
    /// The sizes of all amounts, whatever their sign.
    pub(super) revenue_size: i128,
    pub(super) orders_size: i128,
}

impl SalesTally {
    pub(super) fn of(resolver: &Resolver, sales: &[KeySums]) -> Self {
        let mut tally = Self::default();
        for sums in sales {
            tally.revenue_size += i128::from(sums.revenue).abs();
            tally.orders_size += i128::from(sums.orders).abs();
            let first = resolver.verdict(&sums.keys, sums.days.map(|(first, _)| first));
            let last = sums
                .days
                .filter(|(first, last)| first != last)
                .map(|(_, last)| resolver.verdict(&sums.keys, Some(last)));
            // A code that changed hands within these days is doubtful if it is so on any of them.
            let is_doubtful = |verdict: &Verdict| matches!(verdict, Verdict::Unowned { .. } | Verdict::Shared { .. });
            tally.add(resolver, last.filter(is_doubtful).unwrap_or(first), Sums::of(sums));
        }
        tally
    }

    fn add(&mut self, resolver: &Resolver, verdict: Verdict, sums: Sums) {
        match verdict {
            Verdict::Person(joined) => self.add_joined(resolver, &joined, sums),
            Verdict::Set(_, code) => self.set.add(sums, || code),
            Verdict::Unowned { code } => self.unowned.entry(folded(&code)).or_default().add(&code, sums),
            Verdict::Shared { code, people } => {
                let tally = self.shared.entry(folded(&code)).or_default();
                tally.people = people;
                tally.add(&code, sums);
            }
            Verdict::Outside { creator } => self.outside.add(sums, || creator),
            Verdict::Paid { source } => self.paid.add(sums, || source),
            Verdict::Untagged => self.untagged.add(sums),
        }
    }

    fn add_joined(&mut self, resolver: &Resolver, joined: &Joined, sums: Sums) {
        let id = || format!("{} as {}", joined.key, resolver.roster.id(joined.person));
        match joined.how {
            How::AsWritten => {}
            How::LostZeros => self.lost_zeros.add(sums, id),
            How::LostDigits => self.lost_digits.add(sums, id),
        }
        if joined.also.is_some() {
            self.two_owned.add(sums, || joined.key.clone());
        }
        if joined.is_narrowed {
            self.narrowed.add(sums, || joined.key.clone());
        }
    }
}

/// The tallies with the most money first, then by code.
pub(super) fn by_money(tallies: &HashMap<String, CodeTally>) -> Vec<(&String, &CodeTally)> {
    let mut sorted: Vec<_> = tallies.iter().collect();
    sorted.sort_by(|(one, first), (other, second)| {
        second.sums.revenue.abs().cmp(&first.sums.revenue.abs()).then(one.cmp(other))
    });
    sorted
}
