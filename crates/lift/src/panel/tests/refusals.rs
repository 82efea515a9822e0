//! Panels that are none, and methods that a panel is too small for.

use super::{BEFORE, brands, names, observations, panel};
use crate::panel::{Method, Observation, Panel, PanelError, estimate};

/// The rows of three brands over four times, the last treated from the third on; changed before they are read.
fn refused(change: impl FnOnce(&mut Vec<Observation>)) -> String {
    let outcomes = [vec![1.0, 2.0, 3.0, 4.0], vec![2.0, 2.0, 3.0, 3.0], vec![5.0, 6.0, 9.0, 9.0]];
    let mut rows = observations(&outcomes, 1, 2);
    change(&mut rows);
    Panel::from_observations(&names("unit", 3), &names("time", 4), &rows).unwrap_err().to_string()
}

#[test]
fn a_gap_is_named_by_unit_and_time() {
    let text = refused(|rows| drop(rows.drain(5..7)));
    assert!(text.contains("\"unit 001\" has no outcome at time \"time 001\" (2 of 12 cells are missing)"), "{text}");
}

#[test]
fn a_cell_that_stands_twice_is_named() {
    let text = refused(|rows| rows.push(rows[4]));
    assert!(text.contains("\"unit 001\" has time \"time 000\" more than once"), "{text}");
}

#[test]
fn a_file_without_any_structure_is_refused_without_filling_the_memory() {
    let (units, times) = (names("unit", 200_000), names("time", 200_000));
    let rows: Vec<Observation> =
        (0..200_000).map(|at| Observation { unit: at, time: at, outcome: 1.0, is_treated: false }).collect();
    let text = Panel::from_observations(&units, &times, &rows).unwrap_err().to_string();
    assert!(text.contains("\"unit 000\" has no outcome at time \"time 001\" (39999800000 of 40000000000"), "{text}");
}

#[test]
fn nobody_treated_and_everybody_treated_are_distinguished() {
    let none_treated = refused(|rows| rows.iter_mut().for_each(|row| row.is_treated = false));
    assert!(none_treated.starts_with("no unit is treated"), "{none_treated}");
    let everybody = refused(|rows| rows.iter_mut().for_each(|row| row.is_treated = row.time >= 2));
    assert!(everybody.starts_with("all 3 units are treated"), "{everybody}");
}

#[test]
fn a_single_unit_has_nothing_to_be_compared_with() {
    let rows = observations(&[vec![1.0, 2.0]], 1, 1);
    let error = Panel::from_observations(&names("unit", 1), &names("time", 2), &rows).unwrap_err();
    assert_eq!(error, PanelError::NoUntreated { units: 1 });
}

#[test]
fn treatment_from_the_first_time_on_leaves_no_before() {
    let text = refused(|rows| rows[8..].iter_mut().for_each(|row| row.is_treated = true));
    assert!(text.contains("\"unit 002\" is treated from the first time \"time 000\" on"), "{text}");
}

#[test]
fn treatment_that_starts_at_different_times_is_refused_with_both_starts() {
    let text = refused(|rows| rows[7].is_treated = true);
    assert!(text.contains("unit \"unit 002\" at \"time 002\", unit \"unit 001\" at \"time 003\""), "{text}");
}

#[test]
fn treatment_that_ends_is_refused() {
    let text = refused(|rows| rows[11].is_treated = false);
    assert!(text.contains("\"unit 002\" is treated before time \"time 003\" but not then"), "{text}");
}

#[test]
fn what_is_no_number_is_named_by_unit_and_time() {
    for outcome in [f64::NAN, f64::INFINITY] {
        let text = refused(|rows| rows[6].outcome = outcome);
        assert!(text.contains("\"unit 001\" at time \"time 002\" has the outcome"), "{text}");
    }
    assert_eq!(Panel::from_observations(&[], &[], &[]).unwrap_err(), PanelError::Empty);
}

#[test]
fn below_ten_untreated_brands_only_difference_in_differences_answers() {
    let few = panel(&brands(9, 1, 5.0), 1, BEFORE);
    for method in [Method::Sc, Method::Sdid] {
        let text = estimate(&few, method).unwrap_err().to_string();
        assert!(text.contains("at least 10 untreated units, found 9"), "{text}");
    }
    assert!(estimate(&few, Method::Did).is_ok());
    assert!(estimate(&panel(&brands(10, 1, 5.0), 1, BEFORE), Method::Sdid).is_ok());
}

#[test]
fn a_single_time_before_tells_no_noise() {
    let brief = panel(&brands(12, 1, 5.0), 1, 1);
    let error = estimate(&brief, Method::Sdid).unwrap_err();
    assert_eq!(error, PanelError::TooFewTimesBefore { method: Method::Sdid, found: 1 });
    assert!(estimate(&brief, Method::Did).is_ok());
}

#[test]
fn an_effect_beyond_the_largest_number_is_refused() {
    let outcomes = [vec![0.0, f64::MAX / 2.0], vec![f64::MAX, f64::MAX], vec![0.0, f64::MAX]];
    let error = estimate(&panel(&outcomes, 1, 1), Method::Did);
    assert!(error.is_ok(), "half of it still fits: {error:?}");
    let outcomes = [vec![f64::MAX, -f64::MAX], vec![f64::MAX, -f64::MAX], vec![-f64::MAX, f64::MAX]];
    assert_eq!(estimate(&panel(&outcomes, 1, 1), Method::Did), Err(PanelError::BeyondNumbers));
}
