//! Compares what Rust reads from the running kernel's own structures with what C says, when it is loaded.
//!
//! A wrong offset or a wrong prototype shows as a failed check, and the module is not loaded.
#![no_std]

mod current;
mod devices;
mod kernel;
mod modules;
mod shims;

use core::fmt::Debug;

use kernel::{pr_err, pr_info, Error, Result};

kernel::module! {
    type: SelfTest,
    license: "Dual MIT/GPL",
    description: "Compares generated bindings with the running kernel",
}

/// Counts comparisons.
#[derive(Default)]
pub struct Checks {
    made: usize,
    failed: usize,
}

impl Checks {
    /// What was found by way of generated bindings must be what C says.
    pub fn same<T: PartialEq + Debug>(&mut self, what: &str, found: T, expected: T) {
        self.made += 1;
        if found != expected {
            self.failed += 1;
            pr_err!("FAILED {what}: {found:?} is not {expected:?}");
        }
    }

    pub fn holds(&mut self, what: &str, condition: bool) {
        self.same(what, condition, true);
    }
}

/// C's truth: `int` in one release, `bool` in the next.
pub fn truth(value: impl Into<i64>) -> bool {
    value.into() != 0
}

/// As long as it lives, what RCU protects stays.
pub struct RcuReader(());

impl RcuReader {
    pub fn new() -> Self {
        // SAFETY: `drop` unlocks.
        unsafe { kernel_sys::rcu_read_lock() };
        RcuReader(())
    }
}

impl Drop for RcuReader {
    fn drop(&mut self) {
        // SAFETY: it was locked.
        unsafe { kernel_sys::rcu_read_unlock() };
    }
}

struct SelfTest;

impl kernel::Module for SelfTest {
    fn init() -> Result<Self> {
        let mut checks = Checks::default();
        shims::run(&mut checks)?;
        let tasks = current::run(&mut checks);
        let modules = modules::run(&mut checks)?;
        let devices = devices::run(&mut checks);
        let Checks { made, failed } = checks;
        pr_info!("{tasks} tasks, {modules} modules, {devices} network devices: {made} checks, {failed} failed");
        if failed == 0 {
            Ok(SelfTest)
        } else {
            Err(Error(kernel_sys::EINVAL))
        }
    }
}
