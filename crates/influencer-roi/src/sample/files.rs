//! The drawn world as files.

use std::fmt::Write as _;
use std::fs::File;
use std::io;
use std::path::Path;

use csv::Writer;

use super::affiliates;
use super::calendar::{self, DAYS, Day};
use super::campaigns::Basis;
use super::catalogue::{AFFILIATE, BRANDS};
use super::cells::{Origin, SalesCell};
use super::dice::{Dice, Stream};
use super::ledger::{Payment, Purpose, State, Work};
use super::payments;
use super::posts;
use super::roster::Person;
use super::share::Share;
use super::truth;
use super::world::World;
use super::{Written, WrittenFile};

const PEOPLE: [&str; 6] = ["id", "name", "category", "gender", "followers", "platform"];
const SALES: [&str; 8] = ["source", "campaign", "influencer_id", "brand", "product", "date", "orders", "revenue"];
const PAYMENTS: [&str; 10] = [
    "influencer_id",
    "basis",
    "rate",
    "orders",
    "total_payout",
    "brand",
    "campaign",
    "payment_date",
    "status",
    "reference",
];
const POSTS: [&str; 8] = ["influencer_id", "platform", "date", "url", "caption", "reach", "likes", "comments"];

const STRANGER_ID: &str = "GUEST01";

pub(super) fn write_all(world: &World, out: &Path) -> io::Result<Written> {
    let (payments, cases) = payments::due(world);
    let files = vec![
        table(out, "influencers.csv", &PEOPLE, |csv| influencers(world, csv))?,
        table(out, "tracking_data.csv", &SALES, |csv| tracking(world, csv))?,
        table(out, "payouts.csv", &PAYMENTS, |csv| payouts(world, &payments, csv))?,
        table(out, "posts.csv", &POSTS, |csv| post_rows(world, csv))?,
        truth::write(out, world, &payments, &cases)?,
    ];
    Ok(Written { files })
}

/// `rows` writes the rows below the header and answers how many there were.
fn table(
    out: &Path,
    name: &str,
    header: &[&str],
    rows: impl FnOnce(&mut Writer<File>) -> csv::Result<u64>,
) -> io::Result<WrittenFile> {
    let path = out.join(name);
    let mut csv = csv::WriterBuilder::new().buffer_capacity(1 << 18).from_path(&path)?;
    csv.write_record(header)?;
    let rows = rows(&mut csv)?;
    csv.flush()?;
    Ok(WrittenFile { path, rows })
}

/// One row is there twice and one platform is spelt as people spell it: both are only worth a warning.
fn influencers(world: &World, csv: &mut Writer<File>) -> csv::Result<u64> {
    let odd_one = world.roster.iter().position(|person| person.platform == "YouTube");
    let again = world.roster.len() / 2;
    for index in (0..world.roster.len()).chain([again]) {
        let person = &world.roster[index];
        let platform = if odd_one == Some(index) { "Youtube" } else { person.platform };
        let followers = person.followers.to_string();
        csv.write_record([&person.id, &person.name, person.category, person.gender, &followers, platform])?;
    }
    Ok(world.roster.len() as u64 + 1)
}

fn tracking(world: &World, csv: &mut Writer<File>) -> csv::Result<u64> {
    let dates: Vec<String> = (0..DAYS).map(calendar::text).collect();
    let spare = |cell: &SalesCell| cell.most_rows() - 1;
    let mut more_rows = Share::new(world.rows as i64 - world.cells.len() as i64, world.cells.iter().map(spare).sum());
    let (mut orders_text, mut paise_text) = (String::new(), String::new());
    for (index, cell) in world.cells.iter().enumerate() {
        let rows = 1 + more_rows.next(spare(cell));
        let known = known_fields(world, cell, &dates[usize::from(cell.day)]);
        let dice = Dice::new(world.size.seed, Stream::Rows(index));
        for (orders, paise) in split(cell, rows, dice) {
            fill(&mut orders_text, format_args!("{orders}"));
            fill(&mut paise_text, format_args!("{}", Rupees(paise)));
            let numbers = [orders_text.as_str(), paise_text.as_str()];
            csv.write_record(known.iter().chain(&numbers))?;
        }
    }
    Ok(world.rows)
}

/// Reuses the text: a hundred million rows allocate nothing.
fn fill(text: &mut String, with: std::fmt::Arguments<'_>) {
    text.clear();
    text.write_fmt(with).expect("a String takes any text");
}

