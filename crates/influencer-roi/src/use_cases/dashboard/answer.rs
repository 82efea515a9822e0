//! The dashboard: one question, every panel's numbers from one pass over the data.

use std::sync::Arc;

use cube::Facet;
use definitions::{
    AgainstDataset, Aggregates, BaselineDays, Compared, Day, DaySums, Dimension, InfluencerLine, Measure, Method,
    Panels, Profile, Question, Reason, Scope, Value, change, estimate, grouped, metric,
};
use store::{Dataset, Manifest, StoreError};

use super::{
    by_verdict::OfVerdict,
    facets::counted,
    insights::Insight,
    platforms::{PlatformLine, Platforms},
    ranked::{bottom, top},
    standing::dataset_roas,
    table::{Row, Table},
};
use crate::use_cases::{
    UseCases,
    estimates::{Estimated, Estimates},
};

/// Numbers by their API name, in the order answers list them.
pub(crate) type Numbers = Vec<(&'static str, Value)>;

/// Everything the page draws.
pub(crate) struct Dashboard {
    pub(crate) manifest: Manifest,
    pub(crate) question: Question,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) totals: Numbers,
    /// What lines stand above or below.
    pub(crate) dataset_roas: Value,
    pub(crate) comparison: Option<Comparison>,
    pub(crate) charts: RankedCharts,
    pub(crate) influencers: Vec<Line>,
    pub(crate) influencers_total: usize,
    pub(crate) daily: Vec<DaySums>,
    pub(crate) panels: Option<Charts>,
    pub(crate) facets: Option<Vec<Facet>>,
    /// Where the question has them.
    pub(crate) estimates: Option<Arc<Estimates>>,
    /// What follows from the estimates.
    pub(crate) findings: Option<Findings>,
}

/// What the estimates of all lines say together, whatever verdicts the table is narrowed to.
pub(crate) struct Findings {
    pub(crate) insights: Vec<Insight>,
    pub(crate) verdicts: Vec<OfVerdict>,
}

/// What is drawn by platform and by rank.
pub(crate) struct RankedCharts {
    pub(crate) platforms: Vec<PlatformLine>,
    /// What the platforms add up to.
    pub(crate) platforms_total: Scope,
    pub(crate) top_influencers: Vec<Line>,
    pub(crate) bottom_influencers: Vec<Line>,
}

/// Each chart without the clause that it filters by itself.
pub(crate) struct Charts {
    pub(crate) ranked: RankedCharts,
    pub(crate) daily: Vec<DaySums>,
}

