//! What would a piece of the window look like? egui's triangles, rasterised on the processor.
//!
//! Needs no graphics card, no display and no package, and gives the same bytes on every run: pixel
//! centres against edge functions with the top-left rule, so that neighbours share no pixel; colours
//! premultiplied and blended in gamma space, as egui's own shader does.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::epaint::{ClippedPrimitive, ImageData, Mesh, Primitive, Vertex};
use eframe::egui::{self, Color32, ColorImage, Pos2, TextureId, TexturesDelta, Vec2, pos2};

use super::theme;

/// Passes after which a piece of the window no longer changes its layout.
const SETTLING_PASSES: usize = 4;

/// Red, green, blue and alpha bytes, row by row from the top; always opaque.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}

/// Draws a piece of the window, `size` in points, with `scale` pixels to a point.
pub fn draw(size: Vec2, scale: f32, dark: bool, mut contents: impl FnMut(&mut egui::Ui)) -> Picture {
    let ctx = egui::Context::default();
    theme::install(&ctx, dark);
    let mut rasteriser = Rasteriser::default();
    let mut primitives = Vec::new();
    for _ in 0..SETTLING_PASSES {
        let mut output = ctx.run_ui(input(size, scale), &mut contents);
        rasteriser.update(&mut output.textures_delta);
        primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
    }
    rasteriser.draw(&primitives, size * scale, scale)
}

fn input(size: Vec2, scale: f32) -> egui::RawInput {
    let screen_rect = Some(egui::Rect::from_min_size(pos2(0.0, 0.0), size));
    let mut input = egui::RawInput { screen_rect, ..egui::RawInput::default() };
    if let Some(viewport) = input.viewports.get_mut(&egui::ViewportId::ROOT) {
        viewport.native_pixels_per_point = Some(scale);
    }
    input
}

/// Keeps the textures and fills triangles with them.
#[derive(Debug, Default)]
pub struct Rasteriser {
    textures: BTreeMap<TextureId, Texture>,
}

impl Rasteriser {
    /// Takes over the textures that changed.
    pub fn update(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = change.image;
                match (change.pos, self.textures.get_mut(&id)) {
                    (Some(corner), Some(texture)) => texture.patch(corner, &image),
                    _ => drop(self.textures.insert(id, Texture::new(&image))),
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    /// Fills a picture of `size` pixels; what nothing covers stays black.
    #[must_use]
    pub fn draw(&self, primitives: &[ClippedPrimitive], size: Vec2, scale: f32) -> Picture {
        let (width, height) = (pixel(size.x), pixel(size.y));
        let mut canvas = Canvas { width, height, colours: vec![Color32::BLACK; width * height] };
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            if let Primitive::Mesh(mesh) = primitive
                && let Some(texture) = self.textures.get(&mesh.texture_id)
            {
                let clip = Bounds {
                    left: pixel((clip_rect.min.x * scale).round()).min(width),
                    top: pixel((clip_rect.min.y * scale).round()).min(height),
                    right: pixel((clip_rect.max.x * scale).round()).min(width),
                    bottom: pixel((clip_rect.max.y * scale).round()).min(height),
                };
                canvas.fill_mesh(mesh, texture, clip, scale);
            }
        }
        let rgba = canvas.colours.iter().flat_map(|colour| [colour.r(), colour.g(), colour.b(), 255]).collect();
        Picture { width, height, rgba }
    }
}

/// A whole number of pixels, nothing below zero.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate, and NaN becomes 0")]
fn pixel(position: f32) -> usize {
    position as usize
}

#[allow(clippy::cast_precision_loss, reason = "pictures and textures are a few thousand pixels wide")]
fn position(pixel: usize) -> f32 {
    pixel as f32
}

/// Red, green, blue, alpha from 0 to 255, premultiplied.
type Linear = [f32; 4];

fn channels(colour: Color32) -> Linear {
    colour.to_array().map(f32::from)
}

#[derive(Debug)]
struct Texture {
    image: Arc<ColorImage>,
}

impl Texture {
    fn new(image: &Arc<ColorImage>) -> Self {
        Self { image: image.clone() }
    }

    fn patch(&mut self, corner: [usize; 2], part: &ColorImage) {
        let image = Arc::make_mut(&mut self.image);
        for row in 0..part.height() {
            let to = (corner[1] + row) * image.width() + corner[0];
            let from = row * part.width();
            if let (Some(target), Some(source)) =
                (image.pixels.get_mut(to..to + part.width()), part.pixels.get(from..from + part.width()))
            {
                target.copy_from_slice(source);
            }
        }
    }

