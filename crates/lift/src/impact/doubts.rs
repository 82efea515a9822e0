//! What speaks against asking the question of this series at all, found before any model is fitted.
//!
//! Everything here is judged by robust, local comparisons: medians of two weeks before and after, in units of how much
//! weeks usually differ from their neighbours. A model would have absorbed what is looked for.

use super::series::Series;

/// What the data cannot carry.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// Too short a time before.
    ShortBefore {
        /// Rows that count before the post period.
        found: usize,
        /// Rows that are needed for it.
        needed: usize,
    },
    /// The outcome is nothing on too many days.
    MostlyZero {
        /// Rows before with an outcome other than zero.
        found: usize,
        /// Rows before.
        of: usize,
    },
    /// The outcome moved to another level before the campaign, and stayed there.
    LevelBreak {
        /// The first row at the new level.
        row: usize,
        /// The change, as a share of the level before.
        change: f64,
    },
    /// A control moved to another level when the post period began.
    ControlMoved {
        /// Which control.
        control: usize,
        /// The change, as a share of the level before.
        change: f64,
    },
    /// Controls leapt for a few days in the post period: a sale or a festival.
    Event {
        /// The first of these rows.
        first: usize,
        /// The last of them.
        last: usize,
        /// How much above (or below) its usual the control was, as a share.
        change: f64,
    },
}

/// Of the pre-period, at least so many days.
pub const DAYS_BEFORE_LEAST: usize = 56;
/// And so many times the post period.
pub const POST_PERIODS_BEFORE: usize = 3;
const NON_ZERO_SHARE_LEAST: f64 = 0.8;

/// Rows on either side that are compared.
const SIDE: usize = 14;
const WEEK: usize = 7;
/// A change of level is one that lies so many deviations out and is at least so large.
const LEVEL_DEVIATIONS: f64 = 6.0;
const LEVEL_CHANGE_LEAST: f64 = 0.15;
/// A day unlike its neighbours lies so many deviations out and differs by at least so much.
const DAY_DEVIATIONS: f64 = 5.0;
const DAY_CHANGE_LEAST: f64 = 0.2;

/// A day that stands alone is an event only when it differs by so much.
const SINGLE_DAY_CHANGE_LEAST: f64 = 0.5;

/// Everything that speaks against the question, in the order in which it should be mended.
#[must_use]
pub fn doubts(series: &Series<'_>) -> Vec<Doubt> {
    let mut found: Vec<Doubt> = short_before(series).into_iter().chain(mostly_zero(series)).collect();
    found.extend(level_break(series));
    found.extend(controls_moved(series));
    found.extend(events(series));
    found
}

impl Doubt {
    /// The sentence: what was found and what to do.
    #[must_use]
    pub fn sentence(&self, row: impl Fn(usize) -> String, control: impl Fn(usize) -> String) -> String {
        let percent = |change: &f64| format!("{:+.0} %", change * 100.0);
        match self {
            Self::ShortBefore { found, needed } => format!(
                "Only {found} usable days lie before the campaign; {needed} are needed. Add earlier data, choose a shorter \
                 campaign or tail, or unmask days."
            ),
            Self::MostlyZero { found, of } => format!(
                "Only {found} of the {of} days before have sales; 80 % are needed. Ask about a larger brand, or about weeks \
                 instead of days."
            ),
            Self::LevelBreak { row: at, change } => format!(
                "The sales moved to another level on {} ({}) and stayed there. Mask the days before it, or begin the data \
                 there.",
                row(*at),
                percent(change)
            ),
            Self::ControlMoved { control: at, change } => format!(
                "Control {} moved ({}) when the campaign began: the campaign touched it, or something else happened to \
                 both. Leave it out, or mask those days.",
                control(*at),
                percent(change)
            ),
            Self::Event { first, last, change } => format!(
                "From {} to {} the controls were far from their usual ({}): a sale or a festival inside the campaign. Mask \
                 those days.",
                row(*first),
                row(*last),
                percent(change)
            ),
        }
    }
}

