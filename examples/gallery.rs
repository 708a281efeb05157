//! Draws the window into `target/gallery/*.png`: every tab, panel and dialog, and the Meeting view,
//! light and dark, at 1024×700, 1280×800 and 1920×1080 points, at one and two pixels a point.
//!
//! `cargo run --example gallery [PARTS OF A NAME…]`, say `cargo run --example gallery risk 1280 dark`

#![allow(clippy::unwrap_used, reason = "a picture that cannot be drawn ends the program")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use crossplan::model::Scenario;
use crossplan::session::{Command, CompareWith, Tab};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use support::{Window, beyond_the_boutique, crowded, save, shipped};

const FOLDER: &str = "target/gallery";

/// Something to look at.
struct Scene {
    name: &'static str,
    scenario: fn() -> Scenario,
    lead_to: fn(&mut Window),
}

const fn manifold(name: &'static str, lead_to: fn(&mut Window)) -> Scene {
    Scene { name, scenario: || shipped(0), lead_to }
}

const SCENES: [Scene; 25] = [
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
    manifold("data", |window| show(window, Tab::Data)),
    Scene { name: "flips", scenario: || shipped(2), lead_to: |_| {} },
    Scene { name: "ruled-out", scenario: beyond_the_boutique, lead_to: |_| {} },
    Scene { name: "crowded", scenario: crowded, lead_to: |_| {} },
    Scene { name: "empty", scenario: Scenario::default, lead_to: |_| {} },
    manifold("what-if", reprice),
    manifold("advice", |window| click(window, "under Contract manufacturer")),
    manifold("explained", |window| {
        for label in ["Contract manufacturer at 10,000", "Delay: 63,000", "NRE: 62,000"] {
            click(window, label);
        }
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
    manifold("unsaved", |window| {
        reprice(window);
        run(window, Command::Quit);
    }),
    manifold("refused", |window| {
        let path = Path::new(FOLDER).join("refused.ron");
        fs::write(&path, "Scenario(format: 1, name: \"A part\", volumes: [100, twelve])").unwrap();
        run(window, Command::DiscardThen(Box::new(Command::OpenFile(path))));
    }),
    manifold("changed-on-disk", |window| {
        let path = Path::new(FOLDER).join("changed.ron");
        run(window, Command::SaveTo(path.clone()));
        fs::write(&path, [fs::read(&path).unwrap(), b"\n// Looked through.\n".to_vec()].concat()).unwrap();
        reprice(window);
        run(window, Command::Save);
    }),
    manifold("stopped", |window| {
        run(window, Command::Stop);
        show(window, Tab::Risk);
    }),
];

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    fs::create_dir_all(FOLDER).unwrap();
    for scene in &SCENES {
        for (size, dark, scale) in looks() {
            let theme = if dark { "dark" } else { "light" };
            let name = format!("{}-{}-{theme}-{scale}x", scene.name, size[0]);
            if wanted.iter().all(|part| name.contains(part)) {
                let mut window = Window::scaled((scene.scenario)(), size, scale, dark);
                (scene.lead_to)(&mut window);
                window.harness.run();
                save(&Path::new(FOLDER).join(name).with_extension("png"), &window.picture());
            }
        }
    }
}

fn looks() -> impl Iterator<Item = ([f32; 2], bool, f32)> {
    let sizes = [[1024.0, 700.0], [1280.0, 800.0], [1920.0, 1080.0]];
    let themes = sizes.into_iter().flat_map(|size| [(size, false), (size, true)]);
    themes.flat_map(|(size, dark)| [(size, dark, 1.0), (size, dark, 2.0)])
}

fn run(window: &mut Window, command: Command) {
    window.harness.state_mut().push(command);
    window.harness.run();
    window.settle();
}

fn show(window: &mut Window, tab: Tab) {
    run(window, Command::Show(tab));
}

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_label_contains(label).click();
    window.harness.run();
}

fn reprice(window: &mut Window) {
    run(window, Command::Reprice { route: "cm".to_owned(), from: 10_000, price: 0.9 });
}
