//! How the units of a panel are weighed against one another.

/// How the untreated units and the times before are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Difference in differences: all units alike, all times alike.
    Did,
    /// Synthetic control: units whose weighted mean follows the treated ones; levels after the start are compared.
    Sc,
    /// Synthetic control of outcomes around their mean before the start: levels may differ, changes are compared.
    ScIntercept,
    /// Synthetic control as R's synthdid stops it, a little before the optimum.
    ScSynthdid,
    /// Synthetic difference in differences: units that run parallel, times that foretell the time after.
    Sdid,
}

impl Method {
    /// Every method.
    pub const ALL: [Method; 5] = [Method::Did, Method::Sc, Method::ScIntercept, Method::ScSynthdid, Method::Sdid];

    /// The short name. An intercept is an option of synthetic control, no method of its own.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Method::Did => "did",
            Method::Sc | Method::ScIntercept => "sc",
            Method::ScSynthdid => "sc-synthdid",
            Method::Sdid => "sdid",
        }
    }

    /// The name people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Method::Did => "difference in differences",
            Method::Sc => "synthetic control",
            Method::ScIntercept => "synthetic control with an intercept",
            Method::ScSynthdid => "synthetic control as synthdid stops it",
            Method::Sdid => "synthetic difference in differences",
        }
    }
}
