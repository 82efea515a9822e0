//! Files that cannot be distinguished: the same name twice, or the same bytes under two names.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use crate::{
    Upload,
    report::issues::{Example, IssueKind},
};

/// What is wrong with a file that is not read because an earlier one has the same bytes.
pub(crate) fn problem(uploads: &[Upload], at: usize) -> Option<(IssueKind, Example)> {
    let earlier = of_earlier(uploads, at)?;
    let found = format!("the same bytes as {}", earlier.name);
    Some((IssueKind::RepeatedFile, Example::of_file(found, "each file once", "Leave one of the two out.")))
}

/// An earlier file of the upload with the very same bytes.
fn of_earlier(uploads: &[Upload], at: usize) -> Option<&Upload> {
    let upload = &uploads[at];
    // Files that cannot be compared are read, and their problems reported there.
    let is_same = |earlier: &&Upload| {
        earlier.bytes == upload.bytes
            && upload.bytes > 0
            && have_same_bytes(&earlier.path, &upload.path).unwrap_or(false)
    };
    uploads[..at].iter().find(is_same)
}

/// Gives a file whose name an earlier one has another name: `tracking.csv (2)`. Issues and answers go by name.
pub(crate) fn make_names_unique(uploads: &mut [Upload]) {
    for at in 1..uploads.len() {
        let (earlier, rest) = uploads.split_at_mut(at);
        let taken = |name: &str| earlier.iter().any(|upload| upload.name == name);
        let name = &rest[0].name;
        if taken(name) {
            let free = (2..).map(|number| format!("{name} ({number})")).find(|name| !taken(name));
            rest[0].name = free.unwrap_or_default();
        }
    }
}

fn have_same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = one.read(&mut left)?;
        if read == 0 {
            return Ok(other.read(&mut right)? == 0);
        }
        other.read_exact(&mut right[..read])?;
        if left[..read] != right[..read] {
            return Ok(false);
        }
    }
}
