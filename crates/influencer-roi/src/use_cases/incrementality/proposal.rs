//! What the data propose for a question: controls without campaigns of their own, and days to leave out.

use std::rc::Rc;

use definitions::Day;
use lift::impact::data_checks::{MIN_DAYS_BEFORE, POST_PERIODS_BEFORE, data_problems, unusual_days};
use lift::impact::{DataProblem, PostPeriod, Series};

use super::data::{BrandSales, Period, Sales};
use super::festivals;

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

/// What a question is proposed for: a brand's campaign with the days it ran, and the days after that still count.
#[derive(Clone, Copy)]
pub(super) struct Proposed<'a> {
    pub(super) sales: &'a Sales<'a>,
    pub(super) brand: &'a str,
    pub(super) campaign: &'a str,
    pub(super) days: Period,
    pub(super) tail_days: u32,
    /// The end was chosen: it is not moved, and festivals before do not cost the days that it needs.
    pub(super) is_end_fixed: bool,
    /// Campaigns of the brand that count with organic sales.
    pub(super) usual: &'a [String],
}

/// At least so many days of a campaign are measured.
const MIN_CAMPAIGN_DAYS: i32 = 7;

impl Proposed<'_> {
    pub(super) fn window(&self) -> Period {
        let to = self.days.to.plus(self.tail_days as i32).min(self.sales.days.to);
        Period { from: self.days.from, to }
    }

    /// The campaign's end, or an earlier one where the quiet days before are too few for all of its days.
    pub(super) fn end(&self, masked: &[Period]) -> Day {
        let quiet = self.quiet_days(masked);
        let days = (quiet / POST_PERIODS_BEFORE) as i32 - self.tail_days as i32;
        let is_enough = quiet >= MIN_DAYS_BEFORE && days >= MIN_CAMPAIGN_DAYS;
        if self.is_end_fixed || quiet >= self.needed_days() || !is_enough {
            self.days.to
        } else {
            self.days.to.min(self.days.from.plus(days - 1))
        }
    }

    /// Quiet days before that the window needs.
    fn needed_days(&self) -> usize {
        MIN_DAYS_BEFORE.max(POST_PERIODS_BEFORE * self.window().days())
    }

    /// Days before that are not left out.
    fn quiet_days(&self, masked: &[Period]) -> usize {
        let first = self.sales.days.from.number();
        (first..self.days.from.number())
            .filter(|day| !masked.iter().any(|days| days.has(Day::from_number(*day))))
            .count()
    }
}

/// Campaigns of a brand, without the one that is asked about, that count with organic sales.
pub(super) fn usual(sales: &Sales<'_>, brand: &str, but: &str) -> Vec<String> {
    let own = sales.campaigns.iter().filter(|other| other.brand == brand && other.campaign != but);
    own.filter(|other| sales.is_usual(other)).map(|other| other.campaign.to_owned()).collect()
}

/// Other campaigns of the same brand before the window; days unlike the others, as far as they lie before it or show on
/// the other brands too; and the festivals of the calendar, as far as enough days remain.
pub(super) fn masked(proposed: &Proposed<'_>) -> Vec<Period> {
    let Proposed { sales, brand, campaign, usual, .. } = *proposed;
    let window = proposed.window();
    let own = own_campaigns_before(sales, brand, campaign, window, usual);
    let events = events(sales, Some((brand, window))).into_iter().map(|event| event.days);
    let until = Period { from: sales.days.from, to: window.to };
    let found = joined(own.into_iter().chain(events).filter(|days| days.overlaps(until)).collect());
    with_festivals(proposed, found)
}

/// Festivals within the campaign are left out unless most of it would be, those before unless too few quiet days would remain.
fn with_festivals(proposed: &Proposed<'_>, masked: Vec<Period>) -> Vec<Period> {
    let window = proposed.window();
    let festivals = |period: Period| festivals::within(period).into_iter().map(|(days, _)| days);
    let and = |masked: &[Period], period: Period| joined(masked.iter().copied().chain(festivals(period)).collect());
    let inside = and(&masked, window);
    let is_open = |masked: &[Period], day: i32| !masked.iter().any(|days| days.has(Day::from_number(day)));
    let open = (window.from.number()..=proposed.days.to.number()).filter(|day| is_open(&inside, *day)).count();
    let is_enough = open >= MIN_CAMPAIGN_DAYS as usize && 2 * open >= proposed.days.days();
    let masked = if is_enough { inside } else { masked };
    let before = and(&masked, Period { from: proposed.sales.days.from, to: window.from.plus(-1) });
    let needed = if proposed.is_end_fixed { proposed.needed_days() } else { MIN_DAYS_BEFORE };
    if proposed.quiet_days(&before) >= needed { before } else { masked }
}

/// Days before the window on which other campaigns of the brand ran or lingered, but for the usual ones.
pub(super) fn own_campaigns_before(
    sales: &Sales<'_>,
    brand: &str,
    but: &str,
    window: Period,
    usual: &[String],
) -> Vec<Period> {
    let before = Period { from: sales.days.from, to: window.from.plus(-1) };
    let within = |days: Period| Period { from: days.from, to: days.to.min(before.to) };
    let others = sales.others_than(brand, but, usual).map(|campaign| sales.with_tail(campaign));
    joined(others.filter(|days| days.overlaps(before)).map(within).collect())
}

/// What a proposal has to give up: brands that moved when the campaign began, and days on which they leapt.
pub(super) struct GivenUp {
    pub(super) controls: Vec<String>,
    pub(super) days: Vec<Period>,
}

/// Problems of these controls that a question without them, or without those days, does not have.
pub(super) fn given_up(proposed: &Proposed<'_>, controls: &[String], masked: &[Period]) -> GivenUp {
    let (sales, window) = (proposed.sales, proposed.window());
    let end = sales.row(window.to).map_or(0, |row| row + 1);
    let own = sales.brand(proposed.brand).outcome();
    let others: Vec<Rc<BrandSales>> = controls.iter().map(|brand| sales.brand(brand)).collect();
    let others: Vec<&[f64]> = others.iter().map(|brand| &brand.organic[..end]).collect();
    let masked: Vec<bool> = (0..end).map(|row| masked.iter().any(|days| days.has(sales.day(row)))).collect();
    let post = PostPeriod { start: sales.row(window.from).unwrap_or_default(), end };
    let problems = data_problems(&Series { outcome: &own[..end], controls: &others, masked: &masked, post });
    let moved = problems.iter().filter_map(|problem| match problem {
        DataProblem::ControlMoved { control, .. } => controls.get(*control).cloned(),
        DataProblem::ShortBefore { .. }
        | DataProblem::MostlyZero { .. }
        | DataProblem::LevelBreak { .. }
        | DataProblem::Event { .. } => None,
    });
    let leapt = problems.iter().filter_map(|problem| match problem {
        DataProblem::Event { first, last, .. } => Some(Period { from: sales.day(*first), to: sales.day(*last) }),
        DataProblem::ShortBefore { .. }
        | DataProblem::MostlyZero { .. }
        | DataProblem::LevelBreak { .. }
        | DataProblem::ControlMoved { .. } => None,
    });
    GivenUp { controls: moved.collect(), days: leapt.collect() }
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
