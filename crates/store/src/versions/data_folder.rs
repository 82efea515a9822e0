//! The owner of a data folder.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use sha2::{Digest, Sha256};

use super::{
    adoption::{self, Doubtful},
    originals, sales_tables, tables,
};
use crate::{
    Damage, Dataset, Excluded, Listed, Listing, Manifest, Original, ReadFile, RowCounts, StoreError, TableTotals,
    Unusable,
    catalogue::{Catalogue, Entry, Known, WORKSPACE},
    doing,
    integrity::{
        FIRST_SEALED, FORMAT, Files, MANIFEST, Sealed, SetAside, StoredFile, Unreadable, read_manifest, stored_in,
        sync_folder, write_manifest,
    },
    rows::row_files,
    table_file::Written,
};
use cube::Cube;
use ingest::{Mapping, MappingChanges, Report, SavedMappings, Staged, Upload};

/// Marks a folder as one of ours and names its owner.
pub(super) const OWNER: &str = "owner";
/// About how many bytes versions that are open for questions take together, unless it is set otherwise.
pub const MAX_OPEN_BYTES: usize = 1 << 30;

/// A data folder that this process owns.
#[derive(Debug)]
pub struct DataFolder {
    pub(super) root: PathBuf,
    pub(super) catalogue: Mutex<Catalogue>,
    /// The one asked last stands last.
    open: Mutex<Vec<Arc<Dataset>>>,
    set_aside: Arc<SetAside>,
    /// Folders that were not used at the start.
    doubtful: Vec<Doubtful>,
    /// Held while a version of an earlier program gets its checksums.
    sealing: Mutex<()>,
    open_bytes_most: usize,
    _lock: Ownership,
}

/// What a new version is called.
#[derive(Clone, Debug)]
pub struct Version {
    /// What people call it; named after its days when no name is given.
    pub name: Option<String>,
    /// Made by the generator, not uploaded.
    pub sample: bool,
    /// The version whose files were read with the new ones.
    pub appended_to: Option<String>,
}

/// Everything a new version is made from.
#[derive(Clone, Copy, Debug)]
pub struct Commit<'c> {
    /// The files, read.
    pub staged: &'c Staged,
    /// The folder they were staged in, with their rows.
    pub folder: &'c Path,
    /// The files as they were uploaded.
    pub uploads: &'c [Upload],
    /// What was decided just now; remembered for the next files with the same headers.
    pub changes: &'c MappingChanges,
    /// The mapping that came of it.
    pub mapping: &'c Mapping,
    /// The report under that mapping.
    pub report: &'c Report,
    /// The report as it is to be shown again.
    pub written_report: &'c [u8],
    /// What the version is called.
    pub version: &'c Version,
}

