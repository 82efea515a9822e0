//! Revenue by day: influencers as an area, organic sales as a line.

use definitions::{Day, DaySums};
use paper::Path;

use super::{
    figures::Figures,
    pen::{ACCENT, ACCENT_SOFT, HAIRLINE, LEFT, NOTE, ORGANIC, Pen, RIGHT},
};

const HEIGHT: f32 = 150.0;
/// Left of it stand the amounts.
const AXIS: f32 = LEFT + 52.0;
const STEPS: f64 = 4.0;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Where days and amounts lie on the sheet.
struct Scale {
    top: f32,
    lowest: f64,
    highest: f64,
    days: usize,
}

impl Scale {
    fn x(&self, at: usize) -> f32 {
        let last = self.days.saturating_sub(1).max(1);
        AXIS + (RIGHT - AXIS) * at as f32 / last as f32
    }

    fn y(&self, amount: f64) -> f32 {
        let part = (amount - self.lowest) / (self.highest - self.lowest);
        self.top + HEIGHT * (1.0 - part as f32)
    }
}

pub(super) fn write(pen: &mut Pen<'_>, daily: &[DaySums], figures: &Figures) {
    pen.heading("Revenue by day", "influencers, and organic sales beside them");
    if daily.is_empty() {
        return pen.note("No day of this selection has a sale.");
    }
    let amounts = daily.iter().flat_map(|day| [day.revenue, day.organic_revenue]).map(|micros| micros as f64);
    let (lowest, highest) = amounts.fold((0.0_f64, 0.0_f64), |(low, high), amount| (low.min(amount), high.max(amount)));
    let step = nice((highest - lowest).max(1.0) / STEPS);
    let scale = Scale {
        top: pen.y,
        lowest: (lowest / step).floor() * step,
        highest: (highest / step).ceil().max(1.0) * step,
        days: daily.len(),
    };
    grid(pen, &scale, step, figures);
    months(pen, &scale, daily);
    let line = |of: fn(&DaySums) -> i64| -> Vec<(f32, f32)> {
        daily.iter().enumerate().map(|(at, day)| (scale.x(at), scale.y(of(day) as f64))).collect()
    };
    let revenue = line(|day| day.revenue);
    let mut area = revenue.clone();
    area.extend([(scale.x(daily.len() - 1), scale.y(0.0)), (scale.x(0), scale.y(0.0))]);
    pen.fill_path(Path { corners: area, is_closed: true }, ACCENT_SOFT);
    if daily.iter().any(|day| day.organic_revenue != 0) {
        pen.stroke(line(|day| day.organic_revenue), ORGANIC, 0.9, None);
    }
    pen.stroke(revenue, ACCENT, 1.1, None);
    pen.y += HEIGHT + 14.0;
    key(pen);
}

fn grid(pen: &mut Pen<'_>, scale: &Scale, step: f64, figures: &Figures) {
    let steps = ((scale.highest - scale.lowest) / step).round() as usize;
    for at in 0..=steps {
        let amount = scale.lowest + at as f64 * step;
        let y = scale.y(amount);
        pen.sheet().line((AXIS, y), (RIGHT, y), HAIRLINE, 0.4);
        pen.right(&figures.short_units(amount / 1e6), (AXIS - 5.0, y + 2.5), NOTE);
    }
}

/// The first of each month, as many as there is room for.
fn months(pen: &mut Pen<'_>, scale: &Scale, daily: &[DaySums]) {
    let y = scale.top + HEIGHT + 10.0;
    let mut free_from = AXIS - 1.0;
    for (at, day) in daily.iter().enumerate() {
        let Some(name) = named(day.day, at == 0) else { continue };
        let x = scale.x(at);
        let width = pen.fonts.width(&name, NOTE);
        if x < free_from || x + width > RIGHT {
            continue;
        }
        pen.left(&name, (x, y), NOTE);
        free_from = x + width + 8.0;
    }
}

/// Of the first day shown, and of each first of a month; the year where it begins.
fn named(day: Day, is_first: bool) -> Option<String> {
    let text = day.to_string();
    let (year, month, of_month) = (text.get(..4)?, text.get(5..7)?.parse::<usize>().ok()?, text.get(8..)?);
    let name = MONTHS.get(month.checked_sub(1)?)?;
    match (is_first, of_month, month) {
        (true, _, _) => Some(format!("{of_month} {name} {year}")),
        (false, "01", 1) => Some(format!("{name} {year}")),
        (false, "01", _) => Some((*name).to_owned()),
        (false, _, _) => None,
    }
}

fn key(pen: &mut Pen<'_>) {
    let y = pen.y + 6.0;
    pen.sheet().line((AXIS, y - 2.5), (AXIS + 14.0, y - 2.5), ACCENT, 1.6);
    pen.left("Influencer revenue", (AXIS + 18.0, y), NOTE);
    pen.sheet().line((AXIS + 110.0, y - 2.5), (AXIS + 124.0, y - 2.5), ORGANIC, 1.6);
    pen.left("Organic revenue", (AXIS + 128.0, y), NOTE);
    pen.y += 10.0;
}

/// 1, 2, 2.5 or 5 times a power of ten, not below `step`.
fn nice(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    let of = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|times| times * power >= step * 0.999_999);
    of.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::nice;

    #[test]
    fn an_axis_has_round_amounts() {
        assert_eq!([0.9, 1.0, 1.1, 2.2, 30.0, 70_000.0].map(nice), [1.0, 1.0, 2.0, 2.5, 50.0, 100_000.0]);
    }
}
