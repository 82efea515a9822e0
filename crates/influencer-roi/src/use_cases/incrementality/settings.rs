//! The settings of an estimate: what was requested, completed by what the data propose.

use cube::CampaignSales;
use definitions::{Day, Margin, Margins};
use serde::Deserialize;

use super::LEVEL;
use super::data::{Period, Sales, TAIL_DAYS_USUAL};
use super::proposal::{self, Proposed};

/// A request; what is left out is proposed from the data.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct EstimateRequest {
    pub(crate) dataset: Option<String>,
    pub(crate) brand: String,
    pub(crate) campaign: String,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) tail_days: Option<u32>,
    pub(crate) controls: Option<Vec<String>>,
    pub(crate) masked: Option<Vec<RequestedDays>>,
    pub(crate) usual_campaigns: Option<Vec<String>>,
    pub(crate) level: Option<f64>,
}

/// Days as they were written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestedDays {
    from: String,
    to: String,
}

/// Complete settings.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EstimateSettings {
    pub(crate) dataset: String,
    pub(crate) brand: String,
    pub(crate) campaign: String,
    /// The campaign's first and last day, as far as it is measured.
    pub(crate) days: Period,
    /// All days of the campaign, as its sales show them.
    pub(crate) campaign_days: Period,
    pub(crate) tail_days: u32,
    /// The last day whose effect counts.
    pub(crate) effect_to: Day,
    pub(crate) controls: Vec<String>,
    /// Brands that could be controls.
    pub(crate) controls_possible: Vec<String>,
    /// Days that count neither before nor after.
    pub(crate) masked: Vec<Period>,
    /// Campaigns of the brand that count with organic sales: codes that always sell a little, coded orders without a campaign.
    pub(crate) usual_campaigns: Vec<String>,
    /// The days before.
    pub(crate) before: Period,
    /// How likely intervals are to hold the truth.
    pub(crate) level: f64,
    /// The part of the brand's revenue that is earned: it says what breaks even.
    pub(crate) margin: Margin,
}

/// A question that cannot be asked of this data.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum SettingsError {
    #[error("there is no day with sales in this data. Load tracking rows with dates.")]
    NoDays,
    #[error(
        "there is no campaign \"{campaign}\" of brand \"{brand}\" in this data. GET /api/v1/incrementality lists them."
    )]
    NoSuchCampaign { brand: String, campaign: String },
    #[error("{name}: found \"{found}\", expected {expected}.")]
    BadValue { name: &'static str, found: String, expected: String },
}

pub(super) const MAX_TAIL_DAYS: u32 = 60;

impl EstimateSettings {
    pub(super) fn complete(request: &EstimateRequest, sales: &Sales<'_>) -> Result<Self, SettingsError> {
        let campaign = find(request, sales)?;
        let usual_campaigns = usual_campaigns(request, sales)?;
        let tail_days = request.tail_days.unwrap_or(TAIL_DAYS_USUAL);
        if tail_days > MAX_TAIL_DAYS {
            return Err(bad("tail_days", &tail_days.to_string(), &format!("0 to {MAX_TAIL_DAYS} days")));
        }
        let campaign_days = Sales::span(campaign);
        let whole = Proposed {
            sales,
            brand: &request.brand,
            campaign: &request.campaign,
            days: days(request, campaign_days, sales)?,
            tail_days,
            is_end_fixed: request.to.is_some(),
            usual: &usual_campaigns,
        };
        // In one order, each day once, so that the same question has the same answer.
        let requested = request.masked.as_ref().map(|masked| masked.iter().map(|days| period("masked", days)));
        let requested = requested.map(|masked| masked.collect::<Result<Vec<Period>, _>>()).transpose()?;
        let masked = |proposed: &Proposed<'_>| match &requested {
            Some(requested) => proposal::joined(requested.clone()),
            None => proposal::masked(proposed),
        };
        let masked_of_whole = masked(&whole);
        let to = whole.end(&masked_of_whole);
        let proposed = Proposed { days: Period { to, ..whole.days }, ..whole };
        let window = proposed.window();
        let mut masked = if to == whole.days.to { masked_of_whole } else { masked(&proposed) };
        let controls_possible: Vec<String> =
            sales.brands().iter().filter(|brand| **brand != request.brand).cloned().collect();
        let mut controls = match &request.controls {
            Some(requested) => known("controls", requested, &controls_possible, "other brands with organic sales")?,
            None => proposal::controls(sales, &controls_possible, window),
        };
        let given_up = proposal::given_up(&proposed, &controls, &masked);
        if request.controls.is_none() {
            controls.retain(|control| !given_up.controls.contains(control));
        }
        if request.masked.is_none() {
            masked = proposal::joined(masked.into_iter().chain(given_up.days).collect());
        }
        Ok(Self {
            dataset: sales.dataset.manifest().id.clone(),
            brand: request.brand.clone(),
            campaign: request.campaign.clone(),
            days: proposed.days,
            campaign_days,
            tail_days,
            effect_to: window.to,
            controls,
            controls_possible,
            masked,
            before: Period { from: sales.days.from, to: window.from.plus(-1) },
            usual_campaigns,
            level: level(request)?,
            margin: Margin::WHOLE,
        })
    }

    /// The same question where the brand earns what these margins say.
    pub(super) fn with_margins(self, margins: &Margins) -> Self {
        Self { margin: margins.of_brand(&self.brand), ..self }
    }

    /// The days whose effect counts.
    pub(crate) fn window(&self) -> Period {
        Period { from: self.days.from, to: self.effect_to }
    }

    pub(super) fn is_masked(&self, day: Day) -> bool {
        self.masked.iter().any(|days| days.has(day))
    }

    /// The same question has the same text.
    pub(super) fn canonical(&self) -> String {
        let Self {
            dataset, brand, campaign, days, effect_to, controls, masked, usual_campaigns, level, margin, ..
        } = self;
        format!(
            "{dataset:?} {brand:?} {campaign:?} {days:?} {effect_to:?} {controls:?} {masked:?} {usual_campaigns:?} {level:?} {margin:?}"
        )
    }
}

