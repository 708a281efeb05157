//! What does the program remember from one start to the next?
//!
//! Recent files and preferences, in the platform's folder for settings: `$XDG_CONFIG_HOME` or
//! `~/.config`, `~/Library/Application Support` on a Mac, `%APPDATA%` on Windows. A setting that cannot be
//! read is the default, and takes no other along; where there is no such folder nothing is remembered.

use std::env;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::charts::number_format::NumberFormat;
use crate::formats::disk::{self, DiskError};
use crate::formats::member;

/// How small and how large everything may be drawn, in percent.
pub const ZOOM: std::ops::RangeInclusive<u16> = 100..=200;

/// How many recent files are remembered.
const MOST_RECENT: usize = 10;

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Files opened or saved, the last one first.
    pub recent: Vec<PathBuf>,
    /// The dark theme, or the light one; as the system has it where absent.
    pub dark: Option<bool>,
    /// How large everything is drawn, in percent; one of [`ZOOM`].
    pub zoom: u16,
    /// With which signs numbers are written.
    pub numbers: NumberFormat,
    /// Whether a typed number that can be read in two ways is asked about; else it is read as numbers are
    /// written.
    pub ask_numbers: bool,
    /// What draws the window, from the next start on.
    pub renderer: Renderer,
    /// The folder they are kept in; nowhere where absent.
    #[serde(skip)]
    pub folder: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            dark: None,
            zoom: *ZOOM.start(),
            numbers: NumberFormat::default(),
            ask_numbers: true,
            renderer: Renderer::default(),
            folder: None,
        }
    }
}

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Renderer {
    /// OpenGL: starts quickest, takes least memory.
    #[default]
    OpenGl,
    /// Vulkan, Metal or Direct3D, through wgpu.
    Wgpu,
}

impl Renderer {
    /// Both.
    pub const ALL: [Self; 2] = [Self::OpenGl, Self::Wgpu];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenGl => "OpenGL",
            Self::Wgpu => "wgpu",
        }
    }

    /// Those that this program was built with.
    #[must_use]
    pub fn built_in() -> &'static [Self] {
        if cfg!(feature = "wgpu") { &Self::ALL } else { &[Self::OpenGl] }
    }
}

/// Why settings could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file could not be written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The settings could not be put into text, as where a path is not Unicode.
    #[error("the settings cannot be put into text: {0}")]
    Notation(#[from] ron::Error),
}

impl Settings {
    /// The settings as last kept in `folder`.
    #[must_use]
    pub fn load(folder: Option<PathBuf>) -> Self {
        let bytes = folder.as_deref().and_then(|folder| disk::read(&file(folder)).ok()).unwrap_or_default();
        Self { folder, ..Self::read(&String::from_utf8_lossy(&bytes)) }
    }

    /// Each setting as a text states it, and the default where it does not.
    fn read(text: &str) -> Self {
        let default = Self::default();
        let zoom = stated(text, "zoom").unwrap_or(default.zoom);
        Self {
            recent: stated(text, "recent").unwrap_or(default.recent),
            dark: stated(text, "dark").unwrap_or(default.dark),
            zoom: zoom.clamp(*ZOOM.start(), *ZOOM.end()),
            numbers: stated(text, "numbers").unwrap_or(default.numbers),
            ask_numbers: stated(text, "ask_numbers").unwrap_or(default.ask_numbers),
            renderer: stated(text, "renderer").unwrap_or(default.renderer),
            folder: None,
        }
    }

    /// Keeps the settings in their folder; nowhere where there is none.
    ///
    /// # Errors
    /// Where the folder or the file cannot be written.
    pub fn save(&self) -> Result<(), SettingsError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n"))?;
        disk::create_folder(folder)?;
        Ok(disk::write_atomic(&file(folder), text.as_bytes())?)
    }

    /// Puts a file first among the recent ones.
    pub fn remember(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.forget(&path);
        if path.to_str().is_some() {
            self.recent.insert(0, path);
        }
        self.recent.truncate(MOST_RECENT);
    }

    /// Takes a file out of the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|recent| recent != path);
    }
}

/// A setting that a text states so that it can be read.
fn stated<T: DeserializeOwned>(text: &str, key: &str) -> Option<T> {
    ron::from_str(member(text, key)?).ok()
}

fn file(folder: &Path) -> PathBuf {
    folder.join("settings.ron")
}

/// The folder that settings are kept in; none where the system names none.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    folder_in(&|name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute()))
}

