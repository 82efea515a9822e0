//! Effects where treatments start at different times, by group and time, and their summaries.
//!
//! Comparing treated units with units whose treatment started earlier would take the growth of an effect for its absence. So each
//! group is compared with units that are never treated, over the change since the last time before its own start.

use super::{
    NORMAL_95,
    influence::Influenced,
    refusal::{PanelError, Withheld},
    staggered::{Group, StaggeredPanel},
};

/// An effect, in the outcome's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The estimate.
    pub estimate: f64,
    /// Its analytic standard error.
    pub standard_error: Result<f64, Withheld>,
}

impl Effect {
    /// The estimate give or take 1.96 standard errors.
    #[must_use]
    pub fn interval_95(&self) -> Option<[f64; 2]> {
        let reach = NORMAL_95 * self.standard_error.ok()?;
        let ends = [self.estimate - reach, self.estimate + reach];
        ends.iter().all(|end| end.is_finite()).then_some(ends)
    }

    fn is_finite(&self) -> bool {
        self.estimate.is_finite() && self.standard_error.ok().is_none_or(f64::is_finite)
    }
}

/// The mean effect on the units of one group at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupTime {
    /// The place of the time at which the group starts.
    pub group: usize,
    /// The place of the time.
    pub time: usize,
    /// The effect at that time.
    pub effect: Effect,
}

/// A mean of effects with the effects it is the mean of.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The mean.
    pub overall: Effect,
    /// What it is the mean of, each with what it is distinguished by.
    pub parts: Vec<(usize, Effect)>,
}

/// The effects of treatments that start at different times.
#[derive(Clone, Debug, PartialEq)]
pub struct StaggeredEstimate {
    /// From each group's start on, the earliest group first.
    pub group_time: Vec<GroupTime>,
    /// The same earlier than the time before the start, where there should be none: how well groups and controls move in parallel.
    pub before: Vec<GroupTime>,
    /// The mean over all treated cells.
    pub simple: Effect,
    /// The mean over how many times ago the treatment started; the parts from 0 on.
    pub dynamic: Summary,
    /// The mean over treated units; the parts by the place of each group's start.
    pub group: Summary,
    /// The mean over times; the parts by the place of the time.
    pub calendar: Summary,
}

/// The effects of treatments that start at different times.
///
/// - Unit: the outcome's, in and out.
/// - Assumes: without treatment each group would have moved in parallel with the units that are never treated, no treatment worked
///   before it started or on another unit, and units are independent of one another. Errors want groups of several units.
/// - Same panel, same bytes, in any order of its rows.
/// - Source: Callaway and Sant'Anna (2021), Difference-in-Differences with multiple time periods, without covariates; standard errors
///   from their influence functions, the part of the estimated weights included.
///
/// # Errors
/// [`PanelError::BeyondNumbers`] when an effect is beyond what a number can hold.
pub fn estimate_staggered(panel: &StaggeredPanel) -> Result<StaggeredEstimate, PanelError> {
    let cells = |times: fn(&Group, usize) -> std::ops::Range<usize>| -> Vec<GroupTime> {
        let of_group = |group| times(group, panel.times().len()).map(move |time| group_time(panel, group, time));
        panel.groups().iter().flat_map(of_group).collect()
    };
    let estimate = StaggeredEstimate {
        group_time: cells(|group, times| group.start..times),
        before: cells(|group, _| 0..group.start - 1),
        simple: effect(panel, &simple(panel)),
        dynamic: summary(panel, dynamic(panel)),
        group: by_group(panel),
        calendar: summary(panel, calendar(panel)),
    };
    if estimate.is_finite() { Ok(estimate) } else { Err(PanelError::BeyondNumbers) }
}

impl StaggeredEstimate {
    fn is_finite(&self) -> bool {
        let summaries = [&self.dynamic, &self.group, &self.calendar];
        let parts = summaries.iter().flat_map(|summary| summary.parts.iter().map(|(_, effect)| effect));
        let cells = self.group_time.iter().chain(&self.before).map(|cell| &cell.effect);
        cells.chain(parts).chain([&self.simple]).chain(summaries.map(|summary| &summary.overall)).all(Effect::is_finite)
    }
}

