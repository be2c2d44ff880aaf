//! The text that Prometheus reads, version 0.0.4 of its format.

use std::fmt::{Display, Write};

use super::kinds::Held;

/// The text of all numbers.
#[derive(Default)]
pub struct Page(String);

impl Page {
    /// The type of the text.
    pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

    /// Writes a number that grows, with a line for each value of its label. Names of labels and their values are ours and
    /// need no quoting.
    pub fn counter<V: Display>(
        &mut self,
        name: &str,
        help: &str,
        lines: impl IntoIterator<Item = (String, V)>,
    ) {
        self.family(name, help, "counter");
        self.lines(name, lines);
    }

    /// Writes a number that grows and shrinks.
    pub fn gauge<V: Display>(
        &mut self,
        name: &str,
        help: &str,
        lines: impl IntoIterator<Item = (String, V)>,
    ) {
        self.family(name, help, "gauge");
        self.lines(name, lines);
    }

    /// Writes a histogram.
    pub fn histogram(&mut self, name: &str, help: &str, held: Option<Held>) {
        let Some(held) = held else { return };
        self.family(name, help, "histogram");
        for (bound, count) in held.buckets {
            match bound {
                Some(bound) => self.line(&format!("{name}_bucket{{le=\"{bound}\"}}"), count),
                None => self.line(&format!("{name}_bucket{{le=\"+Inf\"}}"), count),
            }
        }
        self.line(&format!("{name}_sum"), held.sum);
        self.line(&format!("{name}_count"), held.count);
    }

    /// Returns the text.
    pub fn text(self) -> String {
        self.0
    }

    fn family(&mut self, name: &str, help: &str, kind: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn lines<V: Display>(&mut self, name: &str, lines: impl IntoIterator<Item = (String, V)>) {
        for (labels, value) in lines {
            match labels.as_str() {
                "" => self.line(name, value),
                labels => self.line(&format!("{name}{{{labels}}}"), value),
            }
        }
    }

    fn line(&mut self, series: &str, value: impl Display) {
        let _ = writeln!(self.0, "{series} {value}");
    }
}
