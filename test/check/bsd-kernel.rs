// What the crate `bsd-kernel` of nccgroup/freebsd-kernel-module-rust takes from `kernel-sys`, each name with the type
// that it has there. bindgen 0.60's `c_char` pointers are C's; `cdevsw.d_name` is const in FreeBSD 15.
#![no_std]
#![allow(dead_code)]

use core::ffi::{c_char, c_int, c_void};
use kernel_sys::{cdev, cdevsw, file, iovec, malloc_type, thread, uio};

type Event = kernel_sys::modeventtype;

const EVENTS: [u32; 4] = [
    kernel_sys::modeventtype_MOD_LOAD,
    kernel_sys::modeventtype_MOD_UNLOAD,
    kernel_sys::modeventtype_MOD_SHUTDOWN,
    kernel_sys::modeventtype_MOD_QUIESCE,
];

const NUMBERS: (i32, u32, u32) =
    (kernel_sys::D_VERSION as i32, kernel_sys::UID_ROOT as u32, kernel_sys::GID_WHEEL as u32);

fn event_of(input: i32) -> Option<&'static str> {
    match u32::try_from(input).ok()? {
        kernel_sys::modeventtype_MOD_LOAD => Some("load"),
        kernel_sys::modeventtype_MOD_UNLOAD => Some("unload"),
        _ => None,
    }
}

extern "C" fn module_event(_module: kernel_sys::module_t, event: c_int, _arg: *mut c_void) -> c_int {
    event_of(event).map_or(1, |_| 0)
}

unsafe fn allocate(size: usize) -> *mut u8 {
    let kind: *mut malloc_type = unsafe { &raw mut kernel_sys::M_DEVBUF[0] };
    unsafe { kernel_sys::malloc(size, kind, kernel_sys::M_WAITOK) as *mut u8 }
}

unsafe fn release(at: *mut u8) {
    unsafe { kernel_sys::free(at as *mut c_void, &raw mut kernel_sys::M_DEVBUF[0]) };
}

extern "C" fn open(device: *mut cdev, _flags: c_int, _kind: c_int, _thread: *mut thread) -> c_int {
    let _own: *mut c_void = unsafe { (*device).si_drv1 };
    0
}

extern "C" fn fdopen(_device: *mut cdev, _flags: c_int, _thread: *mut thread, _file: *mut file) -> c_int {
    0
}

extern "C" fn close(_device: *mut cdev, _flags: c_int, _kind: c_int, _thread: *mut thread) -> c_int {
    0
}

extern "C" fn read(_device: *mut cdev, request: *mut uio, _flags: c_int) -> c_int {
    let (at, left): (usize, usize) = unsafe { ((*request).uio_offset as usize, (*request).uio_resid as usize) };
    let vector: *mut iovec = unsafe { (*request).uio_iov };
    let (base, length): (*mut c_void, usize) = unsafe { ((*vector).iov_base, (*vector).iov_len) };
    unsafe { kernel_sys::uiomove(base.add(at), length.min(left) as c_int, request) }
}

extern "C" fn write(_device: *mut cdev, request: *mut uio, _flags: c_int) -> c_int {
    let mut bytes = [0u8; 16];
    let from: *const c_void = unsafe { (*(*request).uio_iov).iov_base };
    unsafe { kernel_sys::copyin(from, bytes.as_mut_ptr() as *mut c_void, bytes.len()) }
}

unsafe fn create(name: *const c_char) -> *mut cdev {
    let mut switch: cdevsw = unsafe { core::mem::zeroed() };
    switch.d_open = Some(open);
    switch.d_close = Some(close);
    switch.d_read = Some(read);
    switch.d_write = Some(write);
    switch.d_fdopen = Some(fdopen);
    switch.d_version = kernel_sys::D_VERSION as i32;
    switch.d_name = name;
    let device: *mut cdev = unsafe { kernel_sys::make_dev(&mut switch, 0, NUMBERS.1, NUMBERS.2, 0o660, name) };
    let _back: *mut cdevsw = unsafe { (*device).si_devsw };
    device
}

unsafe fn destroy(device: *mut cdev) -> c_int {
    unsafe { kernel_sys::destroy_dev(device) };
    unsafe { kernel_sys::uprintf(c"%s\n".as_ptr(), c"gone".as_ptr()) }
}

fn types_of_events() -> Event {
    EVENTS[0]
}

// Beyond bsd-kernel: its mutexes spin by themselves; FreeBSD's own are macros, called through shims.
unsafe fn locked(mutex: *mut kernel_sys::mtx) {
    unsafe { kernel_sys::mtx_lock(mutex) };
    unsafe { kernel_sys::mtx_unlock(mutex) };
}
