//! What a selection can be made by.

/// How a blank value is written, in answers and in the URL.
pub const BLANK: &str = "(none)";

/// A text as answers write it: a blank is [`BLANK`].
pub fn shown(text: &str) -> &str {
    if text.is_empty() { BLANK } else { text }
}

/// One thing a number can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the labels say what each one is")]
pub enum Dimension {
    Brand,
    Product,
    Campaign,
    Category,
    Platform,
    Gender,
    Tier,
    Influencer,
}

/// Whose attribute a dimension is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Of the sale: tracking rows carry it.
    Sales,
    /// Of the person: the roster carries it.
    Influencer,
}

/// The dimensions that tracking rows carry themselves.
pub const SALES_SIDE: [Dimension; 3] = [Dimension::Brand, Dimension::Product, Dimension::Campaign];

impl Dimension {
    /// Every dimension, in the order they are written into an address.
    pub const ALL: [Self; 8] = [
        Self::Brand,
        Self::Product,
        Self::Campaign,
        Self::Category,
        Self::Platform,
        Self::Gender,
        Self::Tier,
        Self::Influencer,
    ];

    /// The name in the API and in the URL.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Product => "product",
            Self::Campaign => "campaign",
            Self::Category => "category",
            Self::Platform => "platform",
            Self::Gender => "gender",
            Self::Tier => "tier",
            Self::Influencer => "influencer",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Brand => "Brand",
            Self::Product => "Product",
            Self::Campaign => "Campaign",
            Self::Category => "Influencer Category",
            Self::Platform => "Platform",
            Self::Gender => "Gender",
            Self::Tier => "Tier",
            Self::Influencer => "Influencer",
        }
    }

    /// Whose attribute it is.
    pub const fn side(self) -> Side {
        match self {
            Self::Brand | Self::Product | Self::Campaign => Side::Sales,
            _ => Side::Influencer,
        }
    }

    /// The dimension of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.id() == id)
    }
}
