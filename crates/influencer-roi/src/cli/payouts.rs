//! `payouts [selection flags]`: what influencers earned and were paid, and what of it is worth a question.

use std::{
    fmt::Write,
    io::{self, IsTerminal},
    path::PathBuf,
};

use definitions::grouped;
use store::PayoutDecision;

use super::{ignore_broken_pipe, open_existing, out, print, print_json, selection::SelectionFlags, strip_control};
use crate::{
    api::{self, PayoutsPart},
    export::{self, PayoutTable},
    settings::Settings,
    use_cases::payouts::{DecidedCase, Finding, PayoutsPage},
};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// First decide about a case by its key: ask_back, fine, or open to take a decision back; repeatable
    #[arg(long, value_name = "CASE=DECISION", value_parser = decision)]
    decide: Vec<(String, Option<PayoutDecision>)>,
    /// The answer as JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// A table as CSV: statements or findings
    #[arg(long, value_name = "TABLE", value_parser = table)]
    csv: Option<PayoutTable>,
    /// Both tables as a workbook, to this file
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
}

fn decision(text: &str) -> Result<(String, Option<PayoutDecision>), String> {
    let expected = "expected CASE=ask_back, CASE=fine or CASE=open";
    let (case, word) = text.rsplit_once('=').ok_or(expected)?;
    let known = PayoutDecision::ALL.into_iter().find(|decision| decision.id() == word);
    if known.is_none() && word != "open" {
        return Err(expected.to_owned());
    }
    Ok((case.to_owned(), known))
}

fn table(text: &str) -> Result<PayoutTable, String> {
    let known = PayoutTable::ALL.into_iter().find(|table| table.id() == text);
    known.ok_or_else(|| "expected statements or findings".to_owned())
}

pub(super) fn run(arguments: Arguments, settings: Settings) -> anyhow::Result<()> {
    let question = arguments.selection.question()?;
    let use_cases = open_existing(settings)?;
    for (case, decision) in &arguments.decide {
        use_cases.decide_payout(question.dataset.as_deref(), case, *decision)?;
    }
    let page = use_cases.payouts(&question)?;
    if let Some(path) = &arguments.xlsx {
        let file = std::fs::File::create(path)?;
        return Ok(export::write_payouts_workbook(&page, &std::env::temp_dir(), file)?);
    }
    if let Some(table) = arguments.csv {
        return ignore_broken_pipe(export::write_payouts_csv(&page, table, out(None)?));
    }
    if arguments.json {
        let all = PayoutsPart { cases: usize::MAX, limit: question.table.limit, offset: question.table.offset };
        return print_json(&api::payouts(&page, all));
    }
    print(&strip_control(&in_words(&page)?))
}

fn in_words(page: &PayoutsPage) -> Result<String, std::fmt::Error> {
    let currency = &page.dataset.manifest().currency;
    let money = |micros: i64| format!("{currency} {}", grouped(micros));
    let findings = page.findings();
    let statements = page.statements(&findings);
    let totals = page.totals(&statements);
    let amounts = totals.amounts;
    let mut text = String::new();
    if page.knows.terms {
        writeln!(text, "earned under the terms: {}", money(amounts.earned))?;
        writeln!(text, "paid too much: {}", money(amounts.too_much))?;
    }
    writeln!(text, "paid: {} in {} payments", money(amounts.paid), totals.paid_payments)?;
    if page.knows.statuses {
        writeln!(text, "pending: {} in {} payments", money(amounts.pending), totals.pending_payments)?;
        writeln!(text, "due: {} in {} payments", money(amounts.due), totals.due_payments)?;
    }
    if page.knows.terms {
        writeln!(text, "earned and in no payment: {}", money(amounts.owed))?;
    }
    if amounts.without_terms != 0 {
        writeln!(text, "listed without terms: {}", money(amounts.without_terms))?;
    }
    page.warnings.iter().try_for_each(|warning| writeln!(text, "note: {}", warning.message))?;
    if findings.is_empty() {
        writeln!(text, "\n{} payments agree with what is known.", totals.payments)?;
    }
    findings.iter().try_for_each(|finding| finding_in_words(&mut text, page, finding, &money))?;
    text.truncate(text.trim_end().len());
    Ok(text)
}

fn finding_in_words(
    text: &mut String,
    page: &PayoutsPage,
    finding: &Finding<'_>,
    money: &dyn Fn(i64) -> String,
) -> std::fmt::Result {
    let sums = &finding.sums;
    writeln!(text, "\n{}: {} cases, at risk {}", finding.kind.title(), sums.cases, money(sums.at_risk))?;
    for DecidedCase { keyed, decision } in finding.cases.iter().take(shown_cases()) {
        let case = &keyed.case;
        let profile = &page.dataset.profiles()[case.payee];
        let named = [&*case.scope.brand, &*case.scope.campaign].into_iter().find(|name| !name.is_empty());
        let owed = case.owed.max(case.owed_at_most);
        let owed = if owed > 0 { format!(", may be owed {}", money(owed)) } else { String::new() };
        let decided = decision.map_or(String::new(), |decision| format!(", {}", decision.id().replace('_', " ")));
        let certainty = case.certainty.id().replace('_', " ");
        let named = named.map_or(String::new(), |name| format!(" for {name}"));
        writeln!(
            text,
            "  {}{named}: {} ({certainty}{owed}{decided})  {}",
            profile.name,
            money(case.at_risk),
            keyed.key
        )?;
    }
    Ok(())
}

/// A person reads the largest; a program gets all.
fn shown_cases() -> usize {
    const SHOWN: usize = 10;
    if io::stdout().is_terminal() { SHOWN } else { usize::MAX }
}
