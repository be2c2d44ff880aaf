//! Imports go one way. Each module may import only modules above it in the table, so there are no cycles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every module, from the shared basics to those that know everything.
const ORDER: &[&str] = &[
    // Words shared by all nouns.
    "ids",
    "slots",
    "status",
    "role",
    "question/state",
    "question/addressee",
    "question/settings",
    "rejection",
    "text",
    "language",
    "translation/passage",
    "translation/figures",
    // What facts carry.
    "people/membership",
    "people/login",
    "people/listed",
    "poll/shares",
    "poll/hands",
    "poll/written",
    "poll/mentions",
    "poll/kind",
    "poll/picks",
    "poll/kinds/*",
    "poll/voters",
    "poll/groups",
    "poll/seal",
    "poll/line",
    "poll/rounds",
    "poll/kinds",
    "poll/rounds/recount",
    "screening",
    "cards/curve",
    "floor/change",
    "program",
    "delay",
    "shelf",
    "announcement",
    "finding",
    "fact",
    "approval",
    // The nouns.
    "event",
    "people/marks",
    "people/participants",
    "people/mutes",
    "people/groups",
    "people/codes",
    "people/guest_list",
    "people/names",
    "people/persons",
    "people/staff",
    "people/logins",
    "people/nicknames",
    "people",
    "poll/entries",
    "poll/scores",
    "poll/names",
    "poll",
    "poll/voice",
    "poll/signed",
    "poll/reading",
    "poll/run",
    "question/similar",
    "question/standing",
    "question/history",
    "question/marks",
    "question/labels",
    "question",
    "question/queue",
    "question/carry",
    "question/ask",
    "question/marking",
    "question/merge",
    "question/many",
    "survey",
    "survey/run",
    "session",
    "cards",
    "floor",
    "floor/step",
    "floor/undo",
    "stage",
    "screens",
    "announcements",
    "backstage",
    "captions",
    "leaving",
    "report",
    "edit",
    "translation/glossary",
    "translation",
    "poll/make",
    "survey/make",
    "edit/session",
    "edit/person",
    "edit/event",
    "edit/group",
    "acts",
    // The tables.
    "state",
    "on_now",
    "translation/write",
    "translation/queue",
    "translation/answers",
    "translation/readable",
    "translation/wordings",
    "promise",
    "letters",
    "back",
    "edit/languages",
    "undo",
    "undo/programme",
    "undo/marks",
    "effect",
    "command",
    "access",
    "import",
    "erasure",
    "decide",
    "retention",
];

#[test]
fn imports_go_one_way() {
    let modules = modules();
    let listed: BTreeSet<&str> = ORDER.iter().copied().collect();
    assert_eq!(listed.len(), ORDER.len(), "a module is listed twice");
    let found: BTreeSet<&str> = modules.keys().map(|module| listed_as(module)).collect();
    assert_eq!(found, listed, "ORDER lists each module of src/ once");
    let place = |module: &str| ORDER.iter().position(|known| *known == listed_as(module));
    for (module, text) in &modules {
        for path in imports(text) {
            let Some(imported) = resolve(module, &path, &modules) else {
                continue;
            };
            assert!(
                imported == *module || place(&imported) < place(module),
                "{module} imports {imported} ({}), which stands below it",
                path.join("::")
            );
        }
    }
}

#[test]
fn imports_are_read_as_the_compiler_reads_them() {
    let text = "use crate::a::{self, b::{C, d}, E};\nuse super::f;\n/// [`crate::no`]\nfn g() { crate::h::i(); }";
    let paths: Vec<String> = imports(text).iter().map(|path| path.join("::")).collect();
    assert_eq!(
        paths,
        [
            "crate::a::self",
            "crate::a::b::C",
            "crate::a::b::d",
            "crate::a::E",
            "super::f",
            "crate::h::i",
        ]
    );
    let modules: BTreeMap<String, String> = ["poll", "poll/kind", "ids"]
        .map(|module| (module.to_owned(), String::new()))
        .into();
    let resolved = |module: &str, path: &str| {
        let path: Vec<String> = path.split("::").map(str::to_owned).collect();
        resolve(module, &path, &modules)
    };
    assert_eq!(
        resolved("poll/kind", "super::Poll").as_deref(),
        Some("poll")
    );
    assert_eq!(resolved("poll", "kind::Kind").as_deref(), Some("poll/kind"));
    assert_eq!(
        resolved("ids", "crate::poll::kind::Kind").as_deref(),
        Some("poll/kind")
    );
    assert_eq!(resolved("ids", "std::fmt").as_deref(), None);
}

