//! Payouts as JSON: statements and findings. Every amount is exact.

use definitions::{Day, Reason, Value};
use payouts::{Amounts, CaseKind, Line};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use store::{PayoutDecision, StoredPayment};

use super::{
    answer::{selection, warning},
    numbers::{Number, count, money},
    versions::DatasetShape,
};
use crate::use_cases::payouts::{
    Decided, DecidedCase, Finding, FindingSums, LeftOut, PayoutsPage, Statement, StatementTotals,
};

/// Which part of the answer is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PayoutsPart {
    /// The most cases of each finding.
    pub(crate) cases: usize,
    /// The most statements.
    pub(crate) limit: usize,
    /// Statements before them.
    pub(crate) offset: usize,
}

/// Statements and findings of a selection.
pub(crate) fn payouts(page: &PayoutsPage, part: PayoutsPart) -> Json {
    let findings = page.findings();
    let statements = page.statements(&findings);
    let totals = page.totals(&statements);
    let sums = PayoutsPage::finding_sums(&findings);
    let shown = statements.iter().skip(part.offset).take(part.limit);
    let knows = page.knows;
    json!({
        "dataset": DatasetShape::new(page.dataset.manifest()),
        "selection": selection(&page.question.selection),
        "warnings": page.warnings.iter().map(warning).collect::<Vec<Json>>(),
        "knows": {
            "statuses": knows.statuses,
            "days": knows.days,
            "references": knows.references,
            "terms": knows.terms,
            "posts": knows.posts,
        },
        "totals": totals_shape(&totals, page.left_out, knows.terms),
        "findings": findings.iter().map(|found| finding(page, found, part.cases)).collect::<Vec<Json>>(),
        "findings_total": finding_sums(&sums),
        "payments_without_finding": totals.payments as i64 - sums.payments,
        "statements": shown.map(|shown| statement(page, shown)).collect::<Vec<Json>>(),
        "statements_total": statements.len(),
        "offset": part.offset,
    })
}

/// What was earned under the terms has no value where there are none.
fn amounts(shape: &mut Json, amounts: &Amounts, has_terms: bool) {
    let known = |micros: i64| Number(if has_terms { Value::Money(micros) } else { Value::Missing(Reason::NoTerms) });
    for (id, number) in [
        ("earned", known(amounts.earned)),
        ("too_much", known(amounts.too_much)),
        ("owed", known(amounts.owed)),
        ("balance", known(amounts.balance())),
        ("without_terms", money(amounts.without_terms)),
        ("paid", money(amounts.paid)),
        ("pending", money(amounts.pending)),
        ("due", money(amounts.due)),
        ("spend", money(amounts.listed())),
    ] {
        shape[id] = json!(number);
    }
}

fn totals_shape(totals: &StatementTotals, left_out: LeftOut, has_terms: bool) -> Json {
    let mut shape = json!({
        "influencers": totals.influencers,
        "payments": totals.payments,
        "paid_payments": totals.paid_payments,
        "pending_payments": totals.pending_payments,
        "due_payments": totals.due_payments,
        "overpaid_influencers": totals.overpaid,
        "owed_influencers": totals.owed,
        "waiting_influencers": totals.waiting,
        "orders": count(totals.orders),
        "revenue": money(totals.revenue),
        "posts": count(totals.posts),
        "not_named": {"payments": left_out.payments, "amount": money(left_out.amount)},
    });
    amounts(&mut shape, &totals.amounts, has_terms);
    shape
}

fn finding_sums(sums: &FindingSums) -> Json {
    json!({
        "cases": sums.cases,
        "payments": sums.payments,
        "at_risk": money(sums.at_risk),
        "owed": money(sums.owed),
        "owed_at_most": money(sums.owed_at_most),
        "asked_back": money(sums.asked_back),
        "asked_back_cases": sums.asked_back_cases,
        "fine": money(sums.fine),
        "fine_cases": sums.fine_cases,
    })
}

fn finding(page: &PayoutsPage, finding: &Finding<'_>, cases: usize) -> Json {
    let mut shape = finding_sums(&finding.sums);
    shape["kind"] = json!(finding.kind.id());
    shape["title"] = json!(finding.kind.title());
    shape["meaning"] = json!(finding.kind.meaning());
    shape["influencers"] = json!(finding.influencers);
    shape["list"] = json!(finding.cases.iter().take(cases).map(|shown| case(page, shown)).collect::<Vec<Json>>());
    shape
}

