//! How far a payment is.

/// How far a payment to a creator is. What was called back is no payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentState {
    /// Money moved.
    Paid,
    /// On its way, or waiting to be paid.
    Pending,
    /// Owed, and nothing is on its way.
    Due,
    /// Nothing is said, or nothing that is known: taken for paid, as a list of payments without statuses is.
    Unknown,
}

impl PaymentState {
    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Pending => "pending",
            Self::Due => "due",
            Self::Unknown => "unknown",
        }
    }
}
