//! The dashboard's answer as JSON.

use definitions::{Day, DaySums, Dimension, Measure, Selection, shown};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value as Json, json};
use warehouse::Facet;

use super::{
    numbers::{Each, Number, NumberMap, count, money},
    reference,
    versions::DatasetShape,
};
use crate::insights::dashboard::{Charts, Comparison, Dashboard, Line, Numbers, Warning};

impl Serialize for Dashboard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("dataset", &DatasetShape::of(&self.manifest))?;
        map.serialize_entry("selection", &selection(&self.question.selection))?;
        map.serialize_entry("method", self.question.method.id())?;
        map.serialize_entry("warnings", &Each(&self.warnings, warning))?;
        map.serialize_entry("totals", &NumberMap(&self.totals))?;
        if let Some(comparison) = &self.comparison {
            map.serialize_entry("comparison", &ComparisonShape::of(comparison))?;
        }
        map.serialize_entry("platforms", &Each(&self.platforms, platform))?;
        map.serialize_entry("top_influencers", &Each(&self.top_influencers, top_influencer))?;
        map.serialize_entry("influencers", &Each(&self.influencers, influencer))?;
        map.serialize_entry("influencers_total", &self.influencers_total)?;
        map.serialize_entry("daily", &Each(&self.daily, day))?;
        if let Some(panels) = &self.panels {
            map.serialize_entry("panels", &ChartsShape::of(panels))?;
        }
        if let Some(facets) = &self.facets {
            let dimension = |facet: &Facet| (facet.dimension.id().to_owned(), reference::values(&facet.values));
            let dimensions: serde_json::Map<String, Json> = facets.iter().map(dimension).collect();
            map.serialize_entry("facets", &json!({"dimensions": dimensions}))?;
        }
        map.end()
    }
}

pub(super) fn selection(selection: &Selection) -> Json {
    let mut echoed: serde_json::Map<String, Json> = Dimension::ALL
        .into_iter()
        .map(|dimension| (dimension.id().to_owned(), json!(selection.of(dimension))))
        .collect();
    echoed.insert("q".to_owned(), json!(selection.name_part));
    echoed.insert("from".to_owned(), json!(selection.from.as_ref().map(Day::to_string)));
    echoed.insert("to".to_owned(), json!(selection.to.as_ref().map(Day::to_string)));
    Json::Object(echoed)
}

pub(super) fn warning(warning: &Warning) -> Json {
    json!({"code": warning.code, "message": warning.message})
}

#[derive(Serialize)]
struct ChartsShape<'n> {
    platforms: Each<'n, (String, Numbers), PlatformShape<'n>>,
    top_influencers: Each<'n, Line, TopShape<'n>>,
    daily: Each<'n, DaySums, DayShape>,
}

impl<'n> ChartsShape<'n> {
    fn of(charts: &'n Charts) -> Self {
        Self {
            platforms: Each(&charts.platforms, platform),
            top_influencers: Each(&charts.top_influencers, top_influencer),
            daily: Each(&charts.daily, day),
        }
    }
}

#[derive(Serialize)]
struct ComparisonShape<'n> {
    from: String,
    to: String,
    shift_days: i32,
    totals: NumberMap<'n>,
    change: NumberMap<'n>,
    daily: Each<'n, (Day, DaySums), BesideShape>,
}

impl<'n> ComparisonShape<'n> {
    fn of(comparison: &'n Comparison) -> Self {
        Self {
            from: comparison.period.from.to_string(),
            to: comparison.period.to.to_string(),
            shift_days: comparison.period.shift_days,
            totals: NumberMap(&comparison.totals),
            change: NumberMap(&comparison.change),
            daily: Each(&comparison.daily, beside),
        }
    }
}

#[derive(Serialize)]
struct BesideShape {
    date: String,
    compared_date: String,
    revenue: Number,
    orders: Number,
    organic_revenue: Number,
}

fn beside((shown, compared): &(Day, DaySums)) -> BesideShape {
    let DayShape { date, revenue, orders, organic_revenue } = day(compared);
    BesideShape { date: shown.to_string(), compared_date: date, revenue, orders, organic_revenue }
}

#[derive(Serialize)]
struct PlatformShape<'n> {
    platform: &'n str,
    #[serde(flatten)]
    numbers: NumberMap<'n>,
}

fn platform((platform, numbers): &(String, Numbers)) -> PlatformShape<'_> {
    PlatformShape { platform, numbers: NumberMap(numbers) }
}

#[derive(Serialize)]
struct TopShape<'n> {
    id: &'n str,
    name: &'n str,
    platform: &'n str,
    revenue: Option<Number>,
}

fn top_influencer(line: &Line) -> TopShape<'_> {
    let revenue = line.numbers.iter().find(|(id, _)| *id == Measure::Revenue.id());
    TopShape {
        id: &line.profile.id,
        name: &line.profile.name,
        platform: shown(&line.profile.platform),
        revenue: revenue.map(|(_, value)| Number(*value)),
    }
}

#[derive(Serialize)]
pub(super) struct InfluencerShape<'n> {
    id: &'n str,
    name: &'n str,
    category: &'n str,
    gender: &'n str,
    platform: &'n str,
    followers: Option<i64>,
    tier: &'n str,
    in_roster: bool,
    verdict: &'static str,
    #[serde(flatten)]
    numbers: NumberMap<'n>,
}

pub(super) fn influencer(line: &Line) -> InfluencerShape<'_> {
    let profile = &line.profile;
    InfluencerShape {
        id: &profile.id,
        name: &profile.name,
        category: shown(&profile.category),
        gender: shown(&profile.gender),
        platform: shown(&profile.platform),
        followers: profile.followers,
        tier: profile.tier(),
        in_roster: profile.in_roster,
        verdict: line.verdict.id(),
        numbers: NumberMap(&line.numbers),
    }
}

#[derive(Serialize)]
pub(super) struct DayShape {
    date: String,
    revenue: Number,
    orders: Number,
    organic_revenue: Number,
}

pub(super) fn day(sums: &DaySums) -> DayShape {
    DayShape {
        date: sums.day.to_string(),
        revenue: money(sums.revenue),
        orders: count(sums.orders),
        organic_revenue: money(sums.organic_revenue),
    }
}
