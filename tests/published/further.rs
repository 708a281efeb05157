//! Worked examples beyond `tests/cases/published.json`, each with its source, what it gives, and how
//! far that is rounded.

use super::{account, route, scenario};
use crossplan::analysis::crossover::{Envelope, pairs, search};
use crossplan::analysis::interrupt::Never;
use crossplan::cost::{Account, Case};
use crossplan::model::route::{Capacity, Nre, PriceBreak, Quality, Quote};
use crossplan::model::{Estimate, Route};

/// Routes given by fixed cost and cost a part, with who is cheapest from 1 to a volume.
struct Lines {
    case: Case,
    envelope: Envelope,
    to: u64,
}

impl Lines {
    fn new(lines: &[(f64, f64)], to: u64) -> Self {
        let line = |(index, &(fixed, each)): (usize, &(f64, f64))| {
            let mut line = route(&format!("r{index}"), &[(each, 1.0, None)]);
            line.nre = Some(Nre { base: fixed.into(), ..Nre::default() });
            line
        };
        let case = Case::likely(&scenario(lines.iter().enumerate().map(line).collect()));
        let envelope = search(&case, 1, to, &Never).unwrap();
        Self { case, envelope, to }
    }

    /// Totals to the cent.
    fn totals(&self, volume: u64, published: &[f64]) {
        for (route, published) in published.iter().enumerate() {
            let total = self.case.evaluate(route, volume).total;
            assert!((total - published).abs() < 0.005, "route {route} at {volume}: {total}, not {published}");
        }
    }

    fn runs(&self, expected: &[(u64, u64, &[usize])]) {
        let found: Vec<(u64, u64, &[usize])> =
            self.envelope.runs.iter().map(|run| (run.from, run.to, run.cheapest.as_slice())).collect();
        assert_eq!(found, expected);
    }

    /// Volumes from which the difference of two routes has another sign.
    fn switches(&self, a: usize, b: usize) -> Vec<u64> {
        let pairs = pairs(&self.case, 1, self.to, &Never).unwrap();
        let pair = pairs.into_iter().find(|pair| (pair.a, pair.b) == (a, b)).unwrap();
        pair.switches.iter().map(|switch| switch.volume).collect()
    }
}

/// R. Lembke, Operations Management, "Break-even" (slidegur.com/doc/169865): buy at 200, a lathe at
/// 80,000 + 75 each, a machining centre at 200,000 + 15 each. The lathe from 640, the centre from
/// 2,000, both exact ties; nine totals. Whole numbers: no tolerance but the cent.
#[test]
fn lembke_outsource_lathe_machining_centre() {
    let lines = Lines::new(&[(0.0, 200.0), (80_000.0, 75.0), (200_000.0, 15.0)], 10_000);
    lines.totals(1_000, &[200_000.0, 155_000.0, 215_000.0]);
    lines.totals(2_000, &[400_000.0, 230_000.0, 230_000.0]);
    lines.totals(3_000, &[600_000.0, 305_000.0, 245_000.0]);
    lines.runs(&[
        (1, 639, &[0]),
        (640, 640, &[0, 1]),
        (641, 1_999, &[1]),
        (2_000, 2_000, &[1, 2]),
        (2_001, 10_000, &[2]),
    ]);
    let told: Vec<u64> = lines.envelope.crossovers.iter().map(|crossover| crossover.volume).collect();
    assert_eq!(told, [640, 2_000]);
}

/// Make at 25,000 + 8 each or buy at 3,000 + 12 each (wizedu.com/questions/1125406): even at 5,500
/// for 69,000; buying saves 4,000 at 4,500, making 2,000 at 6,000.
#[test]
fn make_or_buy_even_at_5500() {
    let lines = Lines::new(&[(25_000.0, 8.0), (3_000.0, 12.0)], 20_000);
    lines.totals(5_500, &[69_000.0, 69_000.0]);
    lines.totals(4_500, &[61_000.0, 57_000.0]);
    lines.totals(6_000, &[73_000.0, 75_000.0]);
    lines.runs(&[(1, 5_499, &[1]), (5_500, 5_500, &[0, 1]), (5_501, 20_000, &[0])]);
}

