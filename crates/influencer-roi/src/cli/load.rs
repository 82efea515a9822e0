//! `load FILE…`: loads files as a dataset. Never prompts: an open question ends it with the questions.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use ingest::{MappingChanges, Shape};
use store::IMPORT_PREFIX;

use super::{check::in_words, open, print, print_json, strip_control, uploads, with_progress};
use crate::{
    api,
    settings::Settings,
    use_cases::imports::{
        policy::{CommitOptions, ImportError, Policy},
        reading::{self, Candidate, Known, Mode},
    },
};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// CSV files (also .gz) or .xlsx workbooks of influencers, tracking, payouts and posts, in any order
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// reject: one error stops it; accept_valid: rows with errors are left out
    #[arg(long, default_value = "reject", value_parser = policy)]
    policy: Policy,
    /// Add the files to the current dataset instead of replacing it: its kept files are read with them
    #[arg(long)]
    append: bool,
    /// The name of the dataset
    #[arg(long)]
    name: Option<String>,
    /// The answer to a question, by its id; repeatable
    #[arg(long = "answer", value_name = "ID=VALUE", value_parser = answer)]
    answers: Vec<(String, String)>,
    /// Answer every open question as it is proposed
    #[arg(long)]
    accept_proposals: bool,
    /// A shape of an export of your own, as `shapes --of` writes it; repeatable
    #[arg(long = "shape", value_name = "FILE")]
    shapes: Vec<PathBuf>,
    /// The dataset and the report as JSON
    #[arg(long)]
    json: bool,
}

fn answer(text: &str) -> Result<(String, String), String> {
    let (id, value) = text.rsplit_once('=').ok_or("expected ID=VALUE")?;
    Ok((id.to_owned(), value.to_owned()))
}

/// Reads a shape of the user.
fn shape(path: &Path) -> anyhow::Result<Shape> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Shape::parse(&text).map_err(|error| anyhow::anyhow!("{}, {error}. Correct it and load again.", path.display()))
}

fn policy(text: &str) -> Result<Policy, String> {
    Policy::from_id(text).ok_or_else(|| format!("expected {}", Policy::EXPECTED))
}

pub(super) fn run(arguments: Arguments, settings: Settings) -> anyhow::Result<()> {
    let shapes = arguments.shapes.iter().map(|path| shape(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let use_cases = open(settings)?;
    let data_folder = use_cases.data_folder.clone();
    let program = use_cases.settings.reading();
    let mode = if arguments.append { Mode::Append } else { Mode::Replace };
    let base = mode.base(&data_folder)?;
    let folder = tempfile::Builder::new()
        .prefix(IMPORT_PREFIX)
        .tempdir_in(data_folder.staging())
        .context("a temporary folder for the files cannot be created")?;
    let mut files = match &base {
        Some(base) => data_folder.unpack_originals(base, folder.path())?,
        None => Vec::new(),
    };
    files.extend(uploads(&arguments.files)?);
    let rows = folder.path().join("rows");
    let given = MappingChanges::default().with_answers(&arguments.answers.into_iter().collect());
    let (to, changes) = (rows.clone(), reading::all_changes(base.as_ref(), None, &given));
    let added_to = base.clone();
    let staged = with_progress(files.clone(), move |uploads, progress| {
        let known = Known::of_upload(&data_folder, added_to.as_ref(), shapes, program);
        Ok(reading::read(&data_folder, uploads, changes, known, &to, progress)?)
    })?;
    let write_report = api::report_bytes;
    let candidate = Candidate { staged: &staged, uploads: &files, folder: &rows, base: base.as_ref(), write_report };
    let options = CommitOptions {
        policy: arguments.policy,
        name: arguments.name,
        takes_proposals: arguments.accept_proposals,
        changes: given,
        ..CommitOptions::default()
    };
    let (dataset, report) = candidate.commit(&use_cases.data_folder, &options).inspect_err(|error| {
        if let ImportError::Refused(report)
        | ImportError::OpenQuestion(_, report)
        | ImportError::NothingCounts(_, report) = error
        {
            eprintln!("{}", strip_control(&in_words(report).unwrap_or_default()));
        }
    })?;
    if arguments.json {
        return print_json(&api::committed(dataset.manifest(), &report));
    }
    let manifest = dataset.manifest();
    print(&format!(
        "{}\ndataset {} (version {}) is now the current one",
        strip_control(&in_words(&report)?),
        manifest.id,
        manifest.version
    ))
}
