//! A table of whole numbers and texts to and from one Parquet file.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
    sync::Arc,
};

use parquet::{
    basic::{Compression, Encoding},
    column::{reader::get_typed_column_reader, writer::ColumnWriter},
    data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        properties::{EnabledStatistics, WriterProperties},
        reader::{FileReader, RowGroupReader, SerializedFileReader},
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::{
        parser::parse_message_type,
        types::{ColumnDescPtr, Type},
    },
};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};

use crate::{
    StoreError,
    integrity::{Chunks, Files, StoredFile, Sums},
};

/// One column of a batch of rows, or of a whole table that was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ColumnData {
    Codes(Vec<i32>),
    Numbers(Vec<i64>),
    Texts(Vec<ByteArray>),
}

/// Writes a table batch by batch, so that memory does not grow with the rows.
pub(crate) struct TableWriter {
    name: String,
    file: SerializedFileWriter<Hashing>,
}

/// A table that was written.
pub(crate) struct Written {
    /// Of its bytes.
    pub(crate) hash: [u8; 32],
    pub(crate) stored: StoredFile,
}

impl TableWriter {
    /// A new file. The schema is a Parquet message of required `int32`, `int64` and `binary (UTF8)` columns.
    pub(crate) fn create(path: &Path, schema: &str) -> Result<Self, StoreError> {
        let schema = Arc::new(parse_message_type(schema)?);
        let properties = properties(&schema);
        let file = File::create(path).map_err(crate::doing("writing a table"))?;
        let hashing = Hashing { file: io::BufWriter::new(file), hash: Sha256::new(), sums: Sums::default() };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, file: SerializedFileWriter::new(hashing, schema, Arc::new(properties))? })
    }

    pub(crate) fn write(&mut self, columns: &[ColumnData]) -> Result<(), StoreError> {
        let mut group = self.file.next_row_group()?;
        for column in columns {
            write_column(&mut group, column)?;
        }
        group.close()?;
        Ok(())
    }

    /// Closes and syncs the file.
    pub(crate) fn finish(self) -> Result<Written, StoreError> {
        self.end(|file| file.sync_all())
    }

    /// Closes a file that is synced when it is known to be wanted.
    pub(crate) fn finish_unsynced(self) -> Result<Written, StoreError> {
        self.end(|_| Ok(()))
    }

    fn end(self, sync: impl Fn(&File) -> io::Result<()>) -> Result<Written, StoreError> {
        let mut hashing = self.file.into_inner()?;
        hashing.flush().and_then(|()| sync(hashing.file.get_ref())).map_err(crate::doing("writing a table"))?;
        Ok(Written { hash: hashing.hash.finalize().into(), stored: hashing.sums.finish(self.name) })
    }
}

/// Numbers are written as their differences, which takes little room and no dictionary; texts by dictionary, packed.
fn properties(schema: &Type) -> WriterProperties {
    let mut properties = WriterProperties::builder().set_statistics_enabled(EnabledStatistics::None);
    for field in schema.get_fields() {
        let column = || field.name().into();
        properties = match field.get_physical_type() {
            parquet::basic::Type::BYTE_ARRAY => properties.set_column_compression(column(), Compression::SNAPPY),
            _ => properties
                .set_column_dictionary_enabled(column(), false)
                .set_column_encoding(column(), Encoding::DELTA_BINARY_PACKED),
        };
    }
    properties.build()
}

fn write_column(group: &mut SerializedRowGroupWriter<'_, Hashing>, column: &ColumnData) -> Result<(), ParquetError> {
    let missing = || ParquetError::General("more columns than the schema has".to_owned());
    let mut writer = group.next_column()?.ok_or_else(missing)?;
    match (writer.untyped(), column) {
        (ColumnWriter::Int32ColumnWriter(writer), ColumnData::Codes(values)) => {
            writer.write_batch(values, None, None)?
        }
        (ColumnWriter::Int64ColumnWriter(writer), ColumnData::Numbers(values)) => {
            writer.write_batch(values, None, None)?
        }
        (ColumnWriter::ByteArrayColumnWriter(writer), ColumnData::Texts(values)) => {
            writer.write_batch(values, None, None)?
        }
        _ => {
            return Err(ParquetError::General("a column of another type than the schema's".to_owned()));
        }
    };
    writer.close()
}

