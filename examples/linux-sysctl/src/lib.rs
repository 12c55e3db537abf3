//! A bit that root can set and everybody can read, in `/proc/sys/kernel` under the module's name.
#![no_std]

mod kernel;

use core::ffi::{c_int, c_void};
use core::mem::size_of;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

use kernel::{pr_info, Error, KBox, Result};
use kernel_sys::{ctl_table, ctl_table_header, loff_t};

kernel::module! {
    type: Sysctl,
    license: "Dual MIT/GPL",
    description: "A bit in /proc/sys/kernel",
}

kernel::parameter!(INITIAL, "initial", bool = false, "what the bit is at first");

static BIT: AtomicBool = AtomicBool::new(false);

/// What may be written.
static LOWEST: c_int = 0;
static HIGHEST: c_int = 1;

/// Handlers may not change the table since Linux 6.11.
#[cfg(linux_at_least = "6.11")]
type TablePointer = *const ctl_table;
#[cfg(not(linux_at_least = "6.11"))]
type TablePointer = *mut ctl_table;

/// Reads or writes the bit: as a number that the kernel parses and prints.
unsafe extern "C" fn handle(
    table: TablePointer,
    write: c_int,
    buffer: *mut c_void,
    length: *mut usize,
    position: *mut loff_t,
) -> c_int {
    let mut value = c_int::from(BIT.load(Relaxed));
    // SAFETY: the kernel hands over the entry that it was given, and a buffer of that length.
    let result = unsafe {
        let mut number = ctl_table {
            data: (&raw mut value).cast(),
            ..*table
        };
        kernel_sys::proc_dointvec_minmax(&raw mut number, write, buffer, length, position)
    };
    if result == 0 && write != 0 && BIT.swap(value != 0, Relaxed) != (value != 0) {
        pr_info!("the bit is {value} now");
    }
    result
}

/// The entry, as long as it is registered.
struct Sysctl {
    header: NonNull<ctl_table_header>,
    /// Up to Linux 6.10 an empty entry ends a table.
    _table: KBox<[ctl_table; 2]>,
}

// SAFETY: only `drop` uses the pointers.
unsafe impl Send for Sysctl {}
unsafe impl Sync for Sysctl {}

impl kernel::Module for Sysctl {
    fn init() -> Result<Self> {
        BIT.store(INITIAL.get(), Relaxed);
        let mut table = KBox::new([ctl_table::default(); 2])?;
        table[0] = ctl_table {
            procname: kernel::name().as_ptr().cast(),
            maxlen: size_of::<c_int>() as c_int,
            mode: 0o644,
            proc_handler: Some(handle),
            extra1: (&raw const LOWEST).cast_mut().cast(),
            extra2: (&raw const HIGHEST).cast_mut().cast(),
            ..Default::default()
        };
        let path = c"kernel".as_ptr().cast();
        // SAFETY: the table lives until it is unregistered.
        #[cfg(linux_at_least = "6.6")]
        let header = unsafe { kernel_sys::register_sysctl_sz(path, table.as_mut_ptr(), 1) };
        #[cfg(not(linux_at_least = "6.6"))]
        let header = unsafe { kernel_sys::register_sysctl(path, table.as_mut_ptr()) };
        let header = NonNull::new(header).ok_or(Error(kernel_sys::ENOMEM))?;
        Ok(Sysctl {
            header,
            _table: table,
        })
    }
}

impl Drop for Sysctl {
    fn drop(&mut self) {
        // SAFETY: it was registered.
        unsafe { kernel_sys::unregister_sysctl_table(self.header.as_ptr()) };
    }
}
