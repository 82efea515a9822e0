//! What was paid to influencers who sold nothing of what the payment names.

use definitions::{Placement, Selection};

use crate::{Cube, Dictionaries, people::People, spend::PaidWithoutSale};

/// A payment that lies on no sale of its payee.
#[derive(Clone, Copy, Debug)]
pub struct WithoutSale<'d> {
    /// Blank where it names none.
    pub brand: &'d str,
    /// Blank where it names none.
    pub campaign: &'d str,
    /// Micros.
    pub amount: i64,
}

impl WithoutSale<'_> {
    /// Whether it is spend under the allocated method.
    pub fn counts(&self, selection: &Selection) -> bool {
        Placement::of(selection, self.brand, self.campaign) == Placement::Inside
    }
}

/// All of them, so that a question looks each brand and campaign up once.
#[derive(Debug)]
pub(crate) struct AllWithoutSale {
    /// The brands and campaigns that are named together; blank codes where none is.
    names: Vec<(u32, u32)>,
    /// Profile, place among the names, and amount of each, by the order of the ids.
    payments: Vec<(u32, u32, i64)>,
}

impl AllWithoutSale {
    pub(crate) fn new(payments: &[PaidWithoutSale], people: &People) -> Self {
        let name = |paid: &PaidWithoutSale| (paid.brand, paid.campaign);
        let mut names: Vec<(u32, u32)> = payments.iter().map(name).collect();
        names.sort_unstable();
        names.dedup();
        let payment = |paid: &PaidWithoutSale| {
            let profile = people.profile_of[paid.influencer as usize]?;
            Some((profile, names.binary_search(&name(paid)).ok()? as u32, paid.amount))
        };
        Self { payments: payments.iter().filter_map(payment).collect(), names }
    }

    /// Gives profile, placement under a selection, and amount of each.
    pub(crate) fn placed(
        &self,
        selection: &Selection,
        dictionaries: &Dictionaries,
    ) -> impl Iterator<Item = (usize, Placement, i64)> {
        let place = |(brand, campaign): &(u32, u32)| {
            Placement::of(selection, dictionaries.brands.text(*brand), dictionaries.campaigns.text(*campaign))
        };
        let places: Vec<Placement> = self.names.iter().map(place).collect();
        self.payments.iter().map(move |(profile, name, amount)| (*profile as usize, places[*name as usize], *amount))
    }

    /// What was paid under each brand and campaign that are named together.
    pub(crate) fn by_names(&self) -> impl Iterator<Item = ((u32, u32), i64)> {
        let mut amounts = vec![0; self.names.len()];
        self.payments.iter().for_each(|(_, name, amount)| amounts[*name as usize] += amount);
        self.names.iter().copied().zip(amounts)
    }

    /// The brands and campaigns that are named together; blank codes where none is.
    pub(crate) fn names(&self) -> &[(u32, u32)] {
        &self.names
    }
}

impl Cube {
    /// What an influencer was paid that lies on none of its sales.
    pub fn paid_without_sale(&self, profile: usize) -> impl Iterator<Item = WithoutSale<'_>> {
        let own = self.without_sale.payments.iter().filter(move |(of, ..)| *of as usize == profile);
        own.map(|(_, name, amount)| {
            let (brand, campaign) = self.without_sale.names[*name as usize];
            WithoutSale {
                brand: self.dictionaries.brands.text(brand),
                campaign: self.dictionaries.campaigns.text(campaign),
                amount: *amount,
            }
        })
    }
}
