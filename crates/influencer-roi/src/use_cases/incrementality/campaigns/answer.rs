//! The measured campaigns of a selection.

use std::sync::Arc;

use definitions::{Dimension, Margin, Measure, Question, Selection, Value};
use lift::impact::IntervalEstimate;
use store::{Manifest, StoreError};

use super::super::{asked, report::PerUnit, reporting::amount, sentences};
use super::calendar::{BrandDays, calendar};
use super::line::{CampaignLine, whole};
use super::measuring::{MAX_CAMPAIGNS, runs_within};
use super::portfolio::{Pooled, Portfolio};
use super::run::{Run, RunState};
use crate::use_cases::{
    UseCases,
    dashboard::answer::{Numbers, Warning, totals, warnings},
};

/// What is answered about a selection.
pub(crate) struct MeasuredCampaigns {
    pub(crate) manifest: Manifest,
    pub(crate) selection: Selection,
    pub(crate) state: RunState,
    pub(crate) done: usize,
    pub(crate) total: usize,
    pub(crate) doing: String,
    pub(crate) warnings: Vec<Warning>,
    /// The campaigns of the selection that are worked out, the largest spend first.
    pub(crate) lines: Vec<MeasuredLine>,
    /// Nothing until all are worked out, and where none is estimated.
    pub(crate) portfolio: Option<Portfolio>,
    pub(crate) pooled: Option<Arc<Pooled>>,
    pub(crate) others: Option<Others>,
    /// Revenue, orders and spend of the selection's brands and days that belong to no campaign listed here.
    pub(crate) rest: Numbers,
    /// Nothing where margins differ by brand.
    pub(crate) margin: Option<f64>,
    /// The answer in sentences.
    pub(crate) words: Vec<String>,
    /// How many questions were asked of the version beside these.
    pub(crate) questions: u32,
    /// What their brands sold day by day; empty where it was not asked for.
    pub(crate) calendar: Vec<BrandDays>,
}

impl MeasuredCampaigns {
    /// The same with what the brands sold day by day.
    pub(crate) fn with_calendar(mut self, run: &Run) -> Self {
        let brands = self.lines.iter().map(|measured| &*measured.line.brand);
        self.calendar = calendar(&run.dataset, brands);
        self
    }
}

/// A campaign with what depends on more than itself.
pub(crate) struct MeasuredLine {
    pub(crate) line: Arc<CampaignLine>,
    /// Revenue times margin.
    pub(crate) contribution: Value,
    /// Its factor in the light of the others.
    pub(crate) pooled: Option<IntervalEstimate>,
}

/// The campaigns that cannot be estimated.
pub(crate) struct Others {
    pub(crate) campaigns: usize,
    pub(crate) revenue: f64,
    /// What they would have brought if the shared factor were theirs, too.
    pub(crate) incremental: IntervalEstimate,
}

impl UseCases {
    /// Begins to measure the campaigns of a version, or finds the run that is there.
    pub(crate) fn measure_campaigns(&self, dataset: Option<&str>) -> Result<Arc<Run>, StoreError> {
        Ok(self.campaign_runs.begun(&self.data_folder, self.data_folder.dataset(dataset)?))
    }

    /// The same of a version that has just been made, in the place of all others. That it cannot be done is reported where it is asked
    /// for.
    pub(crate) fn measure_campaigns_early(&self, id: &str) {
        self.campaign_runs.cancel_others(id);
        if let Err(error) = self.measure_campaigns(Some(id)) {
            tracing::info!("the campaigns are not measured yet: {error}");
        }
    }

    /// What all measured campaigns of a version share, with how many they are; nothing until they are measured. Starts nothing.
    pub(crate) fn new_share(&self, id: &str) -> Option<(IntervalEstimate, usize)> {
        let pooled = self.campaign_runs.found(id)?.now().pooled?;
        Some((pooled.factor, pooled.campaigns))
    }

    /// Stops measuring a version.
    pub(crate) fn cancel_campaigns(&self, dataset: Option<&str>) -> Result<(), StoreError> {
        self.campaign_runs.cancel(&self.data_folder.dataset(dataset)?.manifest().id);
        Ok(())
    }

