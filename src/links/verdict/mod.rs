//! From what came back to a verdict, its reason and its evidence.
//!
//! Facts come first (no answer, a status, a redirect), then guesses about a page that answers as if it stood, then what was asked of it:
//! the anchor and the quotes. **A quote that is found overrides every guess.**

mod absence;
mod address;
mod forward;
mod presence;
mod signs;
mod soft_404;
mod status;

use presence::Presence;
use url::Url;

pub(crate) use address::anchor;
pub(crate) use signs::in_headers as wall_in_headers;
pub(crate) use signs::in_page as sign_in_page;
pub(crate) use status::of_status;

use super::facts::PageFacts;
use super::fetch::{Answer, BodyEnd, Chain, End};
use crate::lock::{QuoteEntry, QuoteVerdict, Reason, Verdict};

/// A verdict with all that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) reason: Option<Reason>,
    pub(crate) evidence: String,
}

impl Judgement {
    pub(crate) fn new(verdict: Verdict, reason: Reason, evidence: impl Into<String>) -> Self {
        Self { verdict, reason: Some(reason), evidence: evidence.into() }
    }
}

/// What a verdict is made from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'a> {
    pub(crate) chain: &'a Chain,
    pub(crate) end: &'a End,
    /// What the reader made of the page, where it was read.
    pub(crate) facts: Option<&'a PageFacts>,
    /// The fragment of the reference.
    pub(crate) fragment: Option<&'a str>,
    /// What became of the quotes of the reference.
    pub(crate) quotes: &'a [QuoteEntry],
    /// The titles of the references that lead here.
    pub(crate) titles: &'a [String],
}

/// Judges a chain that has ended; not one that ended with `304`, whose verdict is the earlier one.
pub(crate) fn judge(case: &Case<'_>) -> Judgement {
    let judgement = match case.end {
        End::NotAsked(reason, evidence) => match reason {
            Reason::Offline | Reason::Policy => Judgement::new(Verdict::Skipped, *reason, evidence),
            _ => Judgement::new(Verdict::Unverifiable, *reason, evidence),
        },
        End::Policy(refusal) => {
            Judgement::new(Verdict::Skipped, Reason::Policy, policy(case.chain, &refusal.to_string()))
        }
        End::Failed(failure) => status::of_failure(failure, case.chain),
        End::Loop(evidence) => Judgement::new(Verdict::Broken, Reason::RedirectLoop, evidence),
        End::BadRedirect(evidence) => Judgement::new(Verdict::Broken, Reason::BadRedirect, evidence),
        End::NotModified => {
            Judgement::new(Verdict::Unverifiable, Reason::BadAnswer, "status 304 to an unconditional request")
        }
        End::Answer(answer) => answered(case, answer),
    };
    if case.chain.refreshed && matches!(judgement.verdict, Verdict::Broken | Verdict::Suspect) {
        let evidence = format!("the page redirects to `{}`: {}", case.chain.url, judgement.evidence);
        return Judgement::new(Verdict::Suspect, Reason::MetaRefresh, evidence);
    }
    judgement
}

fn policy(chain: &Chain, refusal: &str) -> String {
    match chain.hops.last() {
        Some(hop) => format!("a redirect to `{}`: {refusal}", hop.url),
        None => refusal.to_owned(),
    }
}

fn answered(case: &Case<'_>, answer: &Answer) -> Judgement {
    let found = case.quotes.iter().any(|quote| quote.verdict.is_found());
    let stands = (200..300).contains(&answer.status);
    // A refusal that comes with the whole page is none; 404 and 410 are said by the server, and not guessed.
    let is_page = stands || answer.status == 403 && found;
    if !is_page {
        return status::of_answer(answer, case.facts);
    }
    if !found && let Some(guess) = guess(case, answer) {
        return guess;
    }
    missing_anchor(case, answer)
        .or_else(|| missing_quote(case, answer))
        .unwrap_or_else(|| standing(case, answer))
}

