//! Questions that would be answered wrongly: mode calibrated refuses them and says why, mode classic warns.

use lift::impact::{DataProblem, Mode, Refusal};

use crate::made::{AFTER, BEFORE, Made};

/// The problems of a refusal of mode calibrated, which mode classic has to report as well.
fn problems(made: &Made) -> Vec<DataProblem> {
    let problems = match made.ask(Mode::Calibrated) {
        Err(Refusal::UnsuitableData { problems }) => problems,
        other => panic!("expected problems, found {:?}", other.map(|found| found.effect)),
    };
    assert_eq!(made.ask(Mode::Classic).unwrap().problems, problems);
    problems
}

#[test]
fn a_level_that_broke_before_the_campaign_is_refused_until_it_is_masked() {
    for factor in [0.6, 1.5] {
        let mut made = Made::quiet(10);
        Made::times(&mut made.outcome, 40..BEFORE + AFTER, factor);
        let found = problems(&made);
        assert!(matches!(found[0], DataProblem::LevelBreak { row: 36..=44, .. }), "{found:?}");
        made.masked[..42].fill(true);
        assert!(made.ask(Mode::Calibrated).is_ok());
    }
}

#[test]
fn a_sale_of_some_days_is_no_break_of_the_level() {
    let mut made = Made::quiet(11);
    Made::times(&mut made.outcome, 50..55, 1.8);
    assert!(made.ask(Mode::Calibrated).is_ok());
}

#[test]
fn growth_is_no_break_of_the_level() {
    let mut made = Made::quiet(12);
    made.outcome.iter_mut().enumerate().for_each(|(row, value)| *value *= 1.0 + 0.004 * row as f64);
    assert!(made.ask(Mode::Calibrated).is_ok());
}

#[test]
fn a_control_that_the_campaign_touched_is_refused() {
    for factor in [0.6, 1.6] {
        let mut made = Made::quiet(13);
        Made::times(&mut made.controls[1], BEFORE..BEFORE + AFTER, factor);
        let found = problems(&made);
        assert!(
            found.iter().any(|problem| matches!(problem, DataProblem::ControlMoved { control: 1, .. })),
            "{found:?}"
        );
    }
}

#[test]
fn a_festival_inside_the_campaign_is_refused_until_it_is_masked() {
    let mut made = Made::quiet(14);
    let days = BEFORE + 6..BEFORE + 10;
    Made::times(&mut made.outcome, days.clone(), 1.9);
    made.controls.iter_mut().for_each(|control| Made::times(control, days.clone(), 1.8));
    let found = problems(&made);
    assert!(found.iter().any(|problem| matches!(problem, DataProblem::Event { .. })), "{found:?}");
    made.masked[days].fill(true);
    assert!(made.ask(Mode::Calibrated).is_ok());
}

#[test]
fn a_brand_with_mostly_zero_days_is_refused() {
    let mut made = Made::quiet(15);
    made.outcome.iter_mut().enumerate().filter(|(row, _)| row % 3 != 0).for_each(|(_, value)| *value = 0.0);
    let found = problems(&made);
    assert!(matches!(found[0], DataProblem::MostlyZero { found: 40, of: BEFORE }), "{found:?}");
}

#[test]
fn too_short_a_time_before_is_refused() {
    let mut made = Made::quiet(16);
    made.masked[..70].fill(true);
    let found = problems(&made);
    assert_eq!(found, [DataProblem::ShortBefore { found: 50, needed: 63 }]);
}

#[test]
fn every_doubt_says_what_to_do() {
    let mut made = Made::quiet(17);
    made.masked[..70].fill(true);
    let refusal = made.ask(Mode::Calibrated).unwrap_err().to_string();
    assert!(refusal.contains("50 usable days") && refusal.contains("Add earlier data"), "{refusal}");
}
