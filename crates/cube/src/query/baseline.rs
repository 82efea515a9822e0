//! Organic sales, shared out among the influencers who sold the brand in the chosen days.

use definitions::{BaselineDays, Class, Sharing};

use super::{filter::Filter, seller_sums::SellerSums};
use crate::{BLANK_CODE, Cube, Period, SellerSales};

/// What became of the organic sales of a selection, by each reading of the baseline in the order of [`BaselineDays::ALL`].
pub(super) struct Shared {
    /// The shares by profile; nothing for a reading that shares were not asked of.
    pub(super) of_profile: [Option<Vec<i64>>; BaselineDays::ALL.len()],
    /// All of it.
    pub(super) whole: [i64; BaselineDays::ALL.len()],
    /// Of brands that no influencer sold in these days.
    pub(super) unassigned: [i64; BaselineDays::ALL.len()],
}

/// Shares each (brand, product) amount of organic revenue by the revenue of each seller key in the chosen days, whatever else is chosen.
///
/// Only the shares of `wanted` profiles are worked out, and only those of the readings in `shared_out`.
pub(super) fn share(
    cube: &Cube,
    filter: &Filter,
    sums: &SellerSums<'_>,
    wanted: &[bool],
    shared_out: [bool; BaselineDays::ALL.len()],
) -> Shared {
    let nothing = || vec![0; cube.people.profiles.len()];
    let of_profile = shared_out.map(|is_shared| is_shared.then(nothing));
    let mut shared = Shared { of_profile, whole: [0; 2], unassigned: [0; 2] };
    let sellers = &cube.sellers;
    let recipient = |at: usize| {
        let profile = sellers.profiles[at];
        let is_wanted = filter.has_campaign(sellers.keys[at].campaign) & wanted[profile as usize];
        Recipient { profile, is_wanted, weight: sums.revenue(at) }
    };
    let mut everybody = None;
    let mut of_brand: Option<(u32, Recipients)> = None;
    for (run, key) in cube.unattributed_keys.iter().enumerate() {
        if key.class != Class::Organic || !filter.unattributed[run].passes() {
            continue;
        }
        let Some([_, _, all]) = cube.unattributed.sums(run, filter.period) else {
            continue;
        };
        let amounts = [all, on_campaign_days(cube, run, filter.period)];
        let recipients = if key.brand == BLANK_CODE {
            everybody.get_or_insert_with(|| Recipients::new(over_all_brands(sellers, recipient).into_iter()))
        } else {
            let known = of_brand.take().filter(|(brand, _)| *brand == key.brand);
            let new = || (key.brand, Recipients::new(sellers.of_brand(key.brand).map(recipient)));
            &mut of_brand.insert(known.unwrap_or_else(new)).1
        };
        for (reading, amount) in amounts.into_iter().enumerate() {
            shared.whole[reading] += amount;
            if !recipients.share_out(amount, shared.of_profile[reading].as_deref_mut()) {
                shared.unassigned[reading] += amount;
            }
        }
    }
    shared
}

/// The organic revenue of a run within a period and on days on which a campaign of its brand ran.
fn on_campaign_days(cube: &Cube, run: usize, period: Period) -> i64 {
    let days = cube.campaign_days.of(cube.unattributed_keys[run].brand);
    let within = |days: &Period| Period { from: days.from.max(period.from), to: days.to.min(period.to) };
    let revenue = |days: Period| cube.unattributed.sums(run, days).map_or(0, |[_, _, revenue]| revenue);
    days.iter().map(within).filter(|days| days.from <= days.to).map(revenue).sum()
}

/// An influencer who may receive a share, and with what weight.
#[derive(Clone, Copy)]
struct Recipient {
    profile: u32,
    is_wanted: bool,
    weight: i64,
}

/// The recipients of organic sales that name no brand: every (influencer, campaign), over all brands.
fn over_all_brands(sellers: &SellerSales, recipient: impl Fn(usize) -> Recipient) -> Vec<Recipient> {
    let key = |at: &usize| (sellers.keys[*at].influencer, sellers.keys[*at].campaign);
    let mut order: Vec<usize> = (0..sellers.keys.len()).collect();
    order.sort_by_key(key);
    let over_brands = |same: &[usize]| {
        let weight = same.iter().map(|at| recipient(*at).weight).sum();
        Recipient { weight, ..recipient(same[0]) }
    };
    order.chunk_by(|left, right| key(left) == key(right)).map(over_brands).collect()
}

/// Where the share of each wanted recipient begins and ends among all weights.
struct Recipients {
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

/// A sentinel before the first share: no profile has it, and its amount is 0.
const NO_SHARE: Share = Share { profile: u32::MAX, before: 0, upto: 0 };

impl Recipients {
    fn new(recipients: impl ExactSizeIterator<Item = Recipient>) -> Self {
        let mut shares = vec![NO_SHARE; recipients.len() + 1];
        let (mut whole, mut last) = (0, 0);
        for Recipient { profile, is_wanted, weight } in recipients {
            let (before, is_stored) = (whole, is_wanted & (weight > 0));
            whole += weight.max(0);
            // Neighbouring shares of one influencer are merged: shares are differences of running totals. Which recipients are
            // wanted is unpredictable, so the loop avoids branches; an entry that is not kept is overwritten by the next one.
            let known = shares[last];
            let goes_on = is_stored & (known.profile == profile) & (known.upto == before);
            let at = last + usize::from(!goes_on);
            shares[at] = Share { profile, before: if goes_on { known.before } else { before }, upto: whole };
            last = if is_stored { at } else { last };
        }
        shares.truncate(last + 1);
        Self { whole, shares }
    }

    /// Gives every recipient its share, where shares are kept; false when there is no recipient.
    fn share_out(&self, total: i64, of_profile: Option<&mut [i64]>) -> bool {
        let Some(sharing) = Sharing::new(total, self.whole) else {
            return false;
        };
        let Some(of_profile) = of_profile else { return true };
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
