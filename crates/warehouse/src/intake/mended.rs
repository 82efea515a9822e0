//! Files of issues that were mended: their rows replace the ones they came from.

use std::collections::{HashMap, HashSet};

use super::{
    Upload,
    headers::Role,
    issues::{Example, Kind},
    read::{self, Told},
};

/// By place of a file: the lines whose rows another file replaces.
pub(super) type Replaced = HashMap<usize, HashSet<u32>>;

/// Finds for each mended file the one whose rows it replaces.
pub(super) fn pair(mut told: Vec<Told>, uploads: &[Upload]) -> (Vec<Told>, Replaced) {
    let mut replaced = Replaced::new();
    let roles: Vec<Option<(Role, bool)>> =
        told.iter().map(|told| told.columns.as_ref().map(|columns| (columns.role(), columns.mends()))).collect();
    for (at, file) in told.iter_mut().enumerate() {
        let Some((role, true)) = roles[at] else { continue };
        let of_role: Vec<usize> = (0..roles.len()).filter(|other| roles[*other] == Some((role, false))).collect();
        match (mended_by(&uploads[at].name, &of_role, uploads), &file.columns) {
            (Some(original), Some(columns)) => {
                file.report.mends = Some(uploads[original].name.clone());
                let lines = read::mended_lines(&uploads[at], columns);
                replaced.entry(original).or_default().extend(lines.into_keys());
            }
            _ => {
                let fix = "Upload the original file together with its mended rows, under its own name.";
                file.refuse(Kind::MendsNothing, Example::of_file(&uploads[at].name, "the file they came from", fix));
            }
        }
    }
    (told, replaced)
}

/// The only file of the table, or the one whose name the mended file's begins with.
fn mended_by(name: &str, of_role: &[usize], uploads: &[Upload]) -> Option<usize> {
    if let [only] = of_role {
        return Some(*only);
    }
    let is_begin = |at: &&usize| name.starts_with(uploads[**at].name.as_str());
    of_role.iter().filter(is_begin).max_by_key(|at| uploads[**at].name.len()).copied()
}
