//! This tablet and the others: what would be lost with one, what was ordered for it, and who orders it.

use serde::{Deserialize, Serialize};
use wingbook_record::{id::DeviceId, order::Standing, time::Millis};

/// What the facility has ordered for this tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedView {
    /// What is to become of it: it is not allowed.
    pub standing: Standing,
    /// When that was ordered.
    pub at_ms: Millis,
}

/// What would be lost if everything on this tablet were erased now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftView {
    /// Records that no server has proved to hold, whoever wrote them.
    pub records: u64,
    /// Unfinished drafts, whoever wrote them.
    pub drafts: u64,
    /// Whether any document lies here. On a tablet without a server they are nowhere else.
    pub documents: bool,
}

impl LeftView {
    /// Whether nothing would be lost on a tablet that has a server.
    pub fn is_nothing(&self) -> bool {
        self.records == 0 && self.drafts == 0
    }
}

/// What an administrator orders for a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletOrder {
    /// Which.
    pub device: DeviceId,
    /// What is to become of it.
    pub standing: Standing,
    /// To be erased without waiting for anybody.
    pub at_once: bool,
    /// Why.
    pub reason: String,
}

/// What is asked about tablets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TabletStep {
    /// The facility's tablets, for administrators. → [`super::Response::Tablets`]
    List,
    /// Order what is to become of one. → [`super::Response::Done`]
    Order(TabletOrder),
    /// What would be lost with this one. → [`super::Response::Left`]
    Left,
    /// Erase this one. Of somebody who is signed in: it begins, and the page locks. Before sign-in: what was begun, or
    /// ordered, is done. → [`super::Response::Done`]
    Erase,
}
