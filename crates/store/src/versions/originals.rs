//! The uploaded files themselves, kept with the version they became: packed, one after the other in one file.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::Path,
};

use snap::{read::FrameDecoder, write::FrameEncoder};

use crate::{
    Manifest, Original, StoreError, doing,
    integrity::{Files, Reading, StoredFile, Sums},
};
use ingest::{FileReport, Upload};

/// The most bytes of one version's files together that are kept.
pub const MAX_ORIGINALS_BYTES: u64 = 256 << 20;
pub(super) const FILE: &str = "originals.snappy";

/// What was kept: the files, and the packed one that holds them.
pub(crate) type Kept = (Vec<Original>, StoredFile);

/// Keeps the files in a folder; nothing when they are too large together.
///
/// # Errors
/// When a file cannot be read or the packed file not be written.
pub(crate) fn keep(folder: &Path, uploads: &[Upload], files: &[FileReport]) -> io::Result<Option<Kept>> {
    if uploads.iter().map(|upload| upload.bytes).sum::<u64>() > MAX_ORIGINALS_BYTES {
        return Ok(None);
    }
    let mut packing = Packing { file: File::create(folder.join(FILE))?, sums: Sums::default() };
    let mut originals = Vec::new();
    for upload in uploads {
        let offset = packing.sums.bytes();
        let bytes = pack(&upload.path, &mut packing)?;
        let packed = packing.sums.bytes() - offset;
        let (name, form_field) = (upload.name.clone(), upload.form_field.clone());
        let file = files.iter().find(|file| file.name == name);
        let role = file.and_then(|file| file.role).map(|role| role.id().to_owned());
        originals.push(Original { name, form_field, role, bytes, offset, packed });
    }
    packing.file.sync_all()?;
    Ok(Some((originals, packing.sums.finish(FILE.to_owned()))))
}

/// The packed file, summed up as it is written.
struct Packing {
    file: File,
    sums: Sums,
}

impl Write for Packing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sums.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn pack(from: &Path, to: &mut Packing) -> io::Result<u64> {
    let mut packer = FrameEncoder::new(BufWriter::new(to));
    let bytes = io::copy(&mut File::open(from)?, &mut packer)?;
    packer.flush()?;
    Ok(bytes)
}

/// A kept file, byte for byte as it was uploaded; checked as it is read.
///
/// # Errors
/// [`StoreError::SetAside`] when the packed file is missing.
pub(crate) fn open(files: &Files, original: &Original) -> Result<impl Read + Send + use<>, StoreError> {
    Ok(FrameDecoder::new(Reading::new(files.open(FILE)?, original.range())))
}

/// Whether a kept file is what was uploaded.
///
/// # Errors
/// [`StoreError::SetAside`] when it is not.
pub(crate) fn check(files: &Files, original: &Original) -> Result<(), StoreError> {
    files.open(FILE)?.check(original.range())
}

/// Every kept file of a version, unpacked into a folder to be read again.
///
/// # Errors
/// [`StoreError::NoOriginals`], [`StoreError::SetAside`], or why they cannot be unpacked.
pub(crate) fn unpack(files: &Files, manifest: &Manifest, folder: &Path) -> Result<Vec<Upload>, StoreError> {
    let missing = || StoreError::NoOriginals { id: manifest.id.clone() };
    let mut uploads = Vec::new();
    for (at, original) in manifest.originals.as_ref().ok_or_else(missing)?.iter().enumerate() {
        let path = folder.join(format!("original-{at}"));
        let mut packed = open(files, original)?;
        let copied = File::create(&path).and_then(|mut file| io::copy(&mut packed, &mut file));
        let bytes = copied.map_err(doing("unpacking the kept files"))?;
        let (name, form_field) = (original.name.clone(), original.form_field.clone());
        uploads.push(Upload { name, form_field, path, bytes });
    }
    Ok(uploads)
}
