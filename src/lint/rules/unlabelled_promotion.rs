//! A link into a shop, or one that pays who sets it, that is not marked as such.

use super::super::prose::text::each_page;
use super::super::sources::cited::each_list;
use super::super::sources::linked::references;
use super::super::sources::promotion::{Promotion, promotion};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Independence, Reference, Status};

pub(super) static RULE: Rule = Rule {
    name: "unlabelled-promotion",
    group: Group::Links,
    level: Level::Error,
    summary: "an address that pays whoever links to it, or that leads to a shop although its reference is not marked `independence: vendor`",
    why: "a reader thinks it is a source, but is being sold something",
    standard: Some("HONcode principle 8 (advertising); FTC Endorsement Guides, 16 CFR 255.5"),
    bad: Example(
        r#"
>>> references/article-2024.yaml
id: article-2024
type: webpage
title: An article about rolling
author:
  - family: Example
    given: A
issued:
  date-parts: [[2024]]
container-title: A web site
URL: https://shop.example.org/rollers # <-- here
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/article-2024
      on: 2026-11-01
      read: full_text
independence: commercial
design: web_page
finding: It says that rolling helps.
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
URL: https://example.org/trial-2020?aff_id=77 # <-- here
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
"#,
    ),
    good: Example(
        r#"
>>> references/article-2024.yaml
id: article-2024
type: webpage
title: An article about rolling
author:
  - family: Example
    given: A
issued:
  date-parts: [[2024]]
container-title: A web site
URL: https://shop.example.org/rollers
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/article-2024
      on: 2026-11-01
      read: full_text
independence: vendor
design: web_page
finding: It says that rolling helps.
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
"#,
    ),
    check,
};

/// Three kinds of addresses are looked at: those of references and source documents, those of quotes, and those in texts that a layperson reads.
/// What links.lock says of where they lead counts also, so that a short address hides nothing.
///
/// An address that pays is never a source. One that leads into a shop may be cited where its reference says `independence: vendor`:
/// then `vendor-only` sees to it that nothing rests on it alone. In a text for laypeople neither may stand.
fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    let is_seller = |reference: Option<&Reference>| {
        reference.is_some_and(|reference| reference.independence == Independence::Vendor)
    };
    let look = |url: &str, file: usize, place: Place, is_seller: bool, findings: &mut Findings| {
        if let Some(sold) =
            promoted(context, url).filter(|sold| !is_seller || matches!(sold, Promotion::Affiliate(_)))
        {
            findings.report(finding(file, place, url, &sold));
        }
    };
    for (file, reference) in references(base) {
        if let Some(url) = &reference.url {
            look(url, file, Place::value("/URL"), is_seller(Some(reference)), findings);
        }
    }
    for (file, source) in base.sources.filed().filter(|(_, source)| source.status != Status::Withdrawn) {
        if let Some(url) = &source.url {
            look(
                url,
                file,
                Place::value("/URL"),
                is_seller(base.references.any(&source.reference)),
                findings,
            );
        }
    }
    each_list(base, |list| {
        for (index, citation) in list.citations.iter().enumerate() {
            if let Some(url) = &citation.quote_url {
                let place = Place::value(format!("{}/{index}/quote_url", list.pointer));
                look(url, list.file, place, is_seller(base.references.any(&citation.reference)), findings);
            }
        }
    });
    each_page(context, findings, |page, findings| {
        for passage in &page.passages {
            for (at, _) in passage.text.match_indices("http") {
                let url = passage.text.get(at..).unwrap_or_default();
                let end = url.find(|letter: char| {
                    letter.is_whitespace() || matches!(letter, '"' | '<' | '>' | ')' | '`')
                });
                let url =
                    url.get(..end.unwrap_or(url.len())).unwrap_or_default().trim_end_matches(['.', ',', ';']);
                look(url, page.file, passage.words(at..at + url.len()), false, findings);
            }
        }
    });
}

/// What an address or the one that it leads to sells.
fn promoted(context: &Context<'_>, url: &str) -> Option<Promotion> {
    let page = || context.lock?.lock.pages.get(url);
    promotion(url).or_else(|| {
        let page = page()?;
        let hops = page.hops.iter().map(|hop| hop.url.as_str());
        hops.chain(page.final_url.as_deref()).find_map(promotion)
    })
}

fn finding(file: usize, place: Place, url: &str, sold: &Promotion) -> Finding {
    match sold {
        Promotion::Affiliate(sign) => {
            Finding::new(file, place, format!("somebody is paid when a reader follows `{url}`"))
                .label(format!("`{sign}` shows it"))
                .help("write the page's own address, without what names who is paid; or cite another source")
        }
        Promotion::Shop(sign) => {
            Finding::new(file, place, format!("`{url}` leads into a shop, and nothing says so"))
                .label(format!("`{sign}` shows it"))
                .help("cite a source that sells nothing, or write `independence: vendor` in the reference")
        }
    }
}
