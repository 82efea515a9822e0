//! A file whose bytes are given away only after their checksums were compared.

use std::{
    fs::File,
    io::{self, BufRead, Read, Seek, SeekFrom},
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::{Buf, Bytes};
use parquet::{
    errors::ParquetError,
    file::reader::{ChunkReader, Length},
};

use super::{
    StoredFile,
    blocks::{self, BLOCK_BYTES},
    stored_version::StoredVersion,
};
use crate::StoreError;

/// An open file of a version.
#[derive(Debug)]
pub(crate) struct CheckedFile {
    file: Mutex<File>,
    stored: StoredFile,
    version: Arc<StoredVersion>,
}

impl CheckedFile {
    pub(super) fn new(file: File, stored: StoredFile, version: Arc<StoredVersion>) -> Self {
        Self { file: Mutex::new(file), stored, version }
    }

    pub(crate) fn len(&self) -> u64 {
        self.stored.bytes
    }

    /// Every byte.
    ///
    /// # Errors
    /// [`StoreError::SetAside`] when one is not what was written.
    pub(crate) fn all(&self) -> Result<Bytes, StoreError> {
        self.bytes(0..self.len())
    }

    /// Some of the bytes; the whole blocks around them are read and checked.
    ///
    /// # Errors
    /// [`StoreError::SetAside`] when one is not what was written.
    pub(crate) fn bytes(&self, range: Range<u64>) -> Result<Bytes, StoreError> {
        let block = BLOCK_BYTES as u64;
        let first = range.start / block;
        let from = first * block;
        let end = range.end.div_ceil(block).saturating_mul(block).min(self.len());
        if range.start > range.end || range.end > end {
            return Err(self.version.damaged(&self.stored.name, "names places behind its end".to_owned()));
        }
        let bytes = self.read(from..end).map_err(|cause| self.version.unreadable(&self.stored.name, cause))?;
        if let Some(block) = self.stored.first_damaged(first as usize, &bytes) {
            let at = block * blocks::BLOCK_BYTES;
            let what = format!("is damaged: what follows byte {at} is not what was written");
            return Err(self.version.damaged(&self.stored.name, what));
        }
        Ok(Bytes::from(bytes).slice((range.start - from) as usize..(range.end - from) as usize))
    }

    fn read(&self, range: Range<u64>) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; (range.end - range.start) as usize];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(range.start))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Reads some of the bytes, only to see whether they are what was written.
    ///
    /// # Errors
    /// [`StoreError::SetAside`] when they are not.
    pub(crate) fn check(&self, range: Range<u64>) -> Result<(), StoreError> {
        let mut from = range.start;
        while from < range.end {
            let to = range.end.min(from + AT_ONCE);
            self.bytes(from..to)?;
            from = to;
        }
        Ok(())
    }
}

/// Bytes that are read at one time where a whole file is.
const AT_ONCE: u64 = 16 * BLOCK_BYTES as u64;

/// Reads a part of a file from its beginning to its end.
#[derive(Debug)]
pub(crate) struct Reading {
    file: CheckedFile,
    rest: Range<u64>,
    here: Bytes,
}

impl Reading {
    pub(crate) fn new(file: CheckedFile, range: Range<u64>) -> Self {
        Self { file, rest: range, here: Bytes::new() }
    }
}

impl BufRead for Reading {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.here.is_empty() && self.rest.start < self.rest.end {
            let to = self.rest.end.min(self.rest.start + AT_ONCE);
            self.here = self.file.bytes(self.rest.start..to).map_err(io::Error::other)?;
            self.rest.start = to;
        }
        Ok(&self.here)
    }

    fn consume(&mut self, bytes: usize) {
        self.here.advance(bytes);
    }
}

impl Read for Reading {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let mut here = self.fill_buf()?;
        let bytes = here.read(to)?;
        self.consume(bytes);
        Ok(bytes)
    }
}

/// A file as the Parquet reader takes it. What it is about to read is loaded first: pages are smaller than blocks.
#[derive(Clone, Debug)]
pub(crate) struct Chunks(Arc<Chunk>);

#[derive(Debug)]
struct Chunk {
    file: CheckedFile,
    loaded: Mutex<(u64, Bytes)>,
}

impl Chunks {
    pub(crate) fn new(file: CheckedFile) -> Self {
        Self(Arc::new(Chunk { file, loaded: Mutex::default() }))
    }

    /// Loads a part, which takes the place of the one before.
    ///
    /// # Errors
    /// [`StoreError::SetAside`] when it is not what was written.
    pub(crate) fn load(&self, range: Range<u64>) -> Result<(), StoreError> {
        let bytes = self.0.file.bytes(range.clone())?;
        *self.0.loaded.lock().unwrap_or_else(PoisonError::into_inner) = (range.start, bytes);
        Ok(())
    }

    fn bytes(&self, range: Range<u64>) -> Result<Bytes, StoreError> {
        let (start, loaded) = &*self.0.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if *start <= range.start && range.end <= *start + loaded.len() as u64 {
            return Ok(loaded.slice((range.start - start) as usize..(range.end - start) as usize));
        }
        self.0.file.bytes(range)
    }

    /// The end of what is loaded around a place, or of the file.
    fn end_from(&self, place: u64) -> u64 {
        let (start, loaded) = &*self.0.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let end = *start + loaded.len() as u64;
        if (*start..end).contains(&place) { end } else { self.0.file.len().min(place + AT_ONCE) }
    }
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.0.file.len()
    }
}

impl ChunkReader for Chunks {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        let bytes = self.bytes(start..self.end_from(start));
        bytes.map(Buf::reader).map_err(|error| ParquetError::External(Box::new(error)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        self.bytes(start..start.saturating_add(length as u64)).map_err(|error| ParquetError::External(Box::new(error)))
    }
}
