//! What an influencer's ROAS is, with the interval that few orders deserve.
//!
//! By the raw ratio an influencer with three lucky orders wins. Here each influencer's rate of orders and order value
//! are drawn towards those of the group, the more so the fewer orders there are, and what is left to chance is said as an
//! interval. It describes credited sales for each rupee paid; it is no claim that the influencer caused them.
//!
//! The estimate is of the influencer, booked again, and not of the posts that were seen: they may have done better or worse than
//! the influencer's posts do.
//!
//! - Orders: λ orders for each rupee. Daily orders vary φ times as much as chance would have them ([`OrderSpread`]), and weeks by ψ
//!   beyond their days ([`BurstSpread`]): the likelihood of λ is negative binomial, convolved with a factor on all of an influencer's orders
//!   where orders come in bursts (`likelihood.rs`). λ is drawn from it and from the group's rates (`rates.rs`).
//! - Order value: log value ~ Normal(m, τ²), τ² by DerSimonian and Laird, sampling variance cv² / orders ([`ValueSpread`]).
//! - ROAS = λ · order value, by 4,000 draws; fewer each where there are more than 375 influencers, and 500 at least.
//!
//! One group taken for certain makes intervals too short where few influencers say what the group is like: with 8 of them 90 %
//! intervals held the truth in 77 of 100 cases. So each draw has a group of its own, from what the data leave open about it.
//! `cargo xtask study roas` simulates it.

mod alike;
mod bursts;
mod gamma;
mod likelihood;
mod order_values;
mod people;
mod posterior;
mod ranks;
mod rates;
mod spread;
#[cfg(test)]
mod tests;

pub use alike::p_alike;
pub use bursts::BurstSpread;
pub use people::{Influencer, Margin, NoEstimate, RoasError};
pub use posterior::{Posterior, RoasEstimate};
pub use ranks::Ranking;
pub use spread::{OrderSpread, Spread, ValueSpread};
