//! What every module needs of the kernel: metadata, parameters, init and exit, errors, memory, the log.
//!
//! This file is the module's own: take from it, add to it.
// A module uses a part.
#![allow(dead_code, unused_imports, unused_macros)]

use core::cell::UnsafeCell;
use core::ffi::{c_int, c_void, CStr};
use core::fmt;
use core::mem::{align_of, size_of};
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;

#[path = "line.rs"]
mod line;
use line::Line;

/// The module's name with its NUL.
const NAME: &str = concat!(env!("KBUILD_MODNAME"), "\0");

/// The module's name.
pub const fn name() -> &'static CStr {
    match CStr::from_bytes_with_nul(NAME.as_bytes()) {
        Ok(name) => name,
        Err(_) => panic!("a module's name has no NUL"),
    }
}

// --- The module -----------------------------------------------------------------------------------------------------

/// A module is a value that lives while it is loaded; dropping it undoes what `init` did.
pub trait Module: Sized + Send + Sync {
    /// Called when the module is loaded. An error refuses that.
    fn init() -> Result<Self>;
}

/// Declares the module: `kernel::module! { type: Hello, license: "GPL", description: "Says hello" }`.
///
/// Functions that the kernel exports to GPL modules only want a licence of `include/linux/license.h`.
macro_rules! module {
    (type: $type:ty, license: $license:literal, description: $description:literal $(,)?) => {
        $crate::kernel::modinfo!("license=", $license);
        $crate::kernel::modinfo!("description=", $description);

        static MODULE: $crate::kernel::ModuleCell<$type> = $crate::kernel::ModuleCell::new();

        #[no_mangle]
        #[link_section = ".init.text"]
        extern "C" fn init_module() -> core::ffi::c_int {
            // SAFETY: the kernel calls it once, before all else.
            $crate::kernel::errno(unsafe { MODULE.load() })
        }

        #[no_mangle]
        #[link_section = ".exit.text"]
        extern "C" fn cleanup_module() {
            // SAFETY: the kernel calls it once, after a successful `init_module`, when nothing uses the module any more.
            unsafe { MODULE.unload() }
        }

        // As `___ADDRESSABLE` in `module_init`: objtool keeps landing pads (ENDBR) of functions whose address is taken.
        #[used(compiler)]
        #[link_section = ".init.data"]
        static INIT_MODULE: extern "C" fn() -> core::ffi::c_int = init_module;
        #[used(compiler)]
        #[link_section = ".exit.data"]
        static CLEANUP_MODULE: extern "C" fn() = cleanup_module;
    };
}

/// An entry of the module's section `.modinfo`, which `modinfo` prints: `name=text` with its NUL.
macro_rules! modinfo {
    ($($part:expr),+) => {
        const _: () = {
            const PARTS: &[&str] = &[$($part),+];
            #[used(compiler)]
            #[link_section = ".modinfo"]
            static ENTRY: [u8; $crate::kernel::joined_length(PARTS)] = $crate::kernel::joined(PARTS);
        };
    };
}

pub(crate) use {modinfo, module};

pub const fn joined_length(parts: &[&str]) -> usize {
    let mut length = 1;
    let mut part = 0;
    while part < parts.len() {
        length += parts[part].len();
        part += 1;
    }
    length
}

pub const fn joined<const LENGTH: usize>(parts: &[&str]) -> [u8; LENGTH] {
    let mut text = [0; LENGTH];
    let (mut length, mut part) = (0, 0);
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            text[length] = parts[part].as_bytes()[at];
            length += 1;
            at += 1;
        }
        part += 1;
    }
    text
}

/// Holds the value of the module.
pub struct ModuleCell<T>(UnsafeCell<Option<T>>);

// SAFETY: it is written only by `init_module` and `cleanup_module`, between which the module is only shared.
unsafe impl<T: Sync> Sync for ModuleCell<T> {}

impl<T: Module> ModuleCell<T> {
    pub const fn new() -> Self {
        Self(UnsafeCell::new(None))
    }

