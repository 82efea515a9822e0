//! Where datasets live: immutable versions in folders, a catalogue that says which one is current.
//!
//! A version is written under `staging/`, synced, renamed into `datasets/`, and only then named by one catalogue transaction.
//! A crash at any point leaves the old version current; what carries the mark of unfinished work is swept at the next start,
//! and nothing else ever is.

mod catalogue;
mod integrity;
mod rows;
mod staging;
mod table_file;
mod versions;

use std::{io, path::PathBuf, sync::Arc};

use cube::{CampaignSales, Cube, Facet, FacetValue, SellerDay, Sold, UnattributedDay, WithoutSale};
use definitions::{Aggregates, BrandRule, Day, Dimension, Profile, Question, Selection};
use ingest::BadChange;
use parquet::errors::ParquetError;

pub use catalogue::{
    BadFolderSetting, FolderSettings, InsightDecision, InsightDecisions, MAX_OWN_SHAPES, PayoutDecision,
    PayoutDecisions, QuestionNumber,
};
pub use integrity::Damage;
pub use rows::{FoundRows, KeptPayment, RowCache, RowColumn, RowTable, RowUnit, RowValue, Rows};
pub use staging::read_files;
pub use versions::{
    adoption::IMPORT_PREFIX,
    backup::{Backup, back_up, restore_backup},
    bin::BIN_DAYS,
    data_folder::{Commit, DataFolder, MAX_OPEN_BYTES, Version},
    doctor::{Examination, ExaminedVersion, Problem, examine},
    listing::{Binned, Listed, Listing, Unusable},
    manifest::{Excluded, Manifest, Original, ReadFile, RowCounts, TableTotals},
    originals::MAX_ORIGINALS_BYTES,
};

use integrity::Files;

use rows::row_files::{RowFiles, file_name as row_file_name};
use table_file::{ColumnData, TableReader, read as read_table};
use versions::tables::UNKNOWN;

/// One version of the data, open for questions.
#[derive(Debug)]
pub struct Dataset {
    manifest: Manifest,
    cube: Cube,
    files: Files,
}

impl Dataset {
    /// What it is.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where its rows are.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// The exact sums that answer the question.
    pub fn query(&self, question: &Question) -> Aggregates {
        self.cube.query(question)
    }

    /// The influencers, by the positions that [`Aggregates`] names.
    pub fn profiles(&self) -> &[Arc<Profile>] {
        self.cube.profiles()
    }

    /// Gives the sales of a selection away, those of one influencer (a profile) at a time, by campaign and day.
    pub fn each_seller(&self, selection: &Selection, take: impl FnMut(usize, &[SellerDay])) {
        self.cube.each_seller(selection, take);
    }

    /// Whether at least half of what an influencer was paid, over all payments, was paid per order.
    pub fn is_paid_per_order(&self, profile: usize) -> bool {
        self.cube.is_paid_per_order(profile)
    }

    /// Influencer revenue of all days and everything paid, in micros: what no filter changes.
    pub fn revenue_and_paid(&self) -> (i64, i64) {
        self.cube.revenue_and_paid()
    }

