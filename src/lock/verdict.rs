//! The words for what became of a source.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What became of a page, a work or a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// It stands, and says what is quoted.
    Ok,
    /// It stands at another address, for good: every hop said so.
    Moved,
    /// It stands, and a quote is gone from it.
    Drifted,
    /// It is gone.
    Broken,
    /// It answers as if it stood, and probably does not.
    Suspect,
    /// The work was retracted, withdrawn or removed.
    Retracted,
    /// The work was corrected.
    Corrected,
    /// Its publisher expressed concern about the work.
    Concern,
    /// Nobody can tell from here.
    Unverifiable,
    /// It was not asked.
    Skipped,
}

impl Verdict {
    /// Every verdict, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::Ok,
        Self::Moved,
        Self::Drifted,
        Self::Broken,
        Self::Suspect,
        Self::Retracted,
        Self::Corrected,
        Self::Concern,
        Self::Unverifiable,
        Self::Skipped,
    ];

    /// The verdict's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Moved => "moved",
            Self::Drifted => "drifted",
            Self::Broken => "broken",
            Self::Suspect => "suspect",
            Self::Retracted => "retracted",
            Self::Corrected => "corrected",
            Self::Concern => "concern",
            Self::Unverifiable => "unverifiable",
            Self::Skipped => "skipped",
        }
    }

    /// Whether it fails a run of `kb links`.
    pub fn fails(self) -> bool {
        matches!(self, Self::Drifted | Self::Broken | Self::Retracted)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Why a page or a work got its verdict.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum Reason {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Reason {
            /// The reason's name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

reasons! {
    /// Broken: the page is not there.
    NotFound = "404",
    /// Broken: the page was taken away for good.
    Gone = "410",
    /// Broken: no machine has this name.
    NoSuchHost = "no-such-host",
    /// Broken: the redirects lead in a circle, or on and on.
    RedirectLoop = "redirect-loop",
    /// Broken: a redirect leads nowhere that can be asked.
    BadRedirect = "bad-redirect",
    /// Broken: the page has no such anchor.
    MissingAnchor = "missing-anchor",
    /// Broken: nobody registered this DOI.
    NoSuchDoi = "no-such-doi",
    /// Broken: the DOI was deleted by whoever registered it.
    DeletedDoi = "deleted-doi",
    /// Broken: PubMed has no such number.
    NoSuchPmid = "no-such-pmid",
    /// Broken: the identifier belongs to another work.
    OtherWork = "other-work",
    /// Broken: the server says that this request can never be answered (a 4xx that has no reason of its own).
    ClientError = "4xx",
    /// Suspect: the page itself says that there is nothing here.
    Soft404 = "soft-404",
    /// Suspect: the domain is for sale.
    Parked = "parked",
    /// Suspect: the page is empty.
    Empty = "empty",
    /// Suspect: a short page that has nothing to do with the record.
    Unrelated = "unrelated",
    /// Suspect: an address deep in the site leads to its home page.
    HomePage = "home-page",
    /// Suspect: the page redirects to an error.
    MetaRefresh = "meta-refresh",
    /// Unverifiable: a login is asked for.
    Unauthorized = "401",
    /// Unverifiable: the server refuses.
    Forbidden = "403",
    /// Unverifiable: asked too often.
    TooManyRequests = "429",
    /// Unverifiable: kept back for legal reasons.
    LegalReasons = "451",
    /// Unverifiable: refused with the made-up status 999.
    Denied = "999",
    /// Unverifiable: the server has a fault of its own.
    ServerError = "5xx",
    /// Unverifiable: no answer in time.
    TimeOut = "time-out",
    /// Unverifiable: the connection was cut.
    Reset = "reset",
    /// Unverifiable: nothing takes connections there.
    Refused = "refused",
    /// Unverifiable: no secure connection came about.
    Tls = "tls",
    /// Unverifiable: the name could not be looked up now.
    Lookup = "lookup",
    /// Unverifiable: a wall against robots.
    BotWall = "bot-wall",
    /// Unverifiable: a riddle for people.
    Captcha = "captcha",
    /// Unverifiable: the page is made by a script.
    NeedsJavaScript = "needs-javascript",
    /// Unverifiable: the text stands in a frame or a viewer.
    Frame = "frame",
    /// Unverifiable: consent is asked for first.
    Consent = "consent",
    /// Unverifiable: the site is being worked on.
    Maintenance = "maintenance",
    /// Unverifiable: longer than what is read.
    TooLarge = "too-large",
    /// Unverifiable: a PDF whose text cannot be read.
    Pdf = "pdf",
    /// Unverifiable: not text.
    NotText = "not-text",
    /// Unverifiable: the answer breaks the protocol.
    BadAnswer = "bad-answer",
    /// Unverifiable: its host refused several requests in a row, so it was left in peace.
    CircuitOpen = "circuit-open",
    /// Unverifiable: the run's time was up before its turn came.
    OutOfTime = "out-of-time",
    /// Skipped: no request was to be made.
    Offline = "offline",
    /// Skipped: an address that is never asked, such as one of a private network.
    Policy = "policy",
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What became of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuoteVerdict {
    /// It stands on the page letter by letter, typography aside.
    Exact,
    /// It stands there in other capitals.
    Folded,
    /// It stands there with small differences; numbers and negations are the same.
    Approximate,
    /// It is gone from the page, and stands in the archived copy nearest to the day on which the page was read.
    Archived,
    /// It does not stand there, and stands on the page of another reference that is cited with it.
    Misattributed,
    /// It does not stand there.
    Gone,
    /// The page could not be read.
    Unverifiable,
}

impl QuoteVerdict {
    /// Whether the page says what is quoted.
    pub fn is_found(self) -> bool {
        matches!(self, Self::Exact | Self::Folded | Self::Approximate)
    }
}

/// How a work stands with those who published it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Standing {
    /// Nothing was said against it.
    Current,
    /// It was corrected.
    Corrected,
    /// Its publisher expressed concern.
    Concern,
    /// It was retracted, withdrawn or removed.
    Retracted,
}
