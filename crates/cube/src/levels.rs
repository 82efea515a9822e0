//! Further levels of aggregation, for the questions that are asked most.

use std::ops::Range;

use crate::{
    Combination, DailySeries, Period, PrefixSums,
    input::SalesCell,
    people::People,
    series::{SeriesCells, SeriesOrder},
};
use definitions::Day;

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

/// The cells over all products; `spend` is what lies on each of them, in micros.
pub(crate) fn by_seller(cells: &[SalesCell], spend: &[i64], order: &SeriesOrder, people: &People) -> SellerSales {
    let key = |series: &SeriesCells| SellerKey {
        brand: series.combination.brand,
        influencer: series.influencer,
        campaign: series.combination.campaign,
    };
    let mut sellers: Vec<(SellerKey, &SeriesCells)> = order.series.iter().map(|series| (key(series), series)).collect();
    sellers.sort_by_key(|(key, _)| *key);
    let (mut keys, mut places): (Vec<SellerKey>, Vec<(u32, u32)>) = (Vec::new(), Vec::with_capacity(cells.len()));
    for own in sellers.chunk_by(|(left, _), (right, _)| left == right) {
        let (seller, from) = (keys.len() as u32, places.len());
        keys.push(own[0].0);
        own.iter().for_each(|(_, series)| places.extend(order.cells_of(series).iter().map(|at| (seller, *at))));
        if own.len() > 1 {
            // The cells of one influencer come sorted by day.
            places[from..].sort_unstable();
        }
    }
    let sums = |(seller, at): (u32, u32)| {
        let (cell, spend) = (&cells[at as usize], spend[at as usize]);
        (seller as usize, cell.key.day, [cell.rows, cell.orders, cell.revenue, spend])
    };
    let sales = PrefixSums::of(cells.len(), places.into_iter().map(sums));
    let profile = |seller: &SellerKey| people.profile_of[seller.influencer as usize].unwrap_or_default();
    SellerSales { profiles: keys.iter().map(profile).collect(), by_day: days_of(&sales), keys, sales }
}

/// Orders and revenue of each run, which stand second and third in its sums.
pub(crate) fn days_of<const N: usize>(sales: &PrefixSums<N>) -> DailySeries {
    sales.daily(1, 2)
}

/// Orders and revenue of each combination; `codes` say which of them each series is of.
pub(crate) fn by_combination(
    cells: &[SalesCell],
    order: &SeriesOrder,
    codes: &[u32],
    days: Option<(Day, Day)>,
) -> DailySeries {
    let mut series: Vec<(u32, &SeriesCells)> = codes.iter().copied().zip(&order.series).collect();
    series.sort_by_key(|(code, _)| *code);
    let (mut found, mut sums) = (Vec::new(), SumsByDay::new(days));
    for own in series.chunk_by(|left, right| left.0 == right.0) {
        for at in own.iter().flat_map(|(_, series)| order.cells_of(series)) {
            let cell = &cells[*at as usize];
            sums.add(cell.key.day, [cell.orders, cell.revenue]);
        }
        sums.take_all(own[0].0 as usize, &mut found);
    }
    DailySeries::of(found.len(), found)
}

/// Orders and revenue of each brand, whose combinations stand together.
pub(crate) fn by_brand(
    combinations: &[Combination],
    by_combination: &DailySeries,
    days: Option<(Day, Day)>,
) -> DailySeries {
    let (mut found, mut sums, mut next) = (Vec::new(), SumsByDay::new(days), 0);
    for (brand, own) in combinations.chunk_by(|left, right| left.brand == right.brand).enumerate() {
        for run in next..next + own.len() {
            by_combination.each_day(run, Period::ALWAYS, |day, orders, revenue| {
                sums.add(Day::from_number(day), [orders, revenue]);
            });
        }
        next += own.len();
        sums.take_all(brand, &mut found);
    }
    DailySeries::of(found.len(), found)
}

/// Sums by day that come in no order, of one thing after the other.
struct SumsByDay {
    first: i32,
    sums: Vec<[i64; 2]>,
    /// Days that have a sale, though its sums may be 0.
    has: Vec<bool>,
    /// The days that were added to.
    touched: Vec<i32>,
}

impl SumsByDay {
    /// Of days from the first to the last.
    fn new(days: Option<(Day, Day)>) -> Self {
        let (first, last) = days.map_or((0, 0), |(first, last)| (first.number(), last.number()));
        let days = (i64::from(last) - i64::from(first) + 1) as usize;
        Self { first, sums: vec![[0; 2]; days], has: vec![false; days], touched: Vec::new() }
    }

    fn add(&mut self, day: Day, [orders, revenue]: [i64; 2]) {
        let at = (day.number() - self.first) as usize;
        if !self.has[at] {
            self.has[at] = true;
            self.touched.push(day.number());
        }
        self.sums[at][0] += orders;
        self.sums[at][1] += revenue;
    }

    /// Gives the days of a run, oldest first, and forgets them.
    fn take_all(&mut self, run: usize, into: &mut Vec<(usize, Day, [i64; 2])>) {
        self.touched.sort_unstable();
        for day in self.touched.drain(..) {
            let at = (day - self.first) as usize;
            self.has[at] = false;
            into.push((run, Day::from_number(day), std::mem::take(&mut self.sums[at])));
        }
    }
}

/// The run of each profile that sold something. The cells come sorted by influencer and day.
pub(crate) fn by_profile(cells: &[SalesCell], people: &People) -> (Vec<Option<u32>>, DailySeries) {
    let mut run_of_profile = vec![None; people.profiles.len()];
    let (mut next, mut last) = (0, None);
    let runs = cells.iter().map(|cell| {
        if last != Some(cell.key.influencer) {
            last = Some(cell.key.influencer);
            if let Some(profile) = people.profile_of[cell.key.influencer as usize] {
                run_of_profile[profile as usize] = Some(next);
            }
            next += 1;
        }
        (next as usize - 1, cell.key.day, [cell.orders, cell.revenue])
    });
    let runs = DailySeries::of(cells.len(), runs);
    (run_of_profile, runs)
}

#[cfg(test)]
mod tests {
    use definitions::Day;

    use super::SumsByDay;

    #[test]
    fn days_come_once_in_order_with_their_sums_and_are_forgotten() {
        let day = Day::from_number;
        let (mut sums, mut found) = (SumsByDay::new(Some((day(-3), day(4)))), Vec::new());
        [(4, [1, 10]), (-3, [2, 20]), (4, [-1, -10])].into_iter().for_each(|(at, added)| sums.add(day(at), added));
        sums.take_all(0, &mut found);
        sums.add(day(4), [5, 5]);
        sums.take_all(1, &mut found);
        assert_eq!(found, [(0, day(-3), [2, 20]), (0, day(4), [0, 0]), (1, day(4), [5, 5])]);
    }
}
