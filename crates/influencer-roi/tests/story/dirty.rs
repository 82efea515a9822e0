//! 700 dirty variants of a clean set: each of the mutations that are known of such files, alone and in pairs.
//!
//! Whatever is only written otherwise is read as it was meant, to the micro; whatever is damaged is reported at its line and
//! column, and nothing else is lost with it.

mod answer;
mod base;
mod files;
mod mutations;
mod table;
mod truth;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use rand::{SeedableRng, seq::SliceRandom};
use rand_pcg::Pcg64;

use crate::program::Program;
use mutations::Mutation;

const VARIANTS: usize = 700;
/// How often each mutation comes alone, each time with other facts.
const ALONE: usize = 3;
const THREADS: usize = 2;
/// Differences shown of one variant.
const MAX_SHOWN: usize = 6;

/// Mutations of one set of files, in the order in which they happen.
struct Variant {
    seed: u64,
    mutations: Vec<&'static Mutation>,
}

impl Variant {
    fn name(&self) -> String {
        let names: Vec<&str> = self.mutations.iter().map(|mutation| mutation.name).collect();
        format!("variant {} ({})", self.seed, names.join(" + "))
    }
}

#[test]
fn dirty_variants_are_recovered_or_their_damage_is_reported_where_it_is() {
    let variants = variants();
    assert_eq!(variants.len(), VARIANTS);
    let program = Program::start();
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(variant) = variants.get(next.fetch_add(1, Relaxed)) {
                    let failure = failure(&program, variant);
                    failures.lock().expect("no panic").extend(failure);
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no panic");
    assert!(failures.is_empty(), "{} of {VARIANTS} variants:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn the_clean_set_has_nothing_to_complain_about() {
    let program = Program::start();
    for seed in 0..5 {
        assert_eq!(failure(&program, &Variant { seed, mutations: Vec::new() }), None);
    }
}

/// Each mutation alone, and then pairs by chance.
fn variants() -> Vec<Variant> {
    let all = mutations::all();
    let alone = (0..ALONE).flat_map(|_| all.iter().map(|mutation| vec![*mutation]));
    let mut pairs: Vec<Vec<&Mutation>> = Vec::new();
    for (at, first) in all.iter().enumerate() {
        pairs.extend(all[at + 1..].iter().filter(|second| first.goes_with(second)).map(|second| vec![*first, *second]));
    }
    pairs.shuffle(&mut Pcg64::seed_from_u64(501));
    let variants = alone.chain(pairs).take(VARIANTS).zip(0..);
    variants.map(|(mutations, seed)| Variant { seed, mutations }).collect()
}

#[test]
fn every_mutation_comes_in_pairs_too() {
    let variants = variants();
    let pairs = variants.iter().filter(|variant| variant.mutations.len() == 2);
    let names: BTreeSet<&str> = pairs.flat_map(|pair| &pair.mutations).map(|mutation| mutation.name).collect();
    let all = mutations::all();
    let pairable = all.iter().filter(|mutation| !mutation.is_alone()).map(|mutation| mutation.name);
    let missing: Vec<&str> = pairable.filter(|name| !names.contains(name)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// What is wrong with one variant, and where its files are kept.
fn failure(program: &Program, variant: &Variant) -> Option<String> {
    let mut rng = Pcg64::seed_from_u64(variant.seed);
    let mut set = base::clean(&mut rng);
    variant.mutations.iter().for_each(|mutation| (mutation.apply)(&mut set, &mut rng));
    let written = files::write(&set);
    let mut differences = answer::differences(program, &set, &written);
    if differences.is_empty() {
        return None;
    }
    let more = differences.len().saturating_sub(MAX_SHOWN);
    differences.truncate(MAX_SHOWN);
    let folder = keep(variant.seed, &written.uploads).display().to_string();
    Some(format!("{}, {more} more, files in {folder}\n  {}", variant.name(), differences.join("\n  ")))
}

fn keep(seed: u64, uploads: &[(String, Vec<u8>)]) -> PathBuf {
    let folder = tempfile::Builder::new().prefix(&format!("dirty-{seed}-")).tempdir().expect("a folder").keep();
    for (name, bytes) in uploads {
        fs::write(folder.join(Path::new(name).file_name().expect("a name")), bytes).expect("the file is kept");
    }
    folder
}