impl DataFolder {
    /// Takes the folder, making it when it is not there; adopts versions that the catalogue does not know, and sweeps what a
    /// crash left behind.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`], [`StoreError::NotOurs`], [`StoreError::Locked`] and [`StoreError::NoVersionThere`], with
    /// what to do.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let unwritable = |cause| StoreError::Unwritable { path: root.to_owned(), cause };
        create_private(root).map_err(unwritable)?;
        if !is_empty(root).map_err(unwritable)? && !root.join(OWNER).exists() {
            return Err(StoreError::NotOurs { path: root.to_owned() });
        }
        let lock = lock(root)?;
        let mut catalogue = Catalogue::open(&root.join("catalogue.sqlite"))?;
        // Before anything is made: a folder that is not mounted is not made anew.
        adoption::ensure_there(root, &catalogue.all()?)?;
        for folder in [adoption::datasets(root), adoption::staging(root)] {
            fs::create_dir_all(folder).map_err(unwritable)?;
        }
        sync_folder(root)?;
        let doubtful = adoption::adopt(root, &mut catalogue)?;
        let data_folder = Self {
            root: root.to_owned(),
            catalogue: Mutex::new(catalogue),
            open: Mutex::default(),
            set_aside: Arc::default(),
            doubtful,
            sealing: Mutex::default(),
            open_bytes_most: MAX_OPEN_BYTES,
            _lock: lock,
        };
        data_folder.purge_due(seconds_now());
        Ok(data_folder)
    }

    /// Versions stay open for questions as long as they take no more than about so many bytes together.
    #[must_use]
    pub fn with_open_bytes(self, most: usize) -> Self {
        Self { open_bytes_most: most, ..self }
    }

    /// Whose versions these are: one workspace a folder, until there are accounts.
    pub const fn workspace(&self) -> &'static str {
        WORKSPACE
    }

    /// A folder for files on their way in; swept at every start.
    pub fn staging(&self) -> PathBuf {
        adoption::staging(&self.root)
    }

    /// Makes a version of staged files and makes it the current one.
    ///
    /// # Errors
    /// [`StoreError::Incomplete`] when a table is missing; otherwise what failed, and the old version stays current.
    pub fn commit(&self, commit: &Commit<'_>) -> Result<Arc<Dataset>, StoreError> {
        if !commit.report.complete {
            return Err(StoreError::Incomplete);
        }
        let id = new_id();
        let draft = self.staging().join(&id);
        self.purge_due(seconds_now());
        let made = fs::create_dir(&draft).and_then(|()| adoption::mark(&draft));
        made.map_err(doing("making a folder for the new version"))?;
        let published = self.write(commit, &draft, id);
        // What is left of a draft after a failure is no use to anybody.
        let dataset = published.inspect_err(|_| drop(fs::remove_dir_all(&draft)))?;
        self.keep_open(dataset.clone());
        Ok(dataset)
    }

    /// Writes everything of a version but its manifest.
    pub(super) fn make(commit: &Commit<'_>, draft: &Path) -> Result<Made, StoreError> {
        let accepted = commit.staged.accepted(commit.mapping);
        let input = accepted.cube_input();
        let (cube, tables, kept) = thread::scope(|scope| {
            let files = scope.spawn(|| keep_files(commit, draft));
            let (sales, small) =
                rayon::join(|| sales_tables::write(draft, &input), || tables::write(draft, &accepted, &input));
            let mut tables = Vec::from(sales?);
            tables.extend(small?);
            Ok::<_, StoreError>((Cube::new(input), tables, joined(files)?))
        })?;
        let hash = content_hash(&tables, commit.report);
        Ok(Made { cube, tables, kept, hash })
    }

    fn write(&self, commit: &Commit<'_>, draft: &Path, id: String) -> Result<Arc<Dataset>, StoreError> {
        let Made { cube, tables, kept, hash } = Self::make(commit, draft)?;
        let learned = commit.staged.learned(commit.changes);
        // Held only for the last step: questions are answered while the tables are written.
        let mut catalogue = held(&self.catalogue);
        if let Some(base) = commit.version.appended_to.as_ref().filter(|_| !commit.version.sample)
            && catalogue.current() != Some(base.as_str())
        {
            return Err(StoreError::BaseChanged);
        }
        let number = catalogue.next_version()?;
        let manifest = manifest(id, number, commit, &cube, hash, kept.originals);
        let stored: Vec<StoredFile> = tables.into_iter().map(|table| table.stored).chain(kept.files).collect();
        write_manifest(draft, &manifest, &stored)?;
        self.publish(draft, &mut catalogue, &manifest, &learned)?;
        let files = self.files_of(&manifest, stored);
        Ok(Arc::new(Dataset { manifest, cube, files }))
    }

    fn publish(
        &self,
        draft: &Path,
        catalogue: &mut Catalogue,
        manifest: &Manifest,
        learned: &SavedMappings,
    ) -> Result<(), StoreError> {
        let home = self.folder(&manifest.id);
        fs::rename(draft, &home).map_err(doing("moving the new version to its place"))?;
        // Until the catalogue names it, a version that failed must not stay: nobody was told that it is there.
        let synced = sync_folder(&adoption::datasets(&self.root));
        let entry = Entry { id: manifest.id.clone(), version: manifest.version, name: manifest.name.clone() };
        let added = synced.and_then(|()| catalogue.add_current(&entry, learned));
        // A failed answer does not tell whether the catalogue has it; only what it does not have may go.
        if added.is_err() && catalogue.find(&manifest.id).is_ok_and(|known| known.is_none()) {
            drop(adoption::remove(&self.root, &home));
        }
        added?;
        // Told as done only when the mark is gone for good. Where it stays, the next start takes it away: the catalogue knows
        // the version.
        adoption::unmark(&home).map_err(doing("finishing the new version, which is listed already,"))?;
        sync_folder(&home)
    }

    /// Keeps a version open, and lets go of those asked longest ago until what is open fits the memory for it.
    fn keep_open(&self, dataset: Arc<Dataset>) {
        let mut open = held(&self.open);
        open.retain(|known| known.manifest.id != dataset.manifest.id);
        open.push(dataset);
        let mut bytes: usize = open.iter().map(|dataset| dataset.bytes()).sum();
        while bytes > self.open_bytes_most && open.len() > 1 {
            bytes -= open.remove(0).bytes();
        }
    }

    /// An open version, which is now the one asked last.
    fn already_open(&self, id: &str) -> Option<Arc<Dataset>> {
        let mut open = held(&self.open);
        let at = open.iter().position(|dataset| dataset.manifest.id == id)?;
        open[at..].rotate_left(1);
        open.last().cloned()
    }

    /// The versions that are open for questions now.
    pub fn open_datasets(&self) -> Vec<Arc<Dataset>> {
        held(&self.open).clone()
    }

    /// Every version, what is in the bin, and what cannot be used.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn listing(&self) -> Result<Listing, StoreError> {
        self.purge_due(seconds_now());
        let (known, current) = {
            let catalogue = held(&self.catalogue);
            (catalogue.all()?, catalogue.current().map(str::to_owned))
        };
        let mut listing = Listing { bin: self.binned(&known), ..Listing::default() };
        for known in known.iter().filter(|known| known.deleted.is_none()) {
            let current = current.as_ref() == Some(&known.id);
            match self.sealed(known) {
                Ok(sealed) => {
                    let manifest = sealed.manifest.clone();
                    listing.versions.push(Listed { current, manifest, damage: self.found_damage(sealed) });
                }
                Err(error) => listing.unusable.push(unusable(known, current, &error)),
            }
        }
        listing.unusable.extend(self.doubtful.iter().map(|doubtful| Unusable {
            folder: doubtful.folder.clone(),
            message: format!("{} {}", doubtful.folder, doubtful.message),
            id: None,
            name: None,
            version: None,
            current: false,
        }));
        Ok(listing)
    }

    /// What is known to be wrong with a version's files, or is told by their sizes.
    pub(super) fn found_damage(&self, sealed: Sealed) -> Option<Damage> {
        let Sealed { manifest, stored_files } = sealed;
        let known = self.set_aside.of(&manifest.id);
        known.or_else(|| match self.files_of(&manifest, stored_files?).check_sizes() {
            Err(StoreError::SetAside(damage)) => Some(damage),
            _ => None,
        })
    }

    /// What a version says about itself, under the name and the number that the catalogue has for it.
    pub(super) fn sealed(&self, known: &Known) -> Result<Sealed, StoreError> {
        let Known { id, version, name, .. } = known;
        let what = match read_manifest(&self.folder(id)) {
            Ok(mut sealed) if sealed.manifest.id == *id => {
                sealed.manifest.version = *version;
                name.iter().for_each(|name| sealed.manifest.name.clone_from(name));
                return Ok(sealed);
            }
            Ok(other) => format!("is that of another version, {}", other.manifest.id),
            Err(Unreadable::Disk(cause)) => return Err(doing("reading a manifest")(cause)),
            Err(unreadable) => unreadable.what(),
        };
        let name = name.clone().unwrap_or_else(|| "without a name".to_owned());
        let damage = Damage { id: id.clone(), name, version: *version, file: MANIFEST.to_owned(), what };
        Err(StoreError::SetAside(self.set_aside.add(damage)))
    }

    fn files_of(&self, manifest: &Manifest, stored: Vec<StoredFile>) -> Files {
        Files::new(self.folder(&manifest.id), manifest, stored, self.set_aside.clone())
    }

    /// A version's files to be read. Those of an earlier program get their checksums now.
    fn files(&self, id: &str) -> Result<(Manifest, Files), StoreError> {
        let known = held(&self.catalogue).listed(id)?;
        if let Some(damage) = self.set_aside.of(&known.id) {
            return Err(StoreError::SetAside(damage));
        }
        let sealed = self.sealed(&known)?;
        let Sealed { mut manifest, stored_files } = sealed;
        let stored = match stored_files {
            Some(stored) => stored,
            None => self.newly_sealed(&known, &mut manifest)?,
        };
        let files = self.files_of(&manifest, stored);
        files.check_sizes()?;
        Ok((manifest, files))
    }

    /// Gives the files of an earlier program's version their checksums. A disk that does not take them is no reason to refuse
    /// an answer.
    fn newly_sealed(&self, known: &Known, manifest: &mut Manifest) -> Result<Vec<StoredFile>, StoreError> {
        let _alone = held(&self.sealing);
        let folder = self.folder(&known.id);
        let now = self.sealed(known)?;
        if let Some(stored) = now.stored_files {
            *manifest = now.manifest;
            return Ok(stored);
        }
        let stored = stored_in(&folder)?;
        // Damage that shows already must not become what is held to be right.
        let files = self.files_of(manifest, stored.clone());
        tables::read(&files)?;
        (manifest.format, manifest.checked_from) = (FIRST_SEALED, Some(written_time(seconds_now())));
        match write_manifest(&folder, manifest, &stored) {
            Ok(()) => tracing::info!("version {}: its files are checked from now on", known.id),
            Err(error) => tracing::warn!("version {}: its files are not checked yet: {error}", known.id),
        }
        Ok(stored)
    }

    /// Which version questions go to that name none.
    fn current(&self) -> Result<String, StoreError> {
        let catalogue = held(&self.catalogue);
        if let Some(current) = catalogue.current() {
            return Ok(current.to_owned());
        }
        let versions = catalogue.all()?.iter().filter(|known| known.deleted.is_none()).count();
        Err(if versions == 0 { StoreError::NoDataset } else { StoreError::NoneCurrent { versions } })
    }

    /// Whether questions that name no dataset go to this one.
    pub fn is_current(&self, id: &str) -> bool {
        held(&self.catalogue).current() == Some(id)
    }

    /// One version, or the current one, open for questions.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], [`StoreError::NoDataset`], [`StoreError::NoneCurrent`], [`StoreError::SetAside`], or
    /// what kept it from being read.
    pub fn dataset(&self, id: Option<&str>) -> Result<Arc<Dataset>, StoreError> {
        let id = match id {
            Some(id) => id.to_owned(),
            None => self.current()?,
        };
        if self.set_aside.of(&id).is_none()
            && let Some(dataset) = self.already_open(&id)
        {
            return Ok(dataset);
        }
        let (manifest, files) = self.files(&id)?;
        let cube = Cube::new(tables::read(&files)?);
        let dataset = Arc::new(Dataset { manifest, cube, files });
        self.keep_open(dataset.clone());
        Ok(dataset)
    }

    /// Makes a version the current one, if it can be used. One that was set aside is looked at again.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`] and [`StoreError::SetAside`].
    pub fn activate(&self, id: &str) -> Result<Manifest, StoreError> {
        let id = held(&self.catalogue).listed(id)?.id;
        self.look_again(&id)?;
        let manifest = self.dataset(Some(&id))?.manifest.clone();
        let mut catalogue = held(&self.catalogue);
        // Somebody may have deleted it meanwhile.
        let id = catalogue.listed(&id)?.id;
        catalogue.set_current(&id)?;
        Ok(manifest)
    }

    fn look_again(&self, id: &str) -> Result<(), StoreError> {
        let Some(damage) = self.set_aside.forget(id) else { return Ok(()) };
        self.let_go(id);
        let (_, files) = self.files(id)?;
        if files.has(&damage.file) { files.check(&damage.file) } else { Ok(()) }
    }

    /// Gives a version another name.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`].
    pub fn rename(&self, id: &str, name: &str) -> Result<Manifest, StoreError> {
        let catalogue = held(&self.catalogue);
        let id = catalogue.listed(id)?.id;
        catalogue.rename(&id, name)?;
        held(&self.open).retain(|dataset| dataset.manifest.id != id);
        Ok(self.sealed(&catalogue.listed(&id)?)?.manifest)
    }

    /// Closes a version that is not asked any more, and forgets what was wrong with it.
    pub(super) fn let_go(&self, id: &str) {
        held(&self.open).retain(|dataset| dataset.manifest.id != id);
        self.set_aside.forget(id);
    }

    /// One version, or the current one: what it says about itself.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], [`StoreError::NoDataset`], [`StoreError::NoneCurrent`] and [`StoreError::SetAside`].
    pub fn listed(&self, id: Option<&str>) -> Result<Manifest, StoreError> {
        let id = match id {
            Some(id) => id.to_owned(),
            None => self.current()?,
        };
        let known = held(&self.catalogue).listed(&id)?;
        Ok(self.sealed(&known)?.manifest)
    }

    /// The report a version was made with, as it was written then; nothing where none was.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], [`StoreError::SetAside`], or why it cannot be read.
    pub fn report(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let (_, files) = self.files(id)?;
        if files.has(REPORT) { Ok(Some(files.bytes(REPORT)?.into())) } else { Ok(None) }
    }

    /// One of the files a version was made from, byte for byte; checked before its first byte is given away.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], [`StoreError::NoOriginals`], [`StoreError::SetAside`], or why it cannot be read.
    pub fn original(&self, id: &str, at: usize) -> Result<Option<(Original, impl Read + Send + use<>)>, StoreError> {
        let (manifest, files) = self.files(id)?;
        let originals = manifest.originals.ok_or_else(|| StoreError::NoOriginals { id: id.to_owned() })?;
        let Some(original) = originals.into_iter().nth(at) else { return Ok(None) };
        originals::check(&files, &original)?;
        let bytes = originals::open(&files, &original)?;
        Ok(Some((original, bytes)))
    }

    /// The files a version was made from, unpacked into a folder to be read again.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], [`StoreError::NoOriginals`], [`StoreError::SetAside`], or why they cannot be unpacked.
    pub fn unpack_originals(&self, manifest: &Manifest, folder: &Path) -> Result<Vec<Upload>, StoreError> {
        let (_, files) = self.files(&manifest.id)?;
        originals::unpack(&files, manifest, folder)
    }

    /// What users decided about earlier files, by their headers.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn saved_mappings(&self) -> Result<SavedMappings, StoreError> {
        held(&self.catalogue).saved_mappings()
    }

    pub(super) fn folder(&self, id: &str) -> PathBuf {
        adoption::datasets(&self.root).join(id)
    }
}