/// The kinds of polls share a line, because none knows another.
fn listed_as(module: &str) -> &str {
    if module.starts_with("poll/kinds/") {
        "poll/kinds/*"
    } else {
        module
    }
}

/// Returns the text of each module but the crate's root, by path, without the tests in it.
fn modules() -> BTreeMap<String, String> {
    fn walk(folder: &Path, prefix: &str, modules: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let stem = path.file_stem().and_then(|name| name.to_str());
            let name = stem.expect("a name").to_owned();
            if path.is_dir() {
                walk(&path, &format!("{prefix}{name}/"), modules);
                continue;
            }
            let module = match name.as_str() {
                "lib" => continue,
                "mod" => prefix.trim_end_matches('/').to_owned(),
                file => format!("{prefix}{file}"),
            };
            let text = std::fs::read_to_string(&path).expect("a source file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            modules.insert(module, code.to_owned());
        }
    }
    let mut modules = BTreeMap::new();
    walk(Path::new("src"), "", &mut modules);
    modules
}

/// Returns the paths in a file: all of its `use`, and each `crate::…` or `super::…` elsewhere.
fn imports(text: &str) -> Vec<Vec<String>> {
    let code: Vec<&str> = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect();
    let mut paths = vec![];
    let mut rest = String::new();
    for statement in code.join("\n").split_inclusive(';') {
        let start = statement.match_indices("use ").find(|(at, _)| {
            matches!(
                statement[..*at].trim_end_matches("pub ").chars().last(),
                None | Some('\n')
            )
        });
        match start {
            Some((start, found)) => {
                rest.push_str(&statement[..start]);
                let tree = statement[start + found.len()..].trim_end_matches(';');
                expand(tree, &[], &mut paths);
            }
            None => rest.push_str(statement),
        }
    }
    let starts = rest
        .match_indices("crate::")
        .chain(rest.match_indices("super::"));
    for (start, _) in starts {
        let path: String = rest[start..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':')
            .collect();
        paths.push(path.split("::").map(str::to_owned).collect());
    }
    paths
}

/// Expands `a::{b, c::{d, e}}` into paths.
fn expand(tree: &str, prefix: &[String], paths: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or_default();
        let segments = name.split("::").map(|segment| segment.trim().to_owned());
        paths.push(prefix.iter().cloned().chain(segments).collect());
        return;
    };
    let segments = head.split("::").map(str::trim).filter(|s| !s.is_empty());
    let prefix: Vec<String> = prefix
        .iter()
        .cloned()
        .chain(segments.map(str::to_owned))
        .collect();
    let group = group.rsplit_once('}').map_or(group, |(inside, _)| inside);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    expand(&group[start..at], &prefix, paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// Returns the module a path leads to: its longest prefix that is a module.
fn resolve(module: &str, path: &[String], modules: &BTreeMap<String, String>) -> Option<String> {
    let parent = module.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (base, rest) = match path.first()?.as_str() {
        "crate" => ("", &path[1..]),
        "super" => (parent, &path[1..]),
        _ => (module, path),
    };
    let mut found =
        (!base.is_empty() && modules.contains_key(base) && base != module).then(|| base.to_owned());
    let mut at = base.to_owned();
    for segment in rest {
        at = if at.is_empty() {
            segment.clone()
        } else {
            format!("{at}/{segment}")
        };
        if !modules.contains_key(&at) {
            break;
        }
        found = Some(at.clone());
    }
    found
}
