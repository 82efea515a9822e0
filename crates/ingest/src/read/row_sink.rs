//! Where rows go while they are read: out of memory, in columns.

use std::{io, iter::repeat_n, ops::Range};

use crate::{
    read::batch::{PostRow, Sales, StoredTexts},
    read::dictionary::TextColumn,
    read::records::{NO_NUMBER, PostKey, RowsHash, SaleKey},
};

/// Rows stored together.
const GROUP_ROWS: usize = 1 << 17;

/// Fewer where their texts are long.
const GROUP_BYTES: usize = 8 << 20;

/// Rows of one file, column by column; texts are codes of the upload's dictionaries.
#[derive(Debug, Default)]
pub struct RowColumns {
    /// Their lines in the file.
    pub lines: Vec<i32>,
    /// Whether the very same row stands somewhere before.
    pub repeated: Vec<i32>,
    /// By [`TextColumn`]; of posts only the ids.
    pub codes: [Vec<i32>; TextColumn::ALL.len()],
    /// As [`crate::WrittenDay::packed`].
    pub days: Vec<i32>,
    /// Orders, revenue, and clicks where the file has them; of posts reach, likes, comments, shares, saves, views.
    pub numbers: [Vec<i64>; 6],
    /// User ids, where the file has them; of posts platform, address and caption, one after the other.
    pub kept: Vec<StoredTexts>,
}

/// Takes the rows of one file.
pub trait RowSink: Send {
    /// Takes some rows.
    ///
    /// # Errors
    /// When they cannot be written.
    fn write(&mut self, rows: RowColumns) -> io::Result<()>;

    /// There are no more rows; gives the hash of what was written.
    ///
    /// # Errors
    /// When something could not be written.
    fn finish(self: Box<Self>) -> io::Result<RowsHash>;
}

/// Columns that only some tracking files have.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Extras {
    pub clicks: bool,
    pub user_ids: bool,
}

/// Makes the sinks of the files.
pub trait RowStore: Sync {
    /// A sink for the tracking rows of the file at this place of the upload.
    ///
    /// # Errors
    /// When there is no room for it.
    fn sales(&self, file: usize, extras: Extras) -> io::Result<Box<dyn RowSink>>;

    /// A sink for the posts of the file at this place of the upload.
    ///
    /// # Errors
    /// When there is no room for it.
    fn posts(&self, file: usize) -> io::Result<Box<dyn RowSink>>;
}

/// Rows are only looked at.
#[derive(Clone, Copy, Debug)]
pub struct Nowhere;

impl RowSink for Nowhere {
    fn write(&mut self, _: RowColumns) -> io::Result<()> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<RowsHash> {
        Ok(RowsHash::default())
    }
}

impl RowStore for Nowhere {
    fn sales(&self, _: usize, _: Extras) -> io::Result<Box<dyn RowSink>> {
        Ok(Box::new(Self))
    }

    fn posts(&self, _: usize) -> io::Result<Box<dyn RowSink>> {
        Ok(Box::new(Self))
    }
}

/// Rows on their way to a sink.
pub(crate) struct RowsOut {
    sink: Box<dyn RowSink>,
    rows: RowColumns,
    stored_bytes: usize,
}

impl RowsOut {
    pub(crate) fn new(sink: Box<dyn RowSink>) -> Self {
        Self { sink, rows: RowColumns::default(), stored_bytes: 0 }
    }

    pub(crate) fn sales(&mut self, key: &SaleKey, sales: &Sales, rows: Range<usize>) {
        let columns = &mut self.rows;
        columns.lines.extend(sales.lines[rows.clone()].iter().map(|line| *line as i32));
        columns.repeated.extend(repeat_n(i32::from(key.repeated), rows.len()));
        columns.days.extend(repeat_n(key.day.packed(), rows.len()));
        for kind in TextColumn::ALL {
            columns.codes[kind as usize].extend(repeat_n(key.code(kind) as i32, rows.len()));
        }
        for (column, numbers) in columns.numbers.iter_mut().zip([&sales.orders, &sales.revenue, &sales.clicks]) {
            column.extend_from_slice(numbers.get(rows.clone()).unwrap_or_default());
        }
    }

    pub(crate) fn post(&mut self, key: &PostKey, post: &PostRow) {
        self.rows.lines.push(post.line as i32);
        self.rows.repeated.push(key.repeated.into());
        self.rows.days.push(key.day.packed());
        self.rows.codes[TextColumn::Id as usize].push(key.influencer as i32);
        let [shares, saves, views] = post.more.map(|number| number.unwrap_or(NO_NUMBER));
        let numbers = [post.sums.reach, post.sums.likes, post.sums.comments, shares, saves, views];
        self.rows.numbers.iter_mut().zip(numbers).for_each(|(column, number)| column.push(number));
    }

    pub(crate) fn keep(&mut self, texts: StoredTexts) {
        self.stored_bytes += texts.bytes.len();
        self.rows.kept.push(texts);
    }

    pub(crate) fn write_when_full(&mut self) -> io::Result<()> {
        if self.rows.lines.len() < GROUP_ROWS && self.stored_bytes < GROUP_BYTES {
            return Ok(());
        }
        self.stored_bytes = 0;
        self.sink.write(std::mem::take(&mut self.rows))
    }

    pub(crate) fn finish(mut self) -> io::Result<RowsHash> {
        if !self.rows.lines.is_empty() {
            self.sink.write(self.rows)?;
        }
        self.sink.finish()
    }
}