fn unusable(known: &Known, current: bool, error: &StoreError) -> Unusable {
    let Known { id, version, name, .. } = known;
    let folder = format!("datasets/{id}");
    Unusable {
        message: error.to_string(),
        id: Some(id.clone()),
        name: name.clone(),
        version: Some(*version),
        folder,
        current,
    }
}

/// A panic while holding the lock leaves nothing half done in memory: the disk is the truth.
pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What one process holds of the folder that it owns.
#[derive(Debug)]
struct Ownership {
    _owner: File,
    /// The folder itself: the file `owner` may be deleted and made again by somebody, the folder stays the same inode.
    _folder: File,
}

/// One process owns a folder; the lock file says which.
fn lock(root: &Path) -> Result<Ownership, StoreError> {
    let unwritable = |cause| StoreError::Unwritable { path: root.to_owned(), cause };
    let folder = File::open(root).map_err(unwritable)?;
    let path = root.join(OWNER);
    let mut file =
        File::options().create(true).truncate(false).read(true).write(true).open(path).map_err(unwritable)?;
    if !is_taken(&folder).map_err(unwritable)? || !is_taken(&file).map_err(unwritable)? {
        let mut owner = String::new();
        file.read_to_string(&mut owner).map_err(doing("reading the owner of the data folder"))?;
        let owner = owner.trim();
        let owner = if owner.is_empty() { "another process" } else { owner }.to_owned();
        return Err(StoreError::Locked { path: root.to_owned(), owner });
    }
    file.set_len(0).map_err(unwritable)?;
    writeln!(file, "process {}", std::process::id()).map_err(unwritable)?;
    Ok(Ownership { _owner: file, _folder: folder })
}

