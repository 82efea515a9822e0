//! The rows of an upload while it is read: one Parquet file for each tracking and posts file, written on a thread of its own.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::mpsc::{SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use bytes::Bytes;
use parquet::data_type::ByteArray;

use crate::{
    StoreError, doing,
    integrity::StoredFile,
    table_file::{ColumnData, TableWriter},
};
use ingest::{Extras, RowColumns, RowSink, RowStore, RowsHash, StoredTexts, TextColumn};

const SALES: &str = "message tracking { required int32 line; required int32 repeated; required int32 influencer_code; \
    required int32 source_code; required int32 campaign_code; required int32 product_code; required int32 brand_code; \
    required int32 day; required int64 orders; required int64 revenue_micros; ";
const CLICKS: &str = "required int64 clicks; ";
const USER_ID: &str = "required binary user_id (UTF8); ";
const POSTS: &str = "message posts { required int32 line; required int32 repeated; required int32 influencer_code; \
    required int32 day; required int64 reach; required int64 likes; required int64 comments; required int64 shares; \
    required int64 saves; required int64 views; required binary platform (UTF8); required binary url (UTF8); \
    required binary caption (UTF8); }";

/// Where the rows of an upload are kept until it becomes a version.
pub(crate) struct RowFiles {
    folder: PathBuf,
}

impl RowFiles {
    /// # Errors
    /// When the folder cannot be made.
    pub(crate) fn new(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    fn open(&self, file: usize, schema: String, kind: RowSchema) -> io::Result<Box<dyn RowSink>> {
        let path = self.folder.join(file_name(file));
        let table = TableWriter::create(&path, &schema).map_err(io::Error::other)?;
        // One group is written while the next is filled.
        let (to, rows) = sync_channel::<RowColumns>(1);
        let writer = thread::spawn(move || write(table, kind, rows.into_iter(), &path));
        Ok(Box::new(Sink { to: Some(to), writer: Some(writer) }))
    }
}

/// The file that holds the rows of the upload's file at this place.
pub(crate) fn file_name(file: usize) -> String {
    format!("rows-{file}.parquet")
}

/// What was written of a row file, beside it until its upload becomes a version.
fn sums_of(path: &Path) -> PathBuf {
    path.with_extension("sums.json")
}

/// Keeps the row files of an upload with the version it becomes: synced, and without a copy where the disk can link.
///
/// # Errors
/// When they cannot be kept.
pub(crate) fn store(from: &Path, to: &Path, files: usize) -> Result<Vec<StoredFile>, StoreError> {
    let mut kept = Vec::new();
    for name in (0..files).map(file_name) {
        let (path, home) = (from.join(&name), to.join(&name));
        if path.exists() {
            kept.push(store_one(&path, &home).map_err(doing("keeping the rows"))?);
        }
    }
    Ok(kept)
}

fn store_one(path: &Path, home: &Path) -> io::Result<StoredFile> {
    fs::hard_link(path, home).or_else(|_| fs::copy(path, home).map(|_| ()))?;
    File::open(home)?.sync_all()?;
    Ok(serde_json::from_slice(&fs::read(sums_of(path))?)?)
}

#[derive(Clone, Copy)]
enum RowSchema {
    Sales(Extras),
    Posts,
}

impl RowStore for RowFiles {
    fn sales(&self, file: usize, extras: Extras) -> io::Result<Box<dyn RowSink>> {
        let clicks = if extras.clicks { CLICKS } else { "" };
        let user_ids = if extras.user_ids { USER_ID } else { "" };
        self.open(file, format!("{SALES}{clicks}{user_ids} }}"), RowSchema::Sales(extras))
    }

    fn posts(&self, file: usize) -> io::Result<Box<dyn RowSink>> {
        self.open(file, POSTS.to_owned(), RowSchema::Posts)
    }
}

struct Sink {
    /// Gone once the last rows were given.
    to: Option<SyncSender<RowColumns>>,
    writer: Option<JoinHandle<Result<RowsHash, StoreError>>>,
}

impl RowSink for Sink {
    fn write(&mut self, rows: RowColumns) -> io::Result<()> {
        let sent = self.to.as_ref().is_some_and(|to| to.send(rows).is_ok());
        // The writer hangs up when it fails, and says why when it is asked.
        if sent { Ok(()) } else { self.end().map(|_| ()) }
    }

    fn finish(mut self: Box<Self>) -> io::Result<RowsHash> {
        self.end()
    }
}

impl Sink {
    fn end(&mut self) -> io::Result<RowsHash> {
        self.to = None;
        let ended = || io::Error::other("the rows were ended twice");
        let writer = self.writer.take().ok_or_else(ended)?;
        let written = writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.map_err(|error| match error {
            StoreError::Io { cause, .. } => cause,
            other => io::Error::other(other),
        })
    }
}

fn write(
    mut table: TableWriter,
    kind: RowSchema,
    groups: impl Iterator<Item = RowColumns>,
    path: &Path,
) -> Result<RowsHash, StoreError> {
    for rows in groups {
        table.write(&columns(rows, kind))?;
    }
    let written = table.finish_unsynced()?;
    let sums = serde_json::to_vec(&written.stored).map_err(|error| StoreError::Damaged(error.to_string()))?;
    fs::write(sums_of(path), sums).map_err(doing("writing rows"))?;
    Ok(written.hash)
}

fn columns(rows: RowColumns, kind: RowSchema) -> Vec<ColumnData> {
    let RowColumns { lines, repeated, codes, days, numbers, kept } = rows;
    let mut codes = codes.map(Some);
    let mut code = |text: TextColumn| ColumnData::Codes(codes[text as usize].take().unwrap_or_default());
    let mut columns = vec![ColumnData::Codes(lines), ColumnData::Codes(repeated), code(TextColumn::Id)];
    if matches!(kind, RowSchema::Sales(_)) {
        columns.extend([TextColumn::Source, TextColumn::Campaign, TextColumn::Product, TextColumn::Brand].map(code));
    }
    columns.push(ColumnData::Codes(days));
    columns.extend(numbers.into_iter().filter(|numbers| !numbers.is_empty()).map(ColumnData::Numbers));
    let kept = || kept.iter().flat_map(texts);
    match kind {
        RowSchema::Sales(Extras { user_ids: true, .. }) => columns.push(ColumnData::Texts(kept().collect())),
        RowSchema::Sales(_) => {}
        RowSchema::Posts => columns.extend((0..3).map(|at| ColumnData::Texts(kept().skip(at).step_by(3).collect()))),
    }
    columns
}

/// Texts that lie one after the other, without a copy for each.
fn texts(kept: &StoredTexts) -> impl Iterator<Item = ByteArray> {
    let bytes = Bytes::copy_from_slice(&kept.bytes);
    let starts = std::iter::once(0).chain(kept.ends.iter().copied());
    let bounds: Vec<(u32, u32)> = starts.zip(kept.ends.iter().copied()).collect();
    bounds.into_iter().map(move |(start, end)| ByteArray::from(bytes.slice(start as usize..end as usize)))
}
