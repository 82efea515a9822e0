//! `panel PANEL.csv`: the effect of a treatment on some of many units.

use std::{
    fmt::{self, Write},
    path::PathBuf,
};

use clap::{Args, error::ErrorKind};
use lift::panel::{Conformal, Effect, Method, PanelEstimate};

use super::{print, print_json, strip_control};
use crate::{
    api,
    use_cases::statistics::{
        panel::{PanelAnswer, PanelColumns, panel},
        staggered::{StaggeredAnswer, staggered},
    },
};

/// How many weights, p-values or effects are printed; JSON has them all.
const SHOWN: usize = 12;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A CSV file (also .gz) with one row for each unit and time
    file: PathBuf,
    /// The column of the unit's name, such as brand
    #[arg(long, value_name = "COLUMN")]
    unit: String,
    /// The column of the time: numbers, or days such as 2026-08-28
    #[arg(long, value_name = "COLUMN")]
    time: String,
    /// The column of what is measured, such as revenue
    #[arg(long, value_name = "COLUMN")]
    outcome: String,
    /// The column that is 1 where the unit is under treatment at that time, 0 elsewhere
    #[arg(long, value_name = "COLUMN")]
    treated: String,
    /// How untreated units are compared with the treated ones
    #[arg(long, value_enum, default_value = "sdid")]
    method: MethodFlag,
    /// With --method sc: compare changes since before the start, so that levels may differ (as GeoLift does)
    #[arg(long)]
    intercept: bool,
    /// The estimate as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum MethodFlag {
    /// Synthetic difference in differences
    Sdid,
    /// Synthetic control, weights at the exact optimum
    Sc,
    /// Synthetic control with the early stop of R's synthdid
    ScSynthdid,
    /// Difference in differences
    Did,
    /// Callaway and Sant'Anna, where treatments start at different times
    Cs,
}

/// Which estimator is asked for.
enum Estimator {
    /// All treated units start together.
    Together(Method),
    Staggered,
}