    /// What is known of a selection's campaigns at this moment.
    pub(crate) fn measured_campaigns(&self, run: &Run, question: &Question) -> MeasuredCampaigns {
        let now = run.now();
        let selection = &question.selection;
        let margins = self.with_margins(question.clone(), &run.dataset).margins;
        let is_ready = now.state == RunState::Ready;
        let pooled = now.pooled;
        let done = now.lines.len();
        let is_chosen = |(_, line): &(usize, Arc<CampaignLine>)| is_chosen(line, selection);
        let measured = |(at, line): (usize, Arc<CampaignLine>)| MeasuredLine {
            contribution: Value::Money(line.contribution(&margins)),
            pooled: pooled.as_ref().and_then(|pooled| pooled.of_line(at)),
            line,
        };
        let lines: Vec<MeasuredLine> = now.lines.into_iter().enumerate().filter(is_chosen).map(measured).collect();
        let chosen: Vec<&CampaignLine> = lines.iter().map(|measured| &*measured.line).collect();
        let portfolio = if is_ready { Portfolio::new(&chosen, &margins) } else { None };
        let others = pooled.as_ref().and_then(|pooled| Others::new(&chosen, pooled));
        let currency = &run.dataset.manifest().currency;
        let mut words =
            if is_ready { words(&chosen, portfolio.as_ref(), others.as_ref(), currency) } else { Vec::new() };
        let questions = self.questions_asked(&run.dataset.manifest().id);
        if let Some(portfolio) = &portfolio {
            words.extend(asked::of_campaigns(portfolio.campaigns, questions));
        }
        MeasuredCampaigns {
            manifest: run.dataset.manifest().clone(),
            selection: selection.clone(),
            state: now.state,
            done,
            total: now.total,
            doing: now.doing,
            warnings: whole_campaigns(run, question),
            rest: rest(run, selection, &chosen),
            portfolio,
            others,
            pooled,
            lines,
            margin: margins.common().map(Margin::part),
            words,
            questions,
            calendar: Vec::new(),
        }
    }
}

/// Brand, campaign and period choose campaigns; nothing else does.
fn is_chosen(line: &CampaignLine, selection: &Selection) -> bool {
    selection.takes(Dimension::Brand, &line.brand)
        && selection.takes(Dimension::Campaign, &line.campaign)
        && runs_within(line.days, selection)
}

/// The usual warnings of a selection, and that lift is measured for whole campaigns where it asks for parts of them.
fn whole_campaigns(run: &Run, question: &Question) -> Vec<Warning> {
    let selection = &question.selection;
    let unknown = warnings(&run.dataset, &run.dataset.query(question), question);
    let mut noted: Vec<Warning> = unknown.into_iter().filter(|warning| warning.code == "unknown_value").collect();
    let more = run.dataset.campaigns().len().saturating_sub(MAX_CAMPAIGNS);
    if more > 0 {
        let message =
            format!("{more} more campaigns are not listed: the {MAX_CAMPAIGNS} with the largest spend are measured.");
        noted.push(Warning { code: "more_campaigns", message });
    }
    if selection.filters_influencers() || !selection.values(Dimension::Product).is_empty() {
        let message = "Lift is measured for whole campaigns: filters of influencers and products choose none of it.";
        noted.push(Warning { code: "whole_campaigns", message: message.to_owned() });
    }
    noted
}

