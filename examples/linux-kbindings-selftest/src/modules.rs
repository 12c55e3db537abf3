//! This module, and all others.

use core::ffi::{c_char, c_ulong, CStr};
use core::mem::offset_of;

use kernel_sys::{list_head, module};

use crate::kernel::{self, KBox, Result};
use crate::{truth, Checks, RcuReader};

/// `MODULE_REF_BASE`, `kernel/module/main.c`.
const REFERENCE_OF_THE_LOADER: i32 = 1;

/// Returns how many modules there are.
pub fn run(checks: &mut Checks) -> Result<usize> {
    let mut text = KBox::zeroed(kernel_sys::KSYM_SYMBOL_LEN as usize)?;
    let _reader = RcuReader::new();
    // SAFETY: modules do not go away while this one is being loaded and RCU is read.
    unsafe {
        let this = &raw mut kernel_sys::__this_module;
        checks.same("this module's name", name_of(this), kernel::name());
        checks.same(
            "this module's state",
            (*this).state,
            kernel_sys::module_state_MODULE_STATE_COMING,
        );
        checks.holds(
            "a function is this module's",
            contains(this, run as *const () as c_ulong),
        );
        Ok(walk(checks, this, &mut text))
    }
}

unsafe fn name_of<'a>(module: *const module) -> &'a CStr {
    unsafe { CStr::from_ptr((&raw const (*module).name).cast::<c_char>()) }
}

unsafe fn contains(module: *const module, address: c_ulong) -> bool {
    truth(unsafe { kernel_sys::within_module(address, module) })
}

/// Modules are in a ring with a head that is part of the kernel. What describes a module lies in the module's memory.
unsafe fn walk(checks: &mut Checks, this: *mut module, text: &mut [u8]) -> usize {
    let first = unsafe { &raw mut (*this).list };
    let (mut count, mut heads) = (0, 0);
    let mut node: *mut list_head = first;
    loop {
        unsafe {
            let module = node.byte_sub(offset_of!(module, list)).cast::<module>();
            checks.same("module.list.next.prev", (*(*node).next).prev, node);
            if (kernel_sys::MODULES_VADDR..kernel_sys::MODULES_END).contains(&(node as c_ulong)) {
                count += 1;
                checks.holds("module", contains(module, node as c_ulong));
                check_one(checks, module, text);
            } else {
                heads += 1;
            }
            node = (*node).next;
        }
        if node == first {
            break;
        }
    }
    checks.same("heads of the ring of modules", heads, 1);
    count
}

unsafe fn check_one(checks: &mut Checks, module: *mut module, text: &mut [u8]) {
    unsafe {
        let name = name_of(module);
        let length = kernel_sys::strlen((&raw const (*module).name).cast());
        checks.same("module.name", name.count_bytes(), length as usize);
        let is_live = (*module).state != kernel_sys::module_state_MODULE_STATE_GOING;
        checks.same(
            "module.state",
            is_live,
            truth(kernel_sys::module_is_live(module)),
        );
        let references = (*module).refcnt.counter - REFERENCE_OF_THE_LOADER;
        checks.same(
            "module.refcnt",
            references,
            kernel_sys::module_refcount(module),
        );
        if let Some(exit) = (*module).exit {
            // The kernel's words are `cleanup_module+0x0/0x60 [name]`.
            kernel_sys::sprint_symbol(text.as_mut_ptr().cast(), exit as *const () as c_ulong);
            let words = CStr::from_bytes_until_nul(text)
                .unwrap_or_default()
                .to_bytes();
            let owner = words
                .strip_suffix(b"]")
                .and_then(|text| text.rsplit(|byte| *byte == b'[').next());
            checks.same("module.exit", owner, Some(name.to_bytes()));
        }
    }
}
