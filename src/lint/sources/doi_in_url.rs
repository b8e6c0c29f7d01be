//! The DOI that an address holds.

use super::address::{parameters, path};

/// Parts of a path that publishers put behind a DOI.
const TAILS: &[&str] = &[
    "abstract",
    "citation",
    "download",
    "epdf",
    "epub",
    "figures",
    "full",
    "full-text",
    "fulltext",
    "html",
    "meta",
    "pdf",
    "pdfdirect",
    "references",
    "related",
    "summary",
    "supplementary-material",
    "tables",
    "xml",
    "suppl_file",
];

/// Endings that publishers put behind a DOI.
const ENDINGS: &[&str] =
    &[".full.pdf", ".full-text", ".full", ".abstract", ".pdf", ".html", ".xml", ".long", ".short", ".epdf"];

/// The DOI in the path of an address, or in its parameter `doi`, in lower case and without what publishers put behind it.
///
/// That is a good guess, not a certainty: a DOI can end in anything.
pub(in crate::lint) fn doi_in_url(url: &str) -> Option<String> {
    let parameter =
        parameters(url).find(|(name, ..)| name.eq_ignore_ascii_case("doi")).map(|(_, value, _)| value);
    let text = parameter.unwrap_or_else(|| path(url));
    let text = text.replace("%2F", "/").replace("%2f", "/").replace("%28", "(").replace("%29", ")");
    let start = text
        .match_indices("10.")
        .map(|(at, _)| at)
        .find(|&at| at == 0 || text.get(..at).is_some_and(|before| before.ends_with(['/', ':', '='])))?;
    let (registrant, suffix) = text.get(start..)?.split_once('/')?;
    let number = registrant.get(3..)?;
    if !(4..=9).contains(&number.len()) || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<&str> = suffix
        .split('/')
        .enumerate()
        .take_while(|(index, part)| *index == 0 || !TAILS.contains(&part.to_ascii_lowercase().as_str()))
        .map(|(_, part)| part)
        .collect();
    let mut suffix = parts.join("/").to_ascii_lowercase();
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| suffix.strip_suffix(ending)) {
        suffix = shorter.to_owned();
    }
    let suffix = suffix.trim_end_matches(['/', '.']);
    (!suffix.is_empty()).then(|| format!("{registrant}/{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::doi_in_url;

    #[test]
    fn dois_are_found_in_addresses() {
        for (url, doi) in [
            ("https://doi.org/10.1007/s40279-019-01205-7", "10.1007/s40279-019-01205-7"),
            ("http://dx.doi.org/10.1002/14651858.CD010671.pub3", "10.1002/14651858.cd010671.pub3"),
            ("https://link.springer.com/article/10.1007/s40279-019-01205-7", "10.1007/s40279-019-01205-7"),
            (
                "https://www.frontiersin.org/articles/10.3389/fphys.2017.00747/full",
                "10.3389/fphys.2017.00747",
            ),
            (
                "https://cochranelibrary.com/en/cdsr/doi/10.1002/14651858.CD010671.pub3/full/zh_HANT",
                "10.1002/14651858.cd010671.pub3",
            ),
            ("https://a.org/doi/abs/10.1155/2014/480956/", "10.1155/2014/480956"),
            ("https://a.org/link?doi=10.1186/s12884-020-02924-w", "10.1186/s12884-020-02924-w"),
            (
                "https://zendy.io/title/10.1111/j.1600-0838.1995.tb00004.x",
                "10.1111/j.1600-0838.1995.tb00004.x",
            ),
            ("https://a.org/doi/pdf/10.1093%2Fptj%2Fpzab123.pdf", "10.1093/ptj/pzab123"),
        ] {
            assert_eq!(doi_in_url(url).as_deref(), Some(doi), "{url}");
        }
    }

    #[test]
    fn other_numbers_are_no_dois() {
        for url in [
            "https://a.org/v10.1007/s1",
            "https://a.org/10.12/x",
            "https://a.org/10.1007",
            "https://a.org/10.1007/",
            "https://ouci.dntb.gov.ua/en/?backlinks_to=10.1249%2Fjsr.0000000000000515&p=3",
            "https://wjgnet.com/2307-8960/full/v10/i14/4535.htm",
            "https://a.org/p#10.1007/x",
        ] {
            assert_eq!(doi_in_url(url), None, "{url}");
        }
    }
}
