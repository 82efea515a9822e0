//! Which days the baseline has.

/// Which organic sales are set against what influencers sold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BaselineDays {
    /// Those of every chosen day: the formula as published.
    #[default]
    AllDays,
    /// Those of the chosen days on which a campaign of the brand ran.
    CampaignDays,
}

impl BaselineDays {
    /// Both.
    pub const ALL: [Self; 2] = [Self::AllDays, Self::CampaignDays];

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AllDays => "all_days",
            Self::CampaignDays => "campaign_days",
        }
    }

    /// The reading of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|days| days.id() == id)
    }

    /// The name of the Incremental ROAS in this reading, in the API.
    pub const fn incremental_roas(self) -> &'static str {
        match self {
            Self::AllDays => "incremental_roas_all_days",
            Self::CampaignDays => "incremental_roas_campaign_days",
        }
    }

    /// The name of that number that people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AllDays => "Incremental ROAS, all days",
            Self::CampaignDays => "Incremental ROAS, campaign days",
        }
    }

    /// What that number means, as the sentences people read.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::AllDays => {
                "The formula as published: all organic sales of the chosen days are set against what influencers sold."
            }
            Self::CampaignDays => {
                "Only organic sales of days on which a campaign of their brand ran are set against what influencers sold. A campaign runs from its first day with sales to its last, stragglers left out, and a week longer. Not defined by the literal method."
            }
        }
    }
}
