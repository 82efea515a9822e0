//! `aliases`: whose the codes, handles and names on the sales are, to look at and to change.

use ingest::{Alias, AliasKind, Owner};

use super::{open_existing, print, print_json, strip_control};
use crate::{api, settings::Settings};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The version; the current one where none is named
    #[arg(long, value_name = "ID")]
    dataset: Option<String>,
    /// First give a code to its owner, creator:ID, organic or other, which makes a new version; repeatable
    #[arg(long, value_name = "CODE=OWNER", value_parser = assignment)]
    set: Vec<(String, Owner)>,
    /// First take back what was set about a code, which makes a new version; repeatable
    #[arg(long, value_name = "CODE")]
    unset: Vec<String>,
    /// The keys and the aliases as JSON
    #[arg(long)]
    json: bool,
}

fn assignment(text: &str) -> Result<(String, Owner), String> {
    let (code, owner) = text.rsplit_once('=').ok_or("expected CODE=OWNER")?;
    if code.trim().is_empty() {
        return Err("found a blank code, expected one such as CHITRA10=creator:7".to_owned());
    }
    let owner = owner.parse().map_err(|error: ingest::NotAnOwner| error.to_string())?;
    Ok((code.to_owned(), owner))
}

pub(super) fn run(arguments: Arguments, settings: Settings) -> anyhow::Result<()> {
    let use_cases = open_existing(settings)?;
    let data_folder = &use_cases.data_folder;
    let mut version = data_folder.listed(arguments.dataset.as_deref())?;
    if !(arguments.set.is_empty() && arguments.unset.is_empty()) {
        let mut aliases = version.changes.aliases.clone();
        for code in &arguments.unset {
            anyhow::ensure!(
                aliases.remove(AliasKind::Code, code),
                "nothing was set about the code \"{code}\". See what was set with: influencer-roi aliases --json"
            );
        }
        for (code, owner) in arguments.set {
            aliases.set(Alias::always(&code, AliasKind::Code, owner));
        }
        let (made, _) = use_cases.correct_aliases(&version.id, aliases, api::report_bytes)?;
        version = made.manifest().clone();
        eprintln!("dataset {} (version {}) is now the current one", version.id, version.version);
    }
    let report = data_folder.report(&version.id)?;
    let shown = api::aliases(&version, report.as_deref());
    if arguments.json {
        return print_json(&shown);
    }
    for key in shown["keys"].as_array().into_iter().flatten() {
        let text = |field: &str| key[field].as_str().unwrap_or_default();
        let owner = key["name"].as_str().unwrap_or(text("owner"));
        let line = format!("{}  {owner}  revenue {}  ({})", text("key"), key["revenue"]["value"], text("because"));
        print(&strip_control(&line))?;
    }
    Ok(())
}
