//! Builds the pages with npm into `OUT_DIR` and writes the table that `lib.rs` includes.
//!
//! It writes nothing into the source tree except npm's own `node_modules`, and does not run npm if only Rust changed.
//! If `PLENARY_WEB_DIST` names a folder that `npm run build` made elsewhere, npm is not needed.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, exit};
use std::time::SystemTime;

use serde::Deserialize;

/// The contents of `pages.json`, written by `scripts/build.mjs`.
#[derive(Deserialize)]
struct Dist {
    build: String,
    languages: Vec<(String, String)>,
    right_to_left: Vec<String>,
    blocks: BTreeMap<String, Block>,
    assets: BTreeMap<String, Asset>,
}

#[derive(Deserialize)]
struct Block {
    title: String,
    crc32: u32,
    scripts: String,
    styles: String,
    fonts: bool,
}

#[derive(Deserialize)]
struct Asset {
    content_type: String,
    etag: String,
    packed: bool,
}

const SOURCES: [&str; 7] = [
    "src",
    "icons",
    "scripts",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
];

fn main() {
    println!("cargo::rerun-if-env-changed=PLENARY_WEB_DIST");
    let root = PathBuf::from(var("CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(var("OUT_DIR"));
    let dist = match env::var_os("PLENARY_WEB_DIST") {
        Some(prebuilt) => {
            let prebuilt = fs::canonicalize(&prebuilt).unwrap_or_else(|e| {
                fail(&format!("PLENARY_WEB_DIST: {}: {e}", prebuilt.display()))
            });
            println!(
                "cargo::rerun-if-changed={}",
                prebuilt.join("pages.json").display()
            );
            prebuilt
        }
        None => {
            for source in SOURCES {
                println!("cargo::rerun-if-changed={}", root.join(source).display());
            }
            let dist = out.join("dist");
            build(&root, &dist);
            dist
        }
    };
    let table = table(&dist);
    fs::write(out.join("table.rs"), table)
        .unwrap_or_else(|e| fail(&format!("cannot write the table of pages: {e}")));
}

/// Runs npm, one build at a time, because debug and release builds and checks share one `node_modules`.
fn build(root: &Path, dist: &Path) {
    let lock = File::open(root.join("build.rs")).and_then(|file| file.lock().map(|()| file));
    if let Err(e) = &lock {
        println!("cargo::warning=building the web client without a lock: {e}");
    }
    if !installed(root) {
        npm(
            root,
            &["ci", "--no-audit", "--no-fund", "--loglevel=error"],
            "install the web client's packages",
        );
    }
    let dist = dist
        .to_str()
        .unwrap_or_else(|| fail("the build folder's path is not UTF-8"));
    npm(
        root,
        &["run", "--silent", "build", "--", dist],
        "build the web client",
    );
}

/// Returns true if npm's record of installed packages is up to date.
fn installed(root: &Path) -> bool {
    let changed = |path: &str| fs::metadata(root.join(path)).and_then(|m| m.modified());
    let record = changed("node_modules/.package-lock.json").unwrap_or(SystemTime::UNIX_EPOCH);
    changed("package-lock.json").is_ok_and(|wanted| record >= wanted)
}

fn npm(root: &Path, args: &[&str], purpose: &str) {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let done = Command::new(program).args(args).current_dir(root).output();
    let done = done.unwrap_or_else(|e| {
        fail(&format!(
            "npm is needed to {purpose} and does not start ({e}). Install Node.js 20.19 or newer, \
             or set PLENARY_WEB_DIST to a folder made by `npm run build`."
        ))
    });
    if !done.status.success() {
        let text = [done.stdout, done.stderr].concat();
        let text = String::from_utf8_lossy(&text);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            println!("cargo::error={line}");
        }
        fail(&format!(
            "`npm {}` failed; it is needed to {purpose}",
            args.join(" ")
        ));
    }
}

fn table(dist: &Path) -> String {
    let path = dist.join("pages.json");
    let text =
        fs::read_to_string(&path).unwrap_or_else(|e| fail(&format!("{}: {e}", path.display())));
    let dist_of: Dist =
        serde_json::from_str(&text).unwrap_or_else(|e| fail(&format!("{}: {e}", path.display())));

    let mut rust = String::new();
    let mut line = |text: String| {
        let _ = writeln!(rust, "{text}");
    };
    line(format!("const BUILD: &str = {:?};", dist_of.build));
    line(format!(
        "static LANGUAGES: &[(&str, &str)] = &{:?};",
        dist_of.languages
    ));
    line(format!(
        "static RIGHT_TO_LEFT: &[&str] = &{:?};",
        dist_of.right_to_left
    ));
    line("static BLOCKS: &[(&str, Block)] = &[".into());
    for (name, block) in &dist_of.blocks {
        let Block {
            title,
            crc32,
            scripts,
            styles,
            fonts,
        } = block;
        let html = dist.join(format!("blocks/{name}.html"));
        let deflate = dist.join(format!("blocks/{name}.deflate"));
        line(format!(
            "({name:?}, Block {{ title: {title:?}, html: include_str!({html:?}), deflate: include_bytes!({deflate:?}), crc32: {crc32}, \
             scripts: {scripts:?}, styles: {styles:?}, fonts: {fonts} }}),"
        ));
    }
    line("];\nstatic ASSETS: &[(&str, Asset)] = &[".into());
    for (name, asset) in &dist_of.assets {
        let Asset {
            content_type,
            etag,
            packed,
        } = asset;
        let file = dist.join(name);
        let gzip = match packed {
            true => "None".to_owned(),
            false => format!(
                "Some(include_bytes!({:?}))",
                dist.join(format!("{name}.gz"))
            ),
        };
        line(format!(
            "({name:?}, Asset {{ bytes: include_bytes!({file:?}), gzip: {gzip}, \
             content_type: {content_type:?}, etag: {etag:?} }}),"
        ));
    }
    line("];".into());
    rust
}

fn var(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| fail(&format!("{name} is not set: run this through cargo")))
}

fn fail(message: &str) -> ! {
    println!("cargo::error={message}");
    exit(1)
}
