//! The owner of a data folder.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sha2::{Digest, Sha256};

use super::{Dataset, Excluded, Manifest, RowCounts, StoreError, TableTotals, catalogue::Catalogue, doing, tables};
use crate::{
    cube::Cube,
    intake::{Mapping, Report, Staged},
};

/// Marks a folder as one of ours and names its owner.
const OWNER: &str = "owner";
/// Versions kept open for questions at one time.
const OPEN_MOST: usize = 4;
const FORMAT: u32 = 1;
const CURRENCY: &str = "INR";

/// A data folder that this process owns.
#[derive(Debug)]
pub struct Warehouse {
    root: PathBuf,
    catalogue: Mutex<Catalogue>,
    /// The one opened last stands last.
    open: Mutex<Vec<Arc<Dataset>>>,
    _lock: File,
}

/// What a new version is called.
#[derive(Clone, Debug)]
pub struct Version {
    /// What people call it; named after its days when nobody names it.
    pub name: Option<String>,
    /// Made by the generator, not uploaded.
    pub sample: bool,
}

/// One version in the list of versions.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What it is.
    pub manifest: Manifest,
    /// Questions that name no dataset go to it.
    pub current: bool,
}

impl Warehouse {
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
        let warehouse =
            Self { root: root.to_owned(), catalogue: Mutex::new(catalogue), open: Mutex::default(), _lock: lock };
        warehouse.sweep()?;
        Ok(warehouse)
    }

    /// A folder for files on their way in; swept at every start.
    pub fn staging(&self) -> PathBuf {
        self.root.join("staging")
    }

    /// Makes a version of the staged files under a mapping and makes it the current one.
    ///
    /// # Errors
    /// [`StoreError::Incomplete`] when a table is missing; otherwise what failed, and the old version stays current.
    pub fn commit(
        &self,
        staged: &Staged,
        mapping: &Mapping,
        version: &Version,
    ) -> Result<(Arc<Dataset>, Report), StoreError> {
        let accepted = staged.accepted(mapping);
        let report = accepted.report();
        if !report.complete {
            return Err(StoreError::Incomplete);
        }
        let parts = tables::parts(&accepted);
        let id = new_id();
        let draft = self.staging().join(&id);
        fs::create_dir(&draft).map_err(doing("making a folder for the new version"))?;
        let written = tables::write(&draft, &accepted, &parts).map(|hashes| (hashes, Cube::new(parts)));
        let published = written.and_then(|(hashes, cube)| {
            // Held only for the last step: questions are answered while the tables are written.
            let mut catalogue = held(&self.catalogue);
            let number = catalogue.next_version()?;
            let manifest = manifest(id, number, version, mapping, &report, &cube, &hashes);
            write_manifest(&draft, &manifest)?;
            self.publish(&draft, &mut catalogue, &manifest)?;
            Ok(Arc::new(Dataset { manifest, cube }))
        });
        // What is left of a draft after a failure is no use to anybody.
        let dataset = published.inspect_err(|_| drop(fs::remove_dir_all(&draft)))?;
        self.keep_open(dataset.clone());
        Ok((dataset, report))
    }

    fn publish(&self, draft: &Path, catalogue: &mut Catalogue, manifest: &Manifest) -> Result<(), StoreError> {
        let home = self.folder(&manifest.id);
        sync_folder(draft)?;
        fs::rename(draft, &home).map_err(doing("moving the new version to its place"))?;
        sync_folder(&self.root.join("datasets"))?;
        let added = catalogue.add_current(&manifest.id, manifest.version);
        // A failed answer does not tell whether the catalogue has it; only what it does not have may go.
        if added.is_err() && catalogue.ids().is_ok_and(|ids| !ids.contains(&manifest.id)) {
            drop(fs::remove_dir_all(&home));
        }
        added
    }

    /// Keeps a version open, and lets go of the ones opened longest ago.
    fn keep_open(&self, dataset: Arc<Dataset>) {
        let mut open = held(&self.open);
        open.retain(|known| known.manifest.id != dataset.manifest.id);
        open.push(dataset);
        let too_many = open.len().saturating_sub(OPEN_MOST);
        open.drain(..too_many);
    }

    /// Every version, the newest first.
    ///
    /// # Errors
    /// When the catalogue or a manifest cannot be read.
    pub fn datasets(&self) -> Result<Vec<Listed>, StoreError> {
        let catalogue = held(&self.catalogue);
        let current = catalogue.current()?;
        let mut versions = Vec::new();
        for id in catalogue.ids()? {
            match read_manifest(&self.folder(&id)) {
                Ok(manifest) => versions.push(Listed { current: current.as_ref() == Some(&id), manifest }),
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
            Some(id) => self.known(id)?,
            None => held(&self.catalogue).current()?.ok_or(StoreError::NoDataset)?,
        };
        if let Some(dataset) = held(&self.open).iter().find(|dataset| dataset.manifest.id == id) {
            return Ok(dataset.clone());
        }
        let folder = self.folder(&id);
        let dataset = Arc::new(Dataset { manifest: read_manifest(&folder)?, cube: Cube::new(tables::read(&folder)?) });
        self.keep_open(dataset.clone());
        Ok(dataset)
    }

    /// Makes a version the current one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`].
    pub fn activate(&self, id: &str) -> Result<Manifest, StoreError> {
        let id = self.known(id)?;
        let manifest = read_manifest(&self.folder(&id))?;
        held(&self.catalogue).set_current(&id)?;
        Ok(manifest)
    }

    /// Deletes a version that is not the current one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`] and [`StoreError::IsCurrent`].
    pub fn delete(&self, id: &str) -> Result<(), StoreError> {
        let id = self.known(id)?;
        let catalogue = held(&self.catalogue);
        if catalogue.current()?.as_ref() == Some(&id) {
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

    fn folder(&self, id: &str) -> PathBuf {
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
        manifests.iter().try_for_each(|manifest| catalogue.add_current(&manifest.id, manifest.version))
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

fn manifest(
    id: String,
    number: i64,
    version: &Version,
    mapping: &Mapping,
    report: &Report,
    cube: &Cube,
    hashes: &[[u8; 32]],
) -> Manifest {
    let mut hash = Sha256::new();
    hashes.iter().for_each(|table| hash.update(table));
    let content_hash = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Manifest {
        format: FORMAT,
        id,
        version: number,
        name: version.name.clone().unwrap_or_else(|| name_by_days(cube)),
        created: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        sample: version.sample,
        content_hash,
        currency: CURRENCY.to_owned(),
        brand_rule: mapping.brand.id().to_owned(),
        rows: RowCounts::of(report),
        totals: TableTotals::of(report),
        excluded: Excluded::of(report),
        first_day: cube.days.map(|(first, _)| first.to_string()),
        last_day: cube.days.map(|(_, last)| last.to_string()),
        has_organic: cube.has_organic,
    }
}

fn name_by_days(cube: &Cube) -> String {
    match cube.days {
        Some((first, last)) if first == last => format!("Sales of {first}"),
        Some((first, last)) => format!("Sales {first} to {last}"),
        None => "No sales".to_owned(),
    }
}

const MANIFEST: &str = "manifest.json";

fn write_manifest(folder: &Path, manifest: &Manifest) -> Result<(), StoreError> {
    let text = serde_json::to_vec_pretty(manifest).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let write = || -> io::Result<()> {
        let mut file = File::create(folder.join(MANIFEST))?;
        file.write_all(&text)?;
        file.sync_all()
    };
    write().map_err(doing("writing the manifest"))
}

fn read_manifest(folder: &Path) -> Result<Manifest, StoreError> {
    let text = fs::read(folder.join(MANIFEST)).map_err(doing("reading a manifest"))?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| StoreError::Damaged(error.to_string()))?;
    if manifest.format != FORMAT {
        return Err(StoreError::Damaged(format!(
            "dataset {} has format {}, this program reads {FORMAT}",
            manifest.id, manifest.format
        )));
    }
    Ok(manifest)
}

fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(doing("syncing a folder"))
}
