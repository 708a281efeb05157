//! What are the inputs of a scenario, and what may each of them be?
//!
//! Every input is declared once, in its block, with the `block!` macro: field, what absence means,
//! name, unit, bounds, help. The struct, its reading and writing, the form, the command line, the
//! tornado and the report all follow from that declaration. [`visit`] and [`visit_mut`] walk all
//! inputs of a scenario in a fixed order, each with its path.

mod bounds;
mod walk;

pub use bounds::{Bounds, LARGEST_COUNT, OPEN_MARGIN};
pub use walk::{Place, find, put, visit, visit_mut, visit_places_mut};

use super::estimate::Estimate;

/// What a number counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// An amount in the route's or the scenario's currency.
    Money,
    /// Money for each part.
    MoneyPerPart,
    /// Money per hour.
    MoneyPerHour,
    /// Money per week.
    MoneyPerWeek,
    /// A fraction in the file, percent on the screen.
    Share,
    /// A fraction per year, percent on the screen.
    SharePerYear,
    /// Accepted parts.
    Parts,
    /// Accepted parts or starts per week.
    PartsPerWeek,
    /// Parts started.
    Starts,
    /// Weeks.
    Weeks,
    /// Hours.
    Hours,
    /// Seconds.
    Seconds,
    /// How often.
    Count,
    /// Standard deviations.
    Sigma,
    /// A plain factor or index.
    Factor,
}

/// What it means that an input is not given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Absent {
    /// It has this value.
    Is(f64),
    /// It must be given; a new block starts with this value.
    Refused(f64),
    /// The thing it describes is not there: no cap, no date, no limit.
    Nothing,
}

/// One input, as declared.
#[derive(Debug, PartialEq)]
pub struct Input {
    /// Its field name in the file.
    pub key: &'static str,
    /// Its name on the screen.
    pub name: &'static str,
    /// What it counts or measures.
    pub unit: Unit,
    /// What it may be.
    pub bounds: Bounds,
    /// What its absence means.
    pub absent: Absent,
    /// What it means, in a sentence or two.
    pub help: &'static str,
}

/// The place in a block that holds one input.
pub trait Slot {
    /// The estimate, where one is given or implied.
    fn get(&self) -> Option<&Estimate>;
    /// The estimate, to be changed in place.
    fn get_mut(&mut self) -> Option<&mut Estimate>;
    /// Puts an estimate in; `None` puts back what absence means.
    fn put(&mut self, estimate: Option<Estimate>, absent: Absent);
}

impl Slot for Estimate {
    fn get(&self) -> Option<&Estimate> {
        Some(self)
    }

    fn get_mut(&mut self) -> Option<&mut Estimate> {
        Some(self)
    }

    fn put(&mut self, estimate: Option<Estimate>, absent: Absent) {
        if let Some(estimate) = estimate {
            *self = estimate;
        } else if let Absent::Is(value) | Absent::Refused(value) = absent {
            *self = Estimate::certain(value);
        }
    }
}

impl Slot for Option<Estimate> {
    fn get(&self) -> Option<&Estimate> {
        self.as_ref()
    }

    fn get_mut(&mut self) -> Option<&mut Estimate> {
        self.as_mut()
    }

    fn put(&mut self, estimate: Option<Estimate>, _absent: Absent) {
        *self = estimate;
    }
}

/// An input and where a block `B` holds it.
pub struct Field<B: 'static> {
    /// The declaration.
    pub input: Input,
    /// Reads its slot.
    pub slot: fn(&B) -> &dyn Slot,
    /// Changes its slot.
    pub slot_mut: fn(&mut B) -> &mut dyn Slot,
}

/// A part of the scenario that holds inputs.
pub trait Block: Sized + 'static {
    /// Its inputs, in the order of the form and the file.
    const FIELDS: &'static [Field<Self>];
}

