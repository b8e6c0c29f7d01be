//! Bytes in hexadecimal digits.

/// Two digits a byte, in small letters, as hashes are written.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
