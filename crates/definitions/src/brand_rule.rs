//! Where the brand of a tracking row stands.

/// Where the brand of a tracking row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BrandRule {
    /// In a column of its own.
    Column,
    /// The product is the brand: the two are one dimension.
    Product,
    /// The first word of the product.
    ProductPrefix,
    /// The first word of the campaign.
    Campaign,
    /// The source.
    Source,
    /// Nowhere.
    None,
}

impl BrandRule {
    /// Every rule.
    pub const ALL: [Self; 6] =
        [Self::Column, Self::Product, Self::ProductPrefix, Self::Campaign, Self::Source, Self::None];

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Column => "column",
            Self::Product => "product",
            Self::ProductPrefix => "product_prefix",
            Self::Campaign => "campaign",
            Self::Source => "source",
            Self::None => "none",
        }
    }

    /// The rule of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.id() == id)
    }

    /// The part of a text that is the brand; the text is that of the column the rule names.
    pub fn part(self, text: &str) -> &str {
        match self {
            Self::ProductPrefix | Self::Campaign => first_word(text),
            Self::Column | Self::Product | Self::Source | Self::None => text,
        }
    }
}

/// The first word of a name; blank when it has none. Words end at a space, an underscore or a hyphen.
pub fn first_word(name: &str) -> &str {
    name.split([' ', '_', '-']).find(|word| !word.is_empty()).unwrap_or_default()
}