/// Declares a block: its plain fields, its inputs, and all that follows from them.
///
/// An input reads `field: [absence] "name", Unit, BOUNDS, "help";` where absence is `default 0.0`,
/// `required 500.0` (with what a new block starts with) or `optional`. A plain field reads
/// `field: Type = default;` and stands before the inputs in `plain { … }` or behind them in `after { … }`.
/// `as "Name"` gives the name that may stand before the block's bracket in the file.
macro_rules! block {
    ($(#[$about:meta])* $name:ident as $file_name:literal {
        $(plain {
            $($(#[$plain_about:meta])* $plain:ident: $plain_type:ty = $plain_default:expr;)*
        })?
        inputs {
            $($field:ident: [$($absence:tt)+] $label:literal, $unit:ident, $bounds:ident, $help:literal;)*
        }
        $(after {
            $($(#[$after_about:meta])* $after:ident: $after_type:ty = $after_default:expr;)*
        })?
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($($(#[$plain_about])* pub $plain: $plain_type,)*)?
            $(#[doc = $help] pub $field: $crate::model::inputs::block!(@type $($absence)+),)*
            $($($(#[$after_about])* pub $after: $after_type,)*)?
        }

        impl Default for $name {
            fn default() -> Self {
                Self {
                    $($($plain: $plain_default,)*)?
                    $($field: $crate::model::inputs::block!(@start $($absence)+),)*
                    $($($after: $after_default,)*)?
                }
            }
        }

        impl $crate::model::inputs::Block for $name {
            const FIELDS: &'static [$crate::model::inputs::Field<Self>] = &[
                $($crate::model::inputs::Field {
                    input: $crate::model::inputs::Input {
                        key: stringify!($field),
                        name: $label,
                        unit: $crate::model::inputs::Unit::$unit,
                        bounds: $crate::model::inputs::Bounds::$bounds,
                        absent: $crate::model::inputs::block!(@absent $($absence)+),
                        help: $help,
                    },
                    slot: |block| &block.$field,
                    slot_mut: |block| &mut block.$field,
                },)*
            ];
        }

        const _: () = {
            use serde::ser::SerializeStruct as _;
            use serde::{Deserialize, Deserializer, Serialize, Serializer};
            use $crate::model::inputs::block;

            #[derive(Deserialize)]
            #[serde(deny_unknown_fields, rename = $file_name)]
            struct Read {
                $($(#[serde(default)] $plain: Option<$plain_type>,)*)?
                $(#[serde(default)] $field: Option<$crate::model::Estimate>,)*
                $($(#[serde(default)] $after: Option<$after_type>,)*)?
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let read = Read::deserialize(deserializer)?;
                    Ok(Self {
                        $($($plain: read.$plain.unwrap_or_else(|| $plain_default),)*)?
                        $($field: block!(@take D, read.$field, $field, $($absence)+),)*
                        $($($after: read.$after.unwrap_or_else(|| $after_default),)*)?
                    })
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let written = [
                        $($(self.$plain != Self::default().$plain,)*)?
                        $(!block!(@leave_out self.$field, $($absence)+),)*
                        $($(self.$after != Self::default().$after,)*)?
                    ];
                    let mut block = serializer.serialize_struct(stringify!($name), written.iter().filter(|is| **is).count())?;
                    $($(if self.$plain != Self::default().$plain {
                        block.serialize_field(stringify!($plain), &self.$plain)?;
                    })*)?
                    $(if !block!(@leave_out self.$field, $($absence)+) {
                        block.serialize_field(stringify!($field), &self.$field)?;
                    })*
                    $($(if self.$after != Self::default().$after {
                        block.serialize_field(stringify!($after), &self.$after)?;
                    })*)?
                    block.end()
                }
            }
        };
    };
    (@type default $value:expr) => { $crate::model::Estimate };
    (@type required $value:expr) => { $crate::model::Estimate };
    (@type optional) => { Option<$crate::model::Estimate> };
    (@start default $value:expr) => { $crate::model::Estimate::certain($value) };
    (@start required $value:expr) => { $crate::model::Estimate::certain($value) };
    (@start optional) => { None };
    (@absent default $value:expr) => { $crate::model::inputs::Absent::Is($value) };
    (@absent required $value:expr) => { $crate::model::inputs::Absent::Refused($value) };
    (@absent optional) => { $crate::model::inputs::Absent::Nothing };
    (@take $d:ident, $read:expr, $field:ident, default $value:expr) => {
        $read.unwrap_or_else(|| $crate::model::Estimate::certain($value))
    };
    (@take $d:ident, $read:expr, $field:ident, required $value:expr) => {
        $read.ok_or_else(|| <$d::Error as serde::de::Error>::missing_field(stringify!($field)))?
    };
    (@take $d:ident, $read:expr, $field:ident, optional) => { $read };
    (@leave_out $field:expr, default $value:expr) => { $field == $crate::model::Estimate::certain($value) };
    (@leave_out $field:expr, required $value:expr) => { false };
    (@leave_out $field:expr, optional) => { $field.is_none() };
}

pub(super) use block;
