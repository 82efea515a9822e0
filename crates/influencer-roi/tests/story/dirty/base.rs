//! The clean set that every variant begins with: the documented schema to the letter, and nothing to complain about.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use rand::{RngExt, seq::SliceRandom};
use rand_pcg::Pcg64;

use super::table::{Fact, File, Role, Row, Set};

/// Every letter is one that Windows-1252 has.
const NAMES: [&str; 12] = [
    "Aisha Sharma",
    "Élodie Nair",
    "Rohan Verma",
    "Zoë Khan",
    "Priya Patel",
    "Vikram D'Souza",
    "Sneha Gupta",
    "Jürgen Rao",
    "Tanvi Hegde",
    "Akash Malhotra",
    "Bhavna Chauhan",
    "Renée Iyer",
];
const PLATFORMS: [&str; 3] = ["Instagram", "YouTube", "Twitter"];
const GENDERS: [&str; 3] = ["Female", "Male", "Non-binary"];
const CATEGORIES: [&str; 3] = ["Fitness", "Yoga", "Nutrition"];
const PRODUCTS: [&str; 4] = ["Whey", "Gummies", "Oats", "Shaker"];
const CAMPAIGNS: [&str; 3] = ["SummerFit", "Diwali", "Été"];
const MONTHS: [i8; 3] = [1, 2, 3];
const CENT: i128 = 10_000;

pub(super) fn clean(rng: &mut Pcg64) -> Set {
    let people = people(rng);
    let tracking = tracking(&people, rng);
    let payouts = payouts(&people, &tracking, rng);
    let posts = posts(&people, rng);
    Set {
        files: vec![influencers(&people), tracking, payouts, posts],
        is_workbook: false,
        brand_rule: "product",
        questions: BTreeSet::new(),
        consequences: BTreeSet::new(),
        demanded: BTreeSet::new(),
        lacks_a_table: false,
    }
}

/// An amount with two decimals.
pub(super) fn plain(micros: i128) -> String {
    let (sign, size) = (if micros < 0 { "-" } else { "" }, micros.abs());
    format!("{sign}{}.{:02}", size / 1_000_000, size / CENT % 100)
}

fn people(rng: &mut Pcg64) -> Vec<Fact> {
    let person = |(at, name): (usize, &&str)| Fact {
        id: (at + 1).to_string(),
        name: (*name).to_owned(),
        gender: GENDERS[at % GENDERS.len()],
        platform: PLATFORMS[rng.random_range(0..PLATFORMS.len())],
        followers: rng.random_range(2_000..900_000),
        ..Fact::default()
    };
    NAMES.iter().enumerate().map(person).collect()
}

fn influencers(people: &[Fact]) -> File {
    let row = |(at, fact): (usize, &Fact)| {
        let followers = fact.followers.to_string();
        let category = CATEGORIES[at % CATEGORIES.len()];
        Row::new(fact.clone(), cells(&[&fact.id, &fact.name, category, fact.gender, &followers, fact.platform]))
    };
    let columns = ["id", "name", "category", "gender", "followers", "platform"];
    File::new(Role::Influencers, "influencers.csv", &columns, people.iter().enumerate().map(row).collect())
}

fn tracking(people: &[Fact], rng: &mut Pcg64) -> File {
    let mut amounts: Vec<i128> = (50_000..400_000).step_by(613).map(|cents| cents * CENT).collect();
    amounts.shuffle(rng);
    let mut rows = Vec::new();
    for month in MONTHS {
        let mut sell = |source: &str, id: &str, sales: usize, rng: &mut Pcg64| {
            // Each on a day of its own: no two rows agree in all that matters.
            let mut days: Vec<i8> = (1..=28).collect();
            days.shuffle(rng);
            for day in days.into_iter().take(sales) {
                rows.push(sale(source, id, date(2024, month, day), amounts.pop().expect("amounts enough"), rng));
            }
        };
        people.iter().for_each(|person| sell("influencer", &person.id, rng.random_range(2..=3), rng));
        sell("organic", "", 8, rng);
        sell("paid_ad", "", 3, rng);
    }
    rows.shuffle(rng);
    let columns = ["source", "campaign", "influencer_id", "user_id", "product", "date", "orders", "revenue"];
    File::new(Role::Tracking, "tracking_data.csv", &columns, rows)
}

fn sale(source: &str, id: &str, day: Date, micros: i128, rng: &mut Pcg64) -> Row {
    let orders = rng.random_range(1..=9);
    let campaign = if id.is_empty() { "" } else { CAMPAIGNS[rng.random_range(0..CAMPAIGNS.len())] };
    let product = PRODUCTS[rng.random_range(0..PRODUCTS.len())];
    let user = format!("U{}", rng.random_range(1_000..9_999));
    let written = [source, campaign, id, &user, product, &day.to_string(), &orders.to_string(), &plain(micros)];
    let fact = Fact { id: id.to_owned(), source: source.to_owned(), day: Some(day), orders, micros, ..Fact::default() };
    Row::new(fact, cells(&written))
}

/// One payment each that agrees with its rate and with the tracked orders.
fn payouts(people: &[Fact], tracking: &File, rng: &mut Pcg64) -> File {
    let mut tracked: BTreeMap<&str, i64> = BTreeMap::new();
    tracking.rows.iter().for_each(|row| *tracked.entry(&row.fact.id).or_default() += row.fact.orders);
    let mut payment = |(at, person): (usize, &Fact)| {
        let orders = tracked[person.id.as_str()];
        let rate = CENT * rng.random_range(2_000..9_000);
        let (basis, micros) = if at % 2 == 0 { ("post", rate * 40) } else { ("order", rate * i128::from(orders)) };
        let rate = if at % 2 == 0 { micros } else { rate };
        let written = cells(&[&person.id, basis, &plain(rate), &orders.to_string(), &plain(micros)]);
        Row::new(Fact { id: person.id.clone(), orders, micros, ..Fact::default() }, written)
    };
    let rows = people.iter().enumerate().map(&mut payment).collect();
    File::new(Role::Payouts, "payouts.csv", &["influencer_id", "basis", "rate", "orders", "total_payout"], rows)
}

fn posts(people: &[Fact], rng: &mut Pcg64) -> File {
    let mut post = |(at, person): (usize, &Fact)| {
        // Some days of every set can only be days.
        let day = date(2024, MONTHS[at % MONTHS.len()], rng.random_range(if at < 4 { 13..=28 } else { 1..=28 }));
        let url = format!("https://example.com/{at}");
        let counts = [9_000, 900, 90].map(|most| rng.random_range(most / 3..most).to_string());
        let [reach, likes, comments] = &counts;
        let written = [&person.id, person.platform, &day.to_string(), &url, "Morning routine", reach, likes, comments];
        Row::new(Fact { id: person.id.clone(), day: Some(day), ..Fact::default() }, cells(&written))
    };
    let rows = people.iter().enumerate().map(&mut post).collect();
    let columns = ["influencer_id", "platform", "date", "url", "caption", "reach", "likes", "comments"];
    File::new(Role::Posts, "posts.csv", &columns, rows)
}

fn cells(written: &[&str]) -> Vec<String> {
    written.iter().map(|cell| (*cell).to_owned()).collect()
}
