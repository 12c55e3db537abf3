//! A kernel extension that says hello, as often as the sysctl `debug.NAME` is set to.
#![no_std]

mod kernel;

use core::ffi::{c_int, c_void};
use core::sync::atomic::{AtomicI32, Ordering};

use kernel::{log, Result};
use kernel_sys::{sysctl_oid, sysctl_req};

kernel::kext!(Hello);

/// How often hello has been said. Who sets it to more has it said until it is that often.
static GREETINGS: AtomicI32 = AtomicI32::new(0);

const MOST: c_int = 10;

fn greet(times: c_int) {
    for time in GREETINGS.load(Ordering::Relaxed) + 1..=times {
        log!("Hello from Rust ({time} of {times})");
    }
    GREETINGS.store(times, Ordering::Relaxed);
}

/// Called when a program reads or sets the sysctl (`sysctl.c`).
///
/// # Safety
/// The kernel's pointers are valid.
#[no_mangle]
unsafe extern "C" fn greetings_handler(
    oid: *mut sysctl_oid,
    _argument: *mut c_void,
    _more: c_int,
    request: *mut sysctl_req,
) -> c_int {
    let before = GREETINGS.load(Ordering::Relaxed);
    let mut value = before;
    // SAFETY: it reads and writes an int there.
    let error = unsafe { kernel_sys::sysctl_handle_int(oid, (&raw mut value).cast(), 0, request) };
    match error {
        0 if value == before => 0,
        0 if (0..=MOST).contains(&value) => {
            greet(value);
            0
        }
        0 => kernel_sys::EINVAL,
        error => error,
    }
}

/// The sysctl is there as long as this is.
struct Sysctl;

impl Sysctl {
    fn register() -> Self {
        // SAFETY: it stays where it is until `drop`.
        unsafe { kernel_sys::sysctl_register_oid(kernel_sys::greetings_oid) };
        Sysctl
    }
}

impl Drop for Sysctl {
    fn drop(&mut self) {
        // SAFETY: it was registered. It returns when nobody is in the handler any more.
        unsafe { kernel_sys::sysctl_unregister_oid(kernel_sys::greetings_oid) };
    }
}

struct Hello {
    _sysctl: Sysctl,
}

impl kernel::Kext for Hello {
    fn start() -> Result<Self> {
        greet(1);
        Ok(Hello {
            _sysctl: Sysctl::register(),
        })
    }
}

impl Drop for Hello {
    fn drop(&mut self) {
        log!("Goodbye from Rust");
    }
}
