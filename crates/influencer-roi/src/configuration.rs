//! Settings: flags > environment `ROI_*` > `roi.toml` > defaults.

use std::{fs, io, path::PathBuf};

use anyhow::Context;
use lift::roas::Margin;
use serde::Deserialize;

use crate::log::{Format, Level};

/// The settings file, read from the folder the program is started in.
const FILE: &str = "roi.toml";

/// Settings that a flag, the environment or the file may give.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Flags {
    /// The folder where datasets are kept [default: roi-data]
    #[arg(long, env = "ROI_DATA_DIR", value_name = "DIR", global = true)]
    pub(crate) data_dir: Option<PathBuf>,
    /// The part of revenue that is earned, such as 0.4: a ROAS of 1 ÷ margin breaks even [default: 1]
    #[arg(long, env = "ROI_MARGIN", value_name = "PART", global = true)]
    pub(crate) margin: Option<f64>,
}

/// Settings that only serving has.
#[derive(Debug, Default)]
pub(crate) struct ServeFlags {
    pub(crate) listen: Option<String>,
    pub(crate) upload_bytes_most: Option<u64>,
    pub(crate) open_bytes_most: Option<usize>,
    pub(crate) log: Option<Level>,
    pub(crate) log_format: Option<Format>,
}

/// The settings file's shape.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data_dir: Option<PathBuf>,
    margin: Option<f64>,
    listen: Option<String>,
    upload_bytes_most: Option<u64>,
    open_bytes_most: Option<usize>,
    log: Option<Level>,
    log_format: Option<Format>,
}

/// What the program works with.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// Where datasets are kept.
    pub(crate) data_dir: PathBuf,
    /// The part of revenue that is earned.
    pub(crate) margin: Margin,
    /// Address and port.
    pub(crate) listen: String,
    /// The most bytes one upload may have.
    pub(crate) upload_bytes_most: u64,
    /// About how many bytes versions that are open for questions may take together.
    pub(crate) open_bytes_most: usize,
    /// What is logged.
    pub(crate) log: Level,
    /// How it is logged.
    pub(crate) log_format: Format,
}

impl Configuration {
    /// Flags and environment before the file, the file before the defaults.
    pub(crate) fn read(flags: Flags, serve: ServeFlags) -> anyhow::Result<Self> {
        let file = read_file()?;
        let margin = flags.margin.or(file.margin).map_or(Ok(Margin::WHOLE), Margin::new)?;
        Ok(Self {
            data_dir: flags.data_dir.or(file.data_dir).unwrap_or_else(|| PathBuf::from("roi-data")),
            margin,
            listen: serve.listen.or(file.listen).unwrap_or_else(|| "127.0.0.1:5000".to_owned()),
            upload_bytes_most: serve.upload_bytes_most.or(file.upload_bytes_most).unwrap_or(1 << 30),
            open_bytes_most: serve.open_bytes_most.or(file.open_bytes_most).unwrap_or(store::MAX_OPEN_BYTES),
            log: serve.log.or(file.log).unwrap_or_default(),
            log_format: serve.log_format.or(file.log_format).unwrap_or_default(),
        })
    }
}

fn read_file() -> anyhow::Result<File> {
    let text = match fs::read_to_string(FILE) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(File::default()),
        Err(error) => return Err(error).with_context(|| format!("{FILE} cannot be read")),
    };
    toml::from_str(&text).with_context(|| {
        format!("{FILE} is not understood; known settings are data_dir, margin, listen, upload_bytes_most, open_bytes_most, log and log_format")
    })
}
