//! What is kept of a browser that a role's link let in.

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

use crate::ids::Millis;
use crate::role::StaffRole;

/// A browser that a role's link let in.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Login {
    #[n(0)]
    pub role: StaffRole,
    /// Of its secret.
    #[n(1)]
    pub hash: ByteArray<16>,
    /// What the browser calls itself, in plain words; empty if nobody knows.
    #[n(2)]
    pub device: String,
    #[n(3)]
    pub at: Millis,
}
