//! The two ways to read spend and baseline under a filter.

/// Who decides what spend and baseline mean under a filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Method {
    /// Shares out what a filter would misstate.
    #[default]
    Allocated,
    /// The published formula as it stands.
    Literal,
}

impl Method {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::Allocated, Self::Literal];

    /// The name in the API and in the URL.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Allocated => "allocated",
            Self::Literal => "literal",
        }
    }

    /// The method of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.id() == id)
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Allocated => "Allocated",
            Self::Literal => "Literal",
        }
    }

    /// When to use it.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Allocated => {
                "Payouts and organic sales are shared out, so that every filter shows its own part and the parts add up to the whole."
            }
            Self::Literal => {
                "The published formula as it stands: all payouts of the chosen influencers against all organic sales of the chosen brands and days. With no filter both methods give the same totals."
            }
        }
    }

    /// What spend means under it.
    pub const fn spend(self) -> &'static str {
        match self {
            Self::Allocated => {
                "Each payment is spread once, when the data is loaded, over the payee's own sales, by orders when he is paid per order and by revenue otherwise; the spend of a selection is what lies on its sales. A payment that names a brand or campaign counts there, also where the payee sold nothing of it."
            }
            Self::Literal => {
                "All payouts of the selected influencers, whatever brand, product, campaign or dates are chosen."
            }
        }
    }

    /// What baseline means under it.
    pub const fn baseline(self) -> &'static str {
        match self {
            Self::Allocated => {
                "The organic sales of a brand in the chosen days are split among the influencers who sold that brand in those days, in proportion to their revenue; organic sales of a brand nobody sold stay on a line of their own."
            }
            Self::Literal => {
                "Organic revenue of the chosen brands, products and days; influencer and campaign filters are ignored."
            }
        }
    }
}
