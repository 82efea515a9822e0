//! What a payment names of the work it is for.

/// What a payment names: a brand, a campaign, both or nothing. Blank is not named.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// Blank where none is named.
    pub brand: String,
    /// Blank where none is named.
    pub campaign: String,
}

impl Scope {
    /// How much it names: a campaign is more than a brand.
    pub(crate) fn precision(&self) -> u8 {
        u8::from(!self.brand.is_empty()) + 2 * u8::from(!self.campaign.is_empty())
    }
}
