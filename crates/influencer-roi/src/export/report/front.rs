//! The first sheet: what it is about, what it says in sentences, and the headline numbers.

use definitions::{BaselineDays, Measure, Unit, Value, metric};
use lift::impact::IntervalEstimate;

use super::{
    figures::{Figures, times},
    pen::{BODY, FIGURE, HAIRLINE, LEFT, NOTE, Pen, STRONG, TITLE, WIDTH},
};
use crate::{
    export::scope,
    use_cases::{
        dashboard::answer::{Dashboard, Numbers},
        incrementality::{PerUnit, campaigns::MeasuredCampaigns},
        report::SelectionReport,
    },
};

/// One headline number: its name, what it is, and two lines below it.
struct Card {
    label: &'static str,
    figure: String,
    below: [String; 2],
}

const CARDS_A_ROW: usize = 3;
const CARD_HEIGHT: f32 = 62.0;
const CARD_GAP: f32 = 8.0;

pub(super) fn write(pen: &mut Pen<'_>, report: &SelectionReport, figures: &Figures) {
    let dashboard = &report.dashboard;
    pen.y += 14.0;
    let y = pen.y;
    pen.left("Influencer marketing ROI", (LEFT, y), TITLE);
    pen.y += 6.0;
    pen.paragraph(&about(dashboard), BODY, LEFT, WIDTH);
    for (label, said) in scope::filter(&dashboard.question.selection) {
        pen.paragraph(&format!("{label}: {said}"), BODY, LEFT, WIDTH);
    }
    pen.y += 4.0;
    pen.rule();
    pen.y += 4.0;
    sentences(pen, dashboard, figures);
    cards(pen, &money_cards(dashboard, figures));
    cards(pen, &ratio_cards(report, figures));
}

fn about(dashboard: &Dashboard) -> String {
    let manifest = &dashboard.manifest;
    let sample = if manifest.sample { " · sample data" } else { "" };
    let days = scope::days(manifest.first_day.as_deref(), manifest.last_day.as_deref());
    let shown = scope::shown_days(&dashboard.question.selection);
    let method = dashboard.question.method.label().to_lowercase();
    format!(
        "{} · version {}{sample} · days in the data: {days} · days shown: {shown} · method: {method}",
        manifest.name, manifest.version
    )
}

fn sentences(pen: &mut Pen<'_>, dashboard: &Dashboard, figures: &Figures) {
    let insights = dashboard.findings.as_ref().map(|findings| &findings.insights[..]).unwrap_or_default();
    if insights.is_empty() {
        pen.paragraph("Nothing is certain enough to be said first.", BODY, LEFT, WIDTH);
    }
    for insight in insights {
        pen.paragraph(&insight.sentence(|micros| figures.short(micros)), STRONG, LEFT, WIDTH);
    }
    pen.y += 6.0;
}

pub(super) fn of_totals(numbers: &Numbers, id: &str) -> Option<Value> {
    numbers.iter().find(|(name, _)| *name == id).map(|(_, value)| *value)
}

fn unit_of(id: &str) -> Unit {
    let measure = Measure::ALL.into_iter().find(|measure| measure.id() == id).map(Measure::unit);
    measure.or_else(|| metric(id).map(|metric| metric.unit)).unwrap_or(Unit::Count)
}

/// Exact below, short in large letters, and what it was in the compared days.
fn money_cards(dashboard: &Dashboard, figures: &Figures) -> Vec<Card> {
    [("Total revenue", "revenue"), ("Total spend", "spend"), ("Left after spend", "profit")]
        .map(|(label, id)| {
            let value = of_totals(&dashboard.totals, id);
            let figure = match value {
                Some(Value::Money(micros)) => figures.short(micros),
                Some(Value::Count(_) | Value::Quotient(_) | Value::Missing(_)) | None => "–".to_owned(),
            };
            let exact = value.map_or(String::new(), |value| figures.value(value, Unit::Money));
            Card { label, figure, below: [exact, before(dashboard, id, figures)] }
        })
        .into()
}

