//! On which days campaigns ran, as docs/metrics.md has it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};

use super::{Class, Facts};

/// By brand; under the blank brand the days of any campaign.
pub(super) fn of(facts: &Facts) -> BTreeMap<String, BTreeSet<String>> {
    let days: BTreeSet<Date> = facts.sales.iter().map(|sale| date(&sale.day)).collect();
    let Some((first, last)) = days.first().zip(days.last()) else { return BTreeMap::new() };
    let length = (*last - *first).get_days() + 1;
    let mut campaigns: BTreeMap<(String, String), BTreeMap<Date, i128>> = BTreeMap::new();
    for sale in facts.sales.iter().filter(|sale| sale.class == Class::Influencer) {
        let of_campaign = campaigns.entry((sale.brand.clone(), sale.campaign.clone())).or_default();
        *of_campaign.entry(date(&sale.day)).or_default() += sale.revenue;
    }
    let mut spans: BTreeMap<String, Vec<(Date, Date)>> = BTreeMap::new();
    for ((brand, _), revenue) in &campaigns {
        spans.entry(brand.clone()).or_default().extend(span(revenue, *last));
    }
    let mut found = BTreeMap::new();
    for (brand, of_brand) in spans {
        let pauses = |(from, to): &&(Date, Date)| ((*to - *from).get_days() + 1) * 5 <= length * 3;
        let pausing: Vec<(Date, Date)> = of_brand.iter().filter(pauses).copied().collect();
        let counted = if pausing.is_empty() { of_brand } else { pausing };
        let days: BTreeSet<String> = counted.into_iter().flat_map(every_day).collect();
        found.insert(brand, days);
    }
    let any: BTreeSet<String> = found.values().flatten().cloned().collect();
    found.insert(String::new(), any);
    found
}

fn span(revenue: &BTreeMap<Date, i128>, end: Date) -> Option<(Date, Date)> {
    let whole: i128 = revenue.values().sum();
    if whole <= 0 {
        return None;
    }
    let mut spells: Vec<Vec<Date>> = Vec::new();
    for (day, _) in revenue.iter().filter(|(_, amount)| **amount > 0) {
        match spells.last_mut() {
            Some(spell) if (*day - spell[spell.len() - 1]).get_days() <= 8 => spell.push(*day),
            _ => spells.push(vec![*day]),
        }
    }
    spells.retain(|spell| spell.iter().map(|day| revenue[day]).sum::<i128>() * 50 >= whole);
    let (first, last) = (spells.first()?[0], spells.last()?.last()?);
    Some((first, last.saturating_add(7.days()).min(end)))
}

fn every_day((from, to): (Date, Date)) -> Vec<String> {
    from.series(1.day()).take_while(|day| *day <= to).map(|day| day.to_string()).collect()
}

fn date(day: &str) -> Date {
    day.parse().expect("a day")
}
