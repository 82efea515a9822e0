//! What is summed over rows.

use std::ops::{Index, IndexMut};

use crate::value::Unit;

/// One thing that is summed over rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the labels and meanings say what each one is")]
pub enum Measure {
    Revenue,
    Orders,
    OrganicRevenue,
    OrganicOrders,
    OtherRevenue,
    OtherOrders,
    Spend,
    Posts,
    Reach,
    Likes,
    Comments,
}

impl Measure {
    /// Every measure, in the order answers list them.
    pub const ALL: [Self; 11] = [
        Self::Revenue,
        Self::Orders,
        Self::OrganicRevenue,
        Self::OrganicOrders,
        Self::OtherRevenue,
        Self::OtherOrders,
        Self::Spend,
        Self::Posts,
        Self::Reach,
        Self::Likes,
        Self::Comments,
    ];

    /// Those that answer to the influencer side, so that a line of one influencer can have them.
    pub const OF_INFLUENCERS: [Self; 7] =
        [Self::Revenue, Self::Orders, Self::Spend, Self::Posts, Self::Reach, Self::Likes, Self::Comments];

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Orders => "orders",
            Self::OrganicRevenue => "organic_revenue",
            Self::OrganicOrders => "organic_orders",
            Self::OtherRevenue => "other_revenue",
            Self::OtherOrders => "other_orders",
            Self::Spend => "spend",
            Self::Posts => "posts",
            Self::Reach => "reach",
            Self::Likes => "likes",
            Self::Comments => "comments",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Revenue => "Total Revenue",
            Self::Orders => "Total Orders",
            Self::OrganicRevenue => "Organic Revenue",
            Self::OrganicOrders => "Organic Orders",
            Self::OtherRevenue => "Other Revenue",
            Self::OtherOrders => "Other Orders",
            Self::Spend => "Total Spend",
            Self::Posts => "Posts",
            Self::Reach => "Reach",
            Self::Likes => "Likes",
            Self::Comments => "Comments",
        }
    }

    /// What it counts.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Revenue | Self::OrganicRevenue | Self::OtherRevenue | Self::Spend => Unit::Money,
            _ => Unit::Count,
        }
    }

    /// The sentence people read.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Revenue => "Sales credited to influencers: the sum of revenue over their tracking rows.",
            Self::Orders => "Orders credited to influencers.",
            Self::OrganicRevenue => {
                "Sales that came without an influencer. Influencer and campaign filters do not touch them."
            }
            Self::OrganicOrders => "Orders that came without an influencer.",
            Self::OtherRevenue => {
                "Sales from advertisements, e-mail or rows without an influencer's id: neither influencer revenue nor baseline."
            }
            Self::OtherOrders => "Orders that are neither influencer nor organic.",
            Self::Spend => "All payouts that belong to the selection, whatever their status.",
            Self::Posts => "Posts of the selected influencers in the selected days.",
            Self::Reach => "How many people the posts reached, added up over posts.",
            Self::Likes => "Likes of the posts.",
            Self::Comments => "Comments on the posts.",
        }
    }
}

/// One exact sum per measure: money in micros, everything else in pieces.
///
/// The import refuses tables whose absolute values add up to more than an `i64` holds, so no sum of parts can overflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums([i64; Measure::ALL.len()]);

impl Sums {
    /// Adds every sum of `other`.
    pub fn add(&mut self, other: &Self) {
        for (sum, part) in self.0.iter_mut().zip(other.0) {
            *sum += part;
        }
    }
}

impl Index<Measure> for Sums {
    type Output = i64;

    fn index(&self, measure: Measure) -> &i64 {
        &self.0[measure as usize]
    }
}

impl IndexMut<Measure> for Sums {
    fn index_mut(&mut self, measure: Measure) -> &mut i64 {
        &mut self.0[measure as usize]
    }
}
