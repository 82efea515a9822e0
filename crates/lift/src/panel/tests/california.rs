//! California's tobacco programme, where the shared folder is there: the estimates that were published.

use std::path::Path;

use crate::panel::{Method, Observation, Panel, PanelEstimate, estimate};

/// The published panel; none where the folder is not.
fn california() -> Option<Panel> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/lift/prop99.csv");
    let text = std::fs::read_to_string(path).ok()?;
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.trim().split(';').collect()).collect();
    let distinct = |column: usize| {
        let mut names: Vec<String> = rows.iter().map(|row| row[column].to_owned()).collect();
        names.sort();
        names.dedup();
        names
    };
    let (states, years) = (distinct(0), distinct(1));
    let place = |names: &[String], name: &str| names.iter().position(|known| known == name).unwrap();
    let observation = |row: &Vec<&str>| Observation {
        unit: place(&states, row[0]),
        time: place(&years, row[1]),
        outcome: row[2].parse().unwrap(),
        is_treated: row[3] == "1",
    };
    let observations: Vec<Observation> = rows.iter().map(observation).collect();
    Some(Panel::from_observations(&states, &years, &observations).unwrap())
}

/// The estimate, held against the published effect.
fn published(panel: &Panel, method: Method, effect: f64) -> PanelEstimate {
    let found = estimate(panel, method).unwrap();
    assert!((found.effect - effect).abs() < 1e-4, "{method:?}: {}", found.effect);
    found
}

/// Weights by name, held against published ones, which have three decimals.
fn assert_weights(names: &[String], weights: &[f64], published: &[(&str, f64)]) {
    for (name, expected) in published {
        let at = names.iter().position(|known| known == name).unwrap();
        assert!((weights[at] - expected).abs() < 6e-4, "{name}: {}", weights[at]);
    }
}

#[test]
fn californias_published_estimates_are_found() {
    let Some(panel) = california() else {
        eprintln!("skipped: ../shared/reference/lift is missing");
        return;
    };
    assert_eq!((panel.untreated().len(), panel.times_before().len()), (38, 19));
    let did = published(&panel, Method::Did, -27.34911);
    let sc = published(&panel, Method::Sc, -19.61966);
    let sdid = published(&panel, Method::Sdid, -15.60383);
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
    for (found, error) in [(did, 17.7), (sc, 9.9), (sdid, 8.4)] {
        let own = found.standard_error.unwrap();
        assert!((own / error - 1.0).abs() < 0.15, "{own}, published {error}");
    }
}
