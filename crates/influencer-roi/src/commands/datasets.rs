//! `datasets`: the versions of the data.

use definitions::decimal;

use super::{open_existing, print, print_json, tame};
use crate::{configuration::Flags, wire};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The list as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, flags: Flags) -> anyhow::Result<()> {
    let versions = open_existing(flags)?.warehouse.datasets()?;
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
