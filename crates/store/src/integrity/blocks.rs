//! Checksums of a file, one for each block of it: a part of a large file is checked without reading the rest.
//!
//! CRC-32 finds every flipped bit and all but one in four thousand million other changes of a block, several times faster
//! than a disk reads. It guards against damage, not against a person who changes a file on purpose.

use std::io::{self, Write};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Bytes that one checksum covers. Part of the layout: another number needs another format.
pub(super) const BLOCK_BYTES: usize = 1 << 16;

/// The checksum of each block of a file, in order; written as eight hexadecimal digits each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Blocks(Vec<u32>);

/// A file of a version as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    /// Its name in the version's folder.
    pub(crate) name: String,
    /// Its size.
    pub(crate) bytes: u64,
    /// CRC-32 of each 64 KiB.
    pub(crate) crc32: Blocks,
}

impl StoredFile {
    /// A file of these bytes.
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Self {
        let mut sums = Sums::default();
        sums.update(bytes);
        sums.finish(name.to_owned())
    }

    /// A file as it stands on the disk now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn read(name: String, mut from: impl io::Read) -> io::Result<Self> {
        let mut sums = Sums::default();
        io::copy(&mut from, &mut sums)?;
        Ok(sums.finish(name))
    }

    /// The first block whose bytes are not those that were written; `bytes` begin with the block `first`.
    pub(super) fn first_damaged(&self, first: usize, bytes: &[u8]) -> Option<usize> {
        let blocks = bytes.chunks(BLOCK_BYTES).enumerate();
        let mut blocks = blocks.map(|(at, block)| (first + at, crc32fast::hash(block)));
        blocks.find(|(at, sum)| self.crc32.0.get(*at) != Some(sum)).map(|(at, _)| at)
    }
}

/// Sums a file up while it is written.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    blocks: Vec<u32>,
    block: crc32fast::Hasher,
    in_block: usize,
    bytes: u64,
}

impl Sums {
    /// How many bytes there were so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn update(&mut self, mut bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        while !bytes.is_empty() {
            let (own, rest) = bytes.split_at(bytes.len().min(BLOCK_BYTES - self.in_block));
            self.block.update(own);
            self.in_block += own.len();
            if self.in_block == BLOCK_BYTES {
                self.end_block();
            }
            bytes = rest;
        }
    }

    pub(crate) fn finish(mut self, name: String) -> StoredFile {
        if self.in_block > 0 {
            self.end_block();
        }
        StoredFile { name, bytes: self.bytes, crc32: Blocks(self.blocks) }
    }

    fn end_block(&mut self) {
        self.blocks.push(std::mem::take(&mut self.block).finalize());
        self.in_block = 0;
    }
}

impl Write for Sums {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Serialize for Blocks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits: String = self.0.iter().map(|sum| format!("{sum:08x}")).collect();
        serializer.serialize_str(&digits)
    }
}

impl<'de> Deserialize<'de> for Blocks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let sum = |digits: &[u8]| {
            let text = std::str::from_utf8(digits).ok().filter(|text| text.len() == 8);
            text.and_then(|text| u32::from_str_radix(text, 16).ok()).ok_or_else(|| D::Error::custom("no checksum"))
        };
        digits.as_bytes().chunks(8).map(sum).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flipped_bit_is_found_in_the_block_it_is_in() {
        let mut bytes: Vec<u8> = (0..3 * BLOCK_BYTES + 17).map(|at| (at % 251) as u8).collect();
        let mut sums = Sums::default();
        bytes.chunks(1000).for_each(|part| sums.update(part));
        let stored = sums.finish("file".to_owned());
        assert_eq!(stored, StoredFile::of("file", &bytes));
        assert_eq!(stored.first_damaged(0, &bytes), None);
        let last = bytes.len() - 1;
        for (at, block) in [(0, 0), (BLOCK_BYTES, 1), (last, 3)] {
            bytes[at] ^= 4;
            assert_eq!(stored.first_damaged(0, &bytes), Some(block));
            assert_eq!(stored.first_damaged(block, &bytes[block * BLOCK_BYTES..]), Some(block));
            bytes[at] ^= 4;
        }
        assert_eq!(
            stored.first_damaged(0, &[&bytes[..], &[0; BLOCK_BYTES]].concat()),
            Some(3),
            "more than was written"
        );
    }

    #[test]
    fn checksums_are_read_as_they_were_written() {
        let stored = StoredFile::of("rows-0.parquet", &[7; BLOCK_BYTES + 1]);
        let text = serde_json::to_string(&stored).unwrap();
        assert_eq!(serde_json::from_str::<StoredFile>(&text).unwrap(), stored);
        for wrong in ["1234567", "0000000g", "é0000000"] {
            assert!(serde_json::from_str::<Blocks>(&format!("\"{wrong}\"")).is_err(), "{wrong}");
        }
    }
}
