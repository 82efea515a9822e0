//! The uploaded files themselves, kept with the version they became: packed, one after the other in one file.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};
use snap::{read::FrameDecoder, write::FrameEncoder};

use ingest::{FileReport, Upload};

/// The most bytes of one version's files together that are kept.
pub const MAX_ORIGINALS_BYTES: u64 = 256 << 20;
const FILE: &str = "originals.snappy";

/// One kept file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The name it was uploaded under.
    pub name: String,
    /// The form field it came under.
    pub form_field: String,
    /// The table it was, where it was one table.
    #[serde(default)]
    pub role: Option<String>,
    /// Its own size.
    pub bytes: u64,
    /// Where it begins in the packed file.
    offset: u64,
    /// How much of the packed file it takes.
    packed: u64,
}

/// Keeps the files in a folder; nothing when they are too large together.
///
/// # Errors
/// When a file cannot be read or the packed file not be written.
pub(crate) fn keep(folder: &Path, uploads: &[Upload], files: &[FileReport]) -> io::Result<Option<Vec<Original>>> {
    if uploads.iter().map(|upload| upload.bytes).sum::<u64>() > MAX_ORIGINALS_BYTES {
        return Ok(None);
    }
    let mut file = File::create(folder.join(FILE))?;
    let mut originals = Vec::new();
    for upload in uploads {
        let offset = file.stream_position()?;
        let bytes = pack(&upload.path, &file)?;
        let packed = file.stream_position()? - offset;
        let (name, form_field) = (upload.name.clone(), upload.form_field.clone());
        let file = files.iter().find(|file| file.name == name);
        let role = file.and_then(|file| file.role).map(|role| role.id().to_owned());
        originals.push(Original { name, form_field, role, bytes, offset, packed });
    }
    file.flush()?;
    file.sync_all()?;
    Ok(Some(originals))
}

fn pack(from: &Path, to: &File) -> io::Result<u64> {
    let mut packer = FrameEncoder::new(BufWriter::new(to));
    let bytes = io::copy(&mut File::open(from)?, &mut packer)?;
    packer.flush()?;
    Ok(bytes)
}

/// A kept file, byte for byte as it was uploaded.
///
/// # Errors
/// When the packed file cannot be read.
pub(crate) fn open(folder: &Path, original: &Original) -> io::Result<impl Read + Send + use<>> {
    let mut file = File::open(folder.join(FILE))?;
    file.seek(SeekFrom::Start(original.offset))?;
    Ok(FrameDecoder::new(BufReader::new(file.take(original.packed))))
}
