//! `settings`: what is kept with the data folder for all its versions, to look at and to change.

use super::{open, print, print_json, strip_control};
use crate::{api, settings::Settings};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// First set one: currency, time_zone, keep_personal_data, margin, or margin.BRAND; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
    /// First leave one to the settings of the program; repeatable
    #[arg(long, value_name = "NAME")]
    unset: Vec<String>,
    /// The settings as JSON
    #[arg(long)]
    json: bool,
}

fn assignment(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.rsplit_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

pub(super) fn run(arguments: &Arguments, settings: Settings) -> anyhow::Result<()> {
    let use_cases = open(settings)?;
    let mut kept = use_cases.data_folder.settings();
    arguments.unset.iter().try_for_each(|name| kept.unset(name))?;
    arguments.set.iter().try_for_each(|(name, value)| kept.set(name, value))?;
    if !(arguments.set.is_empty() && arguments.unset.is_empty()) {
        use_cases.data_folder.change_settings(|settings| settings.clone_from(&kept))?;
    }
    let reading = use_cases.reading_settings();
    if arguments.json {
        return print_json(&api::settings(&kept, &reading));
    }
    for (name, value) in kept.to_pairs() {
        print(&strip_control(&format!("{name} = {value}")))?;
    }
    let personal = if reading.keeps_personal_data { "with" } else { "without" };
    print(&format!(
        "New files are read in {}, times in UTC as days in {}, and kept {personal} the personal data of buyers.",
        reading.currency, reading.time_zone
    ))
}