    /// What an influencer sold, with the spend that lies on it: in the order that shares are rounded by.
    pub fn sold_by(&self, profile: usize) -> impl Iterator<Item = Sold<'_>> {
        self.cube.sold_by(profile)
    }

    /// By profile: whether it passes the influencer side of a selection.
    pub fn chosen_people(&self, selection: &Selection) -> Vec<bool> {
        self.cube.chosen_people(selection)
    }

    /// How many posts each influencer (a profile) published on each day; nothing where the version has no posts.
    pub fn each_post_day(&self, give: impl FnMut(usize, Day, i64)) {
        self.cube.each_post_day(give);
    }

    /// What an influencer was paid that lies on none of its sales.
    pub fn paid_without_sale(&self, profile: usize) -> impl Iterator<Item = WithoutSale<'_>> {
        self.cube.paid_without_sale(profile)
    }

    /// Every brand's campaigns by brand, then campaign; sales without a campaign are one of blank name.
    pub fn campaigns(&self) -> Vec<CampaignSales<'_>> {
        self.cube.campaigns()
    }

    /// A brand's organic and other sales of every calendar day of the data, oldest first.
    pub fn unattributed_days(&self, brand: &str) -> Vec<UnattributedDay> {
        self.cube.unattributed_days(brand)
    }

    /// Every dimension that is offered with its values, but the influencers. Where the product is the brand it is not offered
    /// twice.
    pub fn facets(&self) -> impl Iterator<Item = &Facet> {
        let product_is_brand = self.manifest.brand_rule() == BrandRule::Product;
        self.cube.facets().iter().filter(move |facet| !(product_is_brand && facet.dimension == Dimension::Product))
    }

    /// The influencers who pass the other clauses of the influencer side, in roster order, with their tracking rows under the
    /// sales side.
    pub fn influencers(&self, selection: &Selection) -> impl Iterator<Item = FacetValue> {
        self.cube.influencers(selection)
    }

    /// About how many bytes of memory it takes while it is open.
    pub fn bytes(&self) -> usize {
        self.cube.bytes()
    }

    /// How many sums questions are answered from.
    pub fn cells(&self) -> usize {
        self.cube.cells()
    }

    /// Whether a dimension has the value at all.
    pub fn knows(&self, dimension: Dimension, value: &str) -> bool {
        self.cube.knows(dimension, value)
    }
}

