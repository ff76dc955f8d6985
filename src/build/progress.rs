//! How far the work has come. Its entry point is [`Progress`], which the command line implements.

/// Told by the passes; shared between threads.
pub trait Progress: Sync {
    /// A pass over `total` villages begins; `pass` is a key of the message table.
    fn begin(&self, pass: &'static str, total: u64);
    /// One village is done.
    fn step(&self);
    /// The pass is over.
    fn end(&self);
}

/// Says nothing.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: u64) {}
    fn step(&self) {}
    fn end(&self) {}
}
