//! What an influencer's ROAS is, with the interval that few orders deserve.
//!
//! By the raw ratio an influencer with three lucky orders wins. Here each influencer's rate of orders and order value
//! are drawn towards those of the group, the more so the fewer orders there are, and what is left to chance is said as an
//! interval. It describes credited sales for each rupee paid; it is no claim that the influencer caused them.
//!
//! - Orders: θ ~ Gamma(a, b) orders for each rupee, with (a, b) from the negative-binomial marginal likelihood; counts and
//!   spend are divided by φ, by how much more daily orders vary than chance alone would have them ([`OrderSpread`]).
//! - Order value: log value ~ Normal(m, τ²), τ² by DerSimonian and Laird, sampling variance cv² / orders ([`ValueSpread`]).
//! - ROAS = θ · order value, by 4,000 draws; fewer each where there are more than 375 influencers, and 500 at least.
//!
//! One set of (a, b, m, τ²) taken for certain makes intervals too short where few influencers tell what the group is
//! like: with 8 of them 90 % intervals held the truth in 77 of 100 cases. So each draw has a set of its own, from what the
//! data leave open about it (`rates.rs`, `order_values.rs`): 88 of 100. `cargo xtask study roas` simulates it.

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

pub use bursts::BurstSpread;
pub use people::{Influencer, Margin, NoEstimate, RoasError};
pub use posterior::{Posterior, RoasEstimate};
pub use ranks::Ranking;
pub use spread::{OrderSpread, Spread, ValueSpread};
