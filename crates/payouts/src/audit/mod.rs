//! The payments worth a question: each stands in one case at most, so that the money at risk adds up.
//!
//! The kinds are asked in the order of [`CaseKind::ALL`]; the first that takes a payment keeps it.

mod amounts;
mod done;
mod twice;
mod without;

use definitions::PayUnit;

use crate::{ledger::Ledger, line::Line, lines::lines, scope::Scope, work_days::WorkDays};

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseKind {
    /// The same amount to the same payee for the same work, twice.
    PaidTwice,
    /// Paid to an influencer who is not in the list of influencers.
    OutsideRoster,
    /// Paid, and nothing of what the payment names was sold by the payee.
    PaidWithoutSales,
    /// Paid for orders that were taken back.
    ReturnedOrdersPaid,
    /// The paid orders are not those that are tracked.
    OrdersDiffer,
    /// The amount is not what rate and count say.
    AmountDiffers,
    /// More posts are paid than were published.
    PostsMissing,
    /// Paid before any of the work was done.
    PaidBeforeWork,
    /// Sold, and in no payment at all.
    SoldUnpaid,
}

impl CaseKind {
    /// Every kind, in the order in which they take payments.
    pub const ALL: [Self; 9] = [
        Self::PaidTwice,
        Self::OutsideRoster,
        Self::PaidWithoutSales,
        Self::ReturnedOrdersPaid,
        Self::OrdersDiffer,
        Self::AmountDiffers,
        Self::PostsMissing,
        Self::PaidBeforeWork,
        Self::SoldUnpaid,
    ];

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::PaidTwice => "paid_twice",
            Self::OutsideRoster => "outside_roster",
            Self::PaidWithoutSales => "paid_without_sales",
            Self::ReturnedOrdersPaid => "returned_orders_paid",
            Self::OrdersDiffer => "orders_differ",
            Self::AmountDiffers => "amount_differs",
            Self::PostsMissing => "posts_missing",
            Self::PaidBeforeWork => "paid_before_work",
            Self::SoldUnpaid => "sold_unpaid",
        }
    }

    /// What people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::PaidTwice => "Paid twice",
            Self::OutsideRoster => "Paid outside the list of influencers",
            Self::PaidWithoutSales => "Paid without sales",
            Self::ReturnedOrdersPaid => "Returned orders paid",
            Self::OrdersDiffer => "Paid orders are not the tracked orders",
            Self::AmountDiffers => "Paid is not rate × orders or posts",
            Self::PostsMissing => "Posts paid and not published",
            Self::PaidBeforeWork => "Paid before the work",
            Self::SoldUnpaid => "Sales never paid",
        }
    }

    /// How it is found, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::PaidTwice => {
                "The same amount to the same influencer for the same work, within seven days or under one reference, and what was done does not cover both."
            }
            Self::OutsideRoster => "The payee is not in the list of influencers.",
            Self::PaidWithoutSales => {
                "Nothing of the brand or campaign that the payment names was sold by this influencer."
            }
            Self::ReturnedOrdersPaid => "More orders are paid than are left, and the difference was taken back.",
            Self::OrdersDiffer => "The orders of the payments are not those that are tracked.",
            Self::AmountDiffers => {
                "The amount is not the rate times the orders or posts of its row, or not its percentage."
            }
            Self::PostsMissing => "More posts are paid than this influencer published while the work ran.",
            Self::PaidBeforeWork => "Money moved before the first post and the first sale.",
            Self::SoldUnpaid => "Tracked sales of an influencer without any payment.",
        }
    }
}

/// How sure a case is. Only what the payments themselves prove is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// May have a good reason.
    ToCheck,
    /// Fits nothing that is known.
    Likely,
    /// One transfer stands there twice and the work is for one.
    Certain,
}

impl Certainty {
    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ToCheck => "to_check",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// One thing worth a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is about.
    pub kind: CaseKind,
    /// How sure it is.
    pub certainty: Certainty,
    /// The place among the payees.
    pub payee: usize,
    /// What the payments name.
    pub scope: Scope,
    /// What they are paid by; nothing without payments.
    pub unit: Option<PayUnit>,
    /// Places among the payments, in the order of their line. Of those paid twice the first is the one that was owed.
    pub payments: Vec<usize>,
    /// What may have been paid for nothing, in micros; at most what the payments come to.
    pub at_risk: i64,
    /// What may be owed instead, in micros.
    pub owed: i64,
    /// What may be owed at most, at the usual rate, in micros.
    pub owed_at_most: i64,
    /// Orders or posts that are paid; of an amount, micros.
    pub stated: Option<i64>,
    /// Orders or posts that are known; of an amount, what it should be in micros.
    pub known: Option<i64>,
}

/// Every case, by kind, then the most money first.
pub fn audit(ledger: &Ledger) -> Vec<Case> {
    let lines = lines(ledger);
    let days = WorkDays::of(ledger);
    let none = vec![false; ledger.payments.len()];
    let mut open = Open { ledger, lines: &lines, days: &days, is_taken: none.clone(), is_repeat: none };
    let mut cases = twice::paid_twice(&open);
    cases.iter().flat_map(|case| &case.payments).for_each(|at| open.is_taken[*at] = true);
    cases.iter().flat_map(|case| &case.payments[1..]).for_each(|at| open.is_repeat[*at] = true);
    let steps: [fn(&Open<'_>) -> Vec<Case>; 6] = [
        without::outside_roster,
        without::paid_without_sales,
        done::orders,
        amounts::amounts,
        done::posts,
        without::paid_before_work,
    ];
    for step in steps {
        let found = step(&open);
        found.iter().flat_map(|case| &case.payments).for_each(|at| open.is_taken[*at] = true);
        cases.extend(found);
    }
    cases.extend(without::sold_unpaid(&open));
    cases.sort_by_key(|case| (case.kind, -case.at_risk, -case.owed.max(case.owed_at_most), case.payee));
    cases
}

/// What is left to ask about.
struct Open<'a> {
    ledger: &'a Ledger,
    lines: &'a [Line],
    days: &'a WorkDays,
    /// By place: in a case already.
    is_taken: Vec<bool>,
    /// By place: repeats an earlier payment, so that it is for no work of its own.
    is_repeat: Vec<bool>,
}

impl Open<'_> {
    /// The payments of a line that stand in no case.
    fn of_line(&self, line: &Line) -> Vec<usize> {
        line.payments.iter().copied().filter(|at| !self.is_taken[*at]).collect()
    }

    /// A case over payments of a line.
    fn case(&self, line: &Line, kind: CaseKind, certainty: Certainty, payments: Vec<usize>, at_risk: i64) -> Case {
        let listed = payments.iter().map(|at| self.ledger.payments[*at].amount.max(0)).fold(0, i64::saturating_add);
        Case {
            kind,
            certainty,
            payee: line.payee,
            scope: line.scope.clone(),
            unit: Some(line.unit),
            payments,
            at_risk: at_risk.clamp(0, listed),
            owed: 0,
            owed_at_most: 0,
            stated: None,
            known: None,
        }
    }

    /// Posts of the payee while the work of a line ran, whatever they are for.
    fn posts_around(&self, line: &Line) -> i64 {
        self.days.posts(&self.ledger.payees[line.payee], &line.scope).map(|(_, posts)| posts).sum()
    }

    fn amount(&self, payments: &[usize]) -> i64 {
        payments.iter().map(|at| self.ledger.payments[*at].amount).fold(0, i64::saturating_add)
    }
}
