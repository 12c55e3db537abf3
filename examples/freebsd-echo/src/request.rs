//! What a program reads or writes: a uio(9).

use core::ffi::c_int;

use crate::kernel::{check, Error, Result};

pub struct Request<'a>(&'a mut kernel_sys::uio);

impl<'a> Request<'a> {
    /// # Safety
    /// The kernel's, and valid for `'a`.
    pub unsafe fn new(uio: *mut kernel_sys::uio) -> Self {
        // SAFETY: so says the caller.
        Self(unsafe { &mut *uio })
    }

    /// How many bytes are still to be moved.
    pub fn left(&self) -> usize {
        usize::try_from(self.0.uio_resid).unwrap_or(0)
    }

    /// Where in the file.
    pub fn position(&self) -> Result<usize> {
        usize::try_from(self.0.uio_offset).map_err(|_| Error(kernel_sys::EINVAL))
    }

    /// Hands bytes to the program that reads. It may sleep.
    pub fn give(&mut self, bytes: &[u8]) -> Result {
        // uiomove reads them only.
        self.move_bytes(bytes.as_ptr().cast_mut(), bytes.len())
    }

    /// Fills the slice with bytes of the program that writes. It may sleep.
    pub fn take(&mut self, bytes: &mut [u8]) -> Result {
        self.move_bytes(bytes.as_mut_ptr(), bytes.len())
    }

    fn move_bytes(&mut self, bytes: *mut u8, count: usize) -> Result {
        let count = c_int::try_from(count).map_err(|_| Error(kernel_sys::EINVAL))?;
        // SAFETY: so many bytes are ours; the kernel checks the program's addresses.
        check(unsafe { kernel_sys::uiomove(bytes.cast(), count, self.0) })
    }
}
