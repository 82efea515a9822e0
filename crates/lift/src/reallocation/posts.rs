//! The best way to buy whole posts, one by one.

use std::collections::BinaryHeap;

use super::{Bounds, Curve};

/// A post that may be bought next.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Offer {
    /// What it brings for its price.
    worth: f64,
    payee: usize,
}

impl Eq for Offer {}

impl Ord for Offer {
    /// Of offers of the same worth that of the payee who was named first is the greater.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.worth.total_cmp(&other.worth).then(other.payee.cmp(&self.payee))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// How many posts of each payee are bought with the money that `posts` cost today.
pub(super) fn bought(curves: &[Curve], posts: &[u32], bounds: Bounds, elasticity: f64) -> Vec<u32> {
    let ends = |posts: u32| {
        let (least, most) = (bounds.least * f64::from(posts), bounds.most * f64::from(posts));
        // Today's number lies between; rounding must not push it out.
        ((least.ceil() as u32).min(posts), (most.floor() as u32).max(posts))
    };
    let price = |payee: usize| curves[payee].spend / f64::from(posts[payee]);
    let worth = |payee: usize, bought: u32| {
        let part = |count: u32| (f64::from(count) / f64::from(posts[payee])).powf(elasticity);
        curves[payee].roas * f64::from(posts[payee]) * (part(bought + 1) - part(bought))
    };
    let mut bought: Vec<u32> = posts.iter().map(|&posts| ends(posts).0).collect();
    let budget: f64 = curves.iter().map(|curve| curve.spend).sum();
    let spent: f64 = bought.iter().enumerate().map(|(payee, &count)| price(payee) * f64::from(count)).sum();
    // A budget that is met to the last post must not fail by rounding.
    let mut left = budget - spent + budget * 1e-12;
    let offer = |payee: usize, bought: u32| {
        (bought < ends(posts[payee]).1).then(|| Offer { worth: worth(payee, bought), payee })
    };
    let mut offers: BinaryHeap<Offer> = (0..curves.len()).filter_map(|payee| offer(payee, bought[payee])).collect();
    while let Some(Offer { payee, .. }) = offers.pop() {
        // The money left only shrinks, so an offer that is too dear now stays too dear.
        if price(payee) <= left {
            left -= price(payee);
            bought[payee] += 1;
            offers.extend(offer(payee, bought[payee]));
        }
    }
    let brings = |bought: &[u32]| -> f64 {
        let one = |(curve, (bought, posts)): (&Curve, (&u32, &u32))| {
            curve.roas * curve.spend * (f64::from(*bought) / f64::from(*posts)).powf(elasticity)
        };
        curves.iter().zip(bought.iter().zip(posts)).map(one).sum()
    };
    if brings(&bought) >= brings(posts) { bought } else { posts.to_vec() }
}
