//! What the data propose: campaigns with their days, controls that nobody touched, days to leave out.

use lift::impact::data_checks::unusual_days;
use warehouse::{CampaignSales, Dataset, Manifest};

use super::data::{Period, Sales};
use super::settings::{Settings, Wish};

/// Everything to choose from.
pub(crate) struct Offer {
    pub(crate) manifest: Manifest,
    pub(crate) days: Option<Period>,
    pub(crate) brands: Vec<String>,
    /// The largest spend first.
    pub(crate) campaigns: Vec<OfferedCampaign>,
    pub(crate) events: Vec<Event>,
}

/// A campaign with the days that are proposed for it; money in micros.
pub(crate) struct OfferedCampaign {
    pub(crate) brand: String,
    pub(crate) campaign: String,
    pub(crate) days: Period,
    /// Controls and masked days that are proposed; for the largest campaigns only.
    pub(crate) proposed: Option<(Vec<String>, Vec<Period>)>,
    pub(crate) revenue: i64,
    pub(crate) orders: i64,
    pub(crate) spend: i64,
}

/// Days unlike those around them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    pub(crate) days: Period,
    /// How many brands were looked at, and on how many the days stand out.
    pub(crate) brands: usize,
    pub(crate) of: usize,
    /// The largest distance from the usual, as a share of it.
    pub(crate) change: f64,
}

/// The most campaigns that are offered.
const CAMPAIGNS_MOST: usize = 500;
/// For so many of them controls and masked days are worked out beforehand.
const PROPOSED_MOST: usize = 40;
/// The most brands that are controls without being asked for.
const CONTROLS_MOST: usize = 5;

impl Offer {
    pub(crate) fn of(dataset: &Dataset) -> Self {
        let manifest = dataset.manifest().clone();
        let Some(sales) = Sales::of(dataset) else {
            return Self { manifest, days: None, brands: Vec::new(), campaigns: Vec::new(), events: Vec::new() };
        };
        let mut campaigns: Vec<OfferedCampaign> = sales.campaigns.iter().map(offered).collect();
        campaigns.sort_by_key(|campaign| (-campaign.spend, -campaign.revenue));
        campaigns.truncate(CAMPAIGNS_MOST);
        campaigns.iter_mut().take(PROPOSED_MOST).for_each(|campaign| campaign.proposed = proposed(&sales, campaign));
        let brands = sales.brands().to_vec();
        let events = events(&sales, None);
        Self { manifest, days: Some(sales.days), brands, campaigns, events }
    }
}

/// As they are for whoever asks with nothing but brand and campaign.
fn proposed(sales: &Sales<'_>, campaign: &OfferedCampaign) -> Option<(Vec<String>, Vec<Period>)> {
    let wish = Wish { brand: campaign.brand.clone(), campaign: campaign.campaign.clone(), ..Wish::default() };
    let settings = Settings::of(&wish, sales).ok()?;
    Some((settings.controls, settings.masked))
}

fn offered(campaign: &CampaignSales<'_>) -> OfferedCampaign {
    OfferedCampaign {
        brand: campaign.brand.to_owned(),
        campaign: campaign.campaign.to_owned(),
        days: Period { from: campaign.first_day, to: campaign.settled_day },
        proposed: None,
        revenue: campaign.revenue,
        orders: campaign.orders,
        spend: campaign.spend,
    }
}

/// Brands that ran no campaign of their own until the window ends, the largest first: a campaign takes organic sales away.
pub(super) fn controls(sales: &Sales<'_>, possible: &[String], window: Period) -> Vec<String> {
    let untouched = |brand: &&String| touched(sales, brand, window).is_empty();
    possible.iter().filter(untouched).take(CONTROLS_MOST).cloned().collect()
}

/// The days until the window ends on which a brand's own campaigns ran or lingered.
pub(super) fn touched(sales: &Sales<'_>, brand: &str, window: Period) -> Vec<Period> {
    let until = Period { from: sales.days.from, to: window.to };
    let within = |days: Period| Period { from: days.from, to: days.to.min(until.to) };
    let own = sales.others(brand, None).map(|campaign| sales.with_tail(campaign));
    own.filter(|days| days.overlaps(until)).map(within).collect()
}

/// Other campaigns of the same brand before the window, and days unlike the others, as far as they lie before it or show on
/// the other brands too.
pub(super) fn masked(sales: &Sales<'_>, campaign: &CampaignSales<'_>, window: Period) -> Vec<Period> {
    let own = own_campaigns_before(sales, campaign.brand, campaign.campaign, window);
    let events = events(sales, Some((campaign.brand, window))).into_iter().map(|event| event.days);
    let until = Period { from: sales.days.from, to: window.to };
    joined(own.into_iter().chain(events).filter(|days| days.overlaps(until)).collect())
}

/// Days before the window on which other campaigns of the brand ran or lingered.
pub(super) fn own_campaigns_before(sales: &Sales<'_>, brand: &str, but: &str, window: Period) -> Vec<Period> {
    let before = Period { from: sales.days.from, to: window.from.plus(-1) };
    let within = |days: Period| Period { from: days.from, to: days.to.min(before.to) };
    let others = sales.others(brand, Some(but)).map(|campaign| sales.with_tail(campaign));
    joined(others.filter(|days| days.overlaps(before)).map(within).collect())
}

/// Days on which at least half of the brands' organic sales were far from their usual. A brand's own campaign days say
/// nothing, nor, where a window is given, the days of that brand's window.
pub(super) fn events(sales: &Sales<'_>, window: Option<(&str, Period)>) -> Vec<Event> {
    let mut seen = vec![(0_usize, 0_usize, 0.0_f64); sales.days.days()];
    for brand in sales.brands() {
        let mut quiet = vec![true; seen.len()];
        let own = sales.others(brand, None).map(|campaign| sales.with_tail(campaign));
        let asked = window.filter(|(asked, _)| asked == brand).map(|(_, window)| window);
        for days in own.chain(asked) {
            (0..seen.len()).filter(|row| days.has(sales.day(*row))).for_each(|row| quiet[row] = false);
        }
        seen.iter_mut().zip(&quiet).for_each(|(seen, quiet)| seen.1 += usize::from(*quiet));
        for (row, change) in unusual_days(&sales.brand(brand).organic, |row| quiet[row]) {
            seen[row].0 += 1;
            seen[row].2 = if change.abs() > seen[row].2.abs() { change } else { seen[row].2 };
        }
    }
    let mut events: Vec<Event> = Vec::new();
    let stands_out = |(_, (brands, of, _)): &(usize, &(usize, usize, f64))| *brands > 0 && 2 * brands >= *of;
    for (row, (brands, of, change)) in seen.iter().enumerate().filter(stands_out) {
        let day = sales.day(row);
        match events.last_mut() {
            Some(event) if event.days.to.plus(2) >= day => {
                event.days.to = day;
                event.brands = event.brands.max(*brands);
                event.of = event.of.max(*of);
                event.change = if change.abs() > event.change.abs() { *change } else { event.change };
            }
            _ => events.push(Event { days: Period { from: day, to: day }, brands: *brands, of: *of, change: *change }),
        }
    }
    events
}

/// Periods in order, those that touch as one.
pub(super) fn joined(mut periods: Vec<Period>) -> Vec<Period> {
    periods.sort_unstable();
    let mut joined: Vec<Period> = Vec::new();
    for period in periods {
        match joined.last_mut() {
            Some(last) if last.to.plus(1) >= period.from => last.to = last.to.max(period.to),
            _ => joined.push(period),
        }
    }
    joined
}
