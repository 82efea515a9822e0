//! Settings: flags > environment `ROI_*` > `roi.toml` > defaults.
//!
//! A field of [`Settings`] is the whole definition of a setting. Its name gives the flag (`--max-upload-bytes`), the name in
//! the environment (`ROI_MAX_UPLOAD_BYTES`) and the key in the file (`max_upload_bytes`); its comment is the help text; an
//! alias is an earlier name that still works in all three places. `README.md` lists the same table, and a test compares them.

use std::{collections::BTreeMap, env, fs, io, path::PathBuf};

use anyhow::{Context, bail};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, parser::ValueSource};
use definitions::Margin;
use ingest::{DatasetCurrency, ReadingSettings, ShopTimeZone};

use crate::log::{Format, Level};

/// The settings file, read from the folder the program is started in.
const FILE: &str = "roi.toml";

/// The heading in the help text of settings that only `serve` has.
const SERVING: &str = "Serving";

/// What the program works with.
#[derive(Clone, Debug, Args)]
#[group(skip)]
pub(crate) struct Settings {
    /// The folder where datasets are kept
    #[arg(long, value_name = "DIR", default_value = "roi-data")]
    pub(crate) data_dir: PathBuf,
    /// The share of revenue that is earned, such as 0.4, where the data folder keeps no margin: a ROAS of 1 ÷ margin breaks even
    #[arg(long, value_name = "SHARE", default_value = "1", value_parser = margin)]
    pub(crate) margin: Margin,
    /// The currency of amounts without a mark in new files, where the data folder keeps none
    #[arg(long, value_name = "CODE", default_value = "INR")]
    pub(crate) currency: DatasetCurrency,
    /// Where the shop is, where the data folder keeps no time zone: times in UTC count on their day there
    #[arg(long, value_name = "ZONE", default_value = "Asia/Kolkata")]
    pub(crate) time_zone: ShopTimeZone,
    /// Whether the kept files hold the personal data of buyers, where the data folder does not say
    #[arg(long, value_name = "BOOL", default_value_t = false, action = ArgAction::Set)]
    pub(crate) keep_personal_data: bool,
    /// Address and port on this machine; any other address is refused
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:5000", help_heading = SERVING)]
    pub(crate) listen: String,
    /// The most bytes one upload may have
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 30, alias = "upload-bytes-most", help_heading = SERVING)]
    pub(crate) max_upload_bytes: u64,
    /// About how many bytes of memory open versions may take together
    #[arg(
        long,
        value_name = "BYTES",
        default_value_t = store::MAX_OPEN_BYTES,
        alias = "open-bytes-most",
        help_heading = SERVING
    )]
    pub(crate) max_open_bytes: usize,
    /// What is logged to stderr
    #[arg(long, value_name = "LEVEL", default_value = "warn", help_heading = SERVING)]
    pub(crate) log: Level,
    /// How it is logged
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = SERVING)]
    pub(crate) log_format: Format,
}

impl Settings {
    /// What new files are read with, where the data folder says nothing else; no day is too late.
    pub(crate) fn reading(&self) -> ReadingSettings {
        let Self { currency, time_zone, keep_personal_data: keeps_personal_data, .. } = *self;
        ReadingSettings { currency, time_zone, keeps_personal_data, ..ReadingSettings::default() }
    }
}

fn margin(text: &str) -> anyhow::Result<Margin> {
    Ok(Margin::new(text.parse().context("expected a number such as 0.4")?)?)
}

/// The values of `roi.toml` by the name of their setting.
#[derive(Debug, Default)]
pub(crate) struct FileValues(BTreeMap<String, String>);

impl FileValues {
    /// The values of the file in the current folder; none where there is no file.
    ///
    /// # Errors
    /// When the file cannot be read, is not TOML, names an unknown setting, or has a value that the setting does not accept.
    pub(crate) fn read() -> anyhow::Result<Self> {
        match fs::read_to_string(FILE) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("{FILE} cannot be read")),
        }
    }

    fn parse(text: &str) -> anyhow::Result<Self> {
        let table: toml::Table = text.parse().with_context(|| format!("{FILE} is not valid TOML"))?;
        let known = arguments();
        let mut values = BTreeMap::new();
        for (key, value) in table {
            let Some(setting) = known.iter().find(|setting| keys(setting).contains(&key)) else {
                let known: Vec<String> = known.iter().map(key_of).collect();
                bail!(
                    "{FILE}: found the setting \"{key}\", expected one of {}. Correct or remove it.",
                    known.join(", ")
                );
            };
            let value =
                flag_value(&value).with_context(|| format!("{FILE}, setting {key}: expected a text or a number"))?;
            check(setting, &value).with_context(|| format!("{FILE}, setting {key}"))?;
            values.insert(key_of(setting), value);
        }
        Ok(Self(values))
    }
}

/// A value of the file as a flag would have it.
fn flag_value(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Boolean(flag) => Some(flag.to_string()),
        toml::Value::Datetime(_) | toml::Value::Array(_) | toml::Value::Table(_) => None,
    }
}

