//! Published panels, where the shared folder is there: the estimates that others found.

use std::path::Path;

use crate::panel::{
    Effect, Method, Observation, Panel, PanelEstimate, Rank, StaggeredPanel, estimate, estimate_staggered,
};

/// Which columns hold unit, time, outcome and treatment.
type Columns = [usize; 4];

/// Names of units and times, and the rows; nothing where the folder is not.
fn published(file: &str, separator: char, columns: Columns) -> Option<(Vec<String>, Vec<String>, Vec<Observation>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/lift").join(file);
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: ../shared/reference/lift/{file} is missing");
        return None;
    };
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.trim().split(separator).collect()).collect();
    let distinct = |column: usize| {
        let mut names: Vec<String> = rows.iter().map(|row| row[column].to_owned()).collect();
        names.sort();
        names.dedup();
        names
    };
    let (units, times) = (distinct(columns[0]), distinct(columns[1]));
    let place = |names: &[String], name: &str| names.iter().position(|known| known == name).unwrap();
    let observation = |row: &Vec<&str>| Observation {
        unit: place(&units, row[columns[0]]),
        time: place(&times, row[columns[1]]),
        outcome: row[columns[2]].parse().unwrap(),
        is_treated: row[columns[3]] == "1",
    };
    let observations = rows.iter().map(observation).collect();
    Some((units, times, observations))
}

fn panel(file: &str, separator: char, columns: Columns) -> Option<Panel> {
    let (units, times, observations) = published(file, separator, columns)?;
    Some(Panel::from_observations(&units, &times, &observations).unwrap())
}

/// The estimate, held against the published effect.
fn assert_effect(panel: &Panel, method: Method, effect: f64, tolerance: f64) -> PanelEstimate {
    let found = estimate(panel, method).unwrap();
    assert!((found.effect - effect).abs() < tolerance, "{method:?}: {}", found.effect);
    found
}

/// Weights by name, held against published ones, which have three decimals.
fn assert_weights(names: &[String], weights: &[f64], published: &[(&str, f64)]) {
    for (name, expected) in published {
        let at = names.iter().position(|known| known == name).unwrap();
        assert!((weights[at] - expected).abs() < 6e-4, "{name}: {}", weights[at]);
    }
}

/// California's tobacco programme.
#[test]
fn californias_published_estimates_are_found() {
    let Some(panel) = panel("prop99.csv", ';', [0, 1, 2, 3]) else { return };
    assert_eq!((panel.untreated().len(), panel.times_before().len()), (38, 19));
    let did = assert_effect(&panel, Method::Did, -27.34911, 1e-4);
    let stopped = assert_effect(&panel, Method::ScSynthdid, -19.61966, 1e-4);
    let sdid = assert_effect(&panel, Method::Sdid, -15.60383, 1e-4);
    assert_weights(panel.times_before(), &sdid.time_weights, &[("1988", 0.427), ("1986", 0.366), ("1987", 0.206)]);
    let states = [
        ("Nevada", 0.124),
        ("New Hampshire", 0.105),
        ("Connecticut", 0.078),
        ("Delaware", 0.070),
        ("Colorado", 0.058),
        ("Illinois", 0.053),
        ("Nebraska", 0.048),
        ("Montana", 0.045),
        ("Utah", 0.042),
        ("New Mexico", 0.041),
        ("Minnesota", 0.039),
        ("Wisconsin", 0.037),
    ];
    assert_weights(panel.untreated(), &sdid.unit_weights, &states);
    // Published from 200 draws, of which ours is what they tend to.
    for (found, error) in [(did, 17.7), (stopped, 9.9), (sdid, 8.4)] {
        let own = found.standard_error.unwrap();
        assert!((own / error - 1.0).abs() < 0.15, "{own}, published {error}");
    }
}

#[test]
fn californias_synthetic_control_at_the_optimum_is_third_of_39() {
    let Some(panel) = panel("prop99.csv", ';', [0, 1, 2, 3]) else { return };
    let exact = assert_effect(&panel, Method::Sc, -19.5136, 1e-4);
    let ranks = exact.rmspe_ranks.unwrap();
    assert_eq!(ranks.all, Rank { rank: 3, of: 39 });
    assert_eq!(ranks.well_followed.of + ranks.left_out.len(), 39);
}

/// The tax cuts of 2012 in Kansas: log of gross domestic product per head by quarter, as augsynth's vignette estimates it.
#[test]
fn kansas_with_its_p_values_is_what_augsynth_prints() {
    let Some(panel) = panel("kansas.csv", ',', [0, 2, 3, 4]) else { return };
    let found = assert_effect(&panel, Method::Sc, -0.029_434_7, 1e-7);
    assert_eq!(found.unit_weights.iter().filter(|weight| **weight > 1e-6).count(), 7);
    assert_eq!(found.rmspe_ranks.unwrap().all, Rank { rank: 11, of: 50 });
    let conformal = found.conformal.unwrap();
    let printed = [
        0.111, 0.022, 0.044, 0.111, 0.044, 0.022, 0.022, 0.022, 0.022, 0.044, 0.144, 0.078, 0.122, 0.111, 0.189, 0.100,
    ];
    assert_eq!(conformal.by_time.len(), printed.len());
    for (own, printed) in conformal.by_time.iter().zip(printed) {
        assert!((own - printed).abs() < 5.1e-4, "{:?}", conformal.by_time);
    }
    // The vignette prints 0.33 from a thousand draws.
    assert!((conformal.joint - 0.33).abs() < 0.03, "{}", conformal.joint);
}

/// Minimum wages and teenage employment by county, the data of R's did package, without covariates.
#[test]
fn minimum_wages_have_the_effects_and_errors_that_did_prints() {
    let Some((units, times, rows)) = published("mpdta.csv", ',', [0, 1, 2, 3]) else { return };
    let panel = StaggeredPanel::from_observations(&units, &times, &rows).unwrap();
    let found = estimate_staggered(&panel).unwrap();
    let place = |time: &str| times.iter().position(|known| known == time).unwrap();
    let cell = found.group_time.iter().find(|cell| (cell.group, cell.time) == (place("2004"), place("2006"))).unwrap();
    assert!((cell.effect.estimate - -0.1373).abs() < 5e-5, "{cell:?}");
    let assert_is = |effect: Effect, estimate: f64, error: f64| {
        assert!((effect.estimate - estimate).abs() < 5e-5, "{effect:?}");
        assert!((effect.standard_error.unwrap() - error).abs() < 2e-4, "{effect:?}");
    };
    assert_is(found.dynamic.overall, -0.0772, 0.0200);
    assert_is(found.group.overall, -0.0310, 0.0124);
    assert_is(found.simple, -0.0400, 0.0120);
    assert_is(found.calendar.overall, -0.0417, 0.0160);
}
