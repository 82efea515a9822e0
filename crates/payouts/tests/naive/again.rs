//! Every finding a second time, by asking each payment about every other one. Knows nothing of the first implementation.

use std::collections::BTreeSet;

use definitions::{Day, PayUnit, PaymentState};
use payouts::{Case, CaseKind, Certainty, Ledger, Payment, Scope, Sold};

use crate::ledgers::RUPEE;

/// What of a case is compared.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Plain {
    pub(crate) kind: CaseKind,
    pub(crate) certainty: Certainty,
    payee: usize,
    payments: Vec<usize>,
    at_risk: i64,
    owed: i64,
    owed_at_most: i64,
}

impl Plain {
    pub(crate) fn of(case: &Case) -> Self {
        let Case { kind, certainty, payee, at_risk, owed, owed_at_most, .. } = *case;
        Self { kind, certainty, payee, payments: case.payments.clone(), at_risk, owed, owed_at_most }
    }
}

/// Everything anew, from the payments up.
pub(crate) struct Naive<'l> {
    ledger: &'l Ledger,
    /// By payment: which others are of the same line, in the order in which they are paid.
    line: Vec<Vec<usize>>,
    unit: Vec<PayUnit>,
    /// Of the line of each payment.
    orders: Vec<i64>,
    returned: Vec<i64>,
    revenue: Vec<i64>,
    posts: Vec<Option<i64>>,
    taken: Vec<bool>,
    repeat: Vec<bool>,
}

fn takes(scope: &Scope, brand: &str, campaign: &str) -> bool {
    [(&scope.brand, brand), (&scope.campaign, campaign)]
        .iter()
        .all(|(named, is)| named.is_empty() || named.as_str() == *is)
}

fn names(scope: &Scope) -> i32 {
    match (scope.brand.is_empty(), scope.campaign.is_empty()) {
        (true, true) => 0,
        (false, true) => 1,
        (true, false) => 2,
        (false, false) => 3,
    }
}

impl<'l> Naive<'l> {
    pub(crate) fn new(ledger: &'l Ledger) -> Self {
        let none = vec![false; ledger.payments.len()];
        let mut naive = Self {
            ledger,
            line: Vec::new(),
            unit: Vec::new(),
            orders: Vec::new(),
            returned: Vec::new(),
            revenue: Vec::new(),
            posts: vec![None; ledger.payments.len()],
            taken: none.clone(),
            repeat: none,
        };
        for one in &ledger.payments {
            let same = |other: &Payment| other.payee == one.payee && other.scope == one.scope && other.unit == one.unit;
            let mut line: Vec<usize> = (0..ledger.payments.len()).filter(|at| same(&ledger.payments[*at])).collect();
            line.sort_by_key(|at| ledger.payments[*at].day.map_or((1, 0, *at), |day| (0, day.number(), *at)));
            let mut sums = [0; 3];
            for sold in &ledger.payees[one.payee].sold {
                let best = (ledger.payments.iter().filter(|other| other.payee == one.payee))
                    .filter(|other| takes(&other.scope, &sold.brand, &sold.campaign))
                    .map(|other| names(&other.scope))
                    .max();
                if takes(&one.scope, &sold.brand, &sold.campaign) && best == Some(names(&one.scope)) {
                    sums = [sums[0] + sold.orders, sums[1] + sold.returned, sums[2] + sold.revenue];
                }
            }
            naive.line.push(line);
            naive.orders.push(sums[0]);
            naive.returned.push(sums[1]);
            naive.revenue.push(sums[2]);
        }
        for at in 0..ledger.payments.len() {
            let unit = if naive.is_share(at) { PayUnit::Percentage } else { ledger.payments[at].unit };
            naive.unit.push(unit);
        }
        naive.match_posts();
        naive
    }

