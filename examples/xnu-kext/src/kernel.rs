//! What every kext needs of the kernel: its declaration, start and stop, the log, what happens on a panic.
//!
//! This file is the kext's own: take from it, add to it.
// A kext uses a part.
#![allow(dead_code)]

use core::cell::UnsafeCell;
use core::ffi::{c_char, CStr};
use core::fmt;

#[path = "line.rs"]
mod line;
use line::Line;

/// The kext's name with its NUL.
const NAME: &str = concat!(env!("KMOD"), "\0");

/// The kext's name.
pub const fn name() -> &'static CStr {
    match CStr::from_bytes_with_nul(NAME.as_bytes()) {
        Ok(name) => name,
        Err(_) => panic!("a kext's name has no NUL"),
    }
}

// --- The kext -------------------------------------------------------------------------------------------------------

/// A kext is a value that lives while it is started; dropping it undoes what `start` did.
pub trait Kext: Sized + Send + Sync {
    /// Called when the kext is loaded. An error refuses that.
    fn start() -> Result<Self>;
}

/// Declares the kext: `kernel::kext!(Hello);`. What `KMOD_EXPLICIT_DECL` (`mach/kmod.h`) makes of it; identifier and
/// version are those of `Info.plist`.
macro_rules! kext {
    ($type:ty) => {
        static KEXT: $crate::kernel::KextCell<$type> = $crate::kernel::KextCell::new();

        unsafe extern "C" fn start(
            _info: *mut kernel_sys::kmod_info_t,
            _data: *mut core::ffi::c_void,
        ) -> kernel_sys::kern_return_t {
            // SAFETY: the kernel calls it once, before all else.
            $crate::kernel::returned(unsafe { KEXT.start() })
        }

        unsafe extern "C" fn stop(
            _info: *mut kernel_sys::kmod_info_t,
            _data: *mut core::ffi::c_void,
        ) -> kernel_sys::kern_return_t {
            // SAFETY: the kernel calls it once, after `start`, when nothing uses the kext any more.
            unsafe { KEXT.stop() };
            kernel_sys::KERN_SUCCESS
        }

        /// The kernel finds the kext by this name.
        #[no_mangle]
        #[allow(non_upper_case_globals)]
        static kmod_info: $crate::kernel::Shared<kernel_sys::kmod_info_t> =
            $crate::kernel::Shared::new(kernel_sys::kmod_info_t {
                info_version: kernel_sys::KMOD_INFO_VERSION,
                id: u32::MAX,
                name: $crate::kernel::chars(env!("KMOD_IDENTIFIER")),
                version: $crate::kernel::chars(env!("KMOD_VERSION")),
                reference_count: -1,
                start: Some(start),
                stop: Some(stop),
                // SAFETY: numbers and null pointers.
                ..unsafe { core::mem::zeroed() }
            });
    };
}

pub(crate) use kext;

/// A text in an array, with its NUL.
pub const fn chars<const LENGTH: usize>(text: &str) -> [c_char; LENGTH] {
    assert!(text.len() < LENGTH);
    let mut chars = [0; LENGTH];
    let mut at = 0;
    while at < text.len() {
        chars[at] = text.as_bytes()[at] as c_char;
        at += 1;
    }
    chars
}

/// A value of the kext that the kernel has the address of, and may write to.
#[repr(transparent)]
pub struct Shared<T>(UnsafeCell<T>);

// SAFETY: only the kernel reads and writes it.
unsafe impl<T> Sync for Shared<T> {}

impl<T> Shared<T> {
    pub const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }
}

/// Holds the value of the kext.
pub struct KextCell<T>(UnsafeCell<Option<T>>);

// SAFETY: it is written only by `start` and `stop`, between which the kext is only shared.
unsafe impl<T: Sync> Sync for KextCell<T> {}

impl<T: Kext> KextCell<T> {
    pub const fn new() -> Self {
        Self(UnsafeCell::new(None))
    }

    /// # Safety
    /// Only from the kext's start function.
    pub unsafe fn start(&self) -> Result {
        let kext = T::start()?;
        unsafe { *self.0.get() = Some(kext) };
        Ok(())
    }

    /// # Safety
    /// Only from the kext's stop function.
    pub unsafe fn stop(&self) {
        drop(unsafe { (*self.0.get()).take() });
    }
}

// --- Errors ---------------------------------------------------------------------------------------------------------

pub type Result<T = ()> = core::result::Result<T, Error>;

/// A result of Mach that is none of success: `Error(kernel_sys::KERN_NO_SPACE)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error(pub kernel_sys::kern_return_t);

/// What the kernel wants to be returned.
pub fn returned(result: Result) -> kernel_sys::kern_return_t {
    match result {
        Ok(()) => kernel_sys::KERN_SUCCESS,
        Err(Error(number)) => number,
    }
}

// --- The log --------------------------------------------------------------------------------------------------------

/// Prints a line into the kernel's log, behind the kext's name.
macro_rules! log {
    ($($arguments:tt)*) => { $crate::kernel::print(format_args!($($arguments)*)) };
}

pub(crate) use log;

pub fn print(arguments: fmt::Arguments<'_>) {
    let line = Line::new(arguments);
    // SAFETY: the arguments are those of the format; the name ends with a NUL.
    unsafe {
        kernel_sys::IOLog(
            c"%s: %.*s\n".as_ptr(),
            name().as_ptr(),
            line.length(),
            line.as_ptr(),
        );
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    let line = Line::new(format_args!("{info}"));
    // SAFETY: as above.
    unsafe {
        kernel_sys::panic(
            c"%s: %.*s".as_ptr(),
            name().as_ptr(),
            line.length(),
            line.as_ptr(),
        )
    }
}
