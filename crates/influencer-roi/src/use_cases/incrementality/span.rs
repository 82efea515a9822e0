//! On which days a campaign ran, read from its sales: a test order weeks before, and codes that trickle on, are not it.

use definitions::Day;

/// What comes before this share of the revenue, or after all but it, may be stragglers.
const STRAGGLERS: f64 = 0.02;
/// Sales with this many days from one to the next belong to different runs.
const GAP_DAYS: i32 = 7;
/// A run at either end is left out below this many days with sales and this share of the revenue.
const MIN_RUN_DAYS: usize = 3;
const MIN_RUN_SHARE: f64 = 0.05;

/// A usual code sells in at least this share of the weeks, and brings less than this share of the brand's revenue.
const USUAL_WEEKS: f64 = 0.5;
const MAX_USUAL_SHARE: f64 = 0.15;

/// The first and the last day of a campaign without stragglers; nothing where there is no revenue above zero.
///
/// - Shape: days with sales, oldest first, each with its revenue in any unit; negative revenue counts as none.
pub(super) fn span(daily_revenue: &[(Day, i64)]) -> Option<(Day, Day)> {
    let sales: Vec<(Day, f64)> = daily_revenue
        .iter()
        .filter(|(_, revenue)| *revenue > 0)
        .map(|(day, revenue)| (*day, *revenue as f64))
        .collect();
    let sales = without_leading_stragglers(&sales);
    let sales = without_trailing_stragglers(sales);
    Some((sales.first()?.0, sales.last()?.0))
}

fn total(sales: &[(Day, f64)]) -> f64 {
    sales.iter().map(|(_, revenue)| revenue).sum()
}

fn is_gap(earlier: Day, later: Day) -> bool {
    later.number() - earlier.number() > GAP_DAYS
}

/// From the day the revenue passes the stragglers' share, walked back as long as sales follow each other closely.
fn without_leading_stragglers(sales: &[(Day, f64)]) -> &[(Day, f64)] {
    let (all, mut so_far) = (total(sales), 0.0);
    let passes = sales.iter().position(|(_, revenue)| {
        so_far += revenue;
        so_far > STRAGGLERS * all
    });
    let mut first = passes.unwrap_or_default();
    while first > 0 && !is_gap(sales[first - 1].0, sales[first].0) {
        first -= 1;
    }
    let mut kept = &sales[first..];
    while let Some(run) = leading_run(kept).filter(|run| is_negligible(&kept[..*run], all)) {
        kept = &kept[run..];
    }
    kept
}

/// Until all but the stragglers' share has come, and without short runs long after the others.
fn without_trailing_stragglers(sales: &[(Day, f64)]) -> &[(Day, f64)] {
    let (all, mut so_far) = (total(sales), 0.0);
    let settled = sales.iter().position(|(_, revenue)| {
        so_far += revenue;
        so_far >= (1.0 - STRAGGLERS) * all
    });
    let mut kept = &sales[..settled.map_or(sales.len(), |last| last + 1)];
    while let Some(run) = trailing_run(kept).filter(|run| is_negligible(&kept[*run..], all)) {
        kept = &kept[..run];
    }
    kept
}

/// How many days of sales the first run has, where another follows.
fn leading_run(sales: &[(Day, f64)]) -> Option<usize> {
    (1..sales.len()).find(|at| is_gap(sales[at - 1].0, sales[*at].0))
}

/// Where the last run begins, where another precedes it.
fn trailing_run(sales: &[(Day, f64)]) -> Option<usize> {
    (1..sales.len()).rev().find(|at| is_gap(sales[at - 1].0, sales[*at].0))
}

fn is_negligible(run: &[(Day, f64)], all: f64) -> bool {
    run.len() < MIN_RUN_DAYS && total(run) < MIN_RUN_SHARE * all
}

/// Whether codes sell all the time and little: `days` are those of the data, `brand_revenue` is in currency units.
pub(super) fn is_thin_and_steady(daily_revenue: &[(Day, i64)], days: usize, brand_revenue: f64) -> bool {
    let incoming = || daily_revenue.iter().filter(|(_, revenue)| *revenue > 0);
    let mut weeks: Vec<i32> = incoming().map(|(day, _)| day.number().div_euclid(7)).collect();
    weeks.dedup();
    let revenue: f64 = incoming().map(|(_, revenue)| *revenue as f64 / definitions::MICROS_PER_UNIT as f64).sum();
    weeks.len() as f64 >= USUAL_WEEKS * (days as f64 / 7.0) && revenue < MAX_USUAL_SHARE * brand_revenue
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i32) -> Day {
        Day::from_fields(2026, 1, 1).unwrap().plus(number)
    }

    fn sales(days: impl IntoIterator<Item = (i32, i64)>) -> Vec<(Day, i64)> {
        days.into_iter().map(|(at, revenue)| (day(at), revenue)).collect()
    }

    /// Days 60 to 80, 100 a day.
    fn campaign() -> impl Iterator<Item = (i32, i64)> {
        (60..=80).map(|at| (at, 100))
    }

    #[test]
    fn a_test_order_weeks_before_does_not_start_a_campaign() {
        for revenue in [10, 60, 100] {
            let days = sales(std::iter::once((9, revenue)).chain(campaign()));
            assert_eq!(span(&days), Some((day(60), day(80))), "{revenue}");
        }
    }

    #[test]
    fn a_slow_first_week_is_part_of_the_campaign() {
        let days = sales([(52, 5), (56, 5)].into_iter().chain(campaign()));
        assert_eq!(span(&days), Some((day(52), day(80))));
    }

    #[test]
    fn a_first_wave_of_its_own_is_part_of_the_campaign() {
        let days = sales((20..23).map(|at| (at, 100)).chain(campaign()));
        assert_eq!(span(&days), Some((day(20), day(80))));
    }

    #[test]
    fn what_trickles_on_afterwards_does_not_end_it_later() {
        let days = sales(campaign().chain([(95, 20), (130, 15)]));
        assert_eq!(span(&days), Some((day(60), day(80))));
        assert_eq!(span(&sales([(3, -5)])), None);
        assert_eq!(span(&sales([(3, 5)])), Some((day(3), day(3))));
    }

    #[test]
    fn a_code_that_always_sells_a_little_is_usual_and_one_that_brings_a_sixth_is_not() {
        let unit = definitions::MICROS_PER_UNIT;
        let code = |step: usize| sales((0..140).step_by(step).map(|at| (at, 100 * unit)));
        assert!(is_thin_and_steady(&code(7), 140, 14_000.0));
        assert!(is_thin_and_steady(&code(13), 140, 14_000.0));
        assert!(!is_thin_and_steady(&code(20), 140, 14_000.0), "in too few weeks");
        assert!(!is_thin_and_steady(&code(7), 140, 12_000.0), "too much of the brand");
    }
}
