//! Everything that is known to be done to such files: what it does to the cells, and what is then to be expected.

mod bytes;
mod damage;
mod days;
mod exports;
mod headers;
mod suspicious;
mod values;

use rand_pcg::Pcg64;

use super::table::Set;

/// One thing that happens to files.
pub(super) struct Mutation {
    pub(super) name: &'static str,
    /// What it decides. Two mutations that decide the same thing are no pair.
    touches: &'static [&'static str],
    pub(super) apply: fn(&mut Set, &mut Pcg64),
}

impl Mutation {
    /// What it does decides too much for another one beside it.
    const ALONE: &str = "alone";

    pub(super) fn is_alone(&self) -> bool {
        self.touches.contains(&Self::ALONE)
    }

    /// Both can happen to one set of files, in the order of [`all`].
    pub(super) fn goes_with(&self, other: &Mutation) -> bool {
        !self.is_alone() && !other.is_alone() && !self.touches.iter().any(|touched| other.touches.contains(touched))
    }
}

const fn mutation(name: &'static str, touches: &'static [&'static str], apply: fn(&mut Set, &mut Pcg64)) -> Mutation {
    Mutation { name, touches, apply }
}

/// Every mutation. Values come before rows and rows before files: a later one finds what an earlier one wrote.
pub(super) fn all() -> Vec<&'static Mutation> {
    let parts = [values::ALL, days::ALL, suspicious::ALL, exports::ALL, headers::ALL, damage::ALL, bytes::ALL];
    parts.into_iter().flatten().collect()
}
