//! Checks of the data before any model is fitted: whether the series can carry the question at all.
//!
//! Everything here is judged by robust, local comparisons: medians of two weeks before and after, in units of how much
//! weeks usually differ from their neighbours. A model would have absorbed what is looked for.

use super::data_problem::DataProblem;
use super::series::Series;

/// The least number of days before the post period,
pub const MIN_DAYS_BEFORE: usize = 56;
/// and at least this many times the length of the post period.
pub const POST_PERIODS_BEFORE: usize = 3;
const MIN_NON_ZERO_SHARE: f64 = 0.8;

/// Rows on either side that are compared.
const SIDE: usize = 14;
pub(super) const WEEK: usize = 7;
/// A change of level differs by this many deviations and at least by this share.
const LEVEL_DEVIATIONS: f64 = 6.0;
const MIN_LEVEL_CHANGE: f64 = 0.15;
/// A fall that began so few rows before the start is a dip, which has an alarm of its own, and no new level yet.
const DIP_ROWS: usize = 21;
/// An unusual day differs from its neighbours by this many deviations and at least by this share.
const DAY_DEVIATIONS: f64 = 5.0;
const MIN_DAY_CHANGE: f64 = 0.2;

/// A day that stands alone is an event only when it differs by so much.
const MIN_SINGLE_DAY_CHANGE: f64 = 0.5;

/// Every problem of the data, in the order in which they should be solved.
#[must_use]
pub fn data_problems(series: &Series<'_>) -> Vec<DataProblem> {
    let mut found: Vec<DataProblem> = short_before(series).into_iter().chain(mostly_zero(series)).collect();
    found.extend(level_break(series));
    found.extend(controls_moved(series));
    found.extend(events(series));
    found
}

fn short_before(series: &Series<'_>) -> Option<DataProblem> {
    let found = (0..series.post.start).filter(|row| series.is_seen(*row)).count();
    let needed = MIN_DAYS_BEFORE.max(POST_PERIODS_BEFORE * series.post.len());
    (found < needed).then_some(DataProblem::ShortBefore { found, needed })
}

fn mostly_zero(series: &Series<'_>) -> Option<DataProblem> {
    let seen = || (0..series.post.start).filter(|row| series.is_seen(*row));
    let (found, of) = (seen().filter(|row| series.outcome[*row] != 0.0).count(), seen().count());
    ((found as f64) < MIN_NON_ZERO_SHARE * of as f64).then_some(DataProblem::MostlyZero { found, of })
}

/// A series by which levels are compared: logarithms where it is positive, else in units of its median.
struct Leveled {
    /// Missing rows carry no value.
    values: Vec<Option<f64>>,
    is_log: bool,
}

impl Leveled {
    fn new(values: &[f64], shows: impl Fn(usize) -> bool) -> Option<Self> {
        let shown: Vec<f64> = (0..values.len()).filter(|row| shows(*row)).map(|row| values[row]).collect();
        let is_log = !shown.is_empty() && shown.iter().all(|value| *value > 0.0);
        let unit = median(shown.iter().map(|value| value.abs()))?;
        if !(is_log || unit > 0.0) {
            return None;
        }
        let taken = |value: f64| if is_log { value.ln() } else { value / unit };
        let values = (0..values.len()).map(|row| shows(row).then(|| taken(values[row]))).collect();
        Some(Self { values, is_log })
    }

    fn middle(&self, rows: std::ops::Range<usize>) -> Option<f64> {
        let least = rows.len() / 2;
        let shown: Vec<f64> = self.values.get(rows)?.iter().flatten().copied().collect();
        if shown.len() < least.max(3) { None } else { median(shown.into_iter()) }
    }

    /// The two weeks from `row` on, less the two weeks before.
    fn jump(&self, row: usize, side: usize) -> Option<f64> {
        Some(self.middle(row..row + side)? - self.middle(row.checked_sub(side)?..row)?)
    }

    /// How much the middles of weeks usually differ from those of the weeks before, as a standard deviation.
    fn usual_jump(&self, rows: std::ops::Range<usize>) -> Option<f64> {
        let jumps: Vec<f64> = rows.filter_map(|row| self.jump(row, WEEK)).map(f64::abs).collect();
        if jumps.len() < WEEK { None } else { Some(1.4826 * median(jumps.into_iter())?) }
    }

    fn share(&self, jump: f64) -> f64 {
        if self.is_log { jump.exp_m1() } else { jump }
    }
}

fn level_break(series: &Series<'_>) -> Option<DataProblem> {
    let start = series.post.start;
    let leveled = adjusted(series)?;
    let usual = leveled.usual_jump(WEEK..(start + 1).saturating_sub(WEEK))?;
    let last = (start + 1).checked_sub(SIDE)?;
    let (row, jump) = (SIDE..last)
        .filter_map(|row| Some((row, leveled.jump(row, SIDE)?)))
        .filter(|(row, jump)| *jump > 0.0 || row + DIP_ROWS <= start)
        .max_by(|one, other| one.1.abs().total_cmp(&other.1.abs()))?;
    let change = leveled.share(jump);
    let stays = leveled.middle(row..start)? - leveled.middle(0..row)?;
    let is_break = jump.abs() > LEVEL_DEVIATIONS * usual
        && change.abs() >= MIN_LEVEL_CHANGE
        && stays.signum() == jump.signum()
        && stays.abs() > 0.5 * jump.abs();
    is_break.then_some(DataProblem::LevelBreak { row, change })
}

