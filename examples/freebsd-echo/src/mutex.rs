//! A value behind a mutex(9) of the kernel.

use core::cell::UnsafeCell;
use core::ops::{Deref, DerefMut};
use core::ptr::null;

use crate::kernel::{name, KBox, Result};

/// One user at a time; the others wait. Who has it must not sleep: neither allocate nor `uiomove`.
pub struct Mutex<T> {
    /// The kernel's mutex does not move.
    lock: KBox<UnsafeCell<kernel_sys::mtx>>,
    value: UnsafeCell<T>,
}

// SAFETY: who holds the lock is the only one that has the value.
unsafe impl<T: Send> Send for Mutex<T> {}
unsafe impl<T: Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    pub fn new(value: T) -> Result<Self> {
        let lock = KBox::new(UnsafeCell::new(kernel_sys::mtx::default()))?;
        // SAFETY: nobody else has it yet; the name lives as long as the module.
        unsafe {
            kernel_sys::mtx_init(lock.get(), name().as_ptr(), null(), kernel_sys::MTX_DEF);
        }
        Ok(Self {
            lock,
            value: UnsafeCell::new(value),
        })
    }

    pub fn lock(&self) -> Guard<'_, T> {
        // SAFETY: it is initialised.
        unsafe { kernel_sys::mtx_lock(self.lock.get()) };
        Guard(self)
    }
}

impl<T> Drop for Mutex<T> {
    fn drop(&mut self) {
        // SAFETY: nobody has it any more.
        unsafe { kernel_sys::mtx_destroy(self.lock.get()) };
    }
}

/// The value, as long as it is locked.
pub struct Guard<'a, T>(&'a Mutex<T>);

impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: the lock is held.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the lock is held.
        unsafe { &mut *self.0.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: it is held by this very thread.
        unsafe { kernel_sys::mtx_unlock(self.0.lock.get()) };
    }
}
