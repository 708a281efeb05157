//! The window: commands, then results, then what is drawn from them.
//!
//! Fields of the form are bound to the scenario, results are only read, and everything else is a
//! command that is run before the next drawing.

mod run;

use std::time::Duration;

use eframe::egui::{self, Frame, Key, Margin, Rect, ScrollArea, Ui, ViewportCommand};

use crate::charts::meeting::Meeting;
use crate::session::recovery::{Keeper, LeftBehind};
use crate::session::{Command, CompareWith, Demand, Document, Results, Settings, Tab, Worker};
use crate::ui::file_dialog::{Answer, Purpose};
use crate::ui::focus::Edge;
use crate::ui::panels::dialogs::{Dialogs, Message, Question, dialogs_ui};
use crate::ui::panels::explanation::{explanation_ui, take_escape};
use crate::ui::panels::meeting::meeting_ui;
use crate::ui::panels::palette::palette_ui;
use crate::ui::panels::{advice, findings, inputs, table, tabs, top_bar};
use crate::ui::theme::{self, Palette};
use crate::ui::view::{View, planned_volume};
use crate::ui::{focus, shortcuts, widgets};

/// The texture of letters is no wider, in pixels, however wide the graphics card allows.
const WIDEST_TEXTURE: usize = 2048;
/// How often progress is looked at.
const PROGRESS: Duration = Duration::from_millis(100);

/// The edges that can be moved.
const INPUTS: Edge = Edge { panel: "inputs", name: "Width of the inputs", keys: (Key::ArrowRight, Key::ArrowLeft) };
const FINDINGS: Edge =
    Edge { panel: "findings", name: "Width of the findings", keys: (Key::ArrowLeft, Key::ArrowRight) };

/// The application.
pub struct App {
    document: Document,
    results: Results,
    worker: Option<Worker>,
    view: View,
    commands: Vec<Command>,
    dialogs: Dialogs,
}

impl App {
    /// The window on a document, with a word about how it came about.
    #[must_use]
    pub fn new(ctx: &egui::Context, mut document: Document, settings: Settings, notice: Option<Message>) -> Self {
        theme::install(ctx, settings.dark.unwrap_or_default());
        run::take_effect(ctx, &settings);
        let wake = ctx.clone();
        let (revision, scenario) = document.revise();
        let mut view = View::of(&document.scenario);
        view.settings = settings;
        Self {
            results: Results::compute(scenario, revision),
            // Without a thread everything is computed at once, which only takes longer.
            worker: Worker::start(move || wake.request_repaint()).ok(),
            view,
            commands: Vec::new(),
            dialogs: Dialogs { notice, ..Dialogs::default() },
            document,
        }
    }

    /// Keeps copies against breaking off, and offers those that were left behind.
    #[must_use]
    pub fn recovering(mut self, keeper: Option<Keeper>, left: Vec<LeftBehind>) -> Self {
        if let Some(keeper) = keeper {
            self.document.keep_copies(keeper);
        }
        self.dialogs.questions.extend(left.into_iter().map(|left| Question::LeftBehind(Box::new(left))));
        self
    }

    /// Asks for something to be done before the next drawing.
    pub fn push(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// The document that is open.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What is known about it.
    #[must_use]
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// Whether anything is still being computed.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_working)
    }

