//! What each command does.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{self, ViewportCommand};

use super::App;
use crate::charts::cost_curves::Subject;
use crate::charts::crossover_table::tab_separated;
use crate::charts::meeting::Meeting;
use crate::charts::summary::summary;
use crate::formats::disk;
use crate::session::comparison::Counterpart;
use crate::session::document::DocumentError;
use crate::session::settings::ZOOM;
use crate::session::what_if::{self, Baseline};
use crate::session::zoom::Zoom;
use crate::session::{Against, Command, CompareWith, Document, Results, Settings, Tab, quantity, recovery, routes};
use crate::ui::file_dialog::{FileDialog, Purpose};
use crate::ui::panels::dialogs::{Chapter, Message, Question};
use crate::ui::panels::palette::Search;
use crate::ui::panels::tabs::tab_picture;
use crate::ui::picture::Picture;
use crate::ui::theme;
use crate::ui::widgets::quantity_edit::forget_drafts;
use crate::ui::window::SMALLEST;

impl App {
    /// Does what is asked; `agreed` where the person lets unsaved changes go.
    pub(super) fn run(&mut self, ctx: &egui::Context, frame: &eframe::Frame, command: Command, agreed: bool) {
        let leaves = matches!(
            command,
            Command::Create(_) | Command::OpenFile(_) | Command::OpenShipped(_) | Command::Recover(_) | Command::Quit
        );
        if leaves && !agreed && self.document.is_edited() {
            self.dialogs.questions.push(Question::Unsaved(command));
            return;
        }
        match command {
            Command::New => self.dialogs.questions.push(Question::New(Box::default())),
            Command::Create(answers) => self.replace(ctx, Document::unsaved(answers.scenario())),
            Command::Open => self.ask_for_file(ctx, frame, Purpose::Open),
            Command::OpenFile(path) => self.open(ctx, &path),
            Command::OpenShipped(shipped) => self.replace(ctx, Document::shipped(shipped)),
            Command::Recover(copy) => self.recover(ctx, &copy),
            // A copy that stays is offered again.
            Command::DropCopy(copy) => drop(disk::remove(&copy)),
            Command::Save => match self.document.path().map(Path::to_owned) {
                Some(path) => self.save(&path, false),
                None => self.ask_for_file(ctx, frame, Purpose::Save),
            },
            Command::SaveAs => self.ask_for_file(ctx, frame, Purpose::Save),
            Command::SaveTo(path) => self.save(&path, false),
            Command::SaveOver => {
                if let Some(path) = self.document.path().map(Path::to_owned) {
                    self.save(&path, true);
                }
            }
            Command::SaveThen(then) => {
                self.dialogs.after_save = Some(*then);
                self.run(ctx, frame, Command::Save, agreed);
            }
            Command::DiscardThen(then) => self.run(ctx, frame, *then, true),
            Command::Undo => self.document.undo(),
            Command::Redo => self.document.redo(),
            Command::Quit => {
                self.dialogs.leaving = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Command::Preferences => {
                self.dialogs.questions.push(Question::Preferences(Box::new(self.view.settings.clone())));
            }
            Command::Prefer(settings) => self.prefer(ctx, *settings),
            Command::About => self.dialogs.questions.push(Question::About(Chapter::default())),
            Command::SwitchTheme => {
                let dark = Some(ctx.theme() != egui::Theme::Dark);
                self.prefer(ctx, Settings { dark, ..self.view.settings.clone() });
            }
            Command::AddRoute(kind) => {
                let added = routes::add(&mut self.document.scenario, kind);
                self.unfold_route(added);
            }
            Command::DuplicateRoute(id) => {
                let added = routes::duplicate(&mut self.document.scenario, &id);
                self.unfold_route(added);
            }
            Command::DeleteRoute(id) => routes::delete(&mut self.document.scenario, &id),
            Command::MoveRoute(id, by) => routes::shift(&mut self.document.scenario, &id, by),
            Command::SwitchRoute(id) => self.view.switch_route(&id),
            Command::Isolate(id) => self.view.isolate(&self.document.scenario, &id),
            Command::ShowAll => self.view.hidden.clear(),
            Command::Zoom(zoom) => self.zoom(zoom),
            Command::Meet(route) => self.meet(ctx, route),
            Command::LeaveMeeting => self.leave_meeting(ctx),
            Command::Reprice { route, from, price } => {
                what_if::reprice(&mut self.document.scenario, &route, from, price);
            }
            Command::KeepPrice => self.view.baseline = Baseline::None,
            Command::PutBack => self.put_back(),
            Command::Find => self.view.search = Some(Search::new(&self.document.scenario)),
            Command::CopySummary => self.copy_summary(ctx),
            Command::Show(tab) => self.view.tab = tab,
            Command::Compare(with) => self.compare(ctx, frame, with),
            Command::SwitchBands => self.view.bands = !self.view.bands,
            Command::CopyData => {
                let Results { scenario, case, envelope, .. } = &self.results;
                ctx.copy_text(tab_separated(&Subject { scenario, case, envelope }));
            }
            Command::CopyPicture => self.copy_picture(ctx),
            Command::Stop if self.is_working() => self.results.stop(self.view.demand(&self.results)),
            Command::Stop => {}
            Command::GoOn => self.results.go_on(),
        }
    }

    fn put_back(&mut self) {
        if let Baseline::Was(was) = &self.view.baseline {
            what_if::put_back(&mut self.document.scenario, &was.scenario);
            self.view.baseline = Baseline::Opened;
        }
    }

    /// Leaves it to the chart that is looked at, which knows what is in view.
    fn zoom(&mut self, zoom: Zoom) {
        if self.view.tab != Tab::Risk {
            self.view.tab = Tab::Chart;
        }
        self.view.zoom = Some(zoom);
    }

    /// Shows a supplier what is theirs. What lies behind it is kept out of pictures of the screen from then
    /// on, where the system can.
    fn meet(&mut self, ctx: &egui::Context, route: Option<String>) {
        let route = route.or_else(|| self.view.supplier(&self.document.scenario));
        // Whoever is not shown their own figures must not see the others' instead.
        self.view.meeting = route.filter(|id| Meeting::new(&self.results.scenario, id).is_some());
        if self.view.meeting.is_some() {
            ctx.send_viewport_cmd(ViewportCommand::ContentProtected(false));
        } else {
            let title = "There is no supplier to meet: no route that can be computed has a quote.".to_owned();
            self.dialogs.notice = Some(Message { title, details: Vec::new() });
        }
    }

    fn leave_meeting(&mut self, ctx: &egui::Context) {
        self.view.meeting = None;
        ctx.send_viewport_cmd(ViewportCommand::ContentProtected(true));
    }

    fn copy_summary(&mut self, ctx: &egui::Context) {
        let (results, volume) = (&self.results, self.view.volume);
        let subject = Subject { scenario: &results.scenario, case: &results.case, envelope: &results.envelope };
        let drawn = results.simulation_at(volume).filter(|(.., is_fresh)| *is_fresh && results.uncertain);
        let drawn = drawn.map(|(simulation, index, _)| (simulation, index));
        ctx.copy_text(summary(&subject, &results.paybacks, drawn, volume));
        let title = "The findings are on the clipboard, as text for a mail.".to_owned();
        self.dialogs.notice = Some(Message { title, details: Vec::new() });
    }

    fn copy_picture(&mut self, ctx: &egui::Context) {
        let Picture { width, height, rgba } = tab_picture(&self.results, &self.view, ctx.theme() == egui::Theme::Dark);
        ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied([width, height], &rgba));
        let title = "The picture is on the clipboard, for a slide.".to_owned();
        self.dialogs.notice = Some(Message { title, details: Vec::new() });
    }

