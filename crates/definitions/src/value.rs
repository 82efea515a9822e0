//! A number on the dashboard, or the reason why there is none.

use crate::ratio::nearest_double;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The currency of the dataset.
    Money,
    /// Pieces: orders, posts, likes.
    Count,
    /// How many times over: 2.5×.
    Times,
    /// A part of one, read as per cent.
    Share,
    /// Currency for each piece.
    MoneyPer,
}

impl Unit {
    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Count => "count",
            Self::Times => "times",
            Self::Share => "share",
            Self::MoneyPer => "money_per",
        }
    }
}

/// A number, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Exact, in micros of the currency unit.
    Money(i64),
    /// Exact pieces.
    Count(i64),
    /// The nearest double of an exact quotient, or an estimate.
    Quotient(f64),
    /// No value.
    Missing(Reason),
}

impl Value {
    /// A part of a whole amount, in micros both; `none` says why there is no share where the whole is 0.
    pub fn share(part: i64, whole: i64, none: Reason) -> Self {
        if whole == 0 { Self::Missing(none) } else { Self::Quotient(nearest_double(part.into(), whole.into())) }
    }
}

/// Why a number has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences say what each one is")]
pub enum Reason {
    NoSpend,
    NoBaseline,
    NoOrders,
    NoRevenue,
    NoContribution,
    NoPosts,
    NoReach,
    NoEngagement,
    PostsNotFiltered,
    NotDefinedLiteral,
    NothingBefore,
    NotInData,
    NoNetSales,
    NobodySold,
    OutOfRange,
    TooManyToRank,
    NoTerms,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 17] = [
        Self::NoSpend,
        Self::NoBaseline,
        Self::NoOrders,
        Self::NoRevenue,
        Self::NoContribution,
        Self::NoPosts,
        Self::NoReach,
        Self::NoEngagement,
        Self::PostsNotFiltered,
        Self::NotDefinedLiteral,
        Self::NothingBefore,
        Self::NotInData,
        Self::NoNetSales,
        Self::NobodySold,
        Self::OutOfRange,
        Self::TooManyToRank,
        Self::NoTerms,
    ];

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoSpend => "no_spend",
            Self::NoBaseline => "no_baseline",
            Self::NoOrders => "no_orders",
            Self::NoRevenue => "no_revenue",
            Self::NoContribution => "no_contribution",
            Self::NoPosts => "no_posts",
            Self::NoReach => "no_reach",
            Self::NoEngagement => "no_engagement",
            Self::PostsNotFiltered => "posts_not_filtered",
            Self::NotDefinedLiteral => "not_defined_literal",
            Self::NothingBefore => "nothing_before",
            Self::NotInData => "not_in_data",
            Self::NoNetSales => "no_net_sales",
            Self::NobodySold => "nobody_sold",
            Self::OutOfRange => "out_of_range",
            Self::TooManyToRank => "too_many_to_rank",
            Self::NoTerms => "no_terms",
        }
    }

    /// What people read instead of the number.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NoSpend => "No payout lies on this selection, so there is nothing to divide by.",
            Self::NoBaseline => "The data has no organic sales, so there is no baseline to compare with.",
            Self::NoOrders => "This selection has no orders to divide by.",
            Self::NoRevenue => "The whole selection has no revenue to take a share of.",
            Self::NoContribution => {
                "Nothing is earned on the sales of this selection, so there is no break-even to name."
            }
            Self::NoPosts => "This selection has no posts.",
            Self::NoReach => "The posts of this selection reached nobody, or their reach is unknown.",
            Self::NoEngagement => "The posts of this selection have no likes and no comments.",
            Self::PostsNotFiltered => "Posts do not say which brand, product or campaign they belong to.",
            Self::NotDefinedLiteral => "The literal method knows no baseline for a single influencer or platform.",
            Self::NothingBefore => "The compared days had 0, so a change has nothing to be measured by.",
            Self::NotInData => "The data does not reach the compared days.",
            Self::NoNetSales => "Orders or revenue are not above 0: what was sold was returned or given away.",
            Self::NobodySold => "Nobody of the group has an order, so there is nothing to estimate from.",
            Self::OutOfRange => "The numbers are too large or too small to compute with.",
            Self::TooManyToRank => "More than 20,000 influencers are not ranked.",
            Self::NoTerms => "No basis and rate say what was earned.",
        }
    }
}