/// Something the reader of the numbers should know.
pub(crate) struct Warning {
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

/// The same totals in the period that is compared with.
pub(crate) struct Comparison {
    pub(crate) period: Compared,
    pub(crate) totals: Numbers,
    /// How much each of the totals changed since.
    pub(crate) change: Numbers,
    /// Each shown day with the day it is compared with.
    pub(crate) daily: Vec<(Day, DaySums)>,
}

/// One influencer's line.
pub(crate) struct Line {
    pub(crate) profile: Arc<Profile>,
    /// Where its ROAS stands against the whole dataset's.
    pub(crate) against: Option<AgainstDataset>,
    /// What its measures and metrics are computed from.
    pub(crate) scope: Scope,
    /// Where the question has them.
    pub(crate) estimate: Option<Estimated>,
}

impl Line {
    /// A measure, a metric or an estimate by its API name.
    pub(crate) fn number(&self, id: &str) -> Option<Value> {
        let is_named = |measure: &Measure| measure.id() == id;
        if let Some(measure) = Measure::OF_INFLUENCERS.into_iter().find(is_named) {
            return Some(self.scope.measure(measure));
        }
        let estimated = || Some(self.estimate?.value(estimate(id)?));
        metric(id).map(|metric| self.scope.metric(metric)).or_else(estimated)
    }
}

impl UseCases {
    /// Answers a question with the part of the table it asks for.
    pub(crate) fn dashboard(&self, question: &Question) -> Result<Dashboard, StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        let mut aggregates = dataset.query(question);
        let panels = aggregates.panels.take();
        let totals = totals(&aggregates, question);
        let mut warnings = warnings(&dataset, &aggregates, question);
        let comparison = comparison(&dataset, question, &aggregates, &totals);
        warnings.extend(comparison.as_ref().and_then(|comparison| outside(&dataset, comparison)));
        let estimates = self.estimates(&dataset, question, &aggregates);
        let table = Table::new(&dataset, &aggregates, question).with_estimates(estimates.as_deref());
        let (offset, limit) = (question.table.offset, question.table.limit);
        let page = table.first_ordered(offset.saturating_add(limit)).into_iter().skip(offset);
        let platforms =
            Platforms { dataset: &dataset, aggregates: &aggregates, question, estimates: estimates.as_deref() };
        let ranked = |of_platforms: &[InfluencerLine], of_bars: &[InfluencerLine]| RankedCharts {
            platforms: platforms.lines(self, of_platforms),
            platforms_total: platforms.total(of_platforms),
            top_influencers: bars(table, of_bars, top(of_bars)),
            bottom_influencers: bars(table, of_bars, bottom(of_bars)),
        };
        let charts =
            |panels: Panels| Charts { ranked: ranked(&panels.platforms, &panels.influencers), daily: panels.daily };
        let shown = ranked(&aggregates.lines, &aggregates.lines);
        let findings = estimates.as_deref().map(|estimates| {
            let verdicts = OfVerdict::all(&aggregates, estimates);
            Findings { insights: Insight::all(question, &verdicts, &shown.platforms), verdicts }
        });
        Ok(Dashboard {
            manifest: dataset.manifest().clone(),
            question: question.clone(),
            warnings,
            totals,
            dataset_roas: dataset_roas(&dataset),
            comparison,
            charts: shown,
            influencers: page.map(|found| line(&table.row(found))).collect(),
            influencers_total: table.len(),
            facets: aggregates.facets.as_ref().map(|counts| counted(&dataset, counts).collect()),
            panels: panels.map(charts),
            daily: aggregates.daily,
            estimates,
            findings,
        })
    }
}

pub(crate) fn line(row: &Row<'_>) -> Line {
    Line { profile: Arc::clone(row.profile), against: row.against, scope: row.scope, estimate: row.estimate.copied() }
}

/// The found ones of all lines, with their shares of all of them.
fn bars(table: Table<'_>, all: &[InfluencerLine], found: Vec<&InfluencerLine>) -> Vec<Line> {
    let table = table.with_shares_of(all.iter().map(|line| line.sums[Measure::Revenue]).sum());
    found.into_iter().map(|found| line(&table.row(found))).collect()
}

pub(crate) fn totals(aggregates: &Aggregates, question: &Question) -> Numbers {
    let scope = aggregates.totals_scope(question);
    let measures = Measure::ALL.into_iter().map(|measure| (measure.id(), scope.measure(measure)));
    let mut totals: Numbers = measures.chain(scope.metrics().map(|(metric, value)| (metric.id, value))).collect();
    totals.push(("unallocated_spend", Value::Money(aggregates.totals.unallocated_spend)));
    totals.push(("unassigned_baseline", Value::Money(aggregates.totals.unassigned_baseline)));
    totals.push(("organic_outside_campaigns", Value::Money(aggregates.totals.organic_outside_campaigns)));
    let readings = BaselineDays::ALL.map(|days| (days.incremental_roas(), aggregates.incremental_roas(question, days)));
    totals.extend(readings);
    totals
}

/// The days of the question, as far as the data reaches where it names none.
fn period(dataset: &Dataset, question: &Question) -> Option<(Day, Day)> {
    let day = |text: &Option<String>| text.as_deref().and_then(|text| Day::parse(text).ok());
    let from = question.selection.from.or(day(&dataset.manifest().first_day))?;
    let to = question.selection.to.or(day(&dataset.manifest().last_day))?;
    Some((from, to))
}

