//! How does everything look? All colours, sizes and fonts of the window.
//!
//! One family, Inter, in two weights, with tabular digits so that figures keep their columns and do not
//! jitter. Spacing is a multiple of four points. Text has a contrast of at least 4.5 to 1 on every
//! surface it stands on (WCAG 2.1, success criterion 1.4.3); the tests below compute it.

pub mod accounts;

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, Style,
    TextStyle, Theme, ThemePreference, Visuals, style::WidgetVisuals, vec2,
};

use crate::charts::look::{Look, SLOTS};

/// Notes, units, axis labels.
pub const CAPTION: f32 = 11.0;
/// Labels and secondary text.
pub const LABEL: f32 = 12.0;
/// Text, fields, tables.
pub const BODY: f32 = 13.0;
/// The message over a chart.
pub const TITLE: f32 = 17.0;
/// The one big figure.
pub const FIGURE: f32 = 30.0;

/// The unit of spacing; margins and gaps are multiples of it.
pub const GRID: f32 = 4.0;
/// Corner radius of cards, fields and buttons.
pub const RADIUS: u8 = 4;
/// Width of a curve.
pub const CURVE: f32 = 2.0;
/// Width of a hairline.
pub const HAIRLINE: f32 = 1.0;
/// Width of the outline of what has the keyboard.
pub const FOCUS: f32 = 2.0;
/// How far a dimmed line fades: its hue can still be told.
const DIMMING: f32 = 0.75;
/// How much is left of what cannot be used at the moment: its text can still be read.
const DISABLED: f32 = 0.7;
/// Height of a field, a button, a row of a form.
pub const ROW: f32 = 24.0;

const SEMIBOLD: &str = "semibold";

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// Behind charts and tables.
    pub canvas: Color32,
    /// Panels, cards.
    pub surface: Color32,
    /// What lies over the rest for a while: menus, lists, help, dialogs.
    pub raised: Color32,
    /// Fields and buttons at rest.
    pub field: Color32,
    /// Fields and buttons under the pointer.
    pub field_hovered: Color32,
    /// The column of the volume line, a chosen row.
    pub highlight: Color32,
    /// Outlines and rules.
    pub rule: Color32,
    /// Outlines under the pointer, lines at the volumes of interest.
    pub rule_strong: Color32,
    /// Marks by which something is known to be there to be pressed: 3 to 1 on what they stand on.
    pub mark: Color32,
    /// Grid lines at the decades.
    pub grid: Color32,
    /// Grid lines between the decades.
    pub grid_faint: Color32,
    /// Text.
    pub text: Color32,
    /// Labels, units, explanations.
    pub text_secondary: Color32,
    /// Captions and what can be left unread.
    pub text_weak: Color32,
    /// The one accent: the volume line, focus, links.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind a warning.
    pub warning_fill: Color32,
    /// The text of a warning.
    pub warning: Color32,
    /// The text of an error, the outline of a bad field.
    pub error: Color32,
    /// A sourced figure's badge.
    pub good: Color32,
    /// A stretch in which the winner keeps changing.
    pub contested: Color32,
    /// Lines and fills of the routes, by slot.
    pub routes: [Color32; SLOTS],
    /// Text of the routes, by slot: dark or bright enough to be read.
    pub route_texts: [Color32; SLOTS],
    /// What the line of a route that cannot make the part fades towards.
    pub dimmed: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// The light theme.
