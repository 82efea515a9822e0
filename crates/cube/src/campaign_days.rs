//! The days on which campaigns ran: organic sales of other days say nothing about them.

use std::collections::BTreeMap;

use definitions::Day;

use crate::{BLANK_CODE, Combination, prefix_sums::DailySeries, spans::Period};

/// More days than these between two days with revenue end a spell.
const QUIET_DAYS_WITHIN: i32 = 7;
/// Days after the last one of a campaign that are still its own.
const DAYS_AFTER: i32 = 7;
/// A spell with less than this part of a campaign's revenue is stragglers.
const MIN_PART: i128 = 50;
/// A campaign on more than three fifths of all days never pauses: it counts only where its brand has no other.
const MAX_DAYS: (i64, i64) = (3, 5);

/// Days on which some campaign ran, by brand and over all brands; ascending, and no two touch.
#[derive(Debug, Default)]
pub(crate) struct CampaignDays {
    of_brand: BTreeMap<u32, Vec<Period>>,
    of_any: Vec<Period>,
}

impl CampaignDays {
    /// - `combinations`: what each run of `sales` is of, over all influencers.
    /// - `days`: the first and the last day of the data.
    pub(crate) fn new(combinations: &[Combination], sales: &DailySeries, days: Option<(Day, Day)>) -> Self {
        let Some((first, last)) = days else { return Self::default() };
        let data = Period { from: first.number(), to: last.number() };
        let mut revenue: BTreeMap<(u32, u32), BTreeMap<i32, i64>> = BTreeMap::new();
        for (run, combination) in combinations.iter().enumerate() {
            let of_campaign = revenue.entry((combination.brand, combination.campaign)).or_default();
            sales.each_day(run, Period::ALWAYS, |day, _, amount| *of_campaign.entry(day).or_default() += amount);
        }
        let mut spans: BTreeMap<u32, Vec<Period>> = BTreeMap::new();
        for ((brand, _), of_campaign) in &revenue {
            spans.entry(*brand).or_default().extend(span(of_campaign, data));
        }
        let of_brand: BTreeMap<u32, Vec<Period>> =
            spans.into_iter().map(|(brand, spans)| (brand, joined(pausing(spans, data)))).collect();
        let of_any = joined(of_brand.values().flatten().copied().collect());
        Self { of_brand, of_any }
    }

    /// The days that count for organic sales of a brand; those of any campaign where they name none.
    pub(crate) fn of(&self, brand: u32) -> &[Period] {
        if brand == BLANK_CODE { &self.of_any } else { self.of_brand.get(&brand).map_or(&[], Vec::as_slice) }
    }
}

/// The days of one campaign; nothing where it brought no revenue.
fn span(revenue: &BTreeMap<i32, i64>, data: Period) -> Option<Period> {
    let whole: i128 = revenue.values().map(|amount| i128::from(*amount)).sum();
    if whole <= 0 {
        return None;
    }
    let days: Vec<(i32, i64)> =
        revenue.iter().filter(|(_, amount)| **amount > 0).map(|(day, sum)| (*day, *sum)).collect();
    let spells = days.chunk_by(|one, next| next.0 - one.0 - 1 <= QUIET_DAYS_WITHIN);
    let counts =
        |spell: &&[(i32, i64)]| spell.iter().map(|(_, sum)| i128::from(*sum)).sum::<i128>() * MIN_PART >= whole;
    let mut kept = spells.filter(counts);
    let first = kept.next()?;
    let last = kept.next_back().unwrap_or(first);
    let (from, to) = (first.first()?.0, last.last()?.0);
    Some(Period { from, to: to.saturating_add(DAYS_AFTER).min(data.to) })
}

/// Without the campaigns that never pause, where there are others.
fn pausing(spans: Vec<Period>, data: Period) -> Vec<Period> {
    let days = |period: &Period| i64::from(period.to) - i64::from(period.from) + 1;
    let pauses = |span: &Period| days(span) * MAX_DAYS.1 <= days(&data) * MAX_DAYS.0;
    let (pausing, always): (Vec<Period>, Vec<Period>) = spans.into_iter().partition(pauses);
    if pausing.is_empty() { always } else { pausing }
}

fn joined(mut spans: Vec<Period>) -> Vec<Period> {
    spans.sort_unstable_by_key(|span| span.from);
    let mut joined: Vec<Period> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.from <= last.to.saturating_add(1) => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: Period = Period { from: 0, to: 99 };

    fn sold(days: &[(i32, i64)]) -> BTreeMap<i32, i64> {
        days.iter().copied().collect()
    }

    #[test]
    fn a_campaign_lasts_from_its_first_to_its_last_spell_and_a_week_more() {
        assert_eq!(span(&sold(&[(10, 100), (15, 100)]), DATA), Some(Period { from: 10, to: 22 }));
        // Eight quiet days part two spells; both count, and the days between them.
        assert_eq!(span(&sold(&[(10, 100), (19, 100)]), DATA), Some(Period { from: 10, to: 26 }));
        assert_eq!(span(&sold(&[(90, 100), (97, 1)]), DATA), Some(Period { from: 90, to: 99 }));
    }

    #[test]
    fn stragglers_and_refunds_make_it_no_longer() {
        assert_eq!(span(&sold(&[(3, 1), (30, 100), (60, 1)]), DATA), Some(Period { from: 30, to: 37 }));
        assert_eq!(span(&sold(&[(30, 98), (60, 2)]), DATA), Some(Period { from: 30, to: 67 }));
        assert_eq!(span(&sold(&[(30, 100), (60, -50)]), DATA), Some(Period { from: 30, to: 37 }));
        assert_eq!(span(&sold(&[(30, 0)]), DATA), None);
        assert_eq!(span(&sold(&[(30, 5), (31, -5)]), DATA), None);
    }

    #[test]
    fn what_never_pauses_counts_only_where_there_is_nothing_else() {
        let (always, short) = (Period { from: 0, to: 60 }, Period { from: 20, to: 29 });
        assert_eq!(pausing(vec![always, short], DATA), [short]);
        assert_eq!(pausing(vec![always], DATA), [always]);
        assert_eq!(pausing(vec![Period { from: 0, to: 59 }], DATA), [Period { from: 0, to: 59 }]);
    }

    #[test]
    fn days_of_several_campaigns_are_reported_once() {
        let period = |from, to| Period { from, to };
        assert_eq!(
            joined(vec![period(5, 9), period(1, 3), period(4, 4), period(20, 30), period(8, 12)]),
            [period(1, 12), period(20, 30)]
        );
    }
}
