//! What is to be written ► text.

use super::WIDTH;
use super::layout::{Body, Comment, Entry, File};

/// Writes a file.
pub(super) fn write(file: &File<'_>) -> String {
    let mut writer = Writer { out: String::new(), after_kept: false };
    writer.comments(&file.head, 0);
    if file.space_after_head {
        writer.space();
    }
    writer.entries(&file.entries, 0, false);
    writer.comments(&file.tail, 0);
    writer.out
}

struct Writer {
    out: String,
    /// Whether the last thing was a text of which empty lines after it would become a part.
    after_kept: bool,
}

impl Writer {
    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") && !self.after_kept {
            self.out.push('\n');
        }
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn comments(&mut self, comments: &[Comment<'_>], indent: usize) {
        for comment in comments {
            if comment.space_before {
                self.space();
            }
            self.indent(indent);
            self.out.push_str(comment.text);
            self.out.push('\n');
            self.after_kept = false;
        }
    }

    /// Writes entries; the first one goes on the line that is begun where `begun` says so.
    fn entries(&mut self, entries: &[Entry<'_>], indent: usize, begun: bool) {
        for (index, entry) in entries.iter().enumerate() {
            if index > 0 || !begun {
                self.comments(&entry.before, indent);
                self.indent(indent);
            }
            match entry.key {
                Some(key) => {
                    self.out.push_str(key);
                    self.out.push(':');
                }
                None => self.out.push('-'),
            }
            self.body(entry, indent);
        }
    }

    fn end_line(&mut self, comment: Option<&str>) {
        if let Some(comment) = comment {
            self.out.push(' ');
            self.out.push_str(comment);
        }
        self.out.push('\n');
        self.after_kept = false;
    }

    fn body(&mut self, entry: &Entry<'_>, indent: usize) {
        let inner = indent + 2;
        match &entry.body {
            Body::Lines(lines) => {
                for (index, line) in lines.iter().enumerate() {
                    if index == 0 {
                        self.out.push(' ');
                    } else {
                        self.out.push('\n');
                        self.indent(if line.is_empty() { 0 } else { inner });
                    }
                    self.out.push_str(line);
                }
                self.end_line(entry.comment);
            }
            Body::Text { style, chomping, lines } => {
                self.out.extend([' ', *style]);
                // Where the text itself starts with a space, its indentation has to be told.
                if lines.iter().find(|line| !line.is_empty()).is_some_and(|line| line.starts_with(' ')) {
                    self.out.push('2');
                }
                self.out.push_str(chomping);
                self.end_line(entry.comment);
                for line in lines {
                    self.indent(if line.is_empty() { 0 } else { inner });
                    self.out.push_str(line);
                    self.out.push('\n');
                }
                self.after_kept = *chomping == "+";
            }
            Body::Block { flow: Some(flow), entries, .. } if entries.is_empty() || self.fits(flow) => {
                self.out.push(' ');
                self.out.push_str(flow);
                self.end_line(entry.comment);
            }
            Body::Block { entries, tail, .. } => {
                let is_bare =
                    entry.comment.is_none() && entries.first().is_some_and(|first| first.before.is_empty());
                let begun = entry.key.is_none() && is_bare;
                if begun {
                    self.out.push(' ');
                } else {
                    self.end_line(entry.comment);
                }
                self.entries(entries, inner, begun);
                self.comments(tail, inner);
            }
        }
    }

    fn fits(&self, flow: &str) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        line.chars().count() + 1 + flow.chars().count() <= WIDTH
    }
}
