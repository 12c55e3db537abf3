//! A character device that holds what is written to it, in `/dev` under the module's name.
#![no_std]

mod kernel;
mod mutex;
mod user;

use core::ffi::{c_int, c_long, c_uint, c_ulong};
use core::mem::offset_of;

use kernel::{c_char, errno, pr_info, Constant, Error, KBox, Result};
use kernel_sys::{device_fill, file, file_operations, inode, loff_t, miscdevice, ssize_t};
use mutex::Mutex;
use user::UserBytes;

kernel::module! {
    type: Module,
    license: "Dual MIT/GPL",
    description: "A character device that holds what is written to it",
}

kernel::parameter!(
    CAPACITY,
    "capacity",
    i32 = 65536,
    "how many bytes the device holds at most"
);

/// `_IOR` and its kin have C's type of `sizeof`.
const LENGTH: c_uint = kernel_sys::DEVICE_LENGTH as c_uint;
const CLEAR: c_uint = kernel_sys::DEVICE_CLEAR as c_uint;
const FILL: c_uint = kernel_sys::DEVICE_FILL as c_uint;

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

    /// Room from `position` on, at most `count` bytes.
    fn room(&mut self, position: usize, count: usize) -> Result<&mut [u8]> {
        let room = self
            .bytes
            .get_mut(position..)
            .filter(|room| !room.is_empty() || count == 0);
        let room = room.ok_or(Error(kernel_sys::ENOSPC))?;
        let count = room.len().min(count);
        Ok(&mut room[..count])
    }

    fn fill(&mut self, length: usize, byte: u8) -> Result {
        let filled = self
            .bytes
            .get_mut(..length)
            .ok_or(Error(kernel_sys::ENOSPC))?;
        filled.fill(byte);
        self.length = length;
        Ok(())
    }
}

struct Device {
    misc: miscdevice,
    buffer: Mutex<Buffer>,
}

impl Device {
    /// The device that a file was opened on: the kernel leaves its `miscdevice` there (`drivers/char/misc.c`).
    ///
    /// # Safety
    /// The file is one of this device.
    unsafe fn of<'a>(file: *mut file) -> &'a Device {
        // SAFETY: the device is part of a `Device`, which outlives all its files.
        unsafe {
            &*(*file)
                .private_data
                .byte_sub(offset_of!(Device, misc))
                .cast::<Device>()
        }
    }

    fn read(&self, to: &UserBytes, position: &mut loff_t) -> Result<ssize_t> {
        let buffer = self.buffer.lock();
        let held = buffer.held(index(*position)?, to.length());
        to.write(held)?;
        *position += held.len() as loff_t;
        Ok(held.len() as ssize_t)
    }

    fn write(&self, from: &UserBytes, position: &mut loff_t) -> Result<ssize_t> {
        let mut buffer = self.buffer.lock();
        let start = index(*position)?;
        let room = buffer.room(start, from.length())?;
        from.read(room)?;
        let count = room.len();
        buffer.length = buffer.length.max(start + count);
        *position += count as loff_t;
        Ok(count as ssize_t)
    }

    fn ioctl(&self, command: c_uint, argument: c_ulong) -> Result {
        let mut buffer = self.buffer.lock();
        match command {
            LENGTH => unsafe {
                // SAFETY: an integer has no padding.
                user::write_argument(argument, &(buffer.length as u32))
            },
            CLEAR => {
                buffer.length = 0;
                Ok(())
            }
            FILL => {
                // SAFETY: integers take all bit patterns, and padding is the program's own.
                let mut fill = unsafe { user::read_argument::<device_fill>(argument)? };
                let before = buffer.length as u32;
                buffer.fill(fill.length as usize, fill.byte)?;
                fill.length = before;
                unsafe { user::write_argument(argument, &fill) }
            }
            _ => Err(Error(kernel_sys::ENOTTY)),
        }
    }
}

fn index(position: loff_t) -> Result<usize> {
    usize::try_from(position).map_err(|_| Error(kernel_sys::EINVAL))
}

// SAFETY of all that the kernel calls: its files are those of this device, and its pointers are valid.

unsafe extern "C" fn open(_inode: *mut inode, file: *mut file) -> c_int {
    let device = unsafe { Device::of(file) };
    if unsafe { (*file).f_flags } & kernel_sys::O_TRUNC as c_uint != 0 {
        device.buffer.lock().length = 0;
    }
    0
}

unsafe extern "C" fn release(_inode: *mut inode, file: *mut file) -> c_int {
    pr_info!(
        "holds {} bytes",
        unsafe { Device::of(file) }.buffer.lock().length
    );
    0
}

unsafe extern "C" fn read(
    file: *mut file,
    to: *mut c_char,
    count: usize,
    position: *mut loff_t,
) -> ssize_t {
    let (device, position) = unsafe { (Device::of(file), &mut *position) };
    device
        .read(&UserBytes::new(to, count), position)
        .unwrap_or_else(Error::negative)
}

unsafe extern "C" fn write(
    file: *mut file,
    from: *const c_char,
    count: usize,
    position: *mut loff_t,
) -> ssize_t {
    let (device, position) = unsafe { (Device::of(file), &mut *position) };
    device
        .write(&UserBytes::new(from.cast_mut(), count), position)
        .unwrap_or_else(Error::negative)
}

unsafe extern "C" fn ioctl(file: *mut file, command: c_uint, argument: c_ulong) -> c_long {
    c_long::from(errno(unsafe { Device::of(file) }.ioctl(command, argument)))
}

static OPERATIONS: Constant<file_operations> = Constant(file_operations {
    owner: &raw mut kernel_sys::__this_module,
    open: Some(open),
    release: Some(release),
    read: Some(read),
    write: Some(write),
    unlocked_ioctl: Some(ioctl),
    #[cfg(CONFIG_COMPAT)]
    compat_ioctl: Some(kernel_sys::compat_ptr_ioctl),
    // SAFETY: null pointers and no flags.
    ..unsafe { core::mem::zeroed() }
});

struct Module(KBox<Device>);

// SAFETY: the kernel's device is only used by the kernel, the buffer is locked.
unsafe impl Send for Module {}
unsafe impl Sync for Module {}

impl kernel::Module for Module {
    fn init() -> Result<Self> {
        let capacity = index(CAPACITY.get().into())?;
        let bytes = KBox::zeroed(capacity)?;
        let misc = miscdevice {
            minor: kernel_sys::MISC_DYNAMIC_MINOR,
            name: kernel::name().as_ptr().cast(),
            fops: &raw const OPERATIONS.0,
            mode: 0o666,
            ..Default::default()
        };
        let mut device = KBox::new(Device {
            misc,
            buffer: Mutex::new(Buffer { bytes, length: 0 })?,
        })?;
        // SAFETY: it stays where it is until `drop`.
        kernel::check(unsafe { kernel_sys::misc_register(&raw mut device.misc) })?;
        Ok(Module(device))
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        // SAFETY: it was registered, and no file is open: they hold the module (`owner`).
        unsafe { kernel_sys::misc_deregister(&raw mut self.0.misc) };
    }
}
