//! What a brand sold without influencers, day by day.

use definitions::{Class, Day};

use crate::{Calendar, Cube};

/// One day's sales of a brand that no influencer made; money in micros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct UnattributedDay {
    pub day: Day,
    pub organic_revenue: i64,
    pub organic_orders: i64,
    pub other_revenue: i64,
}

impl Cube {
    /// Every calendar day of the data, oldest first; the brand by the name that answers show.
    pub fn unattributed_days(&self, brand: &str) -> Vec<UnattributedDay> {
        let Some((first, last)) = self.days else {
            return Vec::new();
        };
        let days = (last.number() - first.number() + 1) as usize;
        let [organic, other] = [Class::Organic, Class::Other].map(|class| self.calendar_of(brand, class, days));
        (0..days)
            .map(|at| UnattributedDay {
                day: first.plus(at as i32),
                organic_revenue: organic.revenue[at],
                organic_orders: organic.orders[at],
                other_revenue: other.revenue[at],
            })
            .collect()
    }

    fn calendar_of(&self, brand: &str, class: Class, days: usize) -> Calendar {
        let mut calendar = Calendar::new(self.days.map_or(0, |(first, _)| first.number()), days);
        let keys = self.unattributed_keys.iter().enumerate();
        keys.filter(|(_, key)| key.class == class && self.dictionaries.brands.shown(key.brand) == brand)
            .for_each(|(run, _)| self.by_unattributed.add(run, &mut calendar));
        calendar
    }
}
