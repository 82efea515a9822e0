//! Every line of a ledger: one per payee, what the payments name, and what they are paid by.

use std::collections::BTreeMap;

use definitions::PayUnit;

use crate::{
    ledger::{Ledger, Payee, Sold},
    line::{Amounts, Line, rate},
    published::assign_posts,
    scope::{Scope, WorkDays},
};

/// Every line, by payee, then as their scopes sort.
pub fn lines(ledger: &Ledger) -> Vec<Line> {
    let mut groups = BTreeMap::<(usize, &Scope, PayUnit), Vec<usize>>::new();
    for (at, payment) in ledger.payments.iter().enumerate() {
        groups.entry((payment.payee, &payment.scope, payment.unit)).or_default().push(at);
    }
    let mut scopes = BTreeMap::<usize, Vec<&Scope>>::new();
    groups.keys().for_each(|(payee, scope, _)| scopes.entry(*payee).or_default().push(scope));
    let line = |((payee, scope, unit), mut payments): ((usize, &Scope, PayUnit), Vec<usize>)| {
        let day = |at: usize| ledger.payments[at].day;
        payments.sort_by_key(|at| (day(*at).is_none(), day(*at), *at));
        let work = Work::of(&ledger.payees[payee], scope, &scopes[&payee]);
        work.line(ledger, payee, scope, unit, payments)
    };
    let mut lines: Vec<Line> = groups.into_iter().map(line).collect();
    assign_posts(ledger, &mut lines, &WorkDays::of(ledger));
    settle(ledger, &mut lines);
    lines
}

/// What all lines earn together is an amount, too: what goes beyond is as good as not known.
fn settle(ledger: &Ledger, lines: &mut [Line]) {
    let mut all_earned = 0_i64;
    for line in lines {
        let earned = line.earned(ledger).filter(|earned| all_earned.checked_add(*earned).is_some());
        all_earned += earned.unwrap_or(0);
        line.settle(ledger, earned);
    }
}

/// What was sold for a line.
struct Work {
    orders: i64,
    returned: i64,
    revenue: i64,
}

impl Work {
    /// Sales belong to the scopes of the payee that name most of them.
    fn of(payee: &Payee, scope: &Scope, scopes: &[&Scope]) -> Self {
        let is_taken = |sold: &&Sold| {
            let takes_more = |other: &&Scope| other.precision() > scope.precision() && other.takes(sold);
            scope.takes(sold) && !scopes.iter().any(takes_more)
        };
        let none = Self { orders: 0, returned: 0, revenue: 0 };
        payee.sold.iter().filter(is_taken).fold(none, |sums, sold| Self {
            orders: sums.orders + sold.orders,
            returned: sums.returned + sold.returned,
            revenue: sums.revenue + sold.revenue,
        })
    }

    fn line(self, ledger: &Ledger, payee: usize, scope: &Scope, unit: PayUnit, payments: Vec<usize>) -> Line {
        let Self { orders, returned, revenue } = self;
        let rates: Option<Vec<i64>> = payments.iter().map(|at| rate(&ledger.payments[*at])).collect();
        let rates = rates.and_then(|rates| Some((*rates.iter().min()?, *rates.iter().max()?)));
        let (scope, amounts) = (scope.clone(), Amounts::default());
        let line = Line {
            payee,
            scope,
            unit,
            payments,
            rates,
            orders,
            returned,
            revenue,
            posts: None,
            has_terms: false,
            amounts,
        };
        if line.is_share_in_disguise(ledger) { Line { unit: PayUnit::Percentage, ..line } } else { line }
    }
}
