//! What every number on the dashboard means.
//!
//! The room of pure definitions: dimensions, measures, metrics, the [`Selection`], the two methods of reading it, and the
//! rule by which spend and baseline are shared out. The API, the tooltips, the export's header and the command line read
//! from here and nowhere else.
//!
//! Architecture invariant: no files, no clock, no network, no storage format and no JSON in this room.

mod answer;
mod baseline_days;
mod brand_rule;
mod class;
mod compare;
mod day;
mod dimension;
mod estimate;
mod margin;
mod measure;
mod method;
mod metric;
mod money;
mod payment_basis;
mod payment_state;
mod placement;
mod question;
mod ratio;
mod selection;
mod sharing;
mod tier;
mod value;
mod verdict;

pub use answer::{
    Aggregates, DaySums, FacetCounts, InfluencerLine, ONLY_IN_TOTALS, Panels, PartSums, Profile, Totals, TotalsFigure,
};
pub use baseline_days::BaselineDays;
pub use brand_rule::{BrandRule, first_word};
pub use class::Class;
pub use compare::{Compare, Compared, change};
pub use day::{Day, NotADay};
pub use dimension::{Attribute, BLANK, Dimension, ReadFrom, SALES_SIDE, Side, shown};
pub use estimate::{ESTIMATES, Estimate, estimate};
pub use margin::{BRAND_PREFIX, BadMargin, Margin, Margins};
pub use measure::{Measure, Sums};
pub use method::Method;
pub use metric::{Baseline, METRICS, Metric, Scope, metric};
pub use money::{MICROS_PER_UNIT, decimal, grouped};
pub use payment_basis::{PayUnit, is_per_order, is_percentage, percent_of};
pub use payment_state::PaymentState;
pub use placement::Placement;
pub use question::{Include, Question, QuestionError, SELECTION_PARAMETERS, Sort, SortKey, TablePage};
pub use selection::Selection;
pub use sharing::{Sharing, shares, spend_weights};
pub use tier::{TIERS, Tier, tier_of};
pub use value::{Reason, Unit, Value};
pub use verdict::{AgainstDataset, ENOUGH_ORDERS, Evidence, Verdict};
