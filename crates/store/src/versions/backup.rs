//! A backup of a whole data folder as a folder, and a data folder made of a backup.
//!
//! A backup is taken without owning the data folder: versions never change, and SQLite gives the catalogue of one moment. Both
//! directions write beside their target, read back what they wrote, and rename at the end: what is interrupted leaves what was.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Component, Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{
    adoption,
    data_folder::{OWNER, create_private},
    doctor::{Examination, Problem, examine, names_in},
    repair::LOST,
};
use crate::{
    StoreError,
    catalogue::{Catalogue, ReadOnlyCatalogue},
    doing,
    integrity::sync_folder,
};

/// What a backup holds: a line a file as `sha256sum` writes and checks it, between what it is and a hash of these lines.
const LIST: &str = "backup.sha256";
const FIRST_LINE: &str = "# influencer-roi backup 1";
const LAST_LINE: &str = "# lines above: ";
const CATALOGUE: &str = "catalogue.sqlite";
const BUFFER_BYTES: usize = 1 << 20;

/// A backup, or a data folder, that was written and read back.
#[derive(Clone, Debug, Default)]
pub struct Backup {
    /// How many files it has.
    pub files: usize,
    /// Bytes of these files.
    pub bytes: u64,
    /// Versions that are listed.
    pub versions: usize,
    /// What was wrong in the data folder already, and is so in the copy.
    pub problems: Vec<Problem>,
}

/// Writes a backup of a data folder, which a program may be using, as a new folder.
///
/// # Errors
/// [`StoreError::NotOurs`], [`StoreError::NotEmpty`], [`StoreError::Writing`], or why it could not be written: then nothing is
/// at its place.
pub fn back_up(root: &Path, to: &Path) -> Result<Backup, StoreError> {
    if !root.join(OWNER).exists() {
        return Err(StoreError::NotOurs { path: root.to_owned() });
    }
    let mut draft = Draft::begin(to, Some(root))?;
    // Folders first: what is finished by then is in the catalogue that is read after it.
    let unmarked = adoption::unmarked_folders(root)?;
    let catalogue = ReadOnlyCatalogue::open(&root.join(CATALOGUE))?;
    catalogue.copy_to(&draft.folder.join(CATALOGUE))?;
    let ids: BTreeSet<String> =
        Catalogue::open(&draft.folder.join(CATALOGUE))?.all()?.into_iter().map(|one| one.id).collect();
    let datasets = ids.iter().cloned().chain(unmarked).collect::<BTreeSet<_>>();
    let mut vanished = None;
    for id in &datasets {
        match draft.copy_folder(root, &Path::new("datasets").join(id)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => vanished = Some(error),
            copied => copied.map_err(doing("copying a version into the backup"))?,
        }
    }
    for beside in ["estimates", LOST] {
        draft.copy_folder(root, Path::new(beside)).map_err(doing("copying into the backup"))?;
    }
    let gone = draft.forget_deleted(&ids, &catalogue)?;
    if let Some(error) = vanished.filter(|_| !gone) {
        return Err(doing("copying a version into the backup")(error));
    }
    draft.add_catalogue()?;
    draft.check_and_finish()
}

/// Makes a data folder of a backup, in a new or an empty folder.
///
/// # Errors
/// [`StoreError::NotEmpty`], [`StoreError::BadBackup`], [`StoreError::Writing`], or why it could not be written: then nothing
/// is at its place.
pub fn restore_backup(from: &Path, root: &Path) -> Result<Backup, StoreError> {
    let bad = |what: String| StoreError::BadBackup { path: from.to_owned(), what };
    let list = read_list(from).map_err(bad)?;
    let mut draft = Draft::begin(root, None)?;
    for expected in list {
        let copied = draft.copy_file(from, Path::new(&expected.name));
        let copied = copied.map_err(|error| bad(format!("its file {} cannot be copied ({error})", expected.name)))?;
        if copied != expected.sha256 {
            return Err(bad(format!("its file {} is not what was written", expected.name)));
        }
    }
    draft.check_and_finish()
}

