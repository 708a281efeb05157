//! Everything the window can show: every tab, panel, menu and dialog, and the Meeting view. The gallery
//! draws these scenes, and tests walk through them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crossplan::model::Scenario;
use crossplan::session::recovery::LeftBehind;
use crossplan::session::{Command, CompareWith, Document, Tab};
use crossplan::ui::app::App;
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Role, TouchPhase, pos2, vec2};
use egui_kittest::kittest::Queryable;

use super::stress::stress;
use super::{Window, beyond_the_boutique, crowded, shipped};

/// Where scenes keep files, and the gallery its pictures.
pub(crate) const FOLDER: &str = "target/gallery";

/// Something to look at.
pub(crate) struct Scene {
    /// What it is called.
    pub(crate) name: &'static str,
    scenario: fn() -> Scenario,
    recovers: bool,
    lead_to: fn(&mut Window),
}

const fn scene(name: &'static str, scenario: fn() -> Scenario, lead_to: fn(&mut Window)) -> Scene {
    Scene { name, scenario, recovers: false, lead_to }
}

const fn manifold(name: &'static str, lead_to: fn(&mut Window)) -> Scene {
    scene(name, || shipped(0), lead_to)
}

/// At the edge of what anybody would make.
const fn stressed(name: &'static str, lead_to: fn(&mut Window)) -> Scene {
    scene(name, stress, lead_to)
}

/// All scenes.
pub(crate) const SCENES: [Scene; 35] = [
    manifold("chart", |_| {}),
    manifold("breakdown", |window| show(window, Tab::Breakdown)),
    manifold("process", |window| show(window, Tab::Process)),
    manifold("sensitivity", |window| show(window, Tab::Sensitivity)),
    manifold("risk", |window| show(window, Tab::Risk)),
    manifold("schedule", |window| show(window, Tab::Schedule)),
    manifold("compare-empty", |window| show(window, Tab::Compare)),
    manifold("compare", |window| {
        reprice(window);
        run(window, Command::Compare(CompareWith::Opened));
        show(window, Tab::Compare);
    }),
    manifold("compare-menu", |window| {
        show(window, Tab::Compare);
        click(window, "Compare with…");
    }),
    manifold("data", |window| show(window, Tab::Data)),
    scene("flips", || shipped(2), |_| {}),
    scene("ruled-out", beyond_the_boutique, |_| {}),
    scene("crowded", crowded, |_| {}),
    scene("empty", Scenario::default, |_| {}),
    manifold("what-if", reprice),
    manifold("advice", |window| click(window, "under Contract manufacturer")),
    manifold("explained", |window| {
        for label in ["Contract manufacturer at 10,000", "Delay: 63,000", "NRE: 62,000"] {
            click(window, label);
        }
    }),
    manifold("source", |window| click(window, "Boutique specialist, NRE, Base, source")),
    manifold("refused-entry", |window| enter(window, "-3")),
    manifold("asked-entry", |window| enter(window, "12.345")),
    manifold("file-menu", |window| click(window, "File")),
    manifold("route-menu", |window| click(window, "Boutique specialist, more")),
    manifold("group-menu", |window| {
        window.harness.hover_at(pos2(160.0, 400.0));
        window.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -720.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        window.harness.run_steps(60);
        click(window, "Boutique specialist, add a group");
    }),
    manifold("meeting", |window| run(window, Command::Meet(None))),
    manifold("palette", |window| {
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        window.harness.run();
        window.harness.get_by_label("Find a command or an input").type_text("nre");
    }),
    manifold("new", |window| run(window, Command::New)),
    manifold("preferences", |window| run(window, Command::Preferences)),
    manifold("about", |window| run(window, Command::About)),
    manifold("about-crates", |window| {
        run(window, Command::About);
        click(window, "Crates");
    }),
    manifold("unsaved", |window| {
        reprice(window);
        run(window, Command::Quit);
    }),
    manifold("told", |window| run(window, Command::CopySummary)),
    Scene { name: "recovery", scenario: || shipped(0), recovers: true, lead_to: |_| {} },
    manifold("refused", |window| {
        let path = file("refused.ron");
        fs::write(&path, "Scenario(format: 1, name: \"A part\", volumes: [100, twelve])").unwrap();
        run(window, Command::DiscardThen(Box::new(Command::OpenFile(path))));
    }),
    manifold("changed-on-disk", |window| {
        let path = file("changed.ron");
        run(window, Command::SaveTo(path.clone()));
        fs::write(&path, [fs::read(&path).unwrap(), b"\n// Looked through.\n".to_vec()].concat()).unwrap();
        reprice(window);
        run(window, Command::Save);
    }),
    manifold("stopped", |window| {
        show(window, Tab::Sensitivity);
        window.harness.state_mut().push(Command::Reprice { route: "cm".to_owned(), from: 10_000, price: 0.9 });
        window.harness.step();
        run(window, Command::Stop);
    }),
];

