//! A value behind a `struct mutex` of the kernel.

use core::cell::UnsafeCell;
use core::ops::{Deref, DerefMut};

use crate::kernel::{KBox, Result};

/// One user at a time; the others sleep.
pub struct Mutex<T> {
    /// The kernel's mutex does not move.
    lock: KBox<UnsafeCell<kernel_sys::mutex>>,
    value: UnsafeCell<T>,
}

// SAFETY: who holds the lock is the only one that has the value.
unsafe impl<T: Send> Send for Mutex<T> {}
unsafe impl<T: Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    pub fn new(value: T) -> Result<Self> {
        let lock = KBox::new(UnsafeCell::new(kernel_sys::mutex::default()))?;
        // SAFETY: nobody else has it yet.
        unsafe { kernel_sys::mutex_init(lock.get()) };
        Ok(Self {
            lock,
            value: UnsafeCell::new(value),
        })
    }

    pub fn lock(&self) -> Guard<'_, T> {
        // SAFETY: it is initialised.
        unsafe { kernel_sys::mutex_lock(self.lock.get()) };
        Guard(self)
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
        // SAFETY: it is held by this very task.
        unsafe { kernel_sys::mutex_unlock(self.0.lock.get()) };
    }
}
