//! `export [selection flags]`: the influencer table as CSV or as a workbook, every row.

use std::{
    fs::File,
    io::{self, IsTerminal, Seek},
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::{ignore_broken_pipe, open_existing, out, selection::SelectionFlags};
use crate::{
    export::{self, columns},
    settings::Settings,
};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// csv or xlsx [default: what the file's name ends in, otherwise csv]
    #[arg(long)]
    format: Option<Format>,
    /// Columns in the wanted order, such as name,revenue,roas [default: all]
    #[arg(long, value_name = "LIST")]
    columns: Option<String>,
    /// The file to write [default: stdout]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What the table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Csv,
    Xlsx,
}

impl Format {
    fn from_path(name: Option<&Path>) -> Self {
        let ending = name.and_then(Path::extension).unwrap_or_default();
        if ending.eq_ignore_ascii_case("xlsx") { Self::Xlsx } else { Self::Csv }
    }
}

pub(super) fn run(arguments: &Arguments, settings: Settings) -> anyhow::Result<()> {
    let question = arguments.selection.question()?;
    let columns = columns::chosen(arguments.columns.as_deref())?;
    let to = arguments.out.as_deref();
    let format = arguments.format.unwrap_or_else(|| Format::from_path(to));
    anyhow::ensure!(
        format == Format::Csv || to.is_some() || !io::stdout().is_terminal(),
        "a workbook cannot be shown on a terminal. Name a file with --out."
    );
    let use_cases = open_existing(settings)?;
    let table = use_cases.whole_table(&use_cases.asked(question)?, columns::have_estimates(&columns))?;
    if format == Format::Csv {
        return ignore_broken_pipe(export::write_csv(&table, &columns, out(to)?));
    }
    let folder = std::env::temp_dir();
    if let Some(path) = to {
        let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
        return Ok(export::write_workbook(&table, &columns, &folder, file)?);
    }
    let mut file = tempfile::tempfile_in(&folder).context("a temporary file for the workbook cannot be created")?;
    export::write_workbook(&table, &columns, &folder, &mut file)?;
    file.rewind()?;
    ignore_broken_pipe(io::copy(&mut file, &mut out(None)?).map(|_| ()))
}
