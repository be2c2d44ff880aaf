//! Contenders named on the command line: other Plenary binaries, and programs that speak the plain dialect.

use std::path::PathBuf;
use std::process::Command;
use std::str::FromStr;

use anyhow::{Result, bail};

const FORM: &str = "expected NAME=COMMAND, or NAME=plenary:PATH for another Plenary binary";
/// Marks another Plenary. Without it, the program is a shell command.
const PLENARY: &str = "plenary:";
/// Limit on a name, which heads a column.
const NAME_CHARS_MAX: usize = 20;

/// A contender from the command line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    pub name: String,
    pub program: Program,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Program {
    /// Another Plenary binary, which plays everything Plenary plays.
    Plenary(PathBuf),
    /// A command that serves the plain dialect and prints `listening on PORT`.
    Plain(String),
}

impl FromStr for Given {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Given> {
        let Some((name, program)) = text.split_once('=') else {
            bail!(FORM);
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if name.is_empty() || name.len() > NAME_CHARS_MAX || !name.chars().all(is_plain) {
            bail!("a name is 1 to {NAME_CHARS_MAX} letters, digits, dots and dashes; {FORM}");
        }
        let program = match program.strip_prefix(PLENARY) {
            Some(path) if !path.is_empty() => Program::Plenary(path.into()),
            None if !program.trim().is_empty() => Program::Plain(program.to_owned()),
            Some(_) | None => bail!("{name} has no program; {FORM}"),
        };
        Ok(Given {
            name: name.to_owned(),
            program,
        })
    }
}

/// Returns a process that becomes the command's program, so its processor time and memory are those of this process.
pub fn shell(command: &str, first: u64) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("exec {command}"));
    shell.env("FIRST", first.to_string());
    shell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_distinguishes_a_plenary_from_a_command() {
        for (text, name, program) in [
            (
                "old=plenary:/tmp/old one",
                "old",
                Program::Plenary("/tmp/old one".into()),
            ),
            (
                "go-1.2=./peer --port=0",
                "go-1.2",
                Program::Plain("./peer --port=0".to_owned()),
            ),
            (
                "x=/bin/plenary",
                "x",
                Program::Plain("/bin/plenary".to_owned()),
            ),
        ] {
            let given: Given = text.parse().unwrap();
            assert_eq!((&*given.name, given.program), (name, program), "{text}");
        }
    }

    #[test]
    fn other_forms_are_refused_with_the_expected_form() {
        for bad in [
            "",
            "old",
            "=x",
            "old=",
            "old= ",
            "old=plenary:",
            "a b=x",
            "a-name-that-is-too-long=x",
        ] {
            let error = bad.parse::<Given>().unwrap_err().to_string();
            assert!(error.contains("NAME=plenary:PATH"), "{bad}: {error}");
        }
    }
}