/// Detroit 500,000 + 300, New Orleans 750,000 + 200, San Bernardino 900,000 + 100 each
/// (solvely.ai/homework/541316592): Detroit and San Bernardino are even at 2,000; New Orleans is
/// even with Detroit at 2,500 and is never cheapest, so that its switch is none of the answer's.
#[test]
fn eagle_hunt_new_orleans_never_wins() {
    let lines = Lines::new(&[(500_000.0, 300.0), (750_000.0, 200.0), (900_000.0, 100.0)], 10_000);
    lines.runs(&[(1, 1_999, &[0]), (2_000, 2_000, &[0, 2]), (2_001, 10_000, &[2])]);
    // Even at 2,500, the other sign from 2,501.
    assert_eq!(lines.switches(0, 1), [2_500, 2_501]);
}

/// S. Curkovic, "Break-even analysis" (simecurkovic.com, 2023-03-25): 200,000 + 0.40 to make, 0.75 to
/// buy; 200,000/0.35 = 571,428.57, so that making wins from 571,429.
#[test]
fn curkovic_moulded_part() {
    let root: f64 = 200_000.0 / (0.75 - 0.40);
    assert!((root - 571_428.57).abs() < 0.005);
    let lines = Lines::new(&[(200_000.0, 0.40), (0.0, 0.75)], 1_000_000);
    lines.runs(&[(1, 571_428, &[1]), (571_429, 1_000_000, &[0])]);
}

/// NIST/SEMATECH e-Handbook of Statistical Methods, 6.1.6, rejects of a centred process by Cp: 1.00
/// 0.27 %, 4/3 64 ppm, 5/3 0.6 ppm, 2 2 ppb. The table rounds to its last digit; 64 stands for 63.3.
#[test]
fn nist_rejects_by_capability() {
    for (cpk, published, rounding) in
        [(1.0, 2_700.0, 50.0), (4.0 / 3.0, 64.0, 1.0), (5.0 / 3.0, 0.6, 0.05), (2.0, 0.002, 0.0005)]
    {
        let quality = Quality { cpk: Some(cpk.into()), two_sided: true, return_cost: 1e6.into(), ..Quality::default() };
        let per_million = account(Route { quality: Some(quality), ..Route::default() }, 1, Account::Escapes);
        assert!((per_million - published).abs() <= rounding, "Cpk {cpk}: {per_million} ppm, not {published}");
    }
}

/// What 1 a part, bought over `per_week` and after `lead_weeks`, is worth at week 0, as a share.
fn present_worth(nominal_rate: f64, lead_weeks: f64, per_week: Option<f64>, volume: u64) -> f64 {
    let quote = Quote { breaks: vec![PriceBreak(1, 1.0.into())], ..Quote::default() };
    let capacity = Capacity {
        lead_weeks: Some(lead_weeks.into()),
        per_week: per_week.map(Estimate::certain),
        ..Capacity::default()
    };
    let mut scenario = scenario(vec![Route { quote: Some(quote), capacity: Some(capacity), ..Route::default() }]);
    // The file takes the effective rate a year.
    scenario.programme.discount_rate = nominal_rate.exp_m1().into();
    Case::likely(&scenario).evaluate(0, volume).total / as_number(volume)
}

#[allow(clippy::cast_precision_loss, reason = "a few thousand parts")]
fn as_number(volume: u64) -> f64 {
    volume as f64
}

/// Fraser, Engineering Economics, appendix B, continuous compounding at 1 %: P/F over 5, 10, 20 and 25
/// years 0.95123, 0.90484, 0.81873, 0.77880, to five digits. Parts that arrive at once after so long.
#[test]
fn fraser_present_worth_of_a_single_payment() {
    for (years, published) in [(5.0, 0.95123), (10.0, 0.90484), (20.0, 0.81873), (25.0, 0.77880)] {
        let worth = present_worth(0.01, 52.0 * years, None, 1_000);
        assert!((worth - published).abs() < 5.1e-6, "{years} years: {worth}, not {published}");
    }
}

/// Money that flows evenly over N years at nominal rate r: (e^{rN} − 1)/(r·e^{rN}), 6.3212 years' worth for
/// 10 % over 10 years (tables of continuous compounding with funds flow), to four digits.
#[test]
fn present_worth_of_an_even_flow() {
    let (rate, years): (f64, f64) = (0.1, 10.0);
    let factor = ((rate * years).exp() - 1.0) / (rate * (rate * years).exp());
    assert!((factor - 6.3212).abs() < 5e-5);
    let worth = present_worth(rate, 0.0, Some(10.0), 5_200) * years;
    assert!((worth - factor).abs() < 1e-9, "{worth}, not {factor}");
}