/// Everything of a row but its orders and revenue.
fn known_fields<'a>(world: &'a World, cell: &SalesCell, date: &'a str) -> [&'a str; 6] {
    let brand = &BRANDS[cell.brand];
    let source = if cell.origin == Origin::Organic { "organic" } else { "influencer" };
    let campaign = match cell.origin {
        Origin::Affiliate { .. } => AFFILIATE,
        origin => origin.campaign().map_or("", |index| world.campaigns[index].name),
    };
    let id = match cell.origin {
        Origin::Organic => "",
        Origin::Stranger { .. } => STRANGER_ID,
        Origin::Credited { person, .. } | Origin::Refund { person, .. } | Origin::Affiliate { person } => {
            &world.roster[person].id
        }
    };
    [source, campaign, id, brand.name, brand.products[cell.product].name, date]
}

/// The orders and paise of a cell over its rows. The luck of the rows is drawn twice, once for its sum, so that no row
/// has to be held.
fn split(cell: &SalesCell, rows: i64, mut dice: Dice) -> impl Iterator<Item = (i64, i64)> {
    let weights = move |dice: &mut Dice, orders: i64| orders.max(1) * dice.basket();
    let orders = move |orders: i64| {
        let mut parts = Share::new(orders, rows);
        (0..rows).map(move |_| parts.next(1))
    };
    let mut rehearsal = dice.clone();
    let all = orders(cell.orders).map(|part| weights(&mut rehearsal, part)).sum();
    let mut paise = Share::new(cell.paise, all);
    orders(cell.orders).map(move |part| (part, paise.next(weights(&mut dice, part))))
}

fn payouts(world: &World, payments: &[Payment], csv: &mut Writer<File>) -> csv::Result<u64> {
    for payment in payments {
        let (brand, campaign) = purpose(world, payment);
        let id = &world.roster[payment.person].id;
        let basis = match payment.basis {
            Basis::Post => "post",
            Basis::Order => "order",
        };
        let rate = Rupees(payment.rate_paise).to_string();
        let orders = payment.orders.to_string();
        let total = Rupees(payment.paise).to_string();
        let (day, status) = state(payment.state);
        let reference = payment.reference.map_or(String::new(), |number| format!("HK26-{number:05}"));
        csv.write_record([id, basis, &rate, &orders, &total, brand, campaign, &day, status, &reference])?;
    }
    Ok(payments.len() as u64)
}

/// Brand and campaign, as far as the row says them.
fn purpose(world: &World, payment: &Payment) -> (&'static str, &'static str) {
    let (brand, campaign) = match payment.work {
        Work::Campaign(index) => (world.campaigns[index].brand, world.campaigns[index].name),
        Work::Affiliate => (affiliates::BRAND, AFFILIATE),
    };
    match payment.named {
        Purpose::BrandAndCampaign => (BRANDS[brand].name, campaign),
        Purpose::Brand => (BRANDS[brand].name, ""),
        Purpose::Nothing => ("", ""),
    }
}

/// The day on which money moved, blank where none did, and the status.
fn state(state: State) -> (String, &'static str) {
    match state {
        State::Paid(day) => (calendar::text(day), "paid"),
        State::Pending => (String::new(), "pending"),
        State::Due => (String::new(), "due"),
        State::Cancelled => (String::new(), "cancelled"),
    }
}

fn post_rows(world: &World, csv: &mut Writer<File>) -> csv::Result<u64> {
    let posts = posts::published(world);
    for (index, post) in posts.iter().enumerate() {
        let Person { id, platform, .. } = &world.roster[post.person];
        let date = moment(post.day, post.minute);
        let url = format!("https://example.com/{}/{}", platform.to_lowercase(), index + 1);
        let [reach, likes, comments] = [post.reach, post.likes, post.comments].map(|count| count.to_string());
        csv.write_record([id.as_str(), platform, &date, &url, &post.caption, &reach, &likes, &comments])?;
    }
    Ok(posts.len() as u64)
}

/// `2026-04-14 20:05`.
fn moment(day: Day, minute: u64) -> String {
    format!("{} {:02}:{:02}", calendar::text(day), minute / 60, minute % 60)
}

/// Paise, shown as rupees with two decimals.
struct Rupees(i64);

impl std::fmt::Display for Rupees {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let paise = self.0.unsigned_abs();
        write!(out, "{sign}{}.{:02}", paise / 100, paise % 100)
    }
}