/// One file of a backup.
#[derive(Clone, Debug)]
struct Copied {
    /// Its path in the folder, with `/`.
    name: String,
    bytes: u64,
    sha256: String,
}

/// A folder that is being written, beside the place it gets at the end.
struct Draft {
    folder: PathBuf,
    to: PathBuf,
    is_backup: bool,
    files: Vec<Copied>,
    /// Held as long as this process writes.
    mark: File,
}

impl Draft {
    /// `of`: the data folder that is backed up.
    fn begin(to: &Path, of: Option<&Path>) -> Result<Self, StoreError> {
        if to.exists() && !names_in(to).is_ok_and(|names| names.is_empty()) {
            return Err(StoreError::NotEmpty { path: to.to_owned() });
        }
        let absolute = std::path::absolute(to).map_err(doing("finding the place to write to"))?;
        if let Some(root) = of.and_then(|root| std::path::absolute(root).ok())
            && absolute.starts_with(&root)
        {
            return Err(StoreError::InsideDataFolder { path: to.to_owned() });
        }
        let name = absolute.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = absolute.with_file_name(format!("{name}.partial"));
        let mark = started(&folder)?;
        Ok(Self { folder, to: absolute, is_backup: of.is_some(), files: Vec::new(), mark })
    }

    /// Copies everything under a folder; what is not there has nothing to copy.
    fn copy_folder(&mut self, root: &Path, relative: &Path) -> io::Result<()> {
        if !root.join(relative).is_dir() {
            return Ok(());
        }
        for entry in fs::read_dir(root.join(relative))? {
            let name = entry?.file_name();
            let path = relative.join(&name);
            let name = name.to_string_lossy();
            // A mark of unfinished work and a file that is about to take the place of another are nobody's data.
            if name == adoption::MARK || name.ends_with(".new") {
                continue;
            }
            if fs::metadata(root.join(&path))?.is_dir() {
                self.copy_folder(root, &path)?;
            } else {
                self.copy_file(root, &path)?;
            }
        }
        Ok(())
    }

    /// Copies one file and reads the copy back; its hash.
    fn copy_file(&mut self, root: &Path, relative: &Path) -> io::Result<String> {
        let name = relative.to_str().filter(|name| !name.contains(char::is_control));
        let name = name.ok_or_else(|| io::Error::other(format!("the name {} cannot be listed", relative.display())))?;
        let to = self.folder.join(relative);
        to.parent().map_or(Ok(()), fs::create_dir_all)?;
        let mut copy = File::create(&to)?;
        let (sha256, bytes) = summed(File::open(root.join(relative))?, |part| copy.write_all(part))?;
        copy.sync_all()?;
        if summed(File::open(&to)?, |_| Ok(()))?.0 != sha256 {
            return Err(io::Error::other(format!("the copy of {name} is not what was written")));
        }
        self.files.push(Copied { name: name.to_owned(), bytes, sha256: sha256.clone() });
        Ok(sha256)
    }

