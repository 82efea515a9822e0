//! The time zone of the shop, for times that an export gives in UTC.

use definitions::Day;
use jiff::{Timestamp, tz::TimeZone};

use super::words;

/// A time zone, with the rules of its summer time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Zone {
    name: &'static str,
    rules: TimeZone,
}

/// The zone of a dataset that says nothing else.
pub(super) const DEFAULT_TIME_ZONE: &str = "Asia/Kolkata";

impl Zone {
    /// The zone of this name, such as `Europe/Berlin`; nothing when it is not in the list.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let (name, rules) = zones().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(Self { name, rules: TimeZone::posix(rules).ok()? })
    }

    /// Its name.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The day it is there, so many seconds after 1970-01-01 in UTC.
    pub(super) fn day_at(&self, second: i64) -> Option<Day> {
        let date = self.rules.to_datetime(Timestamp::from_second(second).ok()?).date();
        Day::from_fields(date.year().into(), date.month().into(), date.day().into())
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::named(DEFAULT_TIME_ZONE).unwrap_or(Self { name: "UTC", rules: TimeZone::UTC })
    }
}

/// The name of every zone.
pub(super) fn zone_names() -> impl Iterator<Item = &'static str> {
    zones().map(|(name, _)| name)
}

fn zones() -> impl Iterator<Item = (&'static str, &'static str)> {
    // Rules contain commas, but never one before a blank.
    words::entries(include_str!("words/zones.txt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_of_the_list_has_rules() {
        assert!(zones().all(|(name, _)| Zone::named(name).is_some_and(|zone| zone.name() == name)));
        assert_eq!(Zone::default().name(), "Asia/Kolkata");
        assert_eq!(Zone::named("Mars/Olympus"), None);
    }

    #[test]
    fn an_evening_in_utc_is_the_next_day_in_india_and_summer_time_counts() {
        let day = |zone: &str, second| Zone::named(zone).unwrap().day_at(second).unwrap().to_string();
        let evening = 1_717_272_000; // 2024-06-01 20:00:00
        assert_eq!(day("Asia/Kolkata", evening), "2024-06-02");
        assert_eq!(day("America/New_York", evening), "2024-06-01");
        // 22:30, which is the next day in Berlin in summer only.
        assert_eq!(day("Europe/Berlin", evening + 9_000), "2024-06-02");
        assert_eq!(day("Europe/Berlin", 1_704_148_200), "2024-01-01");
    }
}
