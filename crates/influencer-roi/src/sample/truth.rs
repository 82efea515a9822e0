//! What really happened, which only the generator can know, and its file.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::WrittenFile;
use super::affiliates;
use super::audit::{Case, Kind};
use super::calendar::{self, DAYS, Day, SALE_EVENTS, STOCK_OUT, TAIL_DAYS};
use super::campaigns::Campaign;
use super::catalogue::{AFFILIATE, BRANDS};
use super::cells::{Origin, SalesCell};
use super::ledger::{Payment, Work};
use super::world::World;

/// `truth.json`, its fields in the order in which they are written; money in rupees.
#[derive(Serialize)]
struct Truth {
    seed: u64,
    currency: &'static str,
    first_day: String,
    last_day: String,
    /// Days after a campaign's end that its account still covers.
    tail_days: u16,
    sale_events: Vec<Span>,
    stock_outs: Vec<Span>,
    campaigns: Vec<Account>,
    /// Codes that sell on all days: they take nothing from organic sales, and campaigns take nothing from them.
    always_on: Vec<AlwaysOn>,
    brands: Vec<Brand>,
    audit_cases: Vec<Finding>,
}

#[derive(Serialize)]
struct Span {
    name: String,
    start: String,
    end: String,
}

/// One campaign's account over its days and the tail.
#[derive(Serialize)]
struct Account {
    brand: &'static str,
    campaign: &'static str,
    start: String,
    end: String,
    /// What the brand sold on these days, less what it would have sold without campaigns. Where another campaign of the
    /// brand overlaps, both together: sales alone cannot distinguish them.
    incremental_revenue: f64,
    /// Credited to this campaign alone.
    credited_revenue: f64,
    /// Incremental revenue of each rupee that was credited on these days, to whichever campaign.
    incrementality_factor: Option<f64>,
    /// All payments for it but those that were called back.
    spend: f64,
    organic_revenue: f64,
    /// Drawn with the same luck, before the campaigns.
    organic_revenue_without_campaign: f64,
    /// Other campaigns of the brand on some of these days.
    overlaps: Vec<&'static str>,
    /// What this campaign alone added: credited to it, less what organic sales lost by it.
    new_revenue: f64,
    /// Of each rupee credited to it; none where nothing was.
    new_share: Option<f64>,
}

#[derive(Serialize)]
struct AlwaysOn {
    brand: &'static str,
    campaign: &'static str,
    credited_revenue: f64,
    spend: f64,
}

/// Revenue of one brand by day, from the first to the last, as it would have been without campaigns.
#[derive(Serialize)]
struct Brand {
    brand: &'static str,
    revenue_without_campaigns: Vec<f64>,
}

/// What an audit of the payments should find.
#[derive(Serialize)]
struct Finding {
    case: Kind,
    influencer_id: String,
    campaign: Option<&'static str>,
    amount: f64,
    /// Of `payouts.csv`, the header being the first.
    payout_lines: Vec<usize>,
}

pub(super) fn write(out: &Path, world: &World, payments: &[Payment], cases: &[Case]) -> io::Result<WrittenFile> {
    let truth = truth(world, payments, cases);
    let path = out.join("truth.json");
    fs::write(&path, serde_json::to_string_pretty(&truth)? + "\n")?;
    Ok(WrittenFile { path, rows: truth.campaigns.len() as u64 })
}

fn truth(world: &World, payments: &[Payment], cases: &[Case]) -> Truth {
    let accounts = world.campaigns.iter().enumerate();
    Truth {
        seed: world.size.seed,
        currency: "INR",
        first_day: calendar::text(0),
        last_day: calendar::text(DAYS - 1),
        tail_days: TAIL_DAYS,
        sale_events: SALE_EVENTS.iter().map(|event| span(event.name, event.first, event.last)).collect(),
        stock_outs: vec![span(BRANDS[STOCK_OUT.brand].name, STOCK_OUT.first, STOCK_OUT.last)],
        campaigns: accounts.map(|(index, campaign)| account(index, campaign, world, payments)).collect(),
        always_on: vec![always_on(world, payments)],
        brands: (0..world.size.brands).map(|brand| without_campaigns(brand, world)).collect(),
        audit_cases: cases.iter().map(|case| finding(case, world)).collect(),
    }
}

