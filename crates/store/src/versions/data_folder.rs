//! The owner of a data folder.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use sha2::{Digest, Sha256};

use crate::{
    Dataset, Excluded, Manifest, Original, ReadFile, RowCounts, StoreError, TableTotals,
    catalogue::{Catalogue, WORKSPACE},
    doing,
    rows::row_files,
    versions::originals,
    versions::tables,
};
use cube::Cube;
use ingest::{Mapping, MappingChanges, Report, SavedMappings, Staged, Upload};

/// Marks a folder as one of ours and names its owner.
const OWNER: &str = "owner";
/// About how many bytes versions that are open for questions take together, unless it is set otherwise.
pub const MAX_OPEN_BYTES: usize = 1 << 30;
const FORMAT: u32 = 2;
/// Layouts that this program reads; the first knows no kept files and stores posts row by row.
const FORMATS: std::ops::RangeInclusive<u32> = 1..=FORMAT;
const CURRENCY: &str = "INR";

/// A data folder that this process owns.
#[derive(Debug)]
pub struct DataFolder {
    root: PathBuf,
    catalogue: Mutex<Catalogue>,
    /// The one asked last stands last.
    open: Mutex<Vec<Arc<Dataset>>>,
    open_bytes_most: usize,
    _lock: File,
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

/// One version in the list of versions.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What it is.
    pub manifest: Manifest,
    /// Questions that name no dataset go to it.
    pub current: bool,
}