fn case(page: &PayoutsPage, DecidedCase { keyed, decision }: &DecidedCase<'_>) -> Json {
    let found = &keyed.case;
    let profile = &page.dataset.profiles()[found.payee];
    let known = |known: Option<i64>| {
        known.map(|known| if found.kind == CaseKind::AmountDiffers { money(known) } else { count(known) })
    };
    json!({
        "key": keyed.key,
        "kind": found.kind.id(),
        "certainty": found.certainty.id(),
        "influencer": {"id": profile.id, "name": profile.name, "in_roster": profile.in_roster},
        "brand": found.scope.brand,
        "campaign": found.scope.campaign,
        "unit": found.unit.map(definitions::PayUnit::id),
        "at_risk": money(found.at_risk),
        "owed": money(found.owed),
        "owed_at_most": money(found.owed_at_most),
        "stated": known(found.stated),
        "known": known(found.known),
        "decision": decision.map(PayoutDecision::id),
        "payments": found.payments.iter().map(|at| payment(page, *at)).collect::<Vec<Json>>(),
    })
}

fn payment(page: &PayoutsPage, at: usize) -> Json {
    let StoredPayment { file, line, basis, amount, rate, orders, posts, day, status, reference, .. } =
        &page.book.kept[at];
    json!({
        "file": file,
        "line": line,
        "basis": basis,
        "rate": rate.map(money),
        "orders": orders,
        "posts": posts,
        "amount": money(*amount),
        "date": day.as_ref().map(Day::to_string),
        "status": status,
        "state": page.book.ledger.payments[at].state.id(),
        "reference": reference,
    })
}

fn statement(page: &PayoutsPage, statement: &Statement<'_>) -> Json {
    let profile = &page.dataset.profiles()[statement.profile];
    let payments: usize = statement.lines.iter().map(|line| line.payments.len()).sum();
    let mut shape = json!({
        "id": profile.id,
        "name": profile.name,
        "in_roster": profile.in_roster,
        "payments": payments,
        "orders": count(statement.orders),
        "revenue": money(statement.revenue),
        "posts": statement.posts,
        "found": statement.found.iter().map(|kind| kind.id()).collect::<Vec<&str>>(),
        "lines": statement.lines.iter().map(|line| line_shape(line)).collect::<Vec<Json>>(),
    });
    amounts(&mut shape, &statement.amounts, statement.has_terms());
    shape
}

fn line_shape(line: &Line) -> Json {
    let mut shape = json!({
        "brand": line.scope.brand,
        "campaign": line.scope.campaign,
        "unit": line.unit.id(),
        "lowest_rate": line.rates.map(|rates| money(rates.0)),
        "highest_rate": line.rates.map(|rates| money(rates.1)),
        "payments": line.payments.len(),
        "orders": count(line.orders),
        "revenue": money(line.revenue),
        "posts": line.posts,
    });
    amounts(&mut shape, &line.amounts, line.has_terms);
    shape
}

/// What was decided about a case, and what stood there before.
pub(crate) fn decided(decided: &Decided) -> Json {
    json!({
        "case": decided.case,
        "decision": decided.decision.map(PayoutDecision::id),
        "before": decided.before.map(PayoutDecision::id),
    })
}

/// A decision as a client writes it; null takes it back.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DecisionBody {
    case: String,
    decision: Option<String>,
}

/// A decision that cannot be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadDecision {
    #[error("case: it is missing, expected the key of a case of /api/v1/payouts")]
    NoCase,
    #[error("decision: found \"{0}\", expected ask_back, fine, or null to take it back")]
    Word(String),
}

impl DecisionBody {
    /// The case and what is decided about it.
    ///
    /// # Errors
    /// [`BadDecision`] where no case is named, and for a word that is no decision.
    pub(crate) fn decision(self) -> Result<(String, Option<PayoutDecision>), BadDecision> {
        if self.case.is_empty() {
            return Err(BadDecision::NoCase);
        }
        let known = |word: String| {
            let decision = PayoutDecision::ALL.into_iter().find(|decision| decision.id() == word);
            decision.ok_or(BadDecision::Word(word))
        };
        Ok((self.case, self.decision.map(known).transpose()?))
    }
}