/// What speaks against a page that answers as if it stood.
fn guess(case: &Case<'_>, answer: &Answer) -> Option<Judgement> {
    let (asked, landed) = (&case.chain.asked, &case.chain.url);
    let of = |found: signs::Found| {
        let verdict = match found.reason {
            Reason::Parked | Reason::Soft404 => Verdict::Suspect,
            _ => Verdict::Unverifiable,
        };
        Judgement::new(verdict, found.reason, found.evidence)
    };
    let suspect = |reason, evidence: String| Judgement::new(Verdict::Suspect, reason, evidence);
    if let Some(found) = signs::in_headers(&answer.headers) {
        return Some(of(found));
    }
    if let Some(found) = signs::in_address(asked, landed) {
        return Some(Judgement { evidence: format!("led to `{landed}`: {}", found.evidence), ..of(found) });
    }
    if let Some(segment) = address::gate(asked, landed) {
        let evidence = format!("led to `{landed}`: `{segment}` is a robot check");
        return Some(Judgement::new(Verdict::Unverifiable, Reason::BotWall, evidence));
    }
    if matches!(answer.status, 204 | 205) {
        return Some(suspect(Reason::Empty, format!("status {} means that there is nothing", answer.status)));
    }
    if answer.body.end == BodyEnd::Whole && answer.body.bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(suspect(Reason::Empty, format!("status {} with an empty body", answer.status)));
    }
    if address::is_sent_home(asked, landed) {
        return Some(suspect(Reason::HomePage, format!("led to the home page `{landed}`")));
    }
    let facts = case.facts.filter(|facts| facts.unreadable.is_none())?;
    let titles = || case.titles.iter().map(String::as_str);
    let presence = Presence::new(facts, titles(), case.quotes.iter().map(|quote| quote.quote.as_str()));
    if let Some(found) = signs::in_page(Some(facts), &answer.body.bytes) {
        // A page with the title of the record may ask for a login beside it, and a work may be about what is a sign elsewhere.
        let asks = matches!(found.reason, Reason::Unauthorized | Reason::Consent | Reason::Maintenance);
        let is_the_work = asks && presence.is_titled() && case.quotes.is_empty();
        if !is_the_work && !titles().any(|title| found.is_in(title)) {
            return Some(of(found));
        }
    }
    if let Some(evidence) = soft_404::evidence(facts).filter(|_| !titles().any(soft_404::is_about)) {
        return Some(suspect(Reason::Soft404, format!("status {}, and {evidence}", answer.status)));
    }
    if signs::is_shell(facts, &answer.body.bytes) {
        let evidence = "the page has no text except what a script puts there";
        return Some(Judgement::new(Verdict::Unverifiable, Reason::NeedsJavaScript, evidence));
    }
    if forward::is_forwarding(&facts.text, &answer.body.bytes) {
        let evidence = "a script of the page redirects, and only a browser can follow it";
        return Some(Judgement::new(Verdict::Unverifiable, Reason::NeedsJavaScript, evidence));
    }
    let shows_nothing = facts.text.trim().is_empty() && !shows_pictures(&answer.body.bytes);
    if answer.body.end == BodyEnd::Whole && shows_nothing {
        return Some(suspect(Reason::Empty, format!("status {}, and the page has no text", answer.status)));
    }
    absence::guess(case, answer, facts, &presence)
}

fn shows_pictures(body: &[u8]) -> bool {
    let source = String::from_utf8_lossy(body).to_lowercase();
    ["<img", "<svg", "<iframe", "<frame", "<canvas", "<video", "<audio", "<object", "<embed", "<picture"]
        .iter()
        .any(|element| source.contains(element))
}

fn has_script(body: &[u8]) -> bool {
    const SCRIPT: &[u8] = b"<script";
    body.windows(SCRIPT.len()).any(|window| window.eq_ignore_ascii_case(SCRIPT))
}

fn missing_anchor(case: &Case<'_>, answer: &Answer) -> Option<Judgement> {
    // What only the server names is a state of its script, or a place that the record does not ask for.
    let own = address::anchor(case.fragment?)?;
    let anchor = case.chain.fragment.as_deref().and_then(address::anchor).unwrap_or(own);
    let ids = case.facts?.ids.as_ref()?;
    if address::has_anchor(ids, anchor) || address::has_anchor(ids, own) {
        return None;
    }
    if let Some(unread) = unread(answer, &format!("the anchor `#{anchor}`")) {
        return Some(unread);
    }
    if address::is_for_a_script(anchor) && has_script(&answer.body.bytes) {
        let evidence = format!("only a script of the page knows what `#{anchor}` leads to");
        return Some(Judgement::new(Verdict::Unverifiable, Reason::NeedsJavaScript, evidence));
    }
    let alike = ids.iter().find(|id| id.eq_ignore_ascii_case(anchor));
    let alike = alike.map_or(String::new(), |id| format!("; it has `#{id}`"));
    Some(Judgement::new(
        Verdict::Broken,
        Reason::MissingAnchor,
        format!("the page has no anchor `#{anchor}`{alike}"),
    ))
}