    /// How it is looked at.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Takes what came from outside: keys, dropped files, an answered file dialog, a closing window.
    fn listen(&mut self, ctx: &egui::Context) {
        if self.view.meeting.is_some() {
            shortcuts::take_in_meeting(ctx, &mut self.commands);
            if ctx.input(|input| input.viewport().close_requested()) && self.document.is_edited() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.commands.extend([Command::LeaveMeeting, Command::Quit]);
            }
            return;
        }
        // A dialog and the palette have their keys to themselves.
        if self.covers() == 0 {
            advice::take_escape(ctx, &mut self.view);
            take_escape(ctx, &mut self.view);
            shortcuts::take(ctx, &mut self.commands);
        }
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        self.commands.extend(dropped.map(Command::OpenFile));
        if let Some(dialog) = &self.dialogs.file_dialog
            && let Some(answer) = dialog.answer()
        {
            let purpose = dialog.purpose;
            self.dialogs.file_dialog = None;
            self.file_chosen(purpose, answer);
        }
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && !self.dialogs.leaving && (self.document.is_edited() || ctx.text_edit_focused()) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.commands.push(Command::Quit);
        }
    }

    /// How many dialogs lie over the window.
    fn covers(&self) -> usize {
        self.dialogs.questions.len() + usize::from(self.view.search.is_some())
    }

    fn file_chosen(&mut self, purpose: Purpose, answer: Answer) {
        match (answer, purpose) {
            (Answer::File(path), Purpose::Open) => self.commands.push(Command::OpenFile(path)),
            (Answer::File(path), Purpose::Compare) => {
                self.commands.push(Command::Compare(CompareWith::File(path)));
            }
            (Answer::File(path), Purpose::Save) => self.commands.push(Command::SaveTo(path)),
            (Answer::NoDialog, _) => self.dialogs.questions.push(Question::Path(purpose, self.suggested_path(purpose))),
            (Answer::Cancelled, _) => self.dialogs.after_save = None,
        }
    }

    /// Commands wait until what is being typed has been taken.
    fn run_commands(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        if self.commands.is_empty() {
            return;
        }
        if let Some(focused) = ctx.memory(egui::Memory::focused).filter(|_| ctx.text_edit_focused()) {
            ctx.memory_mut(|memory| memory.surrender_focus(focused));
            ctx.request_repaint();
            return;
        }
        for command in std::mem::take(&mut self.commands) {
            self.run(ctx, frame, command, false);
        }
    }

    /// An edit is one step for undo once no pointer is down and no text is being typed.
    fn record(&mut self, ctx: &egui::Context) {
        let settled = widgets::take_settled(ctx) || !ctx.text_edit_focused();
        if settled && !ctx.input(|input| input.pointer.any_down()) {
            self.document.record();
        }
    }

    fn recompute(&mut self) {
        let (revision, scenario) = self.document.revise();
        if revision == self.results.revision {
            return;
        }
        // The line stands at the planned volume until somebody moves it.
        if self.view.volume == planned_volume(&self.results.scenario) {
            self.view.volume = planned_volume(&scenario);
        }
        let known = Some(&self.results.envelope).filter(|_| !self.results.searching);
        self.view.baseline.follow(&self.results.scenario, known, &scenario);
        // The same volumes are in view as before, unless the crossovers turn out to have gone elsewhere.
        let expected = self.view.band_volumes(&self.results);
        self.results.follow(revision, scenario, self.worker.is_some(), expected.clone());
        let volumes = self.view.band_volumes(&self.results);
        if self.results.revision == revision && volumes != expected {
            self.results.preview(volumes);
        }
    }

    /// Has the worker do what is missing. While something is held that can be no more than a search: the
    /// rest waits until the hand lets go.
    fn ask(&mut self, ctx: &egui::Context) {
        let revision = self.results.revision;
        let is_held = ctx.input(|input| input.pointer.any_down());
        let Some(worker) = &mut self.worker else {
            if !is_held {
                self.results.finish(&self.view.demand(&self.results));
            }
            return;
        };
        if !is_held || !worker.is_on(revision) {
            let demand = if is_held { Demand::default() } else { self.view.demand(&self.results) };
            worker.ask(revision, &self.results.scenario, self.results.missing(&demand));
        }
        if worker.is_working() {
            ctx.request_repaint_after(PROGRESS);
        }
    }

    fn name_window(&self, ctx: &egui::Context) {
        let edited = if self.document.is_edited() { "• " } else { "" };
        let title = if self.view.meeting.is_some() {
            "Crossplan".to_owned()
        } else {
            format!("{edited}{} – {} – Crossplan", self.document.scenario.title, self.document.file_name())
        };
        let shown = egui::Id::unique("window title");
        if ctx.data(|data| data.get_temp::<String>(shown)).as_deref() != Some(&title) {
            ctx.data_mut(|data| data.insert_temp(shown, title.clone()));
            ctx.send_viewport_cmd(ViewportCommand::Title(title));
        }
    }
}

