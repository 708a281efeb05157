//! Pieces that several panels are made of.

use eframe::egui::{Context, Id};

pub mod quantity_edit;
pub mod row;
pub mod source_badge;
pub mod text_field;

/// Marks an edit as complete although a text field still has the focus, as after a Tab.
pub fn settle(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(settled(), true));
}

/// True once where an edit was marked as complete.
#[must_use]
pub fn take_settled(ctx: &Context) -> bool {
    ctx.data_mut(|data| data.remove_temp::<bool>(settled())).unwrap_or(false)
}

fn settled() -> Id {
    Id::unique("edit settled")
}