impl DataFolder {
    /// Takes the folder, making it when it is not there, and sweeps what a crash left behind.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`], [`StoreError::NotOurs`] and [`StoreError::Locked`], with what to do.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let unwritable = |cause| StoreError::Unwritable { path: root.to_owned(), cause };
        fs::create_dir_all(root).map_err(unwritable)?;
        if !is_empty(root).map_err(unwritable)? && !root.join(OWNER).exists() {
            return Err(StoreError::NotOurs { path: root.to_owned() });
        }
        let lock = lock(root)?;
        for folder in ["datasets", "staging"] {
            fs::create_dir_all(root.join(folder)).map_err(unwritable)?;
        }
        sync_folder(root)?;
        let catalogue = Catalogue::open(&root.join("catalogue.sqlite"))?;
        let data_folder = Self {
            root: root.to_owned(),
            catalogue: Mutex::new(catalogue),
            open: Mutex::default(),
            open_bytes_most: MAX_OPEN_BYTES,
            _lock: lock,
        };
        data_folder.sweep()?;
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
        self.root.join("staging")
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
        fs::create_dir(&draft).map_err(doing("making a folder for the new version"))?;
        let published = self.write(commit, &draft, id);
        // What is left of a draft after a failure is no use to anybody.
        let dataset = published.inspect_err(|_| drop(fs::remove_dir_all(&draft)))?;
        self.keep_open(dataset.clone());
        Ok(dataset)
    }

    fn write(&self, commit: &Commit<'_>, draft: &Path, id: String) -> Result<Arc<Dataset>, StoreError> {
        let accepted = commit.staged.accepted(commit.mapping);
        let input = accepted.cube_input();
        let (cube, hashes, originals) = thread::scope(|scope| {
            let sales = scope.spawn(|| tables::write_cube(draft, &input));
            let files = scope.spawn(|| keep_files(commit, draft));
            let small = tables::write(draft, &accepted, &input);
            let cube = Cube::new(&input);
            let mut hashes = vec![joined(sales)?];
            hashes.extend(small?);
            Ok::<_, StoreError>((cube, hashes, joined(files)?))
        })?;
        let learned = commit.staged.learned(commit.changes);
        // Held only for the last step: questions are answered while the tables are written.
        let mut catalogue = held(&self.catalogue);
        if let Some(base) = commit.version.appended_to.as_ref().filter(|_| !commit.version.sample)
            && catalogue.current() != Some(base.as_str())
        {
            return Err(StoreError::BaseChanged);
        }
        let number = catalogue.next_version()?;
        let rows = commit.report.files.iter().map(|file| file.rows_hash);
        let hashes: Vec<[u8; 32]> = hashes.into_iter().chain(rows).collect();
        let manifest = manifest(id, number, commit, &cube, &hashes, originals);
        write_manifest(draft, &manifest)?;
        self.publish(draft, &mut catalogue, &manifest, &learned)?;
        Ok(Arc::new(Dataset { manifest, cube }))
    }

    fn publish(
        &self,
        draft: &Path,
        catalogue: &mut Catalogue,
        manifest: &Manifest,
        learned: &SavedMappings,
    ) -> Result<(), StoreError> {
        let home = self.folder(&manifest.id);
        sync_folder(draft)?;
        fs::rename(draft, &home).map_err(doing("moving the new version to its place"))?;
        // Until the catalogue names it, a version that failed must not stay: it would be taken for one after a restart.
        let synced = sync_folder(&self.root.join("datasets"));
        let added = synced.and_then(|()| catalogue.add_current(&manifest.id, manifest.version, learned));
        // After an error the catalogue may or may not have the version; only what it does not have may be removed.
        if added.is_err() && catalogue.ids().is_ok_and(|ids| !ids.contains(&manifest.id)) {
            drop(fs::remove_dir_all(&home));
        }
        added
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

    /// Every version, the newest first.
    ///
    /// # Errors
    /// When the catalogue or a manifest cannot be read.
    pub fn datasets(&self) -> Result<Vec<Listed>, StoreError> {
        let catalogue = held(&self.catalogue);
        let current = catalogue.current();
        let mut versions = Vec::new();
        for id in catalogue.ids()? {
            match self.manifest(&id, &catalogue) {
                Ok(manifest) => versions.push(Listed { current: current == Some(id.as_str()), manifest }),
                Err(error) => tracing::error!("dataset {id} is left out of the list: {error}"),
            }
        }
        Ok(versions)
    }

    /// One version, or the current one, open for questions.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], [`StoreError::NoDataset`], or what kept it from being read.
    pub fn dataset(&self, id: Option<&str>) -> Result<Arc<Dataset>, StoreError> {
        let id = match id {
            Some(id) => id.to_owned(),
            None => held(&self.catalogue).current().ok_or(StoreError::NoDataset)?.to_owned(),
        };
        if let Some(dataset) = self.already_open(&id) {
            return Ok(dataset);
        }
        let id = self.known(&id)?;
        let manifest = self.manifest(&id, &held(&self.catalogue))?;
        let cube = Cube::new(&tables::read(&self.folder(&id))?);
        let dataset = Arc::new(Dataset { manifest, cube });
        self.keep_open(dataset.clone());
        Ok(dataset)
    }

    /// Makes a version the current one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`].
    pub fn activate(&self, id: &str) -> Result<Manifest, StoreError> {
        let id = self.known(id)?;
        let mut catalogue = held(&self.catalogue);
        let manifest = self.manifest(&id, &catalogue)?;
        catalogue.set_current(&id)?;
        Ok(manifest)
    }

    /// Gives a version another name.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`].
    pub fn rename(&self, id: &str, name: &str) -> Result<Manifest, StoreError> {
        let id = self.known(id)?;
        let catalogue = held(&self.catalogue);
        catalogue.rename(&id, name)?;
        held(&self.open).retain(|dataset| dataset.manifest.id != id);
        self.manifest(&id, &catalogue)
    }

    /// Deletes all versions but the newest ones and the current one; gives back their ids.
    ///
    /// # Errors
    /// When the catalogue cannot be read or a version not be deleted.
    pub fn keep_last(&self, count: usize) -> Result<Vec<String>, StoreError> {
        let (ids, current) = {
            let catalogue = held(&self.catalogue);
            (catalogue.ids()?, catalogue.current().map(str::to_owned))
        };
        let mut deleted = Vec::new();
        for id in ids.into_iter().skip(count).filter(|id| Some(id) != current.as_ref()) {
            match self.delete(&id) {
                Ok(()) => deleted.push(id),
                // Somebody deleted it or went back to it meanwhile, which is as good.
                Err(StoreError::NoSuchDataset { .. } | StoreError::IsCurrent { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(deleted)
    }

    /// One version, or the current one: what it says about itself.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`] and [`StoreError::NoDataset`].
    pub fn listed(&self, id: Option<&str>) -> Result<Manifest, StoreError> {
        let id = match id {
            Some(id) => self.known(id)?,
            None => held(&self.catalogue).current().ok_or(StoreError::NoDataset)?.to_owned(),
        };
        self.manifest(&id, &held(&self.catalogue))
    }

    /// The report a version was made with, as it was written then; nothing where none was.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], or why it cannot be read.
    pub fn report(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.folder(&self.known(id)?).join(REPORT);
        match fs::read(path) {
            Ok(report) => Ok(Some(report)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(doing("reading a report")(error)),
        }
    }

    /// One of the files a version was made from, byte for byte.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], [`StoreError::NoOriginals`], or why it cannot be read.
    pub fn original(&self, id: &str, at: usize) -> Result<Option<(Original, impl Read + Send + use<>)>, StoreError> {
        let manifest = self.listed(Some(id))?;
        let originals = manifest.originals.ok_or_else(|| StoreError::NoOriginals { id: id.to_owned() })?;
        let Some(original) = originals.into_iter().nth(at) else { return Ok(None) };
        let bytes = originals::open(&self.folder(&manifest.id), &original).map_err(doing("reading a kept file"))?;
        Ok(Some((original, bytes)))
    }

    /// The files a version was made from, unpacked into a folder to be read again.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], [`StoreError::NoOriginals`], or why they cannot be unpacked.
    pub fn unpack_originals(&self, manifest: &Manifest, folder: &Path) -> Result<Vec<Upload>, StoreError> {
        let missing = || StoreError::NoOriginals { id: manifest.id.clone() };
        let originals = manifest.originals.as_ref().ok_or_else(missing)?;
        let unpacking = doing("unpacking the kept files");
        let mut uploads = Vec::new();
        for (at, original) in originals.iter().enumerate() {
            let path = folder.join(format!("original-{at}"));
            let copy = || -> io::Result<u64> {
                io::copy(&mut originals::open(&self.folder(&manifest.id), original)?, &mut File::create(&path)?)
            };
            let bytes = copy().map_err(&unpacking)?;
            let (name, form_field) = (original.name.clone(), original.form_field.clone());
            uploads.push(Upload { name, form_field, path, bytes });
        }
        Ok(uploads)
    }

    /// What users decided about earlier files, by their headers.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn saved_mappings(&self) -> Result<SavedMappings, StoreError> {
        held(&self.catalogue).saved_mappings()
    }

    fn manifest(&self, id: &str, catalogue: &Catalogue) -> Result<Manifest, StoreError> {
        let manifest = read_manifest(&self.folder(id))?;
        let name = catalogue.name(id)?.unwrap_or_else(|| manifest.name.clone());
        Ok(Manifest { name, ..manifest })
    }

    /// Deletes a version that is not the current one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`] and [`StoreError::IsCurrent`].
    pub fn delete(&self, id: &str) -> Result<(), StoreError> {
        let id = self.known(id)?;
        let mut catalogue = held(&self.catalogue);
        if catalogue.current() == Some(id.as_str()) {
            return Err(StoreError::IsCurrent { id });
        }
        catalogue.remove(&id)?;
        held(&self.open).retain(|dataset| dataset.manifest.id != id);
        fs::remove_dir_all(self.folder(&id)).map_err(doing("deleting the version's files"))
    }

    /// Ids come from outside: only what the catalogue knows becomes a path.
    fn known(&self, id: &str) -> Result<String, StoreError> {
        let ids = held(&self.catalogue).ids()?;
        ids.into_iter().find(|known| known == id).ok_or_else(|| StoreError::NoSuchDataset { id: id.to_owned() })
    }

    pub(crate) fn folder(&self, id: &str) -> PathBuf {
        self.root.join("datasets").join(id)
    }

    /// Removes what a crash left: everything on its way in, and versions that were never named. Nothing of anybody else's.
    fn sweep(&self) -> Result<(), StoreError> {
        let known = held(&self.catalogue).ids()?;
        let is_ours = |name: &str| name.starts_with(IMPORT_PREFIX) || is_id(name);
        remove_where(&self.staging(), is_ours)?;
        if known.is_empty() {
            return self.adopt();
        }
        remove_where(&self.root.join("datasets"), |name| is_id(name) && !known.iter().any(|id| id == name))
    }

    /// Names the versions that are there while the catalogue knows none: it was lost, and they were not.
    ///
    /// A version is whole before it stands in its place, so one that a crash kept from being named may be named now.
    fn adopt(&self) -> Result<(), StoreError> {
        let folders = fs::read_dir(self.root.join("datasets")).map_err(doing("looking for versions"))?;
        let manifests = folders.filter_map(|entry| read_manifest(&entry.ok()?.path()).ok());
        let mut manifests: Vec<Manifest> = manifests.filter(|manifest| is_id(&manifest.id)).collect();
        manifests.sort_by_key(|manifest| manifest.version);
        let mut catalogue = held(&self.catalogue);
        manifests
            .iter()
            .try_for_each(|manifest| catalogue.add_current(&manifest.id, manifest.version, &SavedMappings::new()))
    }
}

/// A panic while holding the lock leaves nothing half done in memory: the disk is the truth.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One process owns a folder; the lock file says which.
fn lock(root: &Path) -> Result<File, StoreError> {
    let unwritable = |cause| StoreError::Unwritable { path: root.to_owned(), cause };
    let path = root.join(OWNER);
    let mut file =
        File::options().create(true).truncate(false).read(true).write(true).open(path).map_err(unwritable)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut owner = String::new();
            file.read_to_string(&mut owner).map_err(doing("reading the owner of the data folder"))?;
            return Err(StoreError::Locked { path: root.to_owned(), owner: owner.trim().to_owned() });
        }
        Err(TryLockError::Error(error)) => return Err(unwritable(error)),
    }
    file.set_len(0).map_err(unwritable)?;
    writeln!(file, "process {}", std::process::id()).map_err(unwritable)?;
    Ok(file)
}

fn remove_where(folder: &Path, unwanted: impl Fn(&str) -> bool) -> Result<(), StoreError> {
    let sweeping = doing("sweeping leftovers");
    for entry in fs::read_dir(folder).map_err(&sweeping)? {
        let entry = entry.map_err(&sweeping)?;
        if entry.file_name().to_str().is_some_and(&unwanted) {
            fs::remove_dir_all(entry.path()).map_err(&sweeping)?;
        }
    }
    Ok(())
}

fn is_empty(folder: &Path) -> io::Result<bool> {
    Ok(fs::read_dir(folder)?.next().is_none())
}

/// Folders of uploads on their way in begin so.
pub const IMPORT_PREFIX: &str = "import-";

/// Whether a name is of the form that [`new_id`] gives.
fn is_id(name: &str) -> bool {
    let is_hexadecimal = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split_once('-').is_some_and(|(time, count)| time.len() >= 12 && is_hexadecimal(time) && is_hexadecimal(count))
}

/// Sorts by time; two of the same microsecond differ by the process's own count.
fn new_id() -> String {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = jiff::Timestamp::now();
    format!("{:x}-{:x}", now.as_microsecond(), COUNT.fetch_add(1, Relaxed))
}

/// Keeps the rows, the uploaded files and the report with the version.
fn keep_files(commit: &Commit<'_>, draft: &Path) -> Result<Option<Vec<Original>>, StoreError> {
    row_files::keep(commit.folder, draft, commit.report.files.len())?;
    write_file(&draft.join(REPORT), commit.written_report).map_err(doing("writing the report"))?;
    originals::keep(draft, commit.uploads, &commit.report.files).map_err(doing("keeping the uploaded files"))
}

/// What a thread made; its panic is ours.
fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn manifest(
    id: String,
    number: i64,
    commit: &Commit<'_>,
    cube: &Cube,
    hashes: &[[u8; 32]],
    originals: Option<Vec<Original>>,
) -> Manifest {
    let mut hash = Sha256::new();
    hashes.iter().for_each(|table| hash.update(table));
    let content_hash = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let (report, version) = (commit.report, commit.version);
    Manifest {
        format: FORMAT,
        id,
        version: number,
        name: version.name.clone().unwrap_or_else(|| name_by_days(cube)),
        created: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        sample: version.sample,
        content_hash,
        currency: CURRENCY.to_owned(),
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

const MANIFEST: &str = "manifest.json";
const REPORT: &str = "report.json";

fn write_manifest(folder: &Path, manifest: &Manifest) -> Result<(), StoreError> {
    let text = serde_json::to_vec_pretty(manifest).map_err(|error| StoreError::Damaged(error.to_string()))?;
    write_file(&folder.join(MANIFEST), &text).map_err(doing("writing the manifest"))
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn read_manifest(folder: &Path) -> Result<Manifest, StoreError> {
    let text = fs::read(folder.join(MANIFEST)).map_err(doing("reading a manifest"))?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| StoreError::Damaged(error.to_string()))?;
    if !FORMATS.contains(&manifest.format) {
        return Err(StoreError::Damaged(format!(
            "dataset {} has format {}, this program reads {} to {FORMAT}",
            manifest.id,
            manifest.format,
            FORMATS.start()
        )));
    }
    Ok(manifest)
}

fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(doing("syncing a folder"))
}
