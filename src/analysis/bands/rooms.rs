//! What of the memory that bands are drawn in can serve the next ones?
//!
//! Fresh memory costs a tenth of the time that bands take, as the system clears each page of it. Whoever draws
//! bands again and again keeps these rooms.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::block::{Block, RouteBlock};
use super::contested::Room;
use crate::cost::LoweredRoute;

/// Room that bands were drawn in, for the next ones.
#[derive(Default)]
pub struct Rooms {
    /// For the draws of a block.
    routes: Mutex<Vec<LoweredRoute>>,
    /// For looking at those that decide, a room for each thread.
    deciding: Mutex<Vec<Room>>,
}

/// A room for looking at draws that decide, which goes back after use.
pub(super) struct Lent<'a> {
    pub(super) own: Room,
    rooms: &'a Rooms,
}

impl Rooms {
    /// Room for so many draws of a route.
    pub(super) fn route(&self, draws: usize) -> LoweredRoute {
        with(&self.routes, Vec::pop).unwrap_or_default().emptied(draws)
    }

    /// Room for looking at so many draws.
    pub(super) fn lend(&self, draws: usize) -> Lent<'_> {
        let own = with(&self.deciding, Vec::pop).unwrap_or_default();
        Lent { own: own.of(draws), rooms: self }
    }

    /// Keeps the room of blocks that are needed no more.
    pub(super) fn keep_blocks(&self, blocks: Vec<Block>) {
        let sums = blocks.into_iter().flat_map(|block| block.routes).filter_map(RouteBlock::into_sum);
        with(&self.routes, |routes| routes.extend(sums));
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        with(&self.rooms.deciding, |rooms| rooms.push(std::mem::take(&mut self.own)));
    }
}

impl fmt::Debug for Rooms {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Rooms").finish_non_exhaustive()
    }
}

/// Whatever a thread left behind that broke off is room like any other.
fn with<T, R>(all: &Mutex<T>, act: impl FnOnce(&mut T) -> R) -> R {
    act(&mut all.lock().unwrap_or_else(PoisonError::into_inner))
}
