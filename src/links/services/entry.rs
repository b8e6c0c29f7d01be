//! From what the services said of one work to its line in the lock.

use jiff::Timestamp;

use super::client::Fault;
use super::opinion::{self, Record};
use crate::lock::{
    Confirmation, Reason, Standing, Statement, Verdict, WorkEntry, gather, next_standing_check,
    next_work_check, standing, standing_of,
};

/// What came of the question whether an identifier is one.
#[derive(Clone, Debug)]
pub(super) enum Identity {
    /// A service knows it.
    Known,
    /// The service that must know says that there is none.
    Missing(Reason, String),
    /// Nobody could tell.
    Fault(Fault),
    /// There was nobody to ask.
    Unasked,
}

/// What was learned of one work.
#[derive(Clone, Debug)]
pub(super) struct Learned {
    pub(super) identity: Identity,
    pub(super) record: Record,
    /// The DOI that this one is another name of.
    pub(super) alias_of: Option<String>,
    /// What else was said, for people.
    pub(super) remarks: Vec<String>,
    /// Whether a service that was asked how the work stands did not answer.
    pub(super) is_partial: bool,
}

impl Learned {
    pub(super) fn new(identity: Identity, record: Record) -> Self {
        Self { identity, record, alias_of: None, remarks: Vec::new(), is_partial: false }
    }
}

/// The entry of `work`. What was known before stays where nobody says otherwise now.
pub(super) fn entry(
    work: &str,
    learned: Learned,
    earlier: Option<&WorkEntry>,
    confirmation: Confirmation,
    now: Timestamp,
) -> WorkEntry {
    let Learned { identity, mut record, alias_of, remarks, is_partial } = learned;
    let opinions = std::mem::take(&mut record.opinions);
    let mut evidence: Vec<String> = opinions.iter().map(opinion::Opinion::evidence).collect();
    evidence.extend(remarks);
    let (verdict, reason, retry_at) = match identity {
        Identity::Known => (Verdict::Ok, None, None),
        Identity::Missing(reason, said) => {
            evidence.push(said);
            (Verdict::Broken, Some(reason), None)
        }
        Identity::Fault(fault) => {
            evidence.push(fault.evidence);
            (Verdict::Unverifiable, Some(fault.reason), fault.retry_at)
        }
        Identity::Unasked => {
            evidence.push("no service was asked".to_owned());
            (Verdict::Skipped, Some(Reason::Offline), None)
        }
    };
    let failed = matches!(verdict, Verdict::Unverifiable | Verdict::Skipped);
    let before = earlier.map(WorkEntry::statements).unwrap_or_default();
    let statements = opinions.iter().map(|opinion| Statement {
        service: opinion.service.to_owned(),
        at: now,
        notices: opinion.notices.clone(),
    });
    let said = gather(before.into_iter().chain(statements));
    let (worst, notice) = standing(&said).unzip();
    // That nothing is known against a work is news only where somebody said so now.
    let is_told_now = !opinions.is_empty() && !failed;
    let worst = worst.filter(|worst| *worst > Standing::Current || is_told_now);
    evidence.extend(remembered(&said, worst, now));
    // What describes the work comes from one answer.
    let described = earlier.filter(|_| record.title.is_none());
    let asked_again = next_work_check(work, verdict, now, retry_at);
    let mut entry = WorkEntry {
        work: work.to_owned(),
        verdict,
        reason,
        standing: None,
        notice: None,
        said,
        notice_of: record.notice_of.or_else(|| earlier?.notice_of.clone()),
        alias_of: alias_of.or_else(|| earlier.filter(|_| failed)?.alias_of.clone()),
        title: record.title,
        other_titles: record.other_titles,
        year: record.year,
        other_years: record.other_years,
        first_author: record.first_author,
        containers: record.containers,
        checked_at: now,
        next: asked_again,
        standing_next: None,
        fails: 0,
        first_fail: None,
        evidence: evidence.join("; "),
    };
    if let Some(known) = described {
        entry.title.clone_from(&known.title);
        entry.other_titles.clone_from(&known.other_titles);
        entry.other_years.clone_from(&known.other_years);
        entry.year = entry.year.or(known.year);
        entry.first_author = entry.first_author.or_else(|| known.first_author.clone());
        if entry.containers.is_empty() {
            entry.containers.clone_from(&known.containers);
        }
    }
    entry.set_standing(worst, notice.flatten().filter(|_| worst > Some(Standing::Current)));
    confirmation.work(earlier, &mut entry);
    entry.next = if failed { asked_again } else { next_work_check(work, entry.verdict, now, None) };
    entry.standing_next = match entry.verdict {
        Verdict::Broken | Verdict::Skipped => None,
        _ if failed => Some(asked_again),
        _ if is_partial => Some(next_standing_check(work, None, now)),
        _ => Some(next_standing_check(work, worst.filter(|_| is_told_now), now)),
    };
    entry
}

/// Who said earlier what makes the standing, where nobody says it now.
fn remembered(said: &[Statement], worst: Option<Standing>, now: Timestamp) -> Option<String> {
    let worst = worst.filter(|worst| *worst > Standing::Current)?;
    let mut telling = said.iter().flat_map(|statement| {
        let notices = statement.notices.iter().filter(|notice| standing_of(&notice.kind) == worst);
        notices.map(move |notice| (statement, notice))
    });
    if telling.clone().any(|(statement, _)| statement.at == now) {
        return None;
    }
    telling.next_back().map(|(statement, notice)| opinion::earlier(statement, notice))
}
