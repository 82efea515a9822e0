//! What was earned and paid, and the payments worth a question.

use super::{
    figures::{Figures, whole},
    pen::{BODY, Cell, Pen, STRONG, number, text},
};
use crate::use_cases::payouts::{Finding, PayoutsPage};

pub(super) fn write(pen: &mut Pen<'_>, page: Option<&PayoutsPage>, figures: &Figures) {
    let findings = page.map(PayoutsPage::findings).unwrap_or_default();
    pen.need(90.0 + 14.0 * findings.len() as f32);
    pen.heading("Payouts", "what was earned and paid, and the payments worth a question");
    let Some(page) = page else {
        return pen.note("This version kept no rows, so its payments are not known one by one.");
    };
    let totals = page.totals(&page.statements(&findings));
    let amounts = totals.amounts;
    let mut sums = vec![("paid", amounts.paid)];
    if page.knows.statuses {
        sums.extend([("pending", amounts.pending), ("due", amounts.due)]);
    }
    if page.knows.terms {
        sums.splice(0..0, [("earned under the terms", amounts.earned), ("paid too much", amounts.too_much)]);
        sums.push(("earned and in no payment", amounts.owed));
    }
    let sums: Vec<String> =
        sums.into_iter().map(|(name, micros)| format!("{name} {}", figures.money(micros))).collect();
    pen.paragraph(
        &format!("{}, in {} payments.", sums.join(" · "), whole(totals.payments as i64)),
        BODY,
        super::pen::LEFT,
        super::pen::WIDTH,
    );
    pen.y += 2.0;
    if findings.is_empty() {
        return pen.note("Nothing is worth a question: the payments agree with what is known.");
    }
    let columns = [
        text("Finding", 200.0),
        number("Cases", 55.0),
        number("At risk", 85.0),
        number("May be owed", 85.0),
        number("Asked back", 90.0),
    ];
    let mut rows: Vec<Vec<Cell>> = findings.iter().map(|finding| row(finding, figures)).collect();
    rows.push(sum(&findings, figures));
    pen.table(&columns, &rows);
    pen.y += 2.0;
}

fn row(finding: &Finding<'_>, figures: &Figures) -> Vec<Cell> {
    let sums = &finding.sums;
    let owed = sums.owed.max(sums.owed_at_most);
    vec![
        (finding.kind.title().to_owned(), BODY),
        (whole(sums.cases), BODY),
        (figures.money(sums.at_risk), BODY),
        (figures.money(owed), BODY),
        (figures.money(sums.asked_back), BODY),
    ]
}

/// Each payment stands under one finding, so the money adds up.
fn sum(findings: &[Finding<'_>], figures: &Figures) -> Vec<Cell> {
    let sums = PayoutsPage::finding_sums(findings);
    let owed = findings.iter().map(|finding| finding.sums.owed.max(finding.sums.owed_at_most));
    let owed = owed.fold(0_i64, i64::saturating_add);
    vec![
        ("All".to_owned(), STRONG),
        (whole(sums.cases), STRONG),
        (figures.money(sums.at_risk), STRONG),
        (figures.money(owed), STRONG),
        (figures.money(sums.asked_back), STRONG),
    ]
}
