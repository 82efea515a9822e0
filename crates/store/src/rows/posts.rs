//! The posts of a version, as they came.

use definitions::{Day, Selection};
use ingest::{Role, TextColumn, WrittenDay};

use super::{
    RowTable,
    facts::RowFacts,
    filter::RowFilter,
    group::{Group, column_of},
};
use crate::{Dataset, StoreError, TableReader};

/// One post with all that is used of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPost {
    /// The place of the influencer among the version's profiles.
    pub profile: usize,
    /// When it was published.
    pub day: Day,
    /// As it was written; blank for none.
    pub platform: String,
    /// As it was written; blank for none. Text from a file: never followed by the program.
    pub url: String,
    /// As it was written; blank for none.
    pub caption: String,
    /// People who saw it.
    pub reach: i64,
    /// How many like it.
    pub likes: i64,
    /// How many comments it has.
    pub comments: i64,
}

const NUMBERS: [&str; 3] = ["reach", "likes", "comments"];
const TEXTS: [&str; 3] = ["platform", "url", "caption"];

impl Dataset {
    /// Every post of the version that counts, in the order of the files.
    ///
    /// # Errors
    /// [`StoreError::NoRows`] of a version that stores no rows, or why they cannot be read.
    pub fn posts(&self) -> Result<Vec<StoredPost>, StoreError> {
        let facts = RowFacts::read(self)?;
        let filter = RowFilter::new(&facts, RowTable::Posts, &Selection::default(), &[]);
        let mut posts = Vec::new();
        for (at, file) in facts.row_files(Role::Posts) {
            let reader = TableReader::open(self.files(), &file.stored)?;
            let order = facts.files[at].order;
            for (group, rows) in file.groups.iter().enumerate() {
                let mut group = Group::new(&reader, group, *rows);
                let counted = filter.rows(&facts, &mut group, order)?;
                group.ensure(&[column_of(TextColumn::Id), "day"])?;
                group.ensure(&[NUMBERS, TEXTS].concat())?;
                let post = |row: &u32| {
                    let row = *row as usize;
                    let number = |column| group.numbers(column)[row];
                    let text = |column| String::from_utf8_lossy(group.texts(column)[row].data()).into_owned();
                    Some(StoredPost {
                        profile: facts.profile_of[group.read(column_of(TextColumn::Id))[row] as usize]?,
                        day: order.resolve(WrittenDay::unpacked(group.read("day")[row]))?,
                        platform: text("platform"),
                        url: text("url"),
                        caption: text("caption"),
                        reach: number("reach"),
                        likes: number("likes"),
                        comments: number("comments"),
                    })
                };
                posts.extend(counted.iter().filter_map(post));
            }
        }
        Ok(posts)
    }
}
