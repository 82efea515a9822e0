//! Suspicious rows, which give warnings and count all the same.

use rand::{RngExt, seq::IndexedRandom};
use rand_pcg::Pcg64;

use super::{
    super::{
        base::plain,
        table::{Fact, Role, Row, Set},
    },
    Mutation, mutation,
};

pub(super) const ALL: &[Mutation] = &[
    mutation("sales of nobody in the roster", &[], sales_of_strangers),
    mutation("a payout to nobody in the roster", &["paid"], payout_to_a_stranger),
    mutation("a post of nobody in the roster", &[], post_of_a_stranger),
    mutation("an id twice in the roster", &[], |set, rng| repeat_id(set, rng, None)),
    mutation("an id with two names in the roster", &[], |set, rng| repeat_id(set, rng, Some("Somebody Else"))),
    mutation("sales without an id", &[], sales_without_id),
    mutation("organic sales with an id", &["source"], organic_with_id),
    mutation("refunds in brackets", &[], refunds_in_brackets),
    mutation("refunds with a minus", &[], refunds_with_a_minus),
    mutation("a payout below 0", &["paid"], payout_below_zero),
    mutation("a dirty rate", &["letters", "commas in payouts"], dirty_rate),
    mutation("a rate as a share", &[], rate_as_a_share),
    mutation("followers in words", &[], followers_in_words),
    mutation("sales written twice", &[], sales_written_twice),
    mutation("a payout that is not rate times orders", &["paid"], mismatched_payout),
    mutation("an influencer without a payout", &["paid"], no_payout),
    mutation("paid orders that were not tracked", &["paid"], other_paid_orders),
    mutation("an influencer who sold and was paid 0", &["paid"], paid_nothing),
    mutation("a sale a thousand times too large", &["revenue"], outlier),
    mutation("two payouts for one influencer", &["paid"], two_payouts),
    mutation("posts on another platform", &["post platform"], posts_elsewhere),
];

fn is_influencers(fact: &Fact) -> bool {
    fact.source.to_lowercase() != "organic" && !fact.id.is_empty()
}

fn put_id(set: &mut Set, role: Role, most: usize, id: &str, rng: &mut Pcg64) {
    let file = set.file(role);
    let suits = |fact: &Fact| role != Role::Tracking || is_influencers(fact);
    for row in file.choose(most, rng, suits) {
        file.rows[row].fact.id = id.to_owned();
        file.put(row, "id", id);
    }
    set.consequences.extend(["paid_orders_differ", "sold_unpaid"]);
}

fn sales_of_strangers(set: &mut Set, rng: &mut Pcg64) {
    put_id(set, Role::Tracking, 3, "X99", rng);
}

fn payout_to_a_stranger(set: &mut Set, rng: &mut Pcg64) {
    put_id(set, Role::Payouts, 1, "X98", rng);
}

fn post_of_a_stranger(set: &mut Set, rng: &mut Pcg64) {
    put_id(set, Role::Posts, 2, "X97", rng);
}

fn sales_without_id(set: &mut Set, rng: &mut Pcg64) {
    put_id(set, Role::Tracking, 4, "", rng);
}

/// The first row counts, whatever the second one says.
fn repeat_id(set: &mut Set, rng: &mut Pcg64, other_name: Option<&str>) {
    let roster = set.file(Role::Influencers);
    let row = roster.choose(1, rng, |_| true)[0];
    let copy = roster.rows[row].clone();
    roster.rows.push(copy);
    if let Some(name) = other_name {
        let last = roster.rows.len() - 1;
        roster.rows[last].fact.name = name.to_owned();
        roster.put(last, "name", name);
    }
}

fn organic_with_id(set: &mut Set, rng: &mut Pcg64) {
    let id = set.file(Role::Influencers).rows[0].fact.id.clone();
    let tracking = set.file(Role::Tracking);
    for row in tracking.choose(3, rng, |fact| fact.source == "organic") {
        tracking.rows[row].fact.id = id.clone();
        tracking.put(row, "id", id.clone());
    }
}

fn refund(set: &mut Set, rng: &mut Pcg64, written: fn(&str) -> String) {
    let tracking = set.file(Role::Tracking);
    for row in tracking.choose(3, rng, |_| true) {
        let cents = rng.random_range(100..90_000);
        let amount = plain(cents * 10_000);
        tracking.rows[row].fact.micros = -cents * 10_000;
        tracking.put(row, "revenue", written(&amount));
    }
    set.consequences.insert("outlier");
}

fn refunds_in_brackets(set: &mut Set, rng: &mut Pcg64) {
    refund(set, rng, |amount| format!("({amount})"));
}

fn refunds_with_a_minus(set: &mut Set, rng: &mut Pcg64) {
    refund(set, rng, |amount| format!("-{amount}"));
}

fn payout_below_zero(set: &mut Set, rng: &mut Pcg64) {
    let payouts = set.file(Role::Payouts);
    let row = payouts.choose(1, rng, |_| true)[0];
    payouts.rows[row].fact.micros *= -1;
    let amount = plain(payouts.rows[row].fact.micros);
    payouts.put(row, "total_payout", amount);
    set.consequences.extend(["payout_mismatch", "outlier"]);
}

