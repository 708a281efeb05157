//! What is paid once, per tool, per lot, per part, for machines and for people.

use super::super::inputs::block;

block! {
    /// Non-recurring engineering: what is paid before the first good part.
    Nre as "" {
        inputs {
            base: [default 0.0] "Base", Money, NOT_NEGATIVE, "The one-off engineering charge for a standard material. Micro parts: 8,000 to 30,000.";
            material_surcharge: [default 0.0] "Exotic material", Share, NOT_NEGATIVE, "Surcharge on the base for exotic materials, usually 40 to 60 %.";
            revisions: [default 0.0] "Revisions", Count, COUNT, "Design or process revisions until the part is right. Budget two or three; six happen.";
            revisions_included: [default 0.0] "Free revisions", Count, COUNT, "Revisions that the base already pays for.";
            hours_per_revision: [default 0.0] "Hours each", Hours, NOT_NEGATIVE, "Engineering hours for one revision.";
            hourly_rate: [default 0.0] "Hourly rate", MoneyPerHour, NOT_NEGATIVE, "Rate for revisions after first success, usually 150 to 250 an hour.";
            cap_per_revision: [optional] "Cap each", Money, NOT_NEGATIVE, "The most that one revision may cost, agreed in writing. Absent: uncapped.";
            qualification: [default 0.0] "Qualification", Money, NOT_NEGATIVE, "First-article inspection, capability study and the like, once.";
            weeks_per_revision: [default 0.0] "Weeks each", Weeks, NOT_NEGATIVE, "What one revision adds to the lead time.";
        }
    }
}

block! {
    /// A mould, mask, electrode or fixture.
    Tool as "" {
        plain {
            /// Stable name in paths: `[a-z0-9-]`, unique in the route.
            id: String = String::new();
            /// What people call it.
            name: String = String::new();
        }
        inputs {
            cost: [required 0.0] "Cost", Money, NOT_NEGATIVE, "Price of one tool.";
            life: [optional] "Life", Starts, POSITIVE, "Starts after which a new one is needed. Absent: it lasts for ever.";
            amortised_over: [optional] "Amortised over", Parts, COUNT_FROM_ONE, "Accepted parts over which the supplier recovers the tool in the piece price; life is then not used.";
        }
        after {
            /// True where the NRE already pays for the first one.
            first_in_nre: bool = false;
            /// With `amortised_over`: what is not yet recovered is due at the end.
            shortfall_due: bool = false;
        }
    }
}

block! {
    /// Production lots and what each of them costs.
    Lots as "" {
        inputs {
            size: [required 500.0] "Lot size", Parts, COUNT_FROM_ONE, "Parts started in a lot.";
            setup: [default 0.0] "Setup", Money, NOT_NEGATIVE, "Setup and programming for each lot.";
            inspection: [default 0.0] "Lot inspection", Money, NOT_NEGATIVE, "Inspection and calibration for each lot.";
            shipping: [default 0.0] "Shipping", Money, NOT_NEGATIVE, "Shipping for each lot delivered.";
            loss_probability: [default 0.0] "Lot loss", Share, OPEN_SHARE, "Chance that a whole lot is lost, as by a mask error.";
        }
    }
}

block! {
    /// Material batches that must be requalified.
    MaterialLots as "" {
        inputs {
            size: [required 5000.0] "Batch size", Starts, COUNT_FROM_ONE, "Starts made from one batch of material.";
            requalification: [default 0.0] "Requalification", Money, NOT_NEGATIVE, "What it costs to requalify a batch.";
        }
    }
}

block! {
    /// Costs of each accepted part.
    PerPart as "" {
        inputs {
            inspection: [default 0.0] "Inspection", MoneyPerPart, NOT_NEGATIVE, "Inspection of each accepted part.";
            rework: [default 0.0] "Rework", MoneyPerPart, NOT_NEGATIVE, "Rework of each accepted part.";
            shipping: [default 0.0] "Shipping", MoneyPerPart, NOT_NEGATIVE, "Shipping of each accepted part.";
        }
    }
}

block! {
    /// Capital: what is bought to make the part, and the share of it that this part bears.
    Capital as "" {
        inputs {
            fixed: [default 0.0] "Fixed", Money, NOT_NEGATIVE, "Building, cleanroom and equipment whatever the volume.";
            per_machine: [default 0.0] "Each machine", Money, NOT_NEGATIVE, "Price of one machine.";
            starts_per_machine: [optional] "Starts each", Starts, POSITIVE, "Starts that one machine can make over the programme. Absent: one machine is enough.";
            share_charged: [default 1.0] "Share charged", Share, SHARE, "Share that this part bears: all where it is bought for it, none where it is sunk.";
        }
    }
}

block! {
    /// People paid by the week.
    Staff as "" {
        inputs {
            per_week: [required 0.0] "Per week", MoneyPerWeek, NOT_NEGATIVE, "Salaries and overhead of the people the route needs.";
            weeks_before: [default 0.0] "Weeks before", Weeks, NOT_NEGATIVE, "Weeks they are paid before production begins.";
        }
    }
}
