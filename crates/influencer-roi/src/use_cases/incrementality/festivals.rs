//! Days on which shops in India commonly hold sales, whatever the data say.

use definitions::Day;

use super::data::Period;

/// A festival's name, and for how many days before and after its day sales are common.
struct Festival {
    name: &'static str,
    before: i32,
    after: i32,
}

const fn festival(name: &'static str, before: i32, after: i32) -> Festival {
    Festival { name, before, after }
}

/// On the same day every year: month, day.
const FIXED: [(i32, i32, Festival); 3] = [
    (1, 26, festival("Republic Day", 3, 1)),
    (8, 15, festival("Independence Day", 3, 1)),
    (12, 25, festival("Christmas", 3, 1)),
];

/// The first year of the movable festivals' lists.
const FIRST_YEAR: i32 = 2022;

/// By the moon: month and day of each year from [`FIRST_YEAR`] on. Navratri ends with Dussehra, whose day is listed.
const MOVABLE: [(Festival, [(i32, i32); 9]); 6] = [
    (festival("Holi", 2, 1), [(3, 18), (3, 8), (3, 25), (3, 14), (3, 4), (3, 22), (3, 11), (3, 1), (3, 20)]),
    (festival("Eid al-Fitr", 3, 1), [(5, 3), (4, 22), (4, 11), (3, 31), (3, 21), (3, 10), (2, 27), (2, 15), (2, 5)]),
    (festival("Eid al-Adha", 3, 1), [(7, 10), (6, 29), (6, 17), (6, 7), (5, 27), (5, 17), (5, 6), (4, 24), (4, 14)]),
    (festival("Raksha Bandhan", 3, 1), [(8, 11), (8, 30), (8, 19), (8, 9), (8, 28), (8, 17), (8, 5), (8, 23), (8, 13)]),
    (festival("Navratri", 9, 0), [(10, 5), (10, 24), (10, 12), (10, 2), (10, 20), (10, 9), (9, 27), (10, 16), (10, 6)]),
    (
        festival("Diwali", 6, 2),
        [(10, 24), (11, 12), (10, 31), (10, 20), (11, 8), (10, 29), (10, 17), (11, 5), (10, 26)],
    ),
];

/// Festivals with the days around them, as far as these fall into a period; by day.
pub(crate) fn within(period: Period) -> Vec<(Period, &'static str)> {
    if period.days() == 0 {
        return Vec::new();
    }
    // The days around a festival of the next year may begin in this one.
    let years = || year(period.from)..=year(period.to) + 1;
    let fixed = years().flat_map(|year| FIXED.iter().map(move |(month, day, festival)| (year, *month, *day, festival)));
    let movable = MOVABLE.iter().flat_map(|(festival, days)| {
        (FIRST_YEAR..).zip(days).map(move |(year, (month, day))| (year, *month, *day, festival))
    });
    let mut found: Vec<(Period, &str)> = fixed
        .chain(movable)
        .filter_map(|(year, month, day, festival)| Some((Day::from_fields(year, month, day)?, festival)))
        .map(|(day, festival)| {
            let days = Period { from: day.plus(-festival.before), to: day.plus(festival.after) };
            (days, festival.name)
        })
        .filter(|(days, _)| days.overlaps(period))
        .map(|(days, name)| (Period { from: days.from.max(period.from), to: days.to.min(period.to) }, name))
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

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn diwali_within_a_campaign_is_found_with_its_days_around() {
        let found = within(Period { from: day("2025-10-18"), to: day("2025-12-01") });
        assert_eq!(found, [(Period { from: day("2025-10-18"), to: day("2025-10-22") }, "Diwali")]);
        assert!(within(Period { from: day("2025-05-01"), to: day("2025-05-31") }).is_empty());
    }

    #[test]
    fn every_year_has_every_festival_with_several_days() {
        let names = |year: i32| {
            let found = within(Period { from: day(&format!("{year}-01-01")), to: day(&format!("{year}-12-31")) });
            assert!(found.iter().all(|(days, _)| days.days() >= 4), "{found:?}");
            let mut names: Vec<&str> = found.into_iter().map(|(_, name)| name).collect();
            names.sort_unstable();
            names
        };
        for year in 2023..=2030 {
            assert_eq!(
                names(year),
                [
                    "Christmas",
                    "Diwali",
                    "Eid al-Adha",
                    "Eid al-Fitr",
                    "Holi",
                    "Independence Day",
                    "Navratri",
                    "Raksha Bandhan",
                    "Republic Day"
                ],
                "{year}"
            );
        }
    }

    #[test]
    fn the_days_before_a_festival_are_found_where_the_period_ends_before_it() {
        let found = within(Period { from: day("2026-10-01"), to: day("2026-11-04") });
        let diwali = (Period { from: day("2026-11-02"), to: day("2026-11-04") }, "Diwali");
        assert_eq!(found, [(Period { from: day("2026-10-11"), to: day("2026-10-20") }, "Navratri"), diwali]);
    }
}