pub const LIGHT: Palette = Palette {
    canvas: rgb(0xf6_f7_f9),
    surface: rgb(0xff_ff_ff),
    raised: rgb(0xff_ff_ff),
    field: rgb(0xf3_f5_f7),
    field_hovered: rgb(0xea_ee_f2),
    highlight: rgb(0xe6_ea_f5),
    rule: rgb(0xe1_e4_e8),
    rule_strong: rgb(0xb4_bb_c3),
    mark: rgb(0x7c_86_90),
    grid: rgb(0xe3_e6_ea),
    grid_faint: rgb(0xee_f0_f3),
    text: rgb(0x1c_21_26),
    text_secondary: rgb(0x50_5a_65),
    text_weak: rgb(0x5f_69_74),
    accent: rgb(0x2f_5f_d0),
    on_accent: rgb(0xff_ff_ff),
    warning_fill: rgb(0xfd_f3_e1),
    warning: rgb(0x8a_50_00),
    error: rgb(0xb4_23_18),
    good: rgb(0x0a_8a_66),
    contested: rgb(0x7c_86_90),
    routes: [
        rgb(0x0b_6f_b8),
        rgb(0xc9_56_0b),
        rgb(0x0a_8a_66),
        rgb(0x9a_4f_86),
        rgb(0x8f_73_05),
        rgb(0x5b_51_a8),
        rgb(0xb0_3a_57),
        rgb(0x4f_59_63),
    ],
    route_texts: [
        rgb(0x0a_66_aa),
        rgb(0xa9_46_07),
        rgb(0x07_72_56),
        rgb(0x92_4a_7f),
        rgb(0x75_5d_00),
        rgb(0x5b_51_a8),
        rgb(0xa8_32_4f),
        rgb(0x4f_59_63),
    ],
    dimmed: rgb(0x85_8e_97),
};

/// The dark theme.
pub const DARK: Palette = Palette {
    canvas: rgb(0x14_17_1a),
    surface: rgb(0x1b_1f_24),
    raised: rgb(0x23_28_2e),
    field: rgb(0x2b_31_38),
    field_hovered: rgb(0x33_39_41),
    highlight: rgb(0x1f_27_33),
    rule: rgb(0x2c_32_38),
    rule_strong: rgb(0x55_5d_66),
    mark: rgb(0x73_7c_86),
    grid: rgb(0x29_2f_35),
    grid_faint: rgb(0x1c_20_25),
    text: rgb(0xe6_e9_ec),
    text_secondary: rgb(0xaa_b4_be),
    text_weak: rgb(0x99_a3_ad),
    accent: rgb(0x7a_a2_ff),
    on_accent: rgb(0x14_17_1a),
    warning_fill: rgb(0x2e_26_18),
    warning: rgb(0xe8_b4_50),
    error: rgb(0xff_8a_80),
    good: rgb(0x38_c7_9b),
    contested: rgb(0x8b_95_a0),
    routes: DARK_ROUTES,
    route_texts: DARK_ROUTES,
    dimmed: rgb(0x62_6a_72),
};

const DARK_ROUTES: [Color32; SLOTS] = [
    rgb(0x4f_b0_f0),
    rgb(0xf2_8a_45),
    rgb(0x38_c7_9b),
    rgb(0xdd_8b_c8),
    rgb(0xd9_b9_4a),
    rgb(0xa7_9c_f5),
    rgb(0xff_7f_92),
    rgb(0xaa_b4_be),
];

impl Palette {
    /// The palette that a piece of the window is drawn with.
    #[must_use]
    pub fn of(ui: &egui::Ui) -> &'static Self {
        if ui.visuals().dark_mode { &DARK } else { &LIGHT }
    }

    /// The colour of a text, faded where what it tells belongs to an earlier revision: it can still be read.
    #[must_use]
    pub fn faded(&self, text: Color32, is_fresh: bool) -> Color32 {
        if is_fresh { text } else { self.text_weak }
    }

    /// The colour of a route's line.
    #[must_use]
    pub fn route(&self, look: Look) -> Color32 {
        let colour = self.routes[look.slot % SLOTS];
        if look.dimmed { colour.lerp_to_gamma(self.dimmed, DIMMING) } else { colour }
    }

    /// The colour of a route's name and figures.
    #[must_use]
    pub fn route_text(&self, look: Look) -> Color32 {
        if look.dimmed { self.text_weak } else { self.route_texts[look.slot % SLOTS] }
    }
}

/// Text of the usual weight.
#[must_use]
pub fn regular(size: f32) -> FontId {
    FontId::proportional(size)
}

/// Text that stands out.
#[must_use]
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(SEMIBOLD.into()))
}

/// Gives a context the fonts and both themes, and shows one of them. Once, at the start.
pub fn install(ctx: &egui::Context, dark: bool) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(&LIGHT, Visuals::light()));
    ctx.set_style_of(Theme::Dark, style(&DARK, Visuals::dark()));
    show(ctx, dark);
}

