//! Signs that something else happened around the start of the post period: each a move of a series, held against how it
//! usually moves.
//!
//! A model cannot distinguish another cause from the one that is asked about; these comparisons can at least see some of them come.

use super::data_checks::{WEEK, median, take_out_weekdays};
use super::series::Series;

/// By how much something moved, and that in units of how much it usually moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// A difference of logarithms, or of shares where a share is asked about.
    pub change: f64,
    /// The change per usual change.
    pub z: f64,
}

/// When a move is worth an alarm: at least so much and so unusual, on the side that its sign says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlarmBar {
    /// The least change.
    pub change: f64,
    /// The least z.
    pub z: f64,
}

/// The outcome before the start, as after a stock-out.
pub const DIP_BAR: AlarmBar = AlarmBar { change: -0.25, z: -1.0 };
/// The value of an order, as in a promotion.
pub const ORDER_VALUE_BAR: AlarmBar = AlarmBar { change: -0.08, z: -1.5 };
/// Another source of sales, as a share of all that was sold before.
pub const SHARE_BAR: AlarmBar = AlarmBar { change: 0.06, z: 1.0 };
/// Another source of sales must also grow by this share of itself.
const MIN_GROWTH: f64 = 0.3;
/// A rise against the controls before the start.
pub const RISE_BAR: AlarmBar = AlarmBar { change: 0.10, z: 0.5 };

impl AlarmBar {
    /// Whether a move goes so far.
    #[must_use]
    pub fn is_passed(&self, by: &Move) -> bool {
        let side = self.change.signum();
        side * by.change >= side * self.change && side * by.z >= side * self.z
    }
}

/// Rows that count: those compared, and those before them that they are compared with.
#[derive(Clone, Copy)]
struct Lengths {
    recent: usize,
    reference: usize,
}

const DIP: Lengths = Lengths { recent: 10, reference: 42 };
const RISE: Lengths = Lengths { recent: 14, reference: 28 };
/// Rows before the post period that it is compared with.
const REFERENCE: usize = 42;

/// How the logarithm of the outcome moved in the last rows before the post period; nothing where too few rows count.
///
/// Days of the week are compared with their own kind; rows that are masked or not above zero do not count.
#[must_use]
pub fn dip_before(series: &Series<'_>) -> Option<Move> {
    let start = series.post.start;
    let values = logarithms(&series.outcome[..start], |row| series.is_seen(row));
    recent_move(&values.into_iter().flatten().collect::<Vec<f64>>(), DIP)
}

/// How much `own` rose against the controls in the two weeks before the post period; nothing without controls.
///
/// - Shape: `own` has a value per row, as the outcome.
#[must_use]
pub fn rise_before(own: &[f64], series: &Series<'_>) -> Option<Move> {
    let start = series.post.start;
    let logarithms = |values: &[f64]| logarithms(&values[..start], |row| series.is_seen(row));
    let controls: Vec<Vec<Option<f64>>> = series.controls.iter().map(|control| logarithms(control)).collect();
    let against = |row: usize| {
        let others: Vec<f64> = controls.iter().filter_map(|control| control[row]).collect();
        (!others.is_empty()).then(|| others.iter().sum::<f64>() / others.len() as f64)
    };
    let rest = |(row, own): (usize, Option<f64>)| Some(own? - against(row)?);
    let rests: Vec<f64> = logarithms(own).into_iter().enumerate().filter_map(rest).collect();
    recent_move(&rests, RISE)
}

/// How the ratio of two sums, such as the value of an order, moved from before the post period to it.
///
/// - Shape: a value per row, as the outcome. The change is that of the logarithm.
#[must_use]
pub fn ratio_move(numerator: &[f64], denominator: &[f64], series: &Series<'_>) -> Option<Move> {
    let ratio = |rows: &[usize]| {
        let sum = |values: &[f64]| rows.iter().map(|row| values[*row]).sum::<f64>();
        let ratio = sum(numerator) / sum(denominator);
        (ratio.is_finite() && ratio > 0.0).then(|| ratio.ln())
    };
    windows_move(series, |recent, reference| Some(ratio(recent)? - ratio(reference)?))
}

