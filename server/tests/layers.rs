//! A module of the server imports only from layers below its own, never from one above or beside it.
//!
//! The layers keep modules independent. The wire format can change without a look at HTTP. The log can be replaced. The
//! simulation can drive rooms, because nothing in them knows a socket. Understanding a module requires only what is
//! below it. One upward import ends that: two modules that know each other are one.
//!
//! Tests and the simulation may import anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `src/`, lowest layer first. Modules of one layer do not know each other.
const LAYERS: &[&[&str]] = &[
    // What the screen makes of long texts is told by the event file and by the view.
    &[
        "accent",
        "address",
        "clock",
        "images",
        "markup",
        "picture",
        "private",
        "text_file",
        "words",
        "zones",
    ],
    // What a server says and counts about itself; its certificate.
    &["logging", "metrics", "supervisor", "tls"],
    // Fair shares among addresses; encryption with a passphrase.
    &["config", "guesses", "line", "organisers", "sealed"],
    // Join codes, and the formats of wire and disk.
    &["code", "log", "protocol"],
    // A node gets its log; frames use the protocol's close codes; an event file may name its code.
    &["backup", "event_file", "guest_file", "node", "websocket"],
    // What a role sees and has.
    &["role"],
    // What each audience may see.
    &["view"],
    &["fanout", "report"],
    // Keys name roles. The client and the rehearsal know only the server's words.
    &["client", "keys", "room"],
    &[
        "acme", "drafts", "export", "hub", "live", "rehearse", "socket", "upgrade",
    ],
    &["rehearsals", "webhook"],
    &["app"],
    // The list of events, and new ones.
    &["events"],
    &["admin", "http"],
    &["server"],
    // The command line.
    &["commands"],
    &["main"],
];

/// Names in the crate's root that belong to no layer.
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
        let path = file.strip_prefix(&source).expect("a file of the folder");
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

/// Returns the source files below a folder, without tests.
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

/// Returns the crate-root module of a file.
fn module_of(path: &Path) -> String {
    let first = path.components().next().expect("a name");
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

/// Returns the crate-root modules that a file names outside its tests and comments.
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
            // A log target is a text.
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '"')) {
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
