//! Which certainties and citations can stand with a verdict. The rules on verdicts, `kb explain` and the pages of documentation read it here.

use std::sync::LazyLock;

use super::rule_notes::Table;
use crate::model::Verdict;

/// What can stand with a verdict: a line of the table.
#[derive(Debug)]
pub(in crate::lint) struct Line {
    /// The verdict.
    pub(in crate::lint) verdict: &'static str,
    /// The certainties.
    pub(in crate::lint) certainties: Vec<&'static str>,
    /// What holds for citations that support: `needed`, `allowed`, `indirect`, `partial` or `forbidden`.
    pub(in crate::lint) support: &'static str,
    /// What holds for citations that contradict: `needed`, `allowed`, `forbidden`, or `hidden` where they would be hidden by the verdict.
    pub(in crate::lint) against: &'static str,
}

static TABLE: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut columns = line.split('\t');
        Some(Line {
            verdict: columns.next()?,
            certainties: columns.next()?.split(' ').collect(),
            support: columns.next()?,
            against: columns.next()?,
        })
    };
    include_str!("rules/verdict_against_citations.tsv").lines().filter_map(line).collect()
});

/// The line of a verdict.
pub(in crate::lint) fn line(verdict: Verdict) -> Option<&'static Line> {
    TABLE.iter().find(|line| line.verdict == verdict.as_str())
}

/// Says whether a reader takes a claim with this verdict for carried by its sources.
pub(in crate::lint) fn is_carried(verdict: Verdict) -> bool {
    line(verdict).is_some_and(|line| line.support == "needed" && line.against != "needed")
}

/// Says whether this verdict shows no doubt, so that a source against the claim would be hidden.
pub(in crate::lint) fn hides_contradiction(verdict: Verdict) -> bool {
    line(verdict).is_some_and(|line| line.against == "hidden")
}

/// The table in words.
pub(in crate::lint) fn table() -> Table {
    const ALL: [&str; 7] = ["high", "moderate", "low", "very_low", "consensus", "good_practice", "none"];
    let names = |names: &[&str], joint: &str| {
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(joint)
    };
    let certainties = |line: &Line| {
        let missing: Vec<&str> = ALL.into_iter().filter(|name| !line.certainties.contains(name)).collect();
        match missing.as_slice() {
            [] => "any; `none` only with a `search` that found nothing".to_owned(),
            few if few.len() < 3 => format!("any but {}", names(few, " and ")),
            _ => names(&line.certainties, ", "),
        }
    };
    let support = |line: &Line| match line.support {
        "needed" if line.against != "needed" => "needed, or a `search`",
        "needed" => "needed",
        "indirect" => "only indirect, in part, or from weak studies",
        "partial" => "`partly_supports` only",
        "forbidden" => "none",
        _ => "allowed",
    };
    let against = |line: &Line| match line.against {
        "needed" => "needed",
        "forbidden" => "none",
        "hidden" => "none (see the rule `hidden-contradiction`)",
        _ => "allowed",
    };
    Table {
        head: vec!["verdict", "certainty", "citations that support", "citations that contradict"],
        rows: TABLE
            .iter()
            .map(|line| {
                vec![
                    format!("`{}`", line.verdict),
                    certainties(line),
                    support(line).to_owned(),
                    against(line).to_owned(),
                ]
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_has_a_line() {
        for verdict in Verdict::ALL {
            assert!(line(*verdict).is_some(), "{verdict}");
        }
        assert_eq!(TABLE.len(), Verdict::ALL.len());
    }

    #[test]
    fn the_table_that_editors_read_is_this_one() {
        let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/kb/README.md")).unwrap();
        assert!(page.contains(&table().markdown()), "kb/README.md needs this table:\n{}", table().markdown());
    }

    #[test]
    fn verdicts_that_carry_or_hide_are_told_apart() {
        let of = |is: fn(Verdict) -> bool| {
            Verdict::ALL.iter().copied().filter(|verdict| is(*verdict)).collect::<Vec<_>>()
        };
        assert_eq!(of(is_carried), [Verdict::Supported, Verdict::PartlySupported]);
        assert_eq!(of(hides_contradiction), [Verdict::Supported]);
    }
}
