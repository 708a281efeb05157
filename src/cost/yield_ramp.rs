//! How many starts do V accepted parts take?
//!
//! G(S) accepted parts come of S starts; S(V) is the smallest S with G(S) ≥ V − 1e-9·max(1,V).
//! Without a ramp G = A·S. After a first run: y0·m + A·(S−m), m = clamp(n − n₀, 0, S).
//! Exponentially: a_i = A − (A−y0)·e^{−(i+n₀)/τ}, summed. docs/model.md, section 2, "Starts".

use super::rounding::{count, slack};
use super::schedule::ScheduleCase;
use crate::model::Estimate;
use crate::model::inputs::LARGEST_COUNT;
use crate::model::route::{CountedIn, ExponentialRamp, YieldRamp};

/// Accepted parts as a function of starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YieldCurve {
    /// A: accept fraction once the ramp is over, lot loss included.
    pub accept_fraction: f64,
    /// How it is approached.
    pub ramp: Ramp,
}

/// How the accept fraction is approached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ramp {
    /// It holds from the first start.
    None,
    /// One yield for the first starts.
    FirstRun {
        /// y0, lot loss included.
        first_yield: f64,
        /// Starts left at the first yield: n − n₀, at least 0.
        starts: f64,
    },
    /// A steady approach.
    Exponential {
        /// (A − y0)·e^{−n₀/τ}/(1−e^{−1/τ}): what the ramp costs in accepted parts, if never cut short.
        lost: f64,
        /// τ in starts.
        time_constant: f64,
    },
}

impl YieldCurve {
    /// G(S): expected accepted parts from `starts` starts.
    #[must_use]
    pub fn accepted(&self, starts: f64) -> f64 {
        let settled = self.accept_fraction * starts;
        match self.ramp {
            Ramp::None => settled,
            Ramp::FirstRun { first_yield, starts: first } => {
                let first = first.min(starts);
                first_yield * first + self.accept_fraction * (starts - first)
            }
            Ramp::Exponential { lost, time_constant } => settled + lost * (-starts / time_constant).exp_m1(),
        }
    }

    /// S(V): the fewest starts whose expected accepted parts reach `volume`.
    ///
    /// ```
    /// use crossplan::cost::yield_ramp::{Ramp, YieldCurve};
    /// let curve = YieldCurve { accept_fraction: 0.95, ramp: Ramp::None };
    /// assert_eq!(curve.starts_for(95.0), 100.0);
    /// ```
    #[must_use]
    pub fn starts_for(&self, volume: f64) -> f64 {
        let target = volume - slack(volume);
        let mut starts = self.estimate_starts(target).max(0.0);
        while starts >= 1.0 && self.accepted(starts - 1.0) >= target {
            starts -= 1.0;
        }
        while self.accepted(starts) < target && starts < LARGEST_COUNT {
            starts += 1.0;
        }
        starts
    }

    /// The largest volume that `starts` starts suffice for.
    #[must_use]
    pub fn volume_within(&self, starts: f64) -> f64 {
        let accepted = self.accepted(starts);
        let suffices = |volume: f64| accepted >= volume - slack(volume);
        let mut volume = (accepted + slack(accepted)).floor();
        while volume >= 1.0 && !suffices(volume) {
            volume -= 1.0;
        }
        while suffices(volume + 1.0) && volume < LARGEST_COUNT {
            volume += 1.0;
        }
        volume
    }

    /// By how much accepted parts rise with one more start after `starts`; it only rises.
    pub(crate) fn marginal(&self, starts: f64) -> f64 {
        match self.ramp {
            Ramp::None => self.accept_fraction,
            Ramp::FirstRun { first_yield, starts: first } => {
                if starts < first {
                    first_yield
                } else {
                    self.accept_fraction
                }
            }
            Ramp::Exponential { lost, time_constant } => {
                self.accept_fraction - lost / time_constant * (-starts / time_constant).exp()
            }
        }
    }

    fn estimate_starts(&self, target: f64) -> f64 {
        match self.ramp {
            Ramp::None => (target / self.accept_fraction).ceil(),
            Ramp::FirstRun { first_yield, starts } => {
                let first_accepted = first_yield * starts;
                if target <= first_accepted {
                    (target / first_yield).ceil()
                } else {
                    (starts + (target - first_accepted) / self.accept_fraction).ceil()
                }
            }
            Ramp::Exponential { lost, time_constant } => self.newton(target, lost, time_constant).ceil(),
        }
    }

    /// G is convex and rising: Newton from the right meets its root from above and cannot overshoot.
    fn newton(&self, target: f64, lost: f64, time_constant: f64) -> f64 {
        let mut starts = (target + lost) / self.accept_fraction;
        for _ in 0..60 {
            let decay = (-starts / time_constant).exp();
            let excess = self.accept_fraction * starts - lost * (1.0 - decay) - target;
            let slope = self.accept_fraction - lost * decay / time_constant;
            if slope <= 0.0 {
                break;
            }
            let step = excess / slope;
            starts -= step;
            if step.abs() < 0.25 {
                break;
            }
        }
        starts
    }
}

/// What a ramp depends on beside its own figures.
pub(super) struct RampContext<'a> {
    /// A, lot loss included.
    pub(super) accept_fraction: f64,
    /// What lot loss leaves.
    pub(super) keep: f64,
    pub(super) schedule: &'a ScheduleCase,
    pub(super) experience: f64,
}

pub(super) fn resolve_ramp(ramp: &YieldRamp, context: &RampContext<'_>) -> Ramp {
    let accept_fraction = context.accept_fraction;
    match ramp {
        YieldRamp::FirstRun(ramp) => {
            let prior = count(&ramp.prior_starts, 0.0) + context.experience;
            Ramp::FirstRun {
                first_yield: (ramp.first_yield.likely() * context.keep).min(accept_fraction),
                starts: (count(&ramp.starts, 0.0) - prior).max(0.0),
            }
        }
        YieldRamp::Exponential(ramp) => {
            let time_constant = time_constant(ramp, context);
            let prior = count(&ramp.prior_starts, 0.0) + context.experience;
            let first_yield = (ramp.first_yield.likely() * context.keep).min(accept_fraction);
            let lacking = (accept_fraction - first_yield) * (-prior / time_constant).exp();
            Ramp::Exponential { lost: lacking / -(-1.0 / time_constant).exp_m1(), time_constant }
        }
    }
}

/// τ in starts: as given, or weeks·(one machine's rate in starts)/3, 95 % of the way after them.
fn time_constant(ramp: &ExponentialRamp, context: &RampContext<'_>) -> f64 {
    ramp.starts.as_ref().map_or_else(
        || {
            let starts_per_week = match context.schedule.counted_in {
                CountedIn::Starts => context.schedule.per_week,
                CountedIn::Accepted => context.schedule.per_week / context.accept_fraction,
            };
            ramp.weeks.as_ref().map_or(0.0, Estimate::likely) * starts_per_week / 3.0
        },
        Estimate::likely,
    )
}