    /// # Safety
    /// Only from `init_module`.
    pub unsafe fn load(&self) -> Result {
        let module = T::init()?;
        unsafe { *self.0.get() = Some(module) };
        Ok(())
    }

    /// # Safety
    /// Only from `cleanup_module`.
    pub unsafe fn unload(&self) {
        drop(unsafe { (*self.0.get()).take() });
    }
}

// --- Parameters -----------------------------------------------------------------------------------------------------

/// A parameter of the module: what `insmod hello.ko repeat=3` sets, shown below `/sys/module/hello/parameters`.
///
/// `kernel::parameter!(REPEAT, "repeat", i32 = 1, "how often hello is said");`
macro_rules! parameter {
    ($static:ident, $name:literal, $type:ty = $value:expr, $description:literal) => {
        static $static: $crate::kernel::Parameter<$type> = $crate::kernel::Parameter::new($value);
        $crate::kernel::modinfo!("parm=", $name, ":", $description);
        $crate::kernel::modinfo!(
            "parmtype=",
            $name,
            ":",
            <$type as $crate::kernel::ParameterType>::NAME
        );
        const _: () = {
            #[used(compiler)]
            #[link_section = "__param"]
            static ENTRY: $crate::kernel::Constant<kernel_sys::kernel_param> =
                $static.entry(concat!($name, "\0"));
        };
    };
}

pub(crate) use parameter;

/// Types that the kernel reads from text (`STANDARD_PARAM_DEF`, `kernel/params.c`).
pub trait ParameterType: Copy + 'static {
    const NAME: &'static str;
    const OPS: *const kernel_sys::kernel_param_ops;
}

impl ParameterType for c_int {
    const NAME: &'static str = "int";
    const OPS: *const kernel_sys::kernel_param_ops = &raw const kernel_sys::param_ops_int;
}

impl ParameterType for bool {
    const NAME: &'static str = "bool";
    const OPS: *const kernel_sys::kernel_param_ops = &raw const kernel_sys::param_ops_bool;
}

pub struct Parameter<T>(UnsafeCell<T>);

// SAFETY: the kernel writes it while the module is loaded, before `init_module`.
unsafe impl<T> Sync for Parameter<T> {}

impl<T: ParameterType> Parameter<T> {
    pub const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    pub fn get(&self) -> T {
        // SAFETY: always initialised; nobody writes once the module runs, as its file in sysfs is read-only.
        unsafe { *self.0.get() }
    }

    /// As `module_param(name, type, 0444)` makes it (`include/linux/moduleparam.h`).
    pub const fn entry(&'static self, name: &'static str) -> Constant<kernel_sys::kernel_param> {
        Constant(kernel_sys::kernel_param {
            name: name.as_ptr().cast(),
            mod_: &raw mut kernel_sys::__this_module,
            ops: T::OPS,
            perm: 0o444,
            level: -1,
            flags: 0,
            __bindgen_anon_1: kernel_sys::kernel_param__bindgen_ty_1 {
                arg: self.0.get().cast(),
            },
        })
    }
}

/// C's `char`, which has no sign since Linux 6.2 (`-funsigned-char`).
#[allow(non_camel_case_types)]
#[cfg(linux_at_least = "6.2")]
pub type c_char = u8;
#[allow(non_camel_case_types)]
#[cfg(not(linux_at_least = "6.2"))]
pub type c_char = core::ffi::c_char;

/// A value that C uses, and that does not change: a table of functions, for example.
#[repr(transparent)]
pub struct Constant<T>(pub T);

// SAFETY: nobody writes it.
unsafe impl<T> Sync for Constant<T> {}

// --- Errors ---------------------------------------------------------------------------------------------------------

pub type Result<T = ()> = core::result::Result<T, Error>;

/// An error number of the kernel: `Error(kernel_sys::ENOMEM)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error(pub c_int);

impl Error {
    /// As functions that return a number or an error return it. Error numbers are below 4096 (`include/linux/err.h`).
    pub fn negative<T: From<i16>>(self) -> T {
        T::from(-self.0 as i16)
    }
}

