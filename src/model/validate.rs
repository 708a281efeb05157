//! Is the scenario one that can be computed?
