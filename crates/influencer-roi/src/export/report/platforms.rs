//! What each platform brings and costs.

use definitions::{Measure, Unit, Value, metric};

use super::{
    figures::Figures,
    pen::{ACCENT, BODY, Column, LEFT, Pen, STRONG, SUNKEN, colour_of, coloured, number, text},
};
use crate::use_cases::dashboard::{answer::RankedCharts, platforms::PlatformLine};

const SHOWN: usize = 8;
const COLUMNS: [Column; 7] = [
    text("Platform", 104.0),
    text("Share of revenue", 90.0),
    number("", 45.0),
    number("Revenue", 85.0),
    number("Share of spend", 70.0),
    number("ROAS", 50.0),
    text("Verdict", 71.28),
];
const BAR: f32 = 84.0;

pub(super) fn write(pen: &mut Pen<'_>, charts: &RankedCharts, figures: &Figures) {
    pen.heading("Platforms", "by revenue");
    let top = pen.y;
    let shown = &charts.platforms[..charts.platforms.len().min(SHOWN)];
    let rows: Vec<_> = shown.iter().map(|line| row(line, figures)).collect();
    pen.table(&COLUMNS, &rows);
    // The bars lie in the second column of each row, below its head.
    for (at, line) in shown.iter().enumerate() {
        let y = top + 14.0 * (at + 1) as f32 + 4.0;
        let x = LEFT + COLUMNS[0].width;
        pen.sheet().fill((x, y), (BAR, 6.0), SUNKEN);
        if let Value::Quotient(part) = share(line) {
            pen.sheet().fill((x, y), (BAR * part.clamp(0.0, 1.0) as f32, 6.0), ACCENT);
        }
    }
    let more = charts.platforms.len() - shown.len();
    if more > 0 {
        pen.note(&format!("{more} more platforms are not listed here."));
    }
}

fn share(line: &PlatformLine) -> Value {
    metric("revenue_share").map_or(Value::Quotient(0.0), |metric| line.scope.metric(metric))
}

fn row(line: &PlatformLine, figures: &Figures) -> Vec<(String, paper::Style)> {
    let roas = metric("roas").map_or(String::new(), |metric| figures.value(line.scope.metric(metric), Unit::Times));
    let verdict = line.estimate.map(|estimate| estimate.verdict);
    let word = verdict.map_or("", |verdict| verdict.label());
    let style = verdict.map_or(BODY, |verdict| coloured(BODY, colour_of(verdict)));
    vec![
        (line.platform.clone(), STRONG),
        (String::new(), BODY),
        (figures.value(share(line), Unit::Share), BODY),
        (figures.value(line.scope.measure(Measure::Revenue), Unit::Money), BODY),
        (figures.value(line.spend_share, Unit::Share), BODY),
        (roas, style),
        (word.to_owned(), style),
    ]
}
