//! Published results of R CausalImpact, where the folder with them is at hand.
//!
//! A mean may lie 0.08 standard deviations off and an end of the interval 0.20: as far as two runs of R differ.

use std::fs;
use std::path::{Path, PathBuf};

use lift::impact::{Impact, ImpactSettings, Mode, PostPeriod, Series, Unwatched, impact};
use serde_json::Value;

/// What R said of one series.
struct Published {
    average: f64,
    lower: f64,
    upper: f64,
    sd: f64,
    /// The relative effect to the last digit, where it was given.
    relative: Option<f64>,
    /// Rounding of what was printed, in the outcome's unit.
    rounding: f64,
    is_significant: bool,
}

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/lift");
    if !folder.is_dir() {
        eprintln!("skipped: {} is missing", folder.display());
        return None;
    }
    Some(folder)
}

fn expected(folder: &Path, name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

/// The columns of a file of numbers; the first column too when it is one.
fn columns(folder: &Path, name: &str, first: usize) -> Vec<Vec<f64>> {
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let rows: Vec<Vec<f64>> = text
        .lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split(',').skip(first).map(|cell| cell.trim().trim_matches('"').parse().unwrap()).collect())
        .collect();
    (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column]).collect()).collect()
}

fn classic(columns: &[Vec<f64>], pre: usize, end: usize, season: usize) -> Impact {
    let controls: Vec<&[f64]> = columns[1..].iter().map(Vec::as_slice).collect();
    let masked = vec![false; columns[0].len()];
    let post = PostPeriod { start: pre, end };
    let series = Series { outcome: &columns[0], controls: &controls, masked: &masked, post };
    impact(&series, &ImpactSettings { season, ..ImpactSettings::defaults(Mode::Classic) }, &Unwatched).unwrap()
}

fn assert_agrees(name: &str, found: &Impact, published: &Published) {
    let effect = found.effect.average;
    let sd = published.sd;
    let off = |found: f64, said: f64| ((found - said).abs() - published.rounding).max(0.0) / sd;
    let (mean, lower, upper) =
        (off(effect.mean, published.average), off(effect.lower, published.lower), off(effect.upper, published.upper));
    let ratio = effect.sd / sd;
    assert!((0.97..=1.03).contains(&ratio), "{name}: sd {} against {sd}", effect.sd);
    assert!(mean <= 0.08, "{name}: mean {} against {}", effect.mean, published.average);
    assert!(lower <= 0.20, "{name}: lower end {} against {}", effect.lower, published.lower);
    assert!(upper <= 0.20, "{name}: upper end {} against {}", effect.upper, published.upper);
    if let Some(relative) = published.relative {
        let found = found.effect.relative.mean;
        assert!((found / relative - 1.0).abs() < 0.03, "{name}: relative effect {found} against {relative}");
    }
    assert_eq!(found.effect.p < 0.05, published.is_significant, "{name}: p {}", found.effect.p);
}

#[test]
fn mode_classic_says_what_r_printed() {
    let Some(folder) = folder() else { return };
    let all = expected(&folder, "expected.json");
    for (name, first, rounding) in [("vignette", 0, 0.05), ("arma", 0, 0.005), ("comparison", 1, 0.5)] {
        let said = &all["causalimpact_published"][name];
        let columns = columns(&folder, said["file"].as_str().unwrap(), first);
        let at = |value: &Value| value.as_f64().unwrap();
        let post = (at(&said["post"][0]) as usize, at(&said["post"][1]) as usize + 1);
        let found = classic(&columns, post.0, post.1, 1);
        // The cumulative figures carry a digit more.
        let rows = (post.1 - post.0) as f64;
        let (total, ends) = (&said["abs_effect"][1], &said["abs_effect_ci"][1]);
        let published = Published {
            average: at(total) / rows,
            lower: at(&ends[0]) / rows,
            upper: at(&ends[1]) / rows,
            sd: at(&said["pred_sd"][1]) / rows,
            relative: None,
            rounding: rounding / rows,
            is_significant: at(&said["p"]) < 0.05,
        };
        assert_agrees(name, &found, &published);
    }
}

#[test]
fn mode_classic_says_what_r_computed_to_the_last_digit_it_gave() {
    let Some(folder) = folder() else { return };
    for (name, season) in [("basic", 1), ("covariates", 1), ("seasonal", 7)] {
        let said = expected(&folder, &format!("r_reference_{name}.json"));
        let numbers = |value: &Value| value.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect();
        let mut columns: Vec<Vec<f64>> = vec![numbers(&said["data"]["y"])];
        columns.extend(said["data"]["x"].as_object().unwrap().values().map(numbers));
        let pre = said["n_pre"].as_u64().unwrap() as usize;
        let found = classic(&columns, pre, columns[0].len(), season);
        let output = |key: &str| said["r_output"][key].as_f64().unwrap();
        let published = Published {
            average: output("point_effect_mean"),
            lower: output("ci_lower"),
            upper: output("ci_upper"),
            // R's interval of a posterior that is close to normal.
            sd: (output("ci_upper") - output("ci_lower")) / (2.0 * 1.96),
            relative: Some(output("relative_effect_mean")),
            rounding: 0.0,
            is_significant: output("p_value") < 0.05,
        };
        assert_agrees(name, &found, &published);
    }
}
