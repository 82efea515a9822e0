//! Copies of uploads without the personal data of buyers: the header stays, the cells are blank.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
    sync::Arc,
};

use crate::{
    Upload,
    formats::{
        detect::{self, Assumed, Unreadable},
        text_rows::TextRows,
    },
};

use super::source::parameter;

/// What is taken out of one uploaded table.
#[derive(Clone, Debug)]
pub(crate) struct Redaction {
    pub(crate) upload: Upload,
    /// The line of the header; what stands above it stays.
    pub(crate) header_line: u64,
    /// Between its cells.
    pub(crate) delimiter: u8,
    pub(crate) columns: Vec<RedactedColumn>,
}

/// A column with personal data.
#[derive(Clone, Debug)]
pub(crate) struct RedactedColumn {
    pub(crate) column: usize,
    /// Parameters in its cells that show who sold, and stay: `utm_content`.
    pub(crate) keeps: Vec<String>,
}

impl Redaction {
    /// Writes the copy, line n of it being line n of the upload, and gives it back as an upload of the same name.
    pub(crate) fn write(&self, to: &Path) -> io::Result<Upload> {
        let failed = |error| match error {
            Unreadable::Failed(error) => error,
            Unreadable::Empty | Unreadable::NotText(_) => io::Error::other("the file is not a text table"),
        };
        let opened = detect::open(&self.upload.path, Assumed::default(), &Arc::default()).map_err(failed)?;
        let delimiter = char::from(self.delimiter);
        let mut rows = TextRows::new(opened.rows, self.delimiter);
        let mut copy = Copy { file: BufWriter::with_capacity(1 << 16, File::create(to)?), line: 1, bytes: 0 };
        while let Some((place, text, cells)) = rows.next()? {
            if place.line <= self.header_line {
                copy.put(place.line, text)?;
                continue;
            }
            let cells: Vec<String> = cells.iter().enumerate().map(|(at, cell)| self.cell(at, cell)).collect();
            let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell, delimiter)).collect();
            copy.put(place.line, &quoted.join(&delimiter.to_string()))?;
        }
        copy.file.flush()?;
        Ok(Upload { path: to.to_owned(), bytes: copy.bytes, ..self.upload.clone() })
    }

    fn cell(&self, at: usize, cell: &str) -> String {
        let Some(column) = self.columns.iter().find(|column| column.column == at) else { return cell.to_owned() };
        let kept = column.keeps.iter().map(|name| (name, parameter(cell, name))).filter(|(_, value)| !value.is_empty());
        kept.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }
}

fn quoted(cell: &str, delimiter: char) -> String {
    if cell.contains([delimiter, '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

struct Copy {
    file: BufWriter<File>,
    /// The line that is written next.
    line: u64,
    bytes: u64,
}

impl Copy {
    fn put(&mut self, line: u64, text: &str) -> io::Result<()> {
        let blank = line.saturating_sub(self.line);
        for _ in 0..blank {
            self.file.write_all(b"\n")?;
        }
        self.file.write_all(text.as_bytes())?;
        self.file.write_all(b"\n")?;
        self.bytes += blank + text.len() as u64 + 1;
        self.line += blank + 1 + memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_stays_and_the_cells_of_buyers_are_blank() {
        let folder = tempfile::tempdir().unwrap();
        let (path, to) = (folder.path().join("orders"), folder.path().join("copy"));
        let text = "Orders\nName;Email;Note;Total\n#1;asha@example.com;\"gift\nutm_content: asha_fit\";10\n#2;ben@example.com;call me;20\n";
        std::fs::write(&path, text).unwrap();
        let upload = Upload { name: "orders.csv".into(), form_field: String::new(), path, bytes: text.len() as u64 };
        let columns = vec![
            RedactedColumn { column: 1, keeps: Vec::new() },
            RedactedColumn { column: 2, keeps: vec!["utm_content".to_owned()] },
        ];
        let copy = Redaction { upload, header_line: 2, delimiter: b';', columns }.write(&to).unwrap();
        let written = std::fs::read_to_string(&copy.path).unwrap();
        assert_eq!(written, "Orders\nName;Email;Note;Total\n#1;;utm_content=asha_fit;10\n\n#2;;;20\n");
        assert_eq!(copy.bytes, written.len() as u64);
    }
}
