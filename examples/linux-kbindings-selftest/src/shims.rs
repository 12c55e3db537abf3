//! Inline functions and macros, on values of our own.

use core::ffi::{c_int, c_long, c_ulong, c_void};
use core::mem::{offset_of, size_of};

use kernel_sys::{atomic_t, kref, list_head, spinlock_t};

use crate::kernel::{KBox, Result};
use crate::{truth, Checks};

pub fn run(checks: &mut Checks) -> Result {
    arithmetic(checks);
    errors(checks);
    bits(checks);
    counters(checks);
    processors(checks);
    lists(checks)?;
    locks(checks)?;
    memory(checks)
}

fn arithmetic(checks: &mut Checks) {
    for value in [
        1_u64,
        2,
        0xff,
        0x1234_5678,
        0x8000_0000,
        0x1_0000_0001,
        u64::MAX >> 1,
    ] {
        let low = value as u32;
        // SAFETY: these only compute.
        unsafe {
            checks.same("div_u64", kernel_sys::div_u64(value, 7) as u64, value / 7);
            checks.same(
                "fls64",
                kernel_sys::fls64(value) as u32,
                u64::BITS - value.leading_zeros(),
            );
            checks.same(
                "is_power_of_2",
                truth(kernel_sys::is_power_of_2(value as c_ulong)),
                value.is_power_of_two(),
            );
            checks.same("rol32", kernel_sys::rol32(low, 9), low.rotate_left(9));
            checks.same(
                "sign_extend32",
                kernel_sys::sign_extend32(low, 7),
                c_int::from(low as i8),
            );
            checks.same(
                "ktime_to_us",
                kernel_sys::ktime_to_us(value as i64) as i64,
                value as i64 / 1000,
            );
        }
        checks.same("__swab32", kernel_sys::__swab32(low), low.swap_bytes());
        checks.same(
            "ilog2",
            kernel_sys::ilog2(value as c_ulong) as u32,
            value.ilog2(),
        );
        checks.same(
            "hweight32",
            kernel_sys::hweight32(low.into()) as u32,
            low.count_ones(),
        );
        let power = kernel_sys::roundup_pow_of_two(value as c_ulong) as u64;
        checks.same("roundup_pow_of_two", power, value.next_power_of_two());
    }
    // SAFETY: it only computes.
    checks.same(
        "msecs_to_jiffies",
        unsafe { kernel_sys::msecs_to_jiffies(2000) },
        2 * kernel_sys::HZ as c_ulong,
    );
}

fn errors(checks: &mut Checks) {
    // SAFETY: these only compute.
    unsafe {
        let error = kernel_sys::ERR_PTR(-c_long::from(kernel_sys::ENOMEM));
        checks.holds("IS_ERR", truth(kernel_sys::IS_ERR(error)));
        checks.same(
            "PTR_ERR",
            kernel_sys::PTR_ERR(error),
            -c_long::from(kernel_sys::ENOMEM),
        );
        checks.holds(
            "IS_ERR of no error",
            !truth(kernel_sys::IS_ERR((&raw const error).cast())),
        );
    }
}

fn bits(checks: &mut Checks) {
    let mut words: [c_ulong; 2] = [0; 2];
    // SAFETY: the words have that many bits.
    unsafe {
        kernel_sys::set_bit(c_ulong::BITS as _, words.as_mut_ptr());
        checks.same("set_bit", words, [0, 1]);
        checks.holds(
            "test_bit",
            truth(kernel_sys::test_bit(c_ulong::BITS as _, words.as_ptr())),
        );
        kernel_sys::clear_bit(c_ulong::BITS as _, words.as_mut_ptr());
        checks.same("clear_bit", words, [0, 0]);
    }
}

