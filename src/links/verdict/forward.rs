//! Pages whose script sends readers on.

/// A page with more words than these has something of its own to say.
const MOST_WORDS: usize = 40;
/// A longer source is that of a page that does more than to send readers on.
const LONGEST_SOURCE: usize = 16 * 1024;

/// Whether a page with this text and source does little but send its readers on by a script.
pub(super) fn is_forwarding(text: &str, body: &[u8]) -> bool {
    if body.len() > LONGEST_SOURCE || text.split_whitespace().nth(MOST_WORDS).is_some() {
        return false;
    }
    let source: String = String::from_utf8_lossy(body)
        .to_lowercase()
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    scripts(&source).any(|script| {
        ["location.replace(", "location.assign(", ".submit()"].iter().any(|call| script.contains(call))
            || ["location=", "location.href="].iter().any(|target| {
                // `==` asks where the reader is.
                script
                    .match_indices(target)
                    .any(|(at, _)| script.get(at + target.len()..).is_some_and(|rest| !rest.starts_with('=')))
            })
    })
}

/// What stands in the scripts of a source without spaces, and in what runs when a page is there.
fn scripts(source: &str) -> impl Iterator<Item = &str> {
    let blocks = source.split("<script").skip(1).map(|rest| rest.split("</script").next().unwrap_or(rest));
    let loads = source.split("onload=").skip(1).map(|rest| rest.split('>').next().unwrap_or(rest));
    blocks.chain(loads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_pages_that_send_on_are_told_from_pages() {
        let forwards = |text: &str, source: &str| is_forwarding(text, source.as_bytes());
        for source in [
            "<p>Redirecting you to the new site...</p><script>window.location.replace('/new')</script>",
            "<script>location.href = \"https://b.test/\";</script>",
            "<script type=text/javascript>\nwindow . location = '/new'</script>",
            "<body onload=\"document.location='/new'\">",
            "<script>top.location.assign('/x')</script>",
            "<form action=/x></form><script>document.forms[0].submit()</script>",
        ] {
            assert!(forwards("Redirecting you to the new site...", source), "{source}");
        }
        for source in [
            "<p>Location = the hip.</p>",
            "<script>if (location == top.location) { go() }</script>",
            "<script>var a = location.hash;</script>",
            "<a href=\"#\" title=\"location='/x'\">x</a>",
        ] {
            assert!(!forwards("Massage of the hip.", source), "{source}");
        }
        let long = "Massage of the hip eases pain. ".repeat(20);
        assert!(!forwards(&long, "<script>location.replace('/new')</script>"));
    }
}
