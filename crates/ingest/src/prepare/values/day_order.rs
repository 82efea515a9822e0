//! Which order, epoch and century a column of days is written in.

use definitions::Day;

use super::{
    super::super::DateOrder,
    Example,
    day::{DayEvidence, DayReading, DayStyle, DayUncertainty, swapped},
    order_evidence::Counted,
    written_day::WrittenDay,
};

impl DayEvidence {
    /// How the column is written.
    pub(crate) fn decide(&self) -> DayReading {
        if let Some(refused) = self.without_day() {
            return refused;
        }
        let style = DayStyle {
            order: DateOrder::DayMonth,
            short_year_first: false,
            swaps_year_first: false,
            is_1904: self.hint.is_1904.unwrap_or(false),
            zone: self.hint.zone.clone(),
        };
        self.epoch(&style).or_else(|| self.short_year(&style)).unwrap_or_else(|| self.order(style))
    }

    /// Most of the column is months, or days without a year.
    fn without_day(&self) -> Option<DayReading> {
        let all: u64 = self.seen.values().map(|(rows, _)| rows).sum();
        let most = |counted: &Counted| counted.clone().filter(|(rows, _)| rows * 2 > all);
        let month = most(&self.month_only).map(|(rows, example)| DayReading::MonthOnly { rows, example });
        month.or_else(|| most(&self.no_year).map(|(rows, example)| DayReading::NoYear { rows, example }))
    }

    /// Numbers of days that lie four years before the other days of the column count from 1904.
    fn epoch(&self, style: &DayStyle) -> Option<DayReading> {
        let (_, example) = self.serial.clone().filter(|_| self.hint.is_1904.is_none())?;
        let late = DayStyle { is_1904: true, ..style.clone() };
        let is_serial = |written: &WrittenDay| matches!(written, WrittenDay::Serial(_));
        let (first, last) = self.ends(style, |written| !is_serial(written))?;
        let is_near = |style: &DayStyle| {
            const NEAR: i32 = 366;
            let ends = self.ends(style, is_serial);
            ends.is_some_and(|(from, to)| from >= first.plus(-NEAR) && to <= last.plus(NEAR))
        };
        let fits_late_only = is_near(&late) && !is_near(style);
        let options = vec![late, style.clone()];
        fits_late_only.then_some(DayReading::Doubtful { options, example, why: DayUncertainty::Epoch })
    }

    /// The first and the last day of some cells.
    fn ends(&self, style: &DayStyle, is_meant: impl Fn(&WrittenDay) -> bool) -> Option<(Day, Day)> {
        let days = || self.seen.keys().filter(|written| is_meant(written)).filter_map(|written| style.day(*written));
        Some((days().min()?, days().max()?))
    }

    /// `24-06-01`: the order that makes recent days of all cells shows whether the year comes first. Nothing when it does not.
    fn short_year(&self, style: &DayStyle) -> Option<DayReading> {
        let (_, example) = self.short.clone()?;
        let year_first = DayStyle { short_year_first: true, ..style.clone() };
        let starts_with_year = self.short_are_recent(WrittenDay::short_year_first);
        let ends_with_year =
            self.short_are_recent(WrittenDay::day_first) || self.short_are_recent(WrittenDay::month_first);
        match (starts_with_year, ends_with_year) {
            (false, true) => None,
            (true, false) => Some(self.order(year_first)),
            (true, true) | (false, false) => {
                let mut options = self.both_orders(style.clone());
                options.insert(0, year_first);
                Some(DayReading::Doubtful { options, example, why: DayUncertainty::ShortYear })
            }
        }
    }

    fn short_are_recent(&self, read: impl Fn(WrittenDay) -> Option<Day>) -> bool {
        const TEN_YEARS: i32 = 3653;
        let today = self.hint.today;
        let is_recent = |day: Day| day <= today && day >= today.plus(-TEN_YEARS);
        let mut short = self.seen.keys().filter(|written| matches!(written, WrittenDay::Fields { is_short: true, .. }));
        short.all(|written| read(*written).is_some_and(is_recent))
    }

    /// The order of day and month.
    fn order(&self, style: DayStyle) -> DayReading {
        let evidence =
            if style.short_year_first { self.long_orders.clone() } else { self.long_orders.with(&self.short_orders) };
        let in_order = |order| DayStyle { order, ..style.clone() };
        match (evidence.open, evidence.day_first, evidence.month_first) {
            // Every cell is a day in one order only, so none is in doubt.
            (None, Some(_), Some(_)) | (None, None, None) => DayReading::Certain(style),
            (open, Some((_, text)), None) => self.unless_converted(in_order(DateOrder::DayMonth), open.is_none(), text),
            (open, None, Some((_, text))) => self.unless_converted(in_order(DateOrder::MonthDay), open.is_none(), text),
            (Some((_, example)), None, None) => {
                DayReading::Doubtful { options: self.both_orders(style), example, why: DayUncertainty::Order }
            }
            (Some((_, example)), Some(day_first), Some(month_first)) => {
                let more = if month_first.0 > day_first.0 { DateOrder::MonthDay } else { DateOrder::DayMonth };
                let fewer = if more == DateOrder::DayMonth { DateOrder::MonthDay } else { DateOrder::DayMonth };
                let options = vec![in_order(more), in_order(fewer)];
                DayReading::Doubtful { options, example, why: DayUncertainty::BothOrders { day_first, month_first } }
            }
        }
    }

    /// Text dates decide the order, unless a spreadsheet has taken those with a day up to 12 for dates and swapped them.
    fn unless_converted(&self, style: DayStyle, is_all_late: bool, text: Example) -> DayReading {
        let real: Vec<Day> = self
            .seen
            .keys()
            .filter_map(|written| match written {
                WrittenDay::YearFirst(day) => Some(*day),
                _ => None,
            })
            .collect();
        let can_be_swapped = real.iter().all(|day| swapped(*day).is_some());
        let would_differ = real.iter().any(|day| swapped(*day) != Some(*day));
        if !(is_all_late && can_be_swapped && would_differ) {
            return DayReading::Certain(style);
        }
        let options = vec![DayStyle { swaps_year_first: true, ..style.clone() }, style];
        DayReading::Doubtful { options, example: text.clone(), why: DayUncertainty::HalfConverted { text } }
    }

    /// Both orders, the likelier one first: fewer days after the upload, then days that lie closer together.
    fn both_orders(&self, style: DayStyle) -> Vec<DayStyle> {
        let mut options: Vec<DayStyle> =
            DateOrder::ALL.into_iter().map(|order| DayStyle { order, ..style.clone() }).collect();
        options.sort_by_key(|style| {
            let future = self.seen.iter().filter(|(written, _)| style.day(**written) > Some(self.hint.today));
            let rows: u64 = future.map(|(_, (rows, _))| rows).sum();
            let span = self.ends(style, |_| true).map_or(0, |(first, last)| last.number() - first.number());
            (rows, span)
        });
        options
    }
}
