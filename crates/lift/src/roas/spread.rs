//! How much daily orders and order values vary, which decides how wide intervals are.

/// The order value's coefficient of variation where no influencer has two cells to compare: as much as the mean itself.
const VALUE_VARIATION_UNKNOWN: f64 = 1.0;

/// How much orders and their values vary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// φ: the variance of daily orders for each unit of their mean, at least 1.
    pub orders: f64,
    /// ψ: the squared coefficient of variation of weekly orders beyond what days vary by ([`super::BurstSpread`]).
    pub bursts: f64,
    /// The coefficient of variation of the value of one order.
    pub order_value: f64,
}

/// From this ψ on orders are said to come in bursts.
const BURSTS: f64 = 0.15;

impl Spread {
    /// Whether orders come in bursts: weeks vary by more than two fifths of their mean beyond what days would have them.
    #[must_use]
    pub fn has_bursts(&self) -> bool {
        self.bursts > BURSTS
    }
}

/// Collects daily counts towards φ: Pearson's χ² for each degree of freedom, pooled over groups, and at least 1.
///
/// A group is a run of days in which the same mean is expected, such as the days of one influencer in one campaign from
/// the first to the last sale. What truly changes within it (a post's peak) counts as chance, which makes intervals wider.
///
/// Two corrections matter where days have few orders, and vanish where they have many. The first and the last day were
/// chosen for having a sale, so only the days between them are compared. And χ² of n orders can show only 1 − 1/n of an
/// excess over chance (a single order shows none of it): φ = 1 + Σ (χ² − freedom) / Σ freedom · (1 − 1/n).
///
/// Each group counts 1 / (1 + its mean): where days vary by a part of their mean, the excess grows with it, and one influencer with
/// a hundred times the orders of the others would decide φ for all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OrderSpread {
    excess: f64,
    freedom: f64,
}

impl OrderSpread {
    /// Adds a group: the day (a number) and the orders of each day that has any, by day. Days between them have none.
    ///
    /// Groups of fewer than two days between, of no orders there or with numbers below 0 (returned goods) say nothing and
    /// are left out.
    pub fn add(&mut self, days: impl IntoIterator<Item = (i32, f64)>) {
        let (mut sum, mut squares, mut least) = (0.0, 0.0, 0.0_f64);
        let mut ends: Option<(i32, (i32, f64))> = None;
        for (day, orders) in days {
            // The last day so far is between only once another follows.
            if let Some((first, (last, count))) = ends
                && last > first
            {
                sum += count;
                squares += count * count;
                least = least.min(count);
            }
            ends = Some((ends.map_or(day, |(first, _)| first), (day, orders)));
        }
        let between = ends.map_or(0.0, |(first, (last, _))| f64::from(last) - f64::from(first) - 1.0);
        let (chi_square, freedom) = (squares / sum * between - sum, between - 1.0);
        if between >= 2.0 && least >= 0.0 && sum > 0.0 && chi_square.is_finite() {
            let weight = 1.0 / (1.0 + sum / between);
            self.excess += weight * (chi_square - freedom);
            self.freedom += weight * freedom * (1.0 - 1.0 / sum.max(1.0));
        }
    }

    /// φ; 1 where nothing could be compared: orders that come by chance alone.
    #[must_use]
    pub fn value(&self) -> f64 {
        let excess = self.excess / self.freedom;
        if excess.is_finite() { 1.0 + excess.max(0.0) } else { 1.0 }
    }
}

/// Collects cells of orders and their revenue towards the coefficient of variation of one order's value:
/// cv² = Σ orders · (value of the cell / value of the influencer − 1)² / Σ (cells − 1).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ValueSpread {
    squares: f64,
    freedom: f64,
}

