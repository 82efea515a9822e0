//! Whether orders come in bursts: how much more whole weeks vary than their days would have them.
//!
//! Orders of one post rise and fall together, so an influencer's total rests on a few posts and not on many days. An influencer's days are cut into B
//! blocks of a week, with shares w of the days. χ² = Σ n_b²/(n·w_b) − n is expected to be (B − 1)·(φ + ψ·n/B), where ψ is the
//! squared coefficient of variation of a week's orders beyond what its days vary by.

/// Days of a block.
const BLOCK: i32 = 7;
/// Blocks with so many orders on average suffice for ψ.
const TELLING_ORDERS: f64 = 4.0;
/// The freedom of such blocks, all together, from which on ψ is estimated; with less it is taken as [`UNKNOWN`].
const ENOUGH_FREEDOM: f64 = 8.0;
/// ψ where nothing can be determined.
const UNKNOWN: f64 = 0.3;
/// Longer than any calendar.
const MAX_BLOCKS: u32 = 100_000;
const ITERATIONS: usize = 100;
const CONVERGED: f64 = 1e-9;

/// Collects the days of influencers towards ψ.
#[derive(Clone, Debug, Default)]
pub struct BurstSpread {
    influencers: Vec<Blocks>,
}

/// The blocks of one influencer.
#[derive(Clone, Copy, Debug)]
struct Blocks {
    orders: f64,
    count: f64,
    chi_square: f64,
}

impl BurstSpread {
    /// Adds an influencer, and says into how many blocks (weeks) the days were cut; 0 without a day.
    ///
    /// - Shape: for each campaign the day (a number) and the orders of each day that has any, in any order.
    /// - The influencer's days are those from the first to the last sale of a campaign; days between two campaigns are not counted.
    /// - Numbers below 0 (returned goods) say nothing about bursts: the weeks are counted, ψ learns nothing from them.
    pub fn add<Days>(&mut self, campaigns: impl Iterator<Item = Days> + Clone) -> u32
    where
        Days: Iterator<Item = (i32, f64)>,
    {
        let spans = spans(campaigns.clone());
        let days: i64 = spans.iter().map(|(first, last)| i64::from(*last) - i64::from(*first) + 1).sum();
        let count = blocks(days);
        if (1..=MAX_BLOCKS).contains(&count) {
            let sales = campaigns.flatten().map(|(day, orders)| (place(&spans, day), orders));
            self.influencers.extend(Blocks::new(sales, days, count));
        }
        count
    }

    /// ψ, given φ ([`super::OrderSpread`]); 0 where weeks vary no more than their days would have them.
    #[must_use]
    pub fn value(&self, dispersion: f64) -> f64 {
        let freedom: f64 = self.influencers.iter().filter(|own| own.is_telling()).map(|own| own.count - 1.0).sum();
        if freedom < ENOUGH_FREEDOM {
            return UNKNOWN;
        }
        let mut found = 0.0;
        for _ in 0..ITERATIONS {
            let before = found;
            found = self.improved(dispersion, before);
            if (found - before).abs() < CONVERGED {
                break;
            }
        }
        found
    }

    /// ψ by moments, each influencer weighted as this ψ would have it.
    fn improved(&self, dispersion: f64, bursts: f64) -> f64 {
        let (mut excess, mut scale) = (0.0, 0.0);
        for &Blocks { orders, count, chi_square } in &self.influencers {
            let mean = orders / count;
            let weight = mean / (dispersion + bursts * mean).powi(2);
            excess += weight * (chi_square - (count - 1.0) * dispersion);
            scale += weight * (count - 1.0) * mean;
        }
        let found = excess / scale;
        if found.is_finite() { found.max(0.0) } else { 0.0 }
    }
}

impl Blocks {
    /// Sales by their place among the influencer's days; none where something was returned, or nothing sold.
    fn new(sales: impl Iterator<Item = (i64, f64)>, days: i64, count: u32) -> Option<Self> {
        let mut sums = vec![0.0; count as usize];
        for (place, orders) in sales {
            let block = (place / i64::from(BLOCK)) as usize;
            sums[block.min(count as usize - 1)] += orders;
        }
        let orders: f64 = sums.iter().sum();
        let is_usable = orders > 0.0 && sums.iter().all(|sum| *sum >= 0.0);
        let square = |(block, sum): (usize, &f64)| sum * sum / (orders * share(block, days, count));
        let chi_square = sums.iter().enumerate().map(square).sum::<f64>() - orders;
        (is_usable && chi_square.is_finite()).then_some(Self { orders, count: f64::from(count), chi_square })
    }

    fn is_telling(&self) -> bool {
        self.orders >= TELLING_ORDERS * self.count
    }
}

/// Into how many blocks so many days are cut: weeks, to the nearest, and 1 at least.
fn blocks(days: i64) -> u32 {
    let weeks = (days + i64::from(BLOCK) / 2) / i64::from(BLOCK);
    u32::try_from(weeks).unwrap_or(u32::MAX).max(u32::from(days > 0))
}

/// The part of the days that a block has; the last one has what is left.
fn share(block: usize, days: i64, count: u32) -> f64 {
    let week = f64::from(BLOCK);
    let own = if block + 1 < count as usize { week } else { days as f64 - week * block as f64 };
    own / days as f64
}

