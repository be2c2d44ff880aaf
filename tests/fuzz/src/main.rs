//! Runs one target under libFuzzer, which looks for inputs that reach new code. PLENARY_FUZZ names the target, and
//! PLENARY_CORPUS the folder of its inputs, to which the seeds are added.

#![no_main]

use std::env::var;
use std::fs::write;
use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use plenary_fuzz::{TARGETS, Target};

fuzz_target!(
    init: plant(),
    |input: &[u8]| (target().run)(input)
);

fn target() -> &'static Target {
    static TARGET: OnceLock<&Target> = OnceLock::new();
    TARGET.get_or_init(|| {
        let name = var("PLENARY_FUZZ").unwrap_or_default();
        let target = TARGETS.iter().find(|target| target.name == name);
        target.unwrap_or_else(|| panic!("PLENARY_FUZZ: there is no target {name:?}"))
    })
}

fn plant() {
    let corpus = var("PLENARY_CORPUS").unwrap_or_default();
    for (n, seed) in (target().seeds)().into_iter().enumerate() {
        let file = Path::new(&corpus).join(format!("seed-{n}"));
        write(&file, seed).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    }
}
