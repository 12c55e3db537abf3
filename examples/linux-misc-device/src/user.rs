//! Memory of the calling program.

use core::ffi::{c_ulong, c_void};
use core::mem::{size_of, MaybeUninit};

use crate::kernel::{Error, Result};

/// Bytes of the calling program, which may or may not exist.
pub struct UserBytes {
    start: *mut c_void,
    length: usize,
}

const FAULT: Error = Error(kernel_sys::EFAULT);

impl UserBytes {
    pub fn new<T>(start: *mut T, length: usize) -> Self {
        Self {
            start: start.cast(),
            length,
        }
    }

    pub fn length(&self) -> usize {
        self.length
    }

    /// Fills the beginning.
    pub fn write(&self, bytes: &[u8]) -> Result {
        if bytes.len() > self.length {
            return Err(Error(kernel_sys::EINVAL));
        }
        // SAFETY: the kernel checks the program's addresses; ours are those of the slice.
        let left = unsafe {
            kernel_sys::copy_to_user(self.start, bytes.as_ptr().cast(), bytes.len() as c_ulong)
        };
        if left == 0 {
            Ok(())
        } else {
            Err(FAULT)
        }
    }

    /// Reads from the beginning.
    pub fn read(&self, bytes: &mut [u8]) -> Result {
        if bytes.len() > self.length {
            return Err(Error(kernel_sys::EINVAL));
        }
        let place = bytes.as_mut_ptr().cast();
        // SAFETY: as above.
        let left = unsafe { kernel_sys::copy_from_user(place, self.start, bytes.len() as c_ulong) };
        if left == 0 {
            Ok(())
        } else {
            Err(FAULT)
        }
    }
}

/// A C structure of the calling program: the argument of an ioctl.
///
/// # Safety
/// All bit patterns are values of `T`.
pub unsafe fn read_argument<T: Copy>(argument: c_ulong) -> Result<T> {
    let mut value = MaybeUninit::<T>::zeroed();
    // SAFETY: all bytes are initialised, to zero.
    let bytes =
        unsafe { core::slice::from_raw_parts_mut(value.as_mut_ptr().cast::<u8>(), size_of::<T>()) };
    UserBytes::new(argument as *mut c_void, size_of::<T>()).read(bytes)?;
    // SAFETY: so says the caller.
    Ok(unsafe { value.assume_init() })
}

/// # Safety
/// `T` has no padding that was never written: programs would see it.
pub unsafe fn write_argument<T: Copy>(argument: c_ulong, value: &T) -> Result {
    // SAFETY: so says the caller.
    let bytes =
        unsafe { core::slice::from_raw_parts((&raw const *value).cast::<u8>(), size_of::<T>()) };
    UserBytes::new(argument as *mut c_void, size_of::<T>()).write(bytes)
}