fn folder_in(variable: &dyn Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let base = if cfg!(windows) {
        variable("APPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_CONFIG_HOME").or_else(|| variable("HOME").map(|home| home.join(".config")))
    };
    base.map(|base| base.join("crossplan"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_kept_and_no_folder_is_no_error() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let place = folder.path().join("not there yet");
        let mut settings = Settings {
            dark: Some(true),
            zoom: 150,
            numbers: NumberFormat::SpaceComma,
            ask_numbers: false,
            renderer: Renderer::Wgpu,
            folder: Some(place.clone()),
            ..Settings::default()
        };
        settings.remember(Path::new("/a.ron"));
        settings.save()?;
        assert_eq!(Settings::load(Some(place.clone())), settings);
        Settings::default().save()?;
        assert_eq!(Settings::load(None), Settings::default());
        disk::write_atomic(&file(&place), b"(recent: 3")?;
        assert_eq!(Settings::load(Some(place)).recent, Vec::<PathBuf>::new());
        Ok(())
    }

    #[test]
    fn damaged_settings_are_the_defaults_and_never_stop_the_start() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let place = || Some(folder.path().to_owned());
        let default = Settings { folder: place(), ..Settings::default() };
        let damaged: [&[u8]; 6] =
            [b"", b"(", b"(numbers: Roman)", b"(zoom: -3)", b"(dark: Some(\"yes\"))", &[0xFF, 0xFE, 0x00]];
        for bytes in damaged {
            disk::write_atomic(&file(folder.path()), bytes)?;
            assert_eq!(Settings::load(place()), default);
        }
        // What an earlier version kept, and a zoom beyond what is offered.
        disk::write_atomic(&file(folder.path()), b"(recent: [], dark: Some(true))")?;
        assert_eq!(Settings::load(place()), Settings { dark: Some(true), ..default.clone() });
        disk::write_atomic(&file(folder.path()), b"(zoom: 65535)")?;
        assert_eq!(Settings::load(place()).zoom, 200);
        Ok(())
    }

    #[test]
    fn a_setting_that_cannot_be_read_takes_no_other_along() {
        let kept = Settings {
            recent: vec![PathBuf::from("/a.ron")],
            dark: Some(true),
            zoom: 150,
            numbers: NumberFormat::SpaceComma,
            ask_numbers: false,
            renderer: Renderer::Wgpu,
            folder: None,
        };
        let text = ron::ser::to_string_pretty(&kept, ron::ser::PrettyConfig::new()).unwrap_or_default();
        assert_eq!(Settings::read(&text), kept);
        let default = Settings::default();
        let damaged = [
            ("\"/a.ron\",", "3,", Settings { recent: default.recent.clone(), ..kept.clone() }),
            ("Some(true)", "Some(\"yes\")", Settings { dark: default.dark, ..kept.clone() }),
            ("150", "twice", Settings { zoom: default.zoom, ..kept.clone() }),
            ("SpaceComma", "Roman", Settings { numbers: default.numbers, ..kept.clone() }),
            ("false", "", Settings { ask_numbers: default.ask_numbers, ..kept.clone() }),
            ("Wgpu", "Wgpu(2)", Settings { renderer: default.renderer, ..kept.clone() }),
        ];
        for (sound, broken, expected) in damaged {
            assert!(text.contains(sound), "{text}");
            assert_eq!(Settings::read(&text.replace(sound, broken)), expected, "{broken}");
        }
    }

    #[test]
    fn the_last_file_comes_first_and_once() {
        let mut settings = Settings::default();
        for number in 0..20 {
            settings.remember(Path::new(&format!("/{number}.ron")));
        }
        settings.remember(Path::new("/15.ron"));
        assert_eq!(settings.recent.len(), MOST_RECENT);
        assert_eq!(settings.recent[0], Path::new("/15.ron"));
        assert_eq!(settings.recent[1], Path::new("/19.ron"));
        settings.forget(Path::new("/15.ron"));
        assert_eq!(settings.recent[0], Path::new("/19.ron"));
    }

    #[test]
    #[cfg(not(any(windows, target_os = "macos")))]
    fn the_folder_is_where_the_platform_has_it() {
        let home = |name: &str| (name == "HOME").then(|| PathBuf::from("/h"));
        assert_eq!(folder_in(&home), Some(PathBuf::from("/h/.config/crossplan")));
        let both = |name: &str| Some(PathBuf::from(if name == "HOME" { "/h" } else { "/x" }));
        assert_eq!(folder_in(&both), Some(PathBuf::from("/x/crossplan")));
        assert_eq!(folder_in(&|_| None), None);
    }
}
