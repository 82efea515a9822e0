//! What a tracking row counts as.

/// The class of a tracking row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Class {
    Influencer,
    Organic,
    Other,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::Influencer, Self::Organic, Self::Other];

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Influencer => "influencer",
            Self::Organic => "organic",
            Self::Other => "other",
        }
    }

    /// The class of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.id() == id)
    }

    /// The class of a row whose source has this one: a row that names no influencer is never an influencer's.
    pub fn of_row(self, names_influencer: bool) -> Self {
        if self == Self::Influencer && !names_influencer { Self::Other } else { self }
    }
}
