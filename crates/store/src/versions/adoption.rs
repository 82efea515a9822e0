//! What stands in the data folder when the program starts, and what becomes of it.
//!
//! A folder with a manifest is never deleted here. Whole versions that the catalogue does not know are adopted, none of them
//! current; what cannot be used stays where it is and is told. Only what carries the program's own mark of unfinished work is
//! swept.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    StoreError,
    catalogue::{Catalogue, Entry, Known},
    doing,
    integrity::{MANIFEST, Unreadable, read_manifest},
};

/// Folders of uploads on their way in begin so.
pub const IMPORT_PREFIX: &str = "import-";
/// The file that marks a folder as work that nobody was told to be done.
pub(super) const MARK: &str = "unfinished";

/// A folder that holds a version, or looks so, and is not used.
#[derive(Clone, Debug)]
pub(crate) struct Doubtful {
    /// Its path in the data folder.
    pub(crate) folder: String,
    /// What was found and what to do.
    pub(crate) message: String,
}

/// Where versions stand.
pub(crate) fn datasets(root: &Path) -> PathBuf {
    root.join("datasets")
}

/// Where they are made.
pub(crate) fn staging(root: &Path) -> PathBuf {
    root.join("staging")
}

/// Marks a folder as unfinished: a start that finds it unknown sweeps it.
///
/// # Errors
/// When the mark cannot be written.
pub(crate) fn mark(folder: &Path) -> io::Result<()> {
    fs::File::create(folder.join(MARK))?.sync_all()
}