    fn of(&self, at: usize) -> &'l Payment {
        &self.ledger.payments[at]
    }

    fn rate(&self, at: usize) -> Option<i64> {
        self.of(at).rate.filter(|rate| *rate > 0)
    }

    /// The rate of all payments of a line, where it is one.
    fn one_rate(&self, at: usize) -> Option<i64> {
        let rates: Option<BTreeSet<i64>> = self.line[at].iter().map(|other| self.rate(*other)).collect();
        let rates = rates?;
        if rates.len() == 1 { rates.first().copied() } else { None }
    }

    fn percent(revenue: i64, rate: i64) -> i64 {
        // Half to even, by quarters of the whole: exact in whole numbers.
        let (product, hundred) = (i128::from(revenue) * i128::from(rate), 100 * i128::from(RUPEE));
        let floor = product.div_euclid(hundred);
        let twice = 2 * product.rem_euclid(hundred);
        let rounded = if twice > hundred || twice == hundred && floor % 2 == 1 { floor + 1 } else { floor };
        i64::try_from(rounded).expect("an amount")
    }

    fn is_share(&self, at: usize) -> bool {
        let Some(rate) = self.one_rate(at).filter(|_| self.of(at).unit == PayUnit::Order) else { return false };
        let share = Self::percent(self.revenue[at], rate);
        let all: i64 = self.line[at].iter().map(|other| self.of(*other).amount).sum();
        let fits = |other: &usize| {
            let payment = self.of(*other);
            payment.orders.is_none_or(|orders| (rate * orders - payment.amount).abs() <= RUPEE)
        };
        rate <= 100 * RUPEE && share > 0 && (share - all).abs() <= share / 200 && !self.line[at].iter().any(fits)
    }

    /// How many orders or posts a payment is for.
    fn units(&self, at: usize) -> Option<i64> {
        let payment = self.of(at);
        let rate = self.rate(at)?;
        match payment.unit {
            PayUnit::Order => Some(payment.orders.unwrap_or(payment.amount.max(0) / rate).max(0)),
            PayUnit::Post => match payment.posts {
                Some(posts) if posts > 0 => Some(posts),
                _ => (payment.amount > 0 && payment.amount % rate == 0).then_some(payment.amount / rate),
            },
            PayUnit::Percentage | PayUnit::Other => None,
        }
    }

    fn alike(&self, first: usize, second: usize) -> Option<&'static str> {
        let (first, second) = (self.of(first), self.of(second));
        let apart = first.day.zip(second.day).map(|(a, b)| (a.number() - b.number()).abs());
        if first.amount != second.amount || first.amount <= 0 {
            None
        } else if !first.reference.is_empty() && first.reference == second.reference {
            Some(if apart.unwrap_or(0) > 0 { "reference, other day" } else { "reference" })
        } else if apart.is_some_and(|days| days <= 7) {
            Some("close")
        } else {
            let blank = |one: &Payment| one.day.is_none() && one.reference.is_empty();
            let equal = first.rate == second.rate && first.orders == second.orders && first.posts == second.posts;
            (blank(first) && blank(second) && equal).then_some("bare")
        }
    }

    fn window(&self, scope: &Scope) -> (i32, i32) {
        let sold = self.ledger.payees.iter().flat_map(|payee| &payee.sold);
        let sold: Vec<&Sold> =
            sold.filter(|sold| names(scope) > 0 && takes(scope, &sold.brand, &sold.campaign)).collect();
        let first = sold.iter().map(|sold| sold.first.number() - 7).min();
        let last = sold.iter().map(|sold| sold.last.number() + 7).max();
        first.zip(last).unwrap_or((i32::MIN, i32::MAX))
    }

    /// Post by post and paid post by paid post, by augmenting paths.
    fn match_posts(&mut self) {
        for payee in 0..self.ledger.payees.len() {
            let posts: Vec<i32> = (self.ledger.payees[payee].posts.iter())
                .flat_map(|(day, posts)| (0..*posts).map(|_| day.number()))
                .collect();
            if !self.ledger.has_posts || posts.is_empty() {
                continue;
            }
            // One entry for each paid post: whether it looks repeated, the rate, the line by its first payment.
            let mut wanted: Vec<(bool, i64, (usize, Scope), usize)> = Vec::new();
            let of_payee = (0..self.ledger.payments.len()).filter(|at| self.of(*at).payee == payee);
            for at in of_payee.filter(|at| self.unit[*at] == PayUnit::Post).collect::<Vec<usize>>() {
                let line = self.line[at].clone();
                let rates: Option<Vec<i64>> = line.iter().map(|other| self.rate(*other)).collect();
                let units: Option<Vec<i64>> = line.iter().map(|other| self.units(*other)).collect();
                self.posts[at] = Some(0);
                let (Some(rates), Some(_)) = (rates, units) else { continue };
                let is_repeat =
                    self.groups(&line, |_, _| Some(())).iter().any(|(_, more)| more.iter().any(|(one, ())| *one == at));
                let highest = rates.into_iter().max().expect("a rate");
                let scope = (0, self.of(at).scope.clone());
                wanted.extend((0..self.units(at).expect("a count")).map(|_| (is_repeat, -highest, scope.clone(), at)));
            }
            wanted.sort();
            let mut holder: Vec<Option<usize>> = vec![None; posts.len()];
            let mut given = vec![false; wanted.len()];
            for (at, given) in given.iter_mut().enumerate() {
                *given = self.augment(at, &wanted, &posts, &mut holder, &mut vec![false; posts.len()]);
            }
            // By line: what its payments got together.
            for at in 0..self.ledger.payments.len() {
                if self.posts[at].is_none() || self.of(at).payee != payee {
                    continue;
                }
                let got = wanted.iter().zip(&given).filter(|(one, given)| **given && self.line[at].contains(&one.3));
                self.posts[at] = Some(got.count() as i64);
            }
        }
    }

    fn augment(
        &self,
        at: usize,
        wanted: &[(bool, i64, (usize, Scope), usize)],
        posts: &[i32],
        holder: &mut Vec<Option<usize>>,
        seen: &mut Vec<bool>,
    ) -> bool {
        let (from, to) = self.window(&self.of(wanted[at].3).scope);
        for post in 0..posts.len() {
            if seen[post] || !(from..=to).contains(&posts[post]) {
                continue;
            }
            seen[post] = true;
            if holder[post].is_none_or(|other| self.augment(other, wanted, posts, holder, seen)) {
                holder[post] = Some(at);
                return true;
            }
        }
        false
    }

    fn done(&self, at: usize) -> Option<i64> {
        match self.unit[at] {
            PayUnit::Order => Some(self.orders[at].max(0)),
            PayUnit::Post => self.posts[at],
            PayUnit::Percentage | PayUnit::Other => None,
        }
    }

    /// Of each line its first payment, with the line.
    fn all_lines(&self) -> Vec<(usize, Vec<usize>)> {
        let firsts = (0..self.ledger.payments.len()).filter(|at| self.line[*at].first() == Some(at));
        firsts.map(|at| (at, self.line[at].clone())).collect()
    }

    fn lines_by(&self, unit: PayUnit) -> Vec<(usize, Vec<usize>)> {
        self.all_lines().into_iter().filter(|(at, _)| self.unit[*at] == unit).collect()
    }

    fn case(&mut self, kind: CaseKind, certainty: Certainty, payments: Vec<usize>, at_risk: i64, owed: i64) -> Plain {
        let payee = self.of(payments[0]).payee;
        let most: i64 = payments.iter().map(|at| self.of(*at).amount.max(0)).sum();
        payments.iter().for_each(|at| self.taken[*at] = true);
        Plain { kind, certainty, payee, payments, at_risk: at_risk.max(0).min(most), owed, owed_at_most: 0 }
    }

    pub(crate) fn cases(mut self) -> Vec<Plain> {
        let mut cases = self.twice();
        cases.extend(self.outside());
        cases.extend(self.without_sales());
        cases.extend(self.orders());
        cases.extend(self.amounts());
        cases.extend(self.missing_posts());
        cases.extend(self.before());
        cases.extend(self.unpaid());
        cases
    }

    fn twice(&mut self) -> Vec<Plain> {
        let mut cases = Vec::new();
        for (at, line) in self.all_lines() {
            let is_share = self.unit[at] == PayUnit::Percentage;
            let units: Option<i64> = line.iter().map(|other| self.units(*other)).sum();
            let listed: i64 = line.iter().map(|other| self.of(*other).amount).sum();
            let mut undone = if is_share {
                self.one_rate(at).map(|rate| (listed - Self::percent(self.revenue[at].max(0), rate)).max(0))
            } else {
                units.zip(self.done(at)).map(|(units, done)| units - done)
            };
            let groups = self.groups(&line, |first, second| {
                let needed = if is_share { self.of(second).amount } else { self.units(second).unwrap_or(0) }.max(1);
                let sure = self.sure(first, second, undone.map(|undone| undone >= needed))?;
                undone = undone.map(|undone| (undone - needed).max(0));
                Some(sure)
            });
            for (first, more) in groups.into_iter().filter(|(_, more)| !more.is_empty()) {
                let certainty = more.iter().map(|(_, sure)| *sure).min().expect("a repeat");
                more.iter().for_each(|(at, _)| self.repeat[*at] = true);
                let at_risk = more.iter().map(|(at, _)| self.of(*at).amount).sum();
                let payments = [vec![first], more.iter().map(|(at, _)| *at).collect()].concat();
                cases.push(self.case(CaseKind::PaidTwice, certainty, payments, at_risk, 0));
            }
        }
        cases
    }

    /// The payments of a line, each that repeats another with that one: first those of one reference, then the others. Whoever
    /// is repeated stays the first of a group.
    fn groups<T>(
        &self,
        line: &[usize],
        mut said: impl FnMut(usize, usize) -> Option<T>,
    ) -> Vec<(usize, Vec<(usize, T)>)> {
        let mut groups: Vec<(usize, Vec<(usize, T)>)> = Vec::new();
        for second in line {
            let mut place = None;
            for (at, (first, _)) in groups.iter().enumerate() {
                if self.alike(*first, *second).is_some_and(|alike| alike.starts_with("reference")) {
                    place = said(*first, *second).map(|said| (at, said));
                }
                if place.is_some() {
                    break;
                }
            }
            match place {
                Some((at, said)) => groups[at].1.push((*second, said)),
                None => groups.push((*second, Vec::new())),
            }
        }
        let mut at = 0;
        while at < groups.len() {
            let second = groups[at].0;
            let mut place = None;
            for before in 0..at {
                let first = groups[before].0;
                let is_asked = groups[at].1.is_empty() && matches!(self.alike(first, second), Some("close" | "bare"));
                if is_asked {
                    place = said(first, second).map(|said| (before, said));
                }
                if place.is_some() {
                    break;
                }
            }
            if let Some((before, said)) = place {
                groups[before].1.push((second, said));
                groups.remove(at);
            } else {
                at += 1;
            }
        }
        for (_, more) in &mut groups {
            more.sort_by_key(|(one, _)| line.iter().position(|at| at == one));
        }
        groups
    }

    /// `lacks`: whether nothing was done for the second.
    fn sure(&self, first: usize, second: usize, lacks: Option<bool>) -> Option<Certainty> {
        let (one, two) = (self.of(first), self.of(second));
        let different = |other: &Payment| {
            other.reference == one.reference
                && (other.payee, other.unit, other.amount, &other.scope)
                    != (one.payee, one.unit, one.amount, &one.scope)
        };
        let is_batch = self.ledger.payments.iter().any(different);
        let both_paid = one.state == PaymentState::Paid && two.state == PaymentState::Paid;
        match (self.alike(first, second)?, lacks) {
            ("reference" | "reference, other day", Some(true)) if both_paid && !is_batch => Some(Certainty::Certain),
            ("reference" | "reference, other day", Some(true)) => Some(Certainty::Likely),
            ("reference, other day", Some(false)) => Some(Certainty::ToCheck),
            ("reference", Some(false)) => None,
            ("reference, other day", None) if !is_batch => Some(Certainty::Likely),
            ("reference" | "reference, other day", None) => Some(Certainty::ToCheck),
            ("close", Some(true)) => Some(Certainty::Likely),
            ("close", None) => Some(Certainty::ToCheck),
            ("bare", Some(true)) => Some(Certainty::ToCheck),
            _ => None,
        }
    }

    fn outside(&mut self) -> Vec<Plain> {
        let mut cases = Vec::new();
        for payee in (0..self.ledger.payees.len()).filter(|payee| !self.ledger.payees[*payee].in_roster) {
            let mut lines: Vec<_> =
                self.all_lines().into_iter().filter(|(at, _)| self.of(*at).payee == payee).collect();
            lines.sort_by_key(|(at, _)| (self.of(*at).scope.clone(), self.of(*at).unit));
            let payments: Vec<usize> =
                lines.into_iter().flat_map(|(_, line)| line).filter(|at| !self.taken[*at]).collect();
            if !payments.is_empty() {
                let amount = payments.iter().map(|at| self.of(*at).amount).sum();
                cases.push(self.case(CaseKind::OutsideRoster, Certainty::ToCheck, payments, amount, 0));
            }
        }
        cases
    }

    fn without_sales(&mut self) -> Vec<Plain> {
        let mut cases = Vec::new();
        for (at, line) in self.all_lines() {
            let scope = &self.of(at).scope;
            let sold = &self.ledger.payees[self.of(at).payee].sold;
            if sold
                .iter()
                .any(|sold| takes(scope, &sold.brand, &sold.campaign) && (sold.orders > 0 || sold.revenue > 0))
            {
                continue;
            }
            let payments: Vec<usize> =
                line.into_iter().filter(|at| !self.taken[*at] && self.of(*at).amount > 0).collect();
            let states = payments.iter().any(|at| self.of(*at).orders.unwrap_or(0) > 0);
            let sure = if self.unit[at] == PayUnit::Order && states { Certainty::Likely } else { Certainty::ToCheck };
            if !payments.is_empty() {
                let amount = payments.iter().map(|at| self.of(*at).amount).sum();
                cases.push(self.case(CaseKind::PaidWithoutSales, sure, payments, amount, 0));
            }
        }
        cases
    }

    /// Paid pieces that nothing was done for, by payment; nothing where one does not say what it is for.
    fn short(&self, line: &[usize], done: i64) -> Option<Vec<(usize, i64)>> {
        let mut short = Vec::new();
        let mut before = 0;
        for at in line.iter().filter(|at| !self.repeat[**at]) {
            let units = self.units(*at)?;
            short.push((*at, (before + units - done).clamp(0, units)));
            before += units;
        }
        Some(short)
    }

    fn orders(&mut self) -> Vec<Plain> {
        let mut cases = Vec::new();
        for (at, line) in self.lines_by(PayUnit::Order) {
            let tracked = self.orders[at];
            let Some(short) = self.short(&line, tracked.max(0)) else { continue };
            let open: Vec<(usize, i64)> =
                short.iter().copied().filter(|(at, short)| !self.taken[*at] && *short > 0).collect();
            if !open.is_empty() {
                let more: i64 = open.iter().map(|(_, short)| short).sum();
                let cost = open.iter().map(|(at, short)| self.rate(*at).expect("a rate") * short).sum();
                let kind =
                    if more <= self.returned[at] { CaseKind::ReturnedOrdersPaid } else { CaseKind::OrdersDiffer };
                let is_named = !self.of(at).scope.campaign.is_empty() && tracked > 0;
                let sure = if is_named { Certainty::Likely } else { Certainty::ToCheck };
                cases.push(self.case(kind, sure, open.iter().map(|(at, _)| *at).collect(), cost, 0));
                continue;
            }
            let stated: i64 = short.iter().map(|(at, _)| self.units(*at).expect("a count")).sum();
            let last = short.last().map(|(at, _)| *at).filter(|last| !self.taken[*last] && stated < tracked);
            if let Some(last) = last {
                let owed = self.rate(last).expect("a rate") * (tracked - stated);
                cases.push(self.case(CaseKind::OrdersDiffer, Certainty::ToCheck, vec![last], 0, owed));
            }
        }
        cases
    }

    fn expected(&self, at: usize) -> Option<i64> {
        let payment = self.of(at);
        let pieces = match self.unit[at] {
            PayUnit::Order => payment.orders?.max(0),
            PayUnit::Post => payment.posts.filter(|posts| *posts > 0)?,
            PayUnit::Percentage | PayUnit::Other => return None,
        };
        Some(self.rate(at)? * pieces)
    }

    fn amounts(&mut self) -> Vec<Plain> {
        let compared: Vec<bool> = (0..self.ledger.payments.len())
            .filter_map(|at| Some((self.of(at).amount - self.expected(at)?).abs() > RUPEE))
            .collect();
        let is_habit = compared.len() >= 4 && 2 * compared.iter().filter(|differs| **differs).count() > compared.len();
        let mut cases = Vec::new();
        for at in 0..self.ledger.payments.len() {
            let amount = self.of(at).amount;
            let (expected, sure) = match (self.expected(at), self.rate(at)) {
                (Some(expected), Some(rate)) => {
                    let is_multiple = amount % rate == 0 && amount / rate >= 1 && amount / rate <= 1000;
                    (expected, if is_habit || is_multiple { Certainty::ToCheck } else { Certainty::Likely })
                }
                (None, Some(rate)) if self.unit[at] == PayUnit::Post => {
                    (rate * (amount / rate).max(1), Certainty::ToCheck)
                }
                _ => continue,
            };
            if !self.taken[at] && (amount - expected).abs() > RUPEE {
                cases.push(self.case(
                    CaseKind::AmountDiffers,
                    sure,
                    vec![at],
                    amount - expected,
                    (expected - amount).max(0),
                ));
            }
        }
        for (at, line) in self.lines_by(PayUnit::Percentage) {
            let Some(rate) = self.one_rate(at).filter(|_| line.iter().all(|at| !self.taken[*at])) else { continue };
            let amount: i64 = line.iter().map(|at| self.of(*at).amount).sum();
            let expected = Self::percent(self.revenue[at].max(0), rate);
            let sure = if self.of(at).scope.campaign.is_empty() { Certainty::ToCheck } else { Certainty::Likely };
            if (amount - expected).abs() > (RUPEE * line.len() as i64).max(expected / 200) {
                cases.push(self.case(
                    CaseKind::AmountDiffers,
                    sure,
                    line,
                    amount - expected,
                    (expected - amount).max(0),
                ));
            }
        }
        cases
    }

    fn missing_posts(&mut self) -> Vec<Plain> {
        let mut cases = Vec::new();
        for (at, line) in self.lines_by(PayUnit::Post) {
            let published = self.posts[at].unwrap_or(0);
            let short = self.short(&line, published).filter(|_| self.ledger.has_posts);
            let open: Vec<(usize, i64)> =
                short.into_iter().flatten().filter(|(at, short)| !self.taken[*at] && *short > 0).collect();
            if open.is_empty() {
                continue;
            }
            let (from, to) = self.window(&self.of(at).scope);
            let around = self.ledger.payees[self.of(at).payee].posts.iter();
            let around: i64 =
                around.filter(|(day, _)| (from..=to).contains(&day.number())).map(|(_, posts)| posts).sum();
            let is_likely = !self.of(at).scope.campaign.is_empty() && published > 0 && around <= published;
            let sure = if is_likely { Certainty::Likely } else { Certainty::ToCheck };
            let cost = open.iter().map(|(at, short)| self.rate(*at).expect("a rate") * short).sum();
            cases.push(self.case(CaseKind::PostsMissing, sure, open.iter().map(|(at, _)| *at).collect(), cost, 0));
        }
        cases
    }

    fn before(&mut self) -> Vec<Plain> {
        let mut cases = Vec::new();
        let data_begin = self.ledger.payees.iter().flat_map(|payee| &payee.sold).map(|sold| sold.first.number()).min();
        for at in (0..self.ledger.payments.len()).filter(|at| !self.taken[*at]).collect::<Vec<_>>() {
            let payment = self.of(at);
            let payee = &self.ledger.payees[payment.payee];
            let (from, to) = self.window(&payment.scope);
            let sold = payee.sold.iter().filter(|sold| takes(&payment.scope, &sold.brand, &sold.campaign));
            let posts = payee.posts.iter().map(|(day, _)| day.number()).filter(|day| (from..=to).contains(day));
            let begun = sold.map(|sold| sold.first.number()).chain(posts).min();
            let is_moved = matches!(payment.state, PaymentState::Paid | PaymentState::Unknown);
            let Some((day, begun)) = payment.day.map(Day::number).zip(begun).filter(|_| is_moved && payment.amount > 0)
            else {
                continue;
            };
            if day < begun {
                let is_likely = data_begin.is_none_or(|first| day >= first) && self.unit[at] != PayUnit::Post;
                let sure = if is_likely { Certainty::Likely } else { Certainty::ToCheck };
                cases.push(self.case(CaseKind::PaidBeforeWork, sure, vec![at], payment.amount, 0));
            }
        }
        cases
    }

    fn unpaid(&self) -> Vec<Plain> {
        let mut rates: Vec<i64> = (0..self.ledger.payments.len())
            .filter(|at| self.unit[*at] == PayUnit::Order)
            .filter_map(|at| self.rate(at))
            .collect();
        rates.sort_unstable();
        let usual = if rates.is_empty() { 0 } else { rates[(rates.len() - 1) / 2] };
        let unpaid = |payee: &usize| {
            let known = &self.ledger.payees[*payee];
            let sells = known.sold.iter().any(|sold| sold.orders > 0 || sold.revenue > 0);
            let is_paid = self.ledger.payments.iter().any(|payment| payment.payee == *payee);
            known.in_roster && sells && !is_paid && !self.ledger.payments.is_empty()
        };
        let case = |payee: usize| {
            let orders: i64 = self.ledger.payees[payee].sold.iter().map(|sold| sold.orders).sum();
            let (kind, certainty) = (CaseKind::SoldUnpaid, Certainty::ToCheck);
            let owed_at_most = usual * orders.max(0);
            Plain { kind, certainty, payee, payments: Vec::new(), at_risk: 0, owed: 0, owed_at_most }
        };
        (0..self.ledger.payees.len()).filter(unpaid).map(case).collect()
    }
}