fn span(name: &str, first: Day, last: Day) -> Span {
    Span { name: name.to_owned(), start: calendar::text(first), end: calendar::text(last) }
}

fn account(index: usize, campaign: &Campaign, world: &World, payments: &[Payment]) -> Account {
    let counted = campaign.start..=campaign.last_counted();
    let of_brand = |cell: &&SalesCell| cell.brand == campaign.brand && counted.contains(&cell.day);
    let sum = |is_meant: &dyn Fn(&SalesCell) -> bool, paise: fn(&SalesCell) -> i64| -> i64 {
        world.cells.iter().filter(of_brand).filter(|cell| is_meant(cell)).map(paise).sum()
    };
    let with = sum(&|cell| cell.origin == Origin::Organic, |cell| cell.paise);
    let without = sum(&|cell| cell.origin == Origin::Organic, |cell| cell.paise_without_campaign);
    let credited_at_once = sum(&|cell| cell.origin.campaign().is_some(), |cell| cell.paise);
    let credited: i64 =
        world.cells.iter().filter(|cell| cell.origin.campaign() == Some(index)).map(|cell| cell.paise).sum();
    let (incremental, new) = (with + credited_at_once - without, credited - world.displaced[index]);
    let others = world.campaigns.iter().filter(|other| other.name != campaign.name && other.overlaps(campaign));
    Account {
        brand: BRANDS[campaign.brand].name,
        campaign: campaign.name,
        start: calendar::text(campaign.start),
        end: calendar::text(campaign.end),
        incremental_revenue: rupees(incremental),
        credited_revenue: rupees(credited),
        incrementality_factor: share(incremental, credited_at_once),
        spend: rupees(paid(payments, Work::Campaign(index))),
        organic_revenue: rupees(with),
        organic_revenue_without_campaign: rupees(without),
        overlaps: others.map(|other| other.name).collect(),
        new_revenue: rupees(new),
        new_share: share(new, credited),
    }
}

fn always_on(world: &World, payments: &[Payment]) -> AlwaysOn {
    let sold = world.cells.iter().filter(|cell| matches!(cell.origin, Origin::Affiliate { .. }));
    AlwaysOn {
        brand: BRANDS[affiliates::BRAND].name,
        campaign: AFFILIATE,
        credited_revenue: rupees(sold.map(|cell| cell.paise).sum()),
        spend: rupees(paid(payments, Work::Affiliate)),
    }
}

fn paid(payments: &[Payment], work: Work) -> i64 {
    payments.iter().filter(|payment| payment.work == work && payment.counts()).map(|payment| payment.paise).sum()
}

fn without_campaigns(brand: usize, world: &World) -> Brand {
    let mut paise = vec![0; usize::from(DAYS)];
    for cell in world.cells.iter().filter(|cell| cell.brand == brand) {
        paise[usize::from(cell.day)] += cell.paise_without_campaign;
    }
    Brand { brand: BRANDS[brand].name, revenue_without_campaigns: paise.into_iter().map(rupees).collect() }
}

fn finding(case: &Case, world: &World) -> Finding {
    let campaign = |work: Work| match work {
        Work::Campaign(index) => world.campaigns[index].name,
        Work::Affiliate => AFFILIATE,
    };
    Finding {
        case: case.kind,
        influencer_id: world.roster[case.person].id.clone(),
        campaign: case.work.map(campaign),
        amount: rupees(case.paise),
        payout_lines: case.payments.iter().map(|place| place + 2).collect(),
    }
}

fn share(part: i64, whole: i64) -> Option<f64> {
    (whole != 0).then(|| part as f64 / whole as f64)
}

/// The double nearest to a whole number of paise prints as exactly that number up to 15 digits, which is a million crore
/// rupees.
fn rupees(paise: i64) -> f64 {
    paise as f64 / 100.0
}
