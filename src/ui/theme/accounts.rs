//! Which colour has a cost account?
//!
//! Bright fills that dark text can be read on, in both themes the same. Any two of them differ by at
//! least 10 in CIELAB (ΔE*ab, CIE 15:2004), for whoever sees all colours and as protanopes, deuteranopes
//! and tritanopes see them (Machado, Oliveira and Fernandes, 2009); the tests below compute it.

use eframe::egui::Color32;

use super::rgb;
use crate::cost::Account;

/// Text on an account's colour.
pub const INK: Color32 = rgb(0x1c_21_26);
/// Several small accounts together.
const OTHER: Color32 = rgb(0xd5_d9_de);

/// The fill of an account; of several small ones where none is named.
#[must_use]
pub const fn fill(account: Option<Account>) -> Color32 {
    let Some(account) = account else { return OTHER };
    rgb(match account {
        Account::Nre => 0x93_a7_fa,
        Account::Capital => 0x3d_93_fa,
        Account::Staff => 0xb1_dd_fa,
        Account::Tooling => 0xa4_79_ca,
        Account::Setup => 0xbc_a5_e0,
        Account::Purchase => 0x53_95_86,
        Account::Duty => 0x58_d9_b3,
        Account::Process => 0x9f_d6_3c,
        Account::Inspection => 0xf4_e9_7e,
        Account::Rework => 0xd9_8f_3c,
        Account::Learning => 0xcb_f7_a4,
        Account::Shipping => 0x94_a7_83,
        Account::Escapes => 0xbd_80_b3,
        Account::Delay => 0xf6_84_61,
        Account::Transfer => 0xdb_bb_8a,
        Account::Risk => 0xfa_a4_a4,
        Account::MaterialLots => 0xb8_7b_61,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::tests::{contrast, linear};

    /// Linear light of all colours, and as each kind of dichromat sees it.
    const EYES: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ];

    /// CIELAB under D65 of a colour as one eye sees it.
    #[allow(clippy::many_single_char_names, reason = "the letters of colour science")]
    fn lab(colour: Color32, eye: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = [colour.r(), colour.g(), colour.b()].map(linear);
        let sum = |row: &[f64; 3]| row.iter().zip(light).map(|(part, of)| part * of).sum::<f64>().clamp(0.0, 1.0);
        let [r, g, b] = [sum(&eye[0]), sum(&eye[1]), sum(&eye[2])];
        let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.950_47);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.088_83);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn accounts_can_be_told_apart_and_read_by_every_eye() {
        let fills: Vec<Color32> = Account::ALL.into_iter().map(Some).chain([None]).map(fill).collect();
        for (index, first) in fills.iter().enumerate() {
            assert!(contrast(*first, INK) >= 4.5, "{first:?}");
            for second in &fills[..index] {
                for eye in &EYES {
                    let (a, b) = (lab(*first, eye), lab(*second, eye));
                    let apart = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                    assert!(apart >= 10.0, "{first:?} and {second:?}: {apart:.1}");
                }
            }
        }
    }
}
