//! `plan [selection flags]`: the same money shared better, and how sure that is.

use std::fmt::Write;

use definitions::grouped;

use super::{lift::wait_for, open_existing, print, print_json, selection::SelectionFlags, strip_control};
use crate::{
    api::{self, PlanPart},
    settings::Settings,
    use_cases::plan::{PlanLine, PlanPage, PlanRules, PlanState, Totals},
};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// Add at most this part of today's amount [default: 0.3]
    #[arg(long, value_name = "SHARE")]
    max_raise: Option<String>,
    /// Take away at most this part of today's amount [default: 0.3]
    #[arg(long, value_name = "SHARE")]
    max_cut: Option<String>,
    /// Set an influencer's amount; the others are shared out around it; repeatable
    #[arg(long, value_name = "ID=AMOUNT", value_parser = amount)]
    amount: Vec<(String, String)>,
    /// The answer as JSON
    #[arg(long)]
    json: bool,
}

fn amount(text: &str) -> Result<(String, String), String> {
    let (id, amount) = text.rsplit_once('=').ok_or("expected ID=AMOUNT, such as 7=25000")?;
    Ok((id.to_owned(), amount.to_owned()))
}

pub(super) fn run(arguments: &Arguments, settings: Settings) -> anyhow::Result<()> {
    let question = arguments.selection.question()?;
    let rules = PlanRules::read(arguments.max_raise.as_deref(), arguments.max_cut.as_deref(), &arguments.amount)?;
    let use_cases = open_existing(settings)?;
    let question = use_cases.asked(question)?;
    let run = use_cases.measure_campaigns(question.dataset.as_deref())?;
    wait_for(&run);
    let dataset = use_cases.data_folder.dataset(question.dataset.as_deref())?.manifest().id.clone();
    let page = use_cases.plan(&question, &rules, use_cases.new_share(&dataset))?;
    let part = PlanPart { limit: question.table.limit, offset: question.table.offset };
    if arguments.json {
        return print_json(&api::plan(&page, part));
    }
    print(&strip_control(&in_words(&page, part)?))
}

fn in_words(page: &PlanPage, part: PlanPart) -> Result<String, std::fmt::Error> {
    let currency = &page.dataset.manifest().currency;
    let money = |micros: i64| format!("{currency} {}", grouped(micros));
    let mut text = String::new();
    page.warnings.iter().try_for_each(|warning| writeln!(text, "note: {}", warning.message))?;
    writeln!(text, "{}", state_in_words(page, &money))?;
    writeln!(text, "{}\n{}", api::plan_method(page), api::plan_assumption())?;
    let is_moved = |line: &&PlanLine| line.proposed != line.today;
    for line in page.lines.iter().filter(is_moved).skip(part.offset).take(part.limit) {
        let profile = &page.dataset.profiles()[line.profile];
        let sure = line.gain.p_better.map_or(String::new(), |sure| format!(", {} sure", percent(sure)));
        let set = if line.is_set { ", set by hand" } else { "" };
        writeln!(
            text,
            "  {} ({}): {} to {}, {}{sure}{set}",
            profile.name,
            line.verdict.label(),
            money(line.today),
            money(line.proposed),
            signed(line.proposed - line.today)
        )?;
    }
    for group in &page.left_out {
        writeln!(text, "left out: {} with {}. {}", group.influencers, money(group.spend), group.obstacle.meaning())?;
    }
    text.truncate(text.trim_end().len());
    Ok(text)
}

fn state_in_words(page: &PlanPage, money: &dyn Fn(i64) -> String) -> String {
    let Totals { in_plan, moved, gain, .. } = page.totals;
    let of = money(in_plan);
    match page.state {
        PlanState::NothingToMove => format!("Nothing to move: fewer than two influencers can be planned for ({of})."),
        PlanState::NothingBetter => format!(
            "Nothing is surely better than how {of} are shared today: the best other plan is better with {} probability.",
            percent(page.p_of_best.unwrap_or_default())
        ),
        PlanState::Proposed | PlanState::SetByHand => format!(
            "The same {of}, {} of it to other influencers: {} of contribution ({} to {}), better with {} probability if what is assumed holds.",
            money(moved),
            signed(gain.gain as i64),
            signed(gain.gain_lower as i64),
            signed(gain.gain_upper as i64),
            percent(gain.p_better.unwrap_or_default())
        ),
    }
}

fn signed(micros: i64) -> String {
    let sign = if micros > 0 { "+" } else { "" };
    format!("{sign}{}", grouped(micros))
}

/// Never 100 % of what is not certain.
fn percent(part: f64) -> String {
    if part > 0.99 { ">99 %".to_owned() } else { format!("{:.0} %", 100.0 * part) }
}
