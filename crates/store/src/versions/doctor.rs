//! Checks a data folder without owning it: what is read is immutable, and the catalogue is read as SQLite lets others read it.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
    sync::Arc,
};

use super::{adoption, data_folder::OWNER, repair::LOST};
use crate::{
    StoreError,
    catalogue::{Known, ReadOnlyCatalogue},
    doing,
    integrity::{Files, MANIFEST, Sealed, StoredFile, Unreadable, read_manifest},
};

/// What a check of a data folder found.
#[derive(Clone, Debug, Default)]
pub struct Examination {
    /// A program works with the folder now.
    pub in_use: bool,
    /// Every version that the catalogue knows, the newest first.
    pub versions: Vec<ExaminedVersion>,
    /// What is wrong, with what to do.
    pub problems: Vec<Problem>,
    /// What is no damage and good to know.
    pub notes: Vec<String>,
}

/// One version, with all its files read.
#[derive(Clone, Debug)]
pub struct ExaminedVersion {
    /// Its id.
    pub id: String,
    /// Its number.
    pub version: i64,
    /// What people call it; comes from outside.
    pub name: String,
    /// Questions that name no dataset go to it.
    pub current: bool,
    /// It was deleted and can be brought back.
    pub in_bin: bool,
    /// How many files were compared with their checksums.
    pub files: usize,
    /// Bytes of these files.
    pub bytes: u64,
    /// Every file that is not what was written, with what is wrong.
    pub damaged: Vec<(String, String)>,
    /// It can be made again from its stored original files.
    pub repairable: bool,
}

/// Something that is wrong.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What it is about, in the data folder; may come from outside.
    pub subject: String,
    /// What was found and what to do, in sentences.
    pub message: String,
}

/// Reads everything in a data folder and changes nothing; works while a program uses the folder.
///
/// # Errors
/// When there is no data folder, or its catalogue cannot be read at all.
pub fn examine(root: &Path) -> Result<Examination, StoreError> {
    if !root.join(OWNER).exists() {
        return Err(StoreError::NotOurs { path: root.to_owned() });
    }
    let mut found = Examination { in_use: is_in_use(root), ..Examination::default() };
    // Folders first: what is finished by then is in the catalogue that is read after it.
    let folders = adoption::unmarked_folders(root)?;
    let catalogue = ReadOnlyCatalogue::open(&root.join("catalogue.sqlite"))?;
    if let Some(what) = catalogue.damage()? {
        found.problem("catalogue.sqlite", &format!("is damaged ({what}). Restore it from a backup; without one, move it out of the data folder and start again: every version is listed then."));
    }
    let (known, current) = catalogue.versions()?;
    for known in &known {
        let examined = examined(root, known, current.as_deref());
        // One that was deleted for good meanwhile is not damaged.
        if !examined.damaged.is_empty() && !catalogue.versions()?.0.iter().any(|still| still.id == known.id) {
            continue;
        }
        found.judge(&examined);
        found.versions.push(examined);
    }
    if current.is_none() && known.iter().any(|known| known.deleted.is_none()) {
        found.problem(
            "catalogue.sqlite",
            "names no current version. Choose one with: influencer-roi datasets --activate ID.",
        );
    }
    for folder in folders.iter().filter(|folder| !known.iter().any(|known| known.id == **folder)) {
        found.problem(&format!("datasets/{folder}"), "is not listed in the catalogue. A start lists it when it is a whole version; otherwise move it out of the data folder.");
    }
    found.leftovers(root)?;
    found.permissions(root)?;
    Ok(found)
}

impl Examination {
    fn problem(&mut self, subject: &str, message: &str) {
        self.problems.push(Problem { subject: subject.to_owned(), message: message.to_owned() });
    }