fn missing_quote(case: &Case<'_>, answer: &Answer) -> Option<Judgement> {
    // One that is gone says more than one of which nobody can tell.
    let missing = || case.quotes.iter().filter(|quote| !quote.verdict.is_found());
    let missing = missing().find(|quote| quote.verdict == QuoteVerdict::Gone).or_else(|| missing().next())?;
    let why = case.facts.and_then(|facts| facts.unread.as_deref());
    let unreadable = case.facts.and_then(|facts| facts.unreadable);
    // A PDF that came in part has no text for that reason.
    if let Some(reason) =
        unreadable.filter(|reason| *reason != Reason::Pdf || answer.body.end == BodyEnd::Whole)
    {
        let why = why.map_or(String::new(), |why| format!(": {why}"));
        let evidence = format!("the page has no text in which `{}` could be looked for{why}", missing.quote);
        return Some(Judgement::new(Verdict::Unverifiable, reason, evidence));
    }
    if let Some(unread) = unread(answer, &format!("`{}`", missing.quote)) {
        return Some(unread);
    }
    Some(match missing.verdict {
        QuoteVerdict::Unverifiable => {
            let is_hidden = case.facts.is_some_and(|facts| facts.unseen.contains(&missing.quote));
            let (reason, evidence) = match why {
                _ if is_hidden => (
                    Reason::NeedsJavaScript,
                    format!("`{}` stands only where the page hides its text", missing.quote),
                ),
                Some(why) => {
                    (Reason::Pdf, format!("`{}` is not in what could be read: {why}", missing.quote))
                }
                None => (Reason::NotText, format!("`{}` could not be looked for", missing.quote)),
            };
            Judgement::new(Verdict::Unverifiable, reason, evidence)
        }
        _ => Judgement {
            verdict: Verdict::Drifted,
            reason: None,
            evidence: match missing.score {
                // Each of its words is there.
                Some(1.0) => format!(
                    "the page has the words `{}`, but denies them or puts them in doubt",
                    missing.quote
                ),
                _ => format!("the page no longer says `{}`", missing.quote),
            },
        },
    })
}

/// Where only a part of the page was read, what is missing may stand in the rest.
fn unread(answer: &Answer, what: &str) -> Option<Judgement> {
    let length = answer.body.bytes.len();
    let (reason, why) = match &answer.body.end {
        BodyEnd::Whole if answer.status != 206 => return None,
        BodyEnd::Whole => {
            (Reason::BadAnswer, "the server sent only a part, which was not asked for".to_owned())
        }
        BodyEnd::Unread => return None,
        BodyEnd::Cap => (Reason::TooLarge, format!("the page is longer than the limit of {length} bytes")),
        BodyEnd::TimeOut => (Reason::TimeOut, format!("only {length} bytes came in time")),
        BodyEnd::Broken(failure) => (failure.reason(), format!("the page broke off after {length} bytes")),
    };
    Some(Judgement::new(Verdict::Unverifiable, reason, format!("{why}, and {what} is not among them")))
}

fn standing(case: &Case<'_>, answer: &Answer) -> Judgement {
    let chain = case.chain;
    let moved = chain.is_permanent() && chain.url != chain.asked;
    let title =
        case.facts.and_then(|facts| facts.title.as_deref()).map(str::trim).filter(|title| !title.is_empty());
    let title = title.map_or(String::new(), |title| format!(", titled `{}`", shortened(title)));
    let evidence = if moved {
        format!("every redirect is permanent; status {} at `{}`{title}", answer.status, chain.url)
    } else {
        format!("status {}{title}", answer.status)
    };
    Judgement { verdict: if moved { Verdict::Moved } else { Verdict::Ok }, reason: None, evidence }
}

fn shortened(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.chars().count() <= 80 { title } else { title.chars().take(79).chain(['…']).collect() }
}

/// Whether the chain alone, its last answer being `304`, makes a page that stood before a moved one.
pub(crate) fn has_moved(chain: &Chain) -> bool {
    chain.is_permanent() && chain.url != chain.asked
}

/// The address at which a page was found, with the fragment that belongs to it.
pub(crate) fn final_url(chain: &Chain, fragment: Option<&str>) -> Url {
    let mut url = chain.url.clone();
    url.set_fragment(chain.fragment.as_deref().or(fragment));
    url
}
