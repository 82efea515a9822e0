//! Modules inside a crate: which one reaches for which, in what order they stand, and that no two reach for each other.
//!
//! An arrow leads from a file to the file in which something that it names is defined, by `use` or in place. A name that a
//! `mod.rs` passes on (`pub use data::Period`) counts as a name in the file it comes from. What does not count: a parent that
//! declares and names its children, and a child that names an item of its parent's own file, as the two are one module seen
//! from outside; and tests.
//!
//! Between folders the same arrows are seen from further away: in every folder, from one of its files or subfolders to another.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::paths::{NamedPath, named};

/// A module's names from the crate's root; the root itself has none.
type Module = Vec<String>;

/// The modules of one crate with the paths that each of them names.
pub(super) struct Modules(BTreeMap<Module, Vec<NamedPath>>);

/// Arrows between the files and folders of one folder, each with an example of a path.
pub(super) type Arrows = BTreeMap<(String, String), String>;

impl Modules {
    /// Reads the sources of a crate.
    pub(super) fn read(source: &Path) -> Self {
        let mut modules = BTreeMap::new();
        read_folder(source, &[], &mut modules);
        Self(modules)
    }

    /// The first segments of all paths that a module and those below it name, with the module: libraries among them.
    pub(super) fn roots_below(&self, module: &str) -> BTreeSet<(String, String)> {
        let below = self.0.iter().filter(|(path, _)| path.first().is_some_and(|first| first == module));
        below
            .flat_map(|(path, all)| all.iter().map(move |named| (named.segments[0].clone(), path.join("::"))))
            .collect()
    }

    /// The arrows of every folder, by the folder's module.
    pub(super) fn folder_arrows(&self) -> BTreeMap<Module, Arrows> {
        let mut folders: BTreeMap<Module, Arrows> = BTreeMap::new();
        for (from, to, named) in self.references() {
            let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
            if let (Some(left), Some(right)) = (from.get(shared), to.get(shared)) {
                let example = format!("{} names {}", from.join("::"), named.segments.join("::"));
                let arrows = folders.entry(from[..shared].to_vec()).or_default();
                arrows.entry((left.clone(), right.clone())).or_insert(example);
            }
        }
        folders
    }

    /// The arrows between single files, whatever folders they are in.
    pub(super) fn file_arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (from, to, named) in self.references() {
            if !from.starts_with(&to) && !to.starts_with(from) {
                let example = format!("{} names {}", from.join("::"), named.segments.join("::"));
                arrows.entry((from.join("::"), to.join("::"))).or_insert(example);
            }
        }
        arrows
    }

    /// Every path outside of tests that leads to a module of this crate, with both ends.
    fn references(&self) -> impl Iterator<Item = (&Module, Module, &NamedPath)> {
        let all = self.0.iter().flat_map(|(from, all)| all.iter().map(move |named| (from, named)));
        let outside_tests = all.filter(|(_, named)| !named.inside.iter().any(|inside| inside == "tests"));
        outside_tests.filter_map(|(from, named)| Some((from, self.target(from, named)?, named)))
    }

    /// The module in which the named thing is defined; nothing for what comes from another crate.
    fn target(&self, from: &Module, named: &NamedPath) -> Option<Module> {
        let within: Module = from.iter().chain(&named.inside).cloned().collect();
        let mut path = self.absolute(&within, &named.segments)?;
        // A name that is passed on may be passed on again, but not for ever.
        for _ in 0..8 {
            let depth = (0..=path.len()).rev().find(|depth| self.0.contains_key(&path[..*depth]))?;
            let (module, rest) = path.split_at(depth);
            let passed_on = rest.first().and_then(|name| self.passed_on(module, name));
            match passed_on {
                Some(further) if further != path => {
                    path = further.into_iter().chain(rest[1..].iter().cloned()).collect()
                }
                _ => return Some(module.to_vec()),
            }
        }
        None
    }

    /// What a module imports under this name.
    fn passed_on(&self, module: &[String], name: &str) -> Option<Module> {
        let imports = self.0.get(module)?.iter().filter(|named| named.inside.is_empty());
        let mut of_name = imports.filter(|named| named.imported_as.as_deref() == Some(name));
        self.absolute(module, &of_name.next()?.segments)
    }

    /// A path from the crate's root; nothing for one that begins with another crate.
    fn absolute(&self, module: &[String], segments: &[String]) -> Option<Module> {
        let mut base = module.to_vec();
        let mut rest = segments;
        match segments.first()?.as_str() {
            "crate" => (base, rest) = (Vec::new(), &segments[1..]),
            "self" => rest = &segments[1..],
            "super" => {}
            name => {
                let child: Module = module.iter().cloned().chain([name.to_owned()]).collect();
                return self
                    .0
                    .contains_key(&child)
                    .then(|| child.into_iter().chain(segments[1..].iter().cloned()).collect());
            }
        }
        while rest.first().is_some_and(|first| first == "super") {
            base.pop()?;
            rest = &rest[1..];
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }
}

fn read_folder(folder: &Path, module: &[String], modules: &mut BTreeMap<Module, Vec<NamedPath>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name == "tests" {
            continue;
        }
        let own: Module = match name.as_str() {
            "mod" | "lib" | "main" => module.to_vec(),
            _ => module.iter().cloned().chain([name]).collect(),
        };
        if path.is_dir() {
            read_folder(&path, &own, modules);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            modules.entry(own).or_default().extend(named(&fs::read_to_string(&path).unwrap()));
        }
    }
}

/// A way from one file or folder over others back to itself, as the paths that lead along it.
pub(super) fn circle(arrows: &Arrows) -> Option<Vec<String>> {
    let nodes: BTreeSet<&String> = arrows.keys().map(|(from, _)| from).collect();
    nodes.into_iter().find_map(|start| way(arrows, start, start, &mut BTreeSet::new()))
}

fn way<'a>(arrows: &'a Arrows, from: &'a str, to: &str, seen: &mut BTreeSet<&'a str>) -> Option<Vec<String>> {
    for ((_, next), example) in arrows.iter().filter(|((left, _), _)| left == from) {
        if next == to {
            return Some(vec![example.clone()]);
        }
        if seen.insert(next)
            && let Some(rest) = way(arrows, next, to, seen)
        {
            return Some(std::iter::once(example.clone()).chain(rest).collect());
        }
    }
    None
}

#[test]
fn a_circle_is_found_with_the_paths_along_it() {
    let arrow = |from: &str, to: &str| ((from.to_owned(), to.to_owned()), format!("{from}→{to}"));
    let mut arrows = Arrows::from([arrow("a", "b"), arrow("b", "c"), arrow("a", "c")]);
    assert_eq!(circle(&arrows), None);
    arrows.extend([arrow("c", "a")]);
    assert_eq!(circle(&arrows).unwrap(), ["a→b", "b→c", "c→a"]);
}
