//! What the data propose for a question: controls without campaigns of their own, and days to leave out.

use cube::CampaignSales;
use lift::impact::data_checks::unusual_days;

use super::data::{Period, Sales};

/// Days unlike those around them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    pub(crate) days: Period,
    /// On how many brands the days stand out, and how many were examined.
    pub(crate) brands: usize,
    pub(crate) of: usize,
    /// The largest distance from the usual, as a share of it.
    pub(crate) change: f64,
}

/// The most brands that are proposed as controls.
const MAX_CONTROLS: usize = 5;

/// Brands that ran no campaign of their own until the window ends, the largest first: a campaign takes organic sales away.
pub(super) fn controls(sales: &Sales<'_>, possible: &[String], window: Period) -> Vec<String> {
    let untouched = |brand: &&String| touched(sales, brand, window).is_empty();
    possible.iter().filter(untouched).take(MAX_CONTROLS).cloned().collect()
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
