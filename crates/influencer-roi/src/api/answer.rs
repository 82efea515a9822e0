//! The dashboard's answer as JSON.

use cube::Facet;
use definitions::{AgainstDataset, Attribute, Day, DaySums, Dimension, Margin, Selection, Value, shown};
use serde_json::{Value as Json, json};

use super::{margins, numbers::Each, reference, text::Text, versions::DatasetShape};
use crate::use_cases::{
    dashboard::{
        answer::{Comparison, Dashboard, Line, RankedCharts, Warning},
        by_verdict::OfVerdict,
        insights::{Insight, PlatformSide},
        platforms::PlatformLine,
    },
    estimates::{Estimated, Estimates, LEVEL},
};

impl Dashboard {
    /// The answer of the API.
    pub(crate) fn json(&self) -> Vec<u8> {
        Text::object(|text| {
            text.entry("dataset", &DatasetShape::new(&self.manifest));
            text.entry("selection", &selection(&self.question.selection));
            text.entry("method", self.question.method.id());
            text.entry("baseline", self.question.baseline.id());
            text.entry("margins", &margins::answered(&self.question.margins));
            text.number("dataset_roas", self.dataset_roas);
            text.entry("warnings", &Each(&self.warnings, warning));
            text.entry_object("totals", |text| text.numbers(&self.totals));
            if let Some(comparison) = &self.comparison {
                text.entry_object("comparison", |text| compared(text, comparison));
            }
            ranked(text, &self.charts);
            if let Some(findings) = &self.findings {
                text.entry_list("insights", &findings.insights, insight);
                text.entry_list("verdicts", &findings.verdicts, of_verdict);
            }
            let is_told_once = self.question.include.days_once && self.panels.is_some();
            let daily = |text: &mut Text| {
                if !is_told_once {
                    text.entry_list("daily", &self.daily, day);
                }
            };
            let daily = text.entry_long_list("influencers", &self.influencers, influencer, daily);
            text.entry("influencers_total", &self.influencers_total);
            if let Some(estimates) = &self.estimates {
                text.entry("intervals", &rules(estimates));
            }
            text.entries(&daily);
            if let Some(panels) = &self.panels {
                text.entry_object("panels", |text| {
                    ranked(text, &panels.ranked);
                    text.entry_list("daily", &panels.daily, day);
                });
            }
            if let Some(facets) = &self.facets {
                let dimension = |facet: &Facet| (facet.dimension.id().to_owned(), reference::values(&facet.values));
                let dimensions: serde_json::Map<String, Json> = facets.iter().map(dimension).collect();
                text.entry("facets", &json!({"dimensions": dimensions}));
            }
        })
    }
}

pub(super) fn selection(selection: &Selection) -> Json {
    let mut echoed: serde_json::Map<String, Json> = Dimension::ALL
        .into_iter()
        .map(|dimension| (dimension.id().to_owned(), json!(selection.values(dimension))))
        .collect();
    echoed.insert("q".to_owned(), json!(selection.name_part));
    echoed.insert("from".to_owned(), json!(selection.from.as_ref().map(Day::to_string)));
    echoed.insert("to".to_owned(), json!(selection.to.as_ref().map(Day::to_string)));
    Json::Object(echoed)
}

pub(super) fn warning(warning: &Warning) -> Json {
    json!({"code": warning.code, "message": warning.message})
}

fn compared(text: &mut Text, comparison: &Comparison) {
    text.day("from", comparison.period.from);
    text.day("to", comparison.period.to);
    text.entry("shift_days", &comparison.period.shift_days);
    text.entry_object("totals", |text| text.numbers(&comparison.totals));
    text.entry_object("change", |text| text.numbers(&comparison.change));
    text.entry_list("daily", &comparison.daily, |text, (shown, compared): &(Day, DaySums)| {
        text.day("date", *shown);
        text.day("compared_date", compared.day);
        day_sums(text, compared);
    });
}