/// The outcome before, less what the best single control says of it: a level that the market moved too is no break.
fn adjusted(series: &Series<'_>) -> Option<Leveled> {
    let start = series.post.start;
    let shows = |row: usize| series.is_seen(row);
    let mut outcome = Leveled::new(&series.outcome[..start], shows)?;
    let of = |control: &&[f64]| Leveled::new(&control[..start], shows);
    let controls: Vec<Leveled> = series.controls.iter().filter_map(of).collect();
    let fits = controls.iter().filter_map(|control| Some((control, slope(&outcome, control)?)));
    let best = fits.max_by(|one, other| one.1.1.total_cmp(&other.1.1));
    if let Some((control, (slope, _))) = best {
        for (value, other) in outcome.values.iter_mut().zip(&control.values) {
            *value = value.zip(*other).map(|(value, other)| value - slope * other);
        }
    }
    Some(outcome)
}

/// Least squares' slope, and the share of the variation it explains.
fn slope(outcome: &Leveled, control: &Leveled) -> Option<(f64, f64)> {
    let pairs: Vec<(f64, f64)> =
        outcome.values.iter().zip(&control.values).filter_map(|(one, other)| one.zip(*other)).collect();
    let count = pairs.len() as f64;
    let (mean, other_mean) =
        pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / count, sum.1 + pair.1 / count));
    let products =
        |of: fn(f64, f64) -> f64| -> f64 { pairs.iter().map(|(one, other)| of(one - mean, other - other_mean)).sum() };
    let (both, own, others) =
        (products(|one, other| one * other), products(|one, _| one * one), products(|_, other| other * other));
    (own > 0.0 && others > 0.0).then(|| (both / others, both * both / (own * others)))
}

fn controls_moved(series: &Series<'_>) -> Vec<DataProblem> {
    let (start, end) = (series.post.start, series.post.end);
    let moved = |(control, values): (usize, &&[f64])| {
        let leveled = Leveled::new(&values[..end], |row| !series.masked[row])?;
        let usual = leveled.usual_jump(WEEK..(start + 1).saturating_sub(WEEK))?;
        let after = leveled.middle(start..end.min(start + SIDE))?;
        let jump = after - leveled.middle(start.checked_sub(SIDE)?..start)?;
        let change = leveled.share(jump);
        let has_moved = jump.abs() > LEVEL_DEVIATIONS * usual && change.abs() >= MIN_LEVEL_CHANGE;
        has_moved.then_some(DataProblem::ControlMoved { control, change })
    };
    series.controls.iter().enumerate().filter_map(moved).collect()
}

/// Runs of days in the post period on which a control leapt away from its neighbours.
fn events(series: &Series<'_>) -> Vec<DataProblem> {
    let (start, end) = (series.post.start, series.post.end);
    let mut leaps: Vec<Option<f64>> = vec![None; end - start];
    for control in series.controls {
        for (row, change) in unusual_days(&control[..end], |row| !series.masked[row]) {
            if row >= start {
                let leap = &mut leaps[row - start];
                *leap = Some(leap.map_or(change, |known: f64| if known.abs() > change.abs() { known } else { change }));
            }
        }
    }
    let mut found: Vec<DataProblem> = Vec::new();
    for (at, change) in leaps.iter().enumerate().filter_map(|(at, leap)| Some((start + at, (*leap)?))) {
        match found.last_mut() {
            Some(DataProblem::Event { last, change: most, .. }) if *last + 2 >= at => {
                *last = at;
                *most = if most.abs() > change.abs() { *most } else { change };
            }
            _ => found.push(DataProblem::Event { first: at, last: at, change }),
        }
    }
    // A single odd day is common among daily sales; a sale or a festival lasts, or stands far out.
    found.retain(|problem| match problem {
        DataProblem::Event { first, last, change } => last > first || change.abs() >= MIN_SINGLE_DAY_CHANGE,
        _ => true,
    });
    found
}

/// Days far from the usual of their surroundings, with how far, as a share. Days of the week are compared with their own kind.
///
/// - Shape: one value a day, oldest first; `shows` says which days count.
/// - Gives (row, share above or below the usual), ascending.
#[must_use]
pub fn unusual_days(values: &[f64], shows: impl Fn(usize) -> bool) -> Vec<(usize, f64)> {
    let Some(mut leveled) = Leveled::new(values, |row| shows(row) && values[row].is_finite()) else {
        return Vec::new();
    };
    take_out_weekdays(&mut leveled.values);
    let rest = |row: usize| {
        let usual = leveled.middle(row.saturating_sub(SIDE)..(row + SIDE + 1).min(values.len()))?;
        Some(leveled.values[row]? - usual)
    };
    let rests: Vec<Option<f64>> = (0..values.len()).map(rest).collect();
    let Some(deviation) = median(rests.iter().flatten().map(|rest| rest.abs())).map(|middle| 1.4826 * middle) else {
        return Vec::new();
    };
    let far = |(row, rest): (usize, &Option<f64>)| {
        let rest = (*rest)?;
        let change = leveled.share(rest);
        (rest.abs() > DAY_DEVIATIONS * deviation && change.abs() >= MIN_DAY_CHANGE).then_some((row, change))
    };
    rests.iter().enumerate().filter_map(far).collect()
}

/// Takes out what days of the week differ by, by medians.
pub(super) fn take_out_weekdays(values: &mut [Option<f64>]) {
    let middle = median(values.iter().flatten().copied());
    for day in 0..WEEK {
        let own = median(values.iter().skip(day).step_by(WEEK).flatten().copied());
        if let (Some(own), Some(middle)) = (own, middle) {
            values.iter_mut().skip(day).step_by(WEEK).flatten().for_each(|value| *value -= own - middle);
        }
    }
}

pub(super) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    (!values.is_empty()).then(|| super::estimate::quantile(&mut values, 0.5))
}
