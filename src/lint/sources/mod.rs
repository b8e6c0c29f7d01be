//! What rules need to judge sources with: citations, addresses, identifiers, and what links.lock knows of them.

pub(super) mod address;
pub(super) mod cited;
pub(super) mod doi_in_url;
pub(super) mod identifier;
pub(super) mod linked;
pub(super) mod promotion;
pub(super) mod seen;
pub(super) mod standing;
pub(super) mod support;
pub(super) mod told;
pub(super) mod tracking;
