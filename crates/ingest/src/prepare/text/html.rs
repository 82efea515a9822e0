//! A table of a web page as lines of cells: row n of the table is line n of the text.
//!
//! Many tools name such a page `.xls`. The page comes from a stranger: nothing of it is kept but the row being read, tags and
//! cells have limits, and scripts, comments and attributes are passed over.

mod entities;
mod tags;

use std::io::{self, Read};

use crate::limits::{MAX_COLUMNS, MAX_ROW_BYTES, OverLimit};
use tags::{Token, Tokens};

/// Tables inside tables, deeper than any page has them.
const MAX_DEPTH: usize = 64;
/// Tables looked at on one page.
const MAX_TABLES: usize = 10_000;

/// The table of a page that is read, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Survey {
    /// Its number among the tables, from 0.
    pub(super) table: usize,
    /// How many tables have rows.
    pub(super) tables: usize,
}

/// Finds the table with most cells; nothing where none has two rows or two columns.
///
/// # Errors
/// When the page cannot be read, or a row of it is longer than any row is.
pub(super) fn survey(page: impl Read) -> io::Result<Option<Survey>> {
    let mut sizes: Vec<(usize, usize)> = Vec::new();
    let mut rows = PageRows::new(page);
    while let Some((table, cells)) = rows.next()? {
        if table >= sizes.len() {
            sizes.resize(table + 1, (0, 0));
        }
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        sizes[table] = (sizes[table].0 + filled, sizes[table].1 + 1);
    }
    let is_table = |(cells, rows): (usize, usize)| cells > rows && rows > 1;
    let tables = sizes.iter().filter(|size| is_table(**size)).count();
    let largest = (0..sizes.len()).filter(|table| is_table(sizes[*table])).rev().max_by_key(|table| sizes[*table].0);
    Ok(largest.map(|table| Survey { table, tables }))
}

/// One table of a page as CSV text.
pub(super) struct HtmlTable<R> {
    rows: PageRows<R>,
    table: usize,
    text: Vec<u8>,
    given: usize,
}

impl<R: Read> HtmlTable<R> {
    pub(super) fn new(page: R, table: usize) -> Self {
        Self { rows: PageRows::new(page), table, text: Vec::new(), given: 0 }
    }
}

impl<R: Read> Read for HtmlTable<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            (self.given, self.text) = (0, std::mem::take(&mut self.text));
            self.text.clear();
            match self.rows.next()? {
                Some((table, cells)) if table == self.table => write_row(&mut self.text, &cells),
                Some(_) => {}
                None => return Ok(0),
            }
        }
        let given = buffer.len().min(self.text.len() - self.given);
        buffer[..given].copy_from_slice(&self.text[self.given..self.given + given]);
        self.given += given;
        Ok(given)
    }
}

fn write_row(text: &mut Vec<u8>, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(b',');
        }
        if cell.contains([',', '"']) {
            text.push(b'"');
            text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            text.push(b'"');
        } else {
            text.extend_from_slice(cell.as_bytes());
        }
    }
    text.push(b'\n');
}

/// The rows of all tables of a page, each with the number of its table.
struct PageRows<R> {
    tokens: Tokens<R>,
    open: Vec<Table>,
    tables: usize,
    ready: Option<(usize, Vec<String>)>,
}

/// A table being read.
struct Table {
    number: usize,
    /// The row being read, its last cell still open or not.
    row: Option<Vec<String>>,
    cell: Option<Vec<u8>>,
    columns: u32,
    rows: u32,
    /// What cells of rows above say in this row too, by column, and for how many more rows.
    spanning: Vec<Option<(String, u32)>>,
}

impl<R: Read> PageRows<R> {
    fn new(page: R) -> Self {
        Self { tokens: Tokens::new(page), open: Vec::new(), tables: 0, ready: None }
    }

    fn next(&mut self) -> io::Result<Option<(usize, Vec<String>)>> {
        loop {
            if let Some(row) = self.ready.take() {
                return Ok(Some(row));
            }
            match self.tokens.next()? {
                Some(Token::Text(text)) => self.put(&text)?,
                Some(Token::Open(tag)) => self.opened(&tag)?,
                Some(Token::Close(name)) => self.closed(&name)?,
                None => {
                    self.end_row()?;
                    self.open.pop();
                    if self.ready.is_none() && self.open.is_empty() {
                        return Ok(None);
                    }
                }
            }
        }
    }

