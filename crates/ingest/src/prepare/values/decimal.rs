//! The decimal mark of a column.

/// The decimal mark of a column; the other one groups thousands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Decimal {
    /// `1,234.50`
    #[default]
    Dot,
    /// `1.234,50`
    Comma,
}

impl Decimal {
    pub(super) const BOTH: [Self; 2] = [Self::Dot, Self::Comma];

    /// The decimal mark and the one that groups thousands.
    pub(super) const fn marks(self) -> (char, char) {
        match self {
            Self::Dot => ('.', ','),
            Self::Comma => (',', '.'),
        }
    }

    pub(super) const fn other(self) -> Self {
        match self {
            Self::Dot => Self::Comma,
            Self::Comma => Self::Dot,
        }
    }
}
