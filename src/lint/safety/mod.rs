//! What texts about safety say: how soon to get help, how far to leave something alone, which place to handle, which danger they name.

mod ban;
mod danger_named;
mod dose;
mod handling;
mod help;
mod stop;

pub(in crate::lint) use ban::{Advice, advice};
pub(in crate::lint) use danger_named::{Danger, dangers};
pub(in crate::lint) use dose::{Bound, dose_table, doses, tells_how_long};
pub(in crate::lint) use handling::{Handling, handlings};
pub(in crate::lint) use help::{Help, helps};
pub(in crate::lint) use stop::{Stopping, stopping};