    fn texel(&self, x: f32, y: f32) -> Linear {
        let column = pixel(x).min(self.image.width().saturating_sub(1));
        let row = pixel(y).min(self.image.height().saturating_sub(1));
        self.image.pixels.get(row * self.image.width() + column).map_or([0.0; 4], |colour| channels(*colour))
    }

    /// The colour at a place from 0 to 1 on either side, blended from the four nearest texels.
    fn sample(&self, u: f32, v: f32) -> Linear {
        let x = (u * position(self.image.width()) - 0.5).max(0.0);
        let y = (v * position(self.image.height()) - 0.5).max(0.0);
        let (right, down) = (x.fract(), y.fract());
        let corners = [
            (self.texel(x, y), (1.0 - right) * (1.0 - down)),
            (self.texel(x + 1.0, y), right * (1.0 - down)),
            (self.texel(x, y + 1.0), (1.0 - right) * down),
            (self.texel(x + 1.0, y + 1.0), right * down),
        ];
        std::array::from_fn(|channel| corners.iter().map(|(texel, share)| texel[channel] * share).sum())
    }
}

#[derive(Clone, Copy)]
struct Bounds {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

struct Canvas {
    width: usize,
    height: usize,
    colours: Vec<Color32>,
}

impl Canvas {
    fn fill_mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Bounds, scale: f32) {
        for triangle in mesh.indices.chunks_exact(3) {
            let corner = |index: usize| {
                mesh.vertices
                    .get(triangle[index] as usize)
                    .map(|vertex| Vertex { pos: (vertex.pos.to_vec2() * scale).to_pos2(), ..*vertex })
            };
            if let (Some(a), Some(b), Some(c)) = (corner(0), corner(1), corner(2)) {
                self.fill_triangle([a, b, c], texture, clip);
            }
        }
    }

    fn fill_triangle(&mut self, [a, b, c]: [Vertex; 3], texture: &Texture, clip: Bounds) {
        let area = edge(a, b, c.pos);
        let finite = [a, b, c].iter().all(|vertex| vertex.pos.is_finite());
        if area == 0.0 || !finite {
            return;
        }
        let [a, b, c] = if area > 0.0 { [a, b, c] } else { [a, c, b] };
        let area = area.abs();
        let span = |first: f32, second: f32, third: f32, low: usize, high: usize| {
            let from = pixel(first.min(second).min(third).floor()).max(low);
            from..pixel(first.max(second).max(third).ceil()).min(high)
        };
        let columns = span(a.pos.x, b.pos.x, c.pos.x, clip.left, clip.right.min(self.width));
        let plain = (a.uv == b.uv && b.uv == c.uv).then(|| texture.sample(a.uv.x, a.uv.y));
        for row in span(a.pos.y, b.pos.y, c.pos.y, clip.top, clip.bottom.min(self.height)) {
            for column in columns.clone() {
                let centre = pos2(position(column) + 0.5, position(row) + 0.5);
                let weights = [edge(b, c, centre), edge(c, a, centre), edge(a, b, centre)];
                let inside = covers(weights[0], b, c) && covers(weights[1], c, a) && covers(weights[2], a, b);
                if inside {
                    let weights = weights.map(|weight| weight / area);
                    let mix = |value: fn(&Vertex) -> f32| {
                        value(&a) * weights[0] + value(&b) * weights[1] + value(&c) * weights[2]
                    };
                    let texel = plain.unwrap_or_else(|| texture.sample(mix(|v| v.uv.x), mix(|v| v.uv.y)));
                    let tint = [
                        mix(|v| f32::from(v.color.r())),
                        mix(|v| f32::from(v.color.g())),
                        mix(|v| f32::from(v.color.b())),
                        mix(|v| f32::from(v.color.a())),
                    ];
                    self.blend(row * self.width + column, tint, texel);
                }
            }
        }
    }