/// What the brands sold and were paid for beside these campaigns; under a choice of campaigns or days there is no such rest.
fn rest(run: &Run, selection: &Selection, lines: &[&CampaignLine]) -> Numbers {
    let is_whole =
        selection.values(Dimension::Campaign).is_empty() && selection.from.is_none() && selection.to.is_none();
    if !is_whole {
        return Vec::new();
    }
    let mut brands = Selection::default();
    selection.values(Dimension::Brand).iter().for_each(|brand| brands.choose(Dimension::Brand, brand));
    let question = Question { selection: brands, ..Question::default() };
    let all = totals(&run.dataset.query(&question), &question);
    // What does not name a brand is not among what a choice of brands counts.
    let elsewhere =
        |line: &&CampaignLine| if question.selection.filters_sales() { line.spend_without_brand } else { 0 };
    let elsewhere: i64 = lines.iter().map(elsewhere).sum();
    let of_lines = |id| {
        let sum: i64 = lines.iter().map(|line| whole(&line.numbers, id)).sum();
        if id == Measure::Spend.id() { sum - elsewhere } else { sum }
    };
    let less = |(id, value): (&'static str, Value)| match value {
        Value::Money(all) => Some((id, Value::Money(all - of_lines(id)))),
        Value::Count(all) => Some((id, Value::Count(all - of_lines(id)))),
        Value::Quotient(_) | Value::Missing(_) => None,
    };
    all.into_iter().filter(|(id, _)| ["revenue", "orders", "spend"].contains(id)).filter_map(less).collect()
}

impl Others {
    /// Nothing where every campaign is estimated, or none of the others has credited revenue.
    fn new(lines: &[&CampaignLine], pooled: &Pooled) -> Option<Self> {
        let credited = |line: &&&CampaignLine| amount(&line.numbers, "revenue") > 0.0;
        let others: Vec<f64> = lines
            .iter()
            .filter(|line| line.lift.is_none())
            .filter(credited)
            .map(|line| amount(&line.numbers, "revenue"))
            .collect();
        let incremental = pooled.predicted(&others);
        (!others.is_empty()).then(|| Self { campaigns: others.len(), revenue: others.iter().sum(), incremental })
    }
}

/// What the numbers support, in the order it is read.
fn words(
    lines: &[&CampaignLine],
    portfolio: Option<&Portfolio>,
    others: Option<&Others>,
    currency: &str,
) -> Vec<String> {
    let money = |amount: f64| sentences::money(amount, currency);
    let mut words = Vec::new();
    match portfolio {
        Some(portfolio) => {
            words.push(brought(portfolio, &money));
            words.extend(left_out(portfolio, &money));
        }
        None if lines.is_empty() => words.push("No campaign is in this selection.".to_owned()),
        None => {
            words.push("No campaign of this selection can be estimated; each line says why and what to do.".to_owned())
        }
    }
    words.extend(others.map(|Others { campaigns, incremental, .. }| {
        let (mean, lower, upper) = (money(incremental.mean), money(incremental.lower), money(incremental.upper));
        let campaigns = counted(*campaigns);
        format!(
            "{campaigns} could not be estimated. At the shared factor of the others that would be {mean} ({lower} to {upper}): an assumption, not a measurement."
        )
    }));
    words
}

fn brought(portfolio: &Portfolio, money: &impl Fn(f64) -> String) -> String {
    let Portfolio { campaigns, incremental, incremental_roas, .. } = portfolio;
    let IntervalEstimate { mean, lower, upper, .. } = *incremental;
    let (mean, range) = (money(mean), format!("{} to {}", money(lower), money(upper)));
    let campaigns = counted(*campaigns);
    let per_paid = match incremental_roas {
        PerUnit::Of(IntervalEstimate { mean, lower, upper, .. }) => {
            format!(" That is {mean:.2} for each {} paid ({lower:.2} to {upper:.2}).", money(1.0))
        }
        PerUnit::None(_) | PerUnit::Unknown => String::new(),
    };
    if lower > 0.0 {
        return format!(
            "{campaigns} brought {mean} that would not have come otherwise ({range} with 90 % probability, if nothing else changed on those days).{per_paid}"
        );
    }
    format!(
        "What {campaigns} brought, {mean}, cannot be distinguished from zero ({range} with 90 % probability).{per_paid}"
    )
}

/// What was paid for days that are left out brought something, too: neither is counted.
fn left_out(portfolio: &Portfolio, money: &impl Fn(f64) -> String) -> Option<String> {
    let paid = amount(&portfolio.numbers, "spend") - portfolio.measured_spend;
    (paid >= 1.0).then(|| {
        format!("{} of the spend lies on days that are left out, such as festivals: what these days brought is not counted either.", money(paid))
    })
}

fn counted(campaigns: usize) -> String {
    if campaigns == 1 { "1 campaign".to_owned() } else { format!("{campaigns} campaigns") }
}
