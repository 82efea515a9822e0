//! Canonical tables as CSV: line n of what is written is line n of the upload.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

/// Writes one canonical table, row by row.
pub(super) struct CanonicalTable {
    file: BufWriter<File>,
    /// The line that is written next, from 1.
    line: u64,
    bytes: u64,
}

impl CanonicalTable {
    /// A new file whose header stands on `line`, below blank lines.
    pub(super) fn create(path: &Path, line: u64, headers: &[String]) -> io::Result<Self> {
        let mut table = Self { file: BufWriter::with_capacity(1 << 16, File::create(path)?), line: 1, bytes: 0 };
        table.put(line, headers)?;
        Ok(table)
    }

    /// Writes a row on its line. Several rows from one line of the upload follow each other, which moves no line before them.
    pub(super) fn put(&mut self, line: u64, cells: &[impl AsRef<str>]) -> io::Result<()> {
        while self.line < line {
            self.write(b"\n")?;
            self.line += 1;
        }
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.write(b",")?;
            }
            self.put_cell(cell.as_ref())?;
        }
        self.write(b"\n")?;
        self.line += 1;
        Ok(())
    }

    /// Ends the file and returns its size in bytes.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.file.flush()?;
        Ok(self.bytes)
    }

    /// A cell on one line, quoted where a letter could be taken for a delimiter of any kind of table.
    fn put_cell(&mut self, cell: &str) -> io::Result<()> {
        if !cell.contains([',', '"', ';', '\t', '|', '\n', '\r', '\0']) {
            return self.write(cell.as_bytes());
        }
        let inner = cell.replace(['\n', '\r', '\0'], " ").replace('"', "\"\"");
        self.write(b"\"")?;
        self.write(inner.as_bytes())?;
        self.write(b"\"")
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_on_the_line_it_has_in_the_upload() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table");
        let mut table = CanonicalTable::create(&path, 3, &["id".to_owned(), "name".to_owned()]).unwrap();
        table.put(5, &["1", "Rao, \"Asha\"\nRao"]).unwrap();
        table.put(6, &["2", "Ben"]).unwrap();
        let bytes = table.finish().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "\n\nid,name\n\n1,\"Rao, \"\"Asha\"\" Rao\"\n2,Ben\n");
        assert_eq!(bytes, text.len() as u64);
    }
}
