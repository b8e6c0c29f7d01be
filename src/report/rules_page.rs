//! The registry of rules as a page of Markdown: what `kb rules --format markdown` prints, and `docs/rules.md`.

use std::fmt::Write;

use crate::lint::{Group, Rule, rules};

/// Writes the page: a table of all rules, then a section for each, by group.
pub fn render() -> String {
    let mut text = String::from(
        "# The rules\n\nWritten by `UPDATE_DOCS=1 cargo test --all-features rules_page`; `kb explain RULE` shows one of them in a terminal.\n\n\
         Levels: an error fails the run, a warning fails it with `--warnings-as-errors`, an info never does.\n",
    );
    let mut groups: Vec<Group> = rules::ALL.iter().map(|rule| rule.group).collect();
    groups.sort();
    groups.dedup();
    for group in &groups {
        let _ = writeln!(text, "\n## {}\n\n| rule | level | finds |\n| --- | --- | --- |", group.name());
        for rule in of(*group) {
            let summary = rule.summary.replace('|', "\\|");
            let _ = writeln!(text, "| [`{0}`](#{0}) | {1} | {summary} |", rule.name, rule.level);
        }
    }
    for rule in groups.iter().flat_map(|group| of(*group)) {
        section(&mut text, rule);
    }
    text
}

fn of(group: Group) -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().copied().filter(move |rule| rule.group == group)
}

fn section(text: &mut String, rule: &Rule) {
    let standard = rule.standard.unwrap_or("none; this project's own");
    let fixed = match (rule.level_can_change(), rule.can_be_silenced()) {
        (false, _) => " (can be neither silenced nor lowered)",
        (true, false) => " (cannot be silenced)",
        (true, true) => "",
    };
    let _ = writeln!(
        text,
        "\n### {}\n\nFinds {}. Level: {}{fixed}. Group: {}.\n\nWhy: {}.\n\nStandard: {standard}.",
        rule.name,
        rule.summary,
        rule.level,
        rule.group.name(),
        rule.why
    );
    if let Some(limits) = rule.limits() {
        let _ = writeln!(text, "\nIt can be wrong: {limits}.");
    }
    if let Some(table) = rule.table() {
        let _ = write!(text, "\n{}", table.markdown());
    }
    for (title, example) in [("Bad", &rule.bad), ("Good", &rule.good)] {
        for (path, content) in example.files() {
            let language = match path.rsplit('.').next() {
                Some("toml") => "toml",
                Some("lock") => "json",
                _ => "yaml",
            };
            let _ = writeln!(text, "\n{title}: `{path}`\n\n```{language}\n{}\n```", content.trim_end());
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_in_docs_is_that_of_the_rules() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
        let page = super::render();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).unwrap();
            std::fs::write(path, &page).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == page, "stale; write it with UPDATE_DOCS=1 cargo test --all-features rules_page");
    }
}