fn comparison(dataset: &Dataset, question: &Question, shown: &Aggregates, now: &Numbers) -> Option<Comparison> {
    let (from, to) = period(dataset, question)?;
    let period = question.compare.with(from, to)?;
    let mut compared = Question { include: definitions::Include::default(), ..question.clone() };
    (compared.selection.from, compared.selection.to) = (Some(period.from), Some(period.to));
    let aggregates = dataset.query(&compared);
    let totals = totals(&aggregates, &compared);
    let in_data = !aggregates.daily.is_empty();
    let change_of = |((id, now), (_, before)): (&(&'static str, Value), &(&'static str, Value))| {
        (*id, if in_data { change(*now, *before) } else { Value::Missing(Reason::NotInData) })
    };
    let beside = |day: &DaySums| {
        let compared = period.beside(day.day)?;
        let first = aggregates.daily.first()?.day.number();
        let at = usize::try_from(compared.number() - first).ok()?;
        Some((day.day, *aggregates.daily.get(at)?))
    };
    let daily = shown.daily.iter().filter_map(beside).collect();
    Some(Comparison { change: now.iter().zip(&totals).map(change_of).collect(), period, daily, totals })
}

/// A warning where the compared days reach beyond the data.
fn outside(dataset: &Dataset, comparison: &Comparison) -> Option<Warning> {
    let (first, last) = (dataset.manifest().first_day.as_deref()?, dataset.manifest().last_day.as_deref()?);
    let (from, to) = (comparison.period.from.to_string(), comparison.period.to.to_string());
    let reaches = (first..=last).contains(&from.as_str()) && (first..=last).contains(&to.as_str());
    let message = || format!("The compared days, {from} to {to}, reach beyond the data, which has {first} to {last}.");
    (!reaches).then(|| Warning { code: "compared_outside_data", message: message() })
}

pub(crate) fn warnings(dataset: &Dataset, aggregates: &Aggregates, question: &Question) -> Vec<Warning> {
    let mut warnings = unknown_values(dataset, question);
    let mut warn = |code, message| warnings.push(Warning { code, message });
    let selection = &question.selection;
    if selection.from.zip(selection.to).is_some_and(|(from, to)| from > to) {
        warn("empty_period", "The first day is after the last day, so no day is chosen.".to_owned());
    }
    if !aggregates.has_organic {
        let message = "The data has no organic sales, so there is no baseline and no incremental number.";
        warn("no_baseline", message.to_owned());
    } else if !aggregates.has_organic_in_scope {
        warn("no_organic_in_scope", "No organic sale lies in this selection: the baseline is 0.".to_owned());
    }
    if question.method == Method::Literal && selection.filters_sales() {
        let message = "Literal: spend is that of the whole company, all payouts of the selected influencers, whatever brand, product, campaign or days are chosen.";
        warn("literal_spend", message.to_owned());
    }
    let amount = |micros: i64| format!("{} {}", dataset.manifest().currency, grouped(micros));
    let totals = &aggregates.totals;
    if question.method == Method::Allocated && totals.unallocated_spend != 0 && selection.filters_sales() {
        let left_out = amount(totals.unallocated_spend);
        let message = format!(
            "{left_out} of payouts lie on no sale and do not name what is chosen, so they are not counted here."
        );
        warn("unallocated_spend", message);
    }
    let filters_shares = selection.filters_influencers() || !selection.values(Dimension::Campaign).is_empty();
    if question.method == Method::Allocated && totals.unassigned_baseline != 0 && filters_shares {
        let left_out = amount(totals.unassigned_baseline);
        let message = format!(
            "{left_out} of organic sales belong to brands that no influencer sold in these days, so no influencer's baseline counts them."
        );
        warn("unassigned_baseline", message);
    }
    warnings
}

/// What is chosen and nothing in the data is called.
pub(crate) fn unknown_values(dataset: &Dataset, question: &Question) -> Vec<Warning> {
    let unknown = |label: &str, value: &str| Warning {
        code: "unknown_value",
        message: format!("{label}: nothing in the data is called \"{value}\"."),
    };
    let of = |dimension: Dimension| {
        let values = question.selection.values(dimension).iter();
        let values = values.filter(move |value| !dataset.knows(dimension, value));
        values.map(move |value| unknown(dimension.label(), value))
    };
    let brands = question.margins.brands.keys().filter(|brand| !dataset.knows(Dimension::Brand, brand));
    let of_margins = brands.map(|brand| unknown("Margin of a brand", brand));
    let dimensions = Dimension::ALL.into_iter().filter(|dimension| *dimension != Dimension::Tier);
    dimensions.flat_map(of).chain(of_margins).collect()
}
