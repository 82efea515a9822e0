//! The last sheet: how the numbers are made, and what they mean.

use definitions::{METRICS, Margin};

use super::pen::{BODY, LEFT, Pen, STRONG, WIDTH};
use crate::{export::scope, use_cases::report::SelectionReport};

/// The metrics that stand on the sheets.
const USED: [&str; 9] = [
    "roas",
    "incremental_roas",
    "baseline",
    "contribution",
    "profit",
    "break_even_roas",
    "aov",
    "cost_per_order",
    "revenue_share",
];

pub(super) fn write(pen: &mut Pen<'_>, report: &SelectionReport) {
    let dashboard = &report.dashboard;
    let (manifest, question) = (&dashboard.manifest, &dashboard.question);
    pen.heading("How these numbers are made", "");
    let method = question.method;
    let said = [
        (
            "Data",
            format!(
                "{}, version {}, id {}. Loaded {}. Content {}.",
                manifest.name, manifest.version, manifest.id, manifest.created, manifest.content_hash
            ),
        ),
        ("Method", format!("{}: {}", method.label(), method.meaning())),
        ("Spend", method.spend().to_owned()),
        (
            "Baseline",
            format!("{} Days of the baseline: {}.", method.baseline(), question.baseline.id().replace('_', " ")),
        ),
        ("Margin", scope::margin(&question.margins)),
    ];
    said.iter().for_each(|(label, text)| entry(pen, label, text));
    if let Some(estimates) = &dashboard.estimates {
        entry(pen, "Intervals", &estimates.rules());
    }
    if report.campaigns.margin.and_then(|margin| Margin::new(margin).ok()).is_none() {
        entry(pen, "Campaigns", "Margins differ by brand, so no one break-even is drawn.");
    }
    for warning in dashboard.warnings.iter().chain(&report.campaigns.warnings) {
        entry(pen, "Mind", &warning.message);
    }
    pen.heading("Definitions", "");
    for metric in METRICS.iter().filter(|metric| USED.contains(&metric.id)) {
        entry(pen, metric.label, &format!("{}. {}", metric.formula_text(), metric.meaning));
    }
    for verdict in definitions::Verdict::ALL {
        entry(pen, verdict.label(), verdict.meaning());
    }
}

/// A name, and beside it what there is to say.
fn entry(pen: &mut Pen<'_>, label: &str, said: &str) {
    const BESIDE: f32 = 110.0;
    let lines = pen.fonts.lines(said, BODY, WIDTH - BESIDE).len().max(1);
    pen.need(lines as f32 * BODY.size * 1.42);
    let y = pen.y + BODY.size * 1.42 - 3.0;
    pen.fitted(label, (LEFT, y), STRONG, BESIDE - 8.0);
    pen.paragraph(said, BODY, LEFT + BESIDE, WIDTH - BESIDE);
    pen.y += 2.0;
}
