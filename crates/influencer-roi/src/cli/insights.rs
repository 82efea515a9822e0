//! `insights [selection flags]`: everything worth doing, the most money first, and what became of it.

use std::fmt::Write;

use definitions::grouped;
use store::InsightDecision;

use super::{lift::wait_for, open_existing, print, print_json, selection::SelectionFlags, strip_control};
use crate::{
    api::{self, InsightsPart},
    settings::Settings,
    use_cases::insights::{InsightsPage, ListedInsight},
};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// First decide about a finding by its key: done, not_now, or open to take a decision back; repeatable
    #[arg(long, value_name = "FINDING=DECISION", value_parser = decision)]
    decide: Vec<(String, Option<InsightDecision>)>,
    /// The answer as JSON
    #[arg(long)]
    json: bool,
}

fn decision(text: &str) -> Result<(String, Option<InsightDecision>), String> {
    let expected = || "expected FINDING=done, FINDING=not_now or FINDING=open".to_owned();
    let (key, word) = text.rsplit_once('=').ok_or_else(expected)?;
    let known = InsightDecision::ALL.into_iter().find(|decision| decision.id() == word);
    if known.is_none() && word != "open" {
        return Err(expected());
    }
    Ok((api::known_key(key).map_err(|error| error.to_string())?, known))
}

pub(super) fn run(arguments: Arguments, settings: Settings) -> anyhow::Result<()> {
    let question = arguments.selection.question()?;
    let use_cases = open_existing(settings)?;
    for (key, decision) in &arguments.decide {
        use_cases.decide_insight(key, *decision)?;
    }
    let question = use_cases.asked(question)?;
    let run = use_cases.measure_campaigns(question.dataset.as_deref())?;
    wait_for(&run);
    let page = use_cases.insights(&question, &run)?;
    let part = InsightsPart { limit: question.table.limit, offset: question.table.offset };
    if arguments.json {
        return print_json(&api::insights(&page, part));
    }
    print(&strip_control(&in_words(&page, part)?))
}

fn in_words(page: &InsightsPage, part: InsightsPart) -> Result<String, std::fmt::Error> {
    let currency = &page.manifest.currency;
    let mut text = String::new();
    page.warnings.iter().try_for_each(|warning| writeln!(text, "note: {}", warning.message))?;
    if page.insights.is_empty() {
        writeln!(text, "Nothing is certain enough to be said.")?;
    }
    let shown = page.insights.iter().skip(part.offset).take(part.limit);
    for ListedInsight { key, title, detail, amount, interval, decision, .. } in shown {
        let decided = decision.map_or(String::new(), |decision| format!(" ({})", decision.id().replace('_', " ")));
        let between = |(lower, upper): (i64, i64)| format!(", {} to {}", grouped(lower), grouped(upper));
        let interval = interval.map_or(String::new(), between);
        writeln!(text, "{currency} {}{interval}: {title}{decided}", grouped(*amount))?;
        if !detail.is_empty() {
            writeln!(text, "  {detail}")?;
        }
        writeln!(text, "  {key}")?;
    }
    text.truncate(text.trim_end().len());
    Ok(text)
}
