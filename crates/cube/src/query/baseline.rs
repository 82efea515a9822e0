//! Organic sales, shared out among those who sold the brand in the chosen days.

use definitions::Sharing;

use super::{filter::Filter, seller_sums::SlotSums};
use crate::{BLANK_CODE, Cube, Slots};
use definitions::Class;

/// What became of the organic sales of a selection.
pub(super) struct Shared {
    /// By profile.
    pub(super) of_profile: Vec<i64>,
    /// Nobody sold their brand in these days.
    pub(super) unassigned: i64,
}

/// Shares each (brand, product) amount of organic revenue by the revenue of each slot in the chosen days, whatever else is chosen.
///
/// Only the shares of `wanted` profiles are worked out.
pub(super) fn share(cube: &Cube, filter: &Filter, sums: &SlotSums<'_>, wanted: &[bool]) -> Shared {
    let mut shared = Shared { of_profile: vec![0; cube.people.profiles.len()], unassigned: 0 };
    let slots = &cube.slots;
    let carrier = |at: usize| {
        let profile = slots.profiles[at];
        let is_wanted = filter.has_campaign(slots.keys[at].campaign) & wanted[profile as usize];
        Carrier { profile, is_wanted, weight: sums.revenue(at) }
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
            everybody.get_or_insert_with(|| Carriers::new(everybody_of(slots, carrier).into_iter()))
        } else {
            let known = of_brand.take().filter(|(brand, _)| *brand == stock.brand);
            let new = || (stock.brand, Carriers::new(slots.of_brand(stock.brand).map(carrier)));
            &mut of_brand.insert(known.unwrap_or_else(new)).1
        };
        if !carriers.carry(total, &mut shared.of_profile) {
            shared.unassigned += total;
        }
    }
    shared
}

/// Who may carry a share, and with what weight.
#[derive(Clone, Copy)]
struct Carrier {
    profile: u32,
    is_wanted: bool,
    weight: i64,
}

/// The carriers of organic sales that name no brand: every (influencer, campaign), over all brands.
fn everybody_of(slots: &Slots, carrier: impl Fn(usize) -> Carrier) -> Vec<Carrier> {
    let key = |at: &usize| (slots.keys[*at].influencer, slots.keys[*at].campaign);
    let mut order: Vec<usize> = (0..slots.keys.len()).collect();
    order.sort_by_key(key);
    let over_brands = |same: &[usize]| {
        let weight = same.iter().map(|at| carrier(*at).weight).sum();
        Carrier { weight, ..carrier(same[0]) }
    };
    order.chunk_by(|left, right| key(left) == key(right)).map(over_brands).collect()
}

/// Where the share of each wanted carrier begins and ends among all weights.
struct Carriers {
    whole: i64,
    shares: Vec<Share>,
}

/// What lies on one profile, from the weights before it up to and with its own.
#[derive(Clone, Copy)]
struct Share {
    profile: u32,
    before: i64,
    upto: i64,
}

/// Stands before the first share: no profile has it, and nothing lies on it.
const NOBODY: Share = Share { profile: u32::MAX, before: 0, upto: 0 };

impl Carriers {
    fn new(carriers: impl ExactSizeIterator<Item = Carrier>) -> Self {
        let mut shares = vec![NOBODY; carriers.len() + 1];
        let (mut whole, mut last) = (0, 0);
        for Carrier { profile, is_wanted, weight } in carriers {
            let (before, is_kept) = (whole, is_wanted & (weight > 0));
            whole += weight.max(0);
            // What one influencer has side by side is carried at once: shares are differences of running totals. Nobody can
            // guess who is wanted: nothing is jumped over for that, and what is not kept is written over.
            let known = shares[last];
            let goes_on = is_kept & (known.profile == profile) & (known.upto == before);
            let at = last + usize::from(!goes_on);
            shares[at] = Share { profile, before: if goes_on { known.before } else { before }, upto: whole };
            last = if is_kept { at } else { last };
        }
        shares.truncate(last + 1);
        Self { whole, shares }
    }

    /// Gives everybody a share; false when there is nobody.
    fn carry(&self, total: i64, of_profile: &mut [i64]) -> bool {
        let Some(sharing) = Sharing::new(total, self.whole) else {
            return false;
        };
        // A share ends where the next one begins: most ends are worked out once.
        let mut known = (0, 0);
        for &Share { profile, before, upto } in &self.shares[1..] {
            let given = if before == known.0 { known.1 } else { sharing.upto(before) };
            known = (upto, sharing.upto(upto));
            of_profile[profile as usize] += known.1 - given;
        }
        true
    }
}
