//! Embeds the shapes of known exports: adding a tool means adding a file.

use std::{env, error::Error, fs, path::Path};

const SHAPES: &str = "src/prepare/shapes";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={SHAPES}");
    let mut names = Vec::new();
    for entry in fs::read_dir(SHAPES)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") {
            names.push(name);
        }
    }
    names.sort();
    let include = |name: &String| format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{SHAPES}/{name}\"))");
    let list = names.iter().map(|name| format!("({name:?}, {}),\n", include(name))).collect::<String>();
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("shapes.rs"), format!("&[\n{list}]\n"))?;
    Ok(())
}
