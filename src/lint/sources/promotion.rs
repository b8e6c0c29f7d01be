//! Addresses that sell something, or that pay whoever sends readers there.

use super::address::{host, is_in_domain, parameters, path};

/// What makes an address one of trade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Promotion {
    /// Somebody is paid when a reader follows it: what shows it.
    Affiliate(String),
    /// It leads into a shop: what shows it.
    Shop(String),
}

/// Networks that count and pay for readers who are sent on.
const AFFILIATE_DOMAINS: &[&str] = &[
    "amzn.to",
    "anrdoezrs.net",
    "avantlink.com",
    "awin1.com",
    "clickbank.net",
    "dpbolvw.net",
    "go.redirectingat.com",
    "go.skimresources.com",
    "jdoqocy.com",
    "kqzyfj.com",
    "linksynergy.com",
    "pjatr.com",
    "pjtra.com",
    "pntra.com",
    "pntrac.com",
    "prf.hn",
    "rstyle.me",
    "shareasale.com",
    "shopstyle.it",
    "tkqlhce.com",
    "tradedoubler.com",
    "viglink.com",
    "zanox.com",
];

/// Parameters that name who is paid, in lower case.
const AFFILIATE_PARAMETERS: &[&str] = &[
    "aff",
    "aff_id",
    "aff_sub",
    "affid",
    "affiliate",
    "affiliate_id",
    "affiliateid",
    "afftrack",
    "awc",
    "awinaffid",
    "awinmid",
    "cjevent",
    "clickref",
    "irclickid",
    "ranmid",
    "ransiteid",
];

/// Parts of a path that stand for a shop.
const SHOP_PARTS: &[&str] = &["add-to-cart", "basket", "buy-now", "cart", "checkout", "shop", "store"];

/// What of an address is trade, if anything is.
///
/// - Affiliate: a host of a network that pays, a parameter that names who is paid, or `tag` on Amazon.
/// - Shop: a host that starts with `shop.` or `store.`, a whole part of the path such as `shop`, `store`, `cart` or `checkout`, the
///   parameter `add-to-cart`, or an article's page on Amazon.
pub(in crate::lint) fn promotion(url: &str) -> Option<Promotion> {
    let host = host(url)?.to_ascii_lowercase();
    if let Some(domain) = AFFILIATE_DOMAINS.iter().find(|domain| is_in_domain(&host, domain)) {
        return Some(Promotion::Affiliate((*domain).to_owned()));
    }
    let is_amazon = host.split('.').any(|label| label == "amazon") && !host.starts_with("aws.");
    let pays = |name: &str, value: &str| {
        let name = name.to_ascii_lowercase();
        !value.is_empty() && (AFFILIATE_PARAMETERS.contains(&name.as_str()) || is_amazon && name == "tag")
    };
    if let Some((name, value, _)) = parameters(url).find(|(name, value, _)| pays(name, value)) {
        return Some(Promotion::Affiliate(format!("{name}={value}")));
    }
    if let Some(label) = host.split('.').next().filter(|label| matches!(*label, "shop" | "store")) {
        return Some(Promotion::Shop(format!("{label}.")));
    }
    let mut parts = path(url).split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let lower = part.to_ascii_lowercase();
        if SHOP_PARTS.contains(&lower.as_str()) {
            return Some(Promotion::Shop(format!("/{part}")));
        }
        let is_article = lower == "dp" || lower == "gp" && parts.peek() == Some(&"product");
        if is_amazon && is_article {
            return Some(Promotion::Shop(format!("/{part}")));
        }
    }
    parameters(url)
        .find(|(name, ..)| name.eq_ignore_ascii_case("add-to-cart"))
        .map(|(name, ..)| Promotion::Shop(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trade_is_seen() {
        for url in [
            "https://www.amazon.com/dp/B00EXAMPLE?tag=massage-20",
            "https://amazon.co.uk/s?k=roller&tag=x-21",
            "https://amzn.to/3abc",
            "https://www.awin1.com/cread.php?awinmid=1&awinaffid=2",
            "https://example.org/roller?aff_id=77",
            "https://click.linksynergy.com/deeplink?id=1",
        ] {
            assert!(matches!(promotion(url), Some(Promotion::Affiliate(_))), "{url}");
        }
        for url in [
            "https://shop.example.org/roller",
            "https://example.org/Shop/rollers",
            "https://example.org/store",
            "https://example.org/roller?add-to-cart=12",
            "https://example.org/checkout/",
            "https://www.amazon.de/Roller/dp/B00EXAMPLE/",
            "https://www.amazon.com/gp/product/B00EXAMPLE",
        ] {
            assert!(matches!(promotion(url), Some(Promotion::Shop(_))), "{url}");
        }
    }

    #[test]
    fn words_that_look_like_trade_are_left_alone() {
        for url in [
            "https://example.org/blog/workshop-notes",
            "https://example.org/stores-of-glycogen",
            "https://restore.example.org/hips",
            "https://example.org/post?tag=hip",
            "https://example.org/products/psoas-review",
            "https://example.org/search?q=shop",
            "https://example.org/affiliations/university",
            "https://amazonas.example.org/dp/7",
            "https://example.org/p?aff=",
            "https://example.org/articles/shopping-for-evidence",
        ] {
            assert_eq!(promotion(url), None, "{url}");
        }
    }
}
