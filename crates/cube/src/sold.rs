//! What one influencer sold, sale by sale.

use definitions::{BLANK, Day, Dimension, Selection};

use crate::{Cube, Period};

/// The sales of one influencer, brand, product, campaign and day; money in micros.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Sold<'d> {
    pub day: Day,
    pub brand: &'d str,
    pub product: &'d str,
    pub campaign: &'d str,
    pub orders: i64,
    pub revenue: i64,
    /// Under the allocated method.
    pub spend: i64,
}

impl Sold<'_> {
    /// Whether it lies on the sales side of a selection.
    pub fn is_on(&self, selection: &Selection) -> bool {
        let values =
            [(Dimension::Brand, self.brand), (Dimension::Product, self.product), (Dimension::Campaign, self.campaign)];
        selection.has_day(self.day) && values.into_iter().all(|(dimension, value)| selection.takes(dimension, value))
    }
}

impl Cube {
    /// What an influencer sold, with the spend that lies on it: in the order that shares are rounded by.
    pub fn sold_by(&self, profile: usize) -> impl Iterator<Item = Sold<'_>> {
        let Cube { dictionaries, series, sales, combinations, people, .. } = self;
        // Series come by the order of the ids, of which the blank is the first.
        let id = |profile: usize| Some(people.profiles[profile].id.as_str()).filter(|id| *id != BLANK);
        let from = series.partition_point(|series| id(series.profile as usize) < id(profile));
        let own =
            series.iter().enumerate().skip(from).take_while(move |(_, series)| series.profile as usize == profile);
        let mut cells = Vec::new();
        for (run, series) in own {
            sales.each_day(run, Period::ALWAYS, |day, sums| cells.push((day, series.combination, sums)));
        }
        cells.sort_unstable();
        cells.into_iter().map(|(day, combination, [_, orders, revenue, spend])| {
            let combination = combinations[combination as usize];
            Sold {
                day: Day::from_number(day),
                brand: dictionaries.brands.text(combination.brand),
                product: dictionaries.products.text(combination.product),
                campaign: dictionaries.campaigns.text(combination.campaign),
                orders,
                revenue,
                spend,
            }
        })
    }
}
