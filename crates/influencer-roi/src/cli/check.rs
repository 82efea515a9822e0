//! `check FILE…`: reports what files contain and what is wrong with them. Changes nothing.

use std::{fmt::Write, path::PathBuf};

use definitions::Class;
use definitions::decimal;
use ingest::{Asked, Choice, ImportQuestion, IssueGroup, Plan, Reconciliation, Report, Role, inspect_files};

use super::{print, print_json, strip_control, uploads, with_progress};
use crate::{api, settings::Settings};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// CSV files (also .gz) or .xlsx workbooks of influencers, tracking, payouts and posts, in any order
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The report as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<()> {
    // Only the sheets of workbooks need temporary files.
    let folder = tempfile::tempdir()?;
    let sheets = folder.path().to_owned();
    let plan = Plan { settings: settings.reading(), ..Plan::default() };
    let staged = with_progress(uploads(&arguments.files)?, move |uploads, progress| {
        Ok(inspect_files(uploads, &plan, &sheets, progress)?)
    })?;
    let report = staged.report(staged.proposal());
    if arguments.json { print_json(&api::report(&report)) } else { print(&strip_control(&in_words(&report)?)) }
}

/// The report as a person reads it.
pub(super) fn in_words(report: &Report) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    for file in &report.files {
        let role = file.role.map_or("not recognised", Role::id);
        writeln!(text, "{}: {role}, {}, {}", file.name, counted(file.rows, "row"), counted(file.bytes, "byte"))?;
    }
    for source in report.sources.iter().take(20) {
        writeln!(
            text,
            "source \"{}\": {} ({}, {})",
            source.value,
            source.class.id(),
            counted(source.rows, "row"),
            decimal(source.revenue)
        )?;
    }
    writeln!(text, "brand: {} ({} distinct)", report.mapping.brand.id(), report.brands.len())?;
    for question in &report.questions {
        writeln!(text, "question: {}", in_question_words(question))?;
    }
    report.issues.iter().try_for_each(|group| write_issues(&mut text, group))?;
    report.reconciliation.iter().try_for_each(|part| write_reconciliation(&mut text, part))?;
    write!(text, "{}, {}", counted(report.errors, "error"), counted(report.warnings, "warning"))?;
    Ok(text)
}

/// A number of things: `1 row`, `2 rows`.
fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn write_issues(text: &mut String, group: &IssueGroup) -> std::fmt::Result {
    let kind = group.kind;
    writeln!(text, "{}: {} ({})", kind.severity().id(), kind.title(), group.extent())?;
    group.first.iter().try_for_each(|example| writeln!(text, "  {example}"))
}

fn write_reconciliation(text: &mut String, part: &Reconciliation) -> std::fmt::Result {
    let Reconciliation { file, rows, rows_excluded, .. } = part;
    write!(text, "{file}: {} in = {} used + {rows_excluded} excluded", counted(*rows, "row"), rows - rows_excluded)?;
    match part.role {
        Role::Tracking => {
            for class in Class::ALL {
                let (revenue, orders) = (part.revenue_used[class as usize], part.orders_used[class as usize]);
                write!(text, "; {} revenue {}, orders {orders}", class.id(), decimal(revenue))?;
            }
            writeln!(text, "; excluded revenue {}", decimal(part.revenue_excluded))
        }
        Role::Payouts => {
            writeln!(text, "; spend {}, excluded {}", decimal(part.spend_used), decimal(part.spend_excluded))
        }
        Role::Influencers | Role::Posts => writeln!(text),
    }
}

fn in_question_words(question: &ImportQuestion) -> String {
    match question {
        ImportQuestion::DateOrder(of) => {
            let (first, second, year) = of.example;
            format!(
                "{}: is {first:02}-{second:02}-{year} day first or month first? Read as {}.",
                of.file,
                of.proposed.id()
            )
        }
        ImportQuestion::Files(of) => format!("{} are all {}. They are read together.", of.files.join(", "), of.role),
        ImportQuestion::Asked(asked) => asked_words(asked),
    }
}

/// A question with its id, its readings and what each comes to.
pub(super) fn asked_words(asked: &Asked) -> String {
    let option = |choice: &Choice| {
        let total = |(measure, total): &(&'static str, i64)| match *measure {
            "orders" | "rows" => format!("{measure} {total}"),
            _ => format!("{measure} {}", decimal(*total)),
        };
        let totals: Vec<String> = choice.totals.iter().map(total).collect();
        let totals = if totals.is_empty() { String::new() } else { format!(" ({})", totals.join(", ")) };
        let proposed = if choice.value == asked.proposed { ", proposed" } else { "" };
        format!("\n    {}={}: {}{totals}{proposed}", asked.id, choice.value, choice.label)
    };
    format!("{}{}", asked.text, asked.options.iter().map(option).collect::<String>())
}