impl eframe::App for App {
    /// Letters lie in a texture as wide as the graphics card allows, and as high as its tallest row: a narrow
    /// one takes a fraction of the memory, three times over while it is handed to the card.
    fn raw_input_hook(&mut self, _ctx: &egui::Context, input: &mut egui::RawInput) {
        input.max_texture_side = input.max_texture_side.map(|side| side.min(WIDEST_TEXTURE));
    }

    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.follow_zoom(ctx);
        focus::show_focused(ctx);
        let covered = self.covers();
        self.listen(ctx);
        self.run_commands(ctx, frame);
        if self.covers() > covered {
            // A tooltip stays as long as the pointer rests on what it belongs to, even under a dialog: until it
            // moves again, the pointer is nowhere.
            ctx.input_mut(|input| input.pointer = egui::PointerState::default());
        }
        for finished in self.worker.as_mut().map(Worker::take).unwrap_or_default() {
            self.results.complete(finished);
        }
        self.record(ctx);
        self.recompute();
        if self.view.tab == Tab::Compare && self.view.meeting.is_none() {
            self.results.compare(self.document.counterpart(&self.view.against), self.worker.is_some());
        }
        self.ask(ctx);
        self.name_window(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let Self { document, results, worker, view, commands, dialogs } = self;
        if let Some(meeting) = view.meeting.as_ref().and_then(|id| Meeting::new(&results.scenario, id)) {
            egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| meeting_ui(ui, &meeting));
            return;
        }
        let work = worker.as_ref().and_then(Worker::progress);
        let palette = Palette::of(ui);
        let surface = |margin: Margin| Frame::new().fill(palette.surface).inner_margin(margin);
        let canvas = Frame::new().fill(palette.canvas).inner_margin(Margin::symmetric(16, 12));
        egui::Panel::top("top bar")
            .frame(surface(Margin::symmetric(12, 8)))
            .show(ui, |ui| top_bar::top_bar_ui(ui, document, view, work, commands));
        let problems = if ui.text_edit_focused() { &[] } else { results.problems.as_slice() };
        top_bar::notices_ui(ui, problems, &mut dialogs.notice);
        let width = ui.available_width();
        let inputs_width = (0.256 * width).clamp(312.0, 384.0).round();
        let inputs = egui::Panel::left(INPUTS.panel)
            .default_size(inputs_width)
            .size_range(312.0..=520.0)
            .frame(surface(Margin::ZERO));
        INPUTS.show(ui, |ui| {
            let form = inputs.show(ui, |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    surface(Margin::symmetric(12, 12)).show(ui, |ui| {
                        inputs::inputs_ui(ui, &mut document.scenario, results, view, commands);
                    });
                });
            });
            form.response.rect
        });
        // The preview is drawn while the form is; what comes now shows it.
        results.take_preview();
        let computed = results.scenario.clone();
        let findings = egui::Panel::right(FINDINGS.panel)
            .default_size((0.206 * width).clamp(224.0, 320.0).round())
            .size_range(220.0..=420.0)
            .frame(surface(Margin { left: 16, right: 16 - findings::BESIDE, top: 12, bottom: 12 }));
        let mut column = Rect::NOTHING;
        FINDINGS.show(ui, |ui| {
            let shown = findings.show(ui, |ui| findings::findings_ui(ui, &computed, results, view, commands));
            column = shown.response.rect;
            column
        });
        // The comparison has these figures, and those of the other scenario beside them.
        if view.tab != Tab::Compare {
            egui::Panel::bottom("table")
                .frame(canvas)
                .show_separator_line(false)
                .show(ui, |ui| table::table_ui(ui, &computed, results, view, commands));
        }
        egui::CentralPanel::default().frame(canvas).show(ui, |ui| tabs::tab_ui(ui, &computed, results, view, commands));
        explanation_ui(ui.ctx(), column, &computed, results, view);
        advice::advice_ui(ui.ctx(), column, &computed, results, view);
        palette_ui(ui.ctx(), view, commands);
        dialogs_ui(ui.ctx(), dialogs, document, &view.baseline, commands);
    }
}
