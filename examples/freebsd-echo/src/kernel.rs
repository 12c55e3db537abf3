//! What every module needs of the kernel: its declaration, load and unload, errors, memory, the log.
//!
//! This file is the module's own: take from it, add to it.
// A module uses a part.
#![allow(dead_code)]

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::ffi::{c_int, c_void, CStr};
use core::fmt;
use core::ops::{Deref, DerefMut};
use core::ptr::{null_mut, NonNull};

#[path = "line.rs"]
mod line;
use line::Line;

/// The module's name with its NUL.
const NAME: &str = concat!(env!("KMOD"), "\0");

/// The module's name.
pub const fn name() -> &'static CStr {
    match CStr::from_bytes_with_nul(NAME.as_bytes()) {
        Ok(name) => name,
        Err(_) => panic!("a module's name has no NUL"),
    }
}

// --- The module -----------------------------------------------------------------------------------------------------

/// A module is a value that lives while it is loaded; dropping it undoes what `load` did.
pub trait Module: Sized + Send + Sync {
    /// Called when the module is loaded. An error refuses that.
    fn load() -> Result<Self>;
}

/// Declares the module: `kernel::module!(Echo);`. What `DECLARE_MODULE` and `MODULE_VERSION` (`sys/module.h`) make of
/// it: metadata for the linker of the kernel, and an entry among what is called when the module is there.
macro_rules! module {
    ($type:ty) => {
        static MODULE: $crate::kernel::ModuleCell<$type> = $crate::kernel::ModuleCell::new();

        unsafe extern "C" fn module_event(
            _module: kernel_sys::module_t,
            event: core::ffi::c_int,
            _data: *mut core::ffi::c_void,
        ) -> core::ffi::c_int {
            // SAFETY: the kernel sends one event after the other.
            $crate::kernel::errno(unsafe { MODULE.event(event) })
        }

        const _: () = {
            use $crate::kernel::{
                linker_set, metadata, name, Shared, KERNEL, MODULE_VERSION, SYSINIT_ZEROED,
            };

            static DATA: Shared<kernel_sys::moduledata_t> = Shared::new(kernel_sys::moduledata_t {
                name: name().as_ptr(),
                evhand: Some(module_event),
                priv_: core::ptr::null_mut(),
            });
            linker_set!(
                "modmetadata_set",
                kernel_sys::mod_metadata = metadata(kernel_sys::MDT_DEPEND, &KERNEL, c"kernel")
            );
            linker_set!(
                "modmetadata_set",
                kernel_sys::mod_metadata = metadata(kernel_sys::MDT_MODULE, &DATA, name())
            );
            linker_set!(
                "modmetadata_set",
                kernel_sys::mod_metadata =
                    metadata(kernel_sys::MDT_VERSION, &MODULE_VERSION, name())
            );
            linker_set!(
                "sysinit_set",
                kernel_sys::sysinit = kernel_sys::sysinit {
                    subsystem: kernel_sys::sysinit_sub_id_SI_SUB_DRIVERS,
                    order: kernel_sys::sysinit_elem_order_SI_ORDER_MIDDLE,
                    func: Some(kernel_sys::module_register_init),
                    udata: DATA.get().cast(),
                    ..SYSINIT_ZEROED
                }
            );
        };
    };
}

/// An element of a linker set: a value, and its address in the set's section (`DATA_WSET`, `sys/linker_set.h`). The
/// kernel sorts addresses where they lie.
macro_rules! linker_set {
    ($set:literal, $type:ty = $value:expr) => {
        const _: () = {
            static ELEMENT: $crate::kernel::Shared<$type> = $crate::kernel::Shared::new($value);
            #[used]
            #[link_section = concat!("set_", $set)]
            static ADDRESS: $crate::kernel::Shared<*mut $type> =
                $crate::kernel::Shared::new(ELEMENT.get());
        };
    };
}

pub(crate) use {linker_set, module};

// The ends of the sets, which the loader looks up by name where modules are shared objects.
core::arch::global_asm!(
    ".weak __start_set_modmetadata_set",
    ".weak __stop_set_modmetadata_set",
    ".weak __start_set_sysinit_set",
    ".weak __stop_set_sysinit_set",
);

/// Later kernels of the same branch load the module, others do not (`MODULE_KERNEL_MAXVER`).
pub static KERNEL: Shared<kernel_sys::mod_depend> = Shared::new(kernel_sys::mod_depend {
    md_ver_minimum: kernel_sys::__FreeBSD_version,
    md_ver_preferred: kernel_sys::__FreeBSD_version,
    md_ver_maximum: kernel_sys::MODULE_KERNEL_MAXVER,
});

pub static MODULE_VERSION: Shared<kernel_sys::mod_version> =
    Shared::new(kernel_sys::mod_version { mv_version: 1 });

// SAFETY: numbers and null pointers.
pub const SYSINIT_ZEROED: kernel_sys::sysinit = unsafe { core::mem::zeroed() };

pub const fn metadata<T>(
    kind: c_int,
    data: &'static Shared<T>,
    label: &'static CStr,
) -> kernel_sys::mod_metadata {
    kernel_sys::mod_metadata {
        md_version: kernel_sys::MDT_STRUCT_VERSION,
        md_type: kind,
        md_data: data.get().cast(),
        md_cval: label.as_ptr(),
    }
}

/// A value of the module that the kernel has the address of, and may write to.
#[repr(transparent)]
pub struct Shared<T>(UnsafeCell<T>);

