//! One campaign from its name to its line: the question of its report, as the data propose it.

use definitions::{BLANK, Dimension, Measure, Question, Reason, Selection};
use lift::impact::Refusal;
use store::Dataset;

use super::super::checks::{Check, CheckState, checks};
use super::super::data::{Period, Sales};
use super::super::estimating::{Estimated, Evidence, Progress, estimate};
use super::super::job;
use super::super::reporting::{self, per};
use super::super::settings::{EstimateRequest, EstimateSettings};
use super::super::spend::{own, own_spend};
use super::line::{CampaignLine, CountedDay, Finding, Lift, LineState};
use super::stored::StoredEstimate;
use crate::use_cases::dashboard::answer::{Numbers, totals};

/// A campaign by brand and name.
pub(super) type Name = (String, String);

/// Where estimates come from that need not be made, and go to that were.
pub(super) trait EstimateStore: Progress {
    fn find(&self, question: &str) -> Option<StoredEstimate>;
    fn store(&self, question: String, estimate: &StoredEstimate);
}

/// The most campaigns of a version that are measured.
pub(super) const MAX_CAMPAIGNS: usize = 500;

/// The campaigns of a version, the largest spend first, as many as are measured.
pub(super) fn names(dataset: &Dataset) -> Vec<Name> {
    let mut campaigns = dataset.campaigns();
    campaigns.sort_by_key(|campaign| (-campaign.spend, -campaign.revenue));
    campaigns.truncate(MAX_CAMPAIGNS);
    campaigns.iter().map(|campaign| (campaign.brand.to_owned(), campaign.campaign.to_owned())).collect()
}

/// The line of one campaign; nothing once it is cancelled, or where the campaign is not in the data.
pub(super) fn measured(dataset: &Dataset, (brand, campaign): &Name, store: &dyn EstimateStore) -> Option<CampaignLine> {
    let sales = Sales::from_dataset(dataset)?;
    let request = EstimateRequest { brand: brand.clone(), campaign: campaign.clone(), ..EstimateRequest::default() };
    let settings = EstimateSettings::complete(&request, &sales).ok()?;
    let evidence = Evidence::collect(&sales, &settings);
    let checks = checks(&sales, &settings, &evidence);
    let asked = Asked { sales: &sales, settings: &settings, evidence: &evidence };
    let refusal = (campaign == BLANK).then(no_campaign).or_else(|| first(&checks, CheckState::Refused));
    let (lift, refusal) = match refusal {
        Some(refusal) => (None, Some(refusal)),
        None => match asked.lift(store) {
            Ok(lift) => (Some(lift), None),
            Err(Refusal::Cancelled) => return None,
            Err(refusal) => (None, Some(no_model(&refusal))),
        },
    };
    let spend_without_brand = own(&sales, &settings).map_or(0, |own| own.spend_without_brand);
    let warnings = checks.iter().filter(|check| check.state == CheckState::Warning).count();
    let state = match (&lift, warnings) {
        (None, _) => LineState::NotEstimable,
        (Some(_), 0) => LineState::Estimated,
        (Some(_), _) => LineState::EstimatedWithWarnings,
    };
    Some(CampaignLine {
        brand: brand.clone(),
        campaign: campaign.clone(),
        days: settings.days,
        effect_to: settings.effect_to,
        masked: settings.masked.clone(),
        numbers: numbers(dataset, brand, campaign, spend_without_brand),
        spend_without_brand,
        published: reporting::published(&sales, &settings),
        state,
        reason: refusal.or_else(|| first(&checks, CheckState::Warning)),
        warnings,
        lift,
    })
}

/// A question as its report would ask it.
struct Asked<'a> {
    sales: &'a Sales<'a>,
    settings: &'a EstimateSettings,
    evidence: &'a Evidence,
}

impl Asked<'_> {
    fn lift(&self, store: &dyn EstimateStore) -> Result<Lift, Refusal> {
        let question = job::id(self.settings, &self.sales.dataset.manifest().content_hash);
        if let Some(stored) = store.find(&question) {
            return Ok(self.of_stored(&stored));
        }
        let estimated = estimate(self.evidence, self.settings.level, &SilentProgress(store))?;
        let report = reporting::report(self.sales, self.settings, self.evidence, &estimated);
        let effect = |(row, line): (usize, &lift::impact::Row)| Some((row, line.effect?.mean));
        let effects = estimated.total.rows.iter().enumerate().filter_map(effect).collect();
        let stored = StoredEstimate::new(report.incremental, report.expected.mean, report.spend, effects);
        store.store(question, &stored);
        Ok(self.of_stored(&stored))
    }

    fn of_stored(&self, stored: &StoredEstimate) -> Lift {
        let (incremental, attributed) = (stored.incremental(), self.evidence.attributed());
        let day = |(row, effect): &(usize, f64)| CountedDay {
            day: self.sales.day(*row),
            effect: *effect,
            credited: self.evidence.influencer.get(*row).copied().unwrap_or_default(),
        };
        Lift {
            incremental,
            incremental_roas: per(Some(incremental), stored.spend, Reason::NoSpend),
            factor: per(Some(incremental), attributed, Reason::NoRevenue),
            measured_spend: own_spend(self.sales, self.settings),
            expected: stored.expected,
            attributed,
            days: stored.effects.iter().map(day).collect(),
        }
    }
}

/// Steps of one estimate are not reported: the campaigns are counted.
struct SilentProgress<'p>(&'p dyn EstimateStore);

impl Progress for SilentProgress<'_> {
    fn at(&self, _done: usize, _total: usize, _doing: String) {}

    fn first_look(&self, _estimated: Estimated) {}

    fn goes_on(&self) -> bool {
        self.0.goes_on()
    }
}

/// The dashboard's numbers of the whole campaign, with what was paid for it by payments that do not name its brand.
fn numbers(dataset: &Dataset, brand: &str, campaign: &str, spend_without_brand: i64) -> Numbers {
    let mut selection = Selection::default();
    selection.choose(Dimension::Brand, brand);
    selection.choose(Dimension::Campaign, campaign);
    let question = Question { selection, ..Question::default() };
    let shown = ["revenue", "orders", "spend", "roas"];
    let mut aggregates = dataset.query(&question);
    aggregates.totals.sums[Measure::Spend] += spend_without_brand;
    totals(&aggregates, &question).into_iter().filter(|(id, _)| shown.contains(id)).collect()
}

fn first(checks: &[Check], state: CheckState) -> Option<Finding> {
    let check = checks.iter().find(|check| check.state == state)?;
    let Check { id, title, found, fix, proposal, .. } = check.clone();
    Some(Finding { id, title, found, fix, proposal })
}

fn no_campaign() -> Finding {
    Finding {
        id: "no_campaign",
        title: "The sales name their campaign",
        found: "these sales name no campaign, so there is no first day to compare with the days before".to_owned(),
        fix: Some("Name the campaign in the tracking file and upload it again.".to_owned()),
        proposal: None,
    }
}

fn no_model(refusal: &Refusal) -> Finding {
    let fix = Some("Open its report and choose other days, or other brands to compare with.".to_owned());
    Finding { id: "model", title: "The days can be modelled", found: refusal.to_string(), fix, proposal: None }
}

/// Whether a campaign has a day in the chosen period.
pub(super) fn runs_within(days: Period, selection: &Selection) -> bool {
    selection.from.is_none_or(|from| from <= days.to) && selection.to.is_none_or(|to| days.from <= to)
}