    /// Takes out what was deleted for good while it was copied; whether anything was.
    fn forget_deleted(&mut self, ids: &BTreeSet<String>, live: &ReadOnlyCatalogue) -> Result<bool, StoreError> {
        let still: BTreeSet<String> = live.versions()?.0.into_iter().map(|known| known.id).collect();
        let gone: Vec<&String> = ids.difference(&still).collect();
        let mut catalogue = Catalogue::open(&self.folder.join(CATALOGUE))?;
        for id in &gone {
            catalogue.remove(id)?;
            let relative = format!("datasets/{id}");
            self.files.retain(|file| !file.name.starts_with(&format!("{relative}/")));
            match fs::remove_dir_all(self.folder.join(relative)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(doing("taking a deleted version out of the backup")(error));
                }
                _ => {}
            }
        }
        Ok(!gone.is_empty())
    }

    fn add_catalogue(&mut self) -> Result<(), StoreError> {
        let add = || -> io::Result<Copied> {
            let file = File::open(self.folder.join(CATALOGUE))?;
            file.sync_all()?;
            let (sha256, bytes) = summed(file, |_| Ok(()))?;
            Ok(Copied { name: CATALOGUE.to_owned(), bytes, sha256 })
        };
        let catalogue = add().map_err(doing("writing the catalogue of the backup"))?;
        self.files.push(catalogue);
        Ok(())
    }

    /// Checks every version as `doctor` does, and moves the folder to its place.
    fn check_and_finish(self) -> Result<Backup, StoreError> {
        let writing = doing("finishing the copy");
        File::create(self.folder.join(OWNER)).map_err(&writing)?;
        fs::create_dir_all(adoption::datasets(&self.folder)).map_err(&writing)?;
        let Examination { versions, problems, .. } = examine(&self.folder)?;
        // What reading the catalogue made beside it is empty.
        for beside in ["-wal", "-shm"] {
            drop(fs::remove_file(self.folder.join(format!("{CATALOGUE}{beside}"))));
        }
        if self.is_backup {
            write_list(&self.folder, &self.files).map_err(&writing)?;
        }
        sync_folders(&self.folder)?;
        fs::rename(&self.folder, &self.to).map_err(&writing)?;
        self.to.parent().map_or(Ok(()), sync_folder)?;
        drop(self.mark);
        // Where it stays, it is an empty file that nothing reads.
        drop(fs::remove_file(self.to.join(adoption::MARK)));
        let bytes = self.files.iter().map(|file| file.bytes).sum();
        Ok(Backup { files: self.files.len(), bytes, versions: versions.len(), problems })
    }
}

/// Makes the folder, or makes it anew where an interrupted run left it; marked and locked as long as it is written.
fn started(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join(adoption::MARK);
    if folder.exists() {
        let mark = File::open(&path).map_err(|_| StoreError::NotEmpty { path: folder.to_owned() })?;
        if mark.try_lock().is_err() {
            return Err(StoreError::Writing { path: folder.to_owned() });
        }
        fs::remove_dir_all(folder).map_err(doing("removing what an interrupted run left"))?;
    }
    let unwritable = |cause| StoreError::Unwritable { path: folder.to_owned(), cause };
    create_private(folder).map_err(unwritable)?;
    let mark = File::create(&path).map_err(unwritable)?;
    mark.lock().map_err(unwritable)?;
    Ok(mark)
}

/// SHA-256 in hexadecimal and bytes of all that is read; each part is given away.
fn summed(mut from: impl Read, mut give: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<(String, u64)> {
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; BUFFER_BYTES]);
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok((hexadecimal(&hash.finalize()), bytes));
        }
        hash.update(&buffer[..read]);
        give(&buffer[..read])?;
        bytes += read as u64;
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sync_folders(folder: &Path) -> Result<(), StoreError> {
    for name in names_in(folder)? {
        if folder.join(&name).is_dir() {
            sync_folders(&folder.join(name))?;
        }
    }
    sync_folder(folder)
}

fn write_list(folder: &Path, files: &[Copied]) -> io::Result<()> {
    let lines: String = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
    let lines = format!("{FIRST_LINE}\n{lines}");
    let seal = hexadecimal(&Sha256::digest(&lines));
    let mut file = File::create(folder.join(LIST))?;
    file.write_all(format!("{lines}{LAST_LINE}{seal}\n").as_bytes())?;
    file.sync_all()
}

/// The files of a backup, or why it is none.
fn read_list(folder: &Path) -> Result<Vec<Copied>, String> {
    let text =
        fs::read_to_string(folder.join(LIST)).map_err(|error| format!("its list {LIST} cannot be read ({error})"))?;
    let is_whole = text.rsplit_once(LAST_LINE).is_some_and(|(lines, seal)| {
        lines.starts_with(FIRST_LINE) && hexadecimal(&Sha256::digest(lines)) == seal.trim_end()
    });
    if !is_whole {
        return Err(format!("its list {LIST} is damaged, or a newer program wrote it"));
    }
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (sha256, name) = line.split_once("  ").ok_or_else(|| format!("its list {LIST} is damaged"))?;
            // A list from elsewhere must not write outside the folder.
            let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
            let copied = Copied { name: name.to_owned(), bytes: 0, sha256: sha256.to_owned() };
            is_inside.then_some(copied).ok_or_else(|| format!("its list names {name}"))
        })
        .collect()
}
