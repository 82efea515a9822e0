//! The order of the rooms, as a test: an arrow against it fails with what to do instead.
//!
//! Between crates the manifests are read, inside crates the paths that sources name ([`modules`] says what counts as an arrow).

mod modules;
mod paths;

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::PathBuf};

    use super::modules::{Modules, circle};
    use crate::root;

    /// Each room and the rooms it may build on. What is not listed here is against the order.
    const ORDER: [(&str, &[&str]); 9] = [
        ("definitions", &[]),
        ("lift", &[]),
        ("paper", &[]),
        ("payouts", &["definitions"]),
        ("cube", &["definitions"]),
        ("ingest", &["definitions", "cube"]),
        ("store", &["definitions", "cube", "ingest"]),
        ("influencer-roi", &["definitions", "lift", "paper", "payouts", "cube", "ingest", "store"]),
        // A study asks the statistics about worlds whose truth is known.
        ("xtask", &["lift"]),
    ];

    /// Modules from below to above, each with those that it may name.
    type Order = &'static [(&'static str, &'static [&'static str])];

    /// The top modules of a crate and those that each may name, where the crate is large enough to have an order of its own.
    const MODULES: [(&str, Order); 2] = [
        (
            "influencer-roi",
            &[
                ("log", &[]),
                ("sample", &[]),
                ("settings", &["log"]),
                ("use_cases", &["sample", "settings"]),
                ("export", &["use_cases"]),
                ("api", &["export", "use_cases"]),
                ("http", &["api", "export", "use_cases"]),
                ("cli", &["api", "export", "http", "log", "sample", "settings", "use_cases"]),
            ],
        ),
        (
            "lift",
            &[
                ("random", &[]),
                ("impact", &["random"]),
                ("panel", &["random"]),
                ("pool", &["impact", "random"]),
                ("roas", &["random"]),
                ("reallocation", &["random"]),
            ],
        ),
    ];

    /// Rooms whose files have no circles, but whose folders still have some. No room may be added here.
    const FOLDERS_WITH_CIRCLES: [&str; 2] = ["ingest", "store"];

    /// What to do about a circle.
    const BELOW: &str = "Move what both need into a file of its own below them";

    /// Libraries that some top modules must not know, and what they do instead.
    const NOT_FOR: [(&str, &[&str], &str); 7] = [
        ("axum", &["api", "cli", "export", "sample", "use_cases"], "return a value; http answers with it"),
        ("tokio", &["api", "export", "sample", "use_cases"], "write it blocking; http gives it a thread"),
        (
            "clap",
            &["api", "export", "http", "sample", "use_cases"],
            "take a value; cli and settings read the command line",
        ),
        ("cube", &["sample"], "the generator writes files and knows nothing else"),
        ("ingest", &["sample"], "the generator writes files and knows nothing else"),
        ("store", &["sample"], "the generator writes files and knows nothing else"),
        ("definitions", &["sample"], "the generator writes files and knows nothing else"),
    ];

    /// Libraries that only some rooms may know, and what the others do instead.
    const OWNED: [(&str, &[&str], &str); 19] = [
        ("krilla", &["paper"], "set a sheet; paper writes the PDF"),
        ("rustybuzz", &["paper"], "set a sheet; paper shapes its text"),
        ("calamine", &["ingest"], "let ingest read the workbook"),
        ("zip", &["ingest"], "let ingest read the workbook"),
        ("snap", &["store"], "ask the store to keep it"),
        ("flate2", &["ingest"], "let ingest read the file"),
        ("parquet", &["store"], "ask the store to read or write it"),
        ("rusqlite", &["store"], "ask the store to read or write it"),
        ("encoding_rs", &["ingest"], "let ingest read the file"),
        ("csv", &["ingest", "influencer-roi"], "let ingest read it, or the export write it"),
        ("serde", &["ingest", "store", "influencer-roi"], "give the type plain fields; the api module writes its JSON"),
        (
            "serde_json",
            // The bench reads what the program answers.
            &["ingest", "store", "influencer-roi", "xtask"],
            "give the type plain fields; the api module writes its JSON",
        ),
        ("rust_xlsxwriter", &["influencer-roi"], "give away lines; the program's export writes them"),
        ("pulldown-cmark", &["influencer-roi"], "keep the text in docs; the program's http room renders it"),
        ("prometheus-client", &["influencer-roi"], "show how much there is; the program's http room counts"),
        ("tracing-subscriber", &["influencer-roi"], "log with tracing; the program says where it goes"),
        ("axum", &["influencer-roi"], "return a value; the program's http room answers with it"),
        ("hyper", &["influencer-roi"], "return a value; the program's http room answers with it"),
        ("tokio", &["influencer-roi"], "write it blocking; the program gives it a thread"),
    ];

    fn folder(room: &str) -> PathBuf {
        if room == "xtask" { root().join(room) } else { root().join("crates").join(room) }
    }

    fn rooms() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
        ORDER.into_iter()
    }

    /// Names of the dependencies a manifest has for the program itself.
    fn dependencies(room: &str) -> BTreeSet<String> {
        let manifest = fs::read_to_string(folder(room).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let table = manifest.get("dependencies").and_then(toml::Value::as_table);
        table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
    }

    #[test]
    fn no_room_builds_on_a_room_above_it() {
        for (room, below) in rooms() {
            for dependency in dependencies(room).iter().filter(|name| ORDER.iter().any(|(room, _)| room == name)) {
                assert!(
                    below.contains(&dependency.as_str()),
                    "{room} depends on {dependency}, against the order of ARCHITECTURE.md: move what it needs down into \
                     {below:?}, or let {dependency} call {room}"
                );
            }
        }
    }

    #[test]
    fn every_room_stands_in_the_order() {
        for entry in fs::read_dir(root().join("crates")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(
                ORDER.iter().any(|(room, _)| *room == name),
                "{name} is no room of ARCHITECTURE.md: decide where it stands"
            );
        }
    }

    #[test]
    fn a_library_stays_in_its_room() {
        for (library, owners, instead) in OWNED {
            for (room, _) in rooms().filter(|(room, _)| !owners.contains(room)) {
                assert!(!dependencies(room).contains(library), "{room} knows {library}: {instead}");
            }
        }
    }

    #[test]
    fn no_module_names_a_module_above_it() {
        for (room, order) in MODULES {
            let modules = Modules::read(&folder(room).join("src"));
            let top = modules.folder_arrows().remove(&Vec::new()).unwrap_or_default();
            for ((from, to), example) in top {
                let below = order.iter().find(|(module, _)| *module == from).map(|(_, below)| *below);
                let below = below.unwrap_or_else(|| panic!("{room}: {from} has no place in the order of modules"));
                assert!(
                    below.contains(&to.as_str()),
                    "{room}: {example}, against the order of ARCHITECTURE.md: move what both need down into {below:?}, or \
                     let {to} call {from}"
                );
            }
        }
    }

    #[test]
    fn no_two_files_of_a_room_name_each_other() {
        for (room, _) in rooms() {
            let found = circle(&Modules::read(&folder(room).join("src")).file_arrows());
            assert!(found.is_none(), "{room}: a circle of files: {}. {BELOW}", found.unwrap_or_default().join("; "));
        }
    }

    #[test]
    fn no_two_folders_of_a_room_name_each_other() {
        for (room, _) in rooms().filter(|(room, _)| !FOLDERS_WITH_CIRCLES.contains(room)) {
            for (inside, arrows) in Modules::read(&folder(room).join("src")).folder_arrows() {
                let (found, inside) = (circle(&arrows), inside.join("::"));
                assert!(
                    found.is_none(),
                    "{room} {inside}: a circle of folders: {}. {BELOW}",
                    found.unwrap_or_default().join("; ")
                );
            }
        }
    }

    #[test]
    fn a_library_stays_out_of_modules_that_must_not_know_it() {
        let modules = Modules::read(&folder("influencer-roi").join("src"));
        for (library, strangers, instead) in NOT_FOR {
            for module in strangers {
                let found = modules.roots_below(module).into_iter().find(|(root, _)| root == library);
                assert!(found.is_none(), "{} knows {library}: {instead}", found.unwrap_or_default().1);
            }
        }
    }
}
