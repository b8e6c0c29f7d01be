//! How a work stands, from all that was ever said of it.
//!
//! Silence takes nothing back: a service that does not know a work any more, has an empty list or says `false` leaves what it said before, and
//! what others said, as it was. Only a reinstatement does, whoever tells of it, and only what is older.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Notice, Standing, Statement, Verdict, WorkEntry};

/// What a notice of this kind does to a work, whoever names the kind: Crossref, PubMed or Retraction Watch.
pub fn standing_of(kind: &str) -> Standing {
    let kind = kind.to_lowercase().replace([' ', '-'], "_");
    let holds = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    if is_reinstatement(&kind) {
        Standing::Current
    } else if kind.contains("partial") && holds(&["retract", "withdraw"]) || kind.contains("concern") {
        Standing::Concern
    } else if holds(&["retract", "withdraw", "removal", "removed"]) {
        Standing::Retracted
    } else if holds(&["correct", "corrig", "errat", "addend", "clarif"]) {
        Standing::Corrected
    } else {
        // New versions, new editions, and words that are not invented yet.
        Standing::Current
    }
}

fn is_reinstatement(kind: &str) -> bool {
    kind.to_lowercase().contains("reinstat")
}

/// How a work stands by all that was said of it, and the notice behind that. `None` where nobody said anything.
///
/// The worst counts, and of equals the publisher's, then the one with the most to show.
pub fn standing(said: &[Statement]) -> Option<(Standing, Option<Notice>)> {
    if said.is_empty() {
        return None;
    }
    let notices: Vec<&Notice> = said.iter().flat_map(|statement| &statement.notices).collect();
    let back: Vec<&Notice> =
        notices.iter().filter(|notice| is_reinstatement(&notice.kind)).copied().collect();
    let rank = |notice: &&&Notice| {
        (standing_of(&notice.kind), notice.source == "publisher", notice.doi.is_some(), notice.date.is_some())
    };
    let standing_notices = notices.iter().filter(|notice| {
        standing_of(&notice.kind) != Standing::Retracted || !back.iter().any(|back| is_undone(notice, back))
    });
    // Of equals the first.
    let worst = standing_notices.rev().max_by_key(rank);
    let standing = worst.map_or(Standing::Current, |notice| standing_of(&notice.kind));
    Some((standing, worst.filter(|_| standing != Standing::Current).map(|notice| (*notice).clone())))
}

/// Whether a reinstatement undoes a retraction: one that is no younger, or the undated mark of somebody who only passes it on.
fn is_undone(retraction: &Notice, back: &Notice) -> bool {
    match (&retraction.date, &back.date) {
        (Some(retracted), Some(back)) => {
            let shorter = retracted.len().min(back.len());
            retracted.get(..shorter) <= back.get(..shorter)
        }
        (None, _) => matches!(retraction.source.as_str(), "pubmed" | "openalex"),
        (Some(_), None) => false,
    }
}

/// Puts statements together: of each service when it spoke last, and of each notice when that service told of it last.
pub fn gather(said: impl IntoIterator<Item = Statement>) -> Vec<Statement> {
    let mut spoke: BTreeMap<String, Timestamp> = BTreeMap::new();
    let mut told: Vec<(String, Notice, Timestamp)> = Vec::new();
    for Statement { service, at, notices } in said {
        let last = spoke.entry(service.clone()).or_insert(at);
        *last = at.max(*last);
        for notice in notices {
            match told.iter_mut().find(|(who, known, _)| *who == service && *known == notice) {
                Some((.., known_at)) => *known_at = at.max(*known_at),
                None => told.push((service.clone(), notice, at)),
            }
        }
    }
    let mut gathered: BTreeMap<(String, Timestamp), Vec<Notice>> =
        spoke.into_iter().map(|(service, at)| ((service, at), Vec::new())).collect();
    for (service, notice, at) in told {
        gathered.entry((service, at)).or_default().push(notice);
    }
    gathered
        .into_iter()
        .map(|((service, at), mut notices)| {
            notices.sort_by_key(|notice| {
                (notice.date.clone(), notice.kind.clone(), notice.doi.clone(), notice.source.clone())
            });
            Statement { service, at, notices }
        })
        .collect()
}

