//! How is the volume line moved? By dragging it, by arrow keys once it has the focus, by assistive
//! technology; and by `,` and `.` from crossover to crossover, wherever the focus is.

use eframe::egui::accesskit::{Action, ActionData};
use eframe::egui::{CursorIcon, Event, EventFilter, Key, Rect, Response, Sense, Ui, WidgetInfo, pos2};

use crate::analysis::crossover::Crossover;
use crate::charts::scale::Scale;
use crate::charts::text;
use crate::charts::volume_steps::{next_crossover, roundest, stepped};

/// How far from the line a pointer still takes hold of it.
const REACH: f32 = 5.0;
/// How near to a telling volume the line snaps to it.
const SNAP: f32 = 4.0;

/// What the line moves on.
pub struct Track<'a> {
    /// The volume axis.
    pub scale: &'a Scale,
    /// First and last volume.
    pub range: (u64, u64),
    /// Volumes that it snaps to.
    pub telling: &'a [u64],
}

impl Track<'_> {
    /// The volume that a pointer at `x` means.
    #[must_use]
    pub fn volume_at(&self, x: f32) -> u64 {
        let distance = |volume: &u64| (position(self.scale, *volume) - x).abs();
        let nearest = self.telling.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let volume = match nearest {
            Some(volume) if distance(volume) <= SNAP => *volume,
            _ => roundest(self.scale.value(x - 0.5), self.scale.value(x + 0.5)),
        };
        volume.clamp(self.range.0.max(1), self.range.1.max(1))
    }
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn position(scale: &Scale, volume: u64) -> f32 {
    scale.position(volume as f64)
}

/// Lets the line be moved; `tag` is its label, which takes hold of it too.
#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
pub fn volume_line_ui(ui: &mut Ui, paper: Rect, tag: Rect, track: &Track, volume: &mut u64) -> Response {
    let x = position(track.scale, *volume);
    let line = Rect::from_min_max(pos2(x - REACH, tag.top()), pos2(x + REACH, paper.bottom()));
    let id = ui.scope_id().with("volume line");
    let mut response = ui.interact(line, id, Sense::click_and_drag());
    // The line itself is what takes the keyboard.
    response |= ui.interact(tag, id.with("tag"), Sense::DRAG);
    let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        *volume = track.volume_at(pointer.x);
    }
    if response.clicked() || response.drag_started() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    take_keys(ui, &response, track, volume);
    take_actions(ui, &response, track, volume);
    response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), *volume as f64, "Volume"));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(track.range.0 as f64);
        node.set_max_numeric_value(track.range.1 as f64);
        node.set_value(text::parts(*volume));
        for action in [Action::SetValue, Action::Increment, Action::Decrement] {
            node.add_action(action);
        }
    });
    response
}

fn take_keys(ui: &Ui, response: &Response, track: &Track, volume: &mut u64) {
    if !response.has_focus() {
        return;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    ui.input(|input| {
        for (key, up) in
            [(Key::ArrowRight, true), (Key::ArrowUp, true), (Key::ArrowLeft, false), (Key::ArrowDown, false)]
        {
            for _ in 0..input.num_presses(key) {
                *volume = stepped(*volume, up, input.modifiers.shift, track.range);
            }
        }
    });
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate; clamped to the range")]
fn take_actions(ui: &Ui, response: &Response, track: &Track, volume: &mut u64) {
    ui.input(|input| {
        for (action, up) in [(Action::Increment, true), (Action::Decrement, false)] {
            for _ in 0..input.num_accesskit_action_requests(response.id, action) {
                *volume = stepped(*volume, up, false, track.range);
            }
        }
        for request in input.accesskit_action_requests(response.id, Action::SetValue) {
            if let Some(ActionData::NumericValue(value)) = request.data {
                *volume = (value.round() as u64).clamp(track.range.0.max(1), track.range.1.max(1));
            }
        }
    });
}

/// Takes `.` and `,`, which go to the next and the previous crossover, unless somebody is typing.
pub fn take_crossover_keys(ui: &Ui, crossovers: &[Crossover], volume: &mut u64) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    let typed: Vec<bool> = ui.input(|input| {
        let typed = |event: &Event| if let Event::Text(text) = event { Some(text.clone()) } else { None };
        let texts = input.events.iter().filter_map(typed).filter(|text| text == "." || text == ",");
        texts.map(|text| text == ".").collect()
    });
    for up in typed {
        *volume = next_crossover(crossovers, *volume, up).unwrap_or(*volume);
    }
}
