//! `datasets`: the versions of the data, and what is in the bin.

use definitions::decimal;
use store::{Binned, Damage, DataFolder, Listed, Unusable};

use super::{open_existing, print, print_json, strip_control};
use crate::{api, settings::Settings};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// First put all versions into the bin but the newest N and the current one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    keep_last: Option<u16>,
    /// First bring a version back from the bin
    #[arg(long, value_name = "ID")]
    restore: Option<String>,
    /// First make a version the current one
    #[arg(long, value_name = "ID")]
    activate: Option<String>,
    /// The list as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, settings: Settings) -> anyhow::Result<()> {
    let data_folder = open_existing(settings)?.data_folder;
    change(arguments, &data_folder)?;
    let listing = data_folder.listing()?;
    if arguments.json {
        return print_json(&api::datasets(&listing));
    }
    listing.versions.iter().try_for_each(print_version)?;
    listing.bin.iter().try_for_each(print_binned)?;
    listing.unusable.iter().try_for_each(print_unusable)
}

fn change(arguments: &Arguments, data_folder: &DataFolder) -> anyhow::Result<()> {
    if let Some(id) = &arguments.restore {
        data_folder.restore(id)?;
    }
    if let Some(id) = &arguments.activate {
        data_folder.activate(id)?;
    }
    if let Some(count) = arguments.keep_last {
        let deleted = data_folder.keep_last(count.into())?;
        eprintln!("put {} versions into the bin", deleted.len());
    }
    Ok(())
}

fn print_version(version: &Listed) -> anyhow::Result<()> {
    let manifest = &version.manifest;
    let mark = if version.current { "*" } else { " " };
    let (revenue, spend) = (decimal(manifest.totals.revenue), decimal(manifest.totals.spend));
    print(&format!(
        "{mark} {}  version {}  {}  {}  revenue {revenue}  spend {spend}{}",
        manifest.id,
        manifest.version,
        manifest.created,
        strip_control(&manifest.name),
        damaged(version.damage.as_ref())
    ))
}

fn print_binned(binned: &Binned) -> anyhow::Result<()> {
    let Binned { id, name, version, purged_after, damage, .. } = binned;
    let (name, damage) = (strip_control(name), damaged(damage.as_ref()));
    print(&format!("  {id}  version {version}  {name}  in the bin until {purged_after}{damage}"))
}

fn print_unusable(unusable: &Unusable) -> anyhow::Result<()> {
    let mark = if unusable.current { "*" } else { " " };
    print(&format!("{mark} {}", strip_control(&unusable.message)))
}

fn damaged(damage: Option<&Damage>) -> String {
    damage
        .map_or_else(String::new, |damage| format!("  cannot be used: {} {}", damage.file, strip_control(&damage.what)))
}
