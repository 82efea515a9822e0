//! Every campaign that sold something, with when and how much.

use definitions::Day;

use crate::{Calendar, Cube};

/// What one brand's campaign sold through influencers; money in micros.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CampaignSales<'d> {
    pub brand: &'d str,
    pub campaign: &'d str,
    pub first_day: Day,
    pub last_day: Day,
    /// The day by which all but a fortieth of the revenue had come: stragglers do not make a campaign longer.
    pub settled_day: Day,
    pub orders: i64,
    pub revenue: i64,
    /// What lies on its sales.
    pub spend: i64,
    /// Paid for it by name to people who sold nothing of it.
    pub spend_without_sale: i64,
    /// The part of it whose payments name the campaign, which no other brand has, but not its brand.
    pub spend_without_brand: i64,
    /// Paid to people who sold nothing of what the payment names, where the data do not say whether for this campaign: it may be this
    /// one, and others.
    pub spend_unplaced: i64,
    /// The days with revenue other than zero, oldest first.
    pub daily_revenue: Vec<(Day, i64)>,
}

impl Cube {
    /// Every brand's campaigns by brand, then campaign; sales without a campaign are one of blank name.
    pub fn campaigns(&self) -> Vec<CampaignSales<'_>> {
        let cube = self;
        let Some((first, last)) = cube.days else {
            return Vec::new();
        };
        let spend = spend_by_combination(cube);
        // Combinations are sorted by brand and product first.
        let mut order: Vec<usize> = (0..cube.combinations.len()).collect();
        let name = |at: usize| (cube.combinations[at].brand, cube.combinations[at].campaign);
        order.sort_unstable_by_key(|at| name(*at));
        let days = (last.number() - first.number() + 1) as usize;
        let campaign = |parts: &[usize]| {
            let mut calendar = Calendar::new(first.number(), days);
            parts.iter().for_each(|part| cube.by_combination.add(*part, &mut calendar));
            let spend = parts.iter().map(|part| spend[*part]).sum();
            sales(cube, name(parts[0]), &calendar, spend)
        };
        let mut campaigns: Vec<CampaignSales<'_>> =
            order.chunk_by(|one, other| name(*one) == name(*other)).filter_map(campaign).collect();
        self.add_spend_without_sale(&mut campaigns);
        campaigns
    }

    /// A payment that names a campaign but no brand belongs to it where one brand alone has a campaign of that name.
    fn add_spend_without_sale(&self, campaigns: &mut [CampaignSales<'_>]) {
        let dictionaries = &self.dictionaries;
        for ((brand, campaign), amount) in self.without_sale.by_names() {
            let brand = dictionaries.brands.named(brand);
            let campaign = dictionaries.campaigns.named(campaign);
            let may_be = |at: &usize| {
                let one = &campaigns[*at];
                brand.is_none_or(|brand| one.brand == brand) && campaign.is_none_or(|campaign| one.campaign == campaign)
            };
            let possible: Vec<usize> = (0..campaigns.len()).filter(may_be).collect();
            if let (Some(_), [only]) = (campaign, &possible[..]) {
                campaigns[*only].spend_without_sale += amount;
                campaigns[*only].spend_without_brand += if brand.is_none() { amount } else { 0 };
            } else {
                possible.into_iter().for_each(|at| campaigns[at].spend_unplaced += amount);
            }
        }
    }
}

fn spend_by_combination(cube: &Cube) -> Vec<i64> {
    let mut spend = vec![0; cube.combinations.len()];
    for (run, series) in cube.series.iter().enumerate() {
        let [_, _, _, own] = cube.sales.whole(run);
        spend[series.combination as usize] += own;
    }
    spend
}

/// Nothing where no day has sales other than zero.
fn sales<'d>(
    cube: &'d Cube,
    (brand, campaign): (u32, u32),
    calendar: &Calendar,
    spend: i64,
) -> Option<CampaignSales<'d>> {
    let Calendar { first, orders, revenue } = calendar;
    let has_sales = |at: &usize| orders[*at] != 0 || revenue[*at] != 0;
    let first_at = (0..orders.len()).find(has_sales)?;
    let last_at = (0..orders.len()).rev().find(has_sales)?;
    let day = |at: usize| Day::from_number(first + at as i32);
    Some(CampaignSales {
        brand: cube.dictionaries.brands.shown(brand),
        campaign: cube.dictionaries.campaigns.shown(campaign),
        first_day: day(first_at),
        last_day: day(last_at),
        settled_day: day(settled(revenue).unwrap_or(last_at)),
        orders: orders.iter().sum(),
        revenue: revenue.iter().sum(),
        spend,
        spend_without_sale: 0,
        spend_without_brand: 0,
        spend_unplaced: 0,
        daily_revenue: (0..revenue.len()).filter(|at| revenue[*at] != 0).map(|at| (day(at), revenue[at])).collect(),
    })
}

/// Where the revenue so far first reaches 39 of 40 parts of all that came in.
fn settled(revenue: &[i64]) -> Option<usize> {
    let incoming = || revenue.iter().map(|amount| i128::from((*amount).max(0)));
    let all: i128 = incoming().sum();
    let mut so_far = 0;
    incoming().position(|amount| {
        so_far += amount;
        all > 0 && so_far * 40 >= all * 39
    })
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn a_straggler_does_not_make_a_campaign_longer() {
        assert_eq!(settled(&[0, 500, 480, 0, 0, 20]), Some(2));
        assert_eq!(settled(&[0, 500, 400, 0, 0, 100]), Some(5));
        assert_eq!(settled(&[500, -20, 500]), Some(2));
        assert_eq!(settled(&[0, 0]), None);
    }
}
