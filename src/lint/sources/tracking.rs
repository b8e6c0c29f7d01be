//! Parameters that tell a server where a reader came from, and nothing about which page is meant.

use super::address::parameters;

/// Names of parameters, in lower case.
const NAMES: &[&str] = &[
    "__hsfp",
    "__hssc",
    "__hstc",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_openstat",
    "dclid",
    "epik",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "guce_referrer",
    "guce_referrer_sig",
    "guccounter",
    "hsctatracking",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "ml_subscriber",
    "ml_subscriber_hash",
    "msclkid",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "ref_src",
    "srsltid",
    "trkcampaign",
    "ttclid",
    "twclid",
    "vero_conv",
    "vero_id",
    "wbraid",
    "wickedid",
    "yclid",
];

/// What names of parameters start with, in lower case.
const PREFIXES: &[&str] =
    &["at_campaign", "at_medium", "itm_", "matomo_", "mtm_", "piwik_", "pk_", "utm_", "wt.mc_", "wt_mc_"];

/// Says whether a parameter only tracks readers.
pub(in crate::lint) fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// The address without the parameters that only track, and their names; nothing where it has none. All else stays letter by letter, and in
/// its order.
pub(in crate::lint) fn without_tracking(url: &str) -> Option<(String, Vec<&str>)> {
    let names: Vec<&str> = parameters(url).map(|(name, ..)| name).filter(|name| is_tracking(name)).collect();
    if names.is_empty() {
        return None;
    }
    let (rest, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let (page, query) = rest.split_once('?')?;
    let kept: Vec<&str> =
        query.split('&').filter(|part| !is_tracking(part.split('=').next().unwrap_or_default())).collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    Some((format!("{page}{mark}{}{fragment}", kept.join("&")), names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn just_the_tracking_goes() {
        for (url, expected) in [
            ("https://a.org/?utm_source=x", "https://a.org/"),
            ("https://a.org/p?b=2&utm_source=x&a=1&fbclid=y#part", "https://a.org/p?b=2&a=1#part"),
            ("https://a.org/p?UTM_Medium=x&id=7", "https://a.org/p?id=7"),
            ("https://a.org/?WT.mc_id=organic_split", "https://a.org/"),
            ("https://a.org/p?mc_cid&x=a%20b", "https://a.org/p?x=a%20b"),
            ("https://a.org/p?a=1&&gclid=3", "https://a.org/p?a=1&"),
        ] {
            assert_eq!(without_tracking(url).map(|(url, _)| url).as_deref(), Some(expected), "{url}");
            assert_eq!(without_tracking(expected), None);
        }
    }

    #[test]
    fn what_may_name_the_page_stays() {
        for url in [
            "https://a.org/p?id=7&source=rss&ref=home&tag=hip",
            "https://a.org/utm_source=x/fbclid",
            "https://a.org/p#?utm_source=x",
            "https://a.org/p?q=utm_source%3Dx&igshids=3&gcl=4",
            "https://bjsm.bmj.com/content/53/3/150?ijkey=b446&keytype2=tf_ipsecsha",
            "https://a.org/p?campaign=x&medium=print",
        ] {
            assert_eq!(without_tracking(url), None, "{url}");
        }
    }
}