    fn put(&mut self, text: &[u8]) -> io::Result<()> {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.extend_from_slice(text);
            limit("the bytes of a cell of the page", cell.len(), MAX_ROW_BYTES)?;
        }
        Ok(())
    }

    fn opened(&mut self, tag: &tags::Tag) -> io::Result<()> {
        match tag.name.as_str() {
            "table" => {
                limit("tables inside tables", self.open.len(), MAX_DEPTH)?;
                limit("the tables of a page", self.tables, MAX_TABLES)?;
                self.open.push(Table::new(self.tables));
                self.tables += 1;
            }
            "tr" => {
                self.end_row()?;
                if let Some(table) = self.open.last_mut() {
                    table.row = Some(Vec::new());
                }
            }
            "td" | "th" => {
                if let Some(table) = self.open.last_mut() {
                    table.begin_cell(tag.number("colspan"), tag.number("rowspan"))?;
                }
            }
            "br" | "p" | "div" | "li" => self.put(b" ")?,
            _ => {}
        }
        Ok(())
    }

    fn closed(&mut self, name: &str) -> io::Result<()> {
        match name {
            "table" => {
                self.end_row()?;
                self.open.pop();
            }
            "tr" => self.end_row()?,
            "td" | "th" => {
                if let Some(table) = self.open.last_mut() {
                    table.end_cell()?;
                }
            }
            "p" | "div" | "li" => self.put(b" ")?,
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> io::Result<()> {
        if let Some(table) = self.open.last_mut() {
            let number = table.number;
            self.ready = table.end_row()?.map(|row| (number, row));
        }
        Ok(())
    }
}

impl Table {
    fn new(number: usize) -> Self {
        Self { number, row: None, cell: None, columns: 1, rows: 1, spanning: Vec::new() }
    }

    fn begin_cell(&mut self, columns: u32, rows: u32) -> io::Result<()> {
        self.end_cell()?;
        // A page may leave the tags of rows out.
        self.row.get_or_insert_default();
        (self.columns, self.rows, self.cell) = (columns.clamp(1, MAX_COLUMNS as u32), rows.max(1), Some(Vec::new()));
        Ok(())
    }

    fn end_cell(&mut self) -> io::Result<()> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let text = entities::text_of(&cell);
        for column in 0..self.columns {
            self.take_spanning();
            let text = if column == 0 { text.clone() } else { String::new() };
            self.put(text, self.rows - 1)?;
        }
        Ok(())
    }

    /// Puts the cells that rows above have stretched into this row.
    fn take_spanning(&mut self) {
        let Some(row) = &mut self.row else { return };
        while let Some(Some((text, rows))) = self.spanning.get_mut(row.len()) {
            row.push(text.clone());
            *rows -= 1;
            if *rows == 0 {
                let at = row.len() - 1;
                self.spanning[at] = None;
            }
        }
    }

    fn put(&mut self, text: String, more_rows: u32) -> io::Result<()> {
        let Some(row) = &mut self.row else { return Ok(()) };
        let at = row.len();
        limit("the columns of a table", at + 1, MAX_COLUMNS)?;
        if more_rows > 0 {
            self.spanning.resize_with(self.spanning.len().max(at + 1), || None);
            self.spanning[at] = Some((text.clone(), more_rows));
        }
        row.push(text);
        Ok(())
    }

    fn end_row(&mut self) -> io::Result<Option<Vec<String>>> {
        self.end_cell()?;
        self.take_spanning();
        let row = self.row.take();
        let bytes = row.iter().flatten().map(String::len).sum();
        limit("the bytes of a row of the page", bytes, MAX_ROW_BYTES)?;
        Ok(row)
    }
}

fn limit(what: &'static str, found: usize, most: usize) -> io::Result<()> {
    if found <= most {
        return Ok(());
    }
    Err(OverLimit { what: what.into(), found: found.to_string(), limit: most.to_string() }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(page: &str) -> String {
        let Some(found) = survey(page.as_bytes()).unwrap() else { return String::new() };
        let mut text = String::new();
        HtmlTable::new(page.as_bytes(), found.table).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_table_of_a_page_becomes_lines_of_cells() {
        let page = "<html><head><style>td{x:y}</style></head><table border='1'><tr><th>id<th>Rate, ₹</tr>\
                    <TR><TD class=\"a>b\">INF&amp;1</TD><td>1&nbsp;250</td></tr><!-- <tr><td>no</td></tr> --></table>";
        assert_eq!(csv(page), "id,\"Rate, ₹\"\nINF&1,1\u{a0}250\n");
        assert_eq!(csv("<table><td>a<td>b<tr><td>1<td>2"), "a,b\n1,2\n", "closing tags may be left out");
        assert_eq!(
            csv("<table><tr><td>a</td><td>x<br>y &#8377;5 &#x41;</td></tr><tr><td>1</td><td> 2 </td></tr></table>"),
            "a,x y ₹5 A\n1,2\n"
        );
    }

    #[test]
    fn the_table_with_most_cells_is_read_wherever_it_stands() {
        let layout = "<table><tr><td>menu</td><td><table><tr><td>id</td><td>n</td></tr><tr><td>a</td><td>1</td></tr>\
                      <tr><td>b</td><td>2</td></tr></table></td></tr></table>";
        assert_eq!(csv(layout), "id,n\na,1\nb,2\n");
        assert_eq!(csv("<table><tr><td>Sign in</td></tr></table><form>"), "");
        assert_eq!(csv("<html><body>Please log in</body></html>"), "");
    }

    #[test]
    fn stretched_cells_stand_in_each_of_their_rows() {
        let page = "<table><tr><td colspan=2>Title</td><td>c</td></tr><tr><td rowspan=\"2\">INF1</td><td>1</td><td>2</td></tr>\
                    <tr><td>3</td><td>4</td></tr></table>";
        assert_eq!(csv(page), "Title,,c\nINF1,1,2\nINF1,3,4\n");
    }

    #[test]
    fn a_hostile_page_ends_with_an_error_and_not_with_the_memory() {
        let wide = "<table><tr>".to_owned() + &"<td colspan=999999999>x".repeat(3);
        assert!(survey(wide.as_bytes()).unwrap_err().to_string().contains("columns"));
        let deep = "<table><tr><td>".repeat(MAX_DEPTH + 2);
        assert!(survey(deep.as_bytes()).unwrap_err().to_string().contains("tables inside tables"));
        let endless = io::Cursor::new(b"<table><td>".to_vec()).chain(io::repeat(b'x'));
        assert!(survey(endless).unwrap_err().to_string().contains("bytes of a cell"));
        let long_tag = io::Cursor::new(b"<table><tr><td a=\"".to_vec()).chain(io::repeat(b'x').take(1 << 22));
        assert!(survey(long_tag).unwrap().is_none());
    }
}