    fn compare(&mut self, ctx: &egui::Context, frame: &eframe::Frame, with: CompareWith) {
        let other = |name: String, document: Document| {
            Against::Other(Counterpart { name, scenario: Arc::new(document.scenario) })
        };
        self.view.against = match with {
            CompareWith::SomeFile => return self.ask_for_file(ctx, frame, Purpose::Compare),
            CompareWith::Saved => Against::Saved,
            CompareWith::Opened => Against::Opened,
            CompareWith::Shipped(shipped) => {
                other(format!("“{}”", shipped.name.replace('-', " ")), Document::shipped(shipped))
            }
            CompareWith::File(path) => match Document::open(&path) {
                Ok((document, _)) => other(format!("in {}", document.file_name()), document),
                Err(error) => return self.fail(Purpose::Compare, &error),
            },
        };
        self.view.tab = Tab::Compare;
    }

    fn unfold_route(&mut self, added: Option<String>) {
        self.view.unfolded.extend(added.map(|id| format!("routes.{id}")));
    }

    fn replace(&mut self, ctx: &egui::Context, mut document: Document) {
        document.succeed(&mut self.document);
        self.view.turn_to(&document.scenario);
        self.document = document;
        self.results.forget();
        self.dialogs.notice = None;
        forget_drafts(ctx);
    }

