//! Series that nothing can be said about: a refusal that says what to do, or finite numbers, never NaN.

use lift::impact::{Impact, ImpactSettings, Mode, Refusal};

use crate::made::{AFTER, BEFORE, Made};

/// A name, and what is done to a series.
type Case<'c> = (&'static str, &'c dyn Fn(&mut Made));

const MODES: [Mode; 2] = [Mode::Classic, Mode::Calibrated];

fn ask(change: impl Fn(&mut Made), mode: Mode) -> Result<Impact, Refusal> {
    let mut made = Made::quiet(8);
    change(&mut made);
    made.ask_with(&ImpactSettings { draws: 400, ..ImpactSettings::defaults(mode) })
}

fn assert_sane(name: &str, found: &Result<Impact, Refusal>) {
    match found {
        Err(refusal) => assert!(refusal.to_string().ends_with('.'), "{name}: {refusal}"),
        Ok(impact) => {
            let text = format!("{impact:?}");
            assert!(!text.contains("NaN") && !text.contains("inf"), "{name}: {}", &text[..400]);
        }
    }
}

#[test]
fn degenerate_series_are_refused_or_answered_with_finite_numbers() {
    let fill = |values: &mut Vec<f64>, with: f64| values.fill(with);
    let cases: [Case<'_>; 12] = [
        ("all zeros", &|made| fill(&mut made.outcome, 0.0)),
        ("constant", &|made| fill(&mut made.outcome, 7.5)),
        ("zeros before only", &|made| made.outcome[..BEFORE].fill(0.0)),
        ("one day of sales", &|made| {
            fill(&mut made.outcome, 0.0);
            made.outcome[60] = 1.0;
        }),
        ("gaps", &|made| made.outcome.iter_mut().step_by(3).for_each(|value| *value = f64::NAN)),
        ("infinite", &|made| made.outcome[10] = f64::INFINITY),
        ("huge", &|made| made.outcome.iter_mut().for_each(|value| *value *= 1e300)),
        ("tiny", &|made| made.outcome.iter_mut().for_each(|value| *value *= 1e-300)),
        ("huge and tiny", &|made| made.outcome.iter_mut().step_by(2).for_each(|value| *value *= 1e-290)),
        ("negative", &|made| made.outcome.iter_mut().for_each(|value| *value -= 1e5)),
        ("constant controls", &|made| made.controls.iter_mut().for_each(|values| values.fill(3.0))),
        ("the same control twice", &|made| made.controls[1] = made.controls[0].clone()),
    ];
    for (name, change) in cases {
        MODES.into_iter().for_each(|mode| assert_sane(name, &ask(change, mode)));
    }
}

#[test]
fn what_cannot_be_asked_is_said_by_its_name() {
    let refusal = |change: &dyn Fn(&mut Made)| ask(change, Mode::Classic).unwrap_err();
    assert_eq!(refusal(&|made| made.outcome[..BEFORE].fill(5.0)), Refusal::Constant);
    assert_eq!(refusal(&|made| made.masked[BEFORE..].fill(true)), Refusal::NothingToMeasure);
    assert_eq!(refusal(&|made| made.controls[1][4] = f64::NAN), Refusal::GapInControl { control: 1, row: 4 });
    let few = Refusal::TooFewRows { found: 5, needed: 8 };
    assert_eq!(refusal(&|made| made.masked[5..BEFORE].fill(true)), few);
    let uneven = refusal(&|made| made.controls[0].truncate(3));
    assert!(matches!(uneven, Refusal::UnevenLengths { found: 3, .. }), "{uneven}");
    let short = refusal(&|made| {
        made.outcome.truncate(BEFORE);
        made.masked.truncate(BEFORE);
        made.controls.iter_mut().for_each(|values| values.truncate(BEFORE));
    });
    assert!(matches!(short, Refusal::NoSuchRows { rows: BEFORE, .. }), "{short}");
    assert_eq!(AFTER, 21);
}

#[test]
fn a_hundred_controls_are_weighed_and_one_more_is_refused() {
    let mut made = Made::quiet(4).with_effect(0.3);
    // Brands of other markets, which share nothing but the days of the week.
    made.controls.extend((0..98).map(|market| Made::quiet(1_000 + market).controls.swap_remove(0)));
    let settings = ImpactSettings { draws: 400, ..ImpactSettings::defaults(Mode::Classic) };
    let relative = made.ask_with(&settings).unwrap().effect.relative;
    assert!((0.2..0.4).contains(&relative.mean) && relative.lower < 0.3 && relative.upper > 0.3, "{relative:?}");
    made.controls.push(made.controls[0].clone());
    assert_eq!(made.ask_with(&settings).unwrap_err(), Refusal::TooManyControls { found: 101, most: 100 });
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let made = Made::quiet(9);
    let usual = ImpactSettings::defaults(Mode::Classic);
    for settings in [
        ImpactSettings { draws: 3, ..usual },
        ImpactSettings { level: 1.0, ..usual },
        ImpactSettings { level: f64::NAN, ..usual },
        ImpactSettings { season: 400, ..usual },
    ] {
        assert!(matches!(made.ask_with(&settings), Err(Refusal::Setting { .. })), "{settings:?}");
    }
}
