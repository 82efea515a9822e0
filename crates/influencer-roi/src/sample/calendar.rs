//! The 240 days: a fixed half year and more, its weekly rhythm, its sale events and a stock-out.
//!
//! The dates are constants, not the clock: a file generated next year has the same bytes.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Days after [`FIRST_DAY`].
pub(super) type Day = u16;

pub(super) const FIRST_DAY: Date = date(2026, 1, 1);
pub(super) const DAYS: Day = 240;

/// Days at the start without a campaign. Three times the longest campaign with its week after, and the festivals among
/// them on top: what the calibrated model asks for before it gives an interval of a whole campaign.
pub(super) const QUIET_DAYS: Day = 103;

/// Sales still come in for so many days after a campaign's end.
pub(super) const LATE_SALES_DAYS: Day = 3;

/// The truth counts so many days after the end, as the effect window of the dashboard does.
pub(super) const TAIL_DAYS: Day = 7;

/// A sale on all brands. The one at Eid falls into a campaign of the third, the others lie outside all of them.
pub(super) struct SaleEvent {
    pub(super) name: &'static str,
    pub(super) first: Day,
    pub(super) last: Day,
    lift_permille: i64,
}

pub(super) const SALE_EVENTS: [SaleEvent; 3] = [
    SaleEvent { name: "Republic Day sale", first: 22, last: 26, lift_permille: 1550 },
    SaleEvent { name: "Eid sale", first: 143, last: 147, lift_permille: 1300 },
    SaleEvent { name: "Independence Day sale", first: 223, last: 227, lift_permille: 1700 },
];

/// Days on which a brand had next to nothing to sell, after its last campaign.
pub(super) struct StockOut {
    pub(super) brand: usize,
    pub(super) first: Day,
    pub(super) last: Day,
    left_permille: i64,
}

pub(super) const STOCK_OUT: StockOut = StockOut { brand: 2, first: 230, last: 234, left_permille: 150 };

/// Monday to Sunday.
const WEEK_PERMILLE: [i64; 7] = [960, 925, 940, 975, 1035, 1110, 1055];
const GROWTH_PERMILLE_A_DAY: i64 = 1;

/// What a usual day's demand for a brand is multiplied by, in permille.
pub(super) fn demand_permille(brand: usize, day: Day) -> i64 {
    let weekday = calendar_date(day).weekday().to_monday_zero_offset();
    let grown = 1000 + GROWTH_PERMILLE_A_DAY * i64::from(day);
    WEEK_PERMILLE[weekday as usize] * grown * event_permille(day) / 1_000_000 * stock_permille(brand, day) / 1000
}

fn event_permille(day: Day) -> i64 {
    SALE_EVENTS.iter().find(|event| (event.first..=event.last).contains(&day)).map_or(1000, |event| event.lift_permille)
}

fn stock_permille(brand: usize, day: Day) -> i64 {
    let is_out = brand == STOCK_OUT.brand && (STOCK_OUT.first..=STOCK_OUT.last).contains(&day);
    if is_out { STOCK_OUT.left_permille } else { 1000 }
}

pub(super) fn text(day: Day) -> String {
    calendar_date(day).to_string()
}

fn calendar_date(day: Day) -> Date {
    FIRST_DAY.saturating_add(i64::from(day).days())
}