impl WorkEntry {
    /// All that was said of the work. A line that an earlier program wrote has no more than how it stands.
    pub fn statements(&self) -> Vec<Statement> {
        let mut said = self.said.clone();
        let known = self.standing_by_verdict();
        if known > standing(&said).map(|(standing, _)| standing) {
            let kind = match known {
                Some(Standing::Retracted) => Some("retraction"),
                Some(Standing::Concern) => Some("expression_of_concern"),
                Some(Standing::Corrected) => Some("correction"),
                _ => None,
            };
            let blank = |kind: &str| Notice { kind: kind.to_owned(), ..Notice::default() };
            let notice = kind.map(|kind| {
                // A notice that says less than the standing is not what it came from.
                let told = self.notice.clone().filter(|notice| Some(standing_of(&notice.kind)) == known);
                told.unwrap_or_else(|| blank(kind))
            });
            let service = match notice.as_ref().map(|notice| notice.source.as_str()) {
                Some("pubmed" | "openalex" | "retraction-watch") => {
                    self.notice.as_ref().map(|notice| notice.source.clone())
                }
                _ => None,
            };
            said.push(Statement {
                service: service.unwrap_or_else(|| "crossref".to_owned()),
                at: self.checked_at,
                notices: notice.into_iter().collect(),
            });
        }
        gather(said)
    }

    /// How the work stands, by its standing or its verdict.
    pub fn standing_by_verdict(&self) -> Option<Standing> {
        let by_verdict = match self.verdict {
            Verdict::Retracted => Some(Standing::Retracted),
            Verdict::Concern => Some(Standing::Concern),
            Verdict::Corrected => Some(Standing::Corrected),
            _ => None,
        };
        by_verdict.max(self.standing)
    }

