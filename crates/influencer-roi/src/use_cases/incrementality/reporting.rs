//! Makes the report from the estimate.

use definitions::{Dimension, MICROS_PER_UNIT, Question, Reason, Selection, Value};
use lift::impact::{Impact, IntervalEstimate, Placebo, Row};

use super::data::{Period, Sales};
use super::estimating::{Estimated, Evidence};
use super::report::{DayLine, PerUnit, Phase, PlaceboWindow, Report, TippingPoint};
use super::sentences;
use super::settings::EstimateSettings;
use super::spend::{Spend, spend};
use crate::use_cases::dashboard::answer::{Numbers, totals};

/// The whole report of an estimate, sentences included.
pub(super) fn report(
    sales: &Sales<'_>,
    settings: &EstimateSettings,
    evidence: &Evidence,
    estimated: &Estimated,
) -> Report {
    let Estimated { total, organic, is_preliminary } = estimated;
    let published = published(sales, settings);
    let Spend { of_campaign: spend, unallocated: unallocated_spend } = spend(sales, settings);
    let attributed = evidence.attributed();
    let organic_change = organic.as_ref().map(|organic| organic.effect.cumulative);
    let mut report = Report {
        is_preliminary: *is_preliminary,
        level: settings.level,
        days: total.rows.iter().enumerate().map(|(at, row)| line(sales, settings, at, row)).collect(),
        actual: total.effect.actual,
        expected: total.effect.expected,
        incremental: total.effect.cumulative,
        relative: total.effect.relative,
        probability_positive: total.effect.probability_positive,
        causal_incremental_roas: per(Some(total.effect.cumulative), spend, Reason::NoSpend),
        incrementality_factor: per(Some(total.effect.cumulative), attributed, Reason::NoRevenue),
        cannibalisation: per(organic_change.map(IntervalEstimate::negated), attributed, Reason::NoRevenue),
        organic_change,
        published,
        spend,
        unallocated_spend,
        roas_if_all: per(Some(total.effect.cumulative), spend + unallocated_spend, Reason::NoSpend),
        tipping_point: tipping_point(total),
        measured_days: settings.days.days(),
        campaign_days: settings.campaign_days.days(),
        attributed,
        placebos: total.placebos.iter().map(|placebo| tried(sales, placebo, settings.level)).collect(),
        widening: total.widening,
        detectable: total.smallest_detectable(),
        detectable_share: total.smallest_detectable() / total.effect.expected.mean.abs().max(f64::MIN_POSITIVE),
        diagnostics: total.diagnostics,
        is_log: total.is_log,
        inclusion: inclusion(settings, total),
        sentences: Vec::new(),
    };
    report.sentences = sentences::sentences(&report, settings, &sales.dataset.manifest().currency);
    report
}

fn tipping_point(total: &Impact) -> TippingPoint {
    let expected = total.effect.expected.mean.abs().max(f64::MIN_POSITIVE);
    let IntervalEstimate { mean, lower, upper, .. } = total.effect.cumulative;
    let nearest = if mean > 0.0 { lower } else { upper };
    let doubt = (nearest * mean > 0.0).then_some(nearest / expected);
    TippingPoint { all: mean / expected, doubt }
}

fn inclusion(settings: &EstimateSettings, total: &Impact) -> Vec<(String, f64)> {
    settings.controls.iter().cloned().zip(total.inclusion.iter().copied()).collect()
}

pub(super) fn per(estimate: Option<IntervalEstimate>, amount: f64, reason: Reason) -> PerUnit {
    match estimate {
        Some(estimate) if amount > 0.0 => PerUnit::Of(estimate.per(amount)),
        Some(_) => PerUnit::None(reason),
        None => PerUnit::Unknown,
    }
}

fn line(sales: &Sales<'_>, settings: &EstimateSettings, at: usize, row: &Row) -> DayLine {
    let day = sales.day(at);
    let part = match day {
        day if day < settings.days.from => Phase::Before,
        day if day <= settings.days.to => Phase::During,
        _ => Phase::Tail,
    };
    DayLine { day, part, is_masked: settings.is_masked(day), row: *row }
}

fn tried(sales: &Sales<'_>, placebo: &Placebo, level: f64) -> PlaceboWindow {
    let days = Period { from: sales.day(placebo.window.start), to: sales.day(placebo.window.end - 1) };
    PlaceboWindow { days, effect: placebo.estimate(level), z: placebo.z() }
}

/// The dashboard's numbers of the brand on the days that count: the same formula, the same method.
pub(super) fn published(sales: &Sales<'_>, settings: &EstimateSettings) -> Numbers {
    let mut selection = Selection::default();
    selection.choose(Dimension::Brand, &settings.brand);
    (selection.from, selection.to) = (Some(settings.days.from), Some(settings.effect_to));
    let question = Question { selection, ..Question::default() };
    let all = totals(&sales.dataset.query(&question), &question);
    let shown = ["revenue", "spend", "baseline", "incremental_revenue", "incremental_roas", "roas"];
    all.into_iter().filter(|(id, _)| shown.contains(id)).collect()
}

/// A money amount or a count among numbers, in units; 0 where there is none.
pub(super) fn amount(numbers: &Numbers, id: &str) -> f64 {
    let found = numbers.iter().find(|(name, _)| *name == id).map(|(_, value)| *value);
    match found {
        Some(Value::Money(micros)) => micros as f64 / MICROS_PER_UNIT as f64,
        Some(Value::Count(count)) => count as f64,
        _ => 0.0,
    }
}
