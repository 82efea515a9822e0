//! The manifest as a file: what a version says about itself, the checksums of its files, and last a hash of all that.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{StoredFile, sync_folder};
use crate::{Manifest, StoreError, doing};

pub(crate) const MANIFEST: &str = "manifest.json";
/// What a manifest is written to before it takes the place of another.
const NEW_MANIFEST: &str = "manifest.json.new";

/// The layout that is written: since the third every file has checksums and the manifest a hash, since the fourth sales lie by
/// series.
pub(crate) const FORMAT: u32 = 4;
/// Layouts that are read; the first knows no kept files and stores posts row by row.
const FORMATS: std::ops::RangeInclusive<u32> = 1..=FORMAT;
/// The first whose files have checksums and whose manifest has a hash.
pub(crate) const FIRST_SEALED: u32 = 3;

/// A manifest with what it says about the files beside it.
#[derive(Debug, Deserialize)]
pub(crate) struct Sealed {
    #[serde(flatten)]
    pub(crate) manifest: Manifest,
    /// Nothing in a layout before the third.
    #[serde(default)]
    pub(crate) stored_files: Option<Vec<StoredFile>>,
}

#[derive(Serialize)]
struct TextColumn<'m> {
    #[serde(flatten)]
    manifest: &'m Manifest,
    stored_files: &'m [StoredFile],
}

/// What a version of any layout says.
#[derive(Deserialize)]
struct Layout {
    format: u32,
}

/// Why a manifest cannot be used.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// There is none, or no folder.
    Missing,
    /// It is not what was written.
    Damaged(String),
    /// A newer program wrote it.
    Newer(u32),
    /// The disk does not give it.
    Disk(io::Error),
}

impl Unreadable {
    /// What is wrong with the file, after its name.
    pub(crate) fn what(&self) -> String {
        match self {
            Self::Missing => "is missing".to_owned(),
            Self::Damaged(why) => format!("is damaged ({why})"),
            Self::Newer(format) => format!("is of layout {format}, this program reads 1 to {FORMAT}"),
            Self::Disk(cause) => format!("cannot be read ({cause})"),
        }
    }
}

/// Writes the manifest of a folder in one step: a crash leaves the one before.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn write(folder: &Path, manifest: &Manifest, stored_files: &[StoredFile]) -> Result<(), StoreError> {
    let text = sealed(&TextColumn { manifest, stored_files })?;
    let written = || -> io::Result<()> {
        let path = folder.join(NEW_MANIFEST);
        let mut file = File::create(&path)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(path, folder.join(MANIFEST))
    };
    written().map_err(doing("writing the manifest"))?;
    sync_folder(folder)
}

fn sealed(text: &TextColumn<'_>) -> Result<Vec<u8>, StoreError> {
    let mut text = serde_json::to_vec_pretty(text).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let body = text.len().saturating_sub(END.len());
    text.truncate(body);
    let seal = seal(&text);
    text.extend_from_slice(seal.as_bytes());
    Ok(text)
}

/// How the text of a manifest ends before it has a seal.
const END: &str = "\n}";
const SEAL: &[u8] = b",\n  \"sha256\": \"";

/// What follows the text that it is the hash of.
fn seal(text: &[u8]) -> String {
    let hash: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}{hash}\"{END}\n", String::from_utf8_lossy(SEAL))
}

/// Whether the seal is that of the text before it; nothing where there is none.
fn is_whole(text: &[u8]) -> Option<bool> {
    let at = text.windows(SEAL.len()).rposition(|part| part == SEAL)?;
    Some(seal(&text[..at]).as_bytes() == &text[at..])
}

/// Reads the manifest of a folder.
///
/// # Errors
/// [`Unreadable`], with why.
pub(crate) fn read(folder: &Path) -> Result<Sealed, Unreadable> {
    let text = fs::read(folder.join(MANIFEST)).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unreadable::Missing,
        _ => Unreadable::Disk(cause),
    })?;
    parse(&text)
}

fn parse(text: &[u8]) -> Result<Sealed, Unreadable> {
    let damaged = |why: &dyn std::fmt::Display| Unreadable::Damaged(why.to_string());
    let is_whole = is_whole(text);
    if is_whole == Some(false) {
        return Err(damaged(&"it is not what its hash says"));
    }
    let Layout { format } = serde_json::from_slice(text).map_err(|error| damaged(&error))?;
    if format > FORMAT {
        return Err(Unreadable::Newer(format));
    }
    if !FORMATS.contains(&format) || (format >= FIRST_SEALED && is_whole.is_none()) {
        return Err(damaged(&"it has no hash"));
    }
    let sealed: Sealed = serde_json::from_slice(text).map_err(|error| damaged(&error))?;
    if format >= FIRST_SEALED && sealed.stored_files.is_none() {
        return Err(damaged(&"it names no files"));
    }
    Ok(sealed)
}