/// The campaigns that were named, or those whose sales look usual.
fn usual_campaigns(request: &EstimateRequest, sales: &Sales<'_>) -> Result<Vec<String>, SettingsError> {
    let Some(requested) = &request.usual_campaigns else {
        return Ok(proposal::usual(sales, &request.brand, &request.campaign));
    };
    let others =
        sales.campaigns.iter().filter(|other| other.brand == request.brand && other.campaign != request.campaign);
    let possible: Vec<String> = others.map(|other| other.campaign.to_owned()).collect();
    known("usual_campaigns", requested, &possible, "other campaigns of the brand")
}

fn level(request: &EstimateRequest) -> Result<f64, SettingsError> {
    let level = request.level.unwrap_or(LEVEL);
    if (0.5..=0.99).contains(&level) { Ok(level) } else { Err(bad("level", &level.to_string(), "0.5 to 0.99")) }
}

fn find<'s>(request: &EstimateRequest, sales: &'s Sales<'_>) -> Result<&'s CampaignSales<'s>, SettingsError> {
    let is_it =
        |campaign: &&CampaignSales<'_>| campaign.brand == request.brand && campaign.campaign == request.campaign;
    let none = || SettingsError::NoSuchCampaign { brand: request.brand.clone(), campaign: request.campaign.clone() };
    sales.campaigns.iter().find(is_it).ok_or_else(none)
}

fn days(request: &EstimateRequest, campaign: Period, sales: &Sales<'_>) -> Result<Period, SettingsError> {
    let or =
        |name, requested: &Option<String>, proposed| requested.as_deref().map_or(Ok(proposed), |text| day(name, text));
    let days = Period { from: or("from", &request.from, campaign.from)?, to: or("to", &request.to, campaign.to)? };
    if days.from > days.to {
        return Err(bad("to", &days.to.to_string(), &format!("{} or later", days.from)));
    }
    let Period { from: first, to: last } = sales.days;
    for (name, day) in [("from", days.from), ("to", days.to)] {
        if !sales.days.has(day) {
            return Err(bad(name, &day.to_string(), &format!("a day of the data, {first} to {last}")));
        }
    }
    Ok(days)
}

fn known(
    name: &'static str,
    requested: &[String],
    possible: &[String],
    what: &str,
) -> Result<Vec<String>, SettingsError> {
    let unknown = requested.iter().find(|requested| !possible.contains(requested));
    match unknown {
        Some(found) => Err(bad(name, found, &format!("{what}: {}", possible.join(", ")))),
        // In one order, so that the same question has the same answer.
        None => Ok(possible.iter().filter(|one| requested.contains(one)).cloned().collect()),
    }
}

fn period(name: &'static str, days: &RequestedDays) -> Result<Period, SettingsError> {
    let period = Period { from: day(name, &days.from)?, to: day(name, &days.to)? };
    if period.from > period.to {
        return Err(bad(name, &format!("{}..{}", period.from, period.to), "a first day before the last"));
    }
    Ok(period)
}

fn day(name: &'static str, text: &str) -> Result<Day, SettingsError> {
    Day::parse(text).map_err(|_| bad(name, text, "a day such as 2026-08-28"))
}

fn bad(name: &'static str, found: &str, expected: &str) -> SettingsError {
    SettingsError::BadValue { name, found: found.to_owned(), expected: expected.to_owned() }
}
