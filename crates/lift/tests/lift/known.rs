//! What is known of an answer whatever the series.

use lift::impact::{ImpactSettings, Mode};
use rayon::ThreadPoolBuilder;

use crate::made::{AFTER, BEFORE, Made};

#[test]
fn a_campaign_that_adds_a_fifth_is_found_by_both_modes() {
    let quiet: f64 = Made::quiet(1).outcome[BEFORE..].iter().sum();
    for mode in [Mode::Classic, Mode::Calibrated] {
        let found = Made::quiet(1).with_effect(0.2).ask(mode).unwrap().effect;
        assert!(found.cumulative.lower < 0.2 * quiet && 0.2 * quiet < found.cumulative.upper, "{mode:?}: {found:?}");
        assert!(
            found.cumulative.lower > 0.0 && found.p < 0.01 && found.probability_positive > 0.99,
            "{mode:?}: {found:?}"
        );
        assert!((found.relative.mean - 0.2).abs() < 0.05, "{mode:?}: {found:?}");
    }
}

#[test]
fn where_nothing_happened_nothing_is_found() {
    let found = Made::quiet(2).ask(Mode::Calibrated).unwrap();
    let effect = found.effect.cumulative;
    assert!(effect.lower < 0.0 && effect.upper > 0.0, "{effect:?}");
    assert!(found.smallest_detectable() > effect.sd);
    assert_eq!(found.placebos.len(), 4);
}

#[test]
fn the_days_add_up_to_the_whole() {
    let found = Made::quiet(3).with_effect(0.1).ask(Mode::Calibrated).unwrap();
    let days: f64 = found.rows.iter().filter_map(|row| row.effect).map(|effect| effect.mean).sum();
    let last = found.rows.last().and_then(|row| row.cumulative).unwrap();
    let whole = found.effect.cumulative;
    assert!((days / whole.mean - 1.0).abs() < 1e-9 && (last.mean / whole.mean - 1.0).abs() < 1e-9);
    assert!((last.lower / whole.lower - 1.0).abs() < 1e-9, "{last:?} {whole:?}");
    assert_eq!((found.rows.len(), found.effect.rows), (BEFORE + AFTER, AFTER));
    assert!((found.effect.actual - found.effect.expected.mean - whole.mean).abs() < 1e-6 * found.effect.actual);
}

#[test]
fn a_masked_day_counts_on_neither_side() {
    let mut made = Made::quiet(4).with_effect(0.1);
    made.masked[20..25].fill(true);
    made.masked[BEFORE + 3..BEFORE + 5].fill(true);
    let calm = made.ask(Mode::Calibrated).unwrap();
    Made::times(&mut made.outcome, 20..25, 4.0);
    Made::times(&mut made.outcome, BEFORE + 3..BEFORE + 5, 4.0);
    let wild = made.ask(Mode::Calibrated).unwrap();
    assert_eq!((calm.effect.rows, wild.effect.rows), (AFTER - 2, AFTER - 2));
    let (calm, wild) = (calm.effect.cumulative, wild.effect.cumulative);
    // The seed is of all values, so the draws differ and nothing else.
    assert!((calm.mean - wild.mean).abs() < 0.2 * calm.sd, "{calm:?} {wild:?}");
}

#[test]
fn the_answer_is_the_same_on_one_thread_and_on_many() {
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Made::quiet(5).ask(Mode::Calibrated).unwrap())
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn in_another_unit_the_effect_is_the_same_effect() {
    for unit in [1e-6, 1e9] {
        let mut scaled = Made::quiet(6).with_effect(0.15);
        scaled.outcome.iter_mut().for_each(|value| *value *= unit);
        let found = scaled.ask(Mode::Calibrated).unwrap().effect;
        let plain = Made::quiet(6).with_effect(0.15).ask(Mode::Calibrated).unwrap().effect;
        let off = (found.cumulative.mean / unit - plain.cumulative.mean).abs() / plain.cumulative.sd;
        assert!(off < 0.2, "{off}");
    }
}

#[test]
fn a_wider_level_gives_a_wider_interval() {
    let width = |level: f64| {
        let settings =
            ImpactSettings { level, draws: 2_000, placebos: false, ..ImpactSettings::defaults(Mode::Calibrated) };
        let found = Made::quiet(7).ask_with(&settings).unwrap().effect.cumulative;
        found.upper - found.lower
    };
    assert!(width(0.5) < width(0.9) && width(0.9) < width(0.99));
}