impl ValueSpread {
    /// Adds the (orders, revenue) cells of one influencer; cells without orders or with revenue below 0 are left out.
    pub fn add(&mut self, cells: impl Iterator<Item = (f64, f64)> + Clone) {
        let usable = cells.filter(|(orders, revenue)| *orders > 0.0 && *revenue >= 0.0);
        let (mut count, mut orders, mut revenue) = (0_usize, 0.0, 0.0);
        for (cell_orders, cell_revenue) in usable.clone() {
            count += 1;
            orders += cell_orders;
            revenue += cell_revenue;
        }
        let value = revenue / orders;
        let squares: f64 = usable.map(|(orders, revenue)| orders * (revenue / orders / value - 1.0).powi(2)).sum();
        if count >= 2 && squares.is_finite() {
            self.squares += squares;
            self.freedom += (count - 1) as f64;
        }
    }

    /// The coefficient of variation; 1 where no influencer has two cells.
    #[must_use]
    pub fn value(&self) -> f64 {
        let square = self.squares / self.freedom;
        if square.is_finite() { square.sqrt() } else { VALUE_VARIATION_UNKNOWN }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_vary_more_than_chance_are_recognised_by_how_much() {
        let mut spread = OrderSpread::default();
        // Between the first and the last day 4, 2, 0, 2 orders: a mean of 2, squares of 8, so χ² is 4 with freedom 3; eight
        // orders can show 7/8 of the excess.
        spread.add([(10, 9.0), (11, 4.0), (12, 2.0), (14, 2.0), (15, 1.0)]);
        assert!((spread.value() - (1.0 + 1.0 / (3.0 * 7.0 / 8.0))).abs() < 1e-12, "{}", spread.value());
    }

    #[test]
    fn groups_are_pooled_and_days_that_vary_less_than_chance_count_as_chance() {
        let mut spread = OrderSpread::default();
        spread.add([(0, 1.0), (1, 5.0), (2, 5.0), (3, 5.0), (4, 1.0)]);
        assert_eq!(spread.value(), 1.0);
        let alone = spread;
        spread.add([(0, 1.0), (1, 30.0), (2, 2.0), (3, 1.0)]);
        // Excesses of −2 with a mean of 5 and of 23.5 with a mean of 16; 14/15 and 31/32 of them can be shown.
        let expected = (-2.0 / 6.0 + 23.5 / 17.0) / (2.0 / 6.0 * 14.0 / 15.0 + 1.0 / 17.0 * 31.0 / 32.0);
        assert!((spread.value() - 1.0 - expected).abs() < 1e-12 && spread.freedom > alone.freedom);
    }

    #[test]
    fn what_cannot_be_compared_leaves_chance_alone() {
        let mut spread = OrderSpread::default();
        spread.add([]);
        spread.add([(1, 7.0)]);
        spread.add([(1, 7.0), (9, 7.0)]);
        spread.add([(1, 1.0), (2, 3.0), (3, -1.0), (4, 1.0)]);
        spread.add([(1, 1.0), (2, 1e300), (3, 1e300), (4, 1.0)]);
        spread.add([(i32::MIN, 1.0), (i32::MAX, 1.0)]);
        assert_eq!(spread.value(), 1.0);
        // A single order between says nothing about more than itself.
        spread.add([(1, 1.0), (3, 1.0), (9, 1.0)]);
        assert_eq!(spread.value(), 1.0);
    }

    #[test]
    fn the_variation_of_one_order_is_found_from_cells_of_several() {
        let mut spread = ValueSpread::default();
        // Mean value 100; cells of 4 orders at 90 and at 110 differ by a tenth: 4 · 0.01 · 2 over one degree of freedom.
        spread.add([(4.0, 360.0), (4.0, 440.0)].into_iter());
        assert!((spread.value() - 0.08_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn without_two_cells_an_order_may_vary_as_much_as_the_mean() {
        let mut spread = ValueSpread::default();
        spread.add([(3.0, 300.0), (0.0, 50.0), (2.0, -10.0)].into_iter());
        spread.add([(3.0, 0.0), (1.0, 0.0)].into_iter());
        assert_eq!(spread.value(), VALUE_VARIATION_UNKNOWN);
    }
}
