//! The cases of a selection, by kind, with what was decided about them.

use std::{cmp::Reverse, collections::BTreeSet};

use payouts::CaseKind;
use store::{PayoutDecision, PayoutDecisions};

use super::book::{Book, KeyedCase};

/// A case and what was decided about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DecidedCase<'b> {
    pub(crate) keyed: &'b KeyedCase,
    pub(crate) decision: Option<PayoutDecision>,
}

/// What cases come to; money in micros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FindingSums {
    pub(crate) cases: i64,
    pub(crate) payments: i64,
    /// Of all but what is fine.
    pub(crate) at_risk: i64,
    /// Of all but what is fine.
    pub(crate) owed: i64,
    /// Of all but what is fine.
    pub(crate) owed_at_most: i64,
    /// Of `at_risk`: it is asked back.
    pub(crate) asked_back: i64,
    /// In cases that are fine, so not at risk.
    pub(crate) fine: i64,
    pub(crate) asked_back_cases: i64,
    pub(crate) fine_cases: i64,
}

/// All cases of one kind, the most money first, whatever was decided.
#[derive(Clone, Debug)]
pub(crate) struct Finding<'b> {
    pub(crate) kind: CaseKind,
    pub(crate) cases: Vec<DecidedCase<'b>>,
    pub(crate) influencers: usize,
    pub(crate) sums: FindingSums,
}

impl FindingSums {
    fn add_case(&mut self, DecidedCase { keyed, decision }: &DecidedCase<'_>) {
        let case = &keyed.case;
        self.cases += 1;
        self.payments += case.payments.len() as i64;
        if *decision == Some(PayoutDecision::Fine) {
            self.fine += case.at_risk;
            self.fine_cases += 1;
            return;
        }
        self.at_risk += case.at_risk;
        self.owed = self.owed.saturating_add(case.owed);
        self.owed_at_most = self.owed_at_most.saturating_add(case.owed_at_most);
        if *decision == Some(PayoutDecision::AskBack) {
            self.asked_back += case.at_risk;
            self.asked_back_cases += 1;
        }
    }

    /// Of cases of all kinds.
    pub(super) fn of_all(findings: &[Finding<'_>]) -> Self {
        let mut sums = Self::default();
        findings.iter().flat_map(|finding| &finding.cases).for_each(|case| sums.add_case(case));
        sums
    }
}

/// Kinds without a case of the selection are left out.
pub(super) fn findings<'b>(
    book: &'b Book,
    decisions: &PayoutDecisions,
    is_chosen: impl Fn(&KeyedCase) -> bool,
) -> Vec<Finding<'b>> {
    let of_kind = |kind: CaseKind| {
        let chosen = book.cases.iter().filter(|keyed| keyed.case.kind == kind && is_chosen(keyed));
        // A decision moves nothing: its undo stays at hand.
        let cases: Vec<DecidedCase<'b>> =
            chosen.map(|keyed| DecidedCase { keyed, decision: keyed.decision(decisions) }).collect();
        let mut sums = FindingSums::default();
        cases.iter().for_each(|case| sums.add_case(case));
        let influencers = cases.iter().map(|case| case.keyed.case.payee).collect::<BTreeSet<_>>().len();
        (!cases.is_empty()).then_some(Finding { kind, cases, influencers, sums })
    };
    let mut findings: Vec<Finding<'b>> = CaseKind::ALL.into_iter().filter_map(of_kind).collect();
    findings.sort_by_key(|finding| (Reverse(finding.sums.at_risk), Reverse(finding.sums.owed), finding.kind));
    findings
}
