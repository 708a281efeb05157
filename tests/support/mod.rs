//! What the tests that look at the window share: a renderer that needs no graphics card, and pictures
//! kept to compare with.
#![allow(clippy::unwrap_used, dead_code, reason = "a test that cannot go on has failed; each test uses a part")]

pub(crate) mod scenes;
pub(crate) mod stress;

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crossplan::formats::scenario_file;
use crossplan::formats::shipped::SHIPPED;
use crossplan::model::inputs::visit_mut;
use crossplan::model::route::Capability;
use crossplan::model::{Estimate, Scenario};
use crossplan::session::groups::{Group, stages_for};
use crossplan::session::{Document, Settings};
use crossplan::ui::app::App;
use crossplan::ui::picture::{Picture, Rasteriser};
use eframe::egui::epaint::ClippedShape;
use eframe::egui::{Context, TexturesDelta, Theme};
use egui_kittest::{Harness, TestRenderer};

/// The window on a shipped scenario, and what draws it.
pub(crate) struct Window {
    /// What presses its buttons.
    pub(crate) harness: Harness<'static, App>,
    textures: Rc<RefCell<Rasteriser>>,
}

struct Renderer(Rc<RefCell<Rasteriser>>);

impl TestRenderer for Renderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.borrow_mut().update(delta);
    }
}

impl Window {
    /// The window on the shipped scenario number `index`, `size` in points.
    pub(crate) fn new(index: usize, size: [f32; 2], dark: bool) -> Self {
        Self::on(shipped(index), size, dark)
    }

    /// The window on a scenario, `size` in points.
    pub(crate) fn on(scenario: Scenario, size: [f32; 2], dark: bool) -> Self {
        Self::scaled(scenario, size, 1.0, dark)
    }

    /// The window on a scenario, `size` in points of `scale` pixels.
    pub(crate) fn scaled(scenario: Scenario, size: [f32; 2], scale: f32, dark: bool) -> Self {
        Self::showing(size, scale, dark, move |ctx, settings| {
            App::new(ctx, Document::unsaved(scenario), settings, None)
        })
    }

    /// The window of an application, `size` in points of `scale` pixels.
    pub(crate) fn showing(
        size: [f32; 2],
        scale: f32,
        dark: bool,
        app: impl FnOnce(&Context, Settings) -> App + 'static,
    ) -> Self {
        let textures = Rc::new(RefCell::new(Rasteriser::default()));
        let settings = Settings { dark: Some(dark), ..Settings::default() };
        let mut harness = Harness::builder()
            .with_size(size)
            .with_pixels_per_point(scale)
            .with_max_steps(240)
            .with_step_dt(1.0 / 60.0)
            .with_theme(if dark { Theme::Dark } else { Theme::Light })
            .renderer(Renderer(textures.clone()))
            .build_eframe(move |creation| app(&creation.egui_ctx, settings));
        harness.run();
        Self { harness, textures }
    }

    /// Waits until nothing is computed any more and everything is drawn.
    pub(crate) fn settle(&mut self) {
        let since = Instant::now();
        while self.harness.state().is_working() {
            assert!(since.elapsed() < Duration::from_mins(2), "the work has no end");
            std::thread::sleep(Duration::from_millis(2));
            self.harness.run();
        }
    }

    /// What it looks like once everything is known.
    pub(crate) fn picture(&mut self) -> Picture {
        self.settle();
        self.picture_as_is()
    }

    /// What it looks like with what is known so far.
    pub(crate) fn picture_as_is(&self) -> Picture {
        self.picture_of(self.harness.output().shapes.clone())
    }

    /// What some of its shapes look like.
    pub(crate) fn picture_of(&self, shapes: Vec<ClippedShape>) -> Picture {
        let scale = self.harness.output().pixels_per_point;
        let primitives = self.harness.ctx.tessellate(shapes, scale);
        self.textures.borrow().draw(&primitives, self.harness.ctx.content_rect().size() * scale, scale)
    }
}

/// The shipped scenario number `index`.
pub(crate) fn shipped(index: usize) -> Scenario {
    scenario_file::parse(SHIPPED[index].text.as_bytes()).unwrap().scenario
}