/// Reads a table group by group, and of each group only the columns that are asked for.
pub(crate) struct TableReader {
    chunks: Chunks,
    reader: SerializedFileReader<Chunks>,
}

impl TableReader {
    pub(crate) fn open(files: &Files, name: &str) -> Result<Self, StoreError> {
        let chunks = Chunks::new(files.open(name)?);
        Ok(Self { reader: SerializedFileReader::new(chunks.clone())?, chunks })
    }

    /// The rows of each group.
    pub(crate) fn groups(&self) -> Vec<usize> {
        let groups = self.reader.metadata().row_groups().iter();
        groups.map(|group| usize::try_from(group.num_rows()).unwrap_or(0)).collect()
    }

    /// The names of its columns.
    pub(crate) fn columns(&self) -> Vec<String> {
        let columns = self.reader.metadata().file_metadata().schema_descr().columns().iter();
        columns.map(|column| column.name().to_owned()).collect()
    }

    fn place(&self, column: &str) -> Option<usize> {
        let columns = self.reader.metadata().file_metadata().schema_descr();
        (0..columns.num_columns()).find(|at| columns.column(*at).name() == column)
    }

    /// A column of one group.
    ///
    /// # Errors
    /// When there is no such column or it cannot be read.
    pub(crate) fn column(&self, group: usize, column: &str) -> Result<ColumnData, StoreError> {
        let missing = || StoreError::Damaged(format!("a table has no column {column}"));
        let at = self.place(column).ok_or_else(missing)?;
        let mut values =
            ColumnData::empty(self.reader.metadata().file_metadata().schema_descr().column(at).physical_type());
        let (start, bytes) = self.reader.metadata().row_group(group).column(at).byte_range();
        self.chunks.load(start..start.saturating_add(bytes))?;
        append(&mut values, &*self.reader.get_row_group(group)?, at)?;
        Ok(values)
    }
}

impl ColumnData {
    fn empty(of: parquet::basic::Type) -> Self {
        match of {
            parquet::basic::Type::BYTE_ARRAY => Self::Texts(Vec::new()),
            parquet::basic::Type::INT32 => Self::Codes(Vec::new()),
            _ => Self::Numbers(Vec::new()),
        }
    }
}

/// Reads a whole table, column by column.
pub(crate) fn read(files: &Files, name: &str) -> Result<Vec<ColumnData>, StoreError> {
    let reader = SerializedFileReader::new(files.bytes(name)?)?;
    let columns = reader.metadata().file_metadata().schema_descr().columns();
    let read = |(at, column): (usize, &ColumnDescPtr)| {
        let mut values = ColumnData::empty(column.physical_type());
        for group in 0..reader.num_row_groups() {
            append(&mut values, &*reader.get_row_group(group)?, at)?;
        }
        Ok(values)
    };
    columns.par_iter().enumerate().map(read).collect()
}

fn append(column: &mut ColumnData, group: &dyn RowGroupReader, at: usize) -> Result<(), StoreError> {
    let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
    let reader = group.get_column_reader(at)?;
    match column {
        ColumnData::Codes(values) => {
            get_typed_column_reader::<Int32Type>(reader).read_records(rows, None, None, values)?;
        }
        ColumnData::Numbers(values) => {
            get_typed_column_reader::<Int64Type>(reader).read_records(rows, None, None, values)?;
        }
        ColumnData::Texts(values) => {
            get_typed_column_reader::<ByteArrayType>(reader).read_records(rows, None, None, values)?;
        }
    }
    Ok(())
}

/// A file whose bytes are hashed and summed up as they are written.
struct Hashing {
    file: io::BufWriter<File>,
    hash: Sha256,
    sums: Sums,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.sums.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
