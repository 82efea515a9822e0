//! The effect on one series, as JSON: plain doubles in the outcome's unit.

use lift::impact::{IntervalEstimate, Placebo, Row};
use serde_json::{Value as Json, json};

use crate::use_cases::statistics::impact::ImpactAnswer;

/// The answer of `impact`.
pub(crate) fn impact(answer: &ImpactAnswer) -> Json {
    let ImpactAnswer { impact, settings, post, names, controls, warnings } = answer;
    let effect = &impact.effect;
    let name = |row: usize| names[row].as_str();
    let placebo = |placebo: &Placebo| {
        json!({
            "from": name(placebo.window.start),
            "to": name(placebo.window.end - 1),
            "effect": placebo.effect,
            "sd": placebo.sd,
            "z": placebo.z(),
        })
    };
    let inclusion = controls.iter().zip(&impact.inclusion).map(|(name, share)| (name.clone(), json!(share)));
    json!({
        "mode": mode(settings.mode),
        "level": settings.level,
        "post": {"from": name(post.start), "to": name(post.end - 1), "rows": effect.rows},
        "actual": effect.actual,
        "expected": estimate(&effect.expected),
        "average": estimate(&effect.average),
        "cumulative": estimate(&effect.cumulative),
        "relative": estimate(&effect.relative),
        "p": effect.p,
        "probability_positive": effect.probability_positive,
        "smallest_detectable": impact.smallest_detectable(),
        "kappa": impact.widening,
        "placebos": impact.placebos.iter().map(placebo).collect::<Vec<Json>>(),
        "diagnostics": {
            "rhat": impact.diagnostics.rhat,
            "ess": impact.diagnostics.effective_draws,
            "converged": impact.diagnostics.have_converged(),
            "draws": impact.diagnostics.draws,
            "chains": impact.diagnostics.chains,
            "scale": if impact.is_log { "log" } else { "linear" },
            "inclusion": inclusion.collect::<serde_json::Map<String, Json>>(),
        },
        "rows": impact.rows.iter().enumerate().map(|(at, found)| row(name(at), found)).collect::<Vec<Json>>(),
        "warnings": warnings,
    })
}

fn mode(mode: lift::impact::Mode) -> &'static str {
    match mode {
        lift::impact::Mode::Classic => "classic",
        lift::impact::Mode::Calibrated => "calibrated",
    }
}

fn estimate(estimate: &IntervalEstimate) -> Json {
    json!({"mean": estimate.mean, "lower": estimate.lower, "upper": estimate.upper, "sd": estimate.sd})
}

fn row(name: &str, row: &Row) -> Json {
    json!({
        "row": name,
        "actual": row.actual,
        "counts": row.counts,
        "expected": estimate(&row.expected),
        "effect": row.effect.as_ref().map(estimate),
        "cumulative": row.cumulative.as_ref().map(estimate),
    })
}