/// Shows the theme that is preferred; without one that of the system, and the light one where it names none.
pub fn prefer(ctx: &egui::Context, dark: Option<bool>) {
    if let Some(dark) = dark {
        show(ctx, dark);
    } else {
        ctx.options_mut(|options| options.fallback_theme = Theme::Light);
        ctx.set_theme(ThemePreference::System);
    }
}

/// Shows the dark or the light theme.
pub fn show(ctx: &egui::Context, dark: bool) {
    ctx.set_theme(if dark { Theme::Dark } else { Theme::Light });
}

/// Inter for everything; what it lacks comes from the fonts that egui brings.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let regular = FontData::from_static(include_bytes!("../../assets/fonts/Inter-Regular.ttf"));
    let semibold = FontData::from_static(include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"));
    fonts.font_data.insert("inter".to_owned(), Arc::new(regular));
    fonts.font_data.insert("inter-semibold".to_owned(), Arc::new(semibold));
    let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (family, first) in [
        (FontFamily::Proportional, "inter"),
        (FontFamily::Monospace, "inter"),
        (FontFamily::Name(SEMIBOLD.into()), "inter-semibold"),
    ] {
        let names = std::iter::once(first.to_owned()).chain(fallbacks.iter().cloned()).collect();
        fonts.families.insert(family, names);
    }
    fonts
}

fn style(palette: &Palette, visuals: Visuals) -> Style {
    let mut style = Style { visuals: themed(palette, visuals), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, regular(CAPTION)),
        (TextStyle::Body, regular(BODY)),
        (TextStyle::Button, regular(BODY)),
        (TextStyle::Monospace, regular(BODY)),
        (TextStyle::Heading, semibold(TITLE)),
    ]
    .into();
    style.spacing.item_spacing = vec2(2.0 * GRID, GRID);
    style.spacing.button_padding = vec2(2.0 * GRID, GRID);
    style.spacing.interact_size = vec2(40.0, ROW);
    style.spacing.menu_margin = Margin::same(4);
    style.spacing.window_margin = Margin::same(16);
    style.spacing.indent = 4.0 * GRID;
    style.spacing.tooltip_width = 360.0;
    style.interaction.tooltip_delay = 0.3;
    // A number that is selected by accident while pointing at it would be in the way; fields stay selectable.
    style.interaction.selectable_labels = false;
    style
}

fn themed(palette: &Palette, base: Visuals) -> Visuals {
    let mut visuals = base;
    visuals.panel_fill = palette.surface;
    // A hairline that stands out: on dark ground no shadow parts what is raised from what it lies on.
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(HAIRLINE, palette.rule_strong);
    visuals.window_corner_radius = CornerRadius::same(2 * RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS + 2);
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: Color32::from_black_alpha(48) };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 12, spread: 0, color: Color32::from_black_alpha(32) };
    visuals.extreme_bg_color = palette.field;
    visuals.faint_bg_color = palette.field;
    visuals.code_bg_color = palette.field;
    visuals.text_edit_bg_color = Some(palette.field);
    visuals.disabled_alpha = DISABLED;
    visuals.weak_text_color = Some(palette.text_weak);
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.error;
    visuals.selection.bg_fill = palette.accent.gamma_multiply(0.25);
    visuals.selection.stroke = Stroke::new(HAIRLINE, palette.accent);
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.accent);
    visuals.widgets.noninteractive = widget(palette.surface, palette.rule, palette.text);
    visuals.widgets.inactive = widget(palette.field, Color32::TRANSPARENT, palette.text);
    visuals.widgets.hovered = widget(palette.field_hovered, palette.rule_strong, palette.text);
    visuals.widgets.active = widget(palette.field_hovered, palette.accent, palette.text);
    visuals.widgets.active.bg_stroke.width = FOCUS;
    visuals.widgets.open = widget(palette.field_hovered, palette.rule_strong, palette.text);
    visuals
}

fn widget(fill: Color32, outline: Color32, text: Color32) -> WidgetVisuals {
    WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(HAIRLINE, outline),
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: Stroke::new(HAIRLINE, text),
        expansion: 0.0,
    }
}

#[cfg(test)]
pub(crate) mod tests;