// SAFETY: only the kernel reads and writes it.
unsafe impl<T> Sync for Shared<T> {}

impl<T> Shared<T> {
    pub const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    pub const fn get(&self) -> *mut T {
        self.0.get()
    }
}

/// Holds the value of the module.
pub struct ModuleCell<T>(UnsafeCell<Option<T>>);

// SAFETY: it is written only by `event`, between whose calls the module is only shared.
unsafe impl<T: Sync> Sync for ModuleCell<T> {}

impl<T: Module> ModuleCell<T> {
    pub const fn new() -> Self {
        Self(UnsafeCell::new(None))
    }

    /// # Safety
    /// Only from the module's event handler.
    pub unsafe fn event(&self, event: c_int) -> Result {
        match event as kernel_sys::modeventtype {
            kernel_sys::modeventtype_MOD_LOAD => {
                let module = T::load()?;
                unsafe { *self.0.get() = Some(module) };
                Ok(())
            }
            kernel_sys::modeventtype_MOD_UNLOAD => {
                drop(unsafe { (*self.0.get()).take() });
                Ok(())
            }
            // Whether it may be unloaded; whether the machine may halt.
            kernel_sys::modeventtype_MOD_QUIESCE | kernel_sys::modeventtype_MOD_SHUTDOWN => Ok(()),
            _ => Err(Error(kernel_sys::EOPNOTSUPP)),
        }
    }
}

// --- Errors ---------------------------------------------------------------------------------------------------------

pub type Result<T = ()> = core::result::Result<T, Error>;

/// An error number of the kernel: `Error(kernel_sys::ENOSPC)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error(pub c_int);

/// What a function of the kernel returned: 0, or an error number.
pub fn check(returned: c_int) -> Result {
    match returned {
        0 => Ok(()),
        number => Err(Error(number)),
    }
}

/// What the kernel wants to be returned.
pub fn errno(result: Result) -> c_int {
    match result {
        Ok(()) => 0,
        Err(Error(number)) => number,
    }
}

// --- Memory ---------------------------------------------------------------------------------------------------------

/// malloc(9). It sleeps until there is memory, so it must not be called with a mutex held.
pub struct Malloc;

/// Its zones are aligned as pointers are (`kmeminit`, `kern/kern_malloc.c`).
const MALLOC_ALIGNMENT: usize = align_of::<*mut c_void>();

/// What the memory is accounted to: `vmstat -m` shows it.
fn devbuf() -> *mut kernel_sys::malloc_type {
    (&raw mut kernel_sys::M_DEVBUF).cast()
}

// SAFETY: as malloc(9) promises; more than its alignment is refused.
unsafe impl GlobalAlloc for Malloc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > MALLOC_ALIGNMENT {
            return null_mut();
        }
        unsafe { kernel_sys::malloc(layout.size(), devbuf(), kernel_sys::M_WAITOK) }.cast()
    }

    unsafe fn dealloc(&self, place: *mut u8, _layout: Layout) {
        unsafe { kernel_sys::free(place.cast(), devbuf()) }
    }
}

/// A value in memory of malloc(9), which does not move.
pub struct KBox<T: ?Sized>(NonNull<T>);

// SAFETY: it owns the value.
unsafe impl<T: ?Sized + Send> Send for KBox<T> {}
unsafe impl<T: ?Sized + Sync> Sync for KBox<T> {}

fn allocate(layout: Layout) -> Result<NonNull<u8>> {
    // SAFETY: malloc(9) takes any size.
    NonNull::new(unsafe { Malloc.alloc(layout) }).ok_or(Error(kernel_sys::ENOMEM))
}

impl<T> KBox<T> {
    pub fn new(value: T) -> Result<Self> {
        let place = allocate(Layout::new::<T>())?.cast::<T>();
        // SAFETY: that many bytes, aligned so, are ours.
        unsafe { place.write(value) };
        Ok(Self(place))
    }

    /// For the kernel, while the box lives.
    pub fn as_ptr(&self) -> *mut T {
        self.0.as_ptr()
    }
}

impl KBox<[u8]> {
    pub fn zeroed(bytes: usize) -> Result<Self> {
        let layout = Layout::array::<u8>(bytes).map_err(|_| Error(kernel_sys::ENOMEM))?;
        let place = allocate(layout)?;
        // SAFETY: that many bytes are ours.
        unsafe { place.write_bytes(0, bytes) };
        Ok(Self(NonNull::slice_from_raw_parts(place, bytes)))
    }
}

impl<T: ?Sized> Deref for KBox<T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: it is initialised, and ours.
        unsafe { self.0.as_ref() }
    }
}

impl<T: ?Sized> DerefMut for KBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { self.0.as_mut() }
    }
}

impl<T: ?Sized> Drop for KBox<T> {
    fn drop(&mut self) {
        let layout = Layout::for_value::<T>(self);
        // SAFETY: it came from `Malloc`, and nobody else has it.
        unsafe {
            self.0.drop_in_place();
            Malloc.dealloc(self.0.as_ptr().cast(), layout);
        }
    }
}

// --- The log --------------------------------------------------------------------------------------------------------

/// Prints a line into the kernel's log, behind the module's name.
macro_rules! log {
    ($($arguments:tt)*) => { $crate::kernel::print(format_args!($($arguments)*)) };
}

pub(crate) use log;

pub fn print(arguments: fmt::Arguments<'_>) {
    let line = Line::new(arguments);
    // SAFETY: the arguments are those of the format; the name ends with a NUL.
    unsafe {
        kernel_sys::printf(
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