impl Arguments {
    /// Wrong usage ends the program here, as elsewhere on the command line.
    fn estimator(&self) -> Estimator {
        if self.intercept && self.method != MethodFlag::Sc {
            let message = "--intercept is an option of --method sc: add that, or leave it out.";
            Self::augment_args(clap::Command::new("panel")).error(ErrorKind::ArgumentConflict, message).exit();
        }
        match self.method {
            MethodFlag::Sdid => Estimator::Together(Method::Sdid),
            MethodFlag::Sc if self.intercept => Estimator::Together(Method::ScIntercept),
            MethodFlag::Sc => Estimator::Together(Method::Sc),
            MethodFlag::ScSynthdid => Estimator::Together(Method::ScSynthdid),
            MethodFlag::Did => Estimator::Together(Method::Did),
            MethodFlag::Cs => Estimator::Staggered,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let estimator = arguments.estimator();
    let Arguments { file, unit, time, outcome, treated, json, .. } = arguments;
    let columns = PanelColumns { unit, time, outcome, treated };
    match estimator {
        Estimator::Together(method) => {
            let answer = panel(file, columns, method)?;
            if *json { print_json(&api::panel(&answer)) } else { print(&strip_control(&in_words(&answer, outcome)?)) }
        }
        Estimator::Staggered => {
            let answer = staggered(file, columns)?;
            if *json {
                print_json(&api::staggered(&answer))
            } else {
                print(&strip_control(&staggered_in_words(&answer, outcome)?))
            }
        }
    }
}

/// The answer as a person reads it.
fn in_words(answer: &PanelAnswer, outcome: &str) -> Result<String, fmt::Error> {
    let PanelAnswer { panel, method, estimate, notes } = answer;
    let mut text = String::new();
    let (treated, start) = (panel.treated().join(", "), panel.times_after().first().map_or("", String::as_str));
    writeln!(text, "{}: {outcome} of {treated} from {start} on", method.label())?;
    writeln!(text, "effect: {}", figure(estimate.effect))?;
    match estimate.standard_error {
        Ok(error) => writeln!(text, "standard error: {}", figure(error))?,
        Err(withheld) => writeln!(text, "standard error: none. {withheld}")?,
    }
    if let Some([low, high]) = estimate.interval_95() {
        writeln!(text, "95 % interval: {} to {}", figure(low), figure(high))?;
    }
    match (estimate.p, estimate.smallest_p) {
        (Ok(p), Some(smallest)) => writeln!(text, "p-value: {p:.3} (smallest possible {smallest:.3})")?,
        (Ok(p), None) => writeln!(text, "p-value: {p:.3}")?,
        (Err(withheld), _) => writeln!(text, "p-value: none. {withheld}")?,
    }
    write_ranks(&mut text, estimate)?;
    if let Ok(conformal) = &estimate.conformal {
        write_conformal(&mut text, panel.times_after(), conformal)?;
    }
    write_weights(&mut text, "untreated units", panel.untreated(), &estimate.unit_weights)?;
    write_weights(&mut text, "times before", panel.times_before(), &estimate.time_weights)?;
    notes.iter().try_for_each(|note| writeln!(text, "note: {note}"))?;
    text.truncate(text.trim_end().len());
    Ok(text)
}

/// How well the treated unit is followed, and its ranks by that.
fn write_ranks(text: &mut String, estimate: &PanelEstimate) -> fmt::Result {
    let rmspe = estimate.rmspe;
    let ratio =
        if rmspe.ratio.is_finite() { format!("ratio {:.3}", rmspe.ratio) } else { "a perfect fit before".to_owned() };
    writeln!(text, "RMSPE: {} before, {} after, {ratio}", figure(rmspe.before), figure(rmspe.after))?;
    let Ok(ranks) = &estimate.rmspe_ranks else { return Ok(()) };
    write!(text, "rank of the ratio: {} of {} (p-value {:.3})", ranks.all.rank, ranks.all.of, ranks.all.p())?;
    if !ranks.left_out.is_empty() {
        let rank = ranks.well_followed;
        write!(text, "; {} of {} ({:.3}) among those followed well before", rank.rank, rank.of, rank.p())?;
    }
    writeln!(text)
}

fn write_conformal(text: &mut String, times: &[String], conformal: &Conformal) -> fmt::Result {
    let shown = times.iter().zip(&conformal.by_time).take(SHOWN);
    let shown: Vec<String> = shown.map(|(time, p)| format!("{time}: {}", chance(*p))).collect();
    let more = times.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    writeln!(text, "conformal p-values: {} for all times; {}{more}", chance(conformal.joint), shown.join(", "))
}

/// A p-value; none is ever zero.
fn chance(p: f64) -> String {
    if p < 0.0005 { "below 0.001".to_owned() } else { format!("{p:.3}") }
}

/// The effects where treatments start at different times, as a person reads them.
fn staggered_in_words(answer: &StaggeredAnswer, outcome: &str) -> Result<String, fmt::Error> {
    let StaggeredAnswer { panel, estimate, notes } = answer;
    let mut text = String::new();
    let (treated, never_treated) = (panel.treated().len(), panel.never_treated().len());
    writeln!(text, "Callaway and Sant'Anna: {outcome} of {treated} units against {never_treated} never treated")?;
    writeln!(text, "{:<28}{:>14}{:>16}   95 % interval", "effect", "estimate", "standard error")?;
    write_effect(&mut text, "over all treated cells", &estimate.simple)?;
    write_effect(&mut text, "over times since the start", &estimate.dynamic.overall)?;
    write_effect(&mut text, "over treated units", &estimate.group.overall)?;
    write_effect(&mut text, "over times", &estimate.calendar.overall)?;
    for cell in estimate.group_time.iter().take(SHOWN) {
        let [group, time] = [cell.group, cell.time].map(|place| &panel.times()[place]);
        write_effect(&mut text, &format!("start {group}, at {time}"), &cell.effect)?;
    }
    let more = estimate.group_time.len().saturating_sub(SHOWN);
    if more > 0 {
        writeln!(text, "and {more} more with --json")?;
    }
    notes.iter().try_for_each(|note| writeln!(text, "note: {note}"))?;
    text.truncate(text.trim_end().len());
    Ok(text)
}

fn write_effect(text: &mut String, name: &str, effect: &Effect) -> fmt::Result {
    let error = effect.standard_error.map_or_else(|_| "none".to_owned(), figure);
    write!(text, "{name:<28}{:>14}{error:>16}", figure(effect.estimate))?;
    match effect.interval_95() {
        Some([low, high]) => writeln!(text, "   {} to {}", figure(low), figure(high)),
        None => writeln!(text),
    }
}

/// The largest weights first.
fn write_weights(text: &mut String, of: &str, names: &[String], weights: &[f64]) -> fmt::Result {
    let mut largest: Vec<(&String, &f64)> = names.iter().zip(weights).filter(|(_, weight)| **weight > 0.0).collect();
    largest.sort_by(|left, right| right.1.total_cmp(left.1));
    if largest.is_empty() {
        return Ok(());
    }
    let shown: Vec<String> = largest.iter().take(SHOWN).map(|(name, weight)| format!("{name} {weight:.3}")).collect();
    let more = largest.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    writeln!(text, "weights of {of}: {}{more}", shown.join(", "))
}

/// Six digits or so; very large and very small numbers by their power of ten.
fn figure(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 || (1e-3..1e12).contains(&size) { format!("{number:.4}") } else { format!("{number:.5e}") }
}
