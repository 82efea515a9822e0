//! Influencers: who leaves most and least after spend, and the table.

use definitions::{Measure, Unit, Value};
use paper::Style;

use super::{
    figures::{Figures, times, whole},
    pen::{BAD, BODY, Cell, Column, GOOD, LEFT, NOTE, Pen, STRONG, WIDTH, colour_of, coloured, number, text},
};
use crate::use_cases::{
    dashboard::answer::{Dashboard, Line},
    report::SelectionReport,
};

const GAP: f32 = 20.0;
const BAR_HEIGHT: f32 = 8.0;
const ROW: f32 = 24.0;

/// Both rankings, side by side.
pub(super) fn ranked(pen: &mut Pen<'_>, report: &SelectionReport, figures: &Figures) {
    pen.need(150.0);
    pen.heading("Best five and worst five", "by what is left after spend: revenue × margin − spend");
    let is = |wanted: fn(i64) -> bool| move |line: &&Line| wanted(profit(line));
    let best: Vec<&Line> = report.best.iter().filter(is(|profit| profit > 0)).collect();
    let worst: Vec<&Line> = report.worst.iter().filter(is(|profit| profit < 0)).collect();
    let (top, width) = (pen.y, (WIDTH - GAP) / 2.0);
    bars(pen, &best, (LEFT, width), "No influencer leaves anything after spend.", figures);
    let ends = pen.y;
    pen.y = top;
    bars(pen, &worst, (LEFT + width + GAP, width), "No influencer costs more than is earned on its sales.", figures);
    pen.y = pen.y.max(ends) + 4.0;
}

fn profit(line: &Line) -> i64 {
    match line.number("profit") {
        Some(Value::Money(micros)) => micros,
        Some(Value::Count(_) | Value::Quotient(_) | Value::Missing(_)) | None => 0,
    }
}

fn bars(pen: &mut Pen<'_>, lines: &[&Line], (x, width): (f32, f32), none: &str, figures: &Figures) {
    if lines.is_empty() {
        return pen.paragraph(none, NOTE, x, width);
    }
    let largest = lines.iter().map(|line| profit(line).unsigned_abs()).max().unwrap_or(1).max(1);
    for line in lines {
        let (profit, y) = (profit(line), pen.y);
        let colour = if profit < 0 { BAD } else { GOOD };
        let amount = figures.signed(profit);
        let roas = line.number("roas").map_or(String::new(), |roas| figures.value(roas, Unit::Times));
        let said = format!("{amount} · {roas}");
        let of_said = pen.fonts.width(&said, BODY);
        pen.fitted(&line.profile.name, (x, y + 9.0), STRONG, width - of_said - 8.0);
        pen.right(&said, (x + width, y + 9.0), coloured(BODY, colour));
        let part = profit.unsigned_abs() as f64 / largest as f64;
        pen.sheet().fill((x, y + 12.5), ((width * part as f32).max(0.8), BAR_HEIGHT), colour);
        pen.y += ROW;
    }
}

const COLUMNS: [Column; 8] = [
    text("Influencer", 92.0),
    text("Platform", 48.0),
    number("Revenue", 60.0),
    number("Orders", 36.0),
    number("Spend", 55.0),
    number("ROAS, 90 % interval", 94.0),
    number("Left after spend", 62.0),
    text("Verdict", 68.28),
];

/// The verdicts in one line, the table as far as its sheet goes, and how many more there are.
pub(super) fn table(pen: &mut Pen<'_>, dashboard: &Dashboard, figures: &Figures) {
    let order = if dashboard.question.table.verdicts.is_empty() { "" } else { ", of the chosen verdicts" };
    pen.heading("Influencers", &format!("{} of the selection{order}", whole(dashboard.influencers_total as i64)));
    verdicts(pen, dashboard, figures);
    let fitting = pen.rows_left().min(dashboard.influencers.len());
    let rows: Vec<Vec<Cell>> = dashboard.influencers[..fitting].iter().map(|line| row(line, figures)).collect();
    if rows.is_empty() {
        pen.note("No influencer is in this selection.");
        return;
    }
    pen.table(&COLUMNS, &rows);
    let more = dashboard.influencers_total - fitting;
    if more > 0 {
        pen.note(&format!("{} more are not listed: the export of the table has all of them.", whole(more as i64)));
    }
}

fn verdicts(pen: &mut Pen<'_>, dashboard: &Dashboard, figures: &Figures) {
    let Some(findings) = &dashboard.findings else { return };
    let columns = [
        text("Verdict", 130.0),
        number("Influencers", 80.0),
        number("Spend", 110.0),
        number("Left after spend", 110.0),
    ];
    let of = findings.verdicts.iter().filter(|of| of.influencers > 0);
    let rows: Vec<Vec<Cell>> = of
        .map(|of| {
            let left = match of.left() {
                Value::Money(micros) => figures.signed(micros),
                Value::Count(_) | Value::Quotient(_) | Value::Missing(_) => "–".to_owned(),
            };
            vec![
                (of.verdict.label().to_owned(), coloured(STRONG, colour_of(of.verdict))),
                (whole(of.influencers as i64), BODY),
                (figures.money(of.spend), BODY),
                (left, BODY),
            ]
        })
        .collect();
    pen.table(&columns, &rows);
    pen.y += 8.0;
}

fn row(line: &Line, figures: &Figures) -> Vec<Cell> {
    let style = line.estimate.map_or(BODY, |estimate| coloured(BODY, colour_of(estimate.verdict)));
    let word = line.estimate.map_or("", |estimate| estimate.verdict.label());
    let platform = line.profile.value(definitions::Dimension::Platform).unwrap_or_default();
    let measure = |measure: Measure| figures.value(line.scope.measure(measure), measure.unit());
    vec![
        (line.profile.name.clone(), STRONG),
        (platform.to_owned(), BODY),
        (measure(Measure::Revenue), BODY),
        (measure(Measure::Orders), BODY),
        (measure(Measure::Spend), BODY),
        (roas(line, figures), style),
        (figures.signed(profit(line)), style),
        (word.to_owned(), Style { size: NOTE.size, ..style }),
    ]
}

/// The raw ratio with the interval of what it would be again.
fn roas(line: &Line, figures: &Figures) -> String {
    let raw = line.number("roas").map_or(String::new(), |roas| figures.value(roas, Unit::Times));
    match (line.number("roas_lower"), line.number("roas_upper")) {
        (Some(Value::Quotient(lower)), Some(Value::Quotient(upper))) => {
            format!("{raw} ({}–{})", times(lower).trim_end_matches('×'), times(upper).trim_end_matches('×'))
        }
        _ => raw,
    }
}
