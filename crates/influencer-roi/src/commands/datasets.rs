//! `datasets`: the versions of the data.

use definitions::decimal;

use super::{open_existing, print, print_json, tame};
use crate::{configuration::Flags, wire};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// First delete all versions but the newest N and the current one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    keep_last: Option<u16>,
    /// The list as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, flags: Flags) -> anyhow::Result<()> {
    let data_folder = open_existing(flags)?.data_folder;
    if let Some(count) = arguments.keep_last {
        let deleted = data_folder.keep_last(count.into())?;
        eprintln!("deleted {} versions", deleted.len());
    }
    let versions = data_folder.datasets()?;
    if arguments.json {
        return print_json(&wire::datasets(&versions));
    }
    for version in &versions {
        let manifest = &version.manifest;
        let mark = if version.current { "*" } else { " " };
        let (revenue, spend) = (decimal(manifest.totals.revenue), decimal(manifest.totals.spend));
        print(&format!(
            "{mark} {}  version {}  {}  {}  revenue {revenue}  spend {spend}",
            manifest.id,
            manifest.version,
            manifest.created,
            tame(&manifest.name)
        ))?;
    }
    Ok(())
}
