//! The bin: versions that a user deleted, kept for a while. Only from here are a version's files ever removed.

use super::{
    adoption,
    data_folder::{held, seconds_now, written_time},
    estimates,
};
use crate::{Binned, DataFolder, Manifest, StoreError, catalogue::Known};

/// How many days a deleted version can be brought back.
pub const BIN_DAYS: i64 = 7;

const DAY_SECONDS: i64 = 86_400;

impl DataFolder {
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
        catalogue.put_into_bin(std::slice::from_ref(&id), seconds_now())?;
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
        catalogue.put_into_bin(&ids, seconds_now())?;
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
        estimates::forget(&self.root, id);
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

fn purged_after(deleted: i64) -> i64 {
    deleted.saturating_add(BIN_DAYS * DAY_SECONDS)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{QuestionNumber, integrity::write_manifest, versions::adoption::datasets};

    const IDS: [&str; 2] = ["65f0c0ffee123-0", "65f0c0ffee123-1"];

    /// A folder of two versions without files, the first of them in the bin.
    fn with_one_in_bin() -> (tempfile::TempDir, DataFolder) {
        let folder = tempfile::tempdir().unwrap();
        drop(DataFolder::open(folder.path()).unwrap());
        for (id, version) in IDS.into_iter().zip(1..) {
            let home = datasets(folder.path()).join(id);
            fs::create_dir(&home).unwrap();
            write_manifest(&home, &manifest(id, version), &[]).unwrap();
        }
        let data_folder = DataFolder::open(folder.path()).unwrap();
        data_folder.delete(IDS[0]).unwrap();
        (folder, data_folder)
    }

    fn manifest(id: &str, version: i64) -> Manifest {
        let table = serde_json::json!({"influencers": 0, "tracking": 0, "payouts": 0, "posts": 0});
        let totals = serde_json::json!({"revenue": 0, "orders": 0, "organic_revenue": 0, "organic_orders": 0,
            "other_revenue": 0, "other_orders": 0, "spend": 0});
        serde_json::from_value(serde_json::json!({"format": 3, "id": id, "version": version, "name": id,
            "created": "2026-01-01T00:00:00Z", "sample": false, "content_hash": "", "currency": "INR", "brand_rule": "none",
            "rows": table, "totals": totals, "excluded": null, "first_day": null, "last_day": null, "has_organic": false}))
        .unwrap()
    }

    #[test]
    fn what_was_deleted_stays_for_its_days_and_goes_after_them() {
        let (folder, data_folder) = with_one_in_bin();
        let [in_bin, listed] = IDS.map(|id| datasets(folder.path()).join(id));
        data_folder.purge_due(seconds_now() + BIN_DAYS * DAY_SECONDS - 60);
        assert!(in_bin.exists(), "a minute early");
        assert_eq!(data_folder.listing().unwrap().bin.len(), 1);
        data_folder.purge_due(seconds_now() + BIN_DAYS * DAY_SECONDS + 60);
        assert!(!in_bin.exists() && listed.exists());
        let listing = data_folder.listing().unwrap();
        assert_eq!((listing.bin.len(), listing.versions.len(), listing.unusable.len()), (0, 1, 0));
    }

    #[test]
    fn only_what_is_in_the_bin_is_brought_back_or_removed_for_good() {
        let (folder, data_folder) = with_one_in_bin();
        assert!(matches!(data_folder.delete_forever(IDS[1]), Err(StoreError::NotInBin { .. })));
        assert!(matches!(data_folder.restore(IDS[1]), Err(StoreError::NoSuchDataset { .. })));
        assert_eq!(data_folder.restore(IDS[0]).unwrap().id, IDS[0]);
        drop(data_folder);
        assert_eq!(DataFolder::open(folder.path()).unwrap().listing().unwrap().versions.len(), 2);
    }

    #[test]
    fn what_was_estimated_is_kept_until_its_version_is_removed() {
        let (folder, data_folder) = with_one_in_bin();
        let [gone, stays] = IDS;
        IDS.iter().for_each(|id| data_folder.store_estimates(id, b"{}").unwrap());
        assert_eq!(data_folder.stored_estimates(gone), Some(b"{}".to_vec()));
        data_folder.delete_forever(gone).unwrap();
        data_folder.store_estimates(gone, b"{}").unwrap();
        assert_eq!((data_folder.stored_estimates(gone), data_folder.stored_estimates(stays).is_some()), (None, true));
        let file = folder.path().join("estimates").join(format!("{stays}.json"));
        let damaged = fs::read_to_string(&file).unwrap().replace("{}", "[]");
        fs::write(file, damaged).unwrap();
        assert_eq!(data_folder.stored_estimates(stays), None);
    }

    #[test]
    fn a_question_counts_once_for_its_version_and_until_that_is_removed() {
        let (folder, data_folder) = with_one_in_bin();
        let [gone, stays] = IDS;
        let asked = [(stays, "a"), (gone, "a"), (stays, "b"), (stays, "a"), ("unknown", "a")];
        asked.iter().for_each(|(id, question)| data_folder.count_question(id, question).unwrap());
        drop(data_folder);
        let data_folder = DataFolder::open(folder.path()).unwrap();
        let place = |id: &str, question: &str| data_folder.question_number(id, question).unwrap();
        assert_eq!(place(stays, "a"), Some(QuestionNumber { number: 1, total: 2 }));
        assert_eq!(place(stays, "b"), Some(QuestionNumber { number: 2, total: 2 }));
        assert_eq!((place(stays, "c"), data_folder.questions_asked("unknown").unwrap()), (None, 0));
        data_folder.delete_forever(gone).unwrap();
        assert_eq!((data_folder.questions_asked(gone).unwrap(), data_folder.questions_asked(stays).unwrap()), (0, 2));
    }
}
