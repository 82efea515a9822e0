//! Organic sales, shared out among those who sold the brand in the chosen days.

use definitions::Sharing;

use super::filter::{Fails, Filter};
use crate::{
    cube::{BLANK_CODE, Cube, Period, Slot},
    intake::Class,
};

/// What became of the organic sales of a selection.
pub(super) struct Shared {
    /// By profile.
    pub(super) of_profile: Vec<i64>,
    /// Nobody sold their brand in these days.
    pub(super) unassigned: i64,
}

/// Shares each (brand, product) amount of organic revenue by the revenue of each slot in the chosen days, whatever else is chosen.
///
/// Only the shares of people whose failed clauses are `wanted` are worked out.
pub(super) fn share(cube: &Cube, filter: &Filter, wanted: impl Fn(Fails) -> bool) -> Shared {
    let mut shared = Shared { of_profile: vec![0; cube.people.profiles.len()], unassigned: 0 };
    let is_wanted = |slot: &Slot| {
        filter.has_campaign(slot.campaign) && profile(cube, slot).is_some_and(|at| wanted(filter.people[at]))
    };
    let mut everybody = None;
    let mut of_brand: Option<(u32, Carriers)> = None;
    for (run, stock) in cube.stocks.iter().enumerate() {
        if stock.class != Class::Organic || filter.stocks[run] != 0 {
            continue;
        }
        let Some([_, _, total]) = cube.unattributed.sums(run, filter.period) else {
            continue;
        };
        let carriers = if stock.brand == BLANK_CODE {
            everybody.get_or_insert_with(|| Carriers::everybody(cube, filter.period, is_wanted))
        } else {
            let known = of_brand.take().filter(|(brand, _)| *brand == stock.brand);
            let carriers =
                known.unwrap_or_else(|| (stock.brand, Carriers::of_brand(cube, filter.period, stock.brand, is_wanted)));
            &mut of_brand.insert(carriers).1
        };
        if !carriers.carry(total, &mut shared.of_profile) {
            shared.unassigned += total;
        }
    }
    shared
}

fn profile(cube: &Cube, slot: &Slot) -> Option<usize> {
    cube.people.profile_of[slot.influencer as usize].map(|at| at as usize)
}

fn weight(cube: &Cube, slot: usize, period: Period) -> i64 {
    cube.weights.sums(slot, period).map_or(0, |[revenue]| revenue)
}

/// Those who carry an amount, with where the share of each wanted one begins and ends among all weights.
struct Carriers {
    whole: i64,
    /// Profile, weight before, weight up to and with it; neighbours stand together.
    wanted: Vec<(u32, i64, i64)>,
}

impl Carriers {
    fn of_brand(cube: &Cube, period: Period, brand: u32, is_wanted: impl Fn(&Slot) -> bool) -> Self {
        let from = cube.slots.partition_point(|slot| slot.brand < brand);
        let to = from + cube.slots[from..].partition_point(|slot| slot.brand == brand);
        let slots = (from..to).map(|at| (cube.slots[at], weight(cube, at, period)));
        Self::new(cube, slots, is_wanted)
    }

    /// The carriers of organic sales that name no brand: every (influencer, campaign), over all brands.
    fn everybody(cube: &Cube, period: Period, is_wanted: impl Fn(&Slot) -> bool) -> Self {
        let slots = cube.slots.iter().enumerate();
        let mut slots: Vec<(Slot, i64)> = slots.map(|(at, slot)| (*slot, weight(cube, at, period))).collect();
        slots.sort_by_key(|(slot, _)| (slot.influencer, slot.campaign));
        slots.dedup_by(|next, kept| {
            let same = (next.0.influencer, next.0.campaign) == (kept.0.influencer, kept.0.campaign);
            kept.1 += if same { next.1 } else { 0 };
            same
        });
        Self::new(cube, slots.into_iter(), is_wanted)
    }

    fn new(cube: &Cube, slots: impl Iterator<Item = (Slot, i64)>, is_wanted: impl Fn(&Slot) -> bool) -> Self {
        let mut carriers = Self { whole: 0, wanted: Vec::new() };
        for (slot, weight) in slots.filter(|(_, weight)| *weight > 0) {
            let before = carriers.whole;
            carriers.whole += weight;
            if is_wanted(&slot)
                && let Some(profile) = cube.people.profile_of[slot.influencer as usize]
            {
                carriers.wanted.push((profile, before, carriers.whole));
            }
        }
        carriers
    }

    /// Gives everybody a share; false when there is nobody.
    fn carry(&self, total: i64, of_profile: &mut [i64]) -> bool {
        let Some(sharing) = Sharing::new(total, self.whole) else {
            return false;
        };
        // A share ends where the next one begins: most ends are worked out once.
        let mut known = (0, 0);
        for &(profile, before, upto) in &self.wanted {
            let given = if before == known.0 { known.1 } else { sharing.upto(before) };
            known = (upto, sharing.upto(upto));
            of_profile[profile as usize] += known.1 - given;
        }
        true
    }
}
