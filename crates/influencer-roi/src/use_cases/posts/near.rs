//! Credited sales by the days since the influencer's last post. Each sale belongs to one post at most, so nothing is counted
//! twice; posts of one day share its sales evenly.

use std::iter;

use definitions::{Day, Selection, shares};
use store::{Dataset, StoredPost};

use super::posted::Posted;

/// The days after that of a post on which a sale is near it.
pub(crate) const NEAR_DAYS: usize = 6;
/// The day of the post and the days after it that are listed one by one.
pub(crate) const LAG_DAYS: usize = 14;

/// Credited sales.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LagSums {
    pub(crate) orders: i64,
    /// Micros.
    pub(crate) revenue: i64,
}

impl LagSums {
    pub(super) fn add(&mut self, other: Self) {
        self.orders += other.orders;
        self.revenue += other.revenue;
    }
}

/// The credited sales of chosen influencers, divided by when their last post was.
#[derive(Clone, Debug)]
pub(super) struct NearSales {
    /// By days since the last post.
    pub(super) lags: [LagSums; LAG_DAYS],
    /// Later than that.
    pub(super) later: LagSums,
    /// Before the influencer's first post.
    pub(super) before: LagSums,
    /// By post: sales on its day and the [`NEAR_DAYS`] after it, until the next post.
    pub(super) by_post: Vec<LagSums>,
}

impl NearSales {
    /// `people`: by profile, whether the influencer is chosen.
    pub(super) fn of(dataset: &Dataset, posted: &Posted, selection: &Selection, people: &[bool]) -> Self {
        let none = LagSums::default();
        let mut near = Self { lags: [none; LAG_DAYS], later: none, before: none, by_post: Vec::new() };
        for posts in posted.of_influencers() {
            let days: Vec<&[StoredPost]> = posts.chunk_by(|one, next| one.day == next.day).collect();
            let mut by_day = vec![none; days.len()];
            if people[posts[0].profile] {
                for sold in dataset.sold_by(posts[0].profile).filter(|sold| sold.is_on(selection)) {
                    let sums = LagSums { orders: sold.orders, revenue: sold.revenue };
                    near.add(&days, &mut by_day, sold.day, sums);
                }
            }
            let parts = days.iter().zip(&by_day).flat_map(|(posts, sums)| shared(*sums, posts.len()));
            near.by_post.extend(parts);
        }
        near
    }

    fn add(&mut self, days: &[&[StoredPost]], by_day: &mut [LagSums], day: Day, sums: LagSums) {
        let Some(last) = days.partition_point(|posts| posts[0].day <= day).checked_sub(1) else {
            return self.before.add(sums);
        };
        let lag = (day.number() - days[last][0].day.number()) as usize;
        self.lags.get_mut(lag).unwrap_or(&mut self.later).add(sums);
        if lag <= NEAR_DAYS {
            by_day[last].add(sums);
        }
    }
}

/// Whole parts that add up to the sums.
fn shared(sums: LagSums, parts: usize) -> Vec<LagSums> {
    let even = vec![1; parts];
    let of = |total: i64| shares(total, &even).into_iter().flatten();
    iter::zip(of(sums.orders), of(sums.revenue)).map(|(orders, revenue)| LagSums { orders, revenue }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_of_one_day_share_its_sales_to_the_micro() {
        let parts = shared(LagSums { orders: 4, revenue: -10 }, 3);
        assert_eq!(parts.iter().map(|part| part.orders).collect::<Vec<_>>(), [1, 1, 2]);
        assert_eq!(parts.iter().map(|part| part.revenue).sum::<i64>(), -10);
    }
}
