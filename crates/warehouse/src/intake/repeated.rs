//! The same file uploaded twice, under whatever name.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use super::Upload;

/// An earlier file of the upload with the very same bytes.
pub(super) fn of_earlier(uploads: &[Upload], at: usize) -> Option<&Upload> {
    let upload = &uploads[at];
    // Files that cannot be compared are read, and complained about there.
    let is_same = |earlier: &&Upload| {
        earlier.bytes == upload.bytes
            && upload.bytes > 0
            && have_same_bytes(&earlier.path, &upload.path).unwrap_or(false)
    };
    uploads[..at].iter().find(is_same)
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
