//! The tags and texts of a page, one by one.

use std::io::{self, Read};

/// Bytes kept of a tag; the attributes that matter stand within.
const MAX_TAG_BYTES: usize = 4 << 10;

/// One piece of a page.
pub(super) enum Token {
    Text(Vec<u8>),
    Open(Tag),
    Close(String),
}

/// An opening tag.
pub(super) struct Tag {
    pub(super) name: String,
    attributes: String,
}

impl Tag {
    /// The number an attribute holds; 1 where it holds none.
    pub(super) fn number(&self, attribute: &str) -> u32 {
        let Some(at) = self.attributes.find(attribute) else { return 1 };
        let rest = self.attributes[at + attribute.len()..].trim_start();
        let Some(value) = rest.strip_prefix('=') else { return 1 };
        let digits: String = value.chars().skip_while(|letter| !letter.is_ascii_digit()).take(9).collect();
        digits.split(|letter: char| !letter.is_ascii_digit()).next().and_then(|number| number.parse().ok()).unwrap_or(1)
    }
}

/// Cuts a page into tokens.
pub(super) struct Tokens<R> {
    page: R,
    buffer: Vec<u8>,
    filled: usize,
    at: usize,
    /// Inside an element whose text is no text of the page.
    raw: Option<String>,
}

impl<R: Read> Tokens<R> {
    pub(super) fn new(page: R) -> Self {
        Self { page, buffer: vec![0; 1 << 16], filled: 0, at: 0, raw: None }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.filled {
            (self.at, self.filled) = (0, self.page.read(&mut self.buffer)?);
        }
        Ok(self.buffer[..self.filled].get(self.at).copied())
    }

    /// The next piece; nothing at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Token>> {
        if let Some(name) = self.raw.take() {
            self.skip_past(&format!("</{name}"))?;
            self.skip_past(">")?;
        }
        match self.peek()? {
            None => Ok(None),
            Some(b'<') => self.tag().map(Some),
            Some(_) => Ok(Some(Token::Text(self.text()))),
        }
    }

    /// As much text as is at hand.
    fn text(&mut self) -> Vec<u8> {
        let rest = &self.buffer[self.at..self.filled];
        let length = memchr::memchr(b'<', rest).unwrap_or(rest.len());
        let text = rest[..length].to_vec();
        self.at += length;
        text
    }

    fn tag(&mut self) -> io::Result<Token> {
        self.at += 1;
        match self.peek()? {
            Some(b'!' | b'?' | b'/') => {}
            Some(letter) if letter.is_ascii_alphabetic() => {}
            _ => return Ok(Token::Text(b"<".to_vec())),
        }
        let inside = self.inside_tag()?;
        let inside = String::from_utf8_lossy(&inside).to_lowercase();
        if inside.starts_with(['!', '?']) {
            return Ok(Token::Text(Vec::new()));
        }
        let (is_closing, inside) = inside.strip_prefix('/').map_or((false, inside.as_str()), |inside| (true, inside));
        let name: String = inside.chars().take_while(|letter| letter.is_ascii_alphanumeric()).collect();
        if is_closing {
            return Ok(Token::Close(name));
        }
        if matches!(name.as_str(), "script" | "style" | "title" | "textarea") && !inside.ends_with('/') {
            self.raw = Some(name.clone());
        }
        let attributes = inside[name.len()..].to_owned();
        Ok(Token::Open(Tag { name, attributes }))
    }

    /// What stands between the angle brackets, the end of a comment where it is one.
    fn inside_tag(&mut self) -> io::Result<Vec<u8>> {
        let (mut inside, mut quote) = (Vec::new(), None);
        while let Some(byte) = self.peek()? {
            self.at += 1;
            match byte {
                b'>' if quote.is_none() => break,
                b'"' | b'\'' if quote == Some(byte) => quote = None,
                b'"' | b'\'' if quote.is_none() && inside.ends_with(b"=") => quote = Some(byte),
                _ => {}
            }
            if inside.len() < MAX_TAG_BYTES {
                inside.push(byte);
            }
            if inside == b"!--" {
                self.skip_past("-->")?;
                break;
            }
        }
        Ok(inside)
    }

    /// Passes over everything up to a text, whatever its case.
    fn skip_past(&mut self, end: &str) -> io::Result<()> {
        let mut last = Vec::new();
        while let Some(byte) = self.peek()? {
            self.at += 1;
            if last.len() == end.len() {
                last.remove(0);
            }
            last.push(byte);
            if last.eq_ignore_ascii_case(end.as_bytes()) {
                break;
            }
        }
        Ok(())
    }
}
