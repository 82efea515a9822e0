//! How files are read where that is not left to the reader.

use definitions::Day;

use crate::{
    Aliases, DatasetCurrency, ShopTimeZone,
    mapping::{MappingChanges, saved::SavedMappings},
    prepare::Shape,
};

/// How files are read where that is not left to the reader.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Tables and columns that the user chose; the rest of the changes is for [`crate::Staged::mapping_with`].
    pub changes: MappingChanges,
    /// What users decided about earlier files with the same headers.
    pub saved_mappings: SavedMappings,
    /// Aliases that users set for earlier uploads: they count where this upload's changes say nothing else.
    pub earlier_aliases: Aliases,
    /// What the dataset is in, and what is kept of it.
    pub settings: ReadingSettings,
    /// The user's own shapes of exports.
    pub shapes: Vec<Shape>,
    /// The names of the files of the version that the others are added to.
    pub added_to: Vec<String>,
    /// The names of files that the program wrote itself as tables of ours: they are read as they stand, and nothing is looked for in
    /// them.
    pub canonical: &'static [&'static str],
}

/// What a dataset is in, and what is kept of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingSettings {
    /// What amounts without a mark are in.
    pub currency: DatasetCurrency,
    /// Where the shop is: times in UTC are days there.
    pub time_zone: ShopTimeZone,
    /// The day of the upload: later days are hardly meant. Nothing where no day is too late.
    pub today: Day,
    /// Personal data of buyers stays in the kept files.
    pub keeps_personal_data: bool,
}

impl Default for ReadingSettings {
    fn default() -> Self {
        Self {
            currency: DatasetCurrency::default(),
            time_zone: ShopTimeZone::default(),
            today: Day::LAST,
            keeps_personal_data: false,
        }
    }
}
