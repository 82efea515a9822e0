//! The effects of treatments that start at different times, as JSON.

use lift::panel::{Effect, Group, GroupTime, StaggeredPanel, Summary};
use serde::Serialize;

use crate::use_cases::statistics::staggered::StaggeredAnswer;

/// The answer of `panel --method cs`. Numbers are plain doubles in the outcome's unit; groups are named by the time of their start.
#[derive(Serialize)]
pub(crate) struct StaggeredShape<'p> {
    method: &'static str,
    /// As `aggregates.simple`.
    #[serde(flatten)]
    effect: EffectShape,
    treated_units: &'p [String],
    untreated_units: usize,
    times: &'p [String],
    groups: Vec<GroupShape<'p>>,
    group_time: Vec<GroupTimeShape<'p>>,
    /// The same for times earlier than the last one before the start, where there should be no effect.
    pre_trends: Vec<GroupTimeShape<'p>>,
    aggregates: Aggregates<'p>,
    notes: &'p [String],
}

#[derive(Serialize)]
struct GroupShape<'p> {
    group: &'p String,
    units: usize,
}

/// An effect; a standard error that is withheld is null beside its reason.
#[derive(Serialize)]
struct EffectShape {
    estimate: f64,
    standard_error: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standard_error_reason: Option<String>,
    interval_95: Option<[f64; 2]>,
}

#[derive(Serialize)]
struct GroupTimeShape<'p> {
    group: &'p String,
    time: &'p String,
    #[serde(flatten)]
    effect: EffectShape,
}

#[derive(Serialize)]
struct Aggregates<'p> {
    simple: EffectShape,
    dynamic: Aggregate<SincePart>,
    group: Aggregate<GroupPart<'p>>,
    calendar: Aggregate<TimePart<'p>>,
}

/// A mean with what it is the mean of.
#[derive(Serialize)]
struct Aggregate<Part> {
    #[serde(flatten)]
    effect: EffectShape,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct SincePart {
    /// Times since the start, 0 at the start.
    event_time: usize,
    #[serde(flatten)]
    effect: EffectShape,
}

#[derive(Serialize)]
struct GroupPart<'p> {
    group: &'p String,
    #[serde(flatten)]
    effect: EffectShape,
}

#[derive(Serialize)]
struct TimePart<'p> {
    time: &'p String,
    #[serde(flatten)]
    effect: EffectShape,
}

/// The answer in its shape.
pub(crate) fn staggered(answer: &StaggeredAnswer) -> StaggeredShape<'_> {
    let StaggeredAnswer { panel, estimate, notes } = answer;
    let times = panel.times();
    let cells = |cells: &[GroupTime]| cells.iter().map(|cell| group_time(panel, cell)).collect();
    StaggeredShape {
        method: "cs",
        effect: effect(&estimate.simple),
        treated_units: panel.treated(),
        untreated_units: panel.never_treated().len(),
        times,
        groups: panel.groups().iter().map(|group| group_shape(panel, group)).collect(),
        group_time: cells(&estimate.group_time),
        pre_trends: cells(&estimate.before),
        aggregates: Aggregates {
            simple: effect(&estimate.simple),
            dynamic: aggregate(&estimate.dynamic, |event_time, effect| SincePart { event_time, effect }),
            group: aggregate(&estimate.group, |start, effect| GroupPart { group: &times[start], effect }),
            calendar: aggregate(&estimate.calendar, |time, effect| TimePart { time: &times[time], effect }),
        },
        notes,
    }
}

fn group_shape<'p>(panel: &'p StaggeredPanel, group: &Group) -> GroupShape<'p> {
    GroupShape { group: &panel.times()[group.start], units: group.size() }
}

fn group_time<'p>(panel: &'p StaggeredPanel, cell: &GroupTime) -> GroupTimeShape<'p> {
    let times = panel.times();
    GroupTimeShape { group: &times[cell.group], time: &times[cell.time], effect: effect(&cell.effect) }
}

fn aggregate<Part>(summary: &Summary, part: impl Fn(usize, EffectShape) -> Part) -> Aggregate<Part> {
    let parts = summary.parts.iter().map(|(by, found)| part(*by, effect(found))).collect();
    Aggregate { effect: effect(&summary.overall), parts }
}

fn effect(found: &Effect) -> EffectShape {
    EffectShape {
        estimate: found.estimate,
        standard_error: found.standard_error.ok(),
        standard_error_reason: found.standard_error.err().map(|withheld| withheld.to_string()),
        interval_95: found.interval_95(),
    }
}
