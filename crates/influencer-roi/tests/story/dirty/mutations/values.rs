//! Values written in other ways: ids, amounts, counts, spellings, sources. Every one of them is to be read as it was meant.

use rand::{RngExt, seq::IndexedRandom};
use rand_pcg::Pcg64;

use super::{
    super::{
        base::plain,
        table::{Column, Fact, Role, Set},
    },
    Mutation, mutation,
};
use crate::corpus::micros;

pub(super) const ALL: &[Mutation] = &[
    mutation("ids such as INF001", &["ids"], ids_with_letters),
    mutation("ids such as 007", &["ids"], ids_with_zeros),
    mutation("tracking ids 1.0", &["ids"], tracking_ids_with_decimals),
    mutation("payout ids 1.0", &["ids"], payout_ids_with_decimals),
    mutation("amounts with 11 to 16 decimals", &["revenue"], long_decimals),
    mutation("amounts exactly between two micros", &["revenue"], half_micros),
    mutation("amounts such as 1,23,456.50", &["revenue"], indian_groups),
    mutation("amounts such as 1,234.50", &["revenue", "payout"], western_groups),
    mutation("amounts in rupees", &["revenue", "payout", "letters"], rupees),
    mutation("amounts such as Rs. 500", &["revenue", "payout"], rupees_in_letters),
    mutation("amounts such as 1.2e5", &["revenue", "payout"], exponents),
    mutation("revenue such as 17000.0", &["revenue"], whole_revenue),
    mutation("amounts between blanks", &["revenue", "payout"], amounts_between_blanks),
    mutation("orders such as 17.0", &["orders"], orders_with_decimals),
    mutation("followers such as 1,92,052", &["followers"], grouped_followers),
    mutation("platform spellings", &["platform"], platform_spellings),
    mutation("gender spellings", &["gender"], gender_spellings),
    mutation("basis spellings", &["basis"], basis_spellings),
    mutation("a hybrid basis", &["basis"], hybrid_basis),
    mutation("platforms as source", &["source"], platforms_as_source),
    mutation("one constant as source", &["source"], constant_source),
    mutation("IG_ADS as source", &["source"], ads_as_source),
    mutation("brands as source", &["source"], brands_as_source),
    mutation("Influencer and Organic", &["source"], capital_source),
    mutation("a brand column", &["brand"], brand_column),
    mutation("names with commas and quotes", &["quotes", "name"], awkward_names),
    mutation("line breaks in quoted cells", &["quotes", "name"], line_breaks),
];

fn ids_with_letters(set: &mut Set, _: &mut Pcg64) {
    rename_ids(set, |id| format!("INF{id:0>3}"));
}

fn ids_with_zeros(set: &mut Set, _: &mut Pcg64) {
    // Zeros in front are part of an id, and a typed cell of a workbook could not keep them.
    rename_ids(set, |id| format!("{id:0>3}"));
}

fn rename_ids(set: &mut Set, renamed: fn(&str) -> String) {
    for file in set.tables() {
        file.rewrite("id", |fact| {
            if !fact.id.is_empty() {
                fact.id = renamed(&fact.id);
            }
            fact.id.clone()
        });
    }
}

fn tracking_ids_with_decimals(set: &mut Set, _: &mut Pcg64) {
    set.file(Role::Tracking).rewrite("id", id_with_decimals);
}

fn payout_ids_with_decimals(set: &mut Set, _: &mut Pcg64) {
    set.file(Role::Payouts).rewrite("id", id_with_decimals);
    set.file(Role::Posts).rewrite("id", id_with_decimals);
}

fn id_with_decimals(fact: &mut Fact) -> String {
    if fact.id.is_empty() { String::new() } else { format!("{}.0", fact.id) }
}

/// Revenue is whatever the text says, rounded once.
fn rewrite_revenue(set: &mut Set, mut text: impl FnMut(&str) -> String) {
    set.file(Role::Tracking).rewrite("revenue", |fact| {
        let text = text(&plain(fact.micros));
        fact.micros = micros(&text);
        text
    });
}

fn long_decimals(set: &mut Set, rng: &mut Pcg64) {
    rewrite_revenue(set, |amount| {
        let more = rng.random_range(9..=14);
        let digits: String = (0..more).map(|_| char::from(b'0' + rng.random_range(0..10))).collect();
        format!("{amount}{digits}")
    });
}

