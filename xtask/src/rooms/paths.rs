//! The paths that a Rust source names: what it imports, and what it names in place.
//!
//! A small reader of tokens, not a compiler: it knows comments, texts, `use` trees and inline modules, which is enough to see
//! which module reaches for which.

/// A path that is named in a source.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NamedPath {
    /// From its first segment, such as `crate`, `super` or the name of a library.
    pub(super) segments: Vec<String>,
    /// Inline modules around it, the outermost first.
    pub(super) inside: Vec<String>,
    /// The name it has in this module from then on, where it is imported.
    pub(super) imported_as: Option<String>,
}

/// Every path of a source with at least two segments.
pub(super) fn named(source: &str) -> Vec<NamedPath> {
    let tokens = tokens(source);
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0, inside: Vec::new(), found: Vec::new() };
    while reader.at < tokens.len() {
        reader.item();
    }
    reader.found
}

struct Reader<'t> {
    tokens: &'t [String],
    at: usize,
    depth: usize,
    /// Inline modules with the depth of their braces.
    inside: Vec<(String, usize)>,
    found: Vec<NamedPath>,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", String::as_str)
    }

    fn item(&mut self) {
        match self.peek(0) {
            "use" => {
                self.at += 1;
                self.tree(&[]);
            }
            "mod" if self.peek(2) == "{" => {
                self.inside.push((self.peek(1).to_owned(), self.depth));
                self.at += 2;
            }
            "{" => {
                self.depth += 1;
                self.at += 1;
            }
            "}" => {
                self.depth = self.depth.saturating_sub(1);
                self.inside.retain(|(_, depth)| *depth < self.depth);
                self.at += 1;
            }
            token if is_name(token) => {
                let segments = self.path();
                self.keep(segments, None);
            }
            _ => self.at += 1,
        }
    }

    /// The names from here on that `::` joins.
    fn path(&mut self) -> Vec<String> {
        let mut segments = vec![self.peek(0).to_owned()];
        self.at += 1;
        while self.peek(0) == "::" && is_name(self.peek(1)) {
            segments.push(self.peek(1).to_owned());
            self.at += 2;
        }
        segments
    }

    /// One branch of a `use` tree, below `parent`.
    fn tree(&mut self, parent: &[String]) {
        let mut segments = parent.to_vec();
        while is_name(self.peek(0)) {
            segments.push(self.peek(0).to_owned());
            self.at += 1;
            if self.peek(0) == "::" {
                self.at += 1;
            }
        }
        if self.peek(0) == "{" {
            self.at += 1;
            while !matches!(self.peek(0), "}" | "") {
                self.tree(&segments);
                if self.peek(0) == "," {
                    self.at += 1;
                }
            }
            self.at += 1;
            return;
        }
        let mut name = segments.last().cloned();
        // `as` is read as one more segment, and so is what follows it.
        if let Some(at) = segments.iter().position(|segment| segment == "as") {
            segments.truncate(at);
        }
        if self.peek(0) == "*" {
            (self.at, name) = (self.at + 1, None);
        }
        if segments.last().is_some_and(|last| last == "self") {
            segments.pop();
            name = name.filter(|name| name != "self").or_else(|| segments.last().cloned());
        }
        self.keep(segments, name);
    }

    fn keep(&mut self, segments: Vec<String>, imported_as: Option<String>) {
        if segments.len() > 1 || imported_as.is_some() {
            let inside = self.inside.iter().map(|(name, _)| name.clone()).collect();
            self.found.push(NamedPath { segments, inside, imported_as });
        }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// Names, `::` and single marks; comments and texts are left out.
fn tokens(source: &str) -> Vec<String> {
    let letters: Vec<char> = source.chars().collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(&letter) = letters.get(at) {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let length = match letter {
            '/' if next == '/' => until(&letters[at..], "\n"),
            '/' if next == '*' => until(&letters[at..], "*/"),
            '"' => text_length(&letters[at..]),
            'r' if matches!(next, '"' | '#') && raw_hashes(&letters[at + 1..]).is_some() => {
                let hashes = raw_hashes(&letters[at + 1..]).unwrap_or(0);
                2 + hashes + until(&letters[at + 2 + hashes..], &format!("\"{}", "#".repeat(hashes)))
            }
            '\'' => quoted_length(&letters[at..]),
            ':' if next == ':' => {
                tokens.push("::".to_owned());
                2
            }
            letter if letter.is_alphanumeric() || letter == '_' => {
                let name: String =
                    letters[at..].iter().take_while(|letter| letter.is_alphanumeric() || **letter == '_').collect();
                let length = name.chars().count();
                tokens.push(name);
                length
            }
            letter => {
                if !letter.is_whitespace() {
                    tokens.push(letter.to_string());
                }
                1
            }
        };
        at += length.max(1);
    }
    tokens
}

/// Letters up to and with the end mark.
fn until(letters: &[char], end: &str) -> usize {
    let end: Vec<char> = end.chars().collect();
    letters.windows(end.len()).position(|window| window == end).map_or(letters.len(), |at| at + end.len())
}

fn text_length(letters: &[char]) -> usize {
    let mut at = 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// The number of `#` before the `"` of a raw text; nothing where none begins here.
fn raw_hashes(letters: &[char]) -> Option<usize> {
    let hashes = letters.iter().take_while(|letter| **letter == '#').count();
    (letters.get(hashes) == Some(&'"')).then_some(hashes)
}

/// A quoted letter, or the mark of a lifetime.
fn quoted_length(letters: &[char]) -> usize {
    match (letters.get(1), letters.get(2)) {
        (Some('\\'), _) => 3 + until(letters.get(3..).unwrap_or_default(), "'"),
        (Some(_), Some('\'')) => 3,
        _ => 1,
    }
}

#[test]
fn imports_and_paths_in_place_are_found_with_the_module_they_stand_in() {
    let source = r#"
        use std::{fs, path::{self, Path}};
        use super::cells::Row as Line; // use crate::not_this
        fn f() -> crate::money::Amount { "crate::nor::this"; let c = '"'; here::go(c) }
        mod tests { use super::*; }
    "#;
    let found = named(source);
    let of = |segments: &str, name: Option<&str>, inside: &[&str]| NamedPath {
        segments: segments.split("::").map(str::to_owned).collect(),
        inside: inside.iter().map(|name| (*name).to_owned()).collect(),
        imported_as: name.map(str::to_owned),
    };
    let expected = [
        of("std::fs", Some("fs"), &[]),
        of("std::path", Some("path"), &[]),
        of("std::path::Path", Some("Path"), &[]),
        of("super::cells::Row", Some("Line"), &[]),
        of("crate::money::Amount", None, &[]),
        of("here::go", None, &[]),
        of("super", None, &["tests"]),
    ];
    assert_eq!(found, expected[..6]);
    assert_eq!(of("super", None, &["tests"]), expected[6], "a glob of the parent names nothing of its own");
}