fn before(dashboard: &Dashboard, id: &str, figures: &Figures) -> String {
    let Some(comparison) = &dashboard.comparison else { return String::new() };
    let value = of_totals(&comparison.totals, id).map(|value| figures.value(value, unit_of(id)));
    let period = comparison.period;
    value.map_or(String::new(), |value| format!("{value} in {} to {}", period.from, period.to))
}

fn ratio_cards(report: &SelectionReport, figures: &Figures) -> Vec<Card> {
    let dashboard = &report.dashboard;
    let total =
        |id: &str| of_totals(&dashboard.totals, id).map_or("–".to_owned(), |value| figures.value(value, unit_of(id)));
    let roas = Card {
        label: "Overall ROAS",
        figure: total("roas"),
        below: [format!("break-even {}", total("break_even_roas")), before(dashboard, "roas", figures)],
    };
    let orders = Card {
        label: "Orders",
        figure: total("orders"),
        below: [
            format!("{} each, at a cost of {}", total("aov"), total("cost_per_order")),
            before(dashboard, "orders", figures),
        ],
    };
    vec![roas, incremental(report), orders]
}

/// The measured lift where there is one, both readings of the published formula below it.
fn incremental(report: &SelectionReport) -> Card {
    let reading = |days: BaselineDays| {
        let value = of_totals(&report.dashboard.totals, days.incremental_roas());
        match value {
            Some(Value::Quotient(quotient)) => times(quotient),
            Some(Value::Money(_) | Value::Count(_) | Value::Missing(_)) | None => "–".to_owned(),
        }
    };
    let published =
        format!("published {}, campaign days {}", reading(BaselineDays::AllDays), reading(BaselineDays::CampaignDays));
    match measured(&report.campaigns) {
        Some(IntervalEstimate { mean, lower, upper, .. }) => Card {
            label: "Incremental ROAS, measured",
            figure: times(mean),
            below: [format!("90 % interval {} to {}", times(lower), times(upper)), published],
        },
        None => Card {
            label: "Incremental ROAS, published formula",
            figure: reading(report.dashboard.question.baseline),
            below: [without_lift(&report.campaigns), published],
        },
    }
}

/// Why there is no measured lift.
fn without_lift(campaigns: &MeasuredCampaigns) -> String {
    if campaigns.done < campaigns.total {
        format!("lift: {} of {} campaigns are measured so far", campaigns.done, campaigns.total)
    } else {
        "no campaign of the selection is measured".to_owned()
    }
}

fn measured(campaigns: &MeasuredCampaigns) -> Option<IntervalEstimate> {
    match campaigns.portfolio.as_ref()?.incremental_roas {
        PerUnit::Of(estimate) => Some(estimate),
        PerUnit::None(_) | PerUnit::Unknown => None,
    }
}

fn cards(pen: &mut Pen<'_>, cards: &[Card]) {
    let width = (WIDTH - CARD_GAP * (CARDS_A_ROW - 1) as f32) / CARDS_A_ROW as f32;
    for row in cards.chunks(CARDS_A_ROW) {
        for (at, card) in row.iter().enumerate() {
            let (x, y) = (LEFT + at as f32 * (width + CARD_GAP), pen.y);
            pen.outline(paper::Path::rectangle((x, y), (width, CARD_HEIGHT)), HAIRLINE, 0.6);
            let inner = width - 16.0;
            pen.fitted(card.label, (x + 8.0, y + 14.0), NOTE, inner);
            pen.fitted(&card.figure, (x + 8.0, y + 32.0), FIGURE, inner);
            pen.fitted(&card.below[0], (x + 8.0, y + 44.5), NOTE, inner);
            pen.fitted(&card.below[1], (x + 8.0, y + 55.5), NOTE, inner);
        }
        pen.y += CARD_HEIGHT + CARD_GAP;
    }
}
