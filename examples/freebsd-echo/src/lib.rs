//! A character device that holds what is written to it, in `/dev` under the module's name.
#![no_std]

mod kernel;
mod mutex;
mod request;

use core::ffi::c_int;
use core::ptr::null_mut;

use kernel::{check, errno, log, name, Error, KBox, Result, Shared};
use kernel_sys::{cdev, cdevsw, thread, uio};
use mutex::Mutex;
use request::Request;

kernel::module!(Echo);

/// How many bytes the device holds at most.
const CAPACITY: usize = 4096;

/// What was written: the first `length` bytes.
struct Buffer {
    bytes: KBox<[u8]>,
    length: usize,
}

impl Buffer {
    /// What is held from `position` on, at most `count` bytes.
    fn held(&self, position: usize, count: usize) -> &[u8] {
        let held = self.bytes[..self.length].get(position..).unwrap_or(&[]);
        &held[..held.len().min(count)]
    }

    /// There is room for them: `position` and the length are no more than `CAPACITY` together.
    fn hold(&mut self, position: usize, bytes: &[u8]) {
        let end = position + bytes.len();
        self.bytes[position..end].copy_from_slice(bytes);
        self.length = self.length.max(end);
    }
}

struct Device {
    buffer: Mutex<Buffer>,
}

impl Device {
    /// The device that a program has opened: `load` left it in the `cdev`.
    ///
    /// # Safety
    /// The `cdev` is one of this module.
    unsafe fn of<'a>(dev: *mut cdev) -> &'a Device {
        // SAFETY: it outlives the `cdev`, whose destruction waits for all who are in here.
        unsafe { &*(*dev).si_drv1.cast::<Device>() }
    }

    fn read(&self, mut request: Request<'_>) -> Result {
        // A copy, for the mutex must not be held while `uiomove` sleeps.
        let mut copy = KBox::zeroed(request.left().min(CAPACITY))?;
        let count = {
            let buffer = self.buffer.lock();
            let held = buffer.held(request.position()?, copy.len());
            copy[..held.len()].copy_from_slice(held);
            held.len()
        };
        request.give(&copy[..count])
    }

    fn write(&self, mut request: Request<'_>) -> Result {
        let position = request.position()?;
        let count = request.left().min(CAPACITY.saturating_sub(position));
        if count == 0 && request.left() > 0 {
            return Err(Error(kernel_sys::ENOSPC));
        }
        let mut copy = KBox::zeroed(count)?;
        request.take(&mut copy)?;
        self.buffer.lock().hold(position, &copy);
        Ok(())
    }
}

// SAFETY of all that the kernel calls: its devices are those of this module, and its pointers are valid.

unsafe extern "C" fn open(dev: *mut cdev, flags: c_int, _: c_int, _: *mut thread) -> c_int {
    if flags & kernel_sys::O_TRUNC != 0 {
        unsafe { Device::of(dev) }.buffer.lock().length = 0;
    }
    0
}

unsafe extern "C" fn close(dev: *mut cdev, _: c_int, _: c_int, _: *mut thread) -> c_int {
    let length = unsafe { Device::of(dev) }.buffer.lock().length;
    log!("holds {length} bytes");
    0
}

unsafe extern "C" fn read(dev: *mut cdev, uio: *mut uio, _: c_int) -> c_int {
    errno(unsafe { Device::of(dev).read(Request::new(uio)) })
}

unsafe extern "C" fn write(dev: *mut cdev, uio: *mut uio, _: c_int) -> c_int {
    errno(unsafe { Device::of(dev).write(Request::new(uio)) })
}

/// The kernel keeps its own data at the end of it.
static OPERATIONS: Shared<cdevsw> = Shared::new(cdevsw {
    d_version: kernel_sys::D_VERSION,
    d_name: name().as_ptr(),
    d_open: Some(open),
    d_close: Some(close),
    d_read: Some(read),
    d_write: Some(write),
    // SAFETY: null pointers and no flags.
    ..unsafe { core::mem::zeroed() }
});

struct Echo {
    cdev: *mut cdev,
    /// The `cdev` has its address.
    _device: KBox<Device>,
}

// SAFETY: the device is locked, and the `cdev` is the kernel's.
unsafe impl Send for Echo {}
unsafe impl Sync for Echo {}

impl kernel::Module for Echo {
    fn load() -> Result<Self> {
        let bytes = KBox::zeroed(CAPACITY)?;
        let device = KBox::new(Device {
            buffer: Mutex::new(Buffer { bytes, length: 0 })?,
        })?;
        let mut arguments = kernel_sys::make_dev_args::default();
        // SAFETY: it is ours to be filled.
        unsafe { kernel_sys::make_dev_args_init(&mut arguments) };
        arguments.mda_devsw = OPERATIONS.get();
        arguments.mda_uid = kernel_sys::UID_ROOT as _;
        arguments.mda_gid = kernel_sys::GID_WHEEL as _;
        arguments.mda_mode = 0o666;
        arguments.mda_si_drv1 = device.as_ptr().cast();
        let mut cdev = null_mut();
        // SAFETY: operations and device live until `drop`; the name is that of the format.
        check(unsafe {
            kernel_sys::make_dev_s(&mut arguments, &mut cdev, c"%s".as_ptr(), name().as_ptr())
        })?;
        log!("/dev/{} holds {CAPACITY} bytes", env!("KMOD"));
        Ok(Echo {
            cdev,
            _device: device,
        })
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        // SAFETY: it was made by `load`. It returns when nobody is in the functions above any more.
        unsafe { kernel_sys::destroy_dev(self.cdev) };
    }
}