fn counters(checks: &mut Checks) {
    let mut counter = atomic_t::default();
    let mut reference = kref::default();
    // SAFETY: they are ours.
    unsafe {
        kernel_sys::atomic_set(&raw mut counter, 40);
        kernel_sys::atomic_inc(&raw mut counter);
        checks.same(
            "atomic_add_return",
            kernel_sys::atomic_add_return(2, &raw mut counter),
            43,
        );
        checks.same(
            "atomic_cmpxchg",
            kernel_sys::atomic_cmpxchg(&raw mut counter, 43, 7),
            43,
        );
        checks.same(
            "atomic_read",
            kernel_sys::atomic_read(&raw const counter),
            counter.counter,
        );
        checks.same("atomic_t.counter", counter.counter, 7);
        kernel_sys::kref_init(&raw mut reference);
        kernel_sys::kref_get(&raw mut reference);
        checks.same("kref_read", kernel_sys::kref_read(&raw const reference), 2);
        checks.same("kref.refcount", reference.refcount.refs.counter, 2);
    }
}

fn processors(checks: &mut Checks) {
    // SAFETY: these only look.
    unsafe {
        let online = kernel_sys::num_online_cpus();
        checks.holds(
            "num_online_cpus",
            (1..=kernel_sys::nr_cpu_ids as u32).contains(&online),
        );
        checks.holds(
            "raw_smp_processor_id",
            (kernel_sys::raw_smp_processor_id() as u32) < kernel_sys::nr_cpu_ids as u32,
        );
    }
}

fn lists(checks: &mut Checks) -> Result {
    let mut nodes = KBox::new([list_head::default(); 3])?;
    let [head, first, second] = [0, 1, 2].map(|index| &raw mut nodes[index]);
    // SAFETY: the nodes do not move.
    unsafe {
        kernel_sys::INIT_LIST_HEAD(head);
        checks.holds("list_empty", truth(kernel_sys::list_empty(head)));
        kernel_sys::list_add_tail(first, head);
        kernel_sys::list_add_tail(second, head);
        checks.same(
            "list_head.next",
            [(*head).next, (*first).next, (*second).next],
            [first, second, head],
        );
        checks.same(
            "list_head.prev",
            [(*head).prev, (*first).prev, (*second).prev],
            [second, head, first],
        );
        kernel_sys::list_del(first);
        checks.same("list_del", [(*head).next, (*second).prev], [second, head]);
        checks.holds("list_empty of one", !truth(kernel_sys::list_empty(head)));
    }
    Ok(())
}

fn locks(checks: &mut Checks) -> Result {
    let mut lock = KBox::new(spinlock_t::default())?;
    let lock = &raw mut *lock;
    // SAFETY: the lock does not move.
    unsafe {
        kernel_sys::spin_lock_init(lock);
        checks.holds("a new spinlock", !truth(kernel_sys::spin_is_locked(lock)));
        kernel_sys::spin_lock(lock);
        checks.holds("spin_lock", truth(kernel_sys::spin_is_locked(lock)));
        kernel_sys::spin_unlock(lock);
        checks.holds("spin_unlock", !truth(kernel_sys::spin_is_locked(lock)));
    }
    Ok(())
}

fn memory(checks: &mut Checks) -> Result {
    let block = KBox::new([0_u64; 13])?;
    let size = size_of::<[u64; 13]>();
    // SAFETY: the block is one of kmalloc.
    let usable = unsafe { kernel_sys::ksize((&raw const *block).cast::<c_void>()) };
    checks.holds("ksize", (size..=2 * size).contains(&(usable as usize)));
    let mut value = 0_u64;
    // SAFETY: nothing is mapped there, which the kernel finds out.
    let left = unsafe { kernel_sys::copy_from_user((&raw mut value).cast(), core::ptr::null(), 8) };
    checks.same("copy_from_user of nothing", left, 8);
    checks.same(
        "list_head",
        (offset_of!(list_head, prev), size_of::<list_head>()),
        (size_of::<usize>(), 2 * size_of::<usize>()),
    );
    Ok(())
}
