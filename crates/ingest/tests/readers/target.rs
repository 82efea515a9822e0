//! How inputs are made, and what is done with each.

use std::fs;

use crate::{Case, found, guard::Watched, invariants};

/// Reads one input's files and checks what must be true of any.
fn read(target: &str, make: fn(&[u8]) -> Case, bytes: &[u8]) {
    let watched = Watched::new(target, bytes);
    invariants::check(&make(bytes));
    watched.ended();
}

/// Every case that once failed, then new ones.
pub(crate) fn run(target: &str, make: fn(&[u8]) -> Case) {
    let folder = found(target);
    let cases = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = cases.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        read(target, make, &fs::read(&path).expect("a case"));
    }
    new_ones(target, make);
}

/// Led by what code they reach: libFuzzer makes the inputs.
#[cfg(fuzzing)]
fn new_ones(target: &str, make: fn(&[u8]) -> Case) {
    let target = target.to_owned();
    bolero::check!().for_each(move |bytes: &[u8]| read(&target, make, bytes));
}

/// A fixed sequence, as far as the time goes.
#[cfg(not(fuzzing))]
fn new_ones(target: &str, make: fn(&[u8]) -> Case) {
    use std::time::{Duration, Instant};

    use rand::{Rng, RngExt, SeedableRng};
    use rand_pcg::Pcg64;

    /// Both targets together take a minute.
    const TIME: Duration = Duration::from_secs(30);
    /// An input that is slow on a slow machine still leaves so many.
    const MIN_CASES: u64 = 200;
    let until = Instant::now() + TIME;
    let seeds = (0..).take_while(|seed| *seed < MIN_CASES || Instant::now() < until);
    for seed in seeds {
        let mut rng = Pcg64::seed_from_u64(seed);
        let length = 1 << rng.random_range(4..12);
        let mut bytes = vec![0; rng.random_range(0..length)];
        rng.fill_bytes(&mut bytes);
        read(target, make, &bytes);
    }
}
