//! May a long computation go on?

/// Asked between chunks of work.
pub trait Interrupt {
    /// True once the work is no longer wanted.
    fn is_requested(&self) -> bool;
}

/// Work that is never interrupted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Never;

impl Interrupt for Never {
    fn is_requested(&self) -> bool {
        false
    }
}

impl Interrupt for std::sync::atomic::AtomicBool {
    fn is_requested(&self) -> bool {
        self.load(std::sync::atomic::Ordering::Relaxed)
    }
}
