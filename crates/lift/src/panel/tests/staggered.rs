//! Staggered starts: differences worked out by hand, errors against the slope of a second, naive estimator.

use rand::RngExt as _;

use super::{close, names};
use crate::{
    panel::{Effect, Observation, PanelError, StaggeredEstimate, StaggeredPanel, Withheld, estimate_staggered},
    random::Seed,
};

/// Rows of outcomes, each with the time its treatment starts at.
type Rows = Vec<(Option<usize>, Vec<f64>)>;

fn observations(rows: &Rows) -> Vec<Observation> {
    let row = |(unit, (start, row)): (usize, &(Option<usize>, Vec<f64>))| {
        let start = *start;
        let cell = move |(time, outcome): (usize, &f64)| {
            let is_treated = start.is_some_and(|start| time >= start);
            Observation { unit, time, outcome: *outcome, is_treated }
        };
        row.iter().enumerate().map(cell).collect::<Vec<_>>()
    };
    rows.iter().enumerate().flat_map(row).collect()
}

fn staggered(rows: &Rows) -> Result<StaggeredPanel, PanelError> {
    let (units, times) = (names("unit", rows.len()), names("time", rows[0].1.len()));
    StaggeredPanel::from_observations(&units, &times, &observations(rows))
}

fn found(rows: &Rows) -> StaggeredEstimate {
    estimate_staggered(&staggered(rows).unwrap()).unwrap()
}

/// Two units start at time 1, one of them high and one low, three at time 2, two never.
fn small() -> Rows {
    vec![
        (None, vec![10.0, 11.0, 12.0, 13.0]),
        (None, vec![20.0, 23.0, 24.0, 25.0]),
        (Some(1), vec![5.0, 10.0, 12.0, 13.0]),
        (Some(1), vec![9.0, 12.0, 14.0, 19.0]),
        (Some(2), vec![1.0, 2.0, 6.0, 8.0]),
        (Some(2), vec![2.0, 5.0, 7.0, 7.0]),
        (Some(2), vec![3.0, 5.0, 5.0, 9.0]),
    ]
}

fn cell(found: &StaggeredEstimate, group: usize, time: usize) -> Effect {
    found.group_time.iter().find(|cell| (cell.group, cell.time) == (group, time)).unwrap().effect
}

#[test]
fn each_group_and_time_is_a_difference_of_differences_with_those_never_treated() {
    let found = found(&small());
    // Never treated, since time 0: +2, +3, +4; since time 1: +1, +2.
    // Start 1, since time 0: +5 and +3, +7 and +5, +8 and +10.
    let expected = [(1, 1, 4.0 - 2.0), (1, 2, 6.0 - 3.0), (1, 3, 9.0 - 4.0)];
    // Start 2, since time 1: +4, +2, 0 and +6, +2, +4.
    let expected = expected.into_iter().chain([(2, 2, 2.0 - 1.0), (2, 3, 4.0 - 2.0)]);
    for (group, time, effect) in expected {
        assert!(close(cell(&found, group, time).estimate, effect, 1e-12), "{group} {time}: {found:?}");
    }
    assert_eq!(found.group_time.len(), 5);
    // Earlier than the time before the start: from time 1 back to time 0 they fell by 1, 3, 2, the others by 1 and 3.
    assert_eq!(found.before.len(), 1);
    assert!(found.before[0].effect.estimate.abs() < 1e-12 && (found.before[0].group, found.before[0].time) == (2, 0));
    // 4, 2, 0 around 2 in three units; 1, 1 around 1 in two: √(8/9 + 0).
    let error = cell(&found, 2, 2).standard_error.unwrap();
    assert!(close(error, (8.0_f64 / 9.0).sqrt(), 1e-12), "{error}");
    // 5, 3 around 4 in two units; 1, 3 around 2 in two: √(2/4 + 2/4).
    assert!(close(cell(&found, 1, 1).standard_error.unwrap(), 1.0, 1e-12));
}

