//! Builds the page and embeds it.
//!
//! The sources are copied to the build folder, so nothing is ever written into the source tree. npm runs only when the
//! lockfile changed. `ROI_WEB_DIST=dir` takes a page that is built already.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

fn main() {
    println!("cargo::rerun-if-env-changed=ROI_WEB_DIST");
    if let Err(sentence) = build() {
        println!("cargo::error={sentence}");
    }
}

/// What of `web/` the page is built from.
const SOURCES: [&str; 10] = [
    "package.json",
    "package-lock.json",
    ".npmrc",
    "build.mjs",
    "index.html",
    "reference.html",
    "methods.html",
    "src",
    "styles",
    "icons",
];

fn build() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo gave no OUT_DIR")?);
    let dist = match env::var_os("ROI_WEB_DIST") {
        Some(dist) => PathBuf::from(dist),
        None => build_page(&out)?,
    };
    embed(&dist, &out).map_err(|error| format!("The page in {} could not be embedded: {error}.", dist.display()))
}

fn build_page(out: &Path) -> Result<PathBuf, String> {
    let copy = out.join("web");
    let failed = |error: io::Error| format!("The page's sources could not be copied: {error}.");
    fs::create_dir_all(&copy).map_err(failed)?;
    let lock_before = fs::read(copy.join("installed-lock.json")).unwrap_or_default();
    for source in SOURCES {
        copy_all(&Path::new("web").join(source), &copy.join(source)).map_err(failed)?;
    }
    let lock = fs::read(copy.join("package-lock.json")).map_err(failed)?;
    if lock != lock_before {
        run(&copy, "npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
        fs::write(copy.join("installed-lock.json"), &lock).map_err(failed)?;
    }
    run(&copy, "node", &["build.mjs", "dist"])?;
    Ok(copy.join("dist"))
}

/// Copies a file or a folder as it is now: what was removed from a folder is removed from the copy too. Each file that was
/// copied is watched by itself, so that a change of a test beside it builds nothing.
fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        println!("cargo::rerun-if-changed={}", from.display());
        return fs::copy(from, to).map(|_| ());
    }
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if !is_for_tests(&entry.path()) {
            copy_all(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Unit tests, and the examples they share, stand beside what they test and are no part of the page.
fn is_for_tests(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".test.js") || name.ends_with(".fixture.js")
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).current_dir(folder).output().map_err(|_| {
        format!("{program} was not found: the page is built with Node 20 or newer and npm. Install Node, or set ROI_WEB_DIST to a page that is built already.")
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).take(8).collect();
    Err(format!("{program} {} failed: {}", arguments.join(" "), said.join(" | ")))
}

fn embed(dist: &Path, out: &Path) -> io::Result<()> {
    let mut names = ["index.html", "reference.html", "methods.html"].map(str::to_owned).to_vec();
    for entry in fs::read_dir(dist.join("assets"))? {
        names.push(format!("assets/{}", entry?.file_name().to_string_lossy()));
    }
    names.sort();
    let zipped = out.join("gzip");
    fs::create_dir_all(zipped.join("assets"))?;
    let mut table = String::from("static ASSETS: &[Asset] = &[\n");
    for name in &names {
        let (plain, small) = (dist.join(name).canonicalize()?, zipped.join(name));
        zopfli::compress(
            zopfli::Options::default(),
            zopfli::Format::Gzip,
            fs::File::open(&plain)?,
            fs::File::create(&small)?,
        )?;
        let entry = writeln!(
            table,
            "    Asset {{ name: {name:?}, bytes: include_bytes!({plain:?}), gzip: include_bytes!({small:?}) }},"
        );
        entry.map_err(io::Error::other)?;
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table)?;
    embed_fonts(&dist.join("fonts"), out)
}

/// The fonts of the printed report, as constants: no request ever fetches them.
const FONTS: [(&str, &str); 4] = [
    ("TEXT", "noto-sans-400Regular.ttf"),
    ("TEXT_BOLD", "noto-sans-600SemiBold.ttf"),
    ("DEVANAGARI", "noto-sans-devanagari-400Regular.ttf"),
    ("DEVANAGARI_BOLD", "noto-sans-devanagari-600SemiBold.ttf"),
];

fn embed_fonts(fonts: &Path, out: &Path) -> io::Result<()> {
    let mut constants = String::new();
    for (constant, file) in FONTS {
        let path = fonts.join(file).canonicalize()?;
        writeln!(constants, "const {constant}: &[u8] = include_bytes!({path:?});").map_err(io::Error::other)?;
    }
    fs::write(out.join("fonts.rs"), constants)
}
