//! `shapes`: the exports that are read without a mapping, one's own among them, and a first shape for one that is not.

use std::{fs, path::PathBuf, slice};

use anyhow::Context;
use ingest::{Shape, shape_of, shapes_document};

use super::{open, open_existing, print, print_json, strip_control, uploads};
use crate::{api, settings::Settings};

#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct Arguments {
    /// The whole page: every export, and how to write a shape of your own
    #[arg(long)]
    document: bool,
    /// A file as text: write what is understood of it as a shape, to change and to give to `load --shape`
    #[arg(long, value_name = "FILE")]
    of: Option<PathBuf>,
    /// Write the shape with this id, to send to a colleague and to give to `load --shape`
    #[arg(long, value_name = "ID")]
    export: Option<String>,
    /// Keep a shape as your own: the next files with its header are read by it
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    /// Forget a shape of your own; versions that were read with it keep it
    #[arg(long, value_name = "ID")]
    remove: Option<String>,
    /// The list as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, settings: Settings) -> anyhow::Result<()> {
    if arguments.document {
        return print(shapes_document().trim_end());
    }
    if let Some(path) = &arguments.of {
        let upload = uploads(slice::from_ref(path))?.remove(0);
        let shape = shape_of(&upload).map_err(anyhow::Error::msg);
        return print(strip_control(&shape.with_context(|| upload.name)?).trim_end());
    }
    if let Some(id) = &arguments.export {
        let known = Shape::known().iter().find(|shape| shape.id() == id).cloned();
        let shape = match known {
            Some(shape) => shape,
            None => open_existing(settings)?.shape(id)?,
        };
        return print(strip_control(shape.text()).trim_end());
    }
    if let Some(path) = &arguments.keep {
        let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let shape = open(settings)?.save_shape(&text).with_context(|| path.display().to_string())?;
        return print(&strip_control(&format!("{} is kept: {}", shape.id(), shape.title())));
    }
    if let Some(id) = &arguments.remove {
        return Ok(open_existing(settings)?.data_folder.remove_shape(id)?);
    }
    list(arguments.json, settings)
}

/// The user's own are listed where there is a data folder that no other program holds.
fn list(is_json: bool, settings: Settings) -> anyhow::Result<()> {
    let own = match settings.data_dir.exists().then(|| open_existing(settings)).transpose() {
        Ok(use_cases) => use_cases.map_or_else(Vec::new, |use_cases| use_cases.data_folder.own_shapes()),
        Err(error) => {
            eprintln!("{error} Your own shapes are not listed.");
            Vec::new()
        }
    };
    if is_json {
        return print_json(&api::shapes(&own));
    }
    let line =
        |shape: &Shape, mark: &str| print(&strip_control(&format!("{:<40} {}{mark}", shape.id(), shape.title())));
    own.iter().try_for_each(|shape| line(shape, " (your own)"))?;
    Shape::known().iter().try_for_each(|shape| line(shape, ""))
}
