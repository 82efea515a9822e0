//! What one row earns: a word for it, and where its ROAS stands against the whole dataset's.

use crate::value::Value;

/// Below so many orders nothing is said, whatever the interval.
const MIN_ORDERS: i64 = 5;
/// From so many orders on an interval that crosses break-even is close, not short of orders.
pub const ENOUGH_ORDERS: i64 = 20;

/// Whether a row earns more than was paid, from the 90 % interval of contribution per unit of spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All of the interval is below 1.
    Loses,
    /// It crosses 1, and there are orders enough.
    TooClose,
    /// It crosses 1 with few orders, or there are hardly any.
    FewOrders,
    /// All of it is above 1.
    Earns,
    /// No spend, so nothing to earn back.
    NotPaid,
    /// Paid, and nothing sold.
    NotSold,
}

/// What a verdict is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Micros.
    pub spend: i64,
    /// Micros.
    pub revenue: i64,
    /// Pieces.
    pub orders: i64,
    /// The 90 % interval of contribution per unit of spend, lower end first; none where nothing can be estimated.
    pub interval: Option<(f64, f64)>,
}

impl Verdict {
    /// Every verdict, worst first; last those that say nothing of what is earned.
    pub const ALL: [Self; 6] =
        [Self::Loses, Self::TooClose, Self::FewOrders, Self::Earns, Self::NotPaid, Self::NotSold];

    /// The one verdict of a row. An end of the interval that is 1 itself is on neither side.
    pub fn new(Evidence { spend, revenue, orders, interval }: Evidence) -> Self {
        match interval {
            _ if spend <= 0 => Self::NotPaid,
            _ if revenue <= 0 => Self::NotSold,
            None => Self::FewOrders,
            Some(_) if orders < MIN_ORDERS => Self::FewOrders,
            Some((lower, _)) if lower > 1.0 => Self::Earns,
            Some((_, upper)) if upper < 1.0 => Self::Loses,
            Some(_) if orders < ENOUGH_ORDERS => Self::FewOrders,
            Some(_) => Self::TooClose,
        }
    }

    /// The verdict of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.id() == id)
    }

    /// Where it stands among those that say what is earned, worst first; none for the others.
    pub fn rank(self) -> Option<i64> {
        match self {
            Self::NotPaid | Self::NotSold => None,
            Self::Loses | Self::TooClose | Self::FewOrders | Self::Earns => Some(self as i64),
        }
    }

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Loses => "loses",
            Self::TooClose => "too_close",
            Self::FewOrders => "few_orders",
            Self::Earns => "earns",
            Self::NotPaid => "not_paid",
            Self::NotSold => "not_sold",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Loses => "loses",
            Self::TooClose => "too close to call",
            Self::FewOrders => "too few orders",
            Self::Earns => "earns",
            Self::NotPaid => "not paid",
            Self::NotSold => "nothing sold yet",
        }
    }

    /// The rule behind it.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Loses => "The whole 90 % interval of contribution per rupee paid is below 1.",
            Self::TooClose => "The 90 % interval of contribution per rupee paid crosses 1, with 20 orders or more.",
            Self::FewOrders => {
                "Fewer than 20 orders and a 90 % interval of contribution per rupee paid that crosses 1; or fewer than 5 orders."
            }
            Self::Earns => "The whole 90 % interval of contribution per rupee paid is above 1.",
            Self::NotPaid => "No payout lies on this row, so there is nothing to earn back.",
            Self::NotSold => "It is paid, and no sale is credited to it yet, or all of it came back.",
        }
    }
}

/// Where a ROAS stands against that of the whole dataset: no filter turns it round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgainstDataset {
    /// Higher.
    Above,
    /// Lower.
    Below,
}

impl AgainstDataset {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Above, Self::Below];

    /// None where one of them has no value, or where both are the same.
    pub fn new(own: Value, dataset: Value) -> Option<Self> {
        match (own, dataset) {
            (Value::Quotient(own), Value::Quotient(dataset)) if own > dataset => Some(Self::Above),
            (Value::Quotient(own), Value::Quotient(dataset)) if own < dataset => Some(Self::Below),
            _ => None,
        }
    }

    /// The name in the API, which people read too.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Reason;

    fn of(orders: i64, lower: f64, upper: f64) -> Verdict {
        Verdict::new(Evidence { spend: 1, revenue: orders, orders, interval: Some((lower, upper)) })
    }

    #[test]
    fn only_an_interval_on_one_side_of_break_even_earns_or_loses() {
        assert_eq!((of(5, 1.1, 3.0), of(500, 1.01, 1.02)), (Verdict::Earns, Verdict::Earns));
        assert_eq!((of(5, 0.2, 0.9), of(500, 0.98, 0.99)), (Verdict::Loses, Verdict::Loses));
        assert_eq!((of(19, 0.9, 1.1), of(20, 0.9, 1.1)), (Verdict::FewOrders, Verdict::TooClose));
        assert_eq!((of(20, 1.0, 2.0), of(20, 0.5, 1.0)), (Verdict::TooClose, Verdict::TooClose));
    }

    #[test]
    fn hardly_any_orders_say_nothing_however_clear_the_interval() {
        assert_eq!((of(4, 2.0, 3.0), of(1, 0.1, 0.2)), (Verdict::FewOrders, Verdict::FewOrders));
        assert_eq!(of(0, 2.0, 3.0), Verdict::NotSold);
        let unpaid = Evidence { spend: 0, revenue: 0, orders: 0, interval: None };
        assert_eq!(Verdict::new(unpaid), Verdict::NotPaid, "not paid comes before nothing sold");
        let returned = Evidence { spend: 1, revenue: 0, orders: 30, interval: None };
        assert_eq!(Verdict::new(returned), Verdict::NotSold, "what was sold came back");
    }

    #[test]
    fn nobody_is_above_or_below_the_same() {
        let against = |own| AgainstDataset::new(own, Value::Quotient(2.5));
        assert_eq!(against(Value::Quotient(2.6)), Some(AgainstDataset::Above));
        assert_eq!(against(Value::Quotient(2.4)), Some(AgainstDataset::Below));
        assert_eq!((against(Value::Quotient(2.5)), against(Value::Missing(Reason::NoSpend))), (None, None));
    }
}
