//! The payouts of a selection: statements and findings from the book of its version.
//!
//! Terms, duplicates and work are judged on all payments of an influencer, whatever is chosen; a selection only chooses lines
//! and cases. A payment names a brand and a campaign or does not; no day filters it.

use std::sync::Arc;

use definitions::{PaymentState, Placement, Question};
use payouts::{CaseKind, Line, Scope};
use store::{Dataset, StoreError};

use super::{
    book::{Book, KeyedCase},
    findings::{Finding, FindingSums, findings},
    statements::{Statement, StatementTotals, statements},
};
use crate::use_cases::{
    UseCases,
    dashboard::answer::{Warning, unknown_values},
};

/// What the payments of a version say at all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Knows {
    pub(crate) statuses: bool,
    pub(crate) days: bool,
    pub(crate) references: bool,
    pub(crate) terms: bool,
    pub(crate) posts: bool,
}

/// Payments of the chosen influencers that name nothing of what is chosen, so that it is not known whether they belong to it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LeftOut {
    pub(crate) payments: usize,
    /// Micros.
    pub(crate) amount: i64,
}

/// Everything about the payouts of a selection.
pub(crate) struct PayoutsPage {
    pub(crate) dataset: Arc<Dataset>,
    pub(crate) question: Question,
    pub(crate) book: Arc<Book>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) knows: Knows,
    pub(crate) left_out: LeftOut,
    decisions: Arc<store::PayoutDecisions>,
    people: Vec<bool>,
}

impl UseCases {
    /// The payouts of a selection.
    ///
    /// # Errors
    /// [`StoreError::NoRows`] of a version that kept no rows, or why they cannot be read.
    pub(crate) fn payouts(&self, question: &Question) -> Result<PayoutsPage, StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        let book = self.books.book(&dataset)?;
        let mut page = PayoutsPage {
            knows: Knows::of(&book),
            people: dataset.chosen_people(&question.selection),
            decisions: self.data_folder.payout_decisions(),
            warnings: unknown_values(&dataset, question),
            left_out: LeftOut::default(),
            question: question.clone(),
            dataset,
            book,
        };
        page.left_out = page.left_out();
        page.warn();
        Ok(page)
    }
}

impl PayoutsPage {
    /// The lines that are chosen.
    pub(crate) fn lines(&self) -> Vec<&Line> {
        self.book.lines.iter().filter(|line| self.takes(line.payee, &line.scope)).collect()
    }

    /// The findings of the selection, the most money first.
    pub(crate) fn findings(&self) -> Vec<Finding<'_>> {
        findings(&self.book, &self.decisions, |keyed: &KeyedCase| self.takes_case(keyed))
    }

    /// What the findings come to.
    pub(crate) fn finding_sums(findings: &[Finding<'_>]) -> FindingSums {
        FindingSums::of_all(findings)
    }

    /// The statements of the selection, the largest balance first.
    pub(crate) fn statements(&self, findings: &[Finding<'_>]) -> Vec<Statement<'_>> {
        statements(&self.book, &self.question.selection, &self.people, &self.lines(), findings)
    }

    /// What the statements come to.
    pub(crate) fn totals(&self, statements: &[Statement<'_>]) -> StatementTotals {
        StatementTotals::of(&self.book, statements)
    }

    fn takes(&self, payee: usize, scope: &Scope) -> bool {
        self.people[payee] && self.placement(scope) == Placement::Inside
    }

    fn takes_case(&self, KeyedCase { case, .. }: &KeyedCase) -> bool {
        if case.kind == CaseKind::SoldUnpaid {
            return self.people[case.payee] && self.sells_in_selection(case.payee);
        }
        self.takes(case.payee, &case.scope)
    }

    fn sells_in_selection(&self, payee: usize) -> bool {
        use definitions::Dimension::{Brand, Campaign};
        let selection = &self.question.selection;
        let sold = &self.book.ledger.payees[payee].sold;
        sold.iter().any(|sold| selection.takes(Brand, &sold.brand) && selection.takes(Campaign, &sold.campaign))
    }

    /// A payment's date is when money moved: no day filters it.
    fn placement(&self, scope: &Scope) -> Placement {
        Placement::of(&self.question.selection.without_days(), &scope.brand, &scope.campaign)
    }

    fn left_out(&self) -> LeftOut {
        let is_unnamed = |line: &&Line| self.people[line.payee] && self.placement(&line.scope) == Placement::Unnamed;
        let lines = self.book.lines.iter().filter(is_unnamed);
        lines.fold(LeftOut::default(), |sums, line| LeftOut {
            payments: sums.payments + line.payments.len(),
            amount: sums.amount + line.amounts.listed(),
        })
    }

    fn warn(&mut self) {
        let selection = &self.question.selection;
        if selection.from.is_some() || selection.to.is_some() {
            let message =
                "The chosen days filter no payment: its date is when money moved, not when the work was done.";
            self.warnings.push(Warning { code: "days_not_filtered", message: message.to_owned() });
        }
        if self.left_out.payments > 0 {
            let LeftOut { payments, amount } = self.left_out;
            let currency = &self.dataset.manifest().currency;
            let message = format!(
                "{payments} payments of {currency} {} do not name what is chosen, so they are not shown here.",
                definitions::grouped(amount)
            );
            self.warnings.push(Warning { code: "payments_not_named", message });
        }
    }
}

impl Knows {
    fn of(book: &Book) -> Self {
        let any = |is: fn(&payouts::Payment) -> bool| book.ledger.payments.iter().any(is);
        Self {
            statuses: any(|payment| payment.state != PaymentState::Unknown),
            days: any(|payment| payment.day.is_some()),
            references: any(|payment| !payment.reference.is_empty()),
            terms: book.lines.iter().any(|line| line.has_terms),
            posts: book.ledger.has_posts,
        }
    }
}
