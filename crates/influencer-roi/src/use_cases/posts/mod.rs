//! What posts reached, what was sold near them, and which kinds of posts bring more than the same influencer's other posts.
//!
//! Sales near a post are credited ones: they say when an influencer's sales came, not what a post caused.

mod answer;
mod comparisons;
mod format;
mod near;
mod posted;

pub(crate) use answer::{PostGroup, PostLine, PostOrder, PostsPage};
pub(crate) use comparisons::KindComparison;
pub(crate) use near::{LagSums, NEAR_DAYS};
pub(crate) use posted::PostedCache;