fn ranked(text: &mut Text, charts: &RankedCharts) {
    text.entry_list("platforms", &charts.platforms, platform);
    text.entry_object("platforms_total", |text| text.numbers_of_part(&charts.platforms_total));
    text.entry_list("top_influencers", &charts.top_influencers, ranked_influencer);
    text.entry_list("bottom_influencers", &charts.bottom_influencers, ranked_influencer);
}

fn insight(text: &mut Text, insight: &Insight) {
    text.entry("id", insight.id());
    text.number("amount", Value::Money(insight.amount()));
    if let Some(influencers) = insight.influencers() {
        text.entry("influencers", &influencers);
    }
    if let Insight::Platforms { below, above, .. } = insight {
        text.entry_object("below", |text| side(text, below));
        text.entry_object("above", |text| side(text, above));
    }
    let (parameter, value) = insight.filter();
    text.entry("filter", &json!({"parameter": parameter, "value": value}));
}

fn side(text: &mut Text, side: &PlatformSide) {
    text.entry("platform", &side.platform);
    text.number("roas", side.roas);
    text.number("spend_share", side.spend_share);
}

fn of_verdict(text: &mut Text, of: &OfVerdict) {
    text.entry("verdict", of.verdict.id());
    text.entry("influencers", &of.influencers);
    text.number("spend", Value::Money(of.spend));
    text.number("profit", of.left());
}

fn platform(text: &mut Text, line: &PlatformLine) {
    text.entry("platform", &line.platform);
    text.number("spend_share", line.spend_share);
    text.entry("against_dataset", &line.against.map(AgainstDataset::id));
    text.numbers_of_part(&line.scope);
    line.estimate.iter().for_each(|estimate| estimated_part(text, estimate));
}

/// The numbers beside a bar.
pub(super) const RANKED: [&str; 4] = ["revenue", "spend", "roas", "profit"];

/// What is estimated of a part that is no influencer: it has no rank.
pub(super) fn estimated_part(text: &mut Text, estimate: &Estimated) {
    text.numbers(&estimate.numbers_of_part());
    text.entry("verdict", estimate.verdict.id());
}

fn ranked_influencer(text: &mut Text, line: &Line) {
    text.entry("id", &line.profile.id);
    text.entry("name", &line.profile.name);
    text.entry("platform", shown(line.profile.attribute(Attribute::Platform)));
    for id in RANKED {
        line.number(id).into_iter().for_each(|value| text.number(id, value));
    }
    if let Some(estimate) = &line.estimate {
        text.entry("verdict", estimate.verdict.id());
    }
}

pub(super) fn influencer(text: &mut Text, line: &Line) {
    let profile = &line.profile;
    text.entry("id", &profile.id);
    text.entry("name", &profile.name);
    for attribute in Attribute::ALL {
        text.entry(attribute.id(), shown(profile.attribute(attribute)));
    }
    text.entry("followers", &profile.followers);
    text.entry("tier", profile.tier());
    text.entry("in_roster", &profile.in_roster);
    text.entry("against_dataset", &line.against.map(AgainstDataset::id));
    text.numbers_of_part(&line.scope);
    if let Some(estimate) = &line.estimate {
        text.numbers(&estimate.numbers());
        text.entry("verdict", estimate.verdict.id());
        text.entry("mostly_group", &estimate.is_mostly_group());
    }
}

/// By what rules the estimates were made.
pub(super) fn rules(estimates: &Estimates) -> Json {
    let common = estimates.margins.common();
    json!({
        "level": LEVEL,
        "margin": common.map(Margin::part),
        "break_even": common.map(Margin::break_even),
        "influencers": estimates.influencers,
        "order_dispersion": estimates.spread.orders,
        "weekly_variation": estimates.spread.bursts,
        "orders_in_bursts": estimates.spread.has_bursts(),
        "order_value_variation": estimates.spread.order_value,
    })
}

pub(super) fn day(text: &mut Text, sums: &DaySums) {
    text.day("date", sums.day);
    day_sums(text, sums);
}

fn day_sums(text: &mut Text, sums: &DaySums) {
    text.number("revenue", Value::Money(sums.revenue));
    text.number("orders", Value::Count(sums.orders));
    text.number("organic_revenue", Value::Money(sums.organic_revenue));
}
