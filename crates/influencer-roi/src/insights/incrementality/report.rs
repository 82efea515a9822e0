//! What an estimate comes to in money: day by day, in sum, per rupee paid and credited, beside the published formula.

use definitions::{Day, Dimension, MICROS_PER_UNIT, Question, Reason, Selection, Value};
use lift::impact::{Diagnostics, Estimate, Impact, Placebo, Row};

use super::data::{Period, Sales};
use super::estimating::{Estimated, Evidence};
use super::settings::Settings;
use super::words;
use crate::insights::dashboard::{Numbers, totals};

/// The whole answer. Money in currency units.
#[derive(Clone)]
pub(crate) struct Report {
    /// Placebos are still being tried: intervals may become wider.
    pub(crate) is_preliminary: bool,
    pub(crate) level: f64,
    pub(crate) days: Vec<DayLine>,
    pub(crate) actual: f64,
    pub(crate) expected: Estimate,
    pub(crate) incremental: Estimate,
    pub(crate) relative: Estimate,
    pub(crate) probability_positive: f64,
    /// Per unit paid.
    pub(crate) causal_incremental_roas: Share,
    /// Per unit credited.
    pub(crate) incrementality_factor: Share,
    pub(crate) organic_change: Option<Estimate>,
    /// What organic sales lost, per unit credited.
    pub(crate) cannibalisation: Share,
    /// The published formula on the campaign's own days, beside it.
    pub(crate) published: Numbers,
    pub(crate) spend: f64,
    pub(crate) attributed: f64,
    pub(crate) placebos: Vec<Tried>,
    pub(crate) widening: f64,
    pub(crate) detectable: f64,
    pub(crate) detectable_share: f64,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) is_log: bool,
    pub(crate) inclusion: Vec<(String, f64)>,
    pub(crate) words: Vec<String>,
}

/// An estimate per unit of something, or why there is none.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Share {
    Of(Estimate),
    None(Reason),
    /// Still being worked out, or organic sales alone cannot carry the question.
    Unknown,
}

/// Which part of the question a day belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Before,
    During,
    Tail,
}

impl Part {
    pub(crate) const ALL: [Self; 3] = [Self::Before, Self::During, Self::Tail];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::During => "during",
            Self::Tail => "tail",
        }
    }
}

/// One day.
#[derive(Clone, Copy)]
pub(crate) struct DayLine {
    pub(crate) day: Day,
    pub(crate) part: Part,
    pub(crate) is_masked: bool,
    pub(crate) row: Row,
}

/// One window before the campaign in which nothing happened.
#[derive(Clone, Copy)]
pub(crate) struct Tried {
    pub(crate) days: Period,
    pub(crate) effect: Estimate,
    pub(crate) z: f64,
}

impl Report {
    pub(super) fn of(sales: &Sales<'_>, settings: &Settings, evidence: &Evidence, estimated: &Estimated) -> Self {
        let Estimated { total, organic, is_preliminary } = estimated;
        let published = published(sales, settings);
        let spend = amount(&published, "spend");
        let attributed = evidence.attributed();
        let organic_change = organic.as_ref().map(|organic| organic.effect.cumulative);
        let mut report = Self {
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
            cannibalisation: per(organic_change.map(Estimate::negated), attributed, Reason::NoRevenue),
            organic_change,
            published,
            spend,
            attributed,
            placebos: total.placebos.iter().map(|placebo| tried(sales, placebo, settings.level)).collect(),
            widening: total.widening,
            detectable: total.smallest_detectable(),
            detectable_share: total.smallest_detectable() / total.effect.expected.mean.abs().max(f64::MIN_POSITIVE),
            diagnostics: total.diagnostics,
            is_log: total.is_log,
            inclusion: inclusion(settings, total),
            words: Vec::new(),
        };
        report.words = words::of(&report, settings, &sales.dataset.manifest().currency);
        report
    }
}

fn inclusion(settings: &Settings, total: &Impact) -> Vec<(String, f64)> {
    settings.controls.iter().cloned().zip(total.inclusion.iter().copied()).collect()
}

fn per(estimate: Option<Estimate>, amount: f64, reason: Reason) -> Share {
    match estimate {
        Some(estimate) if amount > 0.0 => Share::Of(estimate.per(amount)),
        Some(_) => Share::None(reason),
        None => Share::Unknown,
    }
}

fn line(sales: &Sales<'_>, settings: &Settings, at: usize, row: &Row) -> DayLine {
    let day = sales.day(at);
    let part = match day {
        day if day < settings.days.from => Part::Before,
        day if day <= settings.days.to => Part::During,
        _ => Part::Tail,
    };
    DayLine { day, part, is_masked: settings.is_masked(day), row: *row }
}

fn tried(sales: &Sales<'_>, placebo: &Placebo, level: f64) -> Tried {
    let days = Period { from: sales.day(placebo.window.start), to: sales.day(placebo.window.end - 1) };
    Tried { days, effect: placebo.estimate(level), z: placebo.z() }
}

/// What the dashboard says of the brand on the days that count: the same formula, the same method.
fn published(sales: &Sales<'_>, settings: &Settings) -> Numbers {
    let mut selection = Selection::default();
    selection.choose(Dimension::Brand, &settings.brand);
    (selection.from, selection.to) = (Some(settings.days.from), Some(settings.effect_to));
    let question = Question { selection, ..Question::default() };
    let all = totals(&sales.dataset.query(&question), &question);
    let shown = ["revenue", "spend", "baseline", "incremental_revenue", "incremental_roas", "roas"];
    all.into_iter().filter(|(id, _)| shown.contains(id)).collect()
}

fn amount(numbers: &Numbers, id: &str) -> f64 {
    let found = numbers.iter().find(|(name, _)| *name == id).map(|(_, value)| *value);
    match found {
        Some(Value::Money(micros)) => micros as f64 / MICROS_PER_UNIT as f64,
        _ => 0.0,
    }
}