/// How often a lock is tried: a check of the folder has it for a moment only.
const LOCK_ATTEMPTS: usize = 4;

/// Takes the lock of a file or a folder; false when another process has it.
fn is_taken(file: &File) -> io::Result<bool> {
    for attempt in 1..=LOCK_ATTEMPTS {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if attempt < LOCK_ATTEMPTS => thread::sleep(Duration::from_millis(20)),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(false)
}

/// Makes a folder that other users of the machine cannot open; one that is there stays as it is.
pub(super) fn create_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if folder.is_dir() {
        return Ok(());
    }
    folder.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn is_empty(folder: &Path) -> io::Result<bool> {
    Ok(fs::read_dir(folder)?.next().is_none())
}

/// Sorts by time; two of the same microsecond differ by the process's own count.
fn new_id() -> String {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = jiff::Timestamp::now();
    format!("{:x}-{:x}", now.as_microsecond(), COUNT.fetch_add(1, Relaxed))
}

/// A version that is written but for its manifest.
pub(super) struct Made {
    pub(super) cube: Cube,
    pub(super) tables: Vec<Written>,
    pub(super) kept: Kept,
    /// SHA-256 of the tables and the rows.
    pub(super) hash: String,
}

/// What was kept beside the tables.
pub(super) struct Kept {
    pub(super) files: Vec<StoredFile>,
    pub(super) originals: Option<Vec<Original>>,
}

/// Keeps the rows, the uploaded files and the report with the version.
fn keep_files(commit: &Commit<'_>, draft: &Path) -> Result<Kept, StoreError> {
    let mut files = row_files::keep(commit.folder, draft, commit.report.files.len())?;
    write_file(&draft.join(REPORT), commit.written_report).map_err(doing("writing the report"))?;
    files.push(StoredFile::of(REPORT, commit.written_report));
    let kept = originals::keep(draft, commit.uploads, &commit.report.files);
    let (originals, packed) = kept.map_err(doing("keeping the uploaded files"))?.unzip();
    files.extend(packed);
    Ok(Kept { files, originals })
}

/// What a thread made; its panic is ours.
fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Of the stored tables, then of the rows.
fn content_hash(tables: &[Written], report: &Report) -> String {
    let mut hash = Sha256::new();
    tables.iter().for_each(|table| hash.update(table.hash));
    report.files.iter().for_each(|file| hash.update(file.rows_hash));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Seconds since 1970.
pub(super) fn seconds_now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// RFC 3339 in UTC.
pub(super) fn written_time(seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

pub(super) fn manifest(
    id: String,
    number: i64,
    commit: &Commit<'_>,
    cube: &Cube,
    content_hash: String,
    originals: Option<Vec<Original>>,
) -> Manifest {
    let created = written_time(seconds_now());
    let (report, version) = (commit.report, commit.version);
    Manifest {
        format: FORMAT,
        id,
        version: number,
        name: version.name.clone().unwrap_or_else(|| name_by_days(cube)),
        checked_from: Some(created.clone()),
        created,
        sample: version.sample,
        content_hash,
        currency: commit.staged.currency().to_owned(),
        time_zone: Some(commit.staged.plan().settings.time_zone.to_string()),
        brand_rule: commit.mapping.brand.id().to_owned(),
        rows: RowCounts::from_report(report),
        totals: TableTotals::from_report(report),
        excluded: Excluded::from_report(report),
        first_day: cube.days().map(|(first, _)| first.to_string()),
        last_day: cube.days().map(|(_, last)| last.to_string()),
        has_organic: cube.has_organic(),
        appended_to: version.appended_to.clone(),
        warnings: report.warnings,
        changes: commit.staged.settled(commit.mapping),
        shapes: commit.staged.used_shapes().map(|shape| shape.text().to_owned()).collect(),
        files: Some(ReadFile::from_accepted(&commit.staged.accepted(commit.mapping))),
        originals,
    }
}

fn name_by_days(cube: &Cube) -> String {
    match cube.days() {
        Some((first, last)) if first == last => format!("Sales of {first}"),
        Some((first, last)) => format!("Sales {first} to {last}"),
        None => "No sales".to_owned(),
    }
}

const REPORT: &str = "report.json";

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
