//! What can a person ask the program to do?
//!
//! One enum holds label, tooltip and shortcut; menus, buttons and keys all read it. A command is
//! pushed to a list and run before the next frame is drawn.

use std::path::PathBuf;

use super::comparison::CompareWith;
use super::new_scenario::Answers;
use super::routes::NewRoute;
use super::settings::Settings;
use super::tab::Tab;
use super::zoom::Zoom;
use crate::formats::shipped::Shipped;

/// Something the program is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Ask for a new scenario.
    New,
    /// Ask which scenario to open.
    Open,
    /// Start the scenario that follows from these answers.
    Create(Box<Answers>),
    /// Open this file.
    OpenFile(PathBuf),
    /// Open a scenario that comes with the program.
    OpenShipped(Shipped),
    /// Open the copy at this path that was left behind when the program broke off.
    Recover(PathBuf),
    /// Throw that copy away.
    DropCopy(PathBuf),
    /// Save to the file the scenario came from.
    Save,
    /// Ask where to save.
    SaveAs,
    /// Save to this file.
    SaveTo(PathBuf),
    /// Save to the document's own file, whatever another program made of it.
    SaveOver,
    /// Save, and then do something that leaves the document.
    SaveThen(Box<Command>),
    /// Do something that leaves the document, and let its changes go.
    DiscardThen(Box<Command>),
    /// Take the last edit back.
    Undo,
    /// Put back what was taken back.
    Redo,
    /// Close the window.
    Quit,
    /// Ask for preferences.
    Preferences,
    /// Take these settings.
    Prefer(Box<Settings>),
    /// Tell what this program is and whose work it contains.
    About,
    /// Show the dark theme where the light one is shown, and the other way round.
    SwitchTheme,
    /// Add a route of this kind.
    AddRoute(NewRoute),
    /// Copy the route with this id.
    DuplicateRoute(String),
    /// Delete the route with this id.
    DeleteRoute(String),
    /// Move the route with this id up (negative) or down by so many places.
    MoveRoute(String, isize),
    /// Hide the curve of the route with this id, or show it again.
    SwitchRoute(String),
    /// Show the curve of the route with this id alone.
    Isolate(String),
    /// Show all curves.
    ShowAll,
    /// Look closer at the chart, or less close.
    Zoom(Zoom),
    /// Show a supplier the figures of the route with this id and nothing else; of the one looked at
    /// where none is named.
    Meet(Option<String>),
    /// Go back from what a supplier may see to everything.
    LeaveMeeting,
    /// Try another price: of the route with this id, from this quantity on.
    Reprice {
        /// The route's id.
        route: String,
        /// The quantity in its table.
        from: u64,
        /// The price.
        price: f64,
    },
    /// Keep the price that is being tried.
    KeepPrice,
    /// Put back what the prices were before one was tried.
    PutBack,
    /// Find a command, an input or an example by its name.
    Find,
    /// Put the findings on the clipboard, as text for a mail.
    CopySummary,
    /// Show this tab.
    Show(Tab),
    /// Compare the open scenario with another one.
    Compare(CompareWith),
    /// Show bands on the chart where there are none, and the other way round.
    SwitchBands,
    /// Copy all crossovers and runs as text for a spreadsheet.
    CopyData,
    /// Copy what the middle of the window shows, as a picture.
    CopyPicture,
    /// Stop what is being computed.
    Stop,
    /// Go on with what was stopped.
    GoOn,
}

/// A key and what is held down with it. Control is Command on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The letter, as a capital, or the digit.
    pub letter: char,
    /// True where Shift is held too.
    pub shift: bool,
}

impl std::fmt::Display for Shortcut {
    /// As it is printed on the keys: `Ctrl+Shift+C`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let control = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };
        write!(f, "{control}+{}{}", if self.shift { "Shift+" } else { "" }, self.letter)
    }
}

