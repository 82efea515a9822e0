//! Further levels of aggregation, for the questions that are asked most.

use std::ops::Range;

use definitions::Day;
use rayon::slice::ParallelSliceMut;

use crate::{
    CellOrder, Combination, DailySeries, Period, PrefixSums, distinct,
    input::{SalesCell, SalesKey},
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

fn seller_of(key: &SalesKey) -> SellerKey {
    SellerKey { brand: key.brand, influencer: key.influencer, campaign: key.campaign }
}

/// The cells over all products; `spend` is what lies on each of them, in micros.
pub(crate) fn by_seller(cells: &[SalesCell], spend: &[i64], people: &People) -> SellerSales {
    let keys = distinct(cells.iter().map(|cell| seller_of(&cell.key)));
    let place = |cell: &SalesCell| keys.binary_search(&seller_of(&cell.key)).unwrap_or_default();
    // The cells of one key are one influencer's and come sorted by day: only the keys have to be put in order.
    let sellers: Vec<u32> = cells.iter().map(|cell| place(cell) as u32).collect();
    let sums = |at: u32| {
        let (seller, cell) = (sellers[at as usize] as usize, &cells[at as usize]);
        (seller, cell.key.day, [cell.rows, cell.orders, cell.revenue, spend[at as usize]])
    };
    let sales = PrefixSums::new(in_order(&sellers, keys.len()).into_iter().map(sums));
    let profile = |seller: &SellerKey| people.profile_of[seller.influencer as usize].unwrap_or_default();
    SellerSales { profiles: keys.iter().map(profile).collect(), by_day: days_of(&sales), keys, sales }
}

/// The places of codes below `most`, by code; those of one code as they come.
fn in_order(codes: &[u32], most: usize) -> Vec<u32> {
    let mut next = vec![0_u32; most + 1];
    codes.iter().for_each(|code| next[*code as usize + 1] += 1);
    for code in 0..most {
        next[code + 1] += next[code];
    }
    let mut order = vec![0; codes.len()];
    for (at, code) in codes.iter().enumerate() {
        let next = &mut next[*code as usize];
        order[*next as usize] = at as u32;
        *next += 1;
    }
    order
}

/// Orders and revenue of each run, which stand second and third in its sums.
pub(crate) fn days_of<const N: usize>(sales: &PrefixSums<N>) -> DailySeries {
    let mut cells = Vec::new();
    for run in 0..sales.len() {
        sales.each_day(run, Period::ALWAYS, |day, sums| {
            cells.push((run, Day::from_number(day), [sums[1], sums[2]]));
        });
    }
    DailySeries::new(cells)
}

/// Orders and revenue of each combination; `order` are the cells' places in the series.
pub(crate) fn by_combination(cells: &[SalesCell], order: &[CellOrder], combinations: usize) -> DailySeries {
    let mut order: Vec<(u32, Day, u32)> =
        order.iter().map(|place| (place.combination, place.day, place.cell)).collect();
    order.par_sort_unstable();
    let sums = |&(combination, day, cell): &(u32, Day, u32)| {
        let cell = &cells[cell as usize];
        (combination as usize, day, [cell.orders, cell.revenue])
    };
    let runs = DailySeries::new(order.iter().map(sums));
    debug_assert_eq!(runs.len(), combinations, "every combination has sales");
    runs
}

/// Orders and revenue of each brand, whose combinations stand together.
pub(crate) fn by_brand(combinations: &[Combination], by_combination: &DailySeries) -> DailySeries {
    let mut next = 0;
    let mut cells: Vec<(usize, Day, [i64; 2])> = Vec::new();
    for (brand, own) in combinations.chunk_by(|left, right| left.brand == right.brand).enumerate() {
        let from = cells.len();
        for _ in own {
            by_combination.each_day(next, Period::ALWAYS, |day, orders, revenue| {
                cells.push((brand, Day::from_number(day), [orders, revenue]));
            });
            next += 1;
        }
        cells[from..].sort_unstable_by_key(|(_, day, _)| *day);
    }
    DailySeries::new(cells)
}

/// The run of each profile that sold something. The cells come sorted by influencer and day.
pub(crate) fn by_profile(cells: &[SalesCell], people: &People) -> (Vec<Option<u32>>, DailySeries) {
    let mut run_of_profile = vec![None; people.profiles.len()];
    let (mut next, mut last) = (0, None);
    let runs = DailySeries::new(cells.iter().map(|cell| {
        if last != Some(cell.key.influencer) {
            last = Some(cell.key.influencer);
            if let Some(profile) = people.profile_of[cell.key.influencer as usize] {
                run_of_profile[profile as usize] = Some(next);
            }
            next += 1;
        }
        (next as usize - 1, cell.key.day, [cell.orders, cell.revenue])
    }));
    (run_of_profile, runs)
}