/// Why something about stored data could not be done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be made or written to.
    #[error("the data folder {path} cannot be written: {cause}. Choose another with --data-dir, or make it writable.")]
    Unwritable {
        /// Which folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The folder holds something else.
    #[error(
        "the folder {path} holds something else than this program's data. Choose an empty or a new one with --data-dir."
    )]
    NotOurs {
        /// Which folder.
        path: PathBuf,
    },
    /// Another process owns the folder.
    #[error(
        "the data folder {path} is in use by {owner}. Stop that program, or choose another folder with --data-dir."
    )]
    Locked {
        /// Which folder.
        path: PathBuf,
        /// Who has it, as it wrote down itself.
        owner: String,
    },
    /// No dataset has this id.
    #[error("there is no dataset \"{id}\".")]
    NoSuchDataset {
        /// What was asked for.
        id: String,
    },
    /// No shape has this id.
    #[error("there is no shape \"{id}\".")]
    NoSuchShape {
        /// What was asked for.
        id: String,
    },
    /// The program's own shapes are neither replaced nor removed.
    #[error("the shape \"{id}\" comes with the program. Give yours another id.")]
    ShapeOfProgram {
        /// Which one.
        id: String,
    },
    /// The folder keeps as many shapes as it can.
    #[error("{MAX_OWN_SHAPES} shapes are kept already. Remove one that is not needed any more.")]
    TooManyShapes,
    /// The catalogue knows versions, and the disk has none of them.
    #[error(
        "the catalogue knows {versions} versions of the data, and none of them can be read in {path}: {cause}. Mount or put back that folder, or choose another data folder with --data-dir. Nothing was changed."
    )]
    NoVersionThere {
        /// Where they should be.
        path: PathBuf,
        /// How many.
        versions: usize,
        /// What the system said about the oldest.
        cause: io::Error,
    },
    /// There are versions, and nobody said which one is asked: the catalogue was lost.
    #[error(
        "none of the {versions} versions of the data is the current one. Activate one in the list of versions, or with: influencer-roi datasets --activate ID."
    )]
    NoneCurrent {
        /// How many there are.
        versions: usize,
    },
    /// A file of the version is damaged or missing.
    #[error(
        "{0}. Nothing is read from this version. Activate another one, or put the file back from a backup and activate this one again."
    )]
    SetAside(Damage),
    /// Only what is in the bin is deleted for good.
    #[error("dataset \"{id}\" is not in the bin. Delete it first; then it can be deleted for good.")]
    NotInBin {
        /// Which one.
        id: String,
    },
    /// There is no dataset at all.
    #[error("there is no dataset yet. Load influencers, tracking and payouts first.")]
    NoDataset,
    /// The current dataset cannot be deleted.
    #[error("dataset \"{id}\" is the current one. Activate another before deleting it.")]
    IsCurrent {
        /// Which one.
        id: String,
    },
    /// The rows of a version were not kept.
    #[error("dataset \"{id}\": this version was made before rows were kept; upload the files again.")]
    NoRows {
        /// Which one.
        id: String,
    },
    /// The uploaded files of a version were not kept.
    #[error(
        "the uploaded files of dataset \"{id}\" were not kept: together they were larger than {MAX_ORIGINALS_BYTES} bytes. Upload all files together instead."
    )]
    NoOriginals {
        /// Which one.
        id: String,
    },
    /// The version that files were to be added to is not the current one any more.
    #[error(
        "the data has changed since these files were read with it. Upload them again to add them to what is there now."
    )]
    BaseChanged,
    /// A backup or a data folder is made only where nothing is.
    #[error("{path} is there already and is not empty. Nothing was changed: choose a new folder.")]
    NotEmpty {
        /// Which folder.
        path: PathBuf,
    },
    /// A backup of a folder must not become a part of it.
    #[error("{path} lies in the data folder itself. Choose a folder outside of it, best on another disk.")]
    InsideDataFolder {
        /// Which folder.
        path: PathBuf,
    },
    /// Another backup or restore writes there.
    #[error("another program is writing {path} now. Wait until it ends, or choose another folder.")]
    Writing {
        /// Which folder.
        path: PathBuf,
    },
    /// The backup is not what was written.
    #[error("the backup {path} cannot be used: {what}. Nothing was restored: use another backup.")]
    BadBackup {
        /// Which folder.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// What was read again is not what the version had.
    #[error(
        "the stored original files of dataset \"{id}\" do not come to the same tables any more, so nothing was changed. Restore a backup, or upload the files again."
    )]
    RepairDiffers {
        /// Which one.
        id: String,
    },
    /// The files lack a table or add up to too much.
    #[error("the files make no dataset: a table is missing or its amounts are too large.")]
    Incomplete,
    /// A change of the mapping does not fit the files.
    #[error(transparent)]
    BadChange(#[from] BadChange),
    /// Reading or writing failed.
    #[error("{doing} failed: {cause}. Make room on the disk or make it writable, and try again.")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// What the system said.
        cause: io::Error,
    },
    /// A stored file is not what this program wrote.
    #[error("stored data cannot be read: {0}")]
    Damaged(String),
    /// The catalogue failed.
    #[error("the catalogue of the data folder failed: {0}. Make room on the disk or make it writable, and try again.")]
    Catalogue(rusqlite::Error),
    /// The catalogue is not what this program wrote.
    #[error(
        "the catalogue of the data folder is damaged: {0}. Move catalogue.sqlite out of the data folder and start again: every version in datasets/ is listed then, and one of them can be activated."
    )]
    CatalogueDamaged(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Self::CatalogueDamaged(error),
            _ => Self::Catalogue(error),
        }
    }
}

impl From<ParquetError> for StoreError {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(cause) => match cause.downcast::<Self>() {
                Ok(error) => *error,
                Err(cause) => match cause.downcast::<io::Error>() {
                    Ok(cause) => doing("reading or writing a table")(*cause),
                    Err(cause) => Self::Damaged(cause.to_string()),
                },
            },
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl StoreError {
    /// The disk is full, cannot be written or fails: nothing is wrong with the data or the question.
    pub fn is_of_disk(&self) -> bool {
        use rusqlite::ErrorCode::{CannotOpen, DiskFull, ReadOnly, SystemIoFailure};
        match self {
            Self::Unwritable { .. } | Self::Io { .. } => true,
            Self::Catalogue(error) => {
                matches!(error.sqlite_error_code(), Some(CannotOpen | DiskFull | ReadOnly | SystemIoFailure))
            }
            _ => false,
        }
    }
}

/// What was being done when the system failed. An error of ours that came by way of a reader is itself again.
pub(crate) fn doing(doing: &'static str) -> impl Fn(io::Error) -> StoreError {
    move |cause| cause.downcast::<StoreError>().unwrap_or_else(|cause| StoreError::Io { doing, cause })
}