/// Refuses what the setting's flag would refuse.
fn check(setting: &Arg, value: &str) -> anyhow::Result<()> {
    let flag = format!("--{}={value}", setting.get_long().unwrap_or_default());
    let Err(error) = Settings::augment_args(Command::new(FILE)).try_get_matches_from([FILE, &flag]) else {
        return Ok(());
    };
    let text = error.to_string();
    let lines = text.lines().take_while(|line| !line.is_empty()).map(str::trim);
    bail!("{}", lines.collect::<Vec<&str>>().join(" ").trim_start_matches("error: ").to_owned())
}

/// The command line with the environment and the file behind each flag of a setting.
pub(crate) fn with_settings(command: Command, file: &FileValues) -> Command {
    let settings: Vec<String> = arguments().iter().map(key_of).collect();
    command.mut_args(|argument| {
        if !settings.contains(&key_of(&argument)) {
            return argument;
        }
        let earlier = keys(&argument).into_iter().skip(1).find_map(|key| env::var(variable(&key)).ok());
        let fallback = earlier.or_else(|| file.0.get(&key_of(&argument)).cloned());
        let variable = variable(&key_of(&argument));
        let argument = argument.global(true).env(variable);
        match fallback {
            Some(value) => argument.default_value(value),
            None => argument,
        }
    })
}

/// The flag of a setting of `serve` that was given on the command line, if any was.
pub(crate) fn serving_flag(matches: &ArgMatches) -> Option<String> {
    let is_given = |setting: &Arg| matches.value_source(setting.get_id().as_str()) == Some(ValueSource::CommandLine);
    let given = arguments().into_iter().find(|setting| is_serving(setting) && is_given(setting))?;
    Some(format!("--{}", given.get_long().unwrap_or_default()))
}

/// Whether only `serve` has this setting.
pub(crate) fn is_serving(argument: &Arg) -> bool {
    argument.get_help_heading() == Some(SERVING)
}

fn arguments() -> Vec<Arg> {
    Settings::augment_args(Command::new(FILE)).get_arguments().cloned().collect()
}

fn key_of(setting: &Arg) -> String {
    setting.get_id().as_str().to_owned()
}

/// The key in the file, then earlier ones.
fn keys(setting: &Arg) -> Vec<String> {
    let aliases = setting.get_all_aliases().unwrap_or_default().into_iter().map(|alias| alias.replace('-', "_"));
    std::iter::once(key_of(setting)).chain(aliases).collect()
}

/// The name in the environment.
fn variable(key: &str) -> String {
    format!("ROI_{}", key.to_uppercase())
}

#[cfg(test)]
mod tests {
    use clap::FromArgMatches;

    use super::*;

    fn settings(file: &str, arguments: &[&str]) -> Settings {
        let command = with_settings(Settings::augment_args(Command::new("roi")), &FileValues::parse(file).unwrap());
        let arguments = std::iter::once("roi").chain(arguments.iter().copied());
        Settings::from_arg_matches(&command.try_get_matches_from(arguments).unwrap()).unwrap()
    }

    fn row(setting: &Arg) -> String {
        let (key, flag) = (key_of(setting), setting.get_long().unwrap());
        let default = setting.get_default_values()[0].to_str().unwrap();
        let values: Vec<String> =
            setting.get_possible_values().iter().map(|value| format!("`{}`", value.get_name())).collect();
        let values = if values.is_empty() { String::new() } else { format!(": {}", values.join(", ")) };
        let help = setting.get_help().unwrap();
        format!("| `--{flag}` | `{}` | `{key}` | `{default}` | {help}{values} |", variable(&key))
    }

    #[test]
    fn the_readme_lists_every_setting_as_it_is() {
        let readme = include_str!("../../../README.md");
        for setting in arguments() {
            assert!(readme.contains(&row(&setting)), "README.md lacks: {}", row(&setting));
        }
        assert_eq!(readme.matches("\n| `--").count(), arguments().len(), "README.md lists a setting there is not");
    }

    #[test]
    fn a_flag_comes_before_the_file_and_the_file_before_the_default() {
        let file = "listen = \"127.0.0.1:6000\"\nmax_upload_bytes = 1000\nmargin = 0.4";
        let found = settings(file, &["--listen", "127.0.0.1:7000"]);
        assert_eq!((found.listen.as_str(), found.max_upload_bytes, found.margin.part()), ("127.0.0.1:7000", 1000, 0.4));
        assert_eq!(settings("", &[]).listen, "127.0.0.1:5000");
    }

    #[test]
    fn earlier_names_of_a_setting_still_work() {
        assert_eq!(settings("max_upload_bytes = 5", &[]).max_upload_bytes, 5);
        assert_eq!(settings("", &["--open-bytes-most", "6"]).max_open_bytes, 6);
    }

    #[test]
    fn an_error_in_the_file_names_the_setting_and_what_is_expected() {
        let error = |file: &str| format!("{:#}", FileValues::parse(file).unwrap_err());
        let unknown = error("colour = 1");
        assert!(
            unknown.contains("found the setting \"colour\", expected one of data_dir, margin, currency, time_zone, keep_personal_data, listen"),
            "{unknown}"
        );
        let bad = error("log = \"loud\"");
        assert!(bad.starts_with("roi.toml, setting log: invalid value 'loud'"), "{bad}");
    }
}