fn half_micros(set: &mut Set, rng: &mut Pcg64) {
    rewrite_revenue(set, |amount| {
        let (micros, zeros) = (rng.random_range(0..10_000), "0".repeat(rng.random_range(4..=9)));
        format!("{amount}{micros:04}5{zeros}")
    });
}

fn indian_groups(set: &mut Set, _: &mut Pcg64) {
    set.file(Role::Tracking).rewrite("revenue", |fact| {
        fact.micros *= 100;
        grouped(&plain(fact.micros), 2)
    });
}

fn western_groups(set: &mut Set, _: &mut Pcg64) {
    rewrite_amounts(set, |amount| grouped(amount, 3));
}

/// Commas before the last three digits and before every `size` digits in front of them.
fn grouped(amount: &str, size: usize) -> String {
    let (whole, rest) = amount.split_at(amount.find('.').unwrap_or(amount.len()));
    let (front, last) = whole.split_at(whole.len().saturating_sub(3));
    let mut groups: Vec<&str> = Vec::new();
    let mut front = front;
    while !front.is_empty() {
        let (before, group) = front.split_at(front.len().saturating_sub(size));
        groups.insert(0, group);
        front = before;
    }
    groups.push(last);
    groups.join(",") + rest
}

/// Revenue and payouts of the same size, written otherwise.
fn rewrite_amounts(set: &mut Set, mut text: impl FnMut(&str) -> String) {
    set.file(Role::Tracking).rewrite("revenue", |fact| text(&plain(fact.micros)));
    set.file(Role::Payouts).rewrite("total_payout", |fact| text(&plain(fact.micros)));
}

fn rupees(set: &mut Set, rng: &mut Pcg64) {
    rewrite_amounts(set, |amount| match rng.random_range(0..3) {
        0 => format!("₹ {}", grouped(amount, 2)),
        1 => format!("₹{amount}"),
        _ => format!("{amount} ₹"),
    });
}

fn rupees_in_letters(set: &mut Set, rng: &mut Pcg64) {
    rewrite_amounts(set, |amount| match rng.random_range(0..4) {
        0 => format!("Rs. {amount}"),
        1 => format!("Rs {}", grouped(amount, 2)),
        2 => format!("INR {amount}"),
        _ => format!("{amount} INR"),
    });
}

fn exponents(set: &mut Set, _: &mut Pcg64) {
    rewrite_amounts(set, |amount| {
        let digits = amount.replace('.', "");
        format!("{}.{}e{}", &digits[..1], &digits[1..], digits.len() - 3)
    });
}

fn whole_revenue(set: &mut Set, _: &mut Pcg64) {
    rewrite_revenue(set, |amount| format!("{}.0", &amount[..amount.len() - 3]));
}

fn amounts_between_blanks(set: &mut Set, _: &mut Pcg64) {
    rewrite_amounts(set, |amount| format!("  {amount} "));
}

fn orders_with_decimals(set: &mut Set, _: &mut Pcg64) {
    for role in [Role::Tracking, Role::Payouts] {
        set.file(role).rewrite("orders", |fact| format!("{}.0", fact.orders));
    }
}

fn grouped_followers(set: &mut Set, rng: &mut Pcg64) {
    set.file(Role::Influencers).rewrite("followers", |fact| match rng.random_range(0..3) {
        0 => grouped(&fact.followers.to_string(), 2),
        1 => grouped(&fact.followers.to_string(), 3),
        _ => format!("{}.0", fact.followers),
    });
}

