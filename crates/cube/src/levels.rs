//! What is asked most, summed once more than the cube's series are.

use std::ops::Range;

use definitions::Day;
use rayon::slice::ParallelSliceMut;

use crate::{
    Combination, Dailies, Period, Place, Runs, distinct,
    input::{SalesCell, SalesKey},
    people::People,
};

/// One (brand, influencer, campaign) that carries a share of the brand's organic sales. Ordered by brand, then by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    pub(crate) brand: u32,
    pub(crate) influencer: u32,
    pub(crate) campaign: u32,
}

/// Sales by brand, influencer and campaign, over all products.
#[derive(Debug)]
pub(crate) struct Slots {
    pub(crate) keys: Vec<Slot>,
    /// The profile of each slot's influencer.
    pub(crate) profiles: Vec<u32>,
    /// Rows, orders, revenue and spend.
    pub(crate) sales: Runs<4>,
    /// Orders and revenue by day.
    pub(crate) by_day: Dailies,
}

impl Slots {
    /// The slots of a brand; none of a brand that is not sold.
    pub(crate) fn of_brand(&self, brand: u32) -> Range<usize> {
        let from = self.keys.partition_point(|slot| slot.brand < brand);
        from..from + self.keys[from..].partition_point(|slot| slot.brand == brand)
    }

    /// The brands that are sold, each with its slots.
    pub(crate) fn brands(&self) -> impl Iterator<Item = (u32, Range<usize>)> {
        let mut next = 0;
        self.keys.chunk_by(|left, right| left.brand == right.brand).map(move |slots| {
            let from = next;
            next += slots.len();
            (slots[0].brand, from..next)
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.keys) + size_of_val(&*self.profiles) + self.sales.bytes() + self.by_day.bytes()
    }
}

fn slot_of(key: &SalesKey) -> Slot {
    Slot { brand: key.brand, influencer: key.influencer, campaign: key.campaign }
}

/// The cells over all products; `spend` is what lies on each of them, in micros.
pub(crate) fn by_slot(cells: &[SalesCell], spend: &[i64], people: &People) -> Slots {
    let keys = distinct(cells.iter().map(|cell| slot_of(&cell.key)));
    let place = |cell: &SalesCell| keys.binary_search(&slot_of(&cell.key)).unwrap_or_default();
    // The cells of a slot are one influencer's, whose cells come sorted by day: nothing but the slots is to be put in order.
    let slots: Vec<u32> = cells.iter().map(|cell| place(cell) as u32).collect();
    let sums = |at: u32| {
        let (slot, cell) = (slots[at as usize] as usize, &cells[at as usize]);
        (slot, cell.key.day, [cell.rows, cell.orders, cell.revenue, spend[at as usize]])
    };
    let sales = Runs::new(in_order(&slots, keys.len()).into_iter().map(sums));
    let profile = |slot: &Slot| people.profile_of[slot.influencer as usize].unwrap_or_default();
    Slots { profiles: keys.iter().map(profile).collect(), by_day: days_of(&sales), keys, sales }
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
pub(crate) fn days_of<const N: usize>(sales: &Runs<N>) -> Dailies {
    let mut cells = Vec::new();
    for run in 0..sales.len() {
        sales.each_day(run, Period::ALWAYS, |day, sums| {
            cells.push((run, Day::from_number(day), [sums[1], sums[2]]));
        });
    }
    Dailies::new(cells)
}

/// Orders and revenue of each combination; `order` are the cells' places in the series.
pub(crate) fn by_combination(cells: &[SalesCell], order: &[Place], combinations: usize) -> Dailies {
    let mut order: Vec<(u32, Day, u32)> =
        order.iter().map(|place| (place.combination, place.day, place.cell)).collect();
    order.par_sort_unstable();
    let sums = |&(combination, day, cell): &(u32, Day, u32)| {
        let cell = &cells[cell as usize];
        (combination as usize, day, [cell.orders, cell.revenue])
    };
    let runs = Dailies::new(order.iter().map(sums));
    debug_assert_eq!(runs.len(), combinations, "every combination has sales");
    runs
}

/// Orders and revenue of each brand, whose combinations stand together.
pub(crate) fn by_brand(combinations: &[Combination], by_combination: &Dailies) -> Dailies {
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
    Dailies::new(cells)
}

/// The run of each profile that sold something. The cells come sorted by influencer and day.
pub(crate) fn by_profile(cells: &[SalesCell], people: &People) -> (Vec<Option<u32>>, Dailies) {
    let mut run_of_profile = vec![None; people.profiles.len()];
    let (mut next, mut last) = (0, None);
    let runs = Dailies::new(cells.iter().map(|cell| {
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