    fn judge(&mut self, version: &ExaminedVersion) {
        for (file, what) in &version.damaged {
            let todo = if version.repairable {
                "Read the version again from its original files: stop the program and run influencer-roi doctor --repair."
            } else {
                "Put the file back from a backup and activate the version again, or upload its files again."
            };
            self.problem(&format!("datasets/{}/{file}", version.id), &format!("{what}. {todo}"));
        }
        if version.damaged.is_empty() && version.files == 0 {
            let id = &version.id;
            self.notes
                .push(format!("datasets/{id}: an earlier program made it; its files get checksums when it is opened."));
        }
    }

    fn leftovers(&mut self, root: &Path) -> Result<(), StoreError> {
        let staged = names_in(&adoption::staging(root))?.len();
        if staged > 0 && !self.in_use {
            self.notes.push(format!("staging/: {staged} unfinished imports; the next start removes them."));
        }
        for name in names_in(&root.join(LOST))? {
            self.notes
                .push(format!("{LOST}/{name}: was replaced by a repair. Move it away when nobody needs it any more."));
        }
        Ok(())
    }

    fn permissions(&mut self, root: &Path) -> Result<(), StoreError> {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(root).map_err(doing("reading the data folder"))?.permissions().mode();
        if mode & 0o077 != 0 {
            let mode = mode & 0o777;
            self.notes.push(format!("other users of this machine may open the data folder (mode {mode:o}). To keep it private: chmod 700 on the folder."));
        }
        Ok(())
    }
}

/// Whether a program owns the folder. The lock is shared and given back at once.
fn is_in_use(root: &Path) -> bool {
    let is_held = |path: &Path| {
        File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    };
    is_held(&root.join(OWNER)) || is_held(root)
}

fn examined(root: &Path, known: &Known, current: Option<&str>) -> ExaminedVersion {
    let folder = adoption::datasets(root).join(&known.id);
    let mut version = ExaminedVersion {
        id: known.id.clone(),
        version: known.version,
        name: known.name.clone().unwrap_or_default(),
        current: current == Some(known.id.as_str()),
        in_bin: known.deleted.is_some(),
        files: 0,
        bytes: 0,
        damaged: Vec::new(),
        repairable: false,
    };
    match read_manifest(&folder) {
        Ok(sealed) if sealed.manifest.id == known.id => read_all(&folder, sealed, &mut version),
        Ok(other) => {
            let what = format!("is that of another version, {}", other.manifest.id);
            version.damaged.push((MANIFEST.to_owned(), what));
        }
        Err(
            unreadable @ (Unreadable::Missing | Unreadable::Damaged(_) | Unreadable::Newer(_) | Unreadable::Disk(_)),
        ) => {
            version.damaged.push((MANIFEST.to_owned(), unreadable.what()));
        }
    }
    version
}

fn read_all(folder: &Path, sealed: Sealed, version: &mut ExaminedVersion) {
    let Sealed { manifest, stored_files } = sealed;
    let stored = stored_files.unwrap_or_default();
    for file in &stored {
        version.files += 1;
        version.bytes += file.bytes;
        version.damaged.extend(damage_of(folder, &manifest, file));
    }
    let is_packed = |name: &str| name == super::originals::FILE;
    let packed_is_whole = !version.damaged.iter().any(|(name, _)| is_packed(name));
    version.repairable = manifest.originals.is_some() && packed_is_whole;
}

fn damage_of(folder: &Path, manifest: &crate::Manifest, file: &StoredFile) -> Option<(String, String)> {
    // Files of its own: a version is otherwise set aside with the first damage only.
    let files = Files::new(folder.to_owned(), manifest, vec![file.clone()], Arc::default());
    let what = match files.check(&file.name) {
        Ok(()) => return None,
        Err(StoreError::SetAside(damage)) => damage.what,
        Err(error) => format!("cannot be read ({error})"),
    };
    Some((file.name.clone(), what))
}

/// The names in a folder in order; none where it is not there.
pub(super) fn names_in(folder: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(doing("reading a folder"))?,
    };
    let name = |entry: io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    let mut names = entries.map(name).collect::<io::Result<Vec<_>>>().map_err(doing("reading a folder"))?;
    names.sort_unstable();
    Ok(names)
}
