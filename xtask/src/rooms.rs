//! The order of the rooms, as a test: an arrow against it fails with what to do instead.

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use crate::root;

    /// Each room and the rooms it may build on. What is not listed here is against the order.
    const ORDER: [(&str, &[&str]); 5] = [
        ("definitions", &[]),
        ("lift", &[]),
        ("warehouse", &["definitions"]),
        ("influencer-roi", &["definitions", "lift", "warehouse"]),
        // A study asks the statistics about worlds whose truth is known.
        ("xtask", &["lift"]),
    ];

    /// Libraries that only one room may know, and what the others do instead.
    const OWNED: [(&str, &[&str], &str); 17] = [
        ("calamine", &["warehouse"], "let the intake read the workbook"),
        ("zip", &["warehouse"], "let the intake read the workbook"),
        ("snap", &["warehouse"], "ask the warehouse to keep it"),
        ("flate2", &["warehouse"], "let the intake read the file"),
        ("parquet", &["warehouse"], "ask the warehouse to read or write it"),
        ("rusqlite", &["warehouse"], "ask the warehouse to read or write it"),
        ("encoding_rs", &["warehouse"], "let the intake read the file"),
        ("csv", &["warehouse", "influencer-roi"], "let the intake read it, or the export write it"),
        ("serde", &["warehouse", "influencer-roi"], "give the type plain fields; the program writes its wire form"),
        (
            "serde_json",
            // The bench reads what the program answers.
            &["warehouse", "influencer-roi", "xtask"],
            "give the type plain fields; the program writes its wire form",
        ),
        ("rust_xlsxwriter", &["influencer-roi"], "give away lines; the program's export writes them"),
        ("pulldown-cmark", &["influencer-roi"], "keep the text in docs; the program's http room renders it"),
        ("prometheus-client", &["influencer-roi"], "tell how much there is; the program's http room counts"),
        ("tracing-subscriber", &["influencer-roi"], "log with tracing; the program says where it goes"),
        ("axum", &["influencer-roi"], "return a value; the program's http room answers with it"),
        ("hyper", &["influencer-roi"], "return a value; the program's http room answers with it"),
        ("tokio", &["influencer-roi"], "write it blocking; the program gives it a thread"),
    ];

    /// Names of the dependencies a manifest has for the program itself.
    fn dependencies(room: &str) -> BTreeSet<String> {
        let folder = if room == "xtask" { root().join(room) } else { root().join("crates").join(room) };
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let table = manifest.get("dependencies").and_then(toml::Value::as_table);
        table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
    }

    #[test]
    fn no_room_builds_on_a_room_above_it() {
        let rooms: Vec<&str> = ORDER.iter().map(|(room, _)| *room).collect();
        for (room, below) in ORDER {
            for dependency in dependencies(room).iter().filter(|name| rooms.contains(&name.as_str())) {
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
        let crates = fs::read_dir(root().join("crates")).unwrap();
        for entry in crates {
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
            for (room, _) in ORDER.iter().filter(|(room, _)| !owners.contains(room)) {
                assert!(!dependencies(room).contains(library), "{room} knows {library}: {instead}");
            }
        }
    }

    #[test]
    fn the_curtains_inside_the_program_hold() {
        let source = root().join("crates/influencer-roi/src");
        let walls = [
            (
                "use_cases",
                ["crate::http", "crate::cli", "axum"].as_slice(),
                "a use case returns values; http and cli answer with them",
            ),
            ("export", &["crate::http", "crate::cli", "axum"], "write to what you are given"),
            ("http", &["crate::cli"], "move what both need into use_cases"),
            ("cli", &["axum"], "ask http to serve"),
            ("sample", &["crate::", "warehouse::"], "the generator writes files and knows nobody"),
        ];
        for (room, forbidden, instead) in walls {
            check_folder(&source.join(room), forbidden, instead);
        }
    }

    fn check_folder(folder: &Path, forbidden: &[&str], instead: &str) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                check_folder(&path, forbidden, instead);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let used = text.lines().filter(|line| line.trim_start().starts_with("use ") || line.starts_with("    "));
            for line in used {
                let found = forbidden.iter().find(|name| line.contains(*name));
                assert!(found.is_none(), "{}: {line}: {instead}", path.display());
            }
        }
    }
}