/// How much more of `part` there was in the post period than before it, as a share of all that was sold before.
///
/// - Shape: a value per row, as the outcome; `whole` is what was sold without the cause that is asked about.
/// - Nothing where `part` hardly grew by itself: then its share rose because the rest fell.
#[must_use]
pub fn share_move(part: &[f64], whole: &[f64], series: &Series<'_>) -> Option<Move> {
    let mean = |values: &[f64], rows: &[usize]| rows.iter().map(|row| values[*row]).sum::<f64>() / rows.len() as f64;
    let more = |recent: &[usize], reference: &[usize]| {
        let change = (mean(part, recent) - mean(part, reference)) / mean(whole, reference);
        change.is_finite().then_some(change)
    };
    let found = windows_move(series, more)?;
    let (recent, reference) = post_and_before(series)?;
    let has_grown = mean(part, &recent) >= (1.0 + MIN_GROWTH) * mean(part, &reference);
    Some(if has_grown { found } else { Move { change: found.change.min(0.0), ..found } })
}

/// Logarithms without the days of the week.
fn logarithms(values: &[f64], shows: impl Fn(usize) -> bool) -> Vec<Option<f64>> {
    let taken = |(row, value): (usize, &f64)| (shows(row) && *value > 0.0).then(|| value.ln());
    let mut logarithms: Vec<Option<f64>> = values.iter().enumerate().map(taken).collect();
    take_out_weekdays(&mut logarithms);
    logarithms
}

/// The mean of the last values less that of those before them, against the same at all earlier ends.
fn recent_move(values: &[f64], lengths: Lengths) -> Option<Move> {
    let Lengths { recent, reference } = lengths;
    let least = recent + reference;
    let at = |end: usize| mean(&values[end - recent..end]) - mean(&values[end - least..end - recent]);
    let change = (values.len() >= least).then(|| at(values.len()))?;
    // Earlier ends whose last values are not among those that are judged.
    let usual: Vec<f64> = (least..=values.len() - recent).map(at).collect();
    let noise = deviation(&values[values.len() - least..values.len() - recent]);
    let alone = noise * (1.0 / recent as f64 + 1.0 / reference as f64).sqrt();
    Some(Move { change, z: change / usual_size(&usual).max(alone).max(f64::MIN_POSITIVE) })
}

/// `compare` of the post period's rows with those before, against the same of earlier windows of that length.
fn windows_move(series: &Series<'_>, compare: impl Fn(&[usize], &[usize]) -> Option<f64>) -> Option<Move> {
    let (recent, _) = post_and_before(series)?;
    let before: Vec<usize> = (0..series.post.start).filter(|row| series.is_seen(*row)).collect();
    let change = compare(&recent, &before[before.len() - REFERENCE..])?;
    let ends = (REFERENCE + recent.len()..=before.len()).rev();
    let earlier = |end: usize| {
        let start = end - recent.len();
        compare(&before[start..end], &before[start - REFERENCE..start])
    };
    let mut usual: Vec<f64> = ends.filter_map(earlier).collect();
    if usual.len() < WEEK {
        // A short time before: weeks against the rest say how much it moves.
        let weeks = before.chunks_exact(WEEK).filter_map(|week| compare(week, &before));
        let shrink = (WEEK as f64 / recent.len().max(WEEK) as f64).sqrt();
        usual.extend(weeks.map(|change| change * shrink));
    }
    Some(Move { change, z: change / usual_size(&usual).max(f64::MIN_POSITIVE) })
}

/// The rows of the post period that count, and enough rows before them.
fn post_and_before(series: &Series<'_>) -> Option<(Vec<usize>, Vec<usize>)> {
    let recent: Vec<usize> = series.post.rows().filter(|row| series.is_seen(*row)).collect();
    let before: Vec<usize> = (0..series.post.start).rev().filter(|row| series.is_seen(*row)).take(REFERENCE).collect();
    (!recent.is_empty() && before.len() == REFERENCE).then_some((recent, before))
}

