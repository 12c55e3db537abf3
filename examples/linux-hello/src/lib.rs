//! A module that says hello when it is loaded, and goodbye when it is removed.
#![no_std]

mod kernel;

use kernel::{pr_info, Result};

kernel::module! {
    type: Hello,
    license: "Dual MIT/GPL",
    description: "Says hello and goodbye",
}

kernel::parameter!(REPEAT, "repeat", i32 = 1, "how often hello is said");
kernel::parameter!(QUIET, "quiet", bool = false, "say no goodbye");

struct Hello;

impl kernel::Module for Hello {
    fn init() -> Result<Self> {
        for time in 1..=REPEAT.get() {
            pr_info!("Hello from Rust ({time} of {})", REPEAT.get());
        }
        Ok(Hello)
    }
}

impl Drop for Hello {
    fn drop(&mut self) {
        if !QUIET.get() {
            pr_info!("Goodbye from Rust");
        }
    }
}