    fn blend(&mut self, at: usize, tint: Linear, texel: Linear) {
        if let Some(under) = self.colours.get_mut(at) {
            let source: Linear = std::array::from_fn(|channel| tint[channel] * texel[channel] / 255.0);
            let through = 1.0 - source[3] / 255.0;
            let below = channels(*under);
            let [red, green, blue, _] = std::array::from_fn(|channel| byte(source[channel] + below[channel] * through));
            *under = Color32::from_rgb(red, green, blue);
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn byte(level: f32) -> u8 {
    level.round().clamp(0.0, 255.0) as u8
}

/// Twice the signed area of a triangle over an edge: positive where the point lies inside of it.
fn edge(from: Vertex, to: Vertex, point: Pos2) -> f32 {
    (to.pos.x - from.pos.x) * (point.y - from.pos.y) - (to.pos.y - from.pos.y) * (point.x - from.pos.x)
}

/// Whether a point belongs to this side of an edge; one on the edge belongs to the triangle below or
/// right of it.
fn covers(weight: f32, from: Vertex, to: Vertex) -> bool {
    let (right, down) = (to.pos.x - from.pos.x, to.pos.y - from.pos.y);
    weight > 0.0 || (weight == 0.0 && (down < 0.0 || (down == 0.0 && right > 0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Rect, Stroke, vec2};

    fn colour_at(picture: &Picture, x: usize, y: usize) -> [u8; 3] {
        let at = (y * picture.width + x) * 4;
        [picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2]]
    }

    #[test]
    fn a_filled_rectangle_covers_its_pixels_and_no_other() {
        let red = Color32::from_rgb(200, 10, 20);
        let picture = draw(vec2(40.0, 30.0), 2.0, false, |ui| {
            let rect = Rect::from_min_max(pos2(10.0, 10.0), pos2(20.0, 15.0));
            ui.painter().rect_filled(rect, 0.0, red);
        });
        assert_eq!((picture.width, picture.height), (80, 60));
        assert_eq!(colour_at(&picture, 30, 25), [200, 10, 20]);
        assert_eq!(colour_at(&picture, 38, 21), [200, 10, 20]);
        for (x, y) in [(17, 25), (43, 25), (30, 17), (30, 33)] {
            assert_ne!(colour_at(&picture, x, y), [200, 10, 20], "{x},{y}");
        }
    }

    #[test]
    fn neighbours_share_no_pixel() {
        // Two half-transparent triangles make a square; a pixel painted twice would be darker.
        let half = Color32::from_rgba_premultiplied(0, 0, 0, 128);
        let vertex = |x: f32, y: f32| Vertex { pos: pos2(x, y), uv: pos2(0.0, 0.0), color: half };
        let mut canvas = Canvas { width: 16, height: 16, colours: vec![Color32::WHITE; 256] };
        let texture = Texture::new(&Arc::new(ColorImage::filled([1, 1], Color32::WHITE)));
        let mesh = Mesh {
            vertices: vec![vertex(2.0, 2.0), vertex(13.5, 2.0), vertex(13.5, 13.5), vertex(2.0, 13.5)],
            indices: vec![0, 1, 2, 0, 2, 3],
            ..Mesh::default()
        };
        canvas.fill_mesh(&mesh, &texture, Bounds { left: 0, top: 0, right: 16, bottom: 16 }, 1.0);
        let painted = canvas.colours.iter().filter(|colour| **colour != Color32::WHITE);
        assert!(painted.clone().all(|colour| colour.r() == 127));
        assert_eq!(painted.count(), 11 * 11);
    }

    #[test]
    fn the_same_contents_give_the_same_bytes() {
        let contents = |ui: &mut egui::Ui| {
            ui.heading("20,813 parts");
            ui.painter().circle_stroke(pos2(50.0, 50.0), 12.3, Stroke::new(1.5, Color32::BLUE));
        };
        let pictures = [draw(vec2(120.0, 80.0), 1.5, true, contents), draw(vec2(120.0, 80.0), 1.5, true, contents)];
        assert!(pictures[0] == pictures[1]);
        assert!(pictures[0].rgba.iter().any(|byte| *byte > 200), "nothing was drawn");
    }

    #[test]
    fn nothing_drawn_off_the_picture_panics() {
        let picture = draw(vec2(20.0, 20.0), 1.0, false, |ui| {
            for x in [-1e9, 1e9, f32::NAN] {
                ui.painter().rect_filled(Rect::from_min_size(pos2(x, 5.0), vec2(1e6, 3.0)), 0.0, Color32::RED);
            }
        });
        assert_eq!(picture.rgba.len(), 20 * 20 * 4);
    }
}
