//! Which input was asked for from elsewhere? Its row comes into view and takes the keyboard; where it has
//! none at the moment, what is around it does.

use eframe::egui::{Align, Context, Id, Rect, Ui};

/// What is not found within so many drawings is nowhere in the form.
const PATIENCE: u64 = 60;
/// A form in which everything around the input has just been unfolded has all its rows after so many.
const UNFOLDING: u64 = 2;

fn key() -> Id {
    Id::unique("sought input")
}

/// Asks for the input at a path.
pub fn seek(ctx: &Context, path: &str) {
    let asked = (path.to_owned(), ctx.cumulative_pass_nr());
    ctx.data_mut(|data| data.insert_temp(key(), asked));
    ctx.request_repaint();
}

/// Brings the row into view and its field, `id`, to the keyboard, where it is the one asked for.
pub fn show_if_sought(ui: &Ui, row: Rect, path: &str, id: Id) {
    // Under a dialog, which may have been asked from and closes now, nothing can take the keyboard.
    if ui.memory(|memory| memory.top_modal_layer().is_some()) {
        return;
    }
    let Some((sought, asked)) = ui.data(|data| data.get_temp::<(String, u64)>(key())) else { return };
    let is_stale = ui.ctx().cumulative_pass_nr() > asked + PATIENCE;
    if is_stale || sought == path {
        ui.data_mut(|data| data.remove::<(String, u64)>(key()));
    }
    if sought == path && !is_stale {
        ui.scroll_to_rect(row, Some(Align::Center));
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Asks for what is around the input where the form, which has been drawn to its end, has no row for it: the
/// heading of its group, or the card of its route.
pub fn fall_back(ctx: &Context) {
    if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
        return;
    }
    let Some((sought, asked)) = ctx.data(|data| data.get_temp::<(String, u64)>(key())) else { return };
    if ctx.cumulative_pass_nr() < asked + UNFOLDING {
        ctx.request_repaint();
    } else if let Some((around, _)) = sought.rsplit_once('.') {
        seek(ctx, around);
    } else {
        ctx.data_mut(|data| data.remove::<(String, u64)>(key()));
    }
}