/// A usual size of moves: robust, but no smaller than most of their deviation.
fn usual_size(moves: &[f64]) -> f64 {
    let middle = median(moves.iter().copied()).unwrap_or_default();
    let robust = median(moves.iter().map(|change| (change - middle).abs())).unwrap_or_default();
    (1.4826 * robust).max(0.7 * deviation(moves))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviation(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let mean = mean(values);
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::impact::PostPeriod;
    use crate::impact::chance::normal;
    use crate::random::Seed;

    const START: usize = 100;
    const ROWS: usize = 120;

    /// Days around 1000 that vary by a tenth, changed by `change`.
    fn days(seed: u64, change: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut rng = Seed::named("alarms").stream(seed);
        (0..ROWS).map(|row| 1000.0 * (1.0 + change(row)) * (0.1 * normal(&mut rng)).exp()).collect()
    }

    fn ask<T>(outcome: &[f64], controls: &[&[f64]], with: impl Fn(&Series<'_>) -> T) -> T {
        let masked = vec![false; ROWS];
        with(&Series { outcome, controls, masked: &masked, post: PostPeriod { start: START, end: ROWS } })
    }

    #[test]
    fn a_stock_out_before_the_start_is_a_dip_and_a_quiet_time_is_none() {
        let dipped = days(1, |row| if (90..START).contains(&row) { -0.4 } else { 0.0 });
        let found = ask(&dipped, &[], dip_before).unwrap();
        assert!(DIP_BAR.is_passed(&found) && (found.change - 0.6_f64.ln()).abs() < 0.15, "{found:?}");
        let quiet = ask(&days(1, |_| 0.0), &[], dip_before).unwrap();
        assert!(!DIP_BAR.is_passed(&quiet), "{quiet:?}");
    }

    #[test]
    fn masked_days_of_a_dip_say_nothing() {
        let dipped = days(1, |row| if (90..START).contains(&row) { -0.4 } else { 0.0 });
        let masked: Vec<bool> = (0..ROWS).map(|row| (86..START).contains(&row)).collect();
        let post = PostPeriod { start: START, end: ROWS };
        let found = dip_before(&Series { outcome: &dipped, controls: &[], masked: &masked, post }).unwrap();
        assert!(!DIP_BAR.is_passed(&found), "{found:?}");
    }

    #[test]
    fn too_few_days_say_nothing() {
        let values = days(1, |_| 0.0);
        let masked: Vec<bool> = (0..ROWS).map(|row| row < 60).collect();
        let post = PostPeriod { start: START, end: ROWS };
        let series = Series { outcome: &values, controls: &[], masked: &masked, post };
        assert_eq!(dip_before(&series), None);
        assert_eq!(ratio_move(&values, &values, &series), None);
        assert_eq!(ask(&values, &[], |series| rise_before(&values, series)), None);
    }

    #[test]
    fn a_price_cut_shows_in_the_value_of_an_order() {
        let orders = vec![10.0; ROWS];
        let revenue = |cut: f64| days(8, |row| if row >= START { -cut } else { 0.0 });
        let found = |cut: f64| ask(&revenue(cut), &[], |series| ratio_move(&revenue(cut), &orders, series)).unwrap();
        assert!(ORDER_VALUE_BAR.is_passed(&found(0.15)), "{:?}", found(0.15));
        assert!(!ORDER_VALUE_BAR.is_passed(&found(0.0)), "{:?}", found(0.0));
    }

    #[test]
    fn ads_that_double_are_reported_and_ads_whose_share_rises_alone_are_not() {
        let ads = |more: f64| -> Vec<f64> {
            days(3, |row| if row >= START { more } else { 0.0 }).iter().map(|value| 0.2 * value).collect()
        };
        let whole = days(4, |row| if row >= START { -0.3 } else { 0.0 });
        let found = |more: f64| ask(&whole, &[], |series| share_move(&ads(more), &whole, series)).unwrap();
        assert!(SHARE_BAR.is_passed(&found(1.0)), "{:?}", found(1.0));
        assert!(!SHARE_BAR.is_passed(&found(0.0)), "{:?}", found(0.0));
    }

    #[test]
    fn a_rise_before_that_the_controls_share_is_none() {
        let up = |row: usize| if (86..START).contains(&row) { 0.4 } else { 0.0 };
        let (own, shared, calm) = (days(5, up), days(6, up), days(7, |_| 0.0));
        let found = |control: &[f64]| ask(&own, &[control], |series| rise_before(&own, series)).unwrap();
        assert!(RISE_BAR.is_passed(&found(&calm)), "{:?}", found(&calm));
        assert!(!RISE_BAR.is_passed(&found(&shared)), "{:?}", found(&shared));
    }
}
