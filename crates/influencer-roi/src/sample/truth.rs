//! What really happened, which only the generator can know, and its file.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::WrittenFile;
use super::calendar::{self, DAYS, SALE_EVENTS, TAIL_DAYS};
use super::campaigns::Campaign;
use super::catalogue::BRANDS;
use super::cells::{Origin, SalesCell};
use super::payments::Payment;
use super::world::World;

/// `truth.json`, its fields in the order in which they are written.
#[derive(Serialize)]
struct Truth {
    seed: u64,
    currency: &'static str,
    first_day: String,
    last_day: String,
    /// Days after a campaign's end that its account still covers.
    tail_days: u16,
    sale_events: Vec<Event>,
    campaigns: Vec<Account>,
}

#[derive(Serialize)]
struct Event {
    name: &'static str,
    start: String,
    end: String,
}

/// One campaign's account over its days and the tail, in rupees.
#[derive(Serialize)]
struct Account {
    brand: &'static str,
    campaign: &'static str,
    start: String,
    end: String,
    /// Organic and credited sales as they were, less what there would have been anyway.
    incremental_revenue: f64,
    credited_revenue: f64,
    /// Of each rupee credited, how much was new; none where nothing was credited.
    incrementality_factor: Option<f64>,
    spend: f64,
    organic_revenue: f64,
    /// Drawn with the same luck, before the campaign.
    organic_revenue_without_campaign: f64,
}

pub(super) fn write(out: &Path, world: &World, payments: &[Payment]) -> io::Result<WrittenFile> {
    let truth = truth(world, payments);
    let path = out.join("truth.json");
    fs::write(&path, serde_json::to_string_pretty(&truth)? + "\n")?;
    Ok(WrittenFile { path, rows: truth.campaigns.len() as u64 })
}

fn truth(world: &World, payments: &[Payment]) -> Truth {
    let event = |event: &calendar::SaleEvent| Event {
        name: event.name,
        start: calendar::text(event.first),
        end: calendar::text(event.last),
    };
    let accounts = world.campaigns.iter().enumerate();
    Truth {
        seed: world.size.seed,
        currency: "INR",
        first_day: calendar::text(0),
        last_day: calendar::text(DAYS - 1),
        tail_days: TAIL_DAYS,
        sale_events: SALE_EVENTS.iter().map(event).collect(),
        campaigns: accounts.map(|(index, campaign)| account(index, campaign, world, payments)).collect(),
    }
}

fn account(index: usize, campaign: &Campaign, world: &World, payments: &[Payment]) -> Account {
    let organic = || {
        (world.cells.iter())
            .filter(|cell| cell.origin == Origin::Organic && cell.brand == campaign.brand)
            .filter(|cell| (campaign.start..=campaign.last_counted()).contains(&cell.day))
    };
    let of_campaign = |cell: &&SalesCell| cell.origin.campaign() == Some(index);
    let credited: i64 = (world.cells.iter().filter(of_campaign)).map(|cell| cell.paise).sum();
    let with: i64 = organic().map(|cell| cell.paise).sum();
    let without: i64 = organic().map(|cell| cell.paise_without_campaign).sum();
    let paid = payments.iter().filter(|payment| payment.campaign == index);
    let incremental = with + credited - without;
    Account {
        brand: BRANDS[campaign.brand].name,
        campaign: campaign.name,
        start: calendar::text(campaign.start),
        end: calendar::text(campaign.end),
        incremental_revenue: rupees(incremental),
        credited_revenue: rupees(credited),
        incrementality_factor: (credited != 0).then(|| incremental as f64 / credited as f64),
        spend: rupees(paid.map(|payment| payment.paise).sum()),
        organic_revenue: rupees(with),
        organic_revenue_without_campaign: rupees(without),
    }
}

/// The double nearest to a whole number of paise prints as exactly that number up to 15 digits, which is a million crore
/// rupees.
fn rupees(paise: i64) -> f64 {
    paise as f64 / 100.0
}
