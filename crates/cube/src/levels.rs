//! Further levels of aggregation, for the questions that are asked most.

use std::ops::Range;

use definitions::Day;

use crate::{
    Combination, DailySeries, Period, PrefixSums,
    day_columns::{DayColumns, SumsByDay},
    input::{SalesSeries, SeriesKey},
    people::People,
};

/// One (brand, influencer, campaign) that receives a share of the brand's organic sales. Ordered by brand, then by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SellerKey {
    pub(crate) brand: u32,
    pub(crate) influencer: u32,
    pub(crate) campaign: u32,
}

/// Sales by brand, influencer and campaign, over all products.
#[derive(Debug)]
pub(crate) struct SellerSales {
    pub(crate) keys: Vec<SellerKey>,
    /// The profile of each key's influencer.
    pub(crate) profiles: Vec<u32>,
    /// Rows, orders, revenue and spend.
    pub(crate) sales: PrefixSums<4>,
    /// Orders and revenue by day.
    pub(crate) by_day: DailySeries,
}

impl SellerSales {
    /// The positions of a brand's keys; empty for a brand that is not sold.
    pub(crate) fn of_brand(&self, brand: u32) -> Range<usize> {
        let from = self.keys.partition_point(|seller| seller.brand < brand);
        from..from + self.keys[from..].partition_point(|seller| seller.brand == brand)
    }

    /// The brands that are sold, each with the positions of its keys.
    pub(crate) fn brands(&self) -> impl Iterator<Item = (u32, Range<usize>)> {
        let mut next = 0;
        self.keys.chunk_by(|left, right| left.brand == right.brand).map(move |sellers| {
            let from = next;
            next += sellers.len();
            (sellers[0].brand, from..next)
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.keys) + size_of_val(&*self.profiles) + self.sales.bytes() + self.by_day.bytes()
    }
}

/// The sales of influencers by day, one series after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attributed<'s> {
    pub(crate) sales: &'s SalesSeries,
    /// Where the cells of each series are.
    pub(crate) places: &'s [Range<usize>],
    /// What lies on each cell, in micros.
    pub(crate) spend: &'s [i64],
    /// The first and the last day of the data.
    pub(crate) span: Option<(Day, Day)>,
}

impl<'s> Attributed<'s> {
    fn key(self, series: usize) -> SeriesKey {
        self.sales.series[series].0
    }

    fn days(self, series: usize) -> &'s [i32] {
        &self.sales.days[self.places[series].clone()]
    }

    fn calendar<const N: usize>(self) -> SumsByDay<N> {
        SumsByDay::new(self.span.map_or(0..0, |(first, last)| first.number()..last.number() + 1))
    }

    fn add_sold(self, series: usize, to: &mut SumsByDay<2>) {
        let SalesSeries { days, orders, revenue, .. } = self.sales;
        self.places[series].clone().for_each(|at| to.add(days[at], [orders[at], revenue[at]]));
    }

    fn add_all(self, series: usize, to: &mut SumsByDay<4>) {
        let SalesSeries { days, rows, orders, revenue, .. } = self.sales;
        let sums = |at: usize| [rows[at], orders[at], revenue[at], self.spend[at]];
        self.places[series].clone().for_each(|at| to.add(days[at], sums(at)));
    }

    /// Rows, orders, revenue and spend.
    pub(crate) fn columns(&self) -> [&[i64]; 4] {
        [&self.sales.rows, &self.sales.orders, &self.sales.revenue, self.spend]
    }
}

/// The cells over all products.
pub(crate) fn by_seller(attributed: Attributed<'_>, people: &People) -> SellerSales {
    let seller = |series: usize| {
        let SeriesKey { influencer, brand, campaign, .. } = attributed.key(series);
        SellerKey { brand, influencer, campaign }
    };
    let mut sellers: Vec<(SellerKey, usize)> =
        (0..attributed.places.len()).map(|series| (seller(series), series)).collect();
    sellers.sort_unstable();
    let (mut keys, mut sums, mut days) = (Vec::new(), DayColumns::new(), attributed.calendar());
    for own in sellers.chunk_by(|(left, _), (right, _)| left == right) {
        keys.push(own[0].0);
        if let [(_, series)] = own {
            let place = attributed.places[*series].clone();
            sums.push_copy(attributed.days(*series), attributed.columns().map(|column| &column[place.clone()]));
        } else {
            own.iter().for_each(|(_, series)| attributed.add_all(*series, &mut days));
            sums.push(&mut days);
        }
    }
    let (sales, spans, [_, orders, revenue, _]) = sums.prefix_sums();
    let profile = |seller: &SellerKey| people.profile_of[seller.influencer as usize].unwrap_or_default();
    let by_day = DailySeries::new(spans, orders, revenue);
    SellerSales { profiles: keys.iter().map(profile).collect(), by_day, keys, sales }
}

/// Orders and revenue of each combination; `codes` say which of them each series is of.
pub(crate) fn by_combination(attributed: Attributed<'_>, codes: &[u32]) -> DailySeries {
    let mut series: Vec<(u32, usize)> = codes.iter().copied().zip(0..).collect();
    series.sort_unstable();
    let (mut sums, mut days) = (DayColumns::new(), attributed.calendar());
    for own in series.chunk_by(|(left, _), (right, _)| left == right) {
        own.iter().for_each(|(_, series)| attributed.add_sold(*series, &mut days));
        sums.push(&mut days);
    }
    sums.daily()
}

/// Orders and revenue of each brand, whose combinations stand together.
pub(crate) fn by_brand(
    combinations: &[Combination],
    by_combination: &DailySeries,
    attributed: Attributed<'_>,
) -> DailySeries {
    let (mut sums, mut days, mut next) = (DayColumns::new(), attributed.calendar(), 0);
    for own in combinations.chunk_by(|left, right| left.brand == right.brand) {
        for run in next..next + own.len() {
            by_combination.each_day(run, Period::ALWAYS, |day, orders, revenue| days.add(day, [orders, revenue]));
        }
        next += own.len();
        sums.push(&mut days);
    }
    sums.daily()
}

/// The run of each profile that sold something, and what it sold.
pub(crate) fn by_profile(attributed: Attributed<'_>, people: &People) -> (Vec<Option<u32>>, DailySeries) {
    let mut run_of_profile = vec![None; people.profiles.len()];
    let (mut sums, mut days, mut next) = (DayColumns::new(), attributed.calendar(), 0);
    for (run, own) in
        attributed.sales.series.chunk_by(|(left, _), (right, _)| left.influencer == right.influencer).enumerate()
    {
        if let Some(profile) = people.profile_of[own[0].0.influencer as usize] {
            run_of_profile[profile as usize] = Some(run as u32);
        }
        (next..next + own.len()).for_each(|series| attributed.add_sold(series, &mut days));
        next += own.len();
        sums.push(&mut days);
    }
    (run_of_profile, sums.daily())
}