/// Takes the mark away.
///
/// # Errors
/// When it stays.
pub(crate) fn unmark(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(MARK)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Stops where the catalogue knows versions and the disk has none of them: it may not be mounted.
///
/// # Errors
/// [`StoreError::NoVersionThere`].
pub(crate) fn ensure_there(root: &Path, known: &[Known]) -> Result<(), StoreError> {
    let mut last = None;
    for Known { id, .. } in known {
        match reached(&datasets(root).join(id)) {
            Ok(()) => return Ok(()),
            Err(cause) => last = Some(cause),
        }
    }
    let stop = |cause| StoreError::NoVersionThere { path: datasets(root), versions: known.len(), cause };
    last.map_or(Ok(()), |cause| Err(stop(cause)))
}

/// A damaged manifest is there; one that the disk does not give is not.
fn reached(folder: &Path) -> io::Result<()> {
    fs::metadata(folder)?;
    match read_manifest(folder) {
        Err(Unreadable::Disk(cause)) => Err(cause),
        _ => Ok(()),
    }
}

/// Sweeps what a crash left, names the whole versions that the catalogue does not know, and gives back the folders that are
/// not used.
///
/// # Errors
/// When the folders or the catalogue cannot be read or changed.
pub(crate) fn adopt(root: &Path, catalogue: &mut Catalogue) -> Result<Vec<Doubtful>, StoreError> {
    let known = catalogue.all()?;
    let mut doubtful = sweep_staging(root)?;
    let mut whole = Vec::new();
    let is_known: HashSet<&str> = known.iter().map(|known| known.id.as_str()).collect();
    for folder in folders(&datasets(root))? {
        let name = name_of(&folder);
        if is_known.contains(name.as_str()) {
            unmark(&folder).map_err(doing("finishing a version"))?;
        } else if folder.join(MARK).exists() {
            remove(root, &folder)?;
        } else {
            match judged(&folder, &name, &is_known) {
                Judged::Whole(entry) => whole.push(entry),
                Judged::Doubtful(message) => doubtful.push(Doubtful { folder: format!("datasets/{name}"), message }),
                Judged::SomethingElse => {}
            }
        }
    }
    whole.sort_by(|left: &Entry, right| (left.version, &left.id).cmp(&(right.version, &right.id)));
    name_all(catalogue, &whole, known.is_empty() && doubtful.is_empty())?;
    for Doubtful { folder, message } in &doubtful {
        tracing::warn!("{folder} {message}");
    }
    Ok(doubtful)
}

/// `is_complete`: the catalogue was lost, and nothing else can have been a version.
fn name_all(catalogue: &mut Catalogue, whole: &[Entry], is_complete: bool) -> Result<(), StoreError> {
    if whole.is_empty() {
        return Ok(());
    }
    catalogue.adopt(whole)?;
    for Entry { id, name, .. } in whole {
        tracing::warn!("version \"{name}\" ({id}) was not in the catalogue; it is listed now and not current.");
    }
    // The current version cannot be deleted: where there is one only, it is that.
    match whole {
        [only] if is_complete => catalogue.set_current(&only.id),
        _ => Ok(()),
    }
}

enum Judged {
    Whole(Entry),
    /// What was found and what to do.
    Doubtful(String),
    /// Nothing that looks like a version.
    SomethingElse,
}

fn judged(folder: &Path, name: &str, is_known: &HashSet<&str>) -> Judged {
    let manifest = match read_manifest(folder) {
        Ok(sealed) => sealed.manifest,
        Err(Unreadable::Missing) if !is_id(name) => return Judged::SomethingElse,
        Err(unreadable) => {
            let what = unreadable.what();
            let newer = "Start the program that wrote it, or move the folder away.";
            let damaged = format!("Put {MANIFEST} back from a backup and start again, or move the folder away.");
            let todo = if matches!(unreadable, Unreadable::Newer(_)) { newer } else { &damaged };
            return Judged::Doubtful(format!("is not used: its {MANIFEST} {what}. {todo}"));
        }
    };
    let id = &manifest.id;
    if id == name && is_id(id) {
        return Judged::Whole(Entry { id: manifest.id, version: manifest.version, name: manifest.name });
    }
    Judged::Doubtful(if is_known.contains(id.as_str()) || folder.with_file_name(id).exists() {
        format!("is not used: it is a copy of the version {id}. Move it out of datasets/ to keep it as a backup.")
    } else {
        format!("is not used: it holds the version {id}. Name the folder {id} and start again to have it listed.")
    })
}

/// Removes what is on its way in and what is marked; a version that somebody put there stays.
fn sweep_staging(root: &Path) -> Result<Vec<Doubtful>, StoreError> {
    let mut doubtful = Vec::new();
    for folder in folders(&staging(root))? {
        let name = name_of(&folder);
        if !name.starts_with(IMPORT_PREFIX) && !is_id(&name) {
            continue;
        }
        if folder.join(MANIFEST).exists() && !folder.join(MARK).exists() {
            let message = "is not used: it holds a version. Move it into datasets/ and start again to have it listed.";
            doubtful.push(Doubtful { folder: format!("staging/{name}"), message: message.to_owned() });
        } else {
            remove_in_staging(&folder)?;
        }
    }
    Ok(doubtful)
}

/// Removes a version's folder, which is marked or was never named: out of sight first, so that a crash leaves no half version.
///
/// # Errors
/// When it cannot be removed.
pub(crate) fn remove(root: &Path, folder: &Path) -> Result<(), StoreError> {
    let away = staging(root).join(name_of(folder));
    match fs::rename(folder, &away) {
        Ok(()) => remove_in_staging(&away),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(doing("removing a version's folder")(error)),
    }
}

/// The manifest first: what has none is swept.
fn remove_in_staging(folder: &Path) -> Result<(), StoreError> {
    let removed = match fs::remove_file(folder.join(MANIFEST)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::remove_dir_all(folder),
    };
    removed.map_err(doing("sweeping leftovers"))
}

/// The names of the folders beside versions that are not work in progress.
///
/// # Errors
/// When they cannot be read.
pub(crate) fn unmarked_folders(root: &Path) -> Result<Vec<String>, StoreError> {
    let folders = folders(&datasets(root))?;
    Ok(folders.iter().filter(|folder| !folder.join(MARK).exists()).map(|folder| name_of(folder)).collect())
}

/// The folders in a folder, by name.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let read = || -> io::Result<Vec<PathBuf>> {
        let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        let mut folders: Vec<PathBuf> = paths.into_iter().filter(|path| path.is_dir()).collect();
        folders.sort_unstable();
        Ok(folders)
    };
    read().map_err(doing("looking for versions"))
}

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether a name is of the form that versions' ids have.
fn is_id(name: &str) -> bool {
    let is_hexadecimal = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split_once('-').is_some_and(|(time, count)| time.len() >= 12 && is_hexadecimal(time) && is_hexadecimal(count))
}
