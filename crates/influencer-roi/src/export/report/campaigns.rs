//! What each campaign brought that would not have come without it: a bar for the interval, a mark for the published formula.

use definitions::{Reason, Value};
use lift::impact::IntervalEstimate;
use paper::Path;

use super::{
    figures::{Figures, times},
    pen::{ACCENT, BODY, HAIRLINE, INK, LEFT, NOTE, OPEN, PAPER, Pen, QUIET, RIGHT, STRONG, coloured},
};
use crate::use_cases::incrementality::{
    PerUnit,
    campaigns::{CampaignLine, MeasuredCampaigns, MeasuredLine},
};

const SHOWN: usize = 14;
const ROW: f32 = 26.0;
/// Where the bars begin and end; right of them stand the numbers.
const FROM: f32 = LEFT + 168.0;
const TO: f32 = RIGHT - 92.0;

/// Where multiples lie on the sheet.
struct Scale {
    lowest: f64,
    highest: f64,
}

impl Scale {
    fn new(lines: &[MeasuredLine], break_even: Option<f64>) -> Self {
        let own = lines.iter().filter_map(|measured| per_paid(&measured.line)).flat_map(|of| [of.lower, of.upper]);
        let published = lines.iter().filter_map(|measured| published(&measured.line));
        let all = own.chain(published).chain(break_even).filter(|value| value.is_finite());
        let (lowest, highest) = all.fold((0.0_f64, 1.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        Self { lowest, highest }
    }

    fn x(&self, value: f64) -> f32 {
        let part = (value - self.lowest) / (self.highest - self.lowest);
        FROM + (TO - FROM) * part.clamp(0.0, 1.0) as f32
    }
}

pub(super) fn write(pen: &mut Pen<'_>, campaigns: &MeasuredCampaigns, figures: &Figures) {
    let lines = campaigns.lines.len().min(SHOWN);
    pen.need(110.0 + ROW * lines as f32);
    pen.heading("Campaigns: what is new", "measured lift for each unit of spend, with its 90 % interval");
    if campaigns.done < campaigns.total {
        pen.note(&format!(
            "{} of {} campaigns are measured so far. A report made later has all of them.",
            campaigns.done, campaigns.total
        ));
    }
    let shown = &campaigns.lines[..lines];
    if shown.is_empty() {
        return pen.note("No campaign of this selection is measured.");
    }
    let break_even = campaigns.margin.filter(|margin| *margin > 0.0).map(|margin| 1.0 / margin);
    let scale = Scale::new(shown, break_even);
    axis(pen, &scale, break_even, shown.len());
    shown.iter().for_each(|measured| line(pen, measured, &scale));
    portfolio(pen, campaigns, figures);
    let more = campaigns.lines.len() - shown.len();
    if more > 0 {
        pen.note(&format!("{more} more campaigns with less spend are not drawn; they count in the sum."));
    }
    pen.note("Bar: where the lift lies with 90 % probability, if nothing else changed on those days. Ring: the published formula on the same days.");
}

fn axis(pen: &mut Pen<'_>, scale: &Scale, break_even: Option<f64>, lines: usize) {
    let (top, height) = (pen.y + 12.0, ROW * lines as f32);
    let mut mark = |value: f64, name: &str, dash: Option<f32>| {
        let x = scale.x(value);
        pen.centred(name, (x, top - 4.0), NOTE);
        pen.stroke(vec![(x, top), (x, top + height)], if dash.is_some() { INK } else { HAIRLINE }, 0.7, dash);
    };
    match break_even {
        // Two names in one place cannot be read.
        Some(value) if (scale.x(value) - scale.x(0.0)).abs() > 60.0 => {
            mark(0.0, "0", None);
            mark(value, &format!("break-even {}", times(value)), Some(2.5));
        }
        Some(value) => mark(value, &format!("break-even {}", times(value)), Some(2.5)),
        None => mark(0.0, "0", None),
    }
    pen.y = top;
}

fn per_paid(line: &CampaignLine) -> Option<IntervalEstimate> {
    match line.lift.as_ref()?.incremental_roas {
        PerUnit::Of(estimate) => Some(estimate),
        PerUnit::None(_) | PerUnit::Unknown => None,
    }
}

fn published(line: &CampaignLine) -> Option<f64> {
    line.published.iter().find_map(|(id, value)| match (*id, value) {
        ("incremental_roas", Value::Quotient(quotient)) => Some(*quotient),
        _ => None,
    })
}

fn line(pen: &mut Pen<'_>, MeasuredLine { line, .. }: &MeasuredLine, scale: &Scale) {
    let y = pen.y;
    pen.fitted(&line.campaign, (LEFT, y + 10.0), STRONG, FROM - LEFT - 10.0);
    let days = format!("{} · {} to {}", line.brand, line.days.from, line.days.to);
    pen.fitted(&days, (LEFT, y + 20.0), NOTE, FROM - LEFT - 10.0);
    let middle = y + 12.0;
    match per_paid(line) {
        Some(estimate) => bar(pen, &estimate, published(line), scale, middle),
        None => {
            // The lines of the axis end here: words are read better without them.
            pen.sheet().fill((FROM - 2.0, y + 0.5), (RIGHT - FROM + 2.0, ROW - 1.0), PAPER);
            pen.fitted(&why(line), (FROM, middle + 3.0), coloured(BODY, OPEN), RIGHT - FROM);
        }
    }
    pen.y += ROW;
    pen.rule();
}

fn bar(pen: &mut Pen<'_>, estimate: &IntervalEstimate, published: Option<f64>, scale: &Scale, y: f32) {
    let (from, to) = (scale.x(estimate.lower), scale.x(estimate.upper));
    pen.sheet().fill((from, y - 2.5), ((to - from).max(1.0), 5.0), ACCENT);
    pen.fill_path(Path::diamond((scale.x(estimate.mean), y), 5.0), INK);
    if let Some(value) = published {
        pen.outline(ring((scale.x(value), y), 3.5), QUIET, 1.0);
    }
    pen.right(&times(estimate.mean), (RIGHT, y - 1.0), STRONG);
    pen.right(&format!("{} to {}", times(estimate.lower), times(estimate.upper)), (RIGHT, y + 9.0), NOTE);
}

/// As round as it has to be at this size.
fn ring((x, y): (f32, f32), radius: f32) -> Path {
    const CORNERS: usize = 20;
    let corner = |at: usize| {
        let angle = std::f32::consts::TAU * at as f32 / CORNERS as f32;
        (x + radius * angle.cos(), y + radius * angle.sin())
    };
    Path { corners: (0..CORNERS).map(corner).collect(), is_closed: true }
}

fn why(line: &CampaignLine) -> String {
    let unknown = || match line.lift.as_ref().map(|lift| lift.incremental_roas) {
        Some(PerUnit::None(reason)) => reason.sentence().to_owned(),
        Some(PerUnit::Of(_) | PerUnit::Unknown) | None => Reason::NoSpend.sentence().to_owned(),
    };
    match (&line.reason, &line.lift) {
        (Some(reason), None) => format!("cannot be measured: {}", reason.found),
        (_, _) => unknown(),
    }
}

fn portfolio(pen: &mut Pen<'_>, campaigns: &MeasuredCampaigns, figures: &Figures) {
    pen.y += 2.0;
    if let Some(portfolio) = &campaigns.portfolio {
        let IntervalEstimate { mean, lower, upper, .. } = portfolio.incremental;
        let [mean, lower, upper] = [mean, lower, upper].map(|units| figures.short_units(units));
        let per_paid = match portfolio.incremental_roas {
            PerUnit::Of(of) => {
                format!(", {} for each 1 paid ({} to {})", times(of.mean), times(of.lower), times(of.upper))
            }
            PerUnit::None(_) | PerUnit::Unknown => String::new(),
        };
        let measured = portfolio.campaigns;
        pen.paragraph(
            &format!("All {measured} measured together: {mean} new ({lower} to {upper}){per_paid}."),
            STRONG,
            LEFT,
            RIGHT - LEFT,
        );
    }
    if let Some(pooled) = &campaigns.pooled {
        let of = &pooled.factor;
        pen.note(&format!(
            "Of each 1 credited {:.2} is new ({:.2} to {:.2}), as far as the {} measured campaigns of the version share it.",
            of.mean, of.lower, of.upper, pooled.campaigns
        ));
    }
}
