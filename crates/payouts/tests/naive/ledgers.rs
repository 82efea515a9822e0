//! Tiny ledgers with every oddity, by chance.

use std::collections::BTreeSet;

use definitions::{Day, PayUnit, PaymentState};
use payouts::{Ledger, Payee, Payment, Scope, Sold};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

pub(crate) const RUPEE: i64 = 1_000_000;

fn pick<T: Clone>(rng: &mut Pcg64, of: &[T]) -> T {
    of[rng.random_range(0..of.len())].clone()
}

fn scope(rng: &mut Pcg64) -> Scope {
    let brand = pick(rng, &["", "A", "B"]).to_owned();
    let campaign = pick(rng, &["", "x", "y"]).to_owned();
    Scope { brand, campaign }
}

fn payment(rng: &mut Pcg64, payees: usize) -> Payment {
    let unit =
        pick(rng, &[PayUnit::Order, PayUnit::Order, PayUnit::Post, PayUnit::Post, PayUnit::Percentage, PayUnit::Other]);
    let rate = pick(rng, &[None, Some(0), Some(10 * RUPEE), Some(10 * RUPEE), Some(25 * RUPEE), Some(7_333_333)]);
    let pieces = rng.random_range(0..6);
    let day = rng.random_range(0..40);
    let odd = pick(rng, &[0, 0, 0, 0, 1, 5 * RUPEE, -3 * RUPEE]);
    Payment {
        payee: rng.random_range(0..payees),
        unit,
        rate,
        orders: pick(rng, &[None, Some(pieces), Some(pieces), Some(0)]),
        posts: pick(rng, &[None, None, Some(pieces)]),
        amount: rate.unwrap_or(40 * RUPEE) * pieces + odd,
        day: pick(rng, &[None, Some(0), Some(day)]).map(Day::from_number),
        state: pick(
            rng,
            &[PaymentState::Paid, PaymentState::Paid, PaymentState::Unknown, PaymentState::Pending, PaymentState::Due],
        ),
        reference: pick(rng, &["", "", "R1", "R2"]).to_owned(),
        scope: scope(rng),
    }
}

fn payee(rng: &mut Pcg64) -> Payee {
    let mut sold = Vec::new();
    for (brand, campaign) in [("A", "x"), ("A", "y"), ("B", "x"), ("", ""), ("A", "")] {
        if rng.random_bool(0.4) {
            let first = rng.random_range(0..20);
            sold.push(Sold {
                brand: brand.to_owned(),
                campaign: campaign.to_owned(),
                orders: rng.random_range(-1..7),
                returned: rng.random_range(0..3),
                revenue: rng.random_range(-100..900) * 333_333,
                first: Day::from_number(first),
                last: Day::from_number(first + rng.random_range(0..15)),
            });
        }
    }
    let days: BTreeSet<i32> = (0..rng.random_range(0..4)).map(|_| rng.random_range(-15..50)).collect();
    let posts = days.into_iter().map(|day| (Day::from_number(day), rng.random_range(1..3))).collect();
    Payee { in_roster: rng.random_bool(0.85), sold, posts }
}

pub(crate) fn ledger(seed: u64) -> Ledger {
    let mut rng = Pcg64::seed_from_u64(seed);
    let payees: Vec<Payee> = (0..rng.random_range(1..4)).map(|_| payee(&mut rng)).collect();
    let count = rng.random_range(0..9);
    let mut payments: Vec<Payment> = (0..count).map(|_| payment(&mut rng, payees.len())).collect();
    // Copies, as the user who pays twice makes them.
    for _ in 0..rng.random_range(0..3) {
        if payments.is_empty() {
            break;
        }
        let copied = pick(&mut rng, &payments);
        let day = copied.day.map(|day| Day::from_number(day.number() + rng.random_range(0..10)));
        payments.push(Payment { day, ..copied });
    }
    Ledger { payees, payments, has_posts: rng.random_bool(0.7) }
}