/// What is looked at beside them: the same windows in other states, and a scenario at the edge.
pub(crate) const EDGES: [Scene; 12] = [
    scene(
        "linear",
        || shipped(1),
        |window| {
            for label in ["Total", "Log volume", "Log cost"] {
                click(window, label);
            }
        },
    ),
    manifold("crossover", |window| {
        show(window, Tab::Sensitivity);
        window.harness.get_by_role_and_label(Role::RadioButton, "Crossover").click();
        window.harness.run();
    }),
    manifold("reading", |window| {
        let line = window.harness.get_by_role_and_label(Role::Slider, "Volume").rect();
        window.harness.hover_at(line.center() + vec2(-90.0, 40.0));
    }),
    manifold("walk", |window| {
        window.harness.get_by_label_contains("parts. At 20,000 parts: ").focus();
        window.harness.run();
        window.harness.key_press(Key::ArrowUp);
    }),
    manifold("tooltip", |window| {
        window.harness.get_by_role_and_label(Role::SpinButton, "Boutique specialist, NRE, Base").hover();
    }),
    stressed("stress", |window| run(window, Command::Stop)),
    stressed("stress-breakdown", |window| show_stopped(window, Tab::Breakdown)),
    stressed("stress-process", |window| show_stopped(window, Tab::Process)),
    stressed("stress-risk", |window| show_stopped(window, Tab::Risk)),
    stressed("stress-schedule", |window| show_stopped(window, Tab::Schedule)),
    stressed("stress-data", |window| show_stopped(window, Tab::Data)),
    stressed("stress-meeting", |window| run(window, Command::Meet(None))),
];

impl Scene {
    /// The window with this in it, `size` in points of `scale` pixels.
    pub(crate) fn window(&self, size: [f32; 2], scale: f32, dark: bool) -> Window {
        let (scenario, left) = ((self.scenario)(), self.left_behind());
        let mut window = Window::showing(size, scale, dark, move |ctx, settings| {
            App::new(ctx, Document::unsaved(scenario), settings, None).recovering(None, left)
        });
        (self.lead_to)(&mut window);
        window.harness.run();
        window
    }

    /// The copy that is offered, where this scene is about that.
    fn left_behind(&self) -> Vec<LeftBehind> {
        let left = || LeftBehind {
            copy: PathBuf::from("copy.ron"),
            file: Some(PathBuf::from("/home/me/manifold.ron")),
            scenario: (self.scenario)(),
            ages: [Some(Duration::from_mins(12)), Some(Duration::from_hours(3))],
        };
        self.recovers.then(left).into_iter().collect()
    }
}

fn file(name: &str) -> PathBuf {
    fs::create_dir_all(FOLDER).unwrap();
    Path::new(FOLDER).join(name)
}

/// Does something and waits until all that follows is known.
pub(crate) fn run(window: &mut Window, command: Command) {
    window.harness.state_mut().push(command);
    window.harness.run();
    window.settle();
}

fn show(window: &mut Window, tab: Tab) {
    run(window, Command::Show(tab));
}

/// A tab, without waiting for all that could be drawn in it.
fn show_stopped(window: &mut Window, tab: Tab) {
    window.harness.state_mut().push(Command::Show(tab));
    window.harness.run();
    run(window, Command::Stop);
}

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_label_contains(label).click();
    window.harness.run();
}

fn reprice(window: &mut Window) {
    run(window, Command::Reprice { route: "cm".to_owned(), from: 10_000, price: 0.9 });
}

/// Types into the field of the boutique's NRE base.
fn enter(window: &mut Window, text: &str) {
    let label = "Boutique specialist, NRE, Base";
    window.harness.get_by_role_and_label(Role::SpinButton, label).click();
    window.harness.run();
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.get_by_role_and_label(Role::TextInput, label).type_text(text);
    window.harness.key_press(Key::Enter);
    window.harness.run();
}