/// What a function of the kernel returned: 0 or more, or a negative error number.
pub fn check(returned: c_int) -> Result<c_int> {
    if returned < 0 {
        Err(Error(-returned))
    } else {
        Ok(returned)
    }
}

/// What the kernel wants to be returned.
pub fn errno(result: Result) -> c_int {
    match result {
        Ok(()) => 0,
        Err(error) => error.negative(),
    }
}

// --- Memory ---------------------------------------------------------------------------------------------------------

/// A value in memory of `kmalloc`, which does not move. Allocation sleeps and can fail.
pub struct KBox<T: ?Sized>(NonNull<T>);

// SAFETY: it owns the value.
unsafe impl<T: ?Sized + Send> Send for KBox<T> {}
unsafe impl<T: ?Sized + Sync> Sync for KBox<T> {}

/// `ARCH_KMALLOC_MINALIGN` is at least that (`include/linux/slab.h`).
const KMALLOC_ALIGNMENT: usize = align_of::<core::ffi::c_ulonglong>();

fn allocate(bytes: usize) -> Result<NonNull<c_void>> {
    // SAFETY: any size may be asked for; 0 bytes are no null pointer.
    NonNull::new(unsafe { kernel_sys::kmalloc(bytes as _, kernel_sys::GFP_KERNEL) })
        .ok_or(Error(kernel_sys::ENOMEM))
}

impl<T> KBox<T> {
    pub fn new(value: T) -> Result<Self> {
        const { assert!(align_of::<T>() <= KMALLOC_ALIGNMENT) };
        let place = allocate(size_of::<T>())?.cast::<T>();
        // SAFETY: that many bytes, aligned so, are ours.
        unsafe { place.write(value) };
        Ok(Self(place))
    }

    /// To be handed to C. `from_raw` takes it back.
    pub fn into_raw(self) -> *mut T {
        let place = self.0.as_ptr();
        core::mem::forget(self);
        place
    }

    /// # Safety
    /// The pointer is one of `into_raw`, and is not used any more.
    pub unsafe fn from_raw(place: *mut T) -> Self {
        Self(unsafe { NonNull::new_unchecked(place) })
    }
}

impl KBox<[u8]> {
    pub fn zeroed(bytes: usize) -> Result<Self> {
        let place = allocate(bytes)?.cast::<u8>();
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
        // SAFETY: it came from `kmalloc`, and nobody else has it.
        unsafe {
            self.0.drop_in_place();
            kernel_sys::kfree(self.0.as_ptr() as *const c_void);
        }
    }
}

// --- The log --------------------------------------------------------------------------------------------------------

macro_rules! pr_info {
    ($($arguments:tt)*) => { $crate::kernel::print(kernel_sys::KERN_INFO, format_args!($($arguments)*)) };
}

macro_rules! pr_warn {
    ($($arguments:tt)*) => { $crate::kernel::print(kernel_sys::KERN_WARNING, format_args!($($arguments)*)) };
}

macro_rules! pr_err {
    ($($arguments:tt)*) => { $crate::kernel::print(kernel_sys::KERN_ERR, format_args!($($arguments)*)) };
}

pub(crate) use {pr_err, pr_info, pr_warn};

/// Prints a line into the kernel's log, behind the module's name.
pub fn print(level: &[u8], arguments: fmt::Arguments<'_>) {
    let line = Line::new(arguments);
    // SAFETY: the arguments are those of the format; level and name end with a NUL.
    unsafe {
        kernel_sys::_printk(
            c"%s%s: %.*s\n".as_ptr().cast(),
            level.as_ptr(),
            NAME.as_ptr(),
            line.length(),
            line.as_ptr(),
        );
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    print(kernel_sys::KERN_EMERG, format_args!("{info}"));
    // What `BUG()` does, where objtool, which looks at one object after the other, sees that it does not return.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        core::arch::asm!("ud2", options(noreturn))
    }
    // SAFETY: it does not return.
    #[cfg(not(target_arch = "x86_64"))]
    unsafe {
        kernel_sys::BUG()
    }
}