impl Command {
    /// The commands that have a key; one with more held down comes before one with less.
    pub fn with_shortcut() -> impl Iterator<Item = Self> {
        let commands = [
            Self::New,
            Self::Open,
            Self::CopyData,
            Self::CopyPicture,
            Self::SaveAs,
            Self::Save,
            Self::Redo,
            Self::Undo,
            Self::Quit,
            Self::SwitchBands,
            Self::CopySummary,
            Self::Find,
            Self::Preferences,
        ];
        commands.into_iter().chain(Tab::ALL.map(Self::Show))
    }

    /// What a menu or button says.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::New => "New…",
            Self::Open => "Open…",
            Self::Create(_) => "Create",
            Self::OpenFile(_) | Self::OpenShipped(_) => "Open",
            Self::Recover(_) => "Open the copy",
            Self::DropCopy(_) => "Discard the copy",
            Self::Save | Self::SaveTo(_) | Self::SaveThen(_) => "Save",
            Self::SaveAs => "Save as…",
            Self::SaveOver => "Keep mine",
            Self::DiscardThen(_) => "Don’t save",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Quit => "Quit",
            Self::Preferences => "Preferences…",
            Self::Prefer(_) => "Take",
            Self::About => "About Crossplan…",
            Self::SwitchTheme => "Dark or light",
            Self::AddRoute(NewRoute::Supplier) => "Supplier",
            Self::AddRoute(NewRoute::InHouse) => "In-house",
            Self::AddRoute(NewRoute::Staged) => "Pilot, then production",
            Self::DuplicateRoute(_) => "Duplicate",
            Self::DeleteRoute(_) => "Delete",
            Self::MoveRoute(_, by) if *by < 0 => "Move up",
            Self::MoveRoute(..) => "Move down",
            Self::SwitchRoute(_) => "Hide or show",
            Self::Isolate(_) => "Show alone",
            Self::ShowAll => "Show all routes",
            Self::Zoom(zoom) => zoom.name(),
            Self::Meet(_) => "Meeting view",
            Self::LeaveMeeting => "Leave the meeting view",
            Self::Reprice { .. } => "Try another price",
            Self::KeepPrice => "Keep",
            Self::PutBack => "Put back",
            Self::Find => "Find…",
            Self::CopySummary => "Copy summary",
            Self::Show(tab) => tab.name(),
            Self::Compare(CompareWith::Saved) => "As last saved",
            Self::Compare(CompareWith::Opened) => "As opened",
            Self::Compare(CompareWith::SomeFile) => "A file…",
            Self::Compare(CompareWith::File(_) | CompareWith::Shipped(_)) => "Compare",
            Self::SwitchBands => "P10–P90",
            Self::CopyData => "Copy data",
            Self::CopyPicture => "Copy picture",
            Self::Stop => "Stop",
            Self::GoOn => "Go on",
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::New => "Start a scenario from a small grid of questions.",
            Self::Open => "Open a scenario file.",
            Self::Create(_) => "Start the scenario that follows from these answers.",
            Self::OpenFile(_) => "Open this scenario file.",
            Self::OpenShipped(_) => "Open this example.",
            Self::Recover(_) => "Open what was kept; it is saved only when you save it.",
            Self::DropCopy(_) => "Let what was kept go.",
            Self::Save | Self::SaveTo(_) => "Write the scenario to its file.",
            Self::SaveAs => "Write the scenario to another file.",
            Self::SaveOver => "Write over what another program made of the file.",
            Self::SaveThen(_) => "Write the scenario to its file first.",
            Self::DiscardThen(_) => "Let the changes since the last save go.",
            Self::Undo => "Take the last edit back.",
            Self::Redo => "Put back what was taken back.",
            Self::Quit => "Close the window.",
            Self::Preferences => "Theme, zoom, number format, renderer.",
            Self::Prefer(_) => "Take these preferences.",
            Self::About => "Version, licences, and whose work is in it.",
            Self::SwitchTheme => "Show the other theme.",
            Self::AddRoute(NewRoute::Supplier) => "Add a supplier that starts from typical values.",
            Self::AddRoute(NewRoute::InHouse) => "Add making it in-house, starting from typical values.",
            Self::AddRoute(NewRoute::Staged) => "Add two of the routes, one after the other.",
            Self::DuplicateRoute(_) => "Copy this route with all its inputs.",
            Self::DeleteRoute(_) => "Take this route out; undo brings it back.",
            Self::MoveRoute(_, by) if *by < 0 => "Move this route one place up.",
            Self::MoveRoute(..) => "Move this route one place down.",
            Self::SwitchRoute(_) => "Hide this route’s curve, or show it again.",
            Self::Isolate(_) => "Show the curve of this route alone.",
            Self::ShowAll => "Show the curves of all routes.",
            Self::Zoom(Zoom::Fit) => "Show all volumes and costs of interest.",
            Self::Zoom(_) => "Look at the chart around the volume line.",
            Self::Meet(_) => "Show a supplier their own figures in large type, and nothing else. F5",
            Self::LeaveMeeting => "Go back to everything. Esc",
            Self::Reprice { .. } => "See what another price would change.",
            Self::KeepPrice => "Keep the price that is being tried.",
            Self::PutBack => "Put back what it was before.",
            Self::Find => "Find a command, an input or an example by its name.",
            Self::CopySummary => "Put the findings on the clipboard, as text for a mail.",
            Self::Show(tab) => tab.question(),
            Self::Compare(CompareWith::Saved) => "Compare the scenario with what was last saved.",
            Self::Compare(CompareWith::Opened) => "Compare the scenario with what it was when it was opened or begun.",
            Self::Compare(CompareWith::SomeFile) => "Compare the scenario with the one in a file.",
            Self::Compare(CompareWith::File(_) | CompareWith::Shipped(_)) => "Compare the open scenario with this one.",
            Self::SwitchBands => "Bands: eight of ten outcomes lie within them.",
            Self::CopyData => "Copy all crossovers and runs as text for a spreadsheet.",
            Self::CopyPicture => "Copy the chart as a picture for a slide.",
            Self::Stop => "Stop refining; what is shown stays.",
            Self::GoOn => "Refine what is shown.",
        }
    }

    /// Its key, held with Control.
    #[must_use]
    pub fn shortcut(&self) -> Option<Shortcut> {
        let (letter, shift) = match self {
            Self::New => ('N', false),
            Self::Open => ('O', false),
            Self::Save => ('S', false),
            Self::SaveAs => ('S', true),
            Self::Undo => ('Z', false),
            Self::Redo => ('Y', false),
            Self::Quit => ('Q', false),
            Self::SwitchBands => ('B', false),
            Self::CopySummary => ('M', false),
            Self::Find => ('K', false),
            Self::Preferences => (',', false),
            Self::CopyData => ('C', true),
            Self::CopyPicture => ('C', false),
            Self::Show(tab) => (tab.digit(), false),
            Self::Create(_)
            | Self::OpenFile(_)
            | Self::OpenShipped(_)
            | Self::Recover(_)
            | Self::DropCopy(_)
            | Self::SaveTo(_)
            | Self::SaveOver
            | Self::SaveThen(_)
            | Self::DiscardThen(_)
            | Self::SwitchTheme
            | Self::Prefer(_)
            | Self::About
            | Self::AddRoute(_)
            | Self::DuplicateRoute(_)
            | Self::DeleteRoute(_)
            | Self::MoveRoute(..)
            | Self::SwitchRoute(_)
            | Self::Isolate(_)
            | Self::ShowAll
            | Self::Zoom(_)
            | Self::Meet(_)
            | Self::LeaveMeeting
            | Self::Reprice { .. }
            | Self::KeepPrice
            | Self::PutBack
            | Self::Compare(_)
            | Self::Stop
            | Self::GoOn => return None,
        };
        Some(Shortcut { letter, shift })
    }
}