#[test]
fn summaries_are_the_means_they_say() {
    let found = found(&small());
    let is = |effect: Effect, expected: f64| assert!(close(effect.estimate, expected, 1e-12), "{effect:?} {expected}");
    is(found.simple, (2.0 * (2.0 + 3.0 + 5.0) + 3.0 * (1.0 + 2.0)) / 12.0);
    let since = [(2.0 * 2.0 + 3.0 * 1.0) / 5.0, (2.0 * 3.0 + 3.0 * 2.0) / 5.0, 5.0];
    is(found.dynamic.overall, since.iter().sum::<f64>() / 3.0);
    found.dynamic.parts.iter().zip(since).for_each(|((_, effect), expected)| is(*effect, expected));
    assert_eq!(found.dynamic.parts.iter().map(|(since, _)| *since).collect::<Vec<_>>(), [0, 1, 2]);
    is(found.group.overall, (2.0 * 10.0 / 3.0 + 3.0 * 1.5) / 5.0);
    assert_eq!(found.group.parts.iter().map(|(start, _)| *start).collect::<Vec<_>>(), [1, 2]);
    let at = [2.0, (2.0 * 3.0 + 3.0 * 1.0) / 5.0, (2.0 * 5.0 + 3.0 * 2.0) / 5.0];
    is(found.calendar.overall, at.iter().sum::<f64>() / 3.0);
    assert_eq!(found.calendar.parts.iter().map(|(time, _)| *time).collect::<Vec<_>>(), [1, 2, 3]);
}

/// Units with a level, a slope and noise, starting at three times; effects grow and differ.
fn drawn() -> Rows {
    let mut dice = Seed::named("staggered").stream(0);
    let starts = [None, None, Some(2), Some(3), None, Some(5), Some(3)];
    let row = |unit: usize| {
        let start = starts[unit % starts.len()];
        let level = dice.random_range(5.0..15.0);
        let effect = |time: usize| {
            start.filter(|start| time >= *start).map_or(0.0, |start| (1 + time - start) as f64 * start as f64)
        };
        (start, (0..7).map(|time| level + time as f64 + dice.random_range(-1.0..1.0) + effect(time)).collect())
    };
    (0..31).map(row).collect()
}

/// Simple, dynamic, by group and by time, each unit counting as much as its weight: straight from the definitions.
fn weighted(rows: &Rows, weights: &[f64]) -> [f64; 4] {
    let times = rows[0].1.len();
    let share = |start: Option<usize>| -> f64 {
        rows.iter().zip(weights).filter(|((own, _), _)| *own == start).map(|(_, weight)| weight).sum()
    };
    let change = |start: Option<usize>, from: usize, to: usize| -> f64 {
        let own = rows.iter().zip(weights).filter(|((own, _), _)| *own == start);
        own.map(|((_, row), weight)| weight * (row[to] - row[from])).sum::<f64>() / share(start)
    };
    let effect = |start: usize, time: usize| change(Some(start), start - 1, time) - change(None, start - 1, time);
    let mean = |cells: &[(usize, usize)]| {
        let sum: f64 = cells.iter().map(|(start, time)| share(Some(*start)) * effect(*start, *time)).sum();
        sum / cells.iter().map(|(start, _)| share(Some(*start))).sum::<f64>()
    };
    let starts = [2, 3, 5];
    let cells: Vec<(usize, usize)> =
        starts.iter().flat_map(|start| (*start..times).map(move |time| (*start, time))).collect();
    let of = |keep: &dyn Fn(usize, usize) -> bool| -> f64 {
        mean(&cells.iter().copied().filter(|(start, time)| keep(*start, *time)).collect::<Vec<_>>())
    };
    let dynamic = (0..5).map(|since| of(&|start, time| time - start == since)).sum::<f64>() / 5.0;
    let calendar = (2..7).map(|at| of(&|_, time| time == at)).sum::<f64>() / 5.0;
    let group_mean =
        |start: usize| (start..times).map(|time| effect(start, time)).sum::<f64>() / (times - start) as f64;
    let treated: f64 = starts.iter().map(|start| share(Some(*start))).sum();
    let group = starts.iter().map(|start| share(Some(*start)) * group_mean(*start)).sum::<f64>() / treated;
    [mean(&cells), dynamic, group, calendar]
}