/// The first and last day of each campaign, by day; campaigns that overlap are one.
fn spans<Days: Iterator<Item = (i32, f64)>>(campaigns: impl Iterator<Item = Days>) -> Vec<(i32, i32)> {
    let span =
        |days: Days| days.map(|(day, _)| (day, day)).reduce(|whole, (day, _)| (whole.0.min(day), whole.1.max(day)));
    let mut spans: Vec<(i32, i32)> = campaigns.filter_map(span).collect();
    spans.sort_unstable();
    spans.dedup_by(|later, earlier| {
        let overlap = later.0 <= earlier.1;
        if overlap {
            earlier.1 = earlier.1.max(later.1);
        }
        overlap
    });
    spans
}

/// How many of the influencer's days come before this one.
fn place(spans: &[(i32, i32)], day: i32) -> i64 {
    let before = |&(first, last): &(i32, i32)| i64::from(day).min(i64::from(last) + 1) - i64::from(first);
    spans.iter().take_while(|(first, _)| *first <= day).map(before).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Campaign = Vec<(i32, f64)>;

    fn with(influencers: &[Vec<Campaign>]) -> (BurstSpread, Vec<u32>) {
        let mut spread = BurstSpread::default();
        let weeks = influencers.iter().map(|own| spread.add(own.iter().map(|days| days.iter().copied()))).collect();
        (spread, weeks)
    }

    /// The same orders on the first and on the last day of each week.
    fn weekly(orders: &[f64]) -> Campaign {
        let week =
            |(week, orders): (usize, &f64)| [(7 * week as i32, *orders / 2.0), (7 * week as i32 + 6, *orders / 2.0)];
        orders.iter().enumerate().flat_map(week).filter(|(_, orders)| *orders > 0.0).collect()
    }

    #[test]
    fn weeks_that_vary_more_than_days_would_have_them_are_bursts() {
        let (spread, weeks) = with(&[vec![weekly(&[18.0, 0.0, 18.0, 0.0, 18.0, 0.0, 18.0, 0.0, 18.0])]]);
        assert_eq!(weeks, [9]);
        // Ten orders a week are expected: χ² = 5 · 18² / 10 − 90 = 72, of which chance has 8; each ψ adds 8 · 10.
        assert!((spread.value(1.0) - 0.8).abs() < 1e-9, "{}", spread.value(1.0));
        assert!((spread.value(4.0) - 0.5).abs() < 1e-9, "{}", spread.value(4.0));
        assert_eq!(spread.value(20.0), 0.0);
    }

    #[test]
    fn weeks_alike_are_no_bursts() {
        assert_eq!(with(&[vec![weekly(&[20.0; 10])]]).0.value(1.0), 0.0);
    }

    #[test]
    fn few_weeks_or_few_orders_leave_bursts_unknown() {
        assert_eq!(BurstSpread::default().value(1.0), UNKNOWN);
        assert_eq!(with(&[vec![weekly(&[20.0; 8])]]).0.value(1.0), UNKNOWN);
        assert_eq!(with(&[vec![weekly(&[3.0; 20])]]).0.value(1.0), UNKNOWN);
        // Two influencers have eight degrees of freedom together.
        assert_eq!(with(&[vec![weekly(&[20.0; 5])], vec![weekly(&[20.0; 5])]]).0.value(1.0), 0.0);
    }

    #[test]
    fn days_between_two_campaigns_are_no_weeks_without_orders() {
        let later = |days: Campaign, by: i32| -> Campaign {
            days.into_iter().map(|(day, orders)| (day + by, orders)).collect()
        };
        let campaigns = vec![later(weekly(&[20.0; 5]), 300), weekly(&[20.0; 5])];
        let (spread, weeks) = with(&[campaigns]);
        assert_eq!((weeks, spread.value(1.0)), (vec![10], 0.0));
        // Five weeks of which two lie within both campaigns.
        let overlapping = vec![weekly(&[20.0; 5]), later(weekly(&[20.0; 5]), 21)];
        assert_eq!(with(&[overlapping]).1, [8]);
    }

    #[test]
    fn the_last_block_has_the_days_that_are_left() {
        assert_eq!([1, 7, 10, 11, 24, 25].map(blocks), [1, 1, 1, 2, 3, 4]);
        let whole: f64 = (0..3).map(|block| share(block, 24, 3)).sum();
        assert!((whole - 1.0).abs() < 1e-12 && (share(2, 24, 3) - 10.0 / 24.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_sale_says_nothing() {
        let returned = vec![(0, 5.0), (7, -3.0), (20, 9.0)];
        let hostile = vec![(i32::MIN, 1.0), (0, f64::MAX), (i32::MAX, 1.0)];
        let (spread, weeks) = with(&[vec![], vec![vec![]], vec![returned], vec![hostile], vec![vec![(i32::MAX, 1.0)]]]);
        assert_eq!((&weeks[..3], weeks[4]), (&[0, 0, 3][..], 1));
        assert_eq!(spread.value(1.0), UNKNOWN);
    }
}