fn group_time(panel: &StaggeredPanel, group: &Group, time: usize) -> GroupTime {
    let found = Influenced::of_group_at(panel, group, time);
    GroupTime { group: group.start, time, effect: effect_on(panel, &found, group.size()) }
}

/// All treated cells, each as often as its group has units.
fn simple(panel: &StaggeredPanel) -> Influenced {
    let times = panel.times().len();
    let cells =
        panel.groups().iter().enumerate().flat_map(|(at, group)| (group.start..times).map(move |time| (at, time)));
    let cell = |(at, time): (usize, usize)| (at, Influenced::of_group_at(panel, &panel.groups()[at], time));
    Influenced::by_share(panel, cells.map(cell))
}

/// For each number of times since the start the mean over the groups that have got so far.
fn dynamic(panel: &StaggeredPanel) -> Vec<(usize, Influenced)> {
    let times = panel.times().len();
    let longest = panel.groups().first().map_or(0, |group| times - group.start);
    (0..longest)
        .map(|since| (since, over_groups(panel, |group| Some(group.start + since).filter(|at| *at < times))))
        .collect()
}

/// For each time the mean over the groups that have started.
fn calendar(panel: &StaggeredPanel) -> Vec<(usize, Influenced)> {
    let first = panel.groups().first().map_or(0, |group| group.start);
    let started = |time: usize| move |group: &Group| (group.start <= time).then_some(time);
    (first..panel.times().len()).map(|time| (time, over_groups(panel, started(time)))).collect()
}

/// The mean over the groups at the time that is given for each; those without one are left out.
fn over_groups(panel: &StaggeredPanel, time: impl Fn(&Group) -> Option<usize>) -> Influenced {
    let effects = panel.groups().iter().enumerate();
    Influenced::by_share(
        panel,
        effects.filter_map(|(at, group)| Some((at, Influenced::of_group_at(panel, group, time(group)?)))),
    )
}

/// For each group the mean over its times, and the mean over the groups by their size.
fn by_group(panel: &StaggeredPanel) -> Summary {
    let of_group = |group: &Group| {
        let effects = (group.start..panel.times().len()).map(|time| Influenced::of_group_at(panel, group, time));
        Influenced::evenly(panel, &effects.collect::<Vec<Influenced>>())
    };
    let means: Vec<Influenced> = panel.groups().iter().map(of_group).collect();
    let parts = panel.groups().iter().zip(&means);
    let parts = parts.map(|(group, mean)| (group.start, effect_on(panel, mean, group.size()))).collect();
    Summary { overall: effect(panel, &Influenced::by_share(panel, means.into_iter().enumerate())), parts }
}

/// The mean of the parts, all alike, with the parts.
fn summary(panel: &StaggeredPanel, parts: Vec<(usize, Influenced)>) -> Summary {
    let (by, means): (Vec<usize>, Vec<Influenced>) = parts.into_iter().unzip();
    let overall = effect(panel, &Influenced::evenly(panel, &means));
    Summary { overall, parts: by.into_iter().zip(means.iter().map(|mean| effect(panel, mean))).collect() }
}

/// The effect in the outcome's unit, where it may be on units of every group.
fn effect(panel: &StaggeredPanel, found: &Influenced) -> Effect {
    effect_on(panel, found, panel.groups().iter().map(Group::size).min().unwrap_or_default())
}

/// The effect in the outcome's unit, on groups of which the smallest has so many units.
fn effect_on(panel: &StaggeredPanel, found: &Influenced, treated: usize) -> Effect {
    let never_treated = panel.never_treated().len();
    let standard_error = if treated.min(never_treated) < 2 {
        Err(Withheld::TooFewToVary { treated, never_treated })
    } else {
        Ok(panel.scale.back(found.standard_error()))
    };
    Effect { estimate: panel.scale.back(found.value), standard_error }
}
