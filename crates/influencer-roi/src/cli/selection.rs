//! The selection as flags: the same names as in the address bar.

use definitions::{Question, QuestionError};

/// The question's flags.
#[derive(Debug, clap::Args)]
pub(super) struct SelectionFlags {
    /// A brand; may be given several times, like every filter
    #[arg(long)]
    brand: Vec<String>,
    /// A product
    #[arg(long)]
    product: Vec<String>,
    /// A campaign
    #[arg(long)]
    campaign: Vec<String>,
    /// An influencer category
    #[arg(long)]
    category: Vec<String>,
    /// A platform
    #[arg(long)]
    platform: Vec<String>,
    /// A gender
    #[arg(long)]
    gender: Vec<String>,
    /// nano, micro, mid, macro or mega
    #[arg(long)]
    tier: Vec<String>,
    /// An influencer's id
    #[arg(long)]
    influencer: Vec<String>,
    /// Part of an influencer's name
    #[arg(long)]
    q: Option<String>,
    /// The first day, such as 2026-01-01
    #[arg(long)]
    from: Option<String>,
    /// The last day
    #[arg(long)]
    to: Option<String>,
    /// allocated (the default) or literal
    #[arg(long)]
    method: Option<String>,
    /// A dataset's id [default: the current one]
    #[arg(long)]
    dataset: Option<String>,
    /// none, previous, year or 2026-01-01..2026-01-31
    #[arg(long)]
    compare: Option<String>,
    /// Some of panels, facets, intervals and days_once: what the answer holds beside the numbers of the selection
    #[arg(long)]
    include: Option<String>,
    /// Order of the table, such as -revenue or -roas,name
    #[arg(long, allow_hyphen_values = true)]
    sort: Option<String>,
    /// Rows of the table
    #[arg(long)]
    limit: Option<String>,
    /// Rows of the table to skip
    #[arg(long)]
    offset: Option<String>,
}

impl SelectionFlags {
    pub(super) fn question(&self) -> Result<Question, QuestionError> {
        let several = [
            ("brand", &self.brand),
            ("product", &self.product),
            ("campaign", &self.campaign),
            ("category", &self.category),
            ("platform", &self.platform),
            ("gender", &self.gender),
            ("tier", &self.tier),
            ("influencer", &self.influencer),
        ];
        let one = [
            ("q", &self.q),
            ("from", &self.from),
            ("to", &self.to),
            ("method", &self.method),
            ("dataset", &self.dataset),
            ("compare", &self.compare),
            ("include", &self.include),
            ("sort", &self.sort),
            ("limit", &self.limit),
            ("offset", &self.offset),
        ];
        let several =
            several.into_iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value.as_str())));
        let one = one.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
        Question::from_pairs(several.chain(one))
    }
}
