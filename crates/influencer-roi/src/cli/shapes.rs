//! `shapes`: the exports of other tools that are read without a mapping, and a first shape for one that is not.

use std::{path::PathBuf, slice};

use anyhow::Context;
use ingest::{Shape, shape_of, shapes_document};

use super::{print, print_json, strip_control, uploads};
use crate::api;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The whole page: every export, and how to write a shape of your own
    #[arg(long, conflicts_with_all = ["of", "json"])]
    document: bool,
    /// A file as text: write what is understood of it as a shape, to change and to give to `load --shape`
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    of: Option<PathBuf>,
    /// The list as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    if arguments.document {
        return print(shapes_document().trim_end());
    }
    if let Some(path) = &arguments.of {
        let upload = uploads(slice::from_ref(path))?.remove(0);
        let shape = shape_of(&upload).map_err(anyhow::Error::msg);
        return print(strip_control(&shape.with_context(|| upload.name)?).trim_end());
    }
    if arguments.json {
        return print_json(&api::shapes());
    }
    Shape::known().iter().try_for_each(|shape| print(&format!("{:<40} {}", shape.id(), shape.title())))
}
