//! Days on which shops in India commonly hold sales, whatever the data say.

use definitions::Day;

use super::data::Period;

/// Days before and after a festival on which sales are common.
const BEFORE: i32 = 3;
const AFTER: i32 = 1;

/// On the same day every year: month, day.
const FIXED: [(i32, i32, &str); 3] = [(1, 26, "Republic Day"), (8, 15, "Independence Day"), (12, 25, "Christmas")];

/// By the moon: listed for the years whose dates are published.
const MOVABLE: [((i32, i32, i32), &str); 21] = [
    ((2022, 3, 18), "Holi"),
    ((2023, 3, 8), "Holi"),
    ((2024, 3, 25), "Holi"),
    ((2025, 3, 14), "Holi"),
    ((2026, 3, 4), "Holi"),
    ((2027, 3, 22), "Holi"),
    ((2022, 8, 11), "Raksha Bandhan"),
    ((2023, 8, 30), "Raksha Bandhan"),
    ((2024, 8, 19), "Raksha Bandhan"),
    ((2025, 8, 9), "Raksha Bandhan"),
    ((2026, 8, 28), "Raksha Bandhan"),
    ((2027, 8, 17), "Raksha Bandhan"),
    ((2022, 10, 5), "Dussehra"),
    ((2023, 10, 24), "Dussehra"),
    ((2024, 10, 12), "Dussehra"),
    ((2025, 10, 2), "Dussehra"),
    ((2022, 10, 24), "Diwali"),
    ((2023, 11, 12), "Diwali"),
    ((2024, 10, 31), "Diwali"),
    ((2025, 10, 20), "Diwali"),
    ((2026, 11, 8), "Diwali"),
];

/// Festivals with their days around, as far as they fall into a period.
pub(crate) fn within(period: Period) -> Vec<(Period, &'static str)> {
    let years = year(period.from)..=year(period.to);
    let fixed = years.flat_map(|year| FIXED.map(|(month, day, name)| (Day::from_fields(year, month, day), name)));
    let movable = MOVABLE.into_iter().map(|((year, month, day), name)| (Day::from_fields(year, month, day), name));
    let mut found: Vec<(Period, &str)> = fixed
        .chain(movable)
        .filter_map(|(day, name)| Some((day.filter(|day| period.has(*day))?, name)))
        .map(|(day, name)| {
            let days = Period { from: day.plus(-BEFORE).max(period.from), to: day.plus(AFTER).min(period.to) };
            (days, name)
        })
        .collect();
    found.sort_unstable();
    found
}

fn year(day: Day) -> i32 {
    day.to_string().get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diwali_within_a_campaign_is_found_with_its_days_around() {
        let day = |text| Day::parse(text).unwrap();
        let found = within(Period { from: day("2025-10-18"), to: day("2025-12-01") });
        assert_eq!(found, [(Period { from: day("2025-10-18"), to: day("2025-10-21") }, "Diwali")]);
        assert!(within(Period { from: day("2025-05-01"), to: day("2025-05-31") }).is_empty());
    }
}
