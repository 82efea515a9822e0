//! What is earned on the sales of each influencer: revenue times the margin of its brand, rounded once for each brand.

use definitions::{Margin, Margins};

use super::{filter::Filter, seller_sums::SellerSums};
use crate::Cube;

/// Adds up the revenue of one influencer and brand after the other, and gives what is earned on each.
struct Earnings {
    by_profile: Vec<i64>,
    /// Whose sales of which brand are being added up, and their revenue so far.
    of: (usize, u32),
    revenue: i64,
}

impl Earnings {
    fn new(profiles: usize) -> Self {
        Self { by_profile: vec![0; profiles], of: (0, 0), revenue: 0 }
    }

    /// Sales of one influencer and brand come one after the other.
    fn add(&mut self, of: (usize, u32), revenue: i64, margins: &[Margin]) {
        if self.of != of {
            self.close(margins);
            self.of = of;
        }
        self.revenue += revenue;
    }

    fn close(&mut self, margins: &[Margin]) {
        let (profile, brand) = self.of;
        if self.revenue != 0 {
            self.by_profile[profile] += margins[brand as usize].of(self.revenue);
        }
        self.revenue = 0;
    }

    fn finish(mut self, margins: &[Margin]) -> Vec<i64> {
        self.close(margins);
        self.by_profile
    }
}

/// By profile: what is earned on the chosen sales of the `wanted`, in micros. None where all revenue is earned.
pub(super) fn contributions(
    cube: &Cube,
    filter: &Filter,
    sums: &SellerSums<'_>,
    wanted: &[bool],
    margins: &Margins,
) -> Option<Vec<i64>> {
    if margins.common() == Some(Margin::WHOLE) {
        return None;
    }
    let brands = &cube.dictionaries.brands;
    let margins: Vec<Margin> = (0..brands.len() as u32).map(|brand| margins.of_brand(brands.shown(brand))).collect();
    let mut earnings = Earnings::new(wanted.len());
    if filter.filters_products {
        by_series(cube, filter, wanted, |of, revenue| earnings.add(of, revenue, &margins));
    } else {
        by_seller(cube, filter, sums, wanted, |of, revenue| earnings.add(of, revenue, &margins));
    }
    Some(earnings.finish(&margins))
}

/// Whatever the product.
fn by_seller(
    cube: &Cube,
    filter: &Filter,
    sums: &SellerSums<'_>,
    wanted: &[bool],
    mut give: impl FnMut((usize, u32), i64),
) {
    let sellers = &cube.sellers;
    for (brand, range) in sellers.brands().filter(|(brand, _)| filter.has_brand(*brand)) {
        for seller in range {
            let profile = sellers.profiles[seller] as usize;
            if filter.has_campaign(sellers.keys[seller].campaign) & wanted[profile] {
                give((profile, brand), sums.revenue(seller));
            }
        }
    }
}

/// By product: the series of an influencer come by brand.
fn by_series(cube: &Cube, filter: &Filter, wanted: &[bool], mut give: impl FnMut((usize, u32), i64)) {
    for (run, series) in cube.series.iter().enumerate() {
        let (profile, combination) = (series.profile as usize, series.combination as usize);
        if wanted[profile]
            && filter.combinations[combination].passes()
            && let Some([_, _, revenue, _]) = cube.sales.sums(run, filter.period)
        {
            give((profile, cube.combinations[combination].brand), revenue);
        }
    }
}
