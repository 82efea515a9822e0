//! The bin: versions that a user deleted, kept for a while. Only from here are a version's files ever removed.

use super::{
    Damage, Manifest, StoreError, Warehouse, adoption,
    catalogue::Known,
    warehouse::{held, written_time},
};

/// How many days a deleted version can be brought back.
pub const BIN_DAYS: i64 = 7;

const DAY_SECONDS: i64 = 86_400;

/// A version in the bin.
#[derive(Clone, Debug)]
pub struct Binned {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its number.
    pub version: i64,
    /// What it is; nothing where that cannot be read.
    pub manifest: Option<Manifest>,
    /// When it was deleted, RFC 3339 in UTC.
    pub deleted: String,
    /// When its files are removed, RFC 3339 in UTC.
    pub purged_after: String,
    /// What is wrong with it.
    pub damage: Option<Damage>,
}

impl Warehouse {
    /// Puts a version that is not the current one into the bin.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`] and [`StoreError::IsCurrent`].
    pub fn delete(&self, id: &str) -> Result<(), StoreError> {
        let mut catalogue = held(&self.catalogue);
        let id = catalogue.listed(id)?.id;
        if catalogue.current() == Some(id.as_str()) {
            return Err(StoreError::IsCurrent { id });
        }
        catalogue.put_into_bin(std::slice::from_ref(&id), now())?;
        self.let_go(&id);
        Ok(())
    }

    /// Puts all versions into the bin but the newest ones and the current one; gives back their ids.
    ///
    /// # Errors
    /// When the catalogue cannot be read or changed.
    pub fn keep_last(&self, count: usize) -> Result<Vec<String>, StoreError> {
        let mut catalogue = held(&self.catalogue);
        let listed = catalogue.all()?.into_iter().filter(|known| known.deleted.is_none()).skip(count);
        let ids: Vec<String> =
            listed.map(|known| known.id).filter(|id| catalogue.current() != Some(id.as_str())).collect();
        catalogue.put_into_bin(&ids, now())?;
        ids.iter().for_each(|id| self.let_go(id));
        Ok(ids)
    }

    /// Brings a version back from the bin.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`] when it is not there, [`StoreError::SetAside`] when it cannot be used.
    pub fn restore(&self, id: &str) -> Result<Manifest, StoreError> {
        let mut catalogue = held(&self.catalogue);
        let known = in_bin(catalogue.find(id)?).ok_or_else(|| StoreError::NoSuchDataset { id: id.to_owned() })?;
        let manifest = self.sealed(&known)?.manifest;
        catalogue.take_from_bin(&known.id)?;
        Ok(manifest)
    }

    /// Removes a version that is in the bin for good.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDataset`], [`StoreError::NotInBin`], or why its files stay.
    pub fn delete_forever(&self, id: &str) -> Result<(), StoreError> {
        let known = held(&self.catalogue).find(id)?.ok_or_else(|| StoreError::NoSuchDataset { id: id.to_owned() })?;
        let known = in_bin(Some(known)).ok_or_else(|| StoreError::NotInBin { id: id.to_owned() })?;
        self.purge(&known.id)
    }

    /// Removes what was in the bin for its time. What cannot be removed now can be the next time.
    pub(super) fn purge_due(&self, now: i64) {
        let all = held(&self.catalogue).all().unwrap_or_default();
        for known in all.into_iter().filter(|known| known.deleted.is_some_and(|at| now >= purged_after(at))) {
            if let Err(error) = self.purge(&known.id) {
                tracing::warn!("version {} stays in the bin: {error}", known.id);
            }
        }
    }

    /// Without a mark on a full disk: purging makes room, and at worst a crash leaves the version listed.
    fn purge(&self, id: &str) -> Result<(), StoreError> {
        let folder = self.folder(id);
        let mut catalogue = held(&self.catalogue);
        drop(adoption::mark(&folder));
        catalogue.remove(id)?;
        self.let_go(id);
        tracing::info!("version {id} is removed from the bin");
        adoption::remove(&self.root, &folder)
    }

    /// What is in the bin, the last deleted first.
    pub(super) fn binned(&self, known: &[Known]) -> Vec<Binned> {
        let mut in_bin: Vec<(i64, &Known)> = known.iter().filter_map(|known| Some((known.deleted?, known))).collect();
        in_bin.sort_by_key(|(deleted, known)| std::cmp::Reverse((*deleted, known.version)));
        in_bin.into_iter().map(|(deleted, known)| self.binned_one(deleted, known)).collect()
    }

    fn binned_one(&self, deleted: i64, known: &Known) -> Binned {
        let (manifest, damage) = match self.sealed(known) {
            Ok(sealed) => (Some(sealed.manifest.clone()), self.found_damage(sealed)),
            Err(StoreError::SetAside(damage)) => (None, Some(damage)),
            Err(_) => (None, None),
        };
        Binned {
            id: known.id.clone(),
            name: manifest.as_ref().map(|manifest| &manifest.name).or(known.name.as_ref()).unwrap_or(&known.id).clone(),
            version: known.version,
            manifest,
            deleted: written_time(deleted),
            purged_after: written_time(purged_after(deleted)),
            damage,
        }
    }
}

fn in_bin(known: Option<Known>) -> Option<Known> {
    known.filter(|known| known.deleted.is_some())
}

/// Seconds since 1970.
pub(super) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

fn purged_after(deleted: i64) -> i64 {
    deleted.saturating_add(BIN_DAYS * DAY_SECONDS)
}
