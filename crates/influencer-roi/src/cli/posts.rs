//! `posts [selection flags]`: what posts reached, what was sold near them, and which kinds bring more.

use std::fmt::Write;

use definitions::{Value, grouped};

use super::{open_existing, print, print_json, selection::SelectionFlags, strip_control};
use crate::{
    api::{self, PostsPart},
    settings::Settings,
    use_cases::posts::{KindComparison, NEAR_DAYS, PostGroup, PostOrder, PostsPage},
};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// Only posts whose caption holds this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    caption: String,
    /// What posts are ordered by, the most first: revenue, day, reach or engagement
    #[arg(long, value_name = "ORDER", default_value = "revenue", value_parser = order)]
    order: PostOrder,
    /// The answer as JSON
    #[arg(long)]
    json: bool,
}

fn order(text: &str) -> Result<PostOrder, String> {
    let known = PostOrder::ALL.into_iter().find(|order| order.id() == text);
    known.ok_or_else(|| format!("expected {}", PostOrder::ALL.map(PostOrder::id).join(", ")))
}

pub(super) fn run(arguments: Arguments, settings: Settings) -> anyhow::Result<()> {
    let question = arguments.selection.question()?;
    let page = open_existing(settings)?.posts(&question)?;
    if arguments.json {
        let table = &question.table;
        let (caption, order) = (arguments.caption, arguments.order);
        return print_json(&api::posts(&page, &PostsPart { caption, order, limit: table.limit, offset: table.offset }));
    }
    print(&strip_control(&in_words(&page)?))
}

fn in_words(page: &PostsPage) -> Result<String, std::fmt::Error> {
    let currency = &page.dataset.manifest().currency;
    let money = |micros: i64| format!("{currency} {}", grouped(micros));
    let totals = &page.totals;
    let mut text = String::new();
    writeln!(text, "posts: {} of {} influencers, reach {}", totals.posts, page.influencers, totals.reach)?;
    let rate = |group: &PostGroup| match group.metric("engagement_rate") {
        Some(Value::Quotient(rate)) => format!("{:.2} %", rate * 100.0),
        _ => "-".to_owned(),
    };
    writeln!(text, "engagement rate: {}", rate(totals))?;
    writeln!(
        text,
        "credited within {NEAR_DAYS} days of a post: {} of {}",
        money(totals.near.revenue),
        money(page.revenue)
    )?;
    page.warnings.iter().try_for_each(|warning| writeln!(text, "note: {}", warning.message))?;
    for (title, groups) in [("formats, read from captions", &page.formats), ("weekdays", &page.weekdays)] {
        writeln!(text, "\n{title}, against the same influencers' other posts")?;
        for group in groups {
            let sells = group.sells.as_ref().map_or_else(String::new, in_percent);
            writeln!(text, "  {}: {} posts, engagement {}, {sells}", group.name, group.posts, rate(group))?;
        }
    }
    let compared = page.comparisons;
    writeln!(
        text,
        "\n{} comparisons: {} stand out, {:.1} would by chance alone, {} hold together.",
        compared.compared, compared.stand_out, compared.by_chance, compared.hold
    )?;
    Ok(text.trim_end().to_owned())
}

fn in_percent(kind: &KindComparison) -> String {
    let Some(estimate) = kind.contrast.estimate else { return "too few to compare".to_owned() };
    let percent = |ratio: f64| format!("{:+.0} %", (ratio - 1.0) * 100.0);
    let verdict = if kind.holds { "" } else { ", no clear difference" };
    format!("sells {} ({} to {}{verdict})", percent(estimate.ratio), percent(estimate.lower), percent(estimate.upper))
}