    fn open(&mut self, ctx: &egui::Context, path: &Path) {
        match Document::open(path) {
            Ok((document, warnings)) => {
                self.replace(ctx, document);
                self.remember(path);
                self.dialogs.notice = Message::doubts(path, &warnings);
            }
            Err(error) => self.fail(Purpose::Open, &error),
        }
    }

    fn recover(&mut self, ctx: &egui::Context, copy: &Path) {
        if let Some(left) = recovery::read(copy) {
            self.replace(ctx, Document::recovered(left));
        }
    }

    fn save(&mut self, path: &Path, whatever_is_there: bool) {
        match self.document.save(path, whatever_is_there) {
            Ok(()) => {
                // Whoever saves a price has kept it.
                self.view.baseline = Baseline::None;
                self.remember(path);
                self.commands.extend(self.dialogs.after_save.take());
            }
            Err(DocumentError::ChangedOnDisk { path }) => {
                let age = disk::age(&path);
                self.dialogs.questions.push(Question::ChangedOnDisk(path, age));
            }
            Err(error) => self.fail(Purpose::Save, &error),
        }
    }

    fn fail(&mut self, purpose: Purpose, error: &DocumentError) {
        self.dialogs.after_save = None;
        self.dialogs.questions.push(Question::Failed(purpose, Message::failed(error)));
    }

    fn remember(&mut self, path: &Path) {
        self.view.settings.remember(path);
        self.keep_settings();
    }

    /// That settings cannot be kept, as on a read-only disk, is no reason to disturb anybody.
    fn keep_settings(&self) {
        let _kept = self.view.settings.save();
    }

    fn ask_for_file(&mut self, ctx: &egui::Context, frame: &eframe::Frame, purpose: Purpose) {
        if self.dialogs.file_dialog.is_none() {
            let near = PathBuf::from(self.suggested_path(Purpose::Save));
            self.dialogs.file_dialog = Some(FileDialog::ask(purpose, &near, ctx, frame));
        }
    }

    /// The document's own path, or one made of its title.
    pub(super) fn suggested_path(&self, purpose: Purpose) -> String {
        match (purpose, self.document.path()) {
            (Purpose::Compare, Some(path)) => path.parent().map_or_else(String::new, |it| it.display().to_string()),
            (_, Some(path)) => path.display().to_string(),
            (Purpose::Open | Purpose::Compare, None) => String::new(),
            (Purpose::Save, None) => routes::file_name(&self.document.scenario.title),
        }
    }

    fn prefer(&mut self, ctx: &egui::Context, settings: Settings) {
        if settings.numbers != self.view.settings.numbers {
            // What is being typed and what has been said are written in the old signs.
            forget_drafts(ctx);
            self.results.compared = None;
        }
        self.view.settings = settings;
        take_effect(ctx, &self.view.settings);
        self.keep_settings();
        ctx.request_repaint();
    }

    /// Keeps what Ctrl+Plus, Ctrl+Minus and Ctrl+0 make of the zoom, within what is offered, and draws nothing so
    /// large that the window has no room for all its parts.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 100..=200 just before")]
    pub(super) fn follow_zoom(&mut self, ctx: &egui::Context) {
        let last = egui::Id::unique("zoom");
        let now = ctx.zoom_factor();
        let is_asked = ctx.data(|data| data.get_temp::<f32>(last)).is_some_and(|last| (last - now).abs() > 1e-3);
        if is_asked {
            let ends = [*ZOOM.start(), *ZOOM.end()].map(f32::from);
            self.view.settings.zoom = (100.0 * now).round().clamp(ends[0], ends[1]) as u16;
            self.keep_settings();
        }
        let window = ctx.content_rect().size() * now;
        let room = (window / egui::Vec2::from(SMALLEST)).min_elem().max(1.0);
        let zoom = (f32::from(self.view.settings.zoom) / 100.0).min(room);
        if (zoom - now).abs() > 1e-3 {
            ctx.set_zoom_factor(zoom);
        }
        ctx.data_mut(|data| data.insert_temp(last, zoom));
    }
}

/// Has settings take effect: all but the zoom, which is followed, and the renderer, which is for the next start.
pub(super) fn take_effect(ctx: &egui::Context, settings: &Settings) {
    theme::prefer(ctx, settings.dark);
    settings.numbers.choose();
    quantity::ask(settings.ask_numbers);
}