fn respelled(known: &'static str, rng: &mut Pcg64) -> &'static str {
    let spellings: &[&str] = match known {
        "Instagram" => &["instagram", "Insta", "INSTAGRAM", "ig"],
        "YouTube" => &["Youtube", "youtube", "YT"],
        "Twitter" => &["X", "twitter", "x"],
        "Male" => &["M", "male", "MALE"],
        "Female" => &["F", "female", "f"],
        "Non-binary" => &["Non-Binary", "non-binary", "nonbinary"],
        _ => &[],
    };
    spellings.choose(rng).copied().unwrap_or(known)
}

fn platform_spellings(set: &mut Set, rng: &mut Pcg64) {
    respell(set, rng, "platform");
}

fn gender_spellings(set: &mut Set, rng: &mut Pcg64) {
    respell(set, rng, "gender");
}

fn respell(set: &mut Set, rng: &mut Pcg64, field: &'static str) {
    let roster = set.file(Role::Influencers);
    for row in 0..roster.rows.len() {
        let fact = &roster.rows[row].fact;
        let known = if field == "platform" { fact.platform } else { fact.gender };
        roster.put(row, field, respelled(known, rng));
        roster.rows[row].warnings.push(("folded_spelling", Some(field)));
    }
}

fn basis_spellings(set: &mut Set, rng: &mut Pcg64) {
    let payouts = set.file(Role::Payouts);
    for row in 0..payouts.rows.len() {
        let spellings = match payouts.cell(row, "basis") {
            "order" => ["per_order", "Order", "Per Order"],
            _ => ["per_post", "Post", "Per Post"],
        };
        payouts.put(row, "basis", spellings[rng.random_range(0..3)]);
    }
}

fn hybrid_basis(set: &mut Set, rng: &mut Pcg64) {
    let payouts = set.file(Role::Payouts);
    for row in payouts.choose(3, rng, |_| true) {
        payouts.put(row, "basis", "hybrid");
    }
    set.consequences.insert("payout_mismatch");
}

/// The source of influencers' sales as the function says, blank for as it is; the rest says what it said.
fn rewrite_source(set: &mut Set, source: impl Fn(&Fact, usize) -> String) {
    let mut at = 0;
    set.file(Role::Tracking).rewrite("source", |fact| {
        at += 1;
        fact.source = source(fact, at);
        fact.source.clone()
    });
}

fn platforms_as_source(set: &mut Set, _: &mut Pcg64) {
    const SOURCES: [&str; 5] = ["Instagram", "Insta", "YT", "youtube", "X"];
    rewrite_source(set, |fact, at| match fact.source.as_str() {
        "influencer" => SOURCES[at % SOURCES.len()].to_owned(),
        other => other.to_owned(),
    });
}

fn constant_source(set: &mut Set, rng: &mut Pcg64) {
    let constant = if rng.random_bool(0.5) { "influencer_campaign" } else { "Influencer Marketing" };
    rewrite_source(set, |_, _| constant.to_owned());
}

fn ads_as_source(set: &mut Set, _: &mut Pcg64) {
    rewrite_source(set, |_, _| "IG_ADS".to_owned());
}

fn brands_as_source(set: &mut Set, _: &mut Pcg64) {
    const BRANDS: [&str; 3] = ["MuscleBlaze", "HKVitals", "Gritzo"];
    rewrite_source(set, |_, at| BRANDS[at % BRANDS.len()].to_owned());
}

fn capital_source(set: &mut Set, _: &mut Pcg64) {
    rewrite_source(set, |fact, _| {
        let (first, rest) = fact.source.split_at(1);
        first.to_uppercase() + rest
    });
}

fn brand_column(set: &mut Set, rng: &mut Pcg64) {
    let header = if rng.random_bool(0.5) { "brand" } else { "Brand Name" };
    let tracking = set.file(Role::Tracking);
    tracking.columns.push(Column { field: "brand", header: header.to_owned() });
    for row in &mut tracking.rows {
        row.cells.push(["MuscleBlaze", "HKVitals", "Gritzo"][rng.random_range(0..3)].to_owned());
    }
    set.brand_rule = "column";
}

fn awkward_names(set: &mut Set, _: &mut Pcg64) {
    rewrite_name_and_caption(set, |name| name.replacen(' ', ", \"Fit\" ", 1));
}

fn line_breaks(set: &mut Set, rng: &mut Pcg64) {
    rewrite_name_and_caption(set, |name| name.replacen(' ', "\n", rng.random_range(0..=1)));
    set.file(Role::Posts).rewrite("caption", |_| "Morning\n\nroutine".to_owned());
}

fn rewrite_name_and_caption(set: &mut Set, mut text: impl FnMut(&str) -> String) {
    set.file(Role::Posts).rewrite("caption", |_| text("Morning routine"));
    set.file(Role::Influencers).rewrite("name", |fact| {
        fact.name = text(&fact.name);
        fact.name.clone()
    });
}
