//! Which key asks for which command?

use eframe::egui::text_selection::LabelSelectionState;
use eframe::egui::{self, Context, Event, Key, KeyboardShortcut, Modifiers};

use crate::session::Command;
use crate::session::command::Shortcut;
use crate::session::zoom::Zoom;

/// A shortcut as egui reads and names it.
#[must_use]
pub fn keyboard(shortcut: Shortcut) -> Option<KeyboardShortcut> {
    let key = Key::from_name(&shortcut.letter.to_string())?;
    let modifiers = if shortcut.shift { Modifiers::COMMAND | Modifiers::SHIFT } else { Modifiers::COMMAND };
    Some(KeyboardShortcut::new(modifiers, key))
}

/// Takes the keys that mean something while a supplier is looking: Escape and F5 leave. Whoever closes the
/// window is asked about changes, if at all, where nobody else reads along.
pub fn take_in_meeting(ctx: &Context, commands: &mut Vec<Command>) {
    let leaves = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if leaves(Key::Escape) || leaves(Key::F5) {
        commands.push(Command::LeaveMeeting);
    }
}

/// Takes the keys pressed out of the input and pushes their commands. Ctrl+Shift+Z is a second key for redo;
/// Escape, where it closes nothing, stops what is being computed.
pub fn take(ctx: &Context, commands: &mut Vec<Command>) {
    let redo = KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    if ctx.input_mut(|input| input.consume_shortcut(&redo)) {
        commands.push(Command::Redo);
    }
    let is_free = !ctx.text_edit_focused() && !egui::Popup::is_any_open(ctx);
    if is_free && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        commands.push(Command::Stop);
    }
    if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F5)) {
        commands.push(Command::Meet(None));
    }
    if !ctx.text_edit_focused() {
        commands.extend(zooms(ctx));
    }
    if copies_picture(ctx) {
        commands.push(Command::CopyPicture);
    }
    // The window system takes Ctrl+C and tells that something is to be copied: see above.
    for command in Command::with_shortcut().filter(|command| *command != Command::CopyPicture) {
        let shortcut = command.shortcut().and_then(keyboard);
        if shortcut.is_some_and(|shortcut| ctx.input_mut(|input| input.consume_shortcut(&shortcut))) {
            commands.push(command);
        }
    }
}

/// The steps of zoom that the typed signs ask for.
fn zooms(ctx: &Context) -> Vec<Command> {
    let meant = |event: &Event| {
        let Event::Text(text) = event else { return None };
        Zoom::ALL.into_iter().find(|zoom| text.chars().eq([zoom.key()])).map(Command::Zoom)
    };
    ctx.input(|input| input.events.iter().filter_map(meant).collect())
}

/// Whether Ctrl+C means the chart: not while somebody types, nor where text is marked.
fn copies_picture(ctx: &Context) -> bool {
    let is_asked = ctx.input(|input| input.events.contains(&Event::Copy));
    let marks_text = || ctx.plugin::<LabelSelectionState>().lock().has_selection();
    is_asked && !ctx.text_edit_focused() && !marks_text()
}
