//! The law of the house: a module of the server imports from the layers below its own, never from one above or beside it.
//!
//! It protects what the layers are for. A rule of the wire can change without looking at HTTP; the log can be another one; rooms
//! can be driven by the simulation, since nothing in them knows a socket; and a module can be read with what is below it in mind
//! and nothing else. One import upwards is quickly written and ends that: two modules that know each other are one.
//!
//! Tests, and the simulation, which is one, look where they like.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `src/`, the lowest layer first. Those of one layer do not know each other.
const LAYERS: &[&[&str]] = &[
    &["clock", "text_file"],
    &["config"],
    // Join codes, and what is on the wire and on the disk.
    &["code", "log", "protocol"],
    // A node is given its log; frames are closed with the protocol's codes; an event file may name its code.
    &["event_file", "node", "websocket"],
    // What a role sees and has.
    &["role"],
    // What each audience may see.
    &["view"],
    &["fanout"],
    // Keys name roles; a client of the wire and the rehearsal of them know nothing of the server beside its words.
    &["client", "keys", "room"],
    &["hub", "rehearse", "socket"],
    &["app"],
    &["admin", "http"],
    &["server"],
    &["main"],
];

/// The crate's own words for itself, which no layer has.
const ROOTS: [&str; 2] = ["lib", "simulation"];

#[test]
fn imports_go_one_way() {
    let layer_of: BTreeMap<&str, usize> = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(layer, modules)| modules.iter().map(move |module| (*module, layer)))
        .collect();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = BTreeSet::new();
    let mut wrongs = Vec::new();
    for file in files(&source) {
        let path = file.strip_prefix(&source).expect("it is in there");
        let module = module_of(path);
        if ROOTS.contains(&module.as_str()) {
            continue;
        }
        modules.insert(module.clone());
        let text = fs::read_to_string(&file).expect("readable");
        let Some(layer) = layer_of.get(module.as_str()) else {
            wrongs.push(format!("{module} has no layer"));
            continue;
        };
        for import in imports(&text) {
            match layer_of.get(import.as_str()) {
                _ if import == module => {}
                Some(below) if below < layer => {}
                Some(_) => wrongs.push(format!("{} imports {import}", path.display())),
                None => wrongs.push(format!(
                    "{} imports {import}, which has no layer",
                    path.display()
                )),
            }
        }
    }
    for module in layer_of.keys().filter(|module| !modules.contains(**module)) {
        wrongs.push(format!("{module} has a layer, and is not there"));
    }
    assert!(wrongs.is_empty(), "{wrongs:#?}");
}

#[test]
fn imports_are_found_in_whatever_form() {
    let text = "
//! crate::comment
use crate::log::{self, Log};
use crate::{admin, code::parse};
fn f() { crate::keys::same(plenary::role::of(x), \"\"); } // crate::remark
#[cfg(test)]
mod tests { use crate::server::DEMO; }
";
    let found: Vec<String> = imports(text).into_iter().collect();
    assert_eq!(found, ["admin", "code", "keys", "log", "role"]);
}

/// The source files below a folder, without those of tests.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|name| name.to_str());
        if matches!(name, Some("tests" | "conformance")) {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The module of the crate's root that a file is of.
fn module_of(path: &Path) -> String {
    let first = path.components().next().expect("a name");
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

/// The modules of the crate's root that a file names outside its tests and remarks.
fn imports(text: &str) -> BTreeSet<String> {
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text);
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for root in ["crate::", "plenary::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &code[at + root.len()..];
            match rest.strip_prefix('{') {
                None => found.insert(word(rest)),
                Some(group) => {
                    let end = group.find("};").unwrap_or(group.len());
                    found.extend(group[..end].split(',').map(|name| word(name.trim())));
                    continue;
                }
            };
        }
    }
    found.remove("");
    found
}

fn word(text: &str) -> String {
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
    text.chars().take_while(is_word).collect()
}