    /// Sets how the work stands, and what that makes of its verdict: that an identifier is gone is worse than a notice, but for a retraction.
    pub fn set_standing(&mut self, standing: Option<Standing>, notice: Option<Notice>) {
        (self.standing, self.notice) = (standing, notice);
        let by_standing = match standing {
            Some(Standing::Retracted) => Some(Verdict::Retracted),
            Some(Standing::Concern) if self.verdict != Verdict::Broken => Some(Verdict::Concern),
            Some(Standing::Corrected) if self.verdict != Verdict::Broken => Some(Verdict::Corrected),
            _ => None,
        };
        if let Some(verdict) = by_standing {
            (self.verdict, self.reason) = (verdict, None);
        } else if matches!(self.verdict, Verdict::Retracted | Verdict::Concern | Verdict::Corrected) {
            self.verdict = Verdict::Ok;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(day: u8) -> Timestamp {
        format!("2026-11-{day:02}T12:00:00Z").parse().unwrap()
    }

    fn notice(kind: &str, date: &str, source: &str) -> Notice {
        let date = (!date.is_empty()).then(|| date.to_owned());
        Notice { kind: kind.into(), doi: None, date, source: source.into() }
    }

    fn said(service: &str, day: u8, notices: &[Notice]) -> Statement {
        Statement { service: service.into(), at: at(day), notices: notices.to_vec() }
    }

    #[test]
    fn kinds_come_to_a_standing() {
        for (kind, standing) in [
            ("retraction", Standing::Retracted),
            ("withdrawal", Standing::Retracted),
            ("removal", Standing::Retracted),
            ("Retraction", Standing::Retracted),
            ("retracted and republished", Standing::Retracted),
            ("partial_retraction", Standing::Concern),
            ("Partial retraction in", Standing::Concern),
            ("expression_of_concern", Standing::Concern),
            ("Expression of concern", Standing::Concern),
            ("erratum", Standing::Corrected),
            ("corrigendum", Standing::Corrected),
            ("Correction", Standing::Corrected),
            ("corrected and republished", Standing::Corrected),
            ("addendum", Standing::Corrected),
            ("clarification", Standing::Corrected),
            ("new_version", Standing::Current),
            ("new_edition", Standing::Current),
            ("Reinstatement", Standing::Current),
            ("comment", Standing::Current),
            ("something_new", Standing::Current),
        ] {
            assert_eq!(standing_of(kind), standing, "{kind}");
        }
    }

    #[test]
    fn the_worst_counts_and_a_later_reinstatement_undoes_a_retraction() {
        let retracted = |date| notice("retraction", date, "publisher");
        let back = |date| notice("reinstatement", date, "retraction-watch");
        let flag = notice("retraction", "", "openalex");
        for (notices, expected) in [
            (vec![], Standing::Current),
            (vec![retracted("2015-01-02")], Standing::Retracted),
            (vec![retracted("2015-01-02"), back("2017-03-01")], Standing::Current),
            (vec![back("2017-03-01"), retracted("2015-01-02")], Standing::Current),
            (vec![retracted("2015-01-02"), back("2015-01-02")], Standing::Current),
            (vec![retracted("2015"), back("2017")], Standing::Current),
            (vec![retracted("2017"), back("2017-03-01")], Standing::Current),
            (vec![retracted("2018-01-02"), back("2017-03-01")], Standing::Retracted),
            (vec![retracted("2015-01-02"), back("2017-03-01"), retracted("2019-01-01")], Standing::Retracted),
            (vec![retracted("2015-01-02"), back("2017-03-01"), flag.clone()], Standing::Current),
            (vec![flag.clone()], Standing::Retracted),
            (vec![retracted(""), back("2017-03-01")], Standing::Retracted),
            (vec![retracted("2015-01-02"), back("")], Standing::Retracted),
            (vec![back("2017-03-01")], Standing::Current),
            (
                vec![
                    retracted("2015-01-02"),
                    back("2017-03-01"),
                    notice("correction", "2017-03-01", "publisher"),
                ],
                Standing::Corrected,
            ),
            (
                vec![
                    notice("correction", "2012", "publisher"),
                    notice("expression_of_concern", "2013", "publisher"),
                ],
                Standing::Concern,
            ),
        ] {
            // Whoever tells of it, and in however many statements.
            let one = standing(&[said("crossref", 1, &notices)]).unwrap();
            let each: Vec<_> = notices
                .iter()
                .enumerate()
                .map(|(index, notice)| {
                    said(["crossref", "retraction-watch"][index % 2], 2, std::slice::from_ref(notice))
                })
                .collect();
            assert_eq!(one.0, expected, "{notices:?}");
            assert_eq!(one.1.is_some(), expected != Standing::Current, "{notices:?}");
            assert_eq!(
                standing(&each).map_or(Standing::Current, |(standing, _)| standing),
                expected,
                "{notices:?}"
            );
        }
        assert_eq!(standing(&[]), None);
    }

    #[test]
    fn what_a_service_says_no_longer_stays_with_its_day() {
        let retracted = notice("retraction", "2015-01-02", "publisher");
        let gathered = gather([
            said("crossref", 1, std::slice::from_ref(&retracted)),
            said("crossref", 8, &[]),
            said("openalex", 8, &[]),
        ]);
        assert_eq!(
            gathered,
            [
                said("crossref", 1, std::slice::from_ref(&retracted)),
                said("crossref", 8, &[]),
                said("openalex", 8, &[])
            ]
        );
        assert_eq!(standing(&gathered).unwrap().0, Standing::Retracted);
        let again =
            gather(gathered.into_iter().chain([said("crossref", 15, std::slice::from_ref(&retracted))]));
        assert_eq!(again, [said("crossref", 15, &[retracted]), said("openalex", 8, &[])]);
    }

    #[test]
    fn a_line_of_an_earlier_program_counts_as_said() {
        let entry = |rest: &str| -> WorkEntry {
            let line = format!(
                r#"{{"work":"doi:10.1000/x","checked_at":"2026-11-01T12:00:00Z","next":"2026-11-01T12:00:00Z",{rest}}}"#
            );
            serde_json::from_str(&line).unwrap()
        };
        let told = entry(
            r#""verdict":"retracted","standing":"retracted","notice":{"kind":"retraction","source":"retraction-watch"}"#,
        );
        assert_eq!(
            told.statements(),
            [said("retraction-watch", 1, &[notice("retraction", "", "retraction-watch")])]
        );
        let bare = entry(r#""verdict":"retracted""#);
        assert_eq!(standing(&bare.statements()).unwrap().0, Standing::Retracted);
        assert_eq!(entry(r#""verdict":"ok","standing":"current""#).statements(), [said("crossref", 1, &[])]);
        assert_eq!(entry(r#""verdict":"ok""#).statements(), []);
    }

    fn statements() -> impl Strategy<Value = Vec<Statement>> {
        let notice = (0_usize..3, 0_usize..3).prop_map(|(kind, date)| {
            notice(
                ["retraction", "reinstatement", "correction"][kind],
                ["", "2015", "2017-01-01"][date],
                "publisher",
            )
        });
        let one = (0_usize..2, 1_u8..4, proptest::collection::vec(notice, 0..3))
            .prop_map(|(service, day, notices)| said(["crossref", "pubmed"][service], day, &notices));
        proptest::collection::vec(one, 0..5)
    }

    proptest! {
        #[test]
        fn gathering_loses_no_notice_whatever_the_order(a in statements(), b in statements()) {
            let all = || a.iter().cloned().chain(b.iter().cloned());
            let gathered = gather(all());
            prop_assert_eq!(&gather(b.iter().cloned().chain(a.iter().cloned())), &gathered);
            prop_assert_eq!(&gather(gather(a.clone()).into_iter().chain(gather(b.clone()))), &gathered);
            prop_assert_eq!(&gather(gathered.clone()), &gathered);
            for statement in all() {
                for notice in &statement.notices {
                    prop_assert!(gathered.iter().any(|it| it.service == statement.service && it.at >= statement.at && it.notices.contains(notice)));
                }
            }
            // More words never make it better, but for a reinstatement.
            let is_back = |statement: &Statement| statement.notices.iter().any(|notice| notice.kind == "reinstatement");
            if !b.iter().any(is_back) {
                prop_assert!(standing(&gathered).map(|it| it.0) >= standing(&a).map(|it| it.0));
            }
        }
    }
}