fn short_before(series: &Series<'_>) -> Option<Doubt> {
    let found = (0..series.post.start).filter(|row| series.is_seen(*row)).count();
    let needed = DAYS_BEFORE_LEAST.max(POST_PERIODS_BEFORE * series.post.len());
    (found < needed).then_some(Doubt::ShortBefore { found, needed })
}

fn mostly_zero(series: &Series<'_>) -> Option<Doubt> {
    let seen = || (0..series.post.start).filter(|row| series.is_seen(*row));
    let (found, of) = (seen().filter(|row| series.outcome[*row] != 0.0).count(), seen().count());
    ((found as f64) < NON_ZERO_SHARE_LEAST * of as f64).then_some(Doubt::MostlyZero { found, of })
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

fn level_break(series: &Series<'_>) -> Option<Doubt> {
    let start = series.post.start;
    let leveled = adjusted(series)?;
    let usual = leveled.usual_jump(WEEK..(start + 1).saturating_sub(WEEK))?;
    let last = (start + 1).checked_sub(SIDE)?;
    let (row, jump) = (SIDE..last)
        .filter_map(|row| Some((row, leveled.jump(row, SIDE)?)))
        .max_by(|one, other| one.1.abs().total_cmp(&other.1.abs()))?;
    let change = leveled.share(jump);
    let stays = leveled.middle(row..start)? - leveled.middle(0..row)?;
    let is_break = jump.abs() > LEVEL_DEVIATIONS * usual
        && change.abs() >= LEVEL_CHANGE_LEAST
        && stays.signum() == jump.signum()
        && stays.abs() > 0.5 * jump.abs();
    is_break.then_some(Doubt::LevelBreak { row, change })
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

fn controls_moved(series: &Series<'_>) -> Vec<Doubt> {
    let (start, end) = (series.post.start, series.post.end);
    let moved = |(control, values): (usize, &&[f64])| {
        let leveled = Leveled::new(&values[..end], |row| !series.masked[row])?;
        let usual = leveled.usual_jump(WEEK..(start + 1).saturating_sub(WEEK))?;
        let after = leveled.middle(start..end.min(start + SIDE))?;
        let jump = after - leveled.middle(start.checked_sub(SIDE)?..start)?;
        let change = leveled.share(jump);
        let has_moved = jump.abs() > LEVEL_DEVIATIONS * usual && change.abs() >= LEVEL_CHANGE_LEAST;
        has_moved.then_some(Doubt::ControlMoved { control, change })
    };
    series.controls.iter().enumerate().filter_map(moved).collect()
}

/// Runs of days in the post period on which a control leapt away from its neighbours.
fn events(series: &Series<'_>) -> Vec<Doubt> {
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
    let mut found: Vec<Doubt> = Vec::new();
    for (at, change) in leaps.iter().enumerate().filter_map(|(at, leap)| Some((start + at, (*leap)?))) {
        match found.last_mut() {
            Some(Doubt::Event { last, change: most, .. }) if *last + 2 >= at => {
                *last = at;
                *most = if most.abs() > change.abs() { *most } else { change };
            }
            _ => found.push(Doubt::Event { first: at, last: at, change }),
        }
    }
    // A single odd day is common among daily sales; a sale or a festival lasts, or stands far out.
    found.retain(|doubt| match doubt {
        Doubt::Event { first, last, change } => last > first || change.abs() >= SINGLE_DAY_CHANGE_LEAST,
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
        (rest.abs() > DAY_DEVIATIONS * deviation && change.abs() >= DAY_CHANGE_LEAST).then_some((row, change))
    };
    rests.iter().enumerate().filter_map(far).collect()
}

fn take_out_weekdays(values: &mut [Option<f64>]) {
    let middle = median(values.iter().flatten().copied());
    for day in 0..WEEK {
        let own = median(values.iter().skip(day).step_by(WEEK).flatten().copied());
        if let (Some(own), Some(middle)) = (own, middle) {
            values.iter_mut().skip(day).step_by(WEEK).flatten().for_each(|value| *value -= own - middle);
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    (!values.is_empty()).then(|| super::estimate::quantile(&mut values, 0.5))
}
