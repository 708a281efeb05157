//! Which input was asked for from elsewhere? Its row comes into view and takes the keyboard.

use eframe::egui::{Align, Context, Id, Rect, Ui};

fn key() -> Id {
    Id::unique("sought input")
}

/// Asks for the input at a path.
pub fn seek(ctx: &Context, path: &str) {
    ctx.data_mut(|data| data.insert_temp(key(), path.to_owned()));
    ctx.request_repaint();
}

/// Brings the row into view and its field, `id`, to the keyboard, where it is the one asked for.
pub fn show_if_sought(ui: &Ui, row: Rect, path: &str, id: Id) {
    // Under a dialog, which may have been asked from and closes now, nothing can take the keyboard.
    if ui.memory(|memory| memory.top_modal_layer().is_some()) {
        return;
    }
    if ui.data(|data| data.get_temp::<String>(key())).is_some_and(|sought| sought == path) {
        ui.data_mut(|data| data.remove::<String>(key()));
        ui.scroll_to_rect(row, Some(Align::Center));
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}
