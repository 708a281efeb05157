//! How long does a frame take while an input is dragged, with bands on? Without a screen: layout, the costs,
//! the preview of the bands and the triangles, all but the graphics card's part.
//!
//! The window describes itself in a tree only to who asks for one, such as a screen reader: frames are timed
//! as they are without, then with that tree.
//!
//! A drag also tells at how many volumes its previews were drawn: none where a frame had to go without.
//!
//! `cargo bench --bench frames`, or with as many pixels to a point as a screen has: `cargo bench --bench frames -- 2`
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that cannot go on has failed; it prints")]

use std::time::{Duration, Instant};

use crossplan::session::task::Task;
use crossplan::session::{Document, Settings};
use crossplan::ui::app::App;
use eframe::App as _;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Pos2, RawInput, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

const FRAMES: u16 = 600;

/// What a frame took.
struct Frame {
    time: Duration,
    changed_scenario: bool,
    /// At how many volumes its preview was drawn.
    volumes: usize,
}

fn main() {
    let pixels_per_point = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1.0);
    for tree in [false, true] {
        println!("{}", if tree { "\nWith a screen reader" } else { "Without a screen reader" });
        let mut harness = window(pixels_per_point);
        settle(&mut harness);
        let field = harness.get_by_role_and_label(Role::SpinButton, "Boutique specialist, NRE, Base").rect().center();
        report("dragging an input", &dragged(&mut harness, field, tree));
        settle(&mut harness);
        let line = harness.get_by_role_and_label(Role::Slider, "Volume").rect().center();
        report("dragging the volume line", &dragged(&mut harness, line, tree));
    }
}

fn window(pixels_per_point: f32) -> Harness<'static, App> {
    let settings = Settings { dark: Some(false), ..Settings::default() };
    Harness::builder()
        .with_size([1280.0, 800.0])
        .with_pixels_per_point(pixels_per_point)
        .with_max_steps(600)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, Document::example(), settings, None))
}

/// The frames in which something is dragged to and fro.
fn dragged(harness: &mut Harness<'_, App>, from: Pos2, tree: bool) -> Vec<Frame> {
    harness.drag_at(from);
    harness.step();
    let mut frames = Vec::new();
    for frame in 0..FRAMES {
        let along = 60.0 * (f32::from(frame) / 20.0).sin();
        let before = harness.state().results().revision;
        let time = timed(harness, from + vec2(along, 0.0), tree);
        let changed_scenario = harness.state().results().revision != before;
        frames.push(Frame { time, changed_scenario, volumes: volumes(harness.state()) });
    }
    harness.ctx.enable_accesskit();
    harness.drop_at(from);
    harness.step();
    frames
}

/// At how many volumes there are bands of the scenario as it now is.
fn volumes(app: &App) -> usize {
    let results = app.results();
    let bands = results.bands.as_ref().filter(|bands| bands.revision == results.revision);
    bands.map_or(0, |bands| if let Task::Bands { volumes, .. } = &bands.task { volumes.len() } else { 0 })
}

/// The time of a frame in which the pointer moves to a place.
fn timed(harness: &mut Harness<'_, App>, to: Pos2, tree: bool) -> Duration {
    let ctx = harness.ctx.clone();
    if tree {
        ctx.enable_accesskit();
    } else {
        ctx.disable_accesskit();
    }
    let mut frame = eframe::Frame::_new_kittest();
    let input = RawInput { events: vec![Event::PointerMoved(to)], ..harness.input().clone() };
    let since = Instant::now();
    let output = ctx.run_ui(input, |ui| {
        harness.state_mut().logic(ui, &mut frame);
        harness.state_mut().ui(ui, &mut frame);
    });
    let triangles = ctx.tessellate(output.shapes, output.pixels_per_point);
    assert!(!triangles.is_empty());
    since.elapsed()
}

fn settle(harness: &mut Harness<'_, App>) {
    harness.run();
    while harness.state().is_working() {
        std::thread::sleep(Duration::from_millis(5));
        harness.run();
    }
}

fn report(what: &str, frames: &[Frame]) {
    println!("{what}: {}", percentiles(frames.iter().map(|frame| frame.time).collect()));
    let changed: Vec<&Frame> = frames.iter().filter(|frame| frame.changed_scenario).collect();
    if !changed.is_empty() {
        println!(
            "{what}, where that changed the scenario: {}",
            percentiles(changed.iter().map(|frame| frame.time).collect())
        );
        let mut volumes: Vec<usize> = changed.iter().map(|frame| frame.volumes).collect();
        volumes.sort_unstable();
        let all = volumes.iter().filter(|count| Some(*count) == volumes.last()).count();
        let (least, median, most) = (volumes[0], volumes[volumes.len() / 2], volumes[volumes.len() - 1]);
        println!("{what}, volumes of the preview: least {least}, median {median}, {most} in {all} frames");
    }
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    format!("p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms of {} frames", at(50), at(95), at(99), times.len())
}