fn unreadable_rate(set: &mut Set, rng: &mut Pcg64, rate: &str) {
    let payouts = set.file(Role::Payouts);
    for row in payouts.choose(2, rng, |_| true) {
        payouts.put(row, "rate", rate);
        payouts.rows[row].warnings.push(("unreadable_detail", Some("rate")));
    }
    set.consequences.insert("payout_mismatch");
}

fn dirty_rate(set: &mut Set, rng: &mut Pcg64) {
    unreadable_rate(set, rng, "₹53,375/post + 6.2%");
}

fn rate_as_a_share(set: &mut Set, rng: &mut Pcg64) {
    unreadable_rate(set, rng, "12.3% commission");
}

fn followers_in_words(set: &mut Set, rng: &mut Pcg64) {
    let roster = set.file(Role::Influencers);
    for row in roster.choose(2, rng, |_| true) {
        roster.put(row, "followers", "quite many");
        roster.rows[row].fact.followers = Fact::FOLLOWERS_UNKNOWN;
        roster.rows[row].warnings.push(("unreadable_detail", Some("followers")));
    }
}

fn sales_written_twice(set: &mut Set, rng: &mut Pcg64) {
    let tracking = set.file(Role::Tracking);
    for row in tracking.choose(2, rng, |_| true) {
        let mut copy = tracking.rows[row].clone();
        copy.warnings.push(("repeated_row", None));
        tracking.rows.push(copy);
    }
    set.consequences.insert("paid_orders_differ");
}

/// A payout of the influencer at hand with these orders and this total.
fn change_payout(set: &mut Set, rng: &mut Pcg64, code: &'static str, change: fn(&mut Row) -> [String; 3]) {
    let payouts = set.file(Role::Payouts);
    let row = payouts.choose(1, rng, |_| true)[0];
    let [rate, orders, total] = change(&mut payouts.rows[row]);
    payouts.put(row, "basis", "order");
    payouts.put(row, "rate", rate);
    payouts.put(row, "orders", orders);
    payouts.put(row, "total_payout", total);
    set.demanded.insert(code);
}

fn mismatched_payout(set: &mut Set, rng: &mut Pcg64) {
    change_payout(set, rng, "payout_mismatch", |row| {
        row.warnings.push(("payout_mismatch", None));
        row.fact.micros = 7_777_770_000;
        ["11.00".to_owned(), row.fact.orders.to_string(), plain(row.fact.micros)]
    });
    set.consequences.insert("outlier");
}

fn other_paid_orders(set: &mut Set, rng: &mut Pcg64) {
    change_payout(set, rng, "paid_orders_differ", |row| {
        row.fact.orders += 40;
        row.fact.micros = i128::from(row.fact.orders) * 30_000_000;
        ["30.00".to_owned(), row.fact.orders.to_string(), plain(row.fact.micros)]
    });
}

fn paid_nothing(set: &mut Set, rng: &mut Pcg64) {
    change_payout(set, rng, "sold_unpaid", |row| {
        row.fact.micros = 0;
        ["0".to_owned(), row.fact.orders.to_string(), "0".to_owned()]
    });
}

/// An influencer of the roster without a payment: the expected warning follows from the data.
fn no_payout(set: &mut Set, rng: &mut Pcg64) {
    let payouts = set.file(Role::Payouts);
    let row = payouts.choose(1, rng, |_| true)[0];
    payouts.rows.remove(row);
    set.consequences.extend(["sold_unpaid", "paid_orders_differ"]);
}

fn outlier(set: &mut Set, rng: &mut Pcg64) {
    let tracking = set.file(Role::Tracking);
    let row = tracking.choose(1, rng, is_influencers)[0];
    tracking.rows[row].fact.micros = 4_321_987_000_000;
    tracking.put(row, "revenue", "4321987.00");
    tracking.rows[row].warnings.push(("outlier", None));
}

/// Two parts whose orders and totals add up to the payment there was.
fn two_payouts(set: &mut Set, rng: &mut Pcg64) {
    let payouts = set.file(Role::Payouts);
    let row = payouts.choose(1, rng, |fact| fact.orders > 2)[0];
    let (orders, rate) = (payouts.rows[row].fact.orders, 45_000_000);
    let copy = payouts.rows[row].clone();
    payouts.rows.push(copy);
    for (row, orders) in [(row, 1), (payouts.rows.len() - 1, orders - 1)] {
        let micros = i128::from(orders) * rate;
        (payouts.rows[row].fact.orders, payouts.rows[row].fact.micros) = (orders, micros);
        payouts.put(row, "basis", "order");
        payouts.put(row, "rate", plain(rate));
        payouts.put(row, "orders", orders.to_string());
        payouts.put(row, "total_payout", plain(micros));
    }
}

fn posts_elsewhere(set: &mut Set, rng: &mut Pcg64) {
    let posts = set.file(Role::Posts);
    for row in posts.choose(4, rng, |_| true) {
        let platform = ["Facebook", "Instagram", "Threads"].choose(rng).expect("a platform");
        posts.put(row, "platform", *platform);
    }
}