#[test]
fn errors_are_the_slopes_of_an_estimator_in_the_weight_of_each_unit() {
    let rows = drawn();
    let found = found(&rows);
    let summaries = [found.simple, found.dynamic.overall, found.group.overall, found.calendar.overall];
    let even = vec![1.0; rows.len()];
    let slope = |unit: usize| {
        let moved = |by: f64| {
            let mut weights = even.clone();
            weights[unit] += by;
            weighted(&rows, &weights)
        };
        let (more, less) = (moved(1e-5), moved(-1e-5));
        std::array::from_fn::<f64, 4, _>(|at| (more[at] - less[at]) / 2e-5)
    };
    let slopes: Vec<[f64; 4]> = (0..rows.len()).map(slope).collect();
    for (at, (summary, expected)) in summaries.iter().zip(weighted(&rows, &even)).enumerate() {
        assert!(close(summary.estimate, expected, 1e-10), "{at}: {summary:?}, {expected}");
        // Influence is the slope times the number of units; the error is the root of its squares over that number.
        let error = slopes.iter().map(|slope| slope[at].powi(2)).sum::<f64>().sqrt();
        assert!(close(summary.standard_error.unwrap(), error, 1e-6), "{at}: {summary:?}, {error}");
    }
}

#[test]
fn the_order_of_rows_and_the_unit_of_the_outcome_change_nothing() {
    let rows = drawn();
    let alone = found(&rows);
    let (units, times) = (names("unit", 31), names("time", 7));
    let mut turned = observations(&rows);
    turned.reverse();
    let panel = StaggeredPanel::from_observations(&units, &times, &turned).unwrap();
    assert_eq!(estimate_staggered(&panel).unwrap(), alone);
    let in_paise: Rows =
        rows.iter().map(|(start, row)| (*start, row.iter().map(|value| value * 100.0).collect())).collect();
    let paise = found(&in_paise);
    assert!(close(paise.simple.estimate, alone.simple.estimate * 100.0, 1e-12));
    let errors = [paise, alone].map(|found| found.calendar.overall.standard_error.unwrap());
    assert!(close(errors[0], errors[1] * 100.0, 1e-12));
}

#[test]
fn a_group_of_one_has_an_effect_without_an_error() {
    let mut rows = small();
    rows.remove(3);
    let found = found(&rows);
    let withheld = Withheld::TooFewToVary { treated: 1, never_treated: 2 };
    assert_eq!(cell(&found, 1, 1).standard_error, Err(withheld));
    assert!(cell(&found, 2, 2).standard_error.is_ok());
    assert_eq!(found.simple.standard_error, Err(withheld));
    assert!(found.simple.interval_95().is_none() && found.simple.estimate.is_finite());
}

#[test]
fn what_is_no_staggered_panel_is_refused_with_its_unit() {
    let refused = |change: &dyn Fn(&mut Vec<Observation>)| {
        let rows = small();
        let mut cells = observations(&rows);
        change(&mut cells);
        StaggeredPanel::from_observations(&names("unit", 7), &names("time", 4), &cells).unwrap_err().to_string()
    };
    let all = refused(&|cells| cells.iter_mut().filter(|cell| cell.time == 3).for_each(|cell| cell.is_treated = true));
    assert!(all.contains("all 7 units are treated") && all.contains("Add units that were never treated"), "{all}");
    let early = refused(&|cells| cells[8].is_treated = true);
    assert!(early.contains("\"unit 002\" is treated from the first time \"time 000\" on"), "{early}");
    let off = refused(&|cells| cells[11].is_treated = false);
    assert!(off.contains("\"unit 002\" is treated before time \"time 003\" but not then"), "{off}");
    let gap = refused(&|cells| {
        cells.remove(9);
    });
    assert!(gap.contains("the panel is not balanced: unit \"unit 002\" has no outcome at time \"time 001\""), "{gap}");
    let none_treated = refused(&|cells| cells.iter_mut().for_each(|cell| cell.is_treated = false));
    assert!(none_treated.starts_with("no unit is treated"), "{none_treated}");
}