/// The first shipped scenario with 20 routes whose names have 200 characters.
pub(crate) fn crowded() -> Scenario {
    let mut scenario = shipped(0);
    let model = scenario.routes[1].clone();
    for number in 0..16 {
        let mut route = model.clone();
        route.id = format!("copy-{number}");
        route.name = format!("Supplier {number} {}", "of very small parts ".repeat(10));
        scenario.routes.push(route);
    }
    scenario
}

/// The first shipped scenario, with a part of 20 µm features and a boutique that holds 50 µm.
pub(crate) fn beyond_the_boutique() -> Scenario {
    let mut scenario = shipped(0);
    scenario.part.smallest_feature_um = Some(20.0);
    for route in &mut scenario.routes {
        let holds = if route.id == "boutique" { 50.0 } else { 10.0 };
        route.capability = Some(Capability { smallest_feature_um: Some(holds), ..Capability::default() });
    }
    scenario
}

/// The first shipped scenario with its likely values alone.
pub(crate) fn certain() -> Scenario {
    let mut scenario = shipped(0);
    visit_mut(&mut scenario, &mut |place| {
        if let Some(estimate) = place.slot.get_mut() {
            *estimate = Estimate::certain(estimate.likely());
        }
    });
    scenario.routes.iter_mut().for_each(|route| route.risks.clear());
    scenario
}

/// The first shipped scenario, whose boutique uses every group that goes with the others.
pub(crate) fn with_every_group() -> Scenario {
    let mut scenario = shipped(0);
    scenario.routes.retain(|route| route.id == "boutique" || route.staged.is_some() || route.id == "cm");
    let others = stages_for(&scenario, "boutique");
    let route = scenario.routes.iter_mut().find(|route| route.id == "boutique").unwrap();
    for group in Group::ALL {
        if group.is_offered(route, &others) && group != Group::Staged {
            group.add(route, &others);
        }
    }
    if let Some(quote) = &mut route.quote {
        quote.acceptance_yield = Estimate::certain(0.9);
    }
    scenario
}

/// A channel of a pixel may differ by so much: other processors round sines and logarithms differently.
const ROUNDING: u8 = 32;
/// So many pixels in a million may differ by more.
const STRAYS: usize = 200;

/// Compares a picture with the one kept in `tests/pictures`. With `CROSSPLAN_ACCEPT=1` it is kept
/// instead; look at it before committing it. One that differs is left in `target/pictures`.
pub(crate) fn assert_picture(name: &str, picture: &Picture) {
    let kept = Path::new("tests/pictures").join(name).with_extension("png");
    if std::env::var_os("CROSSPLAN_ACCEPT").is_some() {
        save(&kept, picture);
        return;
    }
    let differing = Path::new("target/pictures").join(name).with_extension("png");
    if !kept.exists() {
        save(&differing, picture);
        panic!("there is no {}; look at {} and keep it", kept.display(), differing.display());
    }
    let expected = load(&kept);
    let is_alike = (expected.width, expected.height) == (picture.width, picture.height)
        && strays(&expected, picture) * 1_000_000 <= STRAYS * picture.width * picture.height;
    if !is_alike {
        save(&differing, picture);
        panic!("{} looks different; compare with {}", kept.display(), differing.display());
    }
}

/// How many pixels differ by more than rounding.
pub(crate) fn strays(expected: &Picture, found: &Picture) -> usize {
    let pixels = expected.rgba.chunks(4).zip(found.rgba.chunks(4));
    pixels.filter(|(a, b)| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > ROUNDING)).count()
}

pub(crate) fn save(path: &Path, picture: &Picture) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let size = [picture.width, picture.height].map(|side| u32::try_from(side).unwrap());
    let mut encoder = png::Encoder::new(BufWriter::new(File::create(path).unwrap()), size[0], size[1]);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&picture.rgba).unwrap();
}

fn load(path: &Path) -> Picture {
    let mut reader = png::Decoder::new(BufReader::new(File::open(path).unwrap())).read_info().unwrap();
    let mut rgba = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut rgba).unwrap();
    Picture { width: info.width as usize, height: info.height as usize, rgba }
}
