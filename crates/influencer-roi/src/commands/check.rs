//! `check FILE…`: what files are and what is wrong with them. Changes nothing.

use std::{fmt::Write, path::PathBuf};

use definitions::decimal;
use warehouse::{Class, Question, Report, Role};

use super::{print, print_json, staged, tame};
use crate::wire;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// CSV files of influencers, tracking, payouts and posts, in any order
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The report as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let staged = staged(&arguments.files)?;
    let report = staged.report(staged.proposal());
    if arguments.json { print_json(&wire::report(&report)) } else { print(&tame(&in_words(&report)?)) }
}

/// The report as a person reads it.
pub(super) fn in_words(report: &Report) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    for file in &report.files {
        let role = file.role.map_or("not recognised", Role::id);
        writeln!(text, "{}: {role}, {} rows, {} bytes", file.name, file.rows, file.bytes)?;
    }
    for source in report.sources.iter().take(20) {
        writeln!(
            text,
            "source \"{}\": {} ({} rows, {})",
            source.value,
            source.class.id(),
            source.rows,
            decimal(source.revenue)
        )?;
    }
    writeln!(text, "brand: {} ({} distinct)", report.mapping.brand.id(), report.brands.len())?;
    for question in &report.questions {
        writeln!(text, "question: {}", in_question_words(question))?;
    }
    for group in &report.issues {
        writeln!(
            text,
            "{}: {} ({}, {} times)",
            group.kind.severity().id(),
            group.kind.title(),
            group.file,
            group.count
        )?;
        for example in &group.first {
            writeln!(
                text,
                "  line {}, column {}: found \"{}\", expected {}. {}",
                example.line, example.column, example.found, example.expected, example.fix
            )?;
        }
    }
    for part in &report.reconciliation {
        write!(
            text,
            "{}: {} rows in = {} used + {} excluded",
            part.file,
            part.rows,
            part.rows - part.rows_excluded,
            part.rows_excluded
        )?;
        match part.role {
            Role::Tracking => {
                for class in Class::ALL {
                    let (revenue, orders) = (part.revenue_used[class as usize], part.orders_used[class as usize]);
                    write!(text, "; {} revenue {}, orders {orders}", class.id(), decimal(revenue))?;
                }
                writeln!(text, "; excluded revenue {}", decimal(part.revenue_excluded))?;
            }
            Role::Payouts => {
                writeln!(text, "; spend {}, excluded {}", decimal(part.spend_used), decimal(part.spend_excluded))?
            }
            Role::Influencers | Role::Posts => writeln!(text)?,
        }
    }
    write!(text, "{} errors, {} warnings", report.errors, report.warnings)?;
    Ok(text)
}

fn in_question_words(question: &Question) -> String {
    match question {
        Question::DateOrder(of) => {
            let (first, second, year) = of.example;
            format!("{}: which day is {first:02}-{second:02}-{year}? Taken as {}.", of.file, of.proposed.id())
        }
        Question::Files(of) => format!("{} are all {}. They are read together.", of.files.join(", "), of.role),
    }
}
