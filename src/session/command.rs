//! What can a person ask the program to do?
//!
//! One enum holds label, tooltip and shortcut; menus, buttons and keys all read it. A command is
//! pushed to a list and run before the next frame is drawn.

use std::path::PathBuf;

/// Something the program is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Ask for a new scenario.
    New,
    /// Ask which scenario to open.
    Open,
    /// Open this file.
    OpenFile(PathBuf),
    /// Save to the file the scenario came from.
    Save,
    /// Ask where to save.
    SaveAs,
    /// Save to this file.
    SaveTo(PathBuf),
    /// Take the last edit back.
    Undo,
    /// Put back what was taken back.
    Redo,
    /// Close the window.
    Quit,
    /// Add an empty route.
    AddRoute,
    /// Copy the route with this id.
    DuplicateRoute(String),
    /// Delete the route with this id.
    DeleteRoute(String),
    /// Move the route with this id up (negative) or down by so many places.
    MoveRoute(String, isize),
}

/// A key and what is held down with it. Control is Command on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The letter, as a capital.
    pub letter: char,
    /// True where Shift is held too.
    pub shift: bool,
}

impl Command {
    /// The commands that have a key.
    pub const WITH_SHORTCUT: [Self; 6] = [Self::New, Self::Open, Self::SaveAs, Self::Save, Self::Redo, Self::Undo];

    /// What a menu or button says.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::New => "New…",
            Self::Open => "Open…",
            Self::OpenFile(_) => "Open",
            Self::Save | Self::SaveTo(_) => "Save",
            Self::SaveAs => "Save as…",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Quit => "Quit",
            Self::AddRoute => "Add a route",
            Self::DuplicateRoute(_) => "Duplicate",
            Self::DeleteRoute(_) => "Delete",
            Self::MoveRoute(_, by) if *by < 0 => "Move up",
            Self::MoveRoute(..) => "Move down",
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::New => "Start a scenario from a small grid of questions.",
            Self::Open => "Open a scenario file.",
            Self::OpenFile(_) => "Open this scenario file.",
            Self::Save | Self::SaveTo(_) => "Write the scenario to its file.",
            Self::SaveAs => "Write the scenario to another file.",
            Self::Undo => "Take the last edit back.",
            Self::Redo => "Put back what was taken back.",
            Self::Quit => "Close the window.",
            Self::AddRoute => "Add another way to get the part made.",
            Self::DuplicateRoute(_) => "Copy this route with all its inputs.",
            Self::DeleteRoute(_) => "Take this route out; undo brings it back.",
            Self::MoveRoute(_, by) if *by < 0 => "Move this route one place up.",
            Self::MoveRoute(..) => "Move this route one place down.",
        }
    }

    /// Its key, held with Control.
    #[must_use]
    pub fn shortcut(&self) -> Option<Shortcut> {
        let key = |letter, shift| Some(Shortcut { letter, shift });
        match self {
            Self::New => key('N', false),
            Self::Open => key('O', false),
            Self::Save => key('S', false),
            Self::SaveAs => key('S', true),
            Self::Undo => key('Z', false),
            Self::Redo => key('Y', false),
            Self::OpenFile(_)
            | Self::SaveTo(_)
            | Self::Quit
            | Self::AddRoute
            | Self::DuplicateRoute(_)
            | Self::DeleteRoute(_)
            | Self::MoveRoute(..) => None,
        }
    }
}
