//! What `<meta>` and `<link>` say about a page.

use super::{Page, Refresh};

/// The attributes of one tag that matter here; a later one of the same name does not count.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) property: Option<String>,
    pub(super) http_equiv: Option<String>,
    pub(super) content: Option<String>,
    pub(super) charset: Option<String>,
    pub(super) rel: Option<String>,
    pub(super) href: Option<String>,
    pub(super) style: Option<String>,
    pub(super) class: Option<String>,
    /// It may stand without a value.
    pub(super) hidden: Option<String>,
}

impl Attributes {
    pub(super) fn slot(&mut self, name: &[u8]) -> Option<&mut Option<String>> {
        Some(match name {
            b"id" | b"xml:id" => &mut self.id,
            b"name" => &mut self.name,
            b"property" => &mut self.property,
            b"http-equiv" => &mut self.http_equiv,
            b"content" => &mut self.content,
            b"charset" => &mut self.charset,
            b"rel" => &mut self.rel,
            b"href" => &mut self.href,
            b"style" => &mut self.style,
            b"class" => &mut self.class,
            b"hidden" => &mut self.hidden,
            _ => return None,
        })
    }
}

/// Classes of what no eye sees: notes for those who have a page read out. What `hidden` or `hide` means, each site says for itself.
const HIDING: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screen-reader-only",
    "screenreader-only",
    "element-invisible",
    "a11y-hidden",
    "u-visually-hidden",
];

impl Attributes {
    /// Whether no eye sees the element, as far as it says so itself.
    pub(super) fn hides(&self) -> bool {
        let style: String = self
            .style
            .iter()
            .flat_map(|style| style.chars())
            .filter(|letter| !letter.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect();
        let declared =
            |name: &str| style.split(';').any(|rule| rule.strip_suffix("!important").unwrap_or(rule) == name);
        let class = self.class.as_deref().unwrap_or_default();
        // What a search of the browser finds is seen.
        self.hidden.as_deref().is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
            || ["display:none", "visibility:hidden", "font-size:0"].iter().any(|name| declared(name))
            || class.split_ascii_whitespace().any(|name| HIDING.contains(&name))
    }
}

/// How many authors are kept.
const MOST_AUTHORS: usize = 1000;

impl Page {
    pub(super) fn read_link(&mut self, attributes: &Attributes) {
        let rel = attributes.rel.as_deref().unwrap_or_default();
        if self.canonical.is_none()
            && rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"))
        {
            self.canonical =
                attributes.href.as_deref().map(|href| href.trim().to_owned()).filter(|href| !href.is_empty());
        }
    }

    /// The first `<base>` with an address counts.
    pub(super) fn read_base(&mut self, attributes: &Attributes) {
        if self.base.is_none() {
            self.base = attributes.href.as_deref().map(|href| href.trim().to_owned());
        }
    }

    pub(super) fn read_meta(&mut self, attributes: &Attributes) {
        let content = attributes.content.as_deref().unwrap_or_default().trim();
        if content.is_empty() {
            return;
        }
        if attributes.http_equiv.as_deref().is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh")) {
            self.meta_refresh = self.meta_refresh.take().or_else(|| refresh(content));
        }
        let Some(name) = attributes.name.as_deref().or(attributes.property.as_deref()) else { return };
        let slot = match name.trim().to_ascii_lowercase().as_str() {
            "description" | "og:description" => &mut self.description,
            "citation_title" => &mut self.citation_title,
            "citation_doi" => &mut self.citation_doi,
            "citation_author" => {
                if self.citation_authors.len() < MOST_AUTHORS {
                    self.citation_authors.push(content.to_owned());
                }
                return;
            }
            _ => return,
        };
        if slot.is_none() {
            *slot = Some(content.to_owned());
        }
    }
}

/// Reads `5; url=https://example.org/`, as the HTML standard does. A refresh without a target reloads the page and is none.
pub(in crate::links) fn refresh(content: &str) -> Option<Refresh> {
    let digits = content.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(content.len());
    let (seconds, rest) = content.split_at(digits);
    if seconds.is_empty() && !rest.starts_with('.') {
        return None;
    }
    let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let rest = rest.trim_start().trim_start_matches([';', ',']).trim_start();
    let after_name = rest
        .get(..3)
        .filter(|name| name.eq_ignore_ascii_case("url"))
        .and_then(|_| rest.get(3..))
        .and_then(|rest| rest.trim_start().strip_prefix('='));
    let target = after_name.unwrap_or(rest).trim_start();
    let url = match target.chars().next()? {
        quote @ ('"' | '\'') => target.get(1..)?.split(quote).next()?,
        _ => target,
    };
    let url = url.trim();
    // More seconds than fit are as good as never.
    (!url.is_empty()).then(|| Refresh {
        seconds: if seconds.is_empty() { 0 } else { seconds.parse().unwrap_or(u32::MAX) },
        url: url.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_is_read_as_browsers_read_it() {
        for (content, expected) in [
            ("0; url=https://example.org/", Some((0, "https://example.org/"))),
            ("5;URL='/404?x;y'", Some((5, "/404?x;y"))),
            ("1.5, url = \"a b\" tail", Some((1, "a b"))),
            ("3 /next", Some((3, "/next"))),
            ("99999999999;url=x", Some((u32::MAX, "x"))),
            ("30", None),
            ("30; url=", None),
            ("url=x", None),
            ("é", None),
            ("", None),
        ] {
            let found = refresh(content);
            assert_eq!(found.as_ref().map(|it| (it.seconds, it.url.as_str())), expected, "{content}");
        }
    }
}
